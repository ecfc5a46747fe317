"""One picture: its preview, its caption, and the buttons that move it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.editors.text_box import TextBox
from ui.style.buttons import button
from ui.style.theme import theme
from ui.widgets.accessibility import identify
from ui.widgets.column_layout import ColumnLayout
from ui.widgets.picture_pixmap import picture_pixmap

_PREVIEW = QSize(220, 150)  # px at 100 %
# Enlarged it takes 64 MB at most; what is finer, no screen shows.
_LARGEST = QSize(4000, 4000)


class PictureCard(QFrame):
    """A picture in the list. `caption_changed` is emitted for a person's changes only."""

    caption_changed = Signal()

    def __init__(self, address: str, number: int, name: str, parent: QWidget) -> None:
        """The picture `name` in place `number` of the list at `address`."""
        super().__init__(parent)
        self.setProperty("look", "picture")
        self._name = name
        self._data = b""
        picture_address = f"{address}[{number}]"
        self.preview = button("画像がありません", parent=self)
        self.preview.setProperty("look", "preview")
        identify(self.preview, f"preview:{picture_address}", f"{name} を大きく表示する")
        self.preview.setFixedSize(_PREVIEW * min(theme().scale, 1.5))
        self.preview.clicked.connect(self._enlarge)
        title = QLabel(f"図{number + 1}　{name}", self)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        title.setProperty("look", "group")
        label = QLabel("図の説明", self)
        self.caption = TextBox(self)
        identify(self.caption, f"{picture_address}.caption", f"図{number + 1} の説明")
        self.caption.changed.connect(self.caption_changed)
        self.up = button("上へ", parent=self)
        self.down = button("下へ", parent=self)
        self.remove = button("削除", parent=self)
        tools = ColumnLayout(self, row_gap=12)
        for tool, verb in ((self.up, "up"), (self.down, "down"), (self.remove, "remove")):
            identify(tool, f"{verb}:{picture_address}", f"図{number + 1} を{tool.text()}")
            tools.add(tool)
        words = QWidget(self)
        column = QVBoxLayout(words)
        column.setContentsMargins(theme().px(8), 0, 0, 0)
        for part in (title, label, self.caption, tools):
            column.addWidget(part)
        sides = ColumnLayout(self, indent=0)
        sides.add(self.preview, "across")
        sides.add(words, "beside")
        QVBoxLayout(self).addWidget(sides)

    def show_picture(self, data: bytes | None) -> None:
        """Show the picture's bytes, or that there are none."""
        self._data = data or b""
        size = self.preview.size() - QSize(8, 8)
        small = picture_pixmap(self._data, size * self.devicePixelRatioF())
        there = not small.isNull()
        self.preview.setText("" if there else "画像がありません")
        self.preview.setEnabled(there)
        if there:
            self.preview.setIcon(QIcon(small))
            self.preview.setIconSize(size)

    def set_read_only(self, read_only: bool) -> None:
        """Show it without letting it be changed."""
        self.caption.setReadOnly(read_only)
        for tool in (self.up, self.down, self.remove):
            tool.setHidden(read_only)

    def _enlarge(self) -> None:
        """Show the picture in a window of its own, as large as it is within bounds."""
        dialog = QDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setObjectName("enlarged")
        dialog.setWindowTitle(self._name)
        picture = QLabel()
        pixmap = picture_pixmap(self._data, _LARGEST)
        picture.setPixmap(pixmap)
        picture.setAccessibleName(self._name)
        area = QScrollArea(dialog)
        area.setWidget(picture)
        area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        QVBoxLayout(dialog).addWidget(area)
        most = self.screen().availableSize() * 0.9
        dialog.resize((pixmap.size() + QSize(60, 60)).boundedTo(most))
        dialog.open()
