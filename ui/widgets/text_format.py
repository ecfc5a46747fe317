"""Texts as a widget needs them: in one line, breakable, and measured as Qt counts."""

from __future__ import annotations

import re

# A run of letters in which no line breaks by itself, and after how many it then may.
_RUN = re.compile(r"[!-~]{24,}")
_MAY_BREAK = re.compile(r"([!-~]{8})")


def one_line(text: str) -> str:
    """A printed name without its line breaks."""
    return " ".join(text.split())


def breakable(name: str) -> str:
    """A file name that can wrap although it has no blank."""
    return _RUN.sub(lambda run: _MAY_BREAK.sub("\\1\u200b", run[0]), name)


def utf16_length(text: str) -> int:
    """The text's length as Qt counts it: letters beyond U+FFFF are two."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def changed_end(old: str, new: str) -> int:
    """Where in `new` what differs from `old` ends."""
    shared = 0
    for before, after in zip(reversed(old), reversed(new), strict=False):
        if before != after:
            break
        shared += 1
    start = 0
    for before, after in zip(old, new, strict=False):
        if before != after:
            break
        start += 1
    return max(len(new) - shared, start)
