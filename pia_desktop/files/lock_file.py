"""Who has a file open: a small lock file beside it (docs/decisions/0033-lock-files.md).

A lock never stands in the way of work: where none can be written, the file opens all the same, and
a save still refuses to write over what somebody else has saved. What a lock file says is data from
outside and read as such. Names of people stand in it and nowhere else.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from pia_desktop.errors import FileError
from pia_desktop.files.atomic_write import retry_on_sharing_violation
from pia_desktop.files.file_names import link_target, system_path
from pia_desktop.files.process_identity import (
    UNKNOWN,
    own_process_start,
    pc_mark,
    pc_name,
    process_start,
)

# Seconds between two signs of life, and without one until another PC's lock is taken for stale.
# PCs of one domain differ by five minutes at most, or nobody could log on to them.
HEARTBEAT_SECONDS = 60
STALE_SECONDS = 600

# Each try but the first follows on a lock that was released or removed meanwhile.
_TRIES = 5

_MAX_BYTES = 4096
_MAX_NAME = 64


class LockHolder(NamedTuple):
    """Who has a file open, as the lock file says it; empty where it doesn't."""

    user: str = ""
    pc: str = ""
    process: int = 0
    started: str = ""
    since: str = ""
    token: str = ""

    def since_when(self) -> datetime | None:
        """When the file was opened, by the clock of the holder's PC."""
        try:
            return datetime.fromisoformat(self.since)
        except ValueError:
            return None

    @property
    def is_same_person(self) -> bool:
        """Whether it is whoever sits here, in another window of this PC."""
        return bool(self.pc) and self.pc == pc_name() and self.user == _user()


class LockedError(FileError):
    """Somebody has the file open. `stale`: there was no sign of life for long; that PC was most
    likely switched off.
    """

    code = "locked"

    def __init__(self, path: Path, holder: LockHolder, *, stale: bool) -> None:
        """Who holds the lock of `path`."""
        super().__init__(
            "ほかの人がこのファイルを開いています。",
            "そのパソコンから10分以上応答がありません。画面で開くと引き継げます。"
            if stale
            else "閉じてもらってからもう一度行うか、別の名前を使ってください。",
            file=path,
        )
        self.holder = holder
        self.stale = stale


class FileLock:
    """This process's lock on a file. Where none could be written it says nothing to others."""

    def __init__(self, path: Path, holder: LockHolder) -> None:
        """A lock that `take_lock` has written."""
        self.path = path
        self._holder = holder

    def beat(self) -> LockHolder | None:
        """Give a sign of life. Whoever has taken the lock over meanwhile is given back.

        OSError where the folder can't be reached.
        """
        file = lock_path_of(self.path)
        try:
            with file.open("r+b") as stream:
                data = stream.read(_MAX_BYTES)
                other = _read(data)
                if other.token != self._holder.token:
                    return other
                stream.seek(0)
                stream.write(data)  # the same bytes: the server dates them
        except FileNotFoundError:  # somebody has tidied up
            if self.path.exists():
                _write(file, self._holder)
        return None

    def release(self) -> None:
        """Take the lock file away, if it is still this lock's."""
        file = lock_path_of(self.path)
        with contextlib.suppress(OSError):  # another PC finds it stale
            if _read(_bytes_of(file)).token == self._holder.token:
                retry_on_sharing_violation(file.unlink)


class LockHandle:
    """The lock of one document, which moves along when it is saved under another name."""

    def __init__(self) -> None:
        """Others are told nothing before `begin`."""
        self.file_lock: FileLock | None = None
        self._wanted = False

    def begin(self, path: Path | None, *, take_over: bool = False) -> None:
        """Lock this file, or LockedError; without one, the file that is saved to first."""
        self._wanted = True
        if path is not None and self.file_lock is None:
            self.file_lock = take_lock(path, take_over=take_over)

    def end(self) -> None:
        """Tell others that it is closed."""
        if self.file_lock is not None:
            self.file_lock.release()
        self.file_lock = None

    @contextlib.contextmanager
    def moving_to(self, path: Path) -> Iterator[None]:
        """Hold this file from now on, if what is done inside succeeds; LockedError if somebody has
        it open. A stale lock does not count.
        """
        if not self._wanted or (self.file_lock is not None and self.file_lock.path == path):
            yield
            return
        try:
            lock = take_lock(path)
        except LockedError as error:
            if not error.stale:
                raise
            lock = take_lock(path, take_over=True)
        try:
            yield
        except BaseException:
            lock.release()
            raise
        self.end()
        self.file_lock = lock


def lock_path_of(path: Path) -> Path:
    """Where a file's lock lies: beside the file itself, also where `path` is a link to it. Its name
    and the one that it has for a moment are longer than the file's, which may just fit.
    """
    path = link_target(path)
    return system_path(path.with_name(f"~${path.name}.lock"))


def current_holder(path: Path) -> LockHolder | None:
    """Who has a file open, this process included; None where nobody has. Nothing is changed."""
    try:
        holder = _read(_bytes_of(lock_path_of(path)))
    except FileNotFoundError:
        return None
    except OSError:  # somebody holds it so that nobody can read it
        return LockHolder()
    return None if _is_free(holder) and not is_own(holder) else holder


def is_own(holder: LockHolder) -> bool:
    """Whether the holder of a lock is this very process."""
    return (holder.pc, holder.process, holder.started) == (
        pc_name(),
        os.getpid(),
        own_process_start(),
    )


def take_lock(path: Path, *, take_over: bool = False) -> FileLock:
    """Lock a file for this process; LockedError if another process holds it, unless `take_over`.

    What a program of this PC left that has ended is taken over without a word.

    Where the folder takes no lock (it is read-only, the name is too long), the lock holds nothing.
    """
    file = lock_path_of(path)
    holder = _own()
    for _ in range(_TRIES):
        try:
            _write(file, holder)
        except FileExistsError:
            _make_way(path, file, take_over=take_over)
        except OSError:
            return FileLock(path, holder)
        else:
            return FileLock(path, holder)
    raise LockedError(path, LockHolder(), stale=False)  # others took it again and again


def _make_way(path: Path, file: Path, *, take_over: bool) -> None:
    """Remove a lock that nobody holds, that is this process's own, or that is to be taken over;
    LockedError for another.
    """
    try:
        other = _read(_bytes_of(file))
        silent = time.time() - file.stat().st_mtime
    except FileNotFoundError:  # just released
        return
    except OSError:  # somebody holds it so that nobody can read it
        other, silent = LockHolder(), 0.0
    if not take_over and not _is_free(other):
        raise LockedError(path, other, stale=silent > STALE_SECONDS)
    _remove(file, other)


def _remove(file: Path, holder: LockHolder) -> None:
    """Remove this holder's lock file, but not the one that somebody else has just put there."""
    aside = _aside(file)
    with contextlib.suppress(OSError):  # another process was quicker
        file.rename(aside)
        try:
            if _read(_bytes_of(aside)).token != holder.token:
                os.link(aside, file)
        finally:
            aside.unlink()


def _is_free(holder: LockHolder) -> bool:
    """Whether it is certain that no other process has the file open."""
    if holder.pc != pc_name() or not holder.started:
        return False
    if is_own(holder):
        return True
    now = process_start(holder.process)
    return now != holder.started and now != UNKNOWN


def _own() -> LockHolder:
    return LockHolder(
        _user(),
        pc_name(),
        os.getpid(),
        own_process_start(),
        datetime.now().astimezone().isoformat(timespec="seconds"),
        os.urandom(8).hex(),
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a system without accounts
        return ""


def _write(file: Path, holder: LockHolder) -> None:
    """Write a lock file that is not there yet; none is left behind if it fails.

    It gets its name when it is whole, where the drive has a second name for a file: half of one,
    of a program that was killed just then, would be taken for another PC's.
    """
    data = json.dumps(holder._asdict(), ensure_ascii=False).encode("utf-8", "replace")
    aside = _aside(file)
    _write_new(aside, data)
    try:
        os.link(aside, file)
    except FileExistsError:
        raise
    except OSError:  # a drive without second names
        _write_new(file, data)
    finally:
        with contextlib.suppress(OSError):
            retry_on_sharing_violation(aside.unlink)
    _hide(file)


def _write_new(file: Path, data: bytes) -> None:
    handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o644)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
    except OSError:
        with contextlib.suppress(OSError):
            file.unlink()
        raise


def _aside(file: Path) -> Path:
    """Another name in the folder for a moment: one that a save clears away if this process is
    killed just then.
    """
    return file.with_name(f".pia-{pc_mark()}-{os.getpid()}-{os.urandom(4).hex()}.tmp")


def _bytes_of(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(_MAX_BYTES)


def _read(data: bytes) -> LockHolder:
    """What a lock file says; what it says wrongly counts as not said."""
    try:
        facts = json.loads(data)
    except (ValueError, RecursionError):
        return LockHolder()
    if not isinstance(facts, dict):
        return LockHolder()
    process = facts.get("process")
    return LockHolder(
        _text(facts.get("user")),
        _text(facts.get("pc")),
        process if type(process) is int else 0,
        _text(facts.get("started")),
        _text(facts.get("since")),
        _text(facts.get("token")),
    )


def _text(value: Any) -> str:
    """One short line that can be shown."""
    if not isinstance(value, str):
        return ""
    return "".join(char for char in value if char.isprintable())[:_MAX_NAME]


def _hide(file: Path) -> None:
    """Out of sight in Windows' folders; elsewhere a person sees `~$` and knows it."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetFileAttributesW(str(file), 2)  # FILE_ATTRIBUTE_HIDDEN
