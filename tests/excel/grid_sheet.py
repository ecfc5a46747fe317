"""A worksheet of 方眼紙: narrow columns of one width, on which every box is merged cells."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

A4 = 9
COLUMN_WIDTH = 2.2
ROW_HEIGHT = 18.0

# Characters that Excel allows in a validation's list.
LONGEST_LIST = 255

# The page begins at column B and row 2: column A and row 1 are its margin.
MARGIN = 2

_SIDES = {"t": "top", "b": "bottom", "l": "left", "r": "right"}
_RULE = Side(style="thin")

# Ground, size and place of the text; "" for no ground.
_LOOKS: dict[str, tuple[str, int, str]] = {
    "title": ("", 18, "center"),
    "section": ("", 14, "left"),
    "heading": ("D9D9D9", 11, "left"),
    "label": ("F2F2F2", 10, "left"),
    "answer": ("", 10, "left"),
    "centred": ("", 11, "center"),
    "small": ("", 9, "left"),
    "right": ("", 10, "right"),
}

# As the official file writes them. Full stops change only after a heading's number.
_WIDE = {
    ord(narrow): wide
    for narrow, wide in zip("0123456789() ", "０１２３４５６７８９（）　", strict=True)
}


@dataclass(frozen=True)
class Habits:
    """How one municipality's workbook is laid out, the same all through it."""

    columns: int  # of the page
    choice: str  # "row": the brackets beside <選択肢>; "below": one row below it
    listing: str  # "cells": two options a row; "lines": those two in one cell; "block": all in one
    wide_options: bool  # options have full-width digits and brackets too
    ticks: str  # "cells": [ ○ ] in three cells; "frame": in one; "whole": with the label
    ticks_a_row: int
    together: bool  # the files of a section one under another on one sheet
    title_again: bool  # there, each file has the section's title above it
    file_by_file: bool  # all sheets of a file before those of the next
    file_mark: str  # what stands before a file's name above its records
    figure_label: bool  # the figures' box has a label of its own, not the section's title alone
    short_names: bool  # sheets are called 「Ⅱ(1)」, not 「Ⅱファイルの概要(1)」
    tallest: int  # rows of a text's box
    # What the official file never does, but some that were made after it do:
    numbers_apart: bool = False  # a label's ① or １． stands in a cell of its own
    one_cell: bool = False  # brackets share a cell with what is in them
    checks_in_a_cell: bool = False  # all options to tick in one cell, and <選択肢> below it
    mark: str = "○"  # the tick

    @classmethod
    def of(cls, rng: random.Random) -> Habits:
        """Some municipality's."""
        return cls(
            columns=rng.randint(40, 60),
            choice=rng.choice(("row", "below")),
            listing=rng.choice(("cells", "lines", "block")),
            wide_options=rng.choice((False, True)),
            ticks=rng.choice(("cells", "frame", "whole")),
            ticks_a_row=rng.choice((2, 3)),
            together=rng.choice((False, True)),
            title_again=rng.choice((False, True)),
            file_by_file=rng.choice((False, True)),
            file_mark=rng.choice(("", "（{n}）", "{n}．", "・")),
            figure_label=rng.choice((False, True)),
            short_names=rng.choice((False, True)),
            tallest=rng.randint(1, 4),
        )


def wide(text: str) -> str:
    """The form's words as the official file has them: full-width digits and brackets."""
    out = text.translate(_WIDE)
    number, stop, rest = out.partition(".　")
    return f"{number}．{rest}" if stop and len(number) <= 2 else out


def broken(text: str, columns: int) -> str:
    """The text with a line break wherever a box of so many columns is full."""
    out, used = "", 0.0
    for char in text:
        advance = 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5
        if char == "\n":
            used = 0.0
        elif used + advance > columns:
            out, used = f"{out}\n", advance
        else:
            used += advance
        out += char
    return out


class Styles:
    """The workbook's cell styles, each put together once."""

    def __init__(self, scratch: Worksheet) -> None:
        self._scratch = scratch
        self._made: dict[tuple[str, str], Any] = {}

    def of(self, look: str, sides: str) -> Any:
        """What a cell of this look, with rules at these sides, is made with."""
        if (look, sides) not in self._made:
            ground, size, across = _LOOKS[look]
            cell = self._scratch.cell(len(self._made) + 1, 1)
            cell.font = Font(name="ＭＳ Ｐゴシック", size=size, bold=look == "section")
            cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=True)
            cell.border = Border(**{_SIDES[side]: _RULE for side in sides})
            if ground:
                cell.fill = PatternFill("solid", fgColor=ground)
            self._made[look, sides] = cell._style
        return self._made[look, sides]


class Paper:
    """One worksheet, drawn from the top downwards. Columns count from 0 at the page's left edge;
    rows of a box from the row that comes next.
    """

    def __init__(self, book: Workbook, name: str, styles: Styles, columns: int) -> None:
        self.sheet = book.create_sheet(name[:31])
        self.width = columns
        self.row = MARGIN
        self.level = 0
        self.hidden = False
        self._styles = styles
        self._drawn: dict[tuple[int, int], tuple[str, str]] = {}
        self._texts: dict[tuple[int, int], str] = {}
        self._offered: dict[tuple[str, ...], list[str]] = {}

    def put(
        self,
        left: int,
        right: int,
        text: str | None = "",
        look: str = "answer",
        *,
        at: int = 0,
        rows: int = 1,
        sides: str = "",
    ) -> None:
        """A box from column `left` up to `right`, `at` rows further down, with rules at `sides`."""
        top, first = self.row + at, left + MARGIN
        bottom, last = top + rows - 1, right + MARGIN - 1
        self._drawn[top, first] = (look, "")
        for row, column, edges in _around(first, top, last, bottom) if sides else ():
            self._drawn[row, column] = (look, "".join(side for side in edges if side in sides))
        if rows > 1 or right > left + 1:
            self.sheet.merged_cells.ranges.add(CellRange(None, first, top, last, bottom))
        if text:
            self._texts[top, first] = text

    def offer(self, column: int, words: tuple[str, ...], *, at: int = 0) -> None:
        """The box that was put at a column takes these words alone."""
        place = f"{get_column_letter(column + MARGIN)}{self.row + at}"
        self._offered.setdefault(words, []).append(place)

    def frame(self, left: int, rows: int) -> int:
        """Rules around what stands from a column to the page's edge; gives back its rows."""
        right, bottom = self.width + MARGIN - 1, self.row + rows - 1
        for row, column, edges in _around(left + MARGIN, self.row, right, bottom):
            look, sides = self._drawn.get((row, column), ("answer", ""))
            self._drawn[row, column] = (look, "".join(sorted({*sides, *edges})))
        return rows

    def advance(self, rows: int = 1, height: float = ROW_HEIGHT) -> None:
        """Go on below the boxes that were put."""
        for row in range(self.row, self.row + rows):
            dimension = self.sheet.row_dimensions[row]
            dimension.height = height
            if self.level:
                dimension.outlineLevel = self.level
                dimension.hidden = self.hidden
                self.sheet.sheet_format.outlineLevelRow = self.level
        self.row += rows

    def line(self, text: str, look: str, sides: str = "tblr") -> None:
        """A row across the page."""
        self.put(0, self.width, text, look, sides=sides)
        self.advance()

    def finish(self, *, landscape: bool = False) -> None:
        """Cells, columns, print area and page."""
        self._draw()
        self._add_lists()
        sheet, last = self.sheet, get_column_letter(self.width + MARGIN - 1)
        for column in range(1, self.width + MARGIN + 1):
            sheet.column_dimensions[get_column_letter(column)].width = COLUMN_WIDTH
        sheet.print_area = f"B{MARGIN}:{last}{max(self.row - 1, MARGIN)}"
        sheet.page_setup.paperSize = A4
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.sheet_properties.outlinePr.summaryBelow = False
        sheet.page_margins.left = sheet.page_margins.right = 0.5
        sheet.oddFooter.center.text = "&P"
        sheet.sheet_view.showGridLines = False

    def _draw(self) -> None:
        """Make the cells, which takes long and so is done once for each."""
        for (row, column), (look, sides) in self._drawn.items():
            cell = Cell(self.sheet, row, column, style_array=self._styles.of(look, sides))
            self.sheet._cells[row, column] = cell
        for (row, column), text in self._texts.items():
            cell = self.sheet.cell(row, column, text)
            cell.data_type = "s"  # also where it begins with an equals sign

    def _add_lists(self) -> None:
        """A validation for each set of words that fits into one."""
        for words, places in self._offered.items():
            listed = ",".join(words)
            if listed.count(",") == len(words) - 1 and len(listed) <= LONGEST_LIST:
                rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
                rule.sqref = MultiCellRange(" ".join(places))
                self.sheet.add_data_validation(rule)


def _around(left: int, top: int, right: int, bottom: int) -> Iterator[tuple[int, int, str]]:
    """The cells along the edges of an area, each with the sides at which it is one."""
    for row in range(top, bottom + 1):
        across = range(left, right + 1) if row in (top, bottom) else sorted({left, right})
        for column in across:
            edges = ("t" if row == top else "") + ("b" if row == bottom else "")
            edges += ("l" if column == left else "") + ("r" if column == right else "")
            yield row, column, edges
