"""Changing many files one after the other: each whole or not at all, and all of it undone again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.backups import list_backups, write_backup
from pia_desktop.assessment.document import ChangedError, Document, digest_of
from pia_desktop.assessment.document_access import changing
from pia_desktop.assessment.search import value_with_text
from pia_desktop.checks.open_findings import count_open, open_findings
from pia_desktop.errors import FileError, PiaError
from pia_desktop.files.atomic_write import write_atomic
from pia_desktop.files.lock_file import LockedError, LockHandle, current_holder, is_own
from pia_desktop.ledger.change_entry import ChangeEntry, enter_changes
from pia_desktop.ledger.entry import name_of_holder
from pia_desktop.ledger.run_record import FileState, RunFile, RunRecord, begin_run, forget_old_runs
from pia_desktop.ledger.text_edits import FilePlan
from pia_desktop.task_progress import ProgressCallback, TaskCancelled, no_progress

# What is done with one document; it gives back what a person has to know, a sentence each.
DocumentChange = Callable[[Document, RunFile], None]

OPEN_HERE = "このプログラムで開いているので、飛ばしました。閉じてからもう一度行ってください。"
CHANGED_SINCE = "調べたあとに変わったので、飛ばしました。もう一度調べてください。"
STOPPED = "中止したので、変えていません。"


@contextmanager
def changing_as_seen(path: Path, digest: str) -> Iterator[Document]:
    """The document in a file, locked, and saved with a backup if what is done inside succeeds.

    LockedError if somebody has it open, this process included; ChangedError if it isn't the file
    any more that had this digest.
    """
    holder = current_holder(path)
    if holder is not None and is_own(holder):  # its lock would be taken for free
        raise LockedError(path, holder, stale=False)
    with changing(path) as document:
        if document.digest != digest:
            raise ChangedError(path)
        yield document


def apply_plans(
    plans: Sequence[FilePlan],
    title: str,
    folder: Path,
    entry: ChangeEntry,
    progress: ProgressCallback = no_progress,
) -> RunRecord:
    """Write the edits of each plan and the rows of 変更箇所 that they make; the record says file by
    file what was done. Files that somebody has open, that have changed, or that refuse the new text
    are passed over whole. `title` says in a person's words what the run does.
    """
    edits = {os.path.abspath(plan.path): plan.edits for plan in plans}

    def change(document: Document, file: RunFile) -> None:
        with document.step(title):
            for edit in edits[file.path]:
                value = value_with_text(document.answers, edit.address, edit.key, edit.after)
                document.set(edit.address, value)
            rows = enter_changes(document, {edit.address for edit in edits[file.path]}, entry)
        file.rows = rows.added
        for names, what in (
            (rows.undecided, "提出時期が要判断なので、変更箇所に入れていません"),
            (rows.stale, "変更箇所の行が今の記載と違うので、見直してください"),
        ):
            if names:
                file.said.append(f"{what}：{'、'.join(names)}")
        if not document.assessment.versions:
            file.said.append("公表版がないので、変更箇所は作っていません。")
        findings = open_findings(document.assessment, date.today())
        file.said.append(f"点検：{count_open(findings) or '誤り・警告なし'}")

    unreadable = [plan for plan in plans if plan.reason]
    files = [
        RunFile(os.path.abspath(plan.path), plan.digest, count=plan.count)
        for plan in plans
        if plan.edits
    ]
    record = begin_run(title, folder)
    record.files = [
        *files,
        *(RunFile(os.path.abspath(p.path), "", skipped=p.reason) for p in unreadable),
    ]
    run_over_files(record, files, change, progress)
    return record


def run_over_files(
    record: RunRecord,
    files: Sequence[RunFile],
    change: DocumentChange,
    progress: ProgressCallback = no_progress,
) -> None:
    """Do the same with each of these files of a record. A file is as it was, or as `change` and the
    save have left it; the record says which, also when the program is ended in the midst of it.

    Called off, the files that are done stay so, and the others say that they were left. Without a
    file to change no record is kept: it would push one out that can be undone.
    """
    if not files:
        return
    forget_old_runs()
    record.save()
    called_off = False
    for number, file in enumerate(files, 1):
        if not called_off:
            _change_file(record, file, change)
            called_off = _is_called_off(progress, number / len(files))
        elif not file.skipped:
            file.skipped = STOPPED
    record.save()


def _is_called_off(progress: ProgressCallback, share: float) -> bool:
    try:
        progress(share)
    except TaskCancelled:
        return True
    return False


def _change_file(record: RunRecord, file: RunFile, change: DocumentChange) -> None:
    path = Path(file.path)
    try:
        with changing_as_seen(path, file.before) as document:
            change(document, file)
            data = pia_file.to_bytes(document.assessment)
            file.after = hashlib.sha256(data).hexdigest()
            record.save()  # before the file itself: then it tells which of both the file is
    except PiaError as error:
        file.after = ""
        file.rows = 0
        file.said.clear()
        file.skipped = _why(error)


def _why(error: PiaError) -> str:
    if isinstance(error, LockedError):
        if is_own(error.holder):
            return OPEN_HERE
        who = name_of_holder(error.holder) or "ほかの人"
        return f"{who}が開いているので、飛ばしました。"
    if isinstance(error, ChangedError):
        return CHANGED_SINCE
    where = f"項目「{error.item_name}」：" if error.item_name else ""
    return f"{where}{error.message}{error.remedy}"


# -- taking a run back ---------------------------------------------------------------------------


def undo_run(record: RunRecord) -> int:
    """Put back what every file of a run held before it, and give back in how many that was done.

    FileError, and nothing is put back, where one of them has been changed since, somebody has it
    open, or its backup is gone. What a run that was ended in the midst has not written is left.
    """
    with ExitStack() as locks:
        waiting = []
        for file in record.written:
            path = Path(file.path)
            state = file.state()
            if state is FileState.OLD:
                continue
            if state is FileState.MISSING:
                raise FileError(
                    "実行のあとに名前や場所の変わったファイルがあるので、元に戻せません。",
                    "そのファイルを元の名前と場所に戻してから、もう一度行ってください。",
                    file=path,
                )
            if state is not FileState.NEW:
                raise FileError(
                    f"実行のあとに変わったファイルがあるので、元に戻せません（{state.value}）。",
                    "そのファイルは「以前の保存に戻す」で見てください。",
                    file=path,
                )
            holder = current_holder(path)
            if holder is not None and is_own(holder):
                raise LockedError(path, holder, stale=False)
            lock = LockHandle()
            lock.begin(path)
            locks.callback(lock.end)
            waiting.append((file, path, _kept_bytes(file, path)))
        for file, path, data in waiting:
            if digest_of(path) != file.after:  # written between the look and the lock
                raise ChangedError(path)
            write_backup(path, data)
            write_atomic(path, data)
    return len(waiting)


def _kept_bytes(file: RunFile, path: Path) -> bytes:
    """What the file held before the run, out of its backups."""
    for backup in list_backups(path):
        data = pia_file.read(backup)
        if hashlib.sha256(data).hexdigest() == file.before:
            return data
    raise FileError(
        "実行する前の控えがありません。",
        "実行したパソコンで、実行した人が元に戻してください。",
        file=path,
    )
