"""A workbook as what an import needs of it: texts of cells, pictures, remarks."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from openpyxl.utils import get_column_letter


class BookCell(NamedTuple):
    """A cell with a text. `torn`: where it is a piece that is torn in the midst of a line, of "tb";
    `ruled`: there is a rule above it; `framed`: there is one on any side; `formula`: the text is a
    formula that has no value; `style` is the number of its cell style.
    """

    row: int
    column: int
    text: str
    torn: str = ""
    ruled: bool = False
    framed: bool = False
    formula: bool = False
    style: int = 0

    @property
    def coordinate(self) -> str:
        """「B12」."""
        return f"{get_column_letter(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class CellRange:
    """A cell or merged cells, by the first and last row and column."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class PictureExtent:
    """How far a picture reaches, in EMU (12,700 a point). From `left` and `top` in its first cell
    on it is `width` and `height` large, or ends so far in the cell of row `bottom_row` and column
    `right_column`, counted from 1.
    """

    left: int
    top: int
    width: int
    height: int
    bottom_row: int = 0
    right_column: int = 0


@dataclass(frozen=True)
class BookPicture:
    """A picture with the row and column of its upper left corner. `relation` is the id by which its
    drawing names its bytes; `extent` is None where the drawing doesn't tell it. `drawn` is how wide
    and high it was drawn, in EMU, by the program that put it in.
    """

    row: int
    column: int
    name: str
    data: bytes
    relation: str = ""
    extent: PictureExtent | None = None
    drawn: tuple[int, int] | None = None


@dataclass
class BookSheet:
    """One worksheet: its filled cells in reading order. `right` is the last printed column as far
    as the workbook says; `rules` whether any cell has a rule; `asides` are texts that stand in no
    cell: comments and shapes, each with where. `member` is the worksheet's part in the zip, and
    `merges` are its merged areas; `hidden`: a person has to bring the worksheet back to see it, as
    `hidden_columns`, each the first and last of columns beside each other. `areas` are the ranges
    that have a name on this worksheet alone.
    """

    name: str
    member: str = ""
    merges: list[CellRange] = field(default_factory=list)
    cells: list[BookCell] = field(default_factory=list)
    pictures: list[BookPicture] = field(default_factory=list)
    asides: list[tuple[str, int, str]] = field(default_factory=list)
    right: int = 0
    rules: bool = False
    hidden: bool = False
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    areas: dict[str, CellRange] = field(default_factory=dict)

    @cached_property
    def _areas(self) -> dict[tuple[int, int], CellRange]:
        return {(area.top, area.left): area for area in self.merges}

    @cached_property
    def _tall(self) -> dict[int, list[CellRange]]:
        """The merged areas of several rows by their first column."""
        out: dict[int, list[CellRange]] = {}
        for area in self.merges:
            if area.bottom > area.top:
                out.setdefault(area.left, []).append(area)
        return out

    def reaches_from_above(self, row: int, column: int) -> bool:
        """Whether cells that begin in a column are merged over a row from a row above."""
        return any(area.top < row <= area.bottom for area in self._tall.get(column, ()))

    def area_of(self, cell: BookCell) -> CellRange:
        """The merged cells that begin with this cell, or the cell alone."""
        area = self._areas.get((cell.row, cell.column))
        return area or CellRange(cell.row, cell.column, cell.row, cell.column)


@dataclass
class Book:
    """The worksheets in their order. `macros`: there are some; `cleaned`: characters were left out
    that no text can hold. `sizes` are the font sizes in points by cell style.
    """

    sheets: list[BookSheet]
    sizes: list[float]
    macros: bool = False
    cleaned: bool = False
