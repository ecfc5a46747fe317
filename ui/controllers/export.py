"""Export and print: the workbook, the PDF, and paper."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pia_desktop.assessment.document import Document
from pia_desktop.errors import ExportError, PiaError
from pia_desktop.event_log import Event, log_event
from pia_desktop.files.atomic_write import check_target, write_atomic
from pia_desktop.files.file_names import same_place
from pia_desktop.task_progress import ProgressCallback, TaskCancelled
from ui.controllers.export_tasks import (
    BytesTask,
    chosen_pdf_task,
    comparison_task,
    findings_task,
    page_task,
    pdf_task,
    risk_list_task,
    template_task,
    workbook_task,
)
from ui.controllers.template_choice import TemplateChooser
from ui.file_dialogs import PDF, XLSM, XLSX, FileDialogs, safe_name
from ui.shell import Shell
from ui.widgets.composition import commit_composition

if TYPE_CHECKING:
    from pia_desktop.changes.comparison import Comparison
    from pia_desktop.checks import Finding
    from ui.dialogs.approval import ApprovalDialog

_T = TypeVar("_T")

DEFAULT_TITLES = "課長,係長,担当"
_TABLE = "新旧対照表"
_RISK_LIST = "リスク対策一覧"


class ExportController:
    """The export and print commands."""

    def __init__(
        self,
        shell: Shell,
        file_dialogs: FileDialogs,
        templates: TemplateChooser,
        folder: Callable[[], Path],
        show_unfilled: Callable[[], object],
        place_in_hand: Callable[[], str],
        show_findings: Callable[[], object],
    ) -> None:
        """`templates` knows the municipality's own workbooks, `folder` is where files are
        suggested, `show_unfilled` lists what is still empty, `place_in_hand` is the address of the
        box that the person is in, `show_findings` shows the list of 点検.
        """
        self._show_findings = show_findings
        # What 点検 found and a person has been told before an export.
        self._told: set[tuple[str, str, str]] = set()
        self._shell = shell
        self._file_dialogs = file_dialogs
        self._templates = templates
        self._folder = folder
        self._show_unfilled = show_unfilled
        self._place_in_hand = place_in_hand
        # Kept while the window is open, not in the settings: a person may write a name there.
        self._approval = DEFAULT_TITLES

    def export_xlsx(self) -> None:
        """Ask for a file and write the workbook; first which one, where there is a choice."""
        document = self._committed()
        if document is None or not self._may_go_on(document):
            return
        choice = self._templates.ask(document.assessment.form.form)
        if choice is None:
            return
        if choice.path is not None:
            self._fill(document, choice.path)
            return
        path = self._ask_path(document, "Excelに出す", XLSX, ".xlsx")
        if path is not None:
            self._export(document, path, "Excelを作成", workbook_task(document))

    def export_template(self) -> None:
        """Ask for a workbook to fill in and for a file, and write it."""
        document = self._committed()
        if document is None or not self._may_go_on(document):
            return
        path = self._templates.ask_for_one(document.assessment.form.form)
        if path is not None:
            self._fill(document, path)

    def export_pdf(self) -> None:
        """Ask for a 決裁欄 and a file, and write the PDF."""
        document = self._committed()
        chosen = self._ask_approval(document) if document is not None else None
        if document is None or chosen is None:
            return
        path = self._ask_path(document, "PDFに出す", PDF, ".pdf")
        if path is not None:
            self._export(document, path, "PDFを作成", chosen_pdf_task(document, chosen))

    def export_risk_list(self) -> None:
        """Ask for a file and write the リスク対策一覧 alone as PDF."""
        document = self._committed()
        if document is None:
            return
        suggested = self._suggested(document, ".pdf")
        suggested = suggested.with_stem(f"{suggested.stem}_{_RISK_LIST}")
        path = self._ask_file(f"{_RISK_LIST}をPDFに出す", suggested, PDF)
        task = risk_list_task(document)
        self._hand_out(document, path, f"{_RISK_LIST}を作成", task)

    def print(self) -> None:
        """Show the PDF's pages, from the one of the item in hand on, and print them."""
        document = self._committed()
        chosen = self._ask_approval(document, ok="表示する") if document is not None else None
        if document is None or chosen is None:
            return
        task = chosen_pdf_task(document, chosen)
        title = document.assessment.title
        if chosen.since is not None:  # the bundle begins with what is new
            self._preview(task, title)
            return
        address = self._place_in_hand()
        page = page_task(document, address, chosen)
        self._preview(task, title, page=page)

    # -- published states --------------------------------------------------------------------

    def preview_state(self, state: Document, title: str) -> None:
        """Show a published state's pages as they are printed."""
        self._preview(pdf_task(state), title, heading=title)

    def export_state(self, state: Document, title: str, ending: str) -> None:
        """Ask for a file and write a published state: its PDF or its workbook."""
        kind, what, task = {
            ".pdf": (PDF, "PDFを作成", pdf_task(state)),
            ".xlsx": (XLSX, "Excelを作成", workbook_task(state)),
        }[ending]
        name = f"{safe_name(state.assessment.title)}_{title}{ending}"
        suggested = self._folder() / name
        path = self._ask_file(f"{title}を出す", suggested, kind)
        self._hand_out(state, path, what, task)

    def hand_out_comparison(self, comparison: Comparison, kind: str) -> None:
        """The 新旧対照表 as a workbook (`xlsx`), as PDF (`pdf`), or on paper (`print`)."""
        document = self._committed()
        if document is None:
            return
        task = comparison_task(comparison, kind)
        if kind == "print":
            self._preview(task, f"{document.assessment.title} {_TABLE}")
            return
        title, ending = (f"{_TABLE}を{'Excel' if kind == 'xlsx' else 'PDF'}に出す", f".{kind}")
        suggested = self._suggested(document, ending)
        suggested = suggested.with_stem(f"{suggested.stem}_{_TABLE}")
        kind_of_file = XLSX if kind == "xlsx" else PDF
        path = self._ask_file(title, suggested, kind_of_file)
        self._hand_out(document, path, f"{_TABLE}を作成", task)

    def write_findings(self, findings: list[Finding]) -> None:
        """Ask for a file and write 点検の一覧 for the reviewer."""
        document = self._committed()
        if document is None:
            return
        suggested = self._suggested(document, ".xlsx")
        suggested = suggested.with_stem(f"{suggested.stem}_点検の一覧")
        path = self._ask_file("点検の一覧をExcelに出す", suggested, XLSX)
        self._hand_out(document, path, "点検の一覧を作成", findings_task(document, findings))

    # -- steps -------------------------------------------------------------------------------

    def _preview(
        self,
        task: BytesTask,
        title: str,
        heading: str = "印刷プレビュー",
        page: Callable[[], int] = lambda: 1,
    ) -> None:
        """Show the pages that the task makes, from `page` on, which is asked for with it."""
        made = self._run("印刷の準備を", lambda progress: (task(progress), page()))
        if made is not None:
            from ui.printing.preview import PreviewDialog

            data, number = made
            parent = self._shell.parent_widget
            PreviewDialog(data, title, parent, heading=heading, page=number).exec()

    def _hand_out(
        self,
        document: Document,
        path: Path | None,
        what: str,
        task: BytesTask,
    ) -> None:
        """Write what is no draft any more, if there is a file for it, and say where it is."""
        data = self._run(what, task) if path is not None and self._can_write(path) else None
        if path is not None and data is not None and self._put(document, path, data):
            from ui.dialogs.export_done import ExportDoneDialog

            ExportDoneDialog(path, [], 0, self._shell.parent_widget).exec()

    def _committed(self) -> Document | None:
        """The document with what is just being composed."""
        commit_composition()
        return self._shell.document

    def _untold(self, document: Document) -> list[Finding]:
        """What is open in 点検; nothing where all of it has been said before."""
        from pia_desktop.checks.open_findings import open_findings

        findings = open_findings(document.assessment, date.today())
        keys = {(finding.code, finding.address, finding.message) for finding in findings}
        if keys <= self._told:
            return []
        self._told |= keys
        return findings

    def _may_go_on(self, document: Document) -> bool:
        """Say once what is open in 点検; whether the export goes on."""
        from ui.dialogs.open_findings import OpenFindingsDialog

        findings = self._untold(document)
        if not findings:
            return True
        answer = OpenFindingsDialog(findings, self._shell.parent_widget).exec()
        if answer == OpenFindingsDialog.SHOW_FINDINGS:
            self._show_findings()
        return answer == OpenFindingsDialog.DialogCode.Accepted

    def _ask_approval(self, document: Document, ok: str = "次へ進む") -> ApprovalDialog | None:
        """Ask for 決裁欄, 新旧対照表 and 「案」; the answered dialog, or None."""
        from pia_desktop.sheets.approval import usual_proposal
        from ui.dialogs.approval import ApprovalDialog

        versions = document.assessment.versions
        findings = self._untold(document)
        parent = self._shell.parent_widget
        dialog = ApprovalDialog(
            self._approval,
            versions,
            parent,
            ok=ok,
            findings=findings,
            proposal=usual_proposal(document.assessment),
        )
        answer = dialog.exec()
        if answer == ApprovalDialog.SHOW_FINDINGS:
            self._show_findings()
            return None
        if not answer:
            return None
        self._approval = dialog.text or self._approval
        return dialog

    def _ask_path(self, document: Document, title: str, kind: str, ending: str) -> Path | None:
        suggested = self._suggested(document, ending)
        return self._ask_file(title, suggested, kind)

    def _ask_file(self, title: str, suggested: Path, kind: str) -> Path | None:
        return self._file_dialogs.to_save(self._shell.parent_widget, title, suggested, kind)

    def _suggested(self, document: Document, ending: str) -> Path:
        stem = document.path.stem if document.path else safe_name(document.assessment.title)
        return self._folder() / f"{stem}{ending}"

    def _export(self, document: Document, path: Path, title: str, task: BytesTask) -> None:
        """Run the task and write its bytes."""
        data = self._run(title, task) if self._can_write(path) else None
        if data is not None:
            self._write(document, path, data)

    def _fill(self, document: Document, template: Path) -> None:
        """Fill a workbook in, say what it has no box for, and only then ask for a file."""
        from ui.dialogs.template_gaps import TemplateGapsDialog

        filled = self._run("Excelへの記入を", template_task(document, template))
        if filled is None:
            return
        self._templates.remember(template)
        if filled.missing:
            dialog = TemplateGapsDialog(
                template.name, filled.missing, document.answers, self._shell.parent_widget
            )
            if not dialog.exec():
                self._shell.say("やめました。何も書き込んでいません。")
                return
        macros = template.suffix.lower() == ".xlsm"
        kind, ending = (XLSM, ".xlsm") if macros else (XLSX, ".xlsx")
        suggested = self._suggested(document, ending)
        if same_place(suggested, template):
            suggested = suggested.with_stem(f"{suggested.stem}_記入済み")
        title = "団体のExcelに記入して出す"
        path = self._ask_file(title, suggested, kind)
        if path is None:
            return
        if same_place(path, template):
            self._shell.show_error(
                ExportError(
                    "記入するブックそのものには書き込めません。",
                    "別の名前か、別のフォルダーに出してください。",
                    file=path,
                )
            )
            return
        self._write(document, path, filled.data, len(filled.missing))

    def _write(self, document: Document, path: Path, data: bytes, left_out: int = 0) -> None:
        """Write a file whole, say where it is and what is still empty."""
        if not self._put(document, path, data, left_out):
            return
        from pia_desktop.checks import check
        from ui.dialogs.export_done import ExportDoneDialog

        findings, leftover_count = check(document.assessment, date.today()), len(document.leftovers)
        dialog = ExportDoneDialog(
            path, findings, leftover_count, self._shell.parent_widget, left_out=left_out
        )
        if dialog.exec() == ExportDoneDialog.SHOW_EMPTY:
            self._show_unfilled()

    def _put(self, document: Document, path: Path, data: bytes, left_out: int = 0) -> bool:
        """Whether the file is written; else the person is told."""
        try:
            write_atomic(path, data)
        except PiaError as error:
            self._shell.show_error(error)
            return False
        log_event(Event.WRITTEN, size=len(data), count=left_out, form=document.assessment.form)
        return True

    def _can_write(self, path: Path) -> bool:
        """Whether a file can be written there; why not is shown before anybody waits."""
        try:
            check_target(path)
        except PiaError as error:
            self._shell.show_error(error)
            return False
        return True

    def _run(self, title: str, task: Callable[[ProgressCallback], _T]) -> _T | None:
        """The task's result, or None where it was refused or called off, which is shown."""
        from ui.dialogs.progress import run_with_progress

        began = time.monotonic()
        try:
            result = run_with_progress(title, task, self._shell.parent_widget)
            log_event(Event.MADE, seconds=time.monotonic() - began)
            return result
        except TaskCancelled:
            self._shell.say("中止しました。何も書き込んでいません。")
        except PiaError as error:
            self._shell.show_error(error)
        return None
