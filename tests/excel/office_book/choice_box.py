"""A choice in the ways that offices show it: in brackets beside the list of options, or ticked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pia_desktop.forms import Item
from tests.excel.office_book.office_style import ChoiceStyle, OfficeStyle
from tests.excel.office_book.option_text import (
    cell_mark,
    list_head,
    numbered,
    option_words,
    text_mark,
)
from tests.excel.office_book.sheet_page import SheetPage


@dataclass(frozen=True)
class ChoiceBox:
    """Where a choice stands on the page, and what is chosen (the option's label, or nothing)."""

    page: SheetPage
    first: int
    last: int
    item: Item
    chosen: str

    @property
    def style(self) -> OfficeStyle:
        """The office's habits."""
        return self.page.style

    @property
    def words(self) -> str:
        """The chosen option as the office writes it."""
        return option_words(self.chosen, self.style)

    @property
    def numbered(self) -> list[str]:
        """The list of options."""
        return [numbered(n, o.label, self.style) for n, o in enumerate(self.item.options)]


def draw_choice(box: ChoiceBox, style: ChoiceStyle) -> int:
    """Draw a choice; return its rows. In a narrow grid the list stands below the chosen option."""
    columns = box.last - box.first + 1
    if columns < _COLUMNS.get(style, 1):
        style = "list_below"
    return _DRAWINGS[style](box)


def _brackets(box: ChoiceBox) -> int:
    """「[」, the chosen option and 「]」 in a cell each, the list at the right in its own rows."""
    page, style = box.page, box.style
    left, right = page.divided(box.first, box.last, [1, 1])
    inner = page.divided(*left, [0.08, 1, 0.08])
    halves = page.divided(*right, [1, 1])
    page.box(*inner[0], "[", frame="tl", centred=True)
    page.box(*inner[1], box.words, frame="t", centred=True)
    page.box(*inner[2], "]", frame="t", centred=True)
    page.box(*right, list_head(style), frame="tr")
    options = box.numbered
    rows = 1 + (len(options) + 1) // 2
    for position, option in enumerate(options):
        half = halves[position % 2]
        page.box(*half, option, down=1 + position // 2, frame="r" if position % 2 else "")
    if len(options) % 2:
        page.box(*halves[1], "", down=rows - 1, frame="r")
    for down in range(1, rows):
        page.box(*left, "", down=down, frame="l")
    page.box(box.first, box.last, "", down=rows, frame="lbr")
    return rows + 1


def _inline(box: ChoiceBox) -> int:
    """「[　十分である　]」 in one cell, the whole list in the cell beside it."""
    left, right = box.page.divided(box.first, box.last, [2, 3])
    options = [list_head(box.style), *box.numbered]
    rows = box.page.box(*right, "\n".join(options))
    box.page.box(*left, f"[　{box.words or '　　　　　　'}　]", rows=rows, centred=True)
    return rows


def _list_below(box: ChoiceBox) -> int:
    """「[　十分である　]」, and the list in the box below it."""
    page = box.page
    rows = page.box(box.first, box.last, f"[　{box.words or '　　　　　　'}　]", frame="tlr")
    options = f"{list_head(box.style)}　" + "　".join(box.numbered)
    return rows + page.box(box.first, box.last, options, down=rows, frame="lbr")


def _plain(box: ChoiceBox) -> int:
    """The chosen option alone: the list shows when the cell is clicked."""
    return box.page.box(box.first, box.last, box.words)


def _one_cell(box: ChoiceBox) -> int:
    """Everything in one cell."""
    head = f"[　{box.words or '　　　　　　'}　]　{list_head(box.style)}"
    return box.page.box(box.first, box.last, "\n".join((head, *box.numbered)))


def _ticks_in_cell(box: ChoiceBox) -> int:
    """「□特に力を入れている　■十分である　□課題が残されている」."""
    pieces = [
        text_mark(box.style, option.label == box.chosen) + option_words(option.label, box.style)
        for option in box.item.options
    ]
    return box.page.box(box.first, box.last, "　".join(pieces))


def _ticks_in_cells(box: ChoiceBox) -> int:
    """A row an option, its mark in a cell of its own."""
    page = box.page
    mark, words = page.divided(box.first, box.last, [0.1, 1])
    row = 0
    for option in box.item.options:
        chosen = option.label == box.chosen
        rows = page.box(*words, option_words(option.label, box.style), down=row)
        page.box(*mark, cell_mark(box.style, chosen), down=row, rows=rows, centred=True)
        row += rows
    return row


_DRAWINGS: dict[ChoiceStyle, Callable[[ChoiceBox], int]] = {
    "brackets": _brackets,
    "inline": _inline,
    "list_below": _list_below,
    "plain": _plain,
    "one_cell": _one_cell,
    "ticks_in_cell": _ticks_in_cell,
    "ticks_in_cells": _ticks_in_cells,
}
# How many columns a style needs.
_COLUMNS: dict[ChoiceStyle, int] = {"brackets": 6, "inline": 2, "ticks_in_cells": 2}
