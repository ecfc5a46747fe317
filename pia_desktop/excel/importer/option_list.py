"""A list of options in one cell: 「[] 情報提供… [○] 庁内… [ ] その他（ ）」."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pia_desktop.excel.importer.cell_text import bracket_content
from pia_desktop.excel.importer.form_labels import (
    CIRCLES,
    EMPTY_SQUARES,
    TICK_LETTERS,
    label_key,
)
from pia_desktop.forms.model import Option

# Room for a tick: brackets, or a printed square or circle. A number with a bracket is none.
_LETTER = re.compile(rf"\[\s*[{''.join(TICK_LETTERS)}]\s*\]")
_ROOM = re.compile(
    r"[\[［(（]\s*(\D?)\s*[\]］)）]|[\[［]\s*([1１])\s*[\]］]|([□☐◻])|([^\w\s])|([レ])"
)
_NUMBER = re.compile(r"[(（]?\d{1,2}[)）.．、]|[①-⑳]")
_BETWEEN = re.compile(r"[\s・、，,/／|｜<>＜＞〈〉:：;；]+|選択肢")
_UNIT = re.compile(r"\s*件")

# Fewer are no list.
_FEWEST = 2

_OPENING, _CLOSING = "(（", ")）"


def holds_letter(text: str) -> bool:
    """Whether there is a letter in a tick's place that is no tick: nobody knows what it means."""
    return _LETTER.search(unicodedata.normalize("NFKC", text)) is not None


@dataclass(frozen=True)
class ListedOption:
    """An option in a list: whether it is ticked, what its brackets hold, and whether there is room
    for a tick in front of it.
    """

    option: Option
    ticked: bool
    inside: str
    room: bool


@dataclass(frozen=True)
class _Place:
    option: Option
    begin: int
    end: int


def read_option_list(text: str, options: Sequence[Option]) -> list[ListedOption]:
    """The two or more options that a text lists; none if it says anything else besides."""
    key = label_key(text)
    if sum(label_key(option.key) in key for option in options) < _FEWEST:
        return []
    out = []
    at = 0
    places = list(_places(text, options))
    groups = {label_key(option.heading) for option in options if option.heading}
    for number, place in enumerate(places):
        mark = _mark(_without_groups(text[at : place.begin], groups))
        if mark is None:
            return []
        following = places[number + 1].begin if number + 1 < len(places) else len(text)
        inside, at = _inside(text, place, following)
        ticked, room = mark
        out.append(ListedOption(place.option, ticked, inside, room))
    rest = _mark(text[at:])
    return out if rest is not None and not rest[0] else []


def _without_groups(gap: str, groups: set[str]) -> str:
    """The gap without the headings of groups of options: 「・識別情報：」."""
    for group in groups:
        gap = gap.replace(group, "")
    return gap


def _places(text: str, options: Sequence[Option]) -> Iterator[_Place]:
    """Where the options' words stand, the longest at each place; not within brackets that belong
    to the option before.
    """
    letters = [(letter, at) for at, char in enumerate(text) for letter in label_key(char)]
    key = "".join(letter for letter, _at in letters)
    remaining = sorted(options, key=lambda option: -len(label_key(option.key)))
    at = barred = 0
    while at < len(key):
        begin = letters[at][1]
        option = next((o for o in remaining if key.startswith(label_key(o.key), at)), None)
        if begin < barred or option is None:
            at += 1
            continue
        length = len(label_key(option.key))
        end = letters[at + length - 1][1] + 1
        while end < len(text) and _is_open(text[begin:end]) and not label_key(text[end]):
            end += 1
        yield _Place(option, begin, end)
        remaining.remove(option)
        at += length
        barred = _closing(text, end) if option.bracket != "none" else end


def _is_open(words: str) -> bool:
    """Whether the words of the option itself have a bracket that is still open."""
    return sum((char in _OPENING) - (char in _CLOSING) for char in words) > 0


def _closing(text: str, at: int) -> int:
    """Where the brackets end that open at this place, but for blanks; the place itself if none."""
    rest = text[at:]
    begin = at + len(rest) - len(rest.lstrip())
    if text[begin : begin + 1] not in tuple(_OPENING):
        return at
    depth = 0
    for number in range(begin, len(text)):
        depth += (text[number] in _OPENING) - (text[number] in _CLOSING)
        if not depth:
            return number + 1
    return len(text)


def _inside(text: str, place: _Place, following: int) -> tuple[str, int]:
    """What an option's brackets hold, and where they end."""
    end = _closing(text, place.end) if place.option.bracket != "none" else place.end
    if end == place.end or end > following:
        return "", place.end
    inside = bracket_content(text[place.end : end])
    unit = _UNIT.match(text, end)
    return inside, unit.end() if unit else end


def _mark(gap: str) -> tuple[bool, bool] | None:
    """Whether there is a tick between two options, and room for one; None if there are words."""
    ticked = room = False
    rest = _BETWEEN.sub("", _NUMBER.sub("", gap))
    while rest:
        match = _ROOM.match(rest)
        if match is None:
            return None
        char = unicodedata.normalize("NFKC", next((g for g in match.groups() if g), ""))
        if char in CIRCLES:
            ticked = room = True
        elif char and char not in EMPTY_SQUARES and char not in TICK_LETTERS:
            return None
        else:
            room = True
        rest = rest[match.end() :].lstrip()
    return ticked, room
