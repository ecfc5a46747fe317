"""The record of a change through many files, written before and after each of them.

It tells after a power cut which files were written: for each it has the digest before, and the one
that the file was to have after. It lies in the user's own folder.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any

from pia_desktop.assessment.document import digest_of
from pia_desktop.errors import FileError
from pia_desktop.files.atomic_write import make_folder, write_atomic
from pia_desktop.files.json_reader import read_json
from pia_desktop.files.paths import user_data_dir

_FORMAT = 1
# So many records are kept; a file's backups go back about as far.
MAX_RUNS = 20


class FileState(Enum):
    """How a file of a run is now, by its digest."""

    OLD = "元のまま"
    NEW = "変更済み"
    CHANGED = "その後に変わった"
    MISSING = "見つからない"


@dataclass
class RunFile:
    """One file of a run: its digest before and the one that it was to have after, in how many
    places it was to be changed, how many rows of 変更箇所 it got, and why it was passed over.
    `said` are further things that a person has to know.
    """

    path: str
    before: str
    after: str = ""
    count: int = 0
    rows: int = 0
    skipped: str = ""
    said: list[str] = field(default_factory=list)

    def state(self) -> FileState:
        """How the file is now."""
        now = digest_of(Path(self.path))
        if not now:
            return FileState.MISSING
        if now == self.after:
            return FileState.NEW
        return FileState.OLD if now == self.before else FileState.CHANGED


@dataclass
class RunRecord:
    """One run: when it began, what it did in a person's words, and its files."""

    run_id: str
    started: str
    title: str
    folder: str
    files: list[RunFile] = field(default_factory=list)

    @property
    def path(self) -> Path:
        """Where the record lies."""
        return runs_folder() / f"{self.run_id}.json"

    def save(self) -> None:
        """Write it; FileError where it can't be written: no file is changed without it."""
        make_folder(self.path.parent)
        body = {"format": _FORMAT, **asdict(self)}
        write_atomic(self.path, json.dumps(body, ensure_ascii=False, indent=1).encode())

    @property
    def written(self) -> list[RunFile]:
        """The files that were to be written."""
        return [file for file in self.files if file.after]


def runs_folder() -> Path:
    """Where the records of this user's runs lie."""
    return user_data_dir() / "runs"


def begin_run(title: str, folder: Path) -> RunRecord:
    """A new record, not written yet."""
    now = datetime.now().astimezone()
    run_id = f"{now:%Y%m%d-%H%M%S-%f}"  # in the order of the runs, also within one second
    return RunRecord(run_id, now.isoformat(timespec="seconds"), title, os.path.abspath(folder))


def forget_old_runs() -> None:
    """Make room for one more record: the oldest ones go."""
    for old in _paths()[MAX_RUNS - 1 :]:
        with contextlib.suppress(OSError):
            old.unlink()


def list_runs() -> list[RunRecord]:
    """The records that can be read, the newest first."""
    records = []
    for path in _paths():
        with contextlib.suppress(FileError):
            records.append(_read(path))
    return records


def find_run(run_id: str) -> RunRecord:
    """The record with this id, or FileError."""
    for record in list_runs():
        if record.run_id == run_id:
            return record
    raise FileError(
        f"実行の記録「{run_id[:40]}」はありません。", "runs で一覧を見て、IDを確かめてください。"
    )


def _paths() -> list[Path]:
    return sorted(runs_folder().glob("*.json"), reverse=True)


def _read(path: Path) -> RunRecord:
    body: Any = read_json(path)
    try:
        files = [RunFile(**_known(RunFile, entry)) for entry in body["files"]]
        return RunRecord(**{**_known(RunRecord, {**body, "files": []}), "files": files})
    except (KeyError, TypeError, AttributeError):
        raise FileError(
            "実行の記録が壊れています。", "控え（バックアップ）から戻してください。", file=path
        ) from None


_TYPES: dict[str, type] = {"str": str, "int": int}


def _known(of: type, entry: dict[str, Any]) -> dict[str, Any]:
    """The entry's values that the class has; TypeError for one of another type."""
    values = {}
    for each in fields(of):
        if each.name not in entry:
            continue
        value = values[each.name] = entry[each.name]
        wanted = _TYPES.get(str(each.type), list)
        texts = value if isinstance(value, list) else ()
        if type(value) is not wanted or not all(isinstance(text, str) for text in texts):
            raise TypeError(each.name)
    return values
