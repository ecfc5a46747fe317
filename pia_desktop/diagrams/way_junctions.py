"""Where the ways of arrows that share one part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from pia_desktop.diagrams.edge_routes import Route
from pia_desktop.diagrams.layout_parts import PlacedArrow

_Point = tuple[float, float]


def find_junctions(
    routes: list[Route], arrows: tuple[PlacedArrow, ...]
) -> Iterator[tuple[float, float, bool]]:
    """Where three or four stretches of one net meet."""
    ways: dict[int, list[tuple[tuple[float, float], ...]]] = defaultdict(list)
    for route, arrow in zip(routes, arrows, strict=True):
        ways[route.net].append(tuple(map(_rounded, arrow.points)))
    for net, own in ways.items():
        if len(own) < 2:
            continue
        stretches = [stretch for way in own for stretch in map(_Stretch.between, way, way[1:])]
        for corner in sorted({point for way in own for point in way[1:-1]}):
            sides = set(_sides_at(corner, stretches))
            if len(sides) > 2:
                yield (*corner, routes[net].edge.spoken)


def _rounded(point: tuple[float, float]) -> tuple[float, float]:
    return round(point[0], 2), round(point[1], 2)


class _Stretch(NamedTuple):
    """A straight part of a way, and the room in which a point is taken to lie on it."""

    left: float
    right: float
    top: float
    bottom: float
    ends: tuple[_Point, _Point]

    @classmethod
    def between(cls, here: _Point, there: _Point) -> _Stretch:
        """From one corner of a way to the next."""
        left, right = sorted((here[0], there[0]))
        top, bottom = sorted((here[1], there[1]))
        return cls(left - 0.01, right + 0.01, top - 0.01, bottom + 0.01, (here, there))


def _sides_at(corner: _Point, stretches: list[_Stretch]) -> Iterator[tuple[int, int]]:
    """The sides to which stretches go on from a point on them."""
    x, y = corner
    for left, right, top, bottom, ends in stretches:
        if left <= x <= right and top <= y <= bottom:
            for end in ends:
                if max(abs(end[0] - x), abs(end[1] - y)) > 0.05:
                    yield _sign(end[0] - x), _sign(end[1] - y)


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
