"""The program's own icons by name."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QIcon

from pia_desktop.paths import resources_dir


@lru_cache(maxsize=64)
def icon(name: str) -> QIcon:
    """`resources/icons/<name>.svg`; an empty icon for no name."""
    if not name:
        return QIcon()
    return QIcon(str(resources_dir() / "icons" / f"{name}.svg"))
