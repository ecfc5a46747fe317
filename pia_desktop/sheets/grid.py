"""The grid of the portrait sheets: where columns begin, and the widths that blocks are built
from.
"""

from __future__ import annotations

from collections.abc import Iterable

from pia_desktop.sheets.model import Cell, SheetRow

PORTRAIT_WIDTH = 36  # 180 mm: A4 less two margins
LANDSCAPE_WIDTH = 53  # 265 mm

INDENT = 1  # how far a sub-item's label stands inside its parent's
STRIP = 3  # a label strip at the far left
LABEL_WIDTH = 9  # the left quarter
ANSWER = PORTRAIT_WIDTH - LABEL_WIDTH

# A ticked option: [ ○ ] and its label, in units of which three make up the answer area. Where long
# labels would leave rows half empty, options stand in two columns instead, the second from here.
TICK_UNIT = 9
TICK = 3
SECOND_TICK = 22

# Where a choice's brackets, chosen text and options begin.
OPEN, CHOSEN, CLOSE, OPTIONS = 9, 10, 18, 19
# Where the second of two options in a row may begin, the first that has room for all of them.
SECOND_OPTIONS = (27, 28, 29)
# Options that stand one a row leave more room to the chosen text.
WIDE_CLOSE, WIDE_OPTIONS = 21, 22

# The text between an option's brackets.
TEXT_OPEN, TEXT, TEXT_CLOSE = 20, 21, 35

COLUMNS = (0, 1, 3, 9, 10, 11, 12, 18, 19, 20, 21, 22, 23, 24, 25, 27, 28, 29, 30, 35, 36)


def boxed(rows: Iterable[Iterable[Cell]], left: int, right: int, top: str = "t") -> list[SheetRow]:
    """Rows of cells between two grid positions with gaps filled and a rule around the whole."""
    filled = [_filled(list(cells), left, right) for cells in _with_room_for_spans(rows)]
    out = []
    last = len(filled) - 1
    for number, cells in enumerate(filled):
        framed = []
        for cell in cells:
            sides = ("l" if cell.left == left else "") + ("r" if cell.right == right else "")
            sides += top if number == 0 else ""
            sides += "b" if number + cell.rows - 1 == last else ""
            framed.append(cell.with_borders(sides) if sides else cell)
        out.append(SheetRow(tuple(framed)))
    return out


def _with_room_for_spans(rows: Iterable[Iterable[Cell]]) -> list[list[Cell]]:
    """The rows, with a cell of no width where one from above reaches down."""
    given = [list(cells) for cells in rows]
    for number, cells in enumerate(given):
        for cell in cells:
            for below in range(number + 1, number + cell.rows):
                given[below].append(Cell(cell.left, cell.width, rows=0))
    return given


def _filled(cells: list[Cell], left: int, right: int) -> list[Cell]:
    """The row's own cells in order, and empty ones where nothing stands."""
    out = []
    position = left
    for cell in sorted(cells, key=lambda cell: cell.left):
        if cell.left > position:
            out.append(Cell(position, cell.left - position))
        if cell.rows:
            out.append(cell)
        position = cell.right
    if position < right:
        out.append(Cell(position, right - position))
    return out
