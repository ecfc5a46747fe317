"""Buttons of the window's few looks; the style sheet says how each look is drawn."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from ui.style.icons import icon
from ui.style.theme import theme


def button(text: str, primary: bool = False, parent: QWidget | None = None) -> QPushButton:
    """A button: outlined, or filled where it is the screen's one primary action."""
    widget = QPushButton(text, parent)
    if primary:
        widget.setProperty("look", "primary")
    return widget


def link_button(text: str, parent: QWidget | None = None) -> QPushButton:
    """A button for a side matter: underlined text without a border."""
    widget = QPushButton(text, parent)
    widget.setProperty("look", "link")
    return widget


def tool_button(text: str, icon_name: str = "", parent: QWidget | None = None) -> QToolButton:
    """A small button inside another control; with an icon, the text is its tip."""
    widget = QToolButton(parent)
    if icon_name:
        widget.setIcon(icon(icon_name))
        widget.setIconSize(QSize(1, 1) * theme().px(20))
        widget.setToolTip(text)
        widget.setAccessibleName(text)
    else:
        widget.setText(text)
    return widget
