"""Options that can be ticked, in the ways that offices show them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pia_desktop.forms import Item, Option
from tests.excel.office_book.office_style import OfficeStyle, TickStyle
from tests.excel.office_book.option_text import (
    Tick,
    bracket_parts,
    cell_mark,
    tick_text,
)
from tests.excel.office_book.sheet_page import SheetPage


@dataclass(frozen=True)
class TickBox:
    """Where the options stand on the page, and which are ticked."""

    page: SheetPage
    first: int
    last: int
    item: Item
    ticked: dict[str, Any]

    @property
    def style(self) -> OfficeStyle:
        """The office's habits."""
        return self.page.style

    def value(self, option: Option) -> Tick:
        """What an option's answer is; None where it isn't ticked."""
        return self.ticked.get(option.key)


def draw_ticks(box: TickBox, style: TickStyle) -> int:
    """Draw the options; return their rows."""
    if box.last - box.first + 1 < _COLUMNS.get(style, 1):
        style = "lines_in_cell"
    return _DRAWINGS[style](box)


def _lines(box: TickBox, per_line: int) -> Iterator[str | list[Option]]:
    """Sub-headings, and the options that share a line; one with brackets has a line to itself."""
    line: list[Option] = []
    for option in box.item.options:
        if line and (option.heading or option.bracket != "none" or len(line) == per_line):
            yield line
            line = []
        if option.heading:
            yield option.heading
        line.append(option)
        if option.bracket != "none":
            yield line
            line = []
    if line:
        yield line


def _halves(box: TickBox, line: list[Option]) -> list[tuple[int, int]]:
    """The columns of each option of a line: one has the whole width."""
    if len(line) == 2:
        return box.page.divided(box.first, box.last, [1] * 2)
    return [(box.first, box.last)]


def _brackets(box: TickBox) -> int:
    """「[」, ○, 「]」 and the option in a cell each, and what is in brackets in one of its own."""
    page, row = box.page, 0
    lines = list(_lines(box, 2))
    for number, line in enumerate(lines):
        frame = _frame(number, len(lines))
        if isinstance(line, str):
            row += page.box(box.first, box.last, line, down=row, frame=frame)
            continue
        parts = _halves(box, line)
        height = 1
        for part, option in zip(parts, line, strict=True):
            height = max(height, _bracketed(box, part, option, row))
        row += height
    return row


def _bracketed(box: TickBox, part: tuple[int, int], option: Option, down: int) -> int:
    page, value = box.page, box.value(option)
    opening, mark, closing, rest = page.divided(*part, [0.05, 0.06, 0.05, 1])
    page.box(*opening, "[", down=down, frame="", centred=True)
    tick = "○" if value is not None else ""
    page.box(*mark, tick, down=down, frame="", centred=True)
    page.box(*closing, "]", down=down, frame="", centred=True)
    before, inside, after = bracket_parts(option, value, box.style)
    if not after:
        return page.box(*rest, before, down=down, frame="r")
    shares = [len(before) + 1.0, 20.0, 2.0]
    places = page.divided(*rest, shares)
    page.box(*places[0], before, down=down, frame="")
    rows = page.box(*places[1], inside, down=down, frame="")
    page.box(*places[2], after, down=down, frame="r")
    return rows


def _mark_cells(box: TickBox) -> int:
    """A ruled cell for the mark, and one for the option with its brackets."""
    page, row = box.page, 0
    mark, words = page.divided(box.first, box.last, [0.08, 1])
    for line in _lines(box, 1):
        if isinstance(line, str):
            row += page.box(box.first, box.last, line, down=row)
            continue
        value = box.value(line[0])
        before, inside, after = bracket_parts(line[0], value, box.style)
        text = f"{before}　{inside}　{after}" if after else before
        rows = page.box(*words, text, down=row)
        page.box(*mark, cell_mark(box.style, value is not None), down=row, rows=rows, centred=True)
        row += rows
    return row


def _pieces(box: TickBox) -> int:
    """「[○] 紙」 in a cell, two a row."""
    page, row = box.page, 0
    lines = list(_lines(box, 2))
    for number, line in enumerate(lines):
        frame = _frame(number, len(lines))
        if isinstance(line, str):
            row += page.box(box.first, box.last, line, down=row, frame=frame)
            continue
        parts = _halves(box, line)
        sides = ("l", "r") if len(line) == 2 else ("lr",)
        rows = [
            page.box(*part, tick_text(option, box.value(option), box.style), down=row, frame=side)
            for part, option, side in zip(parts, line, sides, strict=True)
        ]
        row += max(rows)
    return row


def _lines_in_cell(box: TickBox) -> int:
    """All in one cell, an option a line."""
    lines = [
        line if isinstance(line, str) else tick_text(line[0], box.value(line[0]), box.style)
        for line in _lines(box, 1)
    ]
    return box.page.box(box.first, box.last, "\n".join(lines))


def _row_in_cell(box: TickBox) -> int:
    """All in one cell, one behind the other."""
    lines = [
        line
        if isinstance(line, str)
        else "　".join(tick_text(option, box.value(option), box.style) for option in line)
        for line in _lines(box, 8)
    ]
    return box.page.box(box.first, box.last, "\n".join(lines))


def _frame(number: int, count: int) -> str:
    return "lr" + ("t" if number == 0 else "") + ("b" if number == count - 1 else "")


_DRAWINGS: dict[TickStyle, Callable[[TickBox], int]] = {
    "brackets": _brackets,
    "mark_cells": _mark_cells,
    "pieces": _pieces,
    "lines_in_cell": _lines_in_cell,
    "row_in_cell": _row_in_cell,
}
_COLUMNS: dict[TickStyle, int] = {"brackets": 12, "mark_cells": 2, "pieces": 2}
