"""Cell styles, made once for each combination of look and rules and then shared."""

from __future__ import annotations

from copy import copy
from typing import Any

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from pia_desktop.sheets.model import Look

# The font of every public office's Excel, and the one that the official form is in.
FONT_NAME = "ＭＳ Ｐゴシック"

# The cell style of a piece of a text that goes on in the next row in the midst of a line. It looks
# like any other; by it a reader of the workbook joins the pieces without a line end.
RUNS_ON = "次の行に続く"

_RULE = Side(style="thin", color="000000")
_SIDES = {"t": "top", "b": "bottom", "l": "left", "r": "right"}


class Styles:
    """The styles of one workbook."""

    def __init__(self, scratch: Worksheet) -> None:
        """`scratch` lends a cell on which a style is put together the first time."""
        self._cell = scratch.cell(1, 1)
        self._plain = copy(self._cell._style)
        self._made: dict[tuple[Look, str, bool], Any] = {}
        self._named = False

    def of(self, look: Look, borders: str, *, runs_on: bool = False) -> Any:
        """What to copy into a cell's `_style`: openpyxl keeps styles as rows of numbers."""
        key = (look, borders, runs_on)
        if key not in self._made:
            self._made[key] = self._make(look, borders, runs_on)
        return self._made[key]

    def _make(self, look: Look, borders: str, runs_on: bool) -> Any:
        style, cell = look.style, self._cell
        if runs_on:
            cell.style = RUNS_ON if self._named else NamedStyle(RUNS_ON, font=Font(name=FONT_NAME))
            self._named = True
        cell.font = Font(
            name=FONT_NAME,
            size=style.size,
            bold=style.bold,
            color=style.colour,
            charset=128,  # Shift-JIS, so that a stand-in is a Japanese font
            family=3,
        )
        cell.alignment = Alignment(
            horizontal=style.align,
            vertical=style.valign,
            wrap_text=True,
        )
        if style.ground:
            cell.fill = PatternFill("solid", fgColor=style.ground)
        cell.border = Border(**{_SIDES[side]: _RULE for side in borders})
        made = copy(cell._style)
        cell._style = copy(self._plain)
        return made
