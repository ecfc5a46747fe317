"""Blocks that a workbook has folded away and that are filled in: all their rows are shown."""

from __future__ import annotations

from collections.abc import Iterator

from pia_desktop.assessment.answers import Answers
from pia_desktop.excel.importer.box_locator import Box, BoxLocator
from pia_desktop.excel.importer.workbook_model import BookSheet
from pia_desktop.excel.template_filling.cell_targets import Geometry
from pia_desktop.forms.values import is_empty


def rows_of_filled_blocks(
    sheet: BookSheet, boxes: BoxLocator, answers: Answers, geometry: Geometry
) -> Iterator[tuple[int, int]]:
    """The rows of a worksheet's blocks in which something is answered: for each box from the row
    below the box before it, where the block's name may stand, to its last.
    """
    filled = {
        _block(place.item.repeats, place.numbers)
        for place in answers.places()
        if place.item.answerable and not is_empty(answers.get(place.address))
    }
    end = 0
    own = (box for box in boxes.boxes if box.sheet is sheet)
    for box in sorted(own, key=lambda box: (box.cell.row, box.cell.column)):
        last = bottom_of(box, geometry)
        if len(box.numbers) > 0 and _block(box.item.repeats, box.numbers) in filled:
            yield end + 1, last
        end = max(end, last)


def bottom_of(box: Box, geometry: Geometry) -> int:
    """The last row of a box's label and of what stands in it."""
    cells = [box.cell, *box.cells]
    return max(geometry.area(cell.row, cell.column).bottom for cell in cells)


def _block(repeats: tuple[str, ...], numbers: tuple[int, ...]) -> tuple[str, tuple[int, ...]]:
    return repeats[-1] if repeats else "", numbers
