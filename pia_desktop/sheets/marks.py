"""Marked stretches of a text: what of them is left when the text is cut, and which are visible."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from pia_desktop.sheets.model import Span

# What has no ink of its own: white space, controls, and signs that join the character before.
_NO_INK = frozenset(("Zs", "Zl", "Zp", "Cc", "Cf", "Mn", "Me"))


def clip_marks(spans: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    """What of the spans lies in `text[start:end]`, counted from `start`."""
    if not spans:
        return ()
    first = bisect_right(spans, start, key=lambda span: span[1])
    last = bisect_left(spans, end, key=lambda span: span[0])
    return tuple(
        (max(begin, start) - start, min(stop, end) - start) for begin, stop in spans[first:last]
    )


def split_marked(text: str, spans: tuple[Span, ...]) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is marked."""
    position = 0
    for begin, stop in spans:
        if begin > position:
            yield text[position:begin], False
        yield text[begin:stop], True
        position = stop
    if position < len(text):
        yield text[position:], False


def render_marks(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans, each wide enough to be seen: one of white space alone, whose underline nobody
    would notice, takes the characters beside it too, and none tears a sign from its character.
    """
    wide_spans: list[Span] = []
    for begin, stop in spans:
        if all(map(_inkless, text[begin:stop])):
            begin, stop = _before(text, begin), _behind(text, stop)
        while stop < len(text) and _joins(text[stop]):
            stop += 1
        while 0 < begin < len(text) and _joins(text[begin]):
            begin -= 1
        if wide_spans and begin <= wide_spans[-1][1]:
            begin, before = wide_spans.pop()
            stop = max(before, stop)
        wide_spans.append((begin, stop))
    return tuple(wide_spans)


def _before(text: str, position: int) -> int:
    """Where the last character with ink before the position begins."""
    while position > 0:
        position -= 1
        if not _inkless(text[position]):
            break
    return position


def _behind(text: str, position: int) -> int:
    """Where the first character with ink from the position on ends."""
    while position < len(text):
        position += 1
        if not _inkless(text[position - 1]):
            break
    return position


def _inkless(char: str) -> bool:
    return unicodedata.category(char) in _NO_INK


def _joins(char: str) -> bool:
    """Whether the character belongs to the one before it: an accent, a variant's number."""
    return unicodedata.category(char) in ("Mn", "Me")
