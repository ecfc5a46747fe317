"""Which merged area a cell lies in, of a worksheet with many or very tall ones."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from operator import attrgetter

from pia_desktop.excel.importer.workbook_model import CellRange

# Rows that are looked up together, and what counts as tall.
_BUCKET = 32
_TALL = 32 * _BUCKET


class RowAreas:
    """Merged areas, none of which lies over another. A row's areas are put together when they are
    asked for: an area down to Excel's last row takes no more memory than a small one.
    """

    def __init__(self, areas: Iterable[CellRange]) -> None:
        """Sort the areas into buckets of rows."""
        self._buckets: dict[int, list[CellRange]] = defaultdict(list)
        self._tall: list[CellRange] = []
        self._rows: dict[int, tuple[list[int], list[CellRange]]] = {}
        for area in areas:
            if area.bottom - area.top > _TALL:
                self._tall.append(area)
                continue
            for bucket in range(area.top // _BUCKET, area.bottom // _BUCKET + 1):
                self._buckets[bucket].append(area)

    def at(self, row: int, column: int) -> CellRange | None:
        """The area that a cell lies in."""
        lefts, areas = self._row(row)
        number = bisect_right(lefts, column) - 1
        return areas[number] if number >= 0 and areas[number].right >= column else None

    def touch(self, area: CellRange) -> bool:
        """Whether one of them reaches into another area."""
        for row in range(area.top, area.bottom + 1):
            lefts, areas = self._row(row)
            number = bisect_right(lefts, area.right) - 1
            if number >= 0 and areas[number].right >= area.left:
                return True
        return False

    def _row(self, row: int) -> tuple[list[int], list[CellRange]]:
        if row not in self._rows:
            near = [*self._buckets.get(row // _BUCKET, ()), *self._tall]
            areas = [area for area in near if area.top <= row <= area.bottom]
            areas.sort(key=attrgetter("left"))
            self._rows[row] = [area.left for area in areas], areas
        return self._rows[row]
