"""The embedded fonts and their widths.

Texts are set in BIZ UDPGothic. A character that it lacks (a variant from another country's
keyboard, a ballot box) comes from a fallback font; one that no font has is refused before
anything is written.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from reportlab.pdfbase import pdfmetrics

from pia_desktop.files.font_files import BOLD, REGULAR, font_of, font_path, shape_text
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


class _Advances(dict[str, float]):
    """Advances by character, looked up once each."""

    def __init__(self, first: str) -> None:
        super().__init__()
        self._first = first

    def __missing__(self, char: str) -> float:
        advance = 0.0
        for drawn_char in shape_text(char):
            name = font_of(drawn_char, self._first)
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
