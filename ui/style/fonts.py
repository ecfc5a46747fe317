"""The window's font: the system's BIZ UDPゴシック, or the bundled one where there is none."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase

from pia_desktop.files.paths import resources_dir
from ui.style.line_height import LINE_HEIGHT_FAMILY as LINE_FAMILY
from ui.style.line_height import line_height_font

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


@lru_cache(maxsize=1)
def _families() -> list[str]:
    """The families to ask for; where the high lines can't be had, lines are the font's own."""
    faces = [line_height_font(bold=bold) for bold in (False, True)]
    ids = [QFontDatabase.addApplicationFontFromData(QByteArray(face)) for face in faces]
    return [LINE_FAMILY, family()] if min(ids) >= 0 else [family()]


def body_font(pixels: int) -> QFont:
    """The font of everything in the window, at this size."""
    font = QFont()
    font.setFamilies(_families())
    font.setPixelSize(pixels)
    return font
