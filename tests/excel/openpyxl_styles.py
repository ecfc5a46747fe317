"""Cell styles, made once for each combination of look and rules and then shared."""

from __future__ import annotations

from copy import copy
from typing import Any

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from pia_desktop.sheets.model import Look

# The font of every public office's Excel, and the one that the official form is in.
FONT_NAME = "ＭＳ Ｐゴシック"

# The cell styles of the pieces of a text that is torn in the midst of a line, by the side where
# it is. They look like any other; by them a reader of the workbook joins the pieces again.
TORN = {"b": "次の行に続く", "t": "前の行の続き", "bt": "前後の行に続く"}

_RULE = Side(style="thin", color="000000")
_SIDES = {"t": "top", "b": "bottom", "l": "left", "r": "right"}


class CellStyles:
    """The styles of one workbook."""

    def __init__(self, scratch: Worksheet) -> None:
        """`scratch` lends a cell on which a style is put together the first time."""
        self._cell = scratch.cell(1, 1)
        self._plain = copy(self._cell._style)
        self._made: dict[tuple[Look, str, str], Any] = {}
        self._named: set[str] = set()

    def of(self, look: Look, borders: str, torn: str = "") -> Any:
        """What to copy into a cell's `_style`: openpyxl keeps styles as rows of numbers."""
        key = (look, borders, torn)
        if key not in self._made:
            self._made[key] = self._make(look, borders, torn)
        return self._made[key]

    def _make(self, look: Look, borders: str, torn: str) -> Any:
        style, cell = look.style, self._cell
        if torn:
            name = TORN[torn]
            known = name in self._named
            cell.style = name if known else NamedStyle(name, font=Font(name=FONT_NAME))
            self._named.add(name)
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
