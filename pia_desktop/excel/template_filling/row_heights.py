"""How high a text is in a box, and how a text goes on where the box is too low."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pia_desktop.excel.importer.workbook_model import CellRange
from pia_desktop.excel.template_filling.worksheet_patch import MOST_ROWS, WorksheetPatch
from pia_desktop.excel.workbook_writer import CELL_CHARACTERS, TALLEST_ROW
from pia_desktop.sheets.line_breaks import office_advance, wrap

_PITCH = 1.36

_PADDING = 6.0

_WIDTH_SHARE = 0.93

# So many line feeds Excel takes in a cell.
_CELL_LINES = 253


def text_height(text: str, width: float, size: float) -> float:
    """The height in points that a text needs in so many points of width, at this font size."""
    lines = wrap(text, max(width * _WIDTH_SHARE - 5, size), size, office_advance)
    return len(lines) * size * _PITCH + _PADDING


def make_rows(patch: WorksheetPatch, top: int, bottom: int, needed: float) -> int:
    """Make rows together so many points high: the last ones first, then by rows put in below them.
    Gives back the last row as it is then.
    """
    if bottom - top > MOST_ROWS:  # no text needs so many
        return bottom
    heights = patch.heights(CellRange(top, 1, bottom, 1))
    lack = needed - sum(heights)
    for row, height in reversed(list(zip(range(top, bottom + 1), heights, strict=True))):
        more = min(lack, TALLEST_ROW - height)
        if more > 0:
            patch.set_height(row, height + more)
            lack -= more
    if lack <= 0:
        return bottom
    count = math.ceil(lack / TALLEST_ROW)
    patch.insert_below(bottom, count)
    for row in range(bottom + 1, bottom + count + 1):
        patch.set_height(row, lack / count)
    return bottom + count


def make_room(patch: WorksheetPatch, area: CellRange, needed: float) -> CellRange:
    """Make an area so many points high; gives back the area as it is then."""
    grown = replace(area, bottom=make_rows(patch, area.top, area.bottom, needed))
    if patch.merges.at(area.top, area.left) != grown:  # a single cell is in no merged area
        patch.merges.add(grown)
    return grown


def add_area(patch: WorksheetPatch, above: CellRange, height: float, least: float) -> CellRange:
    """A further area below one, as wide and so many points high, of rows put in for it."""
    (area,) = add_areas(patch, above, [height], least)
    return area


def add_areas(
    patch: WorksheetPatch, above: CellRange, heights: Sequence[float], least: float
) -> list[CellRange]:
    """An area for each of these heights, one below the other. Their rows are put in all at once:
    each time, everything below moves.
    """
    counts = [math.ceil(height / TALLEST_ROW) for height in heights]
    patch.insert_below(above.bottom, sum(counts), above)
    areas, top = [], above.bottom + 1
    for height, count in zip(heights, counts, strict=True):
        area = CellRange(top, above.left, top + count - 1, above.right)
        patch.merges.add(area)
        for row in range(area.top, area.bottom + 1):
            patch.set_height(row, max(height / count, least))
        areas.append(area)
        top += count
    return areas


def split_for_boxes(text: str, width: float, size: float, room: float) -> list[str]:
    """The text cut at its own line ends, each piece so long that its row can show it, and that a
    cell takes it.
    """
    pieces: list[str] = []
    current, used = "", 0.0
    for line in _cell_lines(text):
        high = text_height(line.rstrip("\n"), width, size) - _PADDING
        limit = (room if not pieces else TALLEST_ROW) - _PADDING
        too_long = len(current) + len(line) > CELL_CHARACTERS or current.count("\n") >= _CELL_LINES
        if current and (too_long or used + high > limit):
            pieces.append(current)
            current, used = "", 0.0
        current += line
        used += high
    return [*pieces, current]


def _cell_lines(text: str) -> Iterator[str]:
    """The text's own lines, one that is longer than a cell takes in pieces."""
    for line in text.splitlines(keepends=True):
        for start in range(0, len(line), CELL_CHARACTERS):
            yield line[start : start + CELL_CHARACTERS]
