"""提出用フォルダー: all that is handed in of one assessment, in one folder."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pia_desktop.assessment.model import Assessment
from pia_desktop.changes.comparison import Comparison
from pia_desktop.changes.state_reference import current_state, published_state
from pia_desktop.checks.live_check import check
from pia_desktop.checks.registry import Severity
from pia_desktop.checks.review_calendar import is_due_later
from pia_desktop.errors import FileError
from pia_desktop.files.atomic_write import make_folder, write_together
from pia_desktop.forms.wareki import format_date
from pia_desktop.ledger.output_names import output_name
from pia_desktop.task_progress import ProgressCallback, no_progress

SUMS_NAME = "SHA256SUMS.txt"


@dataclass(frozen=True)
class SubmissionChoice:
    """What goes in beside workbook, PDF and 点検の一覧: the 決裁 bundle for these titles, and the
    municipality's own workbook in place of the program's layout.
    """

    titles: tuple[str, ...] = ()
    template: Path | None = None
    partly: bool = False


@dataclass(frozen=True)
class SubmissionFolder:
    """What was written: the folder, its files, and what a person has to know."""

    folder: Path
    files: tuple[Path, ...]
    remarks: tuple[str, ...]


def submission_name(assessment: Assessment, today: date) -> str:
    """「12_青空市 介護保険に関する事務_様式4_提出用_令和8年11月28日」."""
    number = assessment.answers.get("cover.number") or ""
    stem = output_name(number, assessment.title, assessment.form.form)
    return f"{stem}_提出用_{format_date(today)}"


def submission_contents(assessment: Assessment) -> list[str]:
    """What goes into the folder, for a person who is about to make it."""
    contents = ["Excel（様式のブック）", "PDF", "点検の一覧"]
    if assessment.versions:
        contents.append("新旧対照表（ExcelとPDF。公表版と違うとき）")
    return [*contents, "決裁用のPDF（職名を書いたとき）", "各ファイルのSHA-256"]


def write_submission(
    assessment: Assessment,
    parent: Path,
    choice: SubmissionChoice,
    today: date,
    progress: ProgressCallback = no_progress,
) -> SubmissionFolder:
    """Make the folder below `parent` and write everything into it, or nothing of it. The comparison
    is with the last published state; where the present one is just that, with the one before.
    FileError where the folder is there already.
    """
    folder = parent / submission_name(assessment, today)
    if folder.exists():
        raise FileError(
            "提出用フォルダーがもうあります。",
            "前のフォルダーの名前を変えるか、別の場所を選んでください。",
            file=folder,
        )
    number = assessment.answers.get("cover.number") or ""
    stem = output_name(number, assessment.title, assessment.form.form)
    contents, remarks = _made(assessment, stem, choice, today, progress)
    sums = "".join(
        f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(contents.items())
    )
    make_folder(folder)
    try:
        files = {
            folder / name: data for name, data in {**contents, SUMS_NAME: sums.encode()}.items()
        }
        write_together(files.items())
    except FileError:
        folder.rmdir()  # empty: of what is written together nothing is left
        raise
    progress(1.0)
    return SubmissionFolder(folder, tuple(files), tuple(remarks))


def _made(
    assessment: Assessment,
    stem: str,
    choice: SubmissionChoice,
    today: date,
    progress: ProgressCallback,
) -> tuple[dict[str, bytes], list[str]]:
    """The files by their names, and what a person has to know of them."""
    from pia_desktop.excel import write_comparison_workbook, write_finding_list
    from pia_desktop.pdf import write_bundle, write_comparison_pdf, write_pdf
    from pia_desktop.pdf.item_pages import item_pages
    from pia_desktop.sheets import lay_out

    remarks: list[str] = []
    contents: dict[str, bytes] = {}
    ending, made_book = _workbook(assessment, choice, remarks)
    contents[f"{stem}{ending}"] = made_book
    progress(0.3)
    contents[f"{stem}.pdf"] = write_pdf(assessment)
    progress(0.5)
    findings = [each for each in check(assessment, today) if not is_due_later(each)]
    order = list(Severity)
    findings.sort(key=lambda finding: order.index(finding.severity))
    pages = item_pages(lay_out(assessment, folded=False))
    contents[f"{stem}_点検の一覧.xlsx"] = write_finding_list(assessment, findings, pages)
    comparison = comparison_to_hand_in(assessment)
    progress(0.6)
    if comparison is None:
        remarks.append(_no_comparison(assessment))
    else:
        contents[f"{stem}_新旧対照表.xlsx"] = write_comparison_workbook(comparison)
        contents[f"{stem}_新旧対照表.pdf"] = write_comparison_pdf(comparison)
    progress(0.8)
    if choice.titles and comparison is not None:
        contents[f"{stem}_決裁用の一式.pdf"] = write_bundle(comparison, choice.titles)
    elif choice.titles:
        contents[f"{stem}_決裁用.pdf"] = write_pdf(assessment, choice.titles)
    return contents, remarks


def _no_comparison(assessment: Assessment) -> str:
    why = "いまの内容は公表版と同じな" if assessment.versions else "公表版がない"
    return f"{why}ので、新旧対照表は入れていません。"


def _workbook(
    assessment: Assessment, choice: SubmissionChoice, remarks: list[str]
) -> tuple[str, bytes]:
    """The workbook's ending and bytes."""
    if choice.template is None:
        from pia_desktop.excel import write_workbook

        return ".xlsx", write_workbook(assessment)
    from pia_desktop.excel.template_filling import fill_template

    filled = fill_template(assessment, choice.template)
    if filled.missing and not choice.partly:
        names = "、".join(missing.name for missing in filled.missing[:5])
        raise FileError(
            f"団体のExcelに欄がない記入が{len(filled.missing)}件あります（{names}）。",
            "ブックに欄を足すか、それらを除いて書き出してください。",
            file=choice.template,
        )
    if filled.missing:
        remarks.append(f"団体のExcelに欄がない記入{len(filled.missing)}件を除きました。")
    return choice.template.suffix.lower(), filled.data


def comparison_to_hand_in(assessment: Assessment) -> Comparison | None:
    """The 新旧対照表 of what is handed in: against the last published state that says something
    else; None where there is none.
    """
    for version in reversed(assessment.versions):
        comparison = Comparison(published_state(version), current_state(assessment))
        if comparison.changed:
            return comparison
    return None
