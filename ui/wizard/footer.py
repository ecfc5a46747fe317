"""戻る and 次へ below the page, and where one is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.style import button, theme
from ui.style.icons import put_icon
from ui.widgets.accessibility import identify


class Footer(QWidget):
    """Two buttons that walk the pages in printed order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Buttons that lead nowhere yet."""
        super().__init__(parent)
        self.setObjectName("footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = self._row = QHBoxLayout(self)
        side, above = theme().px(24), 10
        row.setContentsMargins(side, above, side, above)
        self.back = button("戻る", parent=self)
        put_icon(self.back, "back")
        self.back.setToolTip("前のページへ（Alt+←、Ctrl+PageUp）")
        identify(self.back, "button_back", "戻る")
        self.next = button("次へ", primary=True, parent=self)
        self.next.setToolTip("次のページへ（Alt+→、Ctrl+PageDown）")
        identify(self.next, "button_next", "次へ")
        for push_button in (self.back, self.next):
            # A click needs no focus: it goes from the page into the one that comes.
            push_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if not theme().is_large:
                push_button.setMinimumWidth(theme().px(136))
            else:  # the page's number and the page need the room
                push_button.setProperty("room", "low")
        self._whole = self._short = ""
        self._where = QLabel(self)
        self._where.setObjectName("page_number")
        self._where.setProperty("look", "support")
        self._where.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self.back)
        row.addWidget(self._where, 1)
        row.addWidget(self.next)

    def show_front(self, name: str) -> None:
        """Say that a page about the whole assessment is shown; the form's first page comes next."""
        self._whole, self._short = name, name
        self._fit()
        self.back.setEnabled(False)
        self.next.setEnabled(True)

    def show_place(self, index: int, count: int) -> None:
        """Say which of the pages is shown."""
        self._whole, self._short = f"{index + 1}／{count}ページ", f"{index + 1}／{count}"
        self._fit()
        self.back.setEnabled(index > 0)
        self.next.setEnabled(index < count - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave the word away where the number would be cut."""
        margins = self._row.contentsMargins()
        others = self.back.sizeHint().width() + self.next.sizeHint().width()
        between = 2 * self._row.spacing()
        room = self.width() - margins.left() - margins.right() - others - between
        fits = self._where.fontMetrics().horizontalAdvance(self._whole) <= room
        self._where.setText(self._whole if fits else self._short)
