"""Unsaved work, kept on this PC while it is being written: after a crash or a power cut it is
offered again.

A document that is open has at most one side file: a whole .pia file, and a small description
beside it that says which file the work grew from. The work is never written over that file
itself. See docs/decisions/0034-autosave.md.
"""

from __future__ import annotations

import contextlib
import copy
import json
import os
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.model import Assessment
from pia_desktop.errors import FileError
from pia_desktop.files.atomic_write import (
    clear_leftovers,
    make_folder,
    retry_on_sharing_violation,
    write_atomic,
)
from pia_desktop.files.paths import user_data_dir
from pia_desktop.files.process_identity import own_process_start, process_start

_ABOUT = ".json"
_WORK = ".pia"
_MAX_ABOUT = 65_536


def unsaved_dir() -> Path:
    """The folder of the side files."""
    return user_data_dir() / "unsaved"


class WorkOrigin(NamedTuple):
    """The file that unsaved work grew from, and the digest of what it then held; no path for an
    assessment that was never saved.
    """

    path: Path | None = None
    digest: str = ""


class SideFile:
    """Where the unsaved work of one open document is kept."""

    def __init__(self, folder: Path | None = None) -> None:
        """A side file of a name of its own; nothing is written yet."""
        self._folder = folder or unsaved_dir()
        self._name = f"{os.getpid()}-{os.urandom(6).hex()}"
        self._origin: WorkOrigin | None = None

    def write(self, assessment: Assessment, origin: WorkOrigin) -> None:
        """Keep this state in place of the one before, or FileError."""
        data = pia_file.to_bytes(assessment)
        if origin != self._origin:
            make_folder(self._folder)
            write_atomic(self._folder / f"{self._name}{_ABOUT}", _about(origin))
            self._origin = origin
        write_atomic(self._folder / f"{self._name}{_WORK}", data)

    def remove(self) -> None:
        """The work is saved, or was let go."""
        self._origin = None
        _remove(self._folder / f"{self._name}{_WORK}")

    def leave(self) -> None:
        """Leave the work as if this process had ended, so that it is offered again."""
        about = self._folder / f"{self._name}{_ABOUT}"
        write_atomic(about, _about(self._origin or WorkOrigin(), living=False))


class UnsavedWork(NamedTuple):
    """Work that nobody has open any more."""

    work: Path
    origin: WorkOrigin
    when: datetime

    def load(self) -> Assessment:
        """The assessment as it was, or FileError."""
        return pia_file.load(self.work)

    def remove(self) -> None:
        """Let it go, or FileError."""
        try:
            _remove(self.work)
        except OSError as error:
            from pia_desktop.files.system_failure import failure_reason

            raise FileError(
                f"残っている作業を消せませんでした（{failure_reason(error)}）。",
                "ファイルを使っているプログラムを閉じてから、もう一度選んでください。",
                file=self.work,
            ) from error


def find_unsaved_work(folder: Path | None = None) -> list[UnsavedWork]:
    """The work of processes that are gone, the newest first."""
    folder = folder or unsaved_dir()
    clear_leftovers(folder)
    works = []
    for about in _files(folder, _ABOUT):
        origin, living = _read(about)
        if not living:
            works.append(_unsaved(about.with_suffix(_WORK), origin))
    for work in _files(folder, _WORK):
        if not work.with_suffix(_ABOUT).exists():
            works.append(_unsaved(work, WorkOrigin()))
    return sorted(
        (work_left for work_left in works if work_left),
        key=lambda work_left: work_left.when,
        reverse=True,
    )


def _unsaved(work: Path, origin: WorkOrigin) -> UnsavedWork | None:
    """None where there is a description alone: killed between the two files."""
    try:
        when = datetime.fromtimestamp(work.stat().st_mtime).astimezone()
    except FileNotFoundError:
        with contextlib.suppress(OSError):
            _remove(work)
        return None
    return UnsavedWork(work, origin, when)


def _remove(work: Path) -> None:
    """The work goes first: a description alone offers nothing."""
    for path in (work, work.with_suffix(_ABOUT)):
        retry_on_sharing_violation(path.unlink, True)  # missing_ok


def snapshot(assessment: Assessment) -> Assessment:
    """The assessment as it is now, for a thread to write while a person types on."""
    own = {each.name: copy.copy(getattr(assessment, each.name)) for each in fields(assessment)}
    return replace(assessment, **{**own, "answers": assessment.answers.copy()})


def _files(folder: Path, ending: str) -> list[Path]:
    try:
        return [folder / name for name in os.listdir(folder) if name.endswith(ending)]
    except OSError:  # nothing was ever kept
        return []


def _about(origin: WorkOrigin, *, living: bool = True) -> bytes:
    facts = {
        "path": str(origin.path.absolute()) if origin.path else "",
        "digest": origin.digest,
        "process": os.getpid() if living else 0,
        "started": own_process_start() if living else "",
    }
    return json.dumps(facts, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _read(about: Path) -> tuple[WorkOrigin, bool]:
    """Where the work came from, and whether the process that wrote it still runs."""
    try:
        with about.open("rb") as stream:
            facts = json.loads(stream.read(_MAX_ABOUT).decode("utf-8", "surrogatepass"))
    except (OSError, ValueError, RecursionError):
        return WorkOrigin(), False
    if not isinstance(facts, dict):
        return WorkOrigin(), False
    path, process = _text(facts.get("path")), facts.get("process")
    now = process_start(process) if type(process) is int else ""
    living = bool(now) and now == _text(facts.get("started"))
    return WorkOrigin(Path(path) if path else None, _text(facts.get("digest"))), living


def _text(value: Any) -> str:
    return value if isinstance(value, str) and "\0" not in value else ""
