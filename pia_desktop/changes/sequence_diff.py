"""Aligning two sequences quickly, however long: patience diff, and difflib where it is short."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

# a[begin:end] and b[begin:end] of the stretches that are the same, as (a begin, b begin, length).
MatchingBlock = tuple[int, int, int]

# difflib takes time with the product of both lengths; beyond this it is felt.
_SHORT = 40_000
# Stretches between anchors are searched for anchors of their own this often.
_DEPTH = 6


def matching_blocks(a: Sequence[str], b: Sequence[str]) -> Iterator[MatchingBlock]:
    """The stretches that both sequences have in common, in order."""
    yield from _blocks(a, b, 0, len(a), 0, len(b), _DEPTH)


def edge_blocks(a: Sequence[str], b: Sequence[str]) -> Iterator[MatchingBlock]:
    """The stretches that both sequences begin and end with."""
    head, tail = _edges(a, b, 0, len(a), 0, len(b))
    if head:
        yield 0, 0, head
    if tail:
        yield len(a) - tail, len(b) - tail, tail


def _edges(
    a: Sequence[str], b: Sequence[str], low: int, high: int, start: int, end: int
) -> tuple[int, int]:
    """How much the two stretches have in common at their beginning, and at their end."""
    head = 0
    while low + head < high and start + head < end and a[low + head] == b[start + head]:
        head += 1
    low, start = low + head, start + head
    tail = 0
    while low < high - tail and start < end - tail and a[high - tail - 1] == b[end - tail - 1]:
        tail += 1
    return head, tail


def _blocks(
    a: Sequence[str], b: Sequence[str], low: int, high: int, start: int, end: int, depth: int
) -> Iterator[MatchingBlock]:
    head, tail = _edges(a, b, low, high, start, end)
    if head:
        yield low, start, head
    low, start, high, end = low + head, start + head, high - tail, end - tail
    if low < high and start < end:
        yield from _inner(a, b, low, high, start, end, depth)
    if tail:
        yield high, end, tail


def _inner(
    a: Sequence[str], b: Sequence[str], low: int, high: int, start: int, end: int, depth: int
) -> Iterator[MatchingBlock]:
    """What is common in stretches that begin and end otherwise."""
    if (high - low) * (end - start) <= _SHORT:
        matcher = SequenceMatcher(None, a[low:high], b[start:end], autojunk=False)
        for i, j, size in matcher.get_matching_blocks():
            if size:
                yield low + i, start + j, size
        return
    anchors = _anchors(a[low:high], b[start:end]) if depth else []
    if not anchors:
        return
    at, to = low, start
    for i, j in anchors:
        yield from _blocks(a, b, at, low + i, to, start + j, depth - 1)
        yield low + i, start + j, 1
        at, to = low + i + 1, start + j + 1
    yield from _blocks(a, b, at, high, to, end, depth - 1)


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """What stands once in each, as many of them as keep their order."""
    in_a, in_b = Counter(a), Counter(b)
    places = {piece: index for index, piece in enumerate(b) if in_b[piece] == 1}
    shared = [
        (index, places[piece])
        for index, piece in enumerate(a)
        if in_a[piece] == 1 and piece in places
    ]
    return _rising(shared)


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest row of pairs whose second parts rise too."""
    ends: list[int] = []
    ending: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(ending[length - 1] if length else -1)
        if length == len(ends):
            ends.append(place)
            ending.append(number)
        else:
            ends[length], ending[length] = place, number
    row = []
    number = ending[-1] if ending else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]
