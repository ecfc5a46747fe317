"""A box above the navigator that leaves in it the pages one looks for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.editors.undo_steps import is_undo
from ui.style import theme
from ui.widgets.accessibility import identify

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PageFilter(QLineEdit):
    """Enter goes to the first page that is left, Down into the list of them, Esc brings all pages
    back.
    """

    entered = Signal()
    went_down = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        """All pages are shown."""
        super().__init__(parent)
        identify(self, "navigator_filter", "ページの絞り込み")
        self.setPlaceholderText("ページを探す（Ctrl+J）")
        self.setClearButtonEnabled(True)
        self.composed = ""
        self._rest()

    def _rest(self) -> None:
        """With large text there is no room for it until it is asked for."""
        if theme().is_large:
            self.hide()

    def open(self) -> None:
        """Begin to look for a page."""
        self.show()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def close_filter(self) -> None:
        """Show all pages."""
        self.setText("")  # what was looked for is nothing that undo would bring back
        self._rest()

    def event(self, event: QEvent) -> bool:
        """With nothing typed here, undo and redo are the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and is_undo(event) and not self.text():
            event.ignore()
            return False
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Compose."""
        self.composed = event.preeditString()
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Down and Esc."""
        if event.key() in _ENTER:
            if not self.composed:
                self.entered.emit()
        elif event.key() == Qt.Key.Key_Down and not self.composed:
            self.went_down.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_filter()
            self.left.emit()
        else:
            super().keyPressEvent(event)
