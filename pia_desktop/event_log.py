"""What the program did, for whoever is asked for help: kinds of events and numbers, never words.

Nothing a person wrote can get in: `note` takes a kind of event, an error's type and numbers, and no
text. So no answer, no path, no name and no error's message stands in the log.

The file is opened for each line alone: two programs may write side by side, and on Windows a file
that nobody holds open can be renamed. The standard library's rotating handler holds it open, and
loads the network's modules (docs/decisions/0028-own-log.md).
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from enum import Enum
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from pia_desktop import __version__
from pia_desktop.errors import FileError
from pia_desktop.files.paths import user_data_dir

if TYPE_CHECKING:
    from pia_desktop.forms.model import Form

MAX_BYTES = 256 * 1024
MAX_LOG_FILES = 3

# The deepest frames of a long traceback: where it happened, and who called; an error's causes.
_FRAMES = 24
_CAUSES = 3


class Event(Enum):
    """What may stand in the log."""

    STARTED = "started"
    ENDED = "ended"
    OPENED = "opened"
    SAVED = "saved"
    MADE = "made"
    WRITTEN = "written"
    REFUSED = "refused"
    UNEXPECTED = "unexpected"
    QT_DEBUG = "qt-debug"
    QT_INFO = "qt-info"
    QT_WARNING = "qt-warning"
    QT_CRITICAL = "qt-critical"
    QT_FATAL = "qt-fatal"


def log_files() -> list[Path]:
    """The log's files, the one that is written to first; they need not exist."""
    first = user_data_dir() / "log" / "pia-desktop.log"
    return [
        first,
        *(first.with_name(f"{first.name}.{number}") for number in range(1, MAX_LOG_FILES)),
    ]


def log_event(
    event: Event,
    *,
    error: BaseException | None = None,
    form: Form | None = None,
    seconds: float | None = None,
    size: int | None = None,
    count: int | None = None,
) -> None:
    """Add a line. `seconds` is how long it took, `size` is in bytes, `count` says how many.

    A log that can't be written is none: no work stops for it.
    """
    words = [time.strftime("%Y-%m-%dT%H:%M:%S%z"), __version__, format(os.getpid(), "d")]
    words.append(event.value)
    if seconds is not None:
        words.append(f"seconds={seconds:.3f}")
    if size is not None:
        words.append(f"size={size:d}")
    if count is not None:
        words.append(f"count={count:d}")
    if form is not None:
        words.append(f"form={form.id}")
    if error is not None:
        words.extend(_about(error))
    try:
        _append(" ".join(words) + "\n")
    except (OSError, FileError):  # FileError: the administrator's policy can't be followed
        return


def _about(error: BaseException) -> Iterator[str]:
    """An error's code, its type and those of its causes, and where it was raised; no message."""
    code = getattr(type(error), "code", None)
    if isinstance(code, str):  # of a PiaError: a word of the class, the same for all its errors
        yield f"code={code}"
    known: BaseException | None = error
    kinds: list[str] = []
    while known is not None and len(kinds) < _CAUSES:
        number = known.errno if isinstance(known, OSError) else None
        kinds.append(type(known).__name__ + (f"({number:d})" if number is not None else ""))
        known = known.__cause__
    yield f"type={'<'.join(kinds)}"
    frames = list(_frames(error.__traceback__))
    if frames:
        yield f"at={'>'.join(frames[-_FRAMES:])}"


def _frames(trace: TracebackType | None) -> Iterator[str]:
    """module:line of each frame, the deepest last."""
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__", "?")
        yield f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next


def _append(line: str) -> None:
    files = log_files()
    files[0].parent.mkdir(parents=True, exist_ok=True)
    if files[0].exists() and files[0].stat().st_size + len(line) > MAX_BYTES:
        _rotate(files)
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    handle = os.open(files[0], flags, 0o600)
    try:
        os.write(handle, line.encode("ascii", "backslashreplace"))
    finally:
        os.close(handle)


def _rotate(files: list[Path]) -> None:
    """Push each file one place on; the last one goes. One that another process has open right now
    stays, and the log grows until the next line.
    """
    for newer, older in reversed(list(pairwise(files))):
        try:
            newer.replace(older)
        except OSError:
            continue
