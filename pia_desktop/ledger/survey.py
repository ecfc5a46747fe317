"""Looking at all assessments of a folder. Nothing in the folder is changed by it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from pia_desktop.assessment import Assessment, pia_file
from pia_desktop.errors import FileError, PiaError
from pia_desktop.files.lock_file import current_holder
from pia_desktop.ledger.entry import LedgerEntry
from pia_desktop.ledger.facts import ledger_facts
from pia_desktop.ledger.file_search import find_assessments
from pia_desktop.ledger.index import LedgerIndex
from pia_desktop.ledger.read_ahead import ReadFile, read_ahead
from pia_desktop.task_progress import ProgressCallback, no_progress


def survey(
    folder: Path,
    today: date,
    progress: ProgressCallback = no_progress,
    *,
    counted: bool = True,
) -> Iterator[LedgerEntry]:
    """A row for each .pia file below a folder, as each is read, and one for each folder that can't
    be listed. FileError where the folder itself can't be. `counted` as of `survey_files`.
    """
    files, unreadable = find_assessments(folder)
    for each in unreadable:
        reason = f"フォルダーを開けません（{each.reason}）。"
        yield LedgerEntry(each.path, _place(each.path, folder), reason=reason)
    yield from survey_files(files, folder, today, progress, counted=counted)


def survey_files(
    files: Sequence[Path],
    folder: Path,
    today: date,
    progress: ProgressCallback = no_progress,
    *,
    counted: bool = True,
) -> Iterator[LedgerEntry]:
    """A row for each of these files below a folder. Without `counted`, what takes longer than
    reading a file is left open where the index doesn't know it.
    """
    index = LedgerIndex(today)
    shares = [0.0]
    try:
        for number, file in enumerate(read_ahead(files, lambda: progress(shares[-1])), 1):
            yield _entry(file, folder, today, index, counted=counted)
            shares.append(number / len(files))
            progress(shares[-1])
    finally:
        index.save()


def _entry(
    file: ReadFile, folder: Path, today: date, index: LedgerIndex, *, counted: bool
) -> LedgerEntry:
    place = _place(file.path, folder)
    if file.fault is not None:
        return LedgerEntry(file.path, place, reason=_reason(file.fault))
    holder = current_holder(file.path)
    facts = index.find(file.digest, file.data)
    if facts is None:
        try:
            assessment = load_writable(file.data, file.path)
        except PiaError as error:
            reason = _reason(error)
            return LedgerEntry(file.path, place, file.digest, reason=reason, holder=holder)
        facts = ledger_facts(assessment, today, counted=counted)
        index.keep(file.digest, file.data, facts)
    return LedgerEntry(file.path, place, file.digest, facts, holder=holder)


def load_writable(data: bytes, path: Path) -> Assessment:
    """The assessment in a file's bytes; FileError also for one that a newer program wrote, even
    where this one understands it: half of it may be missing here.
    """
    assessment = pia_file.from_bytes(data, path)
    if assessment.read_only:
        raise FileError(
            "新しい版のプログラムで作られたファイルです。",
            "プログラムを新しくしてください。",
            file=path,
        )
    return assessment


def _reason(error: PiaError) -> str:
    return f"{error.message}{error.remedy}"


def _place(path: Path, folder: Path) -> str:
    """The path as seen from the folder, with the signs of this system."""
    return os.path.relpath(path, folder)
