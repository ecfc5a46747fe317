"""Straight lines on a page, drawn with as few strokes as there can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

# Both ends: x, y, x, y.
RuledLine = tuple[float, float, float, float]


def merge_lines(rules: list[RuledLine]) -> Iterator[RuledLine]:
    """The rules with those that touch on one line made one: fewer strokes, and no seams."""
    lines: dict[tuple[bool, float], list[tuple[float, float]]] = defaultdict(list)
    for x1, y1, x2, y2 in rules:
        level = y1 == y2
        at = round(y1 if level else x1, 2)
        ends = (x1, x2) if level else (y2, y1)
        lines[level, at].append((round(min(ends), 2), round(max(ends), 2)))
    for (level, at), spans in sorted(lines.items()):
        begin, end = -1.0, -1.0
        for low, high in [*sorted(spans), (1e9, 1e9)]:
            if low <= end + 0.02:
                end = max(end, high)
                continue
            if end >= 0:
                yield (begin, at, end, at) if level else (at, begin, at, end)
            begin, end = low, high


def as_path(rule: RuledLine) -> str:
    """The rule as the PDF's operators that lead along it."""
    return "{:.2f} {:.2f} m {:.2f} {:.2f} l".format(*rule)
