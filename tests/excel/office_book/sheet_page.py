"""One worksheet, written from top to bottom in boxes on the office's grid."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import replace
from datetime import date
from itertools import pairwise

from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from tests.excel.office_book.cell_look import CellLook, LookBook
from tests.excel.office_book.office_style import OfficeStyle

HIGHEST_ROW = 409.0

Content = str | int | date | CellRichText | None


def text_width(text: str) -> int:
    """How many half-width characters wide a line is."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


class SheetPage:
    """A worksheet with its grid. `row` is the next free row; columns count from 0 on the grid."""

    def __init__(
        self, sheet: Worksheet, style: OfficeStyle, widths: tuple[float, ...] = ()
    ) -> None:
        self.sheet = sheet
        self.style = style
        self.widths = widths or style.widths
        self.row = 1
        self._offset = 1 + (style.helper == "left") + style.margin
        self._looks = LookBook(sheet)
        self._heights: dict[int, float] = {}
        self._set_columns()

    @property
    def last(self) -> int:
        """The grid's last column."""
        return len(self.widths) - 1

    def column_at(self, width: float) -> int:
        """The first column that begins at or after so many characters from the left; never 0."""
        position = 0.0
        for column, own in enumerate(self.widths[:-1]):
            position += own
            if position >= width - 0.5:
                return column + 1
        return self.last

    def width(self, first: int, last: int) -> float:
        """The width of columns in characters."""
        return sum(self.widths[first : last + 1])

    def divided(self, first: int, last: int, shares: list[float]) -> list[tuple[int, int]]:
        """Neighbouring boxes with these shares of the columns; each has at least one column."""
        total = sum(shares)
        borders = [first]
        for position in range(1, len(shares)):
            aim = self.width(first, last) * sum(shares[:position]) / total
            spent, column = 0.0, first
            while spent + self.widths[column] / 2 < aim and column < last:
                spent += self.widths[column]
                column += 1
            least = borders[-1] + 1
            borders.append(max(least, min(column, last + 1 - (len(shares) - position))))
        borders.append(last + 1)
        return [(start, end - 1) for start, end in pairwise(borders)]

    def box(
        self,
        first: int,
        last: int,
        content: Content,
        *,
        down: int = 0,
        rows: int = 1,
        shaded: bool = False,
        centred: bool = False,
        frame: str = "tblr",
        bold: bool = False,
        apart: bool = False,
    ) -> int:
        """Write one box, `down` rows below the next row, `rows` high; return its rows.

        A text that is too high for them gets more rows. `frame` names the ruled sides;
        with `apart` its cells are never merged.
        """
        lines = self._lines(content, self.width(first, last))
        needed = lines * self.style.size * 1.35 + 3
        rows = max(rows, math.ceil(needed / (HIGHEST_ROW - 9)))
        top = self.row + down
        for row in range(top, top + rows):
            self._heights[row] = max(self._heights.get(row, 0), needed / rows)
        is_merged = not apart and self._is_merged(rows, first, last, lines)
        across = "center" if is_merged or first == last else "centerContinuous"
        look = CellLook(
            font=self.style.font,
            size=self.style.size,
            bold=bold,
            shaded=shaded,
            horizontal=across if centred else "left",
            vertical="center" if centred else "top",
            wrapped=lines > 1,
            frame="",
            dated=isinstance(content, date),
        )
        self._fill(top, first, content)
        self._dress(top, top + rows - 1, first, last, frame, look)
        if is_merged:
            area = CellRange(
                min_row=top,
                max_row=top + rows - 1,
                min_col=first + self._offset,
                max_col=last + self._offset,
            )
            self.sheet.merged_cells.ranges.add(area)
        return rows

    def advance(self, rows: int = 1) -> None:
        """Go on below what was written."""
        self.row += rows

    def helper_note(self, text: str) -> None:
        """Write into the hidden helper column, where the office has one."""
        column = 1 if self.style.helper == "left" else self.last + self._offset + 1
        if self.style.helper != "none":
            self.sheet.cell(self.row, column, text)

    def finish(self) -> None:
        """Set rows, print area and page."""
        for row, height in self._heights.items():
            self.sheet.row_dimensions[row].height = round(
                min(HIGHEST_ROW, max(height, self.style.size * 1.6)), 2
            )
        self.sheet.page_setup.paperSize = 9
        self.sheet.page_setup.fitToHeight = 0
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True
        if self.style.page_lines:
            self.sheet.oddFooter.center.text = "&P"

    def _set_columns(self) -> None:
        for column, width in enumerate(self.widths):
            self._dimension(column + self._offset).width = width
        if self.style.margin:
            self._dimension(self._offset - 1).width = 1.5
        if self.style.helper == "left":
            self._dimension(1).hidden = True
        if self.style.helper == "right":
            self._dimension(self.last + self._offset + 1).hidden = True

    def _dimension(self, column: int):  # type: ignore[no-untyped-def]
        return self.sheet.column_dimensions[get_column_letter(column)]

    def _lines(self, content: Content, width: float) -> int:
        room = max(2.0, width * 11 / self.style.size - 1)
        if not isinstance(content, str | CellRichText):
            return 1
        lines = str(content).split("\n")
        return sum(max(1, math.ceil(text_width(line) / room)) for line in lines)

    def _is_merged(self, rows: int, first: int, last: int, lines: int) -> bool:
        """An office that doesn't merge leaves a line to run over the cells beside it."""
        return (rows > 1 or last > first) and (self.style.merged or rows > 1 or lines > 1)

    def _fill(self, row: int, first: int, content: Content) -> None:
        cell = self.sheet.cell(row, first + self._offset)
        if content not in ("", None):
            cell.value = content
        if isinstance(content, str) and content:
            cell.data_type = "s"

    def _dress(
        self, top: int, bottom: int, first: int, last: int, frame: str, look: CellLook
    ) -> None:
        for row in range(top, bottom + 1):
            for column in range(first, last + 1):
                sides = (
                    ("t", row == top),
                    ("b", row == bottom),
                    ("l", column == first),
                    ("r", column == last),
                )
                own = "".join(side for side, outer in sides if outer and side in frame)
                cell = self.sheet.cell(row, column + self._offset)
                self._looks.dress(cell, replace(look, frame=own))
