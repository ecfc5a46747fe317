"""How high a text is in a box, and how a text goes on where the box is too low."""

from __future__ import annotations

import math
from dataclasses import replace

from pia_desktop.excel.importer.workbook_model import CellRange
from pia_desktop.excel.template_filling.worksheet_patch import MOST_ROWS, WorksheetPatch
from pia_desktop.excel.workbook_writer import TALLEST_ROW
from pia_desktop.sheets.line_breaks import office_advance, wrap

_PITCH = 1.36


_PADDING = 6.0


_WIDTH_SHARE = 0.93


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
    count = math.ceil(height / TALLEST_ROW)
    patch.insert_below(above.bottom, count, above)
    area = CellRange(above.bottom + 1, above.left, above.bottom + count, above.right)
    patch.merges.add(area)
    for row in range(area.top, area.bottom + 1):
        patch.set_height(row, max(height / count, least))
    return area


def split_for_boxes(text: str, width: float, size: float, room: float) -> list[str]:
    """The text cut at its own line ends, each piece so long that its row can show it."""
    pieces: list[str] = []
    current, used = "", 0.0
    for line in text.splitlines(keepends=True):
        high = text_height(line.rstrip("\n"), width, size) - _PADDING
        limit = (room if not pieces else TALLEST_ROW) - _PADDING
        if current and used + high > limit:
            pieces.append(current)
            current, used = "", 0.0
        current += line
        used += high
    return [*pieces, current]
