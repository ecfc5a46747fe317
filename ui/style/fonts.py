"""The window's font: the system's BIZ UDPゴシック, or the bundled one where there is none."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from pia_desktop.paths import resources_dir

FAMILIES = ("BIZ UDPGothic", "BIZ UDPゴシック")


@lru_cache(maxsize=1)
def family() -> str:
    """The family's name on this system; loads the bundled fonts if the system has none."""
    known = set(QFontDatabase.families())
    for name in FAMILIES:
        if name in known:
            return name
    for weight in ("Regular", "Bold"):
        path = resources_dir() / "fonts" / f"BIZUDPGothic-{weight}.ttf"
        QFontDatabase.addApplicationFont(str(path))
    return FAMILIES[0]


def body_font(pixels: int) -> QFont:
    """The font of everything in the window, at this size."""
    font = QFont()
    font.setFamilies([family()])
    font.setPixelSize(pixels)
    return font
