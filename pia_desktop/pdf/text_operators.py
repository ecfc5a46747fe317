"""The operators of a page's content that write its texts and set its colours.

reportlab has functions for them. For each line of a text they measure, split and escape it again,
which takes longer than all else that a PDF needs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from pia_desktop.pdf.fonts import embedded_font


class SetText(NamedTuple):
    """A piece of a line: its font, size, colour and place."""

    font: str
    size: float
    colour: str
    x: float
    y: float
    text: str


class TextOperators:
    """One text of a page, piece by piece."""

    def __init__(self, canvas: Canvas) -> None:
        """Of the page that the canvas draws."""
        self._document: Any = canvas._doc  # type: ignore[attr-defined]  # unknown to its stub
        self._face, self._ink = ("", 0.0), ""
        self._codes: dict[str, str] = {}
        self._operators = ["BT"]

    def add(self, operator: str) -> None:
        """Put an operator between the text's own."""
        self._operators.append(operator)

    def write(self, piece: SetText) -> None:
        """The piece at its place."""
        name, size, colour, x, y, text = piece
        if colour != self._ink:
            self._ink = colour
            self.add(fill_colour(colour))
        if (name, size) != self._face:
            self._face = name, size
            font = embedded_font(name)
            self._codes = font.codes(self._document)
            self.add(f"{font.internal_name(self._document)} {size:g} Tf")
        codes = "".join(map(self._codes.__getitem__, text))
        self.add(f"1 0 0 1 {x:.2f} {y:.2f} Tm <{codes}> Tj")

    def whole(self) -> str:
        """All of it."""
        return "\n".join((*self._operators, "ET"))


@lru_cache(maxsize=64)
def fill_colour(code: str) -> str:
    """The operator that fills with the colour RRGGBB."""
    return f"{_shares(code)} rg"


@lru_cache(maxsize=64)
def stroke_colour(code: str) -> str:
    """The operator that draws lines in the colour RRGGBB."""
    return f"{_shares(code)} RG"


def _shares(code: str) -> str:
    colour = HexColor(f"#{code}")
    return f"{colour.red:.6g} {colour.green:.6g} {colour.blue:.6g}"
