"""How wide the columns of a free table are printed, and whether it needs the page across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pia_desktop.sheets import grid
from pia_desktop.sheets.line_breaks import office_advance
from pia_desktop.sheets.model import PADDING_X, UNIT_PT, Look

# A table that stands upright has rows of no more lines on the average; else it is put across.
_MOST_LINES = 4.0
# More columns are set smaller.
_MANY_COLUMNS = 9
# In letters: a longer line is broken anyway, and of a column's name so much stays on one line.
_LONGEST, _NAME = 60.0, 8.0
# A width in whole grid units may be half a unit less than what is needed, and an office font's a
# twentieth: both are added to it.
_LOSS = 1.05
# Of the room that each wide column would have in fair shares, none gets less.
_LEAST_SHARE = 0.5


@dataclass(frozen=True)
class GridColumns:
    """Where the columns begin in grid units, with the right edge last, and how cells are set."""

    edges: tuple[int, ...]
    landscape: bool
    look: Look = Look.TABLE
    head: Look = Look.TABLE_HEAD

    @property
    def width(self) -> int:
        """The table's width in grid units."""
        return self.edges[-1]


def fit_columns(table: dict[str, Any]) -> GridColumns:
    """The columns by what stands in them: a number's is narrow, a sentence's is wide."""
    lines = [table["columns"], *table["rows"]]
    count = len(table["columns"])
    many = count >= _MANY_COLUMNS
    look, head = (
        (Look.TABLE_SMALL, Look.TABLE_HEAD_SMALL) if many else (Look.TABLE, Look.TABLE_HEAD)
    )
    letters = [[_letters(cell) for cell in cells] for cells in lines]
    padding = 2 * PADDING_X / look.style.size
    loss = UNIT_PT / 2 / look.style.size
    needed = [
        max(min(max(row[at] for row in letters), _LONGEST), 1.0) * _LOSS + padding + loss
        for at in range(count)
    ]
    average = [sum(row[at] for row in letters) / len(letters) + padding for at in range(count)]
    names = [min(letters[0][at], _NAME) + padding for at in range(count)]
    for landscape, units in ((False, grid.PORTRAIT_WIDTH), (True, grid.LANDSCAPE_WIDTH)):
        room = units * UNIT_PT / look.style.size
        widths = _shares(needed, average, names, room)
        fits = sum(needed) <= room or (
            _mean_lines(letters, widths, padding) <= _MOST_LINES and sum(names) <= room
        )
        if fits or landscape:
            break
    return GridColumns(_edges(widths, units), landscape, look, head)


def _letters(text: str) -> float:
    """The longest line of a text in full-width letters."""
    longest = int(2 * _LONGEST)
    return max(sum(map(office_advance, line[:longest])) for line in text.split("\n"))


def _shares(
    needed: Sequence[float], average: Sequence[float], names: Sequence[float], room: float
) -> list[float]:
    """The room in letters for each column: what it needs where that is less than a fair share; the
    others share the rest by the length of their texts.
    """
    if sum(needed) <= room:
        return [need * room / sum(needed) for need in needed]
    widths = [0.0] * len(needed)
    open_columns = list(range(len(needed)))
    left = room
    while open_columns:
        fair = left / len(open_columns)
        short = [at for at in open_columns if needed[at] <= fair]
        if not short:
            break
        for at in short:
            widths[at] = needed[at]
            left -= needed[at]
        open_columns = [at for at in open_columns if at not in short]
    least = {at: max(min(names[at], fair), fair * _LEAST_SHARE) for at in open_columns}
    rest = left - sum(least.values())
    total = sum(average[at] for at in open_columns)
    for at in open_columns:
        widths[at] = least[at] + rest * average[at] / total
    return widths


def _mean_lines(letters: list[list[float]], widths: list[float], padding: float) -> float:
    rows = letters[1:] or letters
    return sum(
        max(-(-row[at] // max(width - padding, 1.0)) for at, width in enumerate(widths))
        for row in rows
    ) / len(rows)


def _edges(widths: list[float], units: int) -> tuple[int, ...]:
    """The widths in whole grid units, at least one each, which fill the page."""
    scale = units / sum(widths)
    edges, total = [0], 0.0
    for number, width in enumerate(widths, 1):
        total += width * scale
        behind = len(widths) - number
        edges.append(min(max(round(total), edges[-1] + 1), units - behind))
    edges[-1] = units
    return tuple(edges)
