"""What differs between two texts: whole passages, and within them the characters.

Texts are compared in three steps, each within what the one before left: line by line, sentence by
sentence, word by word. That keeps marks where a person would put them, and a long text quick.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pia_desktop.changes.alignment import same_blocks

# A sentence with its end, or a line with its line feed.
_SENTENCE = re.compile(r"[^。\n]*(?:[。\n]+|$)")
_LINE = re.compile(r"[^\n]*(?:\n|$)")
# A run of kanji, of katakana, of Latin letters or of digits is a word; all else stands alone.
_WORD = re.compile(r"[一-龥々〆]+|[ァ-ヴー]+|[A-Za-zＡ-Ｚａ-ｚ]+|[0-9０-９]+|.", re.DOTALL)

# Between two changes so short a stretch of common characters is noise.
_NOISE = 1


@dataclass(frozen=True)
class Passage:
    """A stretch of two texts, `before[old]` and `after[new]` as (start, end). Where it is `same`
    both read alike.
    """

    old: tuple[int, int]
    new: tuple[int, int]
    same: bool


Cut = Callable[[str], list[str]]


def sentences(text: str) -> list[str]:
    """The text in sentences and lines; put together they are the text."""
    return _cut(_SENTENCE, text)


def passages(before: str, after: str) -> list[Passage]:
    """Both texts as a row of passages, the same and changed in turn, marked by the word."""
    return _tidied(_compared(before, after, (_lines, sentences, _words), 0, 0))


def changed_sentences(before: str, after: str) -> list[Passage]:
    """Both texts as a row of passages that begin and end with a sentence or line."""
    return _tidied(_compared(before, after, (_lines, sentences), 0, 0), noise=0)


def marks(before: str, after: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where the changed characters stand in each text, as (start, end)."""
    changed = [passage for passage in passages(before, after) if not passage.same]
    return (
        [passage.old for passage in changed if passage.old[0] < passage.old[1]],
        [passage.new for passage in changed if passage.new[0] < passage.new[1]],
    )


def _cut(pattern: re.Pattern[str], text: str) -> list[str]:
    return [piece for piece in pattern.findall(text) if piece]


def _lines(text: str) -> list[str]:
    return _cut(_LINE, text)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _compared(
    before: str, after: str, cuts: Sequence[Cut], old: int, new: int
) -> Iterator[Passage]:
    """The passages of two texts that begin at `old` and `new`."""
    if before == after:
        if before:
            yield Passage((old, old + len(before)), (new, new + len(after)), same=True)
        return
    if not before or not after or not cuts:
        yield Passage((old, old + len(before)), (new, new + len(after)), same=False)
        return
    cut, *finer = cuts
    mine, yours = cut(before), cut(after)
    at = to = 0
    for a, b, size in [*same_blocks(mine, yours), (len(mine), len(yours), 0)]:
        was, now = "".join(mine[at:a]), "".join(yours[to:b])
        if was or now:
            yield from _compared(was, now, finer, old, new)
        kept = "".join(mine[a : a + size])
        old, new = old + len(was), new + len(now)
        if kept:
            yield Passage((old, old + len(kept)), (new, new + len(kept)), same=True)
        old, new = old + len(kept), new + len(kept)
        at, to = a + size, b + size


def _tidied(found: Iterator[Passage], noise: int = _NOISE) -> list[Passage]:
    """Neighbours of one sort joined, and crumbs between two changes counted as changed."""
    joined: list[Passage] = []
    waiting = list(found)
    for number, passage in enumerate(waiting):
        inner = 0 < number < len(waiting) - 1
        if passage.same and inner and passage.old[1] - passage.old[0] <= noise:
            passage = Passage(passage.old, passage.new, same=False)
        if joined and joined[-1].same == passage.same:
            last = joined.pop()
            passage = Passage(
                (last.old[0], passage.old[1]), (last.new[0], passage.new[1]), passage.same
            )
        joined.append(passage)
    return joined
