"""How high a text is in a box, and how it goes on where the box is too low."""

from __future__ import annotations

from pia_desktop.excel.importer.workbook_model import CellRange
from pia_desktop.excel.template_filling.worksheet_patch import WorksheetPatch
from pia_desktop.excel.workbook_writer import TALLEST_ROW
from pia_desktop.sheets.line_breaks import office_advance, wrap

_PITCH = 1.36


_PADDING = 6.0


_WIDTH_SHARE = 0.93


def text_height(text: str, width: float, size: float) -> float:
    """The height in points that a text needs in so many points of width, at this font size."""
    lines = wrap(text, max(width * _WIDTH_SHARE - 5, size), size, office_advance)
    return len(lines) * size * _PITCH + _PADDING


def raise_rows(patch: WorksheetPatch, area: CellRange, heights: list[float], needed: float) -> None:
    """Share out what a box of several rows lacks, its last rows first."""
    lack = needed - sum(heights)
    for row, height in reversed(list(zip(range(area.top, area.bottom + 1), heights, strict=True))):
        if lack <= 0:
            return
        more = min(lack, TALLEST_ROW - height)
        if more > 0:
            patch.set_height(row, height + more)
            lack -= more


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
