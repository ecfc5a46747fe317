"""The .pia files below a folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pia_desktop.errors import FileError
from pia_desktop.files.paths import user_data_dir
from pia_desktop.files.system_failure import failure_reason

# Folders that hold no assessments of anybody's: snapshots of file servers, the recycle bin, what
# programs hide. The same letters begin the names of lock files and of half-copied files.
_NOT_FOR_PEOPLE = (".", "~", "$")


@dataclass(frozen=True)
class UnreadableFolder:
    """A folder that can't be listed, and why."""

    path: Path
    reason: str


def find_assessments(folder: Path) -> tuple[list[Path], list[UnreadableFolder]]:
    """The .pia files in a folder and below it, in the order of their paths, and the folders that
    can't be listed. FileError where the folder itself can't be. Links to folders are not followed:
    they may lead around in a circle.
    """
    if not os.path.isdir(folder):
        raise FileError(
            "フォルダーがありません。", "フォルダーの場所を確かめてください。", file=folder
        )
    files: list[Path] = []
    unreadable: list[UnreadableFolder] = []

    def note(error: OSError) -> None:
        unreadable.append(UnreadableFolder(Path(error.filename), failure_reason(error)))

    own = _own_folders()
    for parent, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(_NOT_FOR_PEOPLE) and _plain(Path(parent, name)) not in own
        )
        files += [
            Path(parent, name)
            for name in sorted(names)
            if name.lower().endswith(".pia") and not name.startswith(_NOT_FOR_PEOPLE)
        ]
    if any(each.path == folder for each in unreadable):
        raise FileError(
            f"フォルダーを開けません（{unreadable[0].reason}）。",
            "フォルダーを開く権限があるかを確かめてください。",
            file=folder,
        )
    return files, unreadable


def _own_folders() -> set[str]:
    """Where the program keeps backups and unsaved work on this PC: .pia files, but nobody's
    assessments. A person may list the folder of all their documents.
    """
    return {_plain(user_data_dir() / name) for name in ("backups", "unsaved")}


def _plain(path: Path) -> str:
    return os.path.normcase(os.path.abspath(path))
