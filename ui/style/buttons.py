"""Buttons of the window's few looks; the style sheet says how each look is drawn."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from ui.style.icons import icon
from ui.style.theme import theme


def button(text: str, primary: bool = False, parent: QWidget | None = None) -> QPushButton:
    """A button: outlined, or filled where it is the screen's one primary action."""
    made = QPushButton(text, parent)
    if primary:
        made.setProperty("look", "primary")
    return made


def link_button(text: str, parent: QWidget | None = None) -> QPushButton:
    """A button for a side matter: underlined text without a border."""
    made = QPushButton(text, parent)
    made.setProperty("look", "link")
    return made


def tool_button(text: str, icon_name: str = "", parent: QWidget | None = None) -> QToolButton:
    """A small button inside another control; with an icon, the text is its tip."""
    made = QToolButton(parent)
    if icon_name:
        made.setIcon(icon(icon_name))
        made.setIconSize(QSize(1, 1) * theme().px(20))
        made.setToolTip(text)
        made.setAccessibleName(text)
    else:
        made.setText(text)
    return made
