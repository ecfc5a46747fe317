"""Output that gives no terminal a command: a file's name or its words may hold some."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

from pia_desktop.forms.values import HIDDEN, UNPRINTABLE


class PlainOutput:
    r"""A stream on which control characters, and those that turn the order of letters, are written
    as `\u009b`, which in JSON means the same character.
    """

    def __init__(self, stream: TextIO) -> None:
        """Write to this stream."""
        self._stream = stream

    def write(self, text: str) -> int:
        """Write the text, with what isn't shown named."""
        return self._stream.write(escape_hidden(text))

    def __getattr__(self, name: str) -> Any:
        """Everything else is the stream's."""
        return getattr(self._stream, name)


def escape_hidden(text: str) -> str:
    r"""The text with its control characters, but tab and line feed, as `\u009b`."""
    for pattern in (UNPRINTABLE, HIDDEN):
        text = pattern.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
    return text


def _plain(stream: TextIO | None) -> TextIO:
    return cast(TextIO, stream and PlainOutput(stream))


@contextmanager
def plain_output() -> Iterator[None]:
    """What is printed meanwhile gives no terminal a command. A stream that isn't there, as in a
    program of Windows without a console, stays so: what is printed goes nowhere.
    """
    before = sys.stdout, sys.stderr
    own = _plain(sys.stdout), _plain(sys.stderr)
    sys.stdout, sys.stderr = own
    try:
        yield
    finally:
        if sys.stdout is own[0]:  # else somebody has put another one in its place for good
            sys.stdout = before[0]
        if sys.stderr is own[1]:
            sys.stderr = before[1]
