"""The embedded fonts: their widths, and which of them prints a character.

Texts are set in BIZ UDPGothic. A character that it lacks (a variant from another country's
keyboard,
a ballot box) comes from a fallback font; one that no font has is refused before anything is
written.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from reportlab.pdfbase import pdfmetrics

from pia_desktop.files.font_files import (
    BOLD,
    DRAWN_AS,
    FALLBACKS,
    LOOK_ALIKE,
    REGULAR,
    font_path,
)
from pia_desktop.pdf.embedded_font import EmbeddedFont
from pia_desktop.sheets.text_metrics import Measure

# The font's ascent as a share of its size, and the pitch of lines that reads well on paper.
ASCENT = 0.88
PITCH = 1.35

# A page may be drawn so much smaller for a few lines more; nobody sees it.
_DRAWN_IN = 0.04


@lru_cache(maxsize=8)
def embedded_font(name: str) -> EmbeddedFont:
    """The font, known to reportlab by this name from now on."""
    font = EmbeddedFont(name, str(font_path(name)))
    pdfmetrics.registerFont(font)
    return font


@lru_cache(maxsize=8)
def _known(name: str) -> frozenset[str]:
    return frozenset(map(chr, embedded_font(name).face.charToGlyph))


@lru_cache(maxsize=4096)
def _font_for(char: str, first: str) -> str:
    """The name of the font that prints the character, or nothing."""
    return next((name for name in (first, *FALLBACKS) if char in _known(name)), "")


class _Advances(dict[str, float]):
    """Advances by character, looked up once each."""

    def __init__(self, first: str) -> None:
        super().__init__()
        self._first = first

    def __missing__(self, char: str) -> float:
        advance = 0.0
        for drawn_char in shape_text(char):
            name = _font_for(drawn_char, self._first)
            widths = embedded_font(name or self._first).face.charWidths
            advance += widths.get(ord(drawn_char), 1000.0) / 1000
        self[char] = advance
        return advance


def new_measure() -> Measure:
    """Measuring with the embedded fonts; it remembers what it measured, so one serves one PDF."""
    advances: list[Callable[[str], float]] = [_Advances(n).__getitem__ for n in (REGULAR, BOLD)]
    for name in (REGULAR, BOLD):
        embedded_font(name)
    return Measure(advances[0], advances[1], PITCH, draws_in=_DRAWN_IN)


def shape_text(text: str) -> str:
    """The text as it is drawn."""
    return text if text.isascii() and "\t" not in text else text.translate(_drawn_as())


@lru_cache(maxsize=1)
def _drawn_as() -> dict[int, str | None]:
    table: dict[int, str | None] = dict(DRAWN_AS)
    for code in LOOK_ALIKE:
        twin = unicodedata.normalize("NFKC", chr(code))
        if twin != chr(code) and not _font_for(chr(code), REGULAR):
            table[code] = twin
    return table


def font_runs(text: str, first: str) -> list[tuple[str, str]]:
    """The text as it is drawn, in pieces of one font each: (font, piece)."""
    shown = shape_text(text)
    if _known(first).issuperset(shown):
        return [(first, shown)]
    out: list[tuple[str, str]] = []
    for char in shown:
        name = _font_for(char, first) or first
        if out and out[-1][0] == name:
            out[-1] = (name, out[-1][1] + char)
        else:
            out.append((name, char))
    return out


def printable_characters() -> frozenset[str]:
    """Every character that is drawn, or that is left out because it has no ink.
    resources/fonts/characters.txt lists them for 点検, which knows no PDF.
    """
    known = frozenset[str]().union(*map(_known, (REGULAR, *FALLBACKS)))
    shaped = {chr(code) for code, drawn in _drawn_as().items() if not drawn or drawn in known}
    return known | shaped


def missing_characters(text: str) -> str:
    """The first character of the text that no embedded font can print, or nothing."""
    shown = shape_text(text.replace("\n", ""))
    if _known(REGULAR).issuperset(shown):
        return ""
    return next((char for char in shown if not _font_for(char, REGULAR)), "")
