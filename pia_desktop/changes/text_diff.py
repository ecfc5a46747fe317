"""What differs between two texts: whole passages, and within them the characters.

Texts are compared in steps, each within what the one before left: line by line, sentence by
sentence, word by word, and within words of kanji. That keeps marks where a person would put them,
and a long text quick.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pia_desktop.changes.sequence_diff import MatchingBlock, edge_blocks, matching_blocks

# A sentence with its end, or a line with its line feed.
_SENTENCE = re.compile(r"[^。\n]*(?:[。\n]+|$)")
_LINE = re.compile(r"[^\n]*(?:\n|$)")
# A run of kanji, of katakana, of Latin letters or of digits is a word; all else stands alone.
_WORD = re.compile(r"[一-龥々〆]+|[ァ-ヴー]+|[A-Za-zＡ-Ｚａ-ｚ]+|[0-9０-９]+|.", re.DOTALL)
# The same, with each kanji by itself: 「総務課」 and 「税務課」 end alike, 「18」 and 「28」 don't.
_LETTER = re.compile(r"[ァ-ヴー]+|[A-Za-zＡ-Ｚａ-ｚ]+|[0-9０-９]+|.", re.DOTALL)

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


# How a text is cut, and what two texts so cut have in common.
Step = tuple[Callable[[str], list[str]], Callable[[list[str], list[str]], Iterator[MatchingBlock]]]


def split_sentences(text: str) -> list[str]:
    """The text in sentences and lines; put together they are the text."""
    return _cut(_SENTENCE, text)


def diff_passages(before: str, after: str) -> list[Passage]:
    """Both texts as a row of passages, the same and changed in turn, marked by the word."""
    passages = _joined(_compared(before, after, (*_COARSE, *_FINE), 0, 0))
    return _joined(_without_crumbs(_slid(before, after, passages)))


def changed_sentences(before: str, after: str) -> list[Passage]:
    """Both texts as a row of passages that begin and end with a sentence or line."""
    return _joined(_compared(before, after, _COARSE, 0, 0))


def diff_marks(before: str, after: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where the changed characters stand in each text, as (start, end)."""
    changed = [passage for passage in diff_passages(before, after) if not passage.same]
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


def _letters(text: str) -> list[str]:
    return _LETTER.findall(text)


_COARSE: tuple[Step, ...] = ((_lines, matching_blocks), (split_sentences, matching_blocks))
# Within a word of kanji only the ends are kept: what else is common there is chance.
_FINE: tuple[Step, ...] = ((_words, matching_blocks), (_letters, edge_blocks))


def _compared(
    before: str, after: str, steps: Sequence[Step], old: int, new: int
) -> Iterator[Passage]:
    """The passages of two texts that begin at `old` and `new`."""
    if before == after:
        if before:
            yield Passage((old, old + len(before)), (new, new + len(after)), same=True)
        return
    if not before or not after or not steps:
        yield Passage((old, old + len(before)), (new, new + len(after)), same=False)
        return
    (cut, common), *finer = steps
    mine, yours = cut(before), cut(after)
    at = to = 0
    for a, b, size in [*common(mine, yours), (len(mine), len(yours), 0)]:
        was, now = "".join(mine[at:a]), "".join(yours[to:b])
        if was or now:
            yield from _compared(was, now, finer, old, new)
        kept = "".join(mine[a : a + size])
        old, new = old + len(was), new + len(now)
        if kept:
            yield Passage((old, old + len(kept)), (new, new + len(kept)), same=True)
        old, new = old + len(kept), new + len(kept)
        at, to = a + size, b + size


def _joined(passages: Iterable[Passage]) -> list[Passage]:
    """Neighbours of one sort as one passage."""
    joined: list[Passage] = []
    for passage in passages:
        if joined and joined[-1].same == passage.same:
            last = joined.pop()
            passage = Passage(
                (last.old[0], passage.old[1]), (last.new[0], passage.new[1]), passage.same
            )
        joined.append(passage)
    return joined


def _without_crumbs(passages: list[Passage]) -> Iterator[Passage]:
    """A crumb between two changes counts as changed."""
    for number, passage in enumerate(passages):
        between = 0 < number < len(passages) - 1
        if between and passage.same and _length(passage) <= _NOISE:
            passage = Passage(passage.old, passage.new, same=False)
        yield passage


def _slid(before: str, after: str, passages: list[Passage]) -> list[Passage]:
    """Where a text was only added or only taken out and repeats what stands beside it, any of
    several stretches could be the changed one: take the one that begins with a sentence or line.
    """
    slid = list(passages)
    for number in range(1, len(passages) - 1):
        passage = passages[number]
        added, removed = passage.old[0] == passage.old[1], passage.new[0] == passage.new[1]
        if passage.same or not (added or removed):
            continue
        text, (start, end) = (after, passage.new) if added else (before, passage.old)
        room = _length(slid[number - 1]), _length(passages[number + 1])
        by = _slide(text, start, end, *room)
        slid[number - 1] = _moved(slid[number - 1], 0, by)
        slid[number] = _moved(passage, by, by)
        slid[number + 1] = _moved(passages[number + 1], by, 0)
    return [passage for passage in slid if not passage.same or _length(passage)]


def _slide(text: str, start: int, end: int, left: int, right: int) -> int:
    """How far `text[start:end]` moves to where it begins with a sentence or line, so that the text
    without it stays the same: to the left at most `left`, to the right at most `right`.
    """
    if _begins(text, start):
        return 0
    ahead = 0
    while ahead < right and text[start + ahead] == text[end + ahead]:
        ahead += 1
        if _begins(text, start + ahead):
            return ahead
    back = 0
    while back < left and text[start - back - 1] == text[end - back - 1]:
        back += 1
        if _begins(text, start - back):
            return -back
    return 0


def _begins(text: str, position: int) -> bool:
    """Whether a sentence or line begins here, or the end of a line."""
    return text[position - 1 : position] in ("", "\n", "。") or text[position] == "\n"


def _moved(passage: Passage, start: int, end: int) -> Passage:
    (was, was_end), (now, now_end) = passage.old, passage.new
    return Passage((was + start, was_end + end), (now + start, now_end + end), passage.same)


def _length(passage: Passage) -> int:
    return passage.old[1] - passage.old[0]
