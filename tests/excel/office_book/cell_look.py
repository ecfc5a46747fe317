"""How cells look, each look made once: openpyxl takes its time to compare borders and fonts."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

_LINE = Side(style="thin")
_SHADE = PatternFill("solid", fgColor="DDDDDD")
WAREKI_FORMAT = '[$-411]ggge"年"m"月"d"日"'


@dataclass(frozen=True)
class CellLook:
    """A cell's look; `frame` names its ruled sides: some of "tblr"."""

    font: str
    size: float
    bold: bool
    shaded: bool
    horizontal: str
    vertical: str
    wrapped: bool
    frame: str
    dated: bool


class LookBook:
    """The looks of one worksheet."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._patterns: dict[CellLook, Cell] = {}

    def dress(self, cell: Cell, look: CellLook) -> None:
        """Give a cell a look."""
        pattern = self._patterns.get(look)
        if pattern is None:
            pattern = self._patterns[look] = self._pattern(look)
        cell._style = copy(pattern._style)

    def _pattern(self, look: CellLook) -> Cell:
        cell = Cell(self._sheet, 1, 1)
        cell.font = Font(name=look.font, size=look.size, bold=look.bold)
        cell.alignment = Alignment(
            horizontal=look.horizontal, vertical=look.vertical, wrap_text=look.wrapped
        )
        cell.border = Border(
            top=_LINE if "t" in look.frame else None,
            bottom=_LINE if "b" in look.frame else None,
            left=_LINE if "l" in look.frame else None,
            right=_LINE if "r" in look.frame else None,
        )
        if look.shaded:
            cell.fill = _SHADE
        if look.dated:
            cell.number_format = WAREKI_FORMAT
        return cell
