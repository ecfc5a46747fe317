"""Beside an item that differs from the published state: that it does, and what it said."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pia_desktop.changes.differences import Difference, Fate
from ui.style import button, link_button, theme
from ui.style.icons import icon, put_icon
from ui.widgets.accessibility import identify
from ui.widgets.before_after import BeforeAfter
from ui.widgets.text_format import one_line
from ui.widgets.thumbnails import Pictures, Thumbnails

CHANGED = "公表版から変更"
OPEN, CLOSE = "前の記載", "前の記載を閉じる"
RESTORE = "前の記載に戻す"
_REMARKS = {
    Fate.ADDED: "この件（{name}）は、新しく加わりました。",
    Fate.REMOVED: "この件（{name}）は、削除されています。",
}
_OTHER_PICTURE = "図の画像が差し替えられています。"
# Milliseconds without a letter after which an open comparison follows what is typed.
_QUIET = 300


def change_remark(entry: Difference) -> str:
    """What two texts side by side don't say, or nothing."""
    if entry.changed and entry.was == entry.now:
        return _OTHER_PICTURE
    name = one_line(entry.within.name) if entry.within is not None else entry.parts[-1]
    return _REMARKS.get(entry.fate, "").format(name=name)


class ChangedMark(QWidget):
    """「公表版から変更」 with a link. `toggled` tells whether the earlier text is wanted."""

    toggled = Signal(bool)

    def __init__(self, address: str, name: str, parent: QWidget) -> None:
        """For the item of this name at `address`."""
        super().__init__(parent)
        identify(self, f"changed:{address}", f"{name}：{CHANGED}")
        self._opened = False
        self._name = name
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(4))
        size = theme().px(18)
        sign = QLabel(self)
        sign.setPixmap(icon("changed").pixmap(size, size))
        words = QLabel(CHANGED, self)
        words.setProperty("look", "small")
        self.link = link_button(OPEN, self)
        self.link.setProperty("look", "mark-link")
        identify(self.link, f"earlier:{address}", f"{name}の{OPEN}")
        self.link.clicked.connect(lambda: self.open(not self._opened))
        row.addWidget(sign)
        row.addWidget(words)
        row.addSpacing(theme().px(4))
        row.addWidget(self.link)

    def open(self, opened: bool) -> None:
        """Ask for the earlier text, or to close it."""
        self._opened = opened
        self.link.setText(CLOSE if opened else OPEN)
        self.link.setAccessibleName(f"{self._name}の{self.link.text()}")
        self.toggled.emit(opened)


class EarlierPanel(QFrame):
    """What the item said in the published state and says now. `restore_asked` wants it back."""

    restore_asked = Signal()

    def __init__(self, address: str, name: str, state: str, parent: QWidget) -> None:
        """For the item of this name; `state` names the published state."""
        super().__init__(parent)
        identify(self, f"earlier_panel:{address}", f"{name}の{OPEN}")
        self.setProperty("look", "panel")
        look = theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(12))
        column.setSpacing(look.px(8))
        self._remark = QLabel(self)
        self._remark.setTextFormat(Qt.TextFormat.PlainText)
        self._remark.setWordWrap(True)
        self._texts = BeforeAfter(self, titles=(state, "現在の記載"))
        self.restore = button(RESTORE, parent=self)
        identify(self.restore, f"restore:{address}", f"{name}を{RESTORE}")
        self.restore.setProperty("look", "compact")
        put_icon(self.restore, "undo")
        self.restore.clicked.connect(self.restore_asked)
        column.addWidget(self._remark)
        self._pictures = Thumbnails(self)
        column.addWidget(self._texts)
        column.addWidget(self._pictures)
        column.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)
        self._waiting: tuple[Difference, Pictures, Pictures] | None = None
        self._pause = QTimer(self, singleShot=True, interval=_QUIET)
        self._pause.timeout.connect(self._follow)

    def show_entry(
        self, entry: Difference, old: Pictures, new: Pictures, *, can_restore: bool
    ) -> None:
        """Show both texts, and the pictures out of these."""
        remark = change_remark(entry)
        self._remark.setText(remark)
        self._remark.setVisible(bool(remark))
        self._texts.setVisible(entry.fate is not Fate.ADDED)
        self.restore.setVisible(can_restore)
        self._waiting = entry, old, new
        self._follow()

    def follow(self, entry: Difference, old: Pictures, new: Pictures) -> None:
        """Show both once a person pauses."""
        self._waiting = entry, old, new
        self._pause.start()

    def _follow(self) -> None:
        if self._waiting is not None:
            entry, old, new = self._waiting
            self._texts.show_texts(entry.was, entry.now)
            self._pictures.show_pictures(entry, old, new)
            self._waiting = None
