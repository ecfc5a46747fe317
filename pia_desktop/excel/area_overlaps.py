"""Whether areas of a worksheet lie over each other: Excel opens no workbook with such merges."""

from __future__ import annotations

import heapq
from bisect import bisect_left, insort
from collections.abc import Iterable
from operator import attrgetter
from typing import Protocol, TypeVar


class SheetArea(Protocol):
    """An area by its first and last row and column."""

    @property
    def top(self) -> int:
        """The first row."""

    @property
    def left(self) -> int:
        """The first column."""

    @property
    def bottom(self) -> int:
        """The last row."""

    @property
    def right(self) -> int:
        """The last column."""


AnyArea = TypeVar("AnyArea", bound=SheetArea)


def overlapping(areas: Iterable[AnyArea]) -> AnyArea | None:
    """An area that lies over another, from the top downwards, or None."""
    ends: list[tuple[int, int, int]] = []
    beside: list[tuple[int, int]] = []  # columns of the areas that reach into this row, in order
    for area in sorted(areas, key=attrgetter("top", "left")):
        while ends and ends[0][0] < area.top:
            _bottom, left, right = heapq.heappop(ends)
            beside.remove((left, right))
        at = bisect_left(beside, (area.left, 0))
        over_left = at > 0 and beside[at - 1][1] >= area.left
        if over_left or (at < len(beside) and beside[at][0] <= area.right):
            return area
        insort(beside, (area.left, area.right))
        heapq.heappush(ends, (area.bottom, area.left, area.right))
    return None
