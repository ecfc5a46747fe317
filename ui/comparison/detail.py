"""One compared item: its name, what became of it, both texts, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from pia_desktop.changes.differences import Difference
from ui.comparison.entry_list import label_of, what_happened
from ui.style import button, theme
from ui.style.icons import put_icon
from ui.widgets.accessibility import identify
from ui.widgets.before_after import BeforeAfter
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import plain_label
from ui.widgets.thumbnails import Pictures, Thumbnails
from ui.wizard.earlier_text import RESTORE, change_remark

GO_LABEL = "この項目へ"
PUT_BACK = "削除された件を戻す"
_HIGHEST = 440


class Detail(QScrollArea):
    """`go_asked` wants to see the item in its page, `restore_asked` its earlier text back,
    `put_back_asked` the occurrence that was removed.
    """

    go_asked = Signal()
    restore_asked = Signal()
    put_back_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Nothing to show yet."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        look = theme()
        inside = self._inside = QWidget(self)
        inside.setObjectName("comparison_detail")
        self._column = QVBoxLayout(inside)
        side = look.px(16)
        self._column.setContentsMargins(side, look.px(8), side, look.px(16))
        self._column.setSpacing(look.px(8))
        self._group = plain_label("", inside, "trail")
        self._name = plain_label("", inside, "heading")
        self._name.setObjectName("comparison_name")
        self._fate = plain_label("", inside, "support")
        self._fate.setObjectName("comparison_fate")
        self._remark = plain_label("", inside, "folded")
        for label in (self._group, self._name, self._fate, self._remark):
            self._column.addWidget(label)
        self._titles: tuple[str, str] = ("", "")
        self._texts: BeforeAfter | None = None
        self._pictures = Thumbnails(inside)
        self._column.addWidget(self._pictures)
        self._column.addWidget(self._buttons(inside))
        self._column.addStretch(1)
        self.setWidget(inside)

    def _buttons(self, parent: QWidget) -> QWidget:
        row = QWidget(parent)
        flow = FlowLayout(row, theme().px(theme().gap))
        self._go = button(GO_LABEL, parent=row)
        self._restore = button(RESTORE, parent=row)
        self._put_back = button(PUT_BACK, parent=row)
        for push_button, name, mark, asked in (
            (self._go, "comparison_go", "next", self.go_asked),
            (self._restore, "comparison_restore", "undo", self.restore_asked),
            (self._put_back, "comparison_put_back", "undo", self.put_back_asked),
        ):
            identify(push_button, name, push_button.text())
            put_icon(push_button, mark)
            push_button.clicked.connect(asked)
            flow.addWidget(push_button)
        return row

    def show_entry(
        self,
        entry: Difference | None,
        titles: tuple[str, str],
        pictures: tuple[Pictures, Pictures],
        *,
        can_go: bool = False,
        can_restore: bool = False,
        can_put_back: bool = False,
    ) -> None:
        """Show an item under the two states' names."""
        self._inside.setVisible(entry is not None)
        if entry is None:
            return
        self._group.setText(entry.parts[0])
        self._name.setText(label_of(entry))
        self._fate.setText(what_happened(entry))
        remark = change_remark(entry)
        self._remark.setText(remark)
        self._remark.setVisible(bool(remark))
        self._go.setVisible(can_go)
        self._restore.setVisible(can_restore)
        self._put_back.setVisible(can_put_back)
        self._titled(titles).show_texts(entry.was, entry.now)
        self._pictures.show_pictures(entry, *pictures)
        self.verticalScrollBar().setValue(0)

    def _titled(self, titles: tuple[str, str]) -> BeforeAfter:
        """The two panes under these titles."""
        if self._texts is None or titles != self._titles:
            old, self._titles = self._texts, titles
            self._texts = BeforeAfter(self._inside, titles, highest=_HIGHEST)
            if old is None:
                self._column.insertWidget(self._column.indexOf(self._remark) + 1, self._texts)
            else:
                self._column.replaceWidget(old, self._texts)
                old.hide()
                old.deleteLater()
            self._texts.show()
        return self._texts
