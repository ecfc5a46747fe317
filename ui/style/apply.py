"""The window's own style on top of the theme."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from ui.style import Theme, apply_theme


def apply_text_size(percent: int) -> Theme:
    """Dress the application at a text size in percent."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("there is no QApplication yet")
    return apply_theme(app, percent / 100)
