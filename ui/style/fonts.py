"""The window's font: the system's BIZ UDPゴシック, or the bundled one where there is none."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase

from pia_desktop.files.font_files import BOLD, FALLBACKS, REGULAR, font_characters, font_path
from ui.style.line_height import LINE_HEIGHT_FAMILY as LINE_FAMILY
from ui.style.line_height import line_height_font

FAMILIES = ("BIZ UDPGothic", "BIZ UDPゴシック")


@lru_cache(maxsize=1)
def family() -> str:
    """The family's name on this system; loads the bundled fonts if the system has none."""
    for name in FAMILIES:
        if QFontDatabase.hasFamily(name):
            return name
    for name in (REGULAR, BOLD):
        QFontDatabase.addApplicationFont(str(font_path(name)))
    return FAMILIES[0]


def drawing_families(text: str) -> list[str]:
    """The families that draw a text: the window's own, and where that lacks a character those that
    come with the program, so that a picture shows the letters that paper does.
    """
    own = font_characters(REGULAR)
    if all(ord(char) in own for char in text):
        return [family()]
    return [family(), *_fallback_families()]


@lru_cache(maxsize=1)
def _fallback_families() -> tuple[str, ...]:
    ids = [QFontDatabase.addApplicationFont(str(font_path(name))) for name in FALLBACKS]
    return tuple(name for one in ids for name in QFontDatabase.applicationFontFamilies(one))


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
