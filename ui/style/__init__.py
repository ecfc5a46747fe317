"""How the window looks. `apply_theme` once at the start, and again when the text size changes."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from ui.style import theme as _theme
from ui.style.buttons import button, link_button, tool_button
from ui.style.focus import FocusRing
from ui.style.fonts import body_font
from ui.style.theme import LARGEST_SCALE, SMALLEST_SCALE, Theme, theme

__all__ = [
    "LARGEST_SCALE",
    "SMALLEST_SCALE",
    "STYLE",
    "Theme",
    "apply_theme",
    "button",
    "link_button",
    "theme",
    "tool_button",
]

# Qt's style below the window's own. An application made with it has a property of its name.
STYLE = "Fusion"


def apply_theme(app: QApplication, scale: float = 1.0) -> Theme:
    """Dress the application at this text size (1.0 to 2.0) and give back the theme.

    Widgets that are open follow at once.
    """
    new = Theme(scale=min(max(scale, SMALLEST_SCALE), LARGEST_SCALE))
    _theme.set_theme(new)
    # The first time alone: with a style sheet, Qt dresses every widget twice.
    if not app.styleSheet() and not app.property(STYLE):
        app.setStyle(STYLE)
    app.setPalette(new.palette())
    font = body_font(new.px(new.body))
    if app.styleSheet():  # dressed anew: what stays open takes the font that there is by then
        app.setFont(font)
    app.setStyleSheet(new.style_sheet())
    # And after the style sheet: with a new one Qt on Windows gives menus, message boxes, lists and
    # tips the system's own small fonts again.
    app.setFont(font)
    FocusRing.install(app)
    return new
