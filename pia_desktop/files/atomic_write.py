"""The one way in which a file is written: whole and durable, or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from pia_desktop.errors import FileError
from pia_desktop.files.file_names import check_name, link_target, system_path
from pia_desktop.files.process_identity import pc_mark, process_start

# What Windows says of a file that another program has open, and how long we wait for that, in
# seconds.
_HELD = (5, 32, 33)
_WAITS = (0.05, 0.1, 0.2, 0.4)

# A temporary file whose writer can't be asked is given up after so many seconds.
_GIVEN_UP = 3600
_TEMPORARY = re.compile(r"\.pia-([0-9a-f]{8})-(\d{1,10})-\w+\.tmp\Z")


def write_atomic(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that a reader finds the old bytes or the new ones, never a mixture.

    Temporary file in the same folder, flush, fsync, replace, and fsync of the folder where the
    system has it. On failure the old file stays, the temporary one is removed, and FileError says
    what to do.
    """
    write_together([(path, data)])


def check_target(path: Path) -> None:
    """FileError, as `write_atomic` would raise it, where `path` can't be written: said before the
    work that makes what is to be written there. A place that fills up or goes meanwhile is found
    by the writing itself.
    """
    target = link_target(path)
    waiting: dict[Path, Path] = {}
    try:
        _write_beside(target, b"", waiting)
        if os.name == "nt" and os.path.isfile(target):
            with target.open("r+b"):  # there a file that is held or read-only can't be replaced
                pass
    except OSError as error:
        from pia_desktop.files.system_failure import write_failure

        raise write_failure(path, error) from error
    finally:
        _discard(waiting)


def write_together(files: Iterable[tuple[Path, bytes]]) -> None:
    """Write several files as `write_atomic` writes one; none of them if one can't be written.

    Each lies whole in its folder before the first takes its name. Through a symbolic link the file
    that it points to is written; the link stays.
    """
    waiting: dict[Path, Path] = {}
    path = Path()
    try:
        for path, data in files:
            _write_beside(link_target(path), data, waiting)
        for path in tuple(waiting):
            retry_on_sharing_violation(waiting[path].replace, path)
            del waiting[path]
            _sync_folder(path.parent)
    except OSError as error:
        from pia_desktop.files.system_failure import write_failure

        raise write_failure(path, error) from error
    finally:
        _discard(waiting)  # it failed, or was called off


def _discard(waiting: dict[Path, Path]) -> None:
    """Remove the temporary files that have not taken their names."""
    for temporary in waiting.values():
        with contextlib.suppress(OSError):
            retry_on_sharing_violation(temporary.unlink)


def retry_on_sharing_violation(act: Callable[..., object], *given: object) -> None:
    """Call `act`, and again after a moment where Windows reports a sharing violation: a virus
    scanner has just opened what was written.
    """
    for wait in _WAITS:
        try:
            act(*given)
            return
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
            time.sleep(wait)
    act(*given)


def _write_beside(path: Path, data: bytes, waiting: dict[Path, Path]) -> None:
    """Write to a temporary file beside `path`, noted in `waiting`, down to the disk."""
    check_name(path)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    prefix = f".pia-{pc_mark()}-{os.getpid()}-"
    handle, name = tempfile.mkstemp(prefix=prefix, suffix=".tmp", dir=system_path(path.parent))
    waiting[path] = temporary = Path(name)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    _take_over_mode(path, temporary)


def clear_leftovers(folder: Path) -> None:
    """Remove what killed saves left in a folder: of this PC's processes that are gone at once, of
    other PCs' after an hour. A running save's file stays.
    """
    try:
        names = [n for n in os.listdir(folder) if n.startswith(".pia-") and _TEMPORARY.match(n)]
        now = folder.stat().st_mtime if names else 0.0
    except OSError:  # where nothing can be listed, there is nothing to clear
        return
    for name in names:
        leftover = system_path(folder) / name
        with contextlib.suppress(OSError):  # it has just gone, or is not ours to remove
            if _given_up(leftover, now):
                leftover.unlink()


def _given_up(temporary: Path, now: float) -> bool:
    """`now` by the clock that also dated the file: a server's may differ from this PC's."""
    match = _TEMPORARY.match(temporary.name)
    if match and match[1] == pc_mark() and int(match[2]) != os.getpid():
        return not process_start(int(match[2]))
    return now - temporary.stat().st_mtime > _GIVEN_UP


def make_folder(path: Path) -> None:
    """Make a folder where there is none, or FileError."""
    for part in (path, *path.parents):
        if os.path.isdir(part):
            break
        check_name(part)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        from pia_desktop.files.system_failure import failure_reason

        raise FileError(
            f"フォルダーを作れません（{failure_reason(error)}）。",
            "別の場所を選んでください。",
            file=path,
        ) from error


def _take_over_mode(path: Path, temporary: Path) -> None:
    """A temporary file is the owner's alone; what replaces a file keeps who may read that one."""
    if os.name == "nt":  # there the folder's rights hold
        return
    with contextlib.suppress(OSError):
        os.chmod(temporary, _mode_of(path))


def _mode_of(path: Path) -> int:
    """Who may read a file, or would if it were there."""
    try:
        return os.stat(path).st_mode & 0o777
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask


def _sync_folder(folder: Path) -> None:
    """Make the new name durable. Windows has no such call and doesn't need it."""
    if os.name == "nt":
        return
    # Some network file systems refuse it, and so does a folder that may be written to but not
    # listed. The file is in its place by now: that is no failure to write.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
