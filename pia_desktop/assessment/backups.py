"""The last ten states of each file, kept on this PC.

They lie in the user's local data folder, not beside the file: a file server that vanishes doesn't
take them along, and a long path does not grow longer (docs/decisions/0003-backups.md).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

from pia_desktop.assessment.storage import make_folder, write_atomic
from pia_desktop.errors import FileError
from pia_desktop.paths import user_data_dir

KEPT = 10


def folder_of(path: Path) -> Path:
    """Where the backups of a file lie; one folder a path."""
    name = os.path.normcase(str(path.resolve()))
    return (
        user_data_dir()
        / "backups"
        / hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:20]
    )


def backups_of(path: Path) -> list[Path]:
    """The kept states of a file, the newest first."""
    return sorted(folder_of(path).glob("*.pia"), reverse=True)


def keep_state(path: Path) -> None:
    """Keep the file's present bytes as its newest backup; beyond ten the oldest goes.

    FileError if that can't be done: a file is not written over without a backup.
    """
    kept = backups_of(path)
    try:
        data = path.read_bytes()
        if kept and kept[0].read_bytes() == data:
            return
    except OSError as error:
        raise FileError(
            "上書きする前の控えを取れません。",
            "ファイルを読む権限があるかを確かめるか、別の名前で保存してください。",
            file=path,
        ) from error
    number = int(kept[0].stem) + 1 if kept else 1
    folder = folder_of(path)
    make_folder(folder)
    write_atomic(folder / f"{number:08d}.pia", data)
    for old in kept[KEPT - 1 :]:
        with contextlib.suppress(OSError):
            old.unlink()
