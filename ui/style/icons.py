"""The program's own icons by name."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton

from pia_desktop.files.paths import resources_dir
from ui.style.theme import theme

_BESIDE_TEXT = 18


@lru_cache(maxsize=64)
def icon(name: str) -> QIcon:
    """`resources/icons/<name>.svg`; an empty icon for no name."""
    if not name:
        return QIcon()
    return QIcon(str(resources_dir() / "icons" / f"{name}.svg"))


def put_icon(push_button: QPushButton, name: str) -> None:
    """Put an icon before a button's text, as large as the text."""
    size = theme().px(_BESIDE_TEXT)
    push_button.setIcon(icon(name))
    push_button.setIconSize(QSize(size, size))
