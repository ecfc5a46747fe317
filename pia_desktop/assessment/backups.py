"""The last ten states of each file, kept on this PC.

They lie in the user's local data folder, not beside the file: a file server that vanishes doesn't
take them along, and a long path does not grow longer (docs/decisions/0003-backups.md).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from functools import lru_cache
from pathlib import Path

from pia_desktop.errors import FileError
from pia_desktop.files.atomic_write import make_folder, write_atomic
from pia_desktop.files.paths import user_data_dir

MAX_BACKUPS = 10

# Older states are cleared away ten at a time, so that a save seldom waits for it.
_CLEARED_AT = 2 * MAX_BACKUPS

# A file's head, where the manifest with the hash of every member stands.
_HEAD = 2048


def backup_folder(path: Path) -> Path:
    """Where the backups of a file lie; one folder a path."""
    return _folder_of(os.path.abspath(path), user_data_dir())


@lru_cache(maxsize=64)
def _folder_of(path: str, data: Path) -> Path:
    name = os.path.normcase(os.path.realpath(path))
    key = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:20]
    return data / "backups" / key


def list_backups(path: Path) -> list[Path]:
    """The last ten states of a file, the newest first."""
    folder = backup_folder(path)
    return [folder / name for name in _names(folder)[:MAX_BACKUPS]]


def _names(folder: Path) -> list[str]:
    """The backups' names, the newest first. Called at each save: plain strings are quick."""
    try:
        return sorted((n for n in os.listdir(folder) if n.endswith(".pia")), reverse=True)
    except (FileNotFoundError, NotADirectoryError):
        return []


def write_backup(path: Path, following: bytes) -> None:
    """Keep the file's present bytes as its newest backup before `following` replaces them.

    Bytes that stay as they are need none. FileError if it can't be done: a file is not written over
    without a backup. A save leaves the old bytes on the drive alone, so there a second name for
    them is backup enough.
    """
    folder = backup_folder(path)
    try:
        kept = _names(folder)
        now = path.stat()
        # Kept by a save that then failed. Some file servers number their files not at all.
        if kept and now.st_ino and os.path.samestat(os.stat(folder / kept[0]), now):
            return
        if now.st_size == len(following) and _holds(path, following):
            return
        if not kept:
            make_folder(folder)
        number = int(kept[0].removesuffix(".pia")) + 1 if kept else 1
        _second_name(path, folder / f"{number:08d}.pia")
    except (OSError, FileError) as error:
        raise FileError(
            f"上書きする前の控えを「{folder}」に取れません。",
            "このパソコンの空き容量と、ファイルを読む権限があるかを確かめるか、"
            "別の名前で保存してください。",
            file=path,
        ) from error
    if len(kept) >= _CLEARED_AT:
        for old in kept[MAX_BACKUPS - 1 :]:
            with contextlib.suppress(OSError):
                os.unlink(folder / old)


def _holds(path: Path, data: bytes) -> bool:
    """Whether the file holds these bytes; its head tells most often."""
    with path.open("rb") as stream:
        return stream.read(_HEAD) == data[:_HEAD] and stream.read() == data[_HEAD:]


def _second_name(path: Path, backup: Path) -> None:
    """The backup is another name of the file where the drive allows it, a copy elsewhere; its time
    is that of the save which wrote it.
    """
    try:
        os.link(path, backup)
    except OSError:
        kept = path.stat()
        write_atomic(backup, path.read_bytes())
        os.utime(backup, ns=(kept.st_atime_ns, kept.st_mtime_ns))
