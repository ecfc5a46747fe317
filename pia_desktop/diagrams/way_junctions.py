"""Where the ways of arrows that share one part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from pia_desktop.diagrams.edge_routes import Route
from pia_desktop.diagrams.layout_parts import PlacedArrow


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
        for corner in sorted({point for way in own for point in way[1:-1]}):
            sides = {side for way in own for side in _sides_at(corner, way)}
            if len(sides) > 2:
                yield (*corner, routes[net].edge.spoken)


def _rounded(point: tuple[float, float]) -> tuple[float, float]:
    return round(point[0], 2), round(point[1], 2)


def _sides_at(
    corner: tuple[float, float], way: tuple[tuple[float, float], ...]
) -> Iterator[tuple[int, int]]:
    """The sides to which a way goes on from a point on it."""
    for here, there in pairwise(way):
        inside = (
            min(here[0], there[0]) - 0.01 <= corner[0] <= max(here[0], there[0]) + 0.01
            and min(here[1], there[1]) - 0.01 <= corner[1] <= max(here[1], there[1]) + 0.01
        )
        if inside:
            for end in (here, there):
                if max(abs(end[0] - corner[0]), abs(end[1] - corner[1])) > 0.05:
                    yield _sign(end[0] - corner[0]), _sign(end[1] - corner[1])


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
