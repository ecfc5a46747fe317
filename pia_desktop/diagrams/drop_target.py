"""Where a box goes that is let go somewhere on a diagram: into a cell, or between two of them."""

from __future__ import annotations

from dataclasses import dataclass

from pia_desktop.diagrams.flow_edits import insert_cell_column, insert_cell_row, move_box
from pia_desktop.diagrams.flow_model import FlowDiagram
from pia_desktop.diagrams.layout_parts import DiagramLayout, Rect

# The share of the way between two middles in which a box goes between them.
_BETWEEN = (0.38, 0.62)
_SMALLEST = 40.0


@dataclass(frozen=True)
class DropTarget:
    """A cell, and whether a new row or column is made for it; and the area that is shown."""

    x: int
    y: int
    area: Rect
    new_row: bool = False
    new_column: bool = False

    def moved(self, diagram: FlowDiagram, node_id: str) -> FlowDiagram:
        """The diagram with the box there."""
        if self.new_row:
            diagram = insert_cell_row(diagram, self.y)
        if self.new_column:
            diagram = insert_cell_column(diagram, self.x)
        return move_box(diagram, node_id, (self.x, self.y))


def drop_target(layout: DiagramLayout, x: float, y: float) -> DropTarget:
    """Where a box goes whose middle is let go there."""
    column, new_column, left, right = _place(layout.columns, x)
    row, new_row, top, bottom = _place(layout.rows, y)
    if new_row and new_column:  # in a corner between four cells: only the row is new
        column, new_column = _nearest(layout.columns, x), False
        left, right = _extent(layout.columns, column)
    return DropTarget(column, row, Rect(left, top, right, bottom), new_row, new_column)


def _place(middles: tuple[float, ...], at: float) -> tuple[int, bool, float, float]:
    """The number of a cell along one axis, whether it is new, and its extent."""
    if at < middles[0] - _half(middles, 0):
        return -1, False, middles[0] - 3 * _half(middles, 0), middles[0] - _half(middles, 0)
    for number in range(len(middles) - 1):
        share = (at - middles[number]) / (middles[number + 1] - middles[number])
        if _BETWEEN[0] < share < _BETWEEN[1]:
            middle = (middles[number] + middles[number + 1]) / 2
            return number + 1, True, middle - 5, middle + 5
    last = len(middles) - 1
    if at > middles[last] + _half(middles, last):
        half = _half(middles, last)
        return last + 1, False, middles[last] + half, middles[last] + 3 * half
    number = _nearest(middles, at)
    return number, False, *_extent(middles, number)


def _nearest(middles: tuple[float, ...], at: float) -> int:
    return min(range(len(middles)), key=lambda number: abs(middles[number] - at))


def _half(middles: tuple[float, ...], number: int) -> float:
    """Half the room of a cell along one axis."""
    gaps = [
        abs(middles[number] - middles[other])
        for other in (number - 1, number + 1)
        if 0 <= other < len(middles)
    ]
    return min(gaps, default=2 * _SMALLEST) / 2


def _extent(middles: tuple[float, ...], number: int) -> tuple[float, float]:
    half = _half(middles, number)
    return middles[number] - half, middles[number] + half
