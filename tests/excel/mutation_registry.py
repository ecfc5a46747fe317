"""What a mutation is, the registry that holds all of them, and finding what they work on."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from pia_desktop.sheets.model import Look
from tests.excel.workbook_edits import Areas, Looks, last_printed_column, texts

# Works on the workbook and names the texts that it put in which are no part of any answer.
Work = Callable[[Workbook, random.Random], Iterable[str] | None]

# The last of the columns in which the layout prints labels beside answers.
LABEL_COLUMNS = 3
RECORDS = "記録項目"

_HEADS = {Look.SECTION, Look.HEADING, Look.BAR, Look.RISK}
_LABELS = {*_HEADS, Look.LABEL, Look.TABLE_HEAD, Look.GROUP, Look.OPTION}


@dataclass(frozen=True)
class Mutation:
    """One thing that people do to a workbook without changing what it says."""

    name: str
    work: Work

    def apply(self, workbook: Workbook, rng: random.Random) -> list[str]:
        """Do it. Returns texts that must turn up in the import's report."""
        return list(self.work(workbook, rng) or ())


# In the order in which they are applied: what is written, where it stands, how it looks.
MUTATIONS: dict[str, Mutation] = {}


def mutation(work: Work) -> Work:
    """Put a function into the registry under its own name."""
    name = work.__name__
    if name in MUTATIONS:
        raise ValueError(f"two mutations are named {name}")
    MUTATIONS[name] = Mutation(name, work)
    return work


@dataclass(frozen=True)
class Tick:
    """「[」, ○ or nothing, 「]」 and the label right of them, on one row."""

    opening: Cell
    mark: Cell
    closing: Cell
    label: Cell


@dataclass(frozen=True)
class Boxed:
    """An opening bracket, what is in it, and the closing one, on one row."""

    opening: Cell
    inside: Cell
    closing: Cell


def labels(book: Workbook) -> Iterator[Cell]:
    """What the form prints, without its title and its list of sections."""
    looks = Looks(book)
    for sheet in book:
        areas = Areas(sheet)
        for cell in texts(sheet):
            if is_label(cell, looks.of(cell), areas) and not _names_a_file(cell, looks):
                yield cell


def is_label(cell: Cell, look: Look | None, areas: Areas) -> bool:
    """Whether the form prints this: a label's strip looks as an answer does but is narrow."""
    strip = look is Look.STRIP and areas.of(cell).max_col <= LABEL_COLUMNS
    return look in _LABELS or strip


def _names_a_file(cell: Cell, looks: Looks) -> bool:
    """The shaded rows of 記録項目 are files' names: answers."""
    return looks.of(cell) is Look.HEADING and RECORDS in str(cell.parent["A1"].value)


def head_rows(sheet: Worksheet, looks: Looks) -> list[int]:
    """The rows of headings and risks."""
    found = {Look.HEADING, Look.RISK}
    return [cell.row for cell in texts(sheet) if cell.column == 1 and looks.of(cell) in found]


def item_rows(sheet: Worksheet) -> list[int]:
    """The rows before which one may insert without coming into the middle of an item."""
    crossed = Areas(sheet).crossed_rows()
    filled = sorted(
        {cell.row for cell in texts(sheet) if cell.column <= last_printed_column(sheet)}
    )
    return [row for row in filled if row not in crossed and row > 1]


def boxed(sheet: Worksheet, sign: str) -> Iterator[Boxed]:
    """Every pair of brackets that opens with this sign in a cell of its own."""
    areas = Areas(sheet)
    closing = {"[": "]", "(": ")"}[sign]
    for cell in list(texts(sheet)):
        if cell.value == sign:
            inside = areas.after(cell)
            last = areas.after(inside)
            if str(last.value).startswith(closing):
                yield Boxed(cell, inside, last)


def choices(book: Workbook) -> Iterator[Boxed]:
    """The boxes of choices: wider than one column."""
    for sheet in book:
        areas = Areas(sheet)
        for box in boxed(sheet, "["):
            if areas.of(box.inside).size["columns"] > 1:
                yield box


def ticks(book: Workbook) -> Iterator[Tick]:
    """Every option that may be ticked."""
    for sheet in book:
        areas = Areas(sheet)
        for box in boxed(sheet, "["):
            if areas.of(box.inside).size["columns"] == 1:
                yield Tick(box.opening, box.inside, box.closing, areas.after(box.closing))


def area_from(first: Cell, last: Cell, areas: Areas) -> CellRange:
    """From one cell to another on its right, over the rows of the first."""
    start, end = areas.of(first), areas.of(last)
    return CellRange(
        min_row=start.min_row,
        max_row=start.max_row,
        min_col=start.min_col,
        max_col=end.max_col,
    )
