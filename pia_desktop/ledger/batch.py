"""The same errand for several assessments: written out, a new draft, the review recorded."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.document_access import save_new
from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.publication import draft_from_version
from pia_desktop.assessment.upgrade import upgrade
from pia_desktop.checks.live_check import check
from pia_desktop.checks.registry import Finding, Severity
from pia_desktop.checks.review_calendar import is_due_later
from pia_desktop.errors import FileError, PiaError
from pia_desktop.files.atomic_write import check_target, make_folder, write_together
from pia_desktop.forms import newest_edition
from pia_desktop.forms.wareki import format_date
from pia_desktop.ledger.file_change import run_over_files
from pia_desktop.ledger.output_names import output_name, same_names
from pia_desktop.ledger.run_record import RunFile, RunRecord, begin_run
from pia_desktop.ledger.survey import load_writable
from pia_desktop.task_progress import ProgressCallback, TaskCancelled, no_progress

# What is made of an assessment: its bytes.
Maker = Callable[[Assessment], bytes]

CALLED_OFF = "中止したので、書き出していません。"


@dataclass(frozen=True)
class BatchOutcome:
    """What became of one file: what was written, or why nothing was."""

    path: Path
    written: tuple[Path, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class FileFindings:
    """What 点検 finds in one file; `reason` where it can't be read."""

    path: Path
    number: str = ""
    name: str = ""
    findings: tuple[Finding, ...] = ()
    reason: str = ""


def workbook_of(assessment: Assessment) -> bytes:
    """The official workbook."""
    from pia_desktop.excel import write_workbook

    return write_workbook(assessment)


def pdf_of(assessment: Assessment) -> bytes:
    """The PDF."""
    from pia_desktop.pdf import write_pdf

    return write_pdf(assessment)


# By the ending of what is made.
MAKERS: dict[str, Maker] = {".xlsx": workbook_of, ".pdf": pdf_of}


def export_all(
    paths: Sequence[Path],
    folder: Path,
    endings: Sequence[str],
    progress: ProgressCallback = no_progress,
    *,
    replacing: bool = False,
) -> list[BatchOutcome]:
    """Write the workbook, the PDF or both of each file into a folder, named by rule. Two files that
    would have one name are both left out and named; so is one whose name is taken, unless
    `replacing`. What is written of a file is written together or not at all.
    """
    names = _names(paths)
    clashing = same_names(names)
    make_folder(folder)

    def export(path: Path, assessment: Assessment) -> tuple[Path, ...]:
        outs = [folder / f"{names[path]}{ending}" for ending in endings]
        for out in outs:
            if out.exists() and not replacing:
                raise FileError(
                    f"「{out.name}」がもうあります。",
                    "別のフォルダーにするか、上書きを選んでください。",
                )
            check_target(out)
        outputs = [MAKERS[ending](assessment) for ending in endings]
        write_together(zip(outs, outputs, strict=True))
        return tuple(outs)

    return _each(paths, clashing, export, progress)


def draft_all(
    paths: Sequence[Path], folder: Path, today: date, progress: ProgressCallback = no_progress
) -> list[BatchOutcome]:
    """Make a new draft of each file for this year in a folder: the last published state in the
    newest edition of its form, with all published states, to be gone on with. A file that is there
    already is never written over.
    """
    names = _names(paths, f"_{_fiscal_year(today)}案")
    clashing = same_names(names)
    make_folder(folder)

    def draft(path: Path, assessment: Assessment) -> tuple[Path, ...]:
        out = folder / f"{names[path]}.pia"
        if out.exists():
            raise FileError(f"「{out.name}」がもうあります。", "別のフォルダーにしてください。")
        if assessment.versions:
            assessment = draft_from_version(assessment, assessment.versions[-1])
        newest = newest_edition(assessment.form.id)
        if newest != assessment.form.id:
            assessment = upgrade(assessment, newest).assessment
        save_new(assessment, out)
        return (out,)

    return _each(paths, clashing, draft, progress)


def review_all(
    files: Sequence[tuple[Path, str]],
    folder: Path,
    day: str,
    note: str = "",
    by: str = "",
    progress: ProgressCallback = no_progress,
) -> RunRecord:
    """Record in each file that it was reviewed on a day and needed no change; the record of the run
    says what was done, and by it the run can be undone. The files come with their digests.
    """
    record = begin_run(f"{day}の見直しを記録", folder)
    record.files = [RunFile(os.path.abspath(path), digest, count=1) for path, digest in files]

    def review(document: Document, file: RunFile) -> None:
        if not document.assessment.versions:
            raise FileError(
                "公表版がないので、見直しを記録できません。", "先に公表版を確定してください。"
            )
        done = document.record_review(day, note, by)
        file.said.append(f"{done.date}の見直しを記録しました。")

    run_over_files(record, record.files, review, progress)
    return record


def check_all(
    paths: Sequence[Path], today: date, progress: ProgressCallback = no_progress
) -> list[FileFindings]:
    """What 点検 finds in each file, the errors first; what is due on a day ahead is left out."""
    order = list(Severity)
    out = []
    for number, path in enumerate(paths, 1):
        assessment = _load(path)
        if isinstance(assessment, str):
            out.append(FileFindings(path, reason=assessment))
        else:
            current = [each for each in check(assessment, today) if not is_due_later(each)]
            current.sort(key=lambda finding: order.index(finding.severity))
            cover = assessment.answers.get("cover.number") or ""
            out.append(FileFindings(path, cover, assessment.title, tuple(current)))
        progress(number / len(paths))
    return out


# -- one file after the other ---------------------------------------------------------------------


def _each(
    paths: Sequence[Path],
    clashing: dict[Path, str],
    work: Callable[[Path, Assessment], tuple[Path, ...]],
    progress: ProgressCallback,
) -> list[BatchOutcome]:
    outcomes: list[BatchOutcome] = []
    called_off = False
    for number, path in enumerate(paths, 1):
        if called_off:
            outcomes.append(BatchOutcome(path, reason=CALLED_OFF))
        elif path in clashing:
            reason = f"「{clashing[path]}」という名前になるものが、ほかにもあります。"
            outcomes.append(BatchOutcome(path, reason=reason))
        else:
            outcomes.append(_done(path, work))
        try:
            progress(number / len(paths))
        except TaskCancelled:
            called_off = True
    return outcomes


def _done(path: Path, work: Callable[[Path, Assessment], tuple[Path, ...]]) -> BatchOutcome:
    assessment = _load(path)
    if isinstance(assessment, str):
        return BatchOutcome(path, reason=assessment)
    try:
        return BatchOutcome(path, work(path, assessment))
    except PiaError as error:
        where = f"項目「{error.item_name}」：" if error.item_name else ""
        return BatchOutcome(path, reason=f"{where}{error.message}{error.remedy}")


def _names(paths: Sequence[Path], ending: str = "") -> dict[Path, str]:
    """What is made of each file that can be read is called so. They are read one after the other,
    and none is kept: a hundred with their published states would fill the memory.
    """
    names = {}
    for path in paths:
        assessment = _load(path)
        if not isinstance(assessment, str):
            names[path] = f"{_name_of(assessment)}{ending}"
    return names


def _load(path: Path) -> Assessment | str:
    """The assessment in a file, or why it can't be read."""
    try:
        return load_writable(pia_file.read(path), path)
    except PiaError as error:
        return f"{error.message}{error.remedy}"


def _name_of(assessment: Assessment) -> str:
    number = assessment.answers.get("cover.number") or ""
    return output_name(number, assessment.title, assessment.form.form)


def _fiscal_year(today: date) -> str:
    """「令和8年度」: it begins in April."""
    begin = date(today.year if today.month >= 4 else today.year - 1, 4, 1)
    return format_date(begin).partition("年")[0] + "年度"
