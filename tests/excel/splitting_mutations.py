"""Mutations that spread a long answer over several rows."""

from __future__ import annotations

import random
from copy import copy

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Border
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from pia_desktop.sheets.model import Look
from tests.excel.mutation_registry import LABEL_COLUMNS, mutation
from tests.excel.workbook_edits import (
    Areas,
    Looks,
    last_printed_column,
    make_room,
    shift,
    texts,
)

# What is written where a text goes on in another row, at its end and at the other's beginning.
MARKS = (
    ("\n(下欄に続く)", "(上欄の続き)\n"),
    ("\n（下段に続く）", "（上段の続き）\n"),
    ("\n(下欄に続く)", ""),
    ("", "(上段の続き)\n"),
    ("\n(次の欄に続く)", "(前の欄の続き)\n"),
)


@mutation
def long_answers_over_rows(book: Workbook, rng: random.Random) -> None:
    """Cut at line ends; the row's end stands for the line's."""
    _split_answers(book, rng, ("", ""))


@mutation
def long_answers_with_marks(book: Workbook, rng: random.Random) -> None:
    """Cut at line ends, with 「(下欄に続く)」 and 「(上欄の続き)」."""
    _split_answers(book, rng, rng.choice(MARKS))


def _split_answers(book: Workbook, rng: random.Random, marks: tuple[str, str]) -> None:
    looks = Looks(book)
    for sheet in book:
        found = [cell.row for cell in _long_answers(sheet, looks)]
        for row in sorted(rng.sample(found, min(4, len(found))), reverse=True):
            cell = next(c for c in _long_answers(sheet, looks) if c.row == row)
            pieces = _pieces(cell.value, rng.randint(2, 3), rng)
            if len(pieces) > 1:
                marked = _with_marks(pieces, marks)
                _spread(sheet, cell, marked, ruled=rng.random() < 0.5, tall=rng.random() < 0.5)


def _long_answers(sheet: Worksheet, looks: Looks) -> list[Cell]:
    """Answers of several lines that have their row to themselves."""
    areas = Areas(sheet)
    last = last_printed_column(sheet)
    return [
        cell
        for cell in texts(sheet)
        if looks.of(cell) is Look.ANSWER
        and "\n" in cell.value.strip("\n")
        and areas.of(cell).max_col == last
        and areas.of(cell).size["rows"] == 1
    ]


def _pieces(text: str, count: int, rng: random.Random) -> list[str]:
    """The text cut at line ends between lines that hold something, the line ends left out."""
    ends = [
        place
        for place, char in enumerate(text)
        if char == "\n"
        and 0 < place < len(text) - 1
        and "\n" not in text[place - 1] + text[place + 1]
    ]
    cuts = sorted(rng.sample(ends, min(count - 1, len(ends))))
    starts = [0, *(cut + 1 for cut in cuts)]
    return [text[start:end] for start, end in zip(starts, [*cuts, len(text)], strict=True)]


def _with_marks(pieces: list[str], marks: tuple[str, str]) -> list[str]:
    last = len(pieces) - 1
    return [
        (marks[1] if number else "") + piece + (marks[0] if number < last else "")
        for number, piece in enumerate(pieces)
    ]


def _spread(sheet: Worksheet, cell: Cell, pieces: list[str], *, ruled: bool, tall: bool) -> None:
    """One piece in the answer's row, the others in rows below it. `ruled`: with rules between;
    `tall`: the label's cell reaches down beside them.
    """
    row, more = cell.row, len(pieces) - 1
    shift(sheet, rows=make_room([row + 1] * more))
    areas = Areas(sheet)
    answer = areas.of(cell)
    cell.value, cell.data_type = pieces[0], "s"
    left = [c for c in sheet[row] if c.column < cell.column]
    for below in range(1, more + 1):
        for source in sheet[row]:
            sheet.cell(row + below, source.column)._style = copy(source._style)
        area = copy(answer)
        area.shift(row_shift=below)
        sheet.merged_cells.ranges.add(area)
        target = sheet.cell(row + below, cell.column)
        target.value, target.data_type = pieces[below], "s"
    if not ruled:
        for below in range(row, row + more):
            _unrule(sheet, below, answer)
    if tall:
        for label in left:
            _reach_down(areas, label, row + more)


def _unrule(sheet: Worksheet, row: int, columns: CellRange) -> None:
    """No rule between this row and the next."""
    for column in range(columns.min_col, columns.max_col + 1):
        above, below = sheet.cell(row, column), sheet.cell(row + 1, column)
        above.border = _without(above.border, "bottom")
        below.border = _without(below.border, "top")


def _without(border: Border, side: str) -> Border:
    changed = copy(border)
    setattr(changed, side, None)
    return changed


def _reach_down(areas: Areas, label: Cell, last: int) -> None:
    """Let a label's cell of one row, if it is one, cover the rows down to the last."""
    area = areas.of(label)
    if label.column <= LABEL_COLUMNS and label.value and area.max_row == label.row:
        areas.merge(
            CellRange(min_row=label.row, max_row=last, min_col=area.min_col, max_col=area.max_col)
        )


@mutation
def table_rows_over_rows(book: Workbook, rng: random.Random) -> None:
    """A row of the change table over two, without a rule between, its other cells blank below."""
    looks = Looks(book)
    for sheet in book:
        rows = {cell.row for cell in texts(sheet) if looks.of(cell) is Look.TABLE}
        named = [row for row in rows if sheet.cell(row, 1).value and sheet.cell(row, 2).value]
        for row in sorted(rng.sample(sorted(named), min(3, len(named))), reverse=True):
            _split_row(sheet, row, rng)


def _split_row(sheet: Worksheet, row: int, rng: random.Random) -> None:
    cut = {}
    last = last_printed_column(sheet)
    for column in range(3, last + 1):
        pieces = _pieces(str(sheet.cell(row, column).value or ""), 2, rng)
        if len(pieces) > 1:
            cut[column] = pieces
    if not cut:
        return
    shift(sheet, rows=make_room([row + 1]))
    for column in range(1, last + 1):
        above, below = sheet.cell(row, column), sheet.cell(row + 1, column)
        below._style = copy(above._style)
        if column in cut:
            above.value, below.value = cut[column]
            above.data_type = below.data_type = "s"
    _unrule(sheet, row, CellRange(min_row=row, max_row=row, min_col=1, max_col=last))
