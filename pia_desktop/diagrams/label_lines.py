"""Breaking a label into lines as a person would: at a mark, between kinds of characters, evenly.

Characters are measured by an advance that no font in which a diagram is shown exceeds, so that what
fits here fits in the PDF, in a picture and in the window.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NOT_FIRST = frozenset(
    "、。，．,.・：；:;？！?!）)］]｝}」』】〕〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々～…％%"
)
_NOT_LAST = frozenset("（(［[｛{「『【〔〈《")
_AFTER = frozenset("、。，・）)」』】")
_WORDS_BEFORE = ("システム", "ネットワーク", "ファイル", "サーバー", "センター", "及び", "並びに")
_NARROW = frozenset(" ,.:;'!|il()[]")

_WORD = re.compile(r"[(（「]?[A-Za-z0-9'-]+[・、，。)）」]?")

# What a break costs beside the line's own raggedness.
_WITHIN_WORD, _WITHIN_KATAKANA, _WITHIN_RUN, _BETWEEN, _NATURAL = 100.0, 9.0, 1.4, 0.3, 0.0
_FORBIDDEN = 100_000.0
# Before what belongs to the word in front of it: 及 / び, 市民 / の.
_BEFORE_PARTICLE = 4.0
_ELLIPSIS = "…"


@lru_cache(maxsize=4096)
def label_advance(char: str) -> float:
    """The room that a character takes at most, as a share of the font's size."""
    if unicodedata.combining(char):
        return 0.0
    if char < "\x7f":
        return 0.56 if char in _NARROW else 0.95 if char in "MW@%mw" else 0.78
    return 0.65 if unicodedata.east_asian_width(char) in "HNa" and char < "\u02ff" else 1.0


def label_length(text: str) -> float:
    """The room that a text takes at most, as a share of the font's size."""
    return sum(map(label_advance, text))


def label_lines(text: str, room: float, most: int = 99) -> list[str]:
    """The lines of a label in so much room (a share of the font's size), as few as there can be.
    Beyond `most` lines the rest becomes 「…」.
    """
    lines: list[str] = []
    for paragraph in text.splitlines():
        if paragraph.strip():
            lines += _paragraph(paragraph.strip(), room)
    if len(lines) <= most:
        return lines
    kept = lines[:most]
    last = kept[-1]
    while last and label_length(last + _ELLIPSIS) > room:
        last = last[:-1]
    return [*kept[:-1], last + _ELLIPSIS]


def longest_word(text: str) -> float:
    """The room that a text's longest word of letters and figures takes, with the marks around it:
    it ought to stand in one line.
    """
    return max((label_length(word) for word in _WORD.findall(text)), default=0.0)


@lru_cache(maxsize=4096)
def _paragraph(text: str, room: float) -> tuple[str, ...]:
    """The lines with the least cost: few, even, and broken where a reader pauses."""
    if label_length(text) <= room:
        return (text,)
    count = len(text)
    advances = [label_advance(char) for char in text]
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * count
    for end in range(1, count + 1):
        used = 0.0
        for start in range(end - 1, -1, -1):
            used += advances[start]
            if used > room and start < end - 1:
                break
            slack = (room - used) / room
            cost = best[start][0] + 4.0 + slack * slack * (1.0 if end == count else 2.0)
            if end < count:
                cost += _break_cost(text, end)
            if cost < best[end][0]:
                best[end] = (cost, start)
    lines, end = [], count
    while end:
        start = best[end][1]
        lines.append(text[start:end].strip())
        end = start
    return tuple(lines[::-1])


def _break_cost(text: str, position: int) -> float:
    before, after = text[position - 1], text[position]
    if after in _NOT_FIRST or before in _NOT_LAST:
        return _FORBIDDEN
    if before in _AFTER or after in _NOT_LAST or before == " " or after == " ":
        return _NATURAL
    if text.startswith(_WORDS_BEFORE, position):
        return _NATURAL if _kind(before) != _kind(after) else _BETWEEN * 3
    kinds = _kind(before), _kind(after)
    if kinds[1] == "hiragana" and kinds[0] != "hiragana":
        return _BEFORE_PARTICLE
    if kinds[0] != kinds[1]:
        return _BETWEEN if kinds[0] != "digit" else _WITHIN_RUN * 2
    return {"latin": _WITHIN_WORD, "digit": _WITHIN_WORD, "katakana": _WITHIN_KATAKANA}.get(
        kinds[0], _WITHIN_RUN
    )


_KINDS = (
    ("katakana", re.compile(r"[ァ-ヺー]")),
    ("hiragana", re.compile(r"[ぁ-ゖ]")),
    ("digit", re.compile(r"[0-9０-９]")),
    ("latin", re.compile(r"[A-Za-zＡ-Ｚａ-ｚ'-]")),
)


@lru_cache(maxsize=4096)
def _kind(char: str) -> str:
    return next((name for name, pattern in _KINDS if pattern.match(char)), "kanji")
