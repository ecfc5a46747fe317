"""Buttons of the window's few looks; the style sheet says how each look is drawn."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from ui.style.icons import icon
from ui.style.theme import theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EnterButton(QPushButton):
    """A button that Enter presses too, not Space alone, in whatever window it stands."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it."""
        if event.key() in _ENTER and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)


class EnterToolButton(QToolButton):
    """The same, small and inside another control."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it."""
        if event.key() in _ENTER and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)


def button(text: str, primary: bool = False, parent: QWidget | None = None) -> QPushButton:
    """A button: outlined, or filled where it is the screen's one primary action."""
    widget = EnterButton(text, parent)
    if primary:
        widget.setProperty("look", "primary")
    return widget


def link_button(text: str, parent: QWidget | None = None) -> QPushButton:
    """A button for a side matter: underlined text without a border."""
    widget = EnterButton(text, parent)
    widget.setProperty("look", "link")
    return widget


def tool_button(text: str, icon_name: str = "", parent: QWidget | None = None) -> QToolButton:
    """A small button inside another control; with an icon, the text is its tip."""
    widget = EnterToolButton(parent)
    if icon_name:
        widget.setIcon(icon(icon_name))
        widget.setIconSize(QSize(1, 1) * theme().px(20))
        widget.setToolTip(text)
        widget.setAccessibleName(text)
    else:
        widget.setText(text)
    return widget
