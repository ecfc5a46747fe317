"""A worksheet of free form as a person reads it: a title, a text, and one table.

The table begins with the first row in which several cells with a rule stand beside each other, or
several texts where nothing has a rule. Its columns are where cells begin, merged ones as they show.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pia_desktop.assessment.grid_edits import size_fault
from pia_desktop.excel.importer.cell_text import join_lines
from pia_desktop.excel.importer.workbook_model import BookCell, BookSheet, CellRange

# A title is no longer than this; a longer first text belongs to the text.
_LONGEST_TITLE = 120
# A shorter one is a number, with the title in the next line.
_NUMBER_ALONE = 6
# The columns' names are so many cells of the most that stand in a row: some are merged.
_OF_MOST = 0.5


@dataclass
class FreeSheet:
    """What a worksheet shows; the table is `{}` where there is none."""

    title: str = ""
    text: str = ""
    table: dict[str, Any] = field(default_factory=dict)


def read_free_sheet(sheet: BookSheet) -> FreeSheet | None:
    """The sheet as title, text and table; None where that can't hold it: a formula without a value,
    or a table beyond all limits.
    """
    if any(cell.formula for cell in sheet.cells):
        return None
    rows: dict[int, list[BookCell]] = defaultdict(list)
    for cell in sheet.cells:
        if any(first <= cell.column <= last for first, last in sheet.hidden_columns):
            sheet.asides.append((f"{cell.coordinate}（隠した列）", cell.row, cell.text))
        elif cell.text.strip():
            rows[cell.row].append(cell)
    if not rows and not sheet.pictures:
        return None
    head = _head_row(rows, framed=any(cell.framed for cell in sheet.cells))
    above = [cell for row, cells in rows.items() if head is None or row < head for cell in cells]
    title, text = _title(above)
    if head is None:
        return FreeSheet(title, join_lines(text))
    inside, below = _table_rows(sheet, rows, head)
    table = _Table(sheet, inside).read()
    if size_fault(len(table["columns"]), len(table["rows"])):
        return None
    return FreeSheet(title, join_lines([*text, *below]), table)


def _head_row(rows: dict[int, list[BookCell]], *, framed: bool) -> int | None:
    """The row of the columns' names: the first with about as many cells as the table has. A small
    box above it (作成日, 担当) has fewer.
    """
    beside = {
        row: len([cell for cell in cells if cell.framed] if framed else cells)
        for row, cells in sorted(rows.items())
    }
    fewest = max(2.0, max(beside.values(), default=0) * _OF_MOST)
    return next((row for row, count in beside.items() if count >= fewest), None)


def _title(cells: list[BookCell]) -> tuple[str, list[BookCell]]:
    """The first line of one cell, with the next where it is a number alone (「別紙1」), and what
    else there is.
    """
    lines: dict[int, list[BookCell]] = defaultdict(list)
    for cell in cells:
        lines[cell.row].append(cell)
    title = ""
    taken: set[int] = set()
    for row, line in lines.items():
        words = " ".join(line[0].text.split())
        if len(line) > 1 or len(words) > _LONGEST_TITLE:
            continue
        if title and len(title) >= _NUMBER_ALONE:
            break
        title = f"{title} {words}".strip()
        taken.add(row)
    return title, [cell for row, line in lines.items() if row not in taken for cell in line]


def _table_rows(
    sheet: BookSheet, rows: dict[int, list[BookCell]], head: int
) -> tuple[list[BookCell], list[BookCell]]:
    """The cells of the table, and what stands below it: lines of one cell each that nothing
    frames.
    """
    numbers = [row for row in sorted(rows) if row >= head]
    framed = any(cell.framed for cell in rows[head])
    below: list[int] = []
    for row in reversed(numbers):
        cells = rows[row]
        alone = len(cells) == 1 and row > head
        if not alone or (cells[0].framed if framed else _width(sheet, cells[0]) < 2):
            break
        below.insert(0, row)
    inside = [cell for row in numbers if row not in below for cell in rows[row]]
    return inside, [cell for row in below for cell in rows[row]]


def _width(sheet: BookSheet, cell: BookCell) -> int:
    area = sheet.area_of(cell)
    return area.right - area.left + 1


class _Table:
    """Cells of a worksheet as a table of columns and rows."""

    def __init__(self, sheet: BookSheet, cells: Sequence[BookCell]) -> None:
        self._cells = [(cell, sheet.area_of(cell)) for cell in cells]
        top = self._cells[0][0].row
        self._last_head = max(area.bottom for cell, area in self._cells if cell.row == top)
        self._lefts = self._column_edges()

    def read(self) -> dict[str, Any]:
        """The names of the columns, and a row for each worksheet row in which a cell begins."""
        heads = [(cell, area) for cell, area in self._cells if cell.row <= self._last_head]
        body = [(cell, area) for cell, area in self._cells if cell.row > self._last_head]
        names = self._names(heads)
        rows = []
        for row in dict.fromkeys(cell.row for cell, _area in body):
            texts = self._row(row, body)
            if texts != names:  # a head that somebody has repeated on each page
                rows.append(texts)
        return {"columns": names, "rows": rows}

    def _column_edges(self) -> list[int]:
        """Where columns begin: where cells of the head do, and cells of the body inside a head that
        is wider than one of them.
        """
        heads = {area.left for cell, area in self._cells if cell.row <= self._last_head}
        body: dict[int, int] = defaultdict(int)
        for cell, area in self._cells:
            if cell.row > self._last_head:
                body[area.left] += 1
        rows = len({cell.row for cell, _area in self._cells if cell.row > self._last_head})
        often = {left for left, count in body.items() if count * 4 >= rows}
        return sorted(heads | often)

    def _column(self, left: int) -> int:
        return max(bisect_right(self._lefts, left) - 1, 0)

    def _names(self, heads: list[tuple[BookCell, CellRange]]) -> list[str]:
        """A head above several columns is the first word of each of their names."""
        parts: list[list[str]] = [[] for _ in self._lefts]
        for cell, area in heads:
            for column, left in enumerate(self._lefts):
                if area.left <= left <= area.right or column == self._column(area.left):
                    parts[column].append(" ".join(cell.text.split()))
        return [" ".join(dict.fromkeys(words)) for words in parts]

    def _row(self, row: int, body: list[tuple[BookCell, CellRange]]) -> list[str]:
        """The row's texts. A cell that is merged over several rows says its text in each of
        them.
        """
        texts: list[list[BookCell]] = [[] for _ in self._lefts]
        for cell, area in body:
            if area.top <= row <= area.bottom:
                texts[self._column(area.left)].append(cell)
        return [join_lines(cells) for cells in texts]
