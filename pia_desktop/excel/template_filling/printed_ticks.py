"""Ticks that a template prints for: 「[ ]」 and 「□」 before an option's words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pia_desktop.excel.importer.form_labels import CIRCLES, label_key
from pia_desktop.forms.model import Option
from pia_desktop.sheets.blocks import CIRCLE

_SQUARES = {"□": "■", "☐": "☑", "◻": "■"}
_FILLED = {"■": "□", "☑": "☐"}
_SIGNS = "".join(sorted(CIRCLES))

EMPTY_TICK = re.compile(r"([\[［])[\s　]*([\]］])")
_ROOM = re.compile(rf"[\[［][\s　]*[\]］]|[{''.join(_SQUARES)}]")
_TICK = re.compile(rf"([\[［])[\s　]*[{_SIGNS}][\s　]*([\]］])")
_ANY = re.compile(rf"[\[［][\s　]*[{_SIGNS}]?[\s　]*[\]］]|[{''.join(_SQUARES)}{''.join(_FILLED)}]")
_NUMBER = re.compile(r"^\s*[(（]?\d{1,2}[)）.．、 　]")

SPLIT = re.compile(rf"(?={_ROOM.pattern})")


def has_room(text: str) -> bool:
    """Whether there is room for a tick in it."""
    return _ROOM.search(text) is not None


def with_tick(text: str) -> str:
    """The text with its first room for a tick filled."""

    def fill(room: re.Match[str]) -> str:
        square = _SQUARES.get(room[0])
        return square or EMPTY_TICK.sub(rf"\1 {CIRCLE} \2", room[0])

    return _ROOM.sub(fill, text, count=1)


def without_ticks(text: str, count: int = 0) -> str:
    """The text with its ticks taken out, or the first ones alone."""
    plain = _TICK.sub(r"\1　\2", text, count=count)
    if plain != text:
        return plain
    return re.sub(f"[{''.join(_FILLED)}]", lambda square: _FILLED[square[0]], text, count=count)


def with_option_ticked(text: str, options: tuple[Option, ...], chosen: str) -> str:
    """A text that lists a choice's options with room for a tick before each, with the chosen one
    ticked; the text itself where it lists none.
    """
    pieces = list(_marked(text, options))
    if len(pieces) < 2:
        return text
    begin, end = next(((b, e) for b, e, label in pieces if label == chosen), (0, 0))
    return text[:begin] + with_tick(text[begin:end]) + text[end:] if end else text


def lists_marked_options(text: str, options: tuple[Option, ...]) -> bool:
    """Whether it lists several of a choice's options with a tick or room for one before each."""
    return len(list(_marked(text, options))) > 1


def _marked(text: str, options: tuple[Option, ...]) -> Iterator[tuple[int, int, str]]:
    """Where each marked option begins and ends, and its label."""
    begins = [mark.start() for mark in _ANY.finditer(text)]
    for begin, end in zip(begins, [*begins[1:], len(text)], strict=False):
        words = _ANY.sub("", text[begin:end], count=1)
        keys = {label_key(words), label_key(_NUMBER.sub("", words))}
        label = next((o.label for o in options if label_key(o.label) in keys), None)
        if label is not None:
            yield begin, end, label
