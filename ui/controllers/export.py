"""Handing in: the workbook, the PDF, and paper."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtGui import QGuiApplication

from pia_desktop.assessment.document import Document
from pia_desktop.errors import ExportError, PiaError
from pia_desktop.event_log import Event, log_event
from pia_desktop.files.atomic_write import write_atomic
from pia_desktop.files.file_names import same_place
from pia_desktop.task_progress import ProgressCallback, TaskCancelled
from ui.controllers.template_choice import TemplateChooser
from ui.file_dialogs import PDF, XLSM, XLSX, safe_name

if TYPE_CHECKING:
    from pia_desktop.changes.comparison import Comparison
    from pia_desktop.excel.template_filling import FilledTemplate
    from ui.dialogs.approval import ApprovalDialog
    from ui.main_window import MainWindow

_T = TypeVar("_T")

DEFAULT_TITLES = "課長,係長,担当"
_TABLE = "新旧対照表"


class ExportController:
    """The export and print commands of one window."""

    def __init__(self, window: MainWindow) -> None:
        """For this window."""
        self._window = window
        self._templates = TemplateChooser(window)
        # Kept while the window is open, not in the settings: a person may write a name there.
        self._approval = DEFAULT_TITLES

    def export_xlsx(self) -> None:
        """Ask for a file and write the workbook; first which one, where there is a choice."""
        document = self._ready()
        if document is None:
            return
        choice = self._templates.ask(document.assessment.form.form)
        if choice is None:
            return
        if choice.path is not None:
            self._fill(document, choice.path)
            return
        path = self._ask_path(document, "Excelに出す", XLSX, ".xlsx")
        if path is not None:
            self._export(document, path, "Excelを作成", _workbook(document))

    def export_template(self) -> None:
        """Ask for a workbook to fill in and for a file, and write it."""
        document = self._ready()
        if document is None:
            return
        path = self._templates.ask_for_one(document.assessment.form.form)
        if path is not None:
            self._fill(document, path)

    def export_pdf(self) -> None:
        """Ask for a 決裁欄 and a file, and write the PDF."""
        from ui.dialogs.approval import ApprovalDialog

        document = self._ready()
        if document is None:
            return
        versions = document.assessment.versions
        dialog = ApprovalDialog(self._approval, versions, self._window)
        if not dialog.exec():
            return
        self._remember(dialog.text)
        path = self._ask_path(document, "PDFに出す", PDF, ".pdf")
        if path is not None:
            self._export(document, path, "PDFを作成", _chosen_pdf(document, dialog))

    def print(self) -> None:
        """Show the PDF's pages and print them."""
        document = self._ready()
        if document is None:
            return
        from ui.dialogs.approval import ApprovalDialog

        versions = document.assessment.versions
        dialog = ApprovalDialog(self._approval, versions, self._window, ok="表示する")
        if not dialog.exec():
            return
        self._remember(dialog.text)
        self._preview(_chosen_pdf(document, dialog), document.assessment.title)

    # -- published states --------------------------------------------------------------------

    def preview_state(self, state: Document, title: str) -> None:
        """Show a published state's pages as they are printed."""
        self._preview(_pdf(state, ()), title, heading=title)

    def export_state(self, state: Document, title: str, ending: str) -> None:
        """Ask for a file and write a published state: its PDF or its workbook."""
        kind, what, make = {
            ".pdf": (PDF, "PDFを作成", _pdf(state, ())),
            ".xlsx": (XLSX, "Excelを作成", _workbook(state)),
        }[ending]
        name = f"{safe_name(state.assessment.title)}_{title}{ending}"
        suggested = self._window.session.folder() / name
        path = self._window.files.to_save(self._window, f"{title}を出す", suggested, kind)
        self._hand_out(state, path, what, make)

    def hand_out_comparison(self, comparison: Comparison, kind: str) -> None:
        """The 新旧対照表 as a workbook (`xlsx`), as PDF (`pdf`), or on paper (`print`)."""
        document = self._ready()
        if document is None:
            return
        make = _table(comparison, kind)
        if kind == "print":
            self._preview(make, f"{document.assessment.title} {_TABLE}")
            return
        title, ending = (f"{_TABLE}を{'Excel' if kind == 'xlsx' else 'PDF'}に出す", f".{kind}")
        suggested = self._suggested(document, ending)
        suggested = suggested.with_stem(f"{suggested.stem}_{_TABLE}")
        kind_of_file = XLSX if kind == "xlsx" else PDF
        path = self._window.files.to_save(self._window, title, suggested, kind_of_file)
        self._hand_out(document, path, f"{_TABLE}を作成", make)

    # -- steps -------------------------------------------------------------------------------

    def _preview(
        self, make: Callable[[ProgressCallback], bytes], title: str, heading: str = "印刷プレビュー"
    ) -> None:
        data = self._made("印刷の準備を", make)
        if data is not None:
            from ui.printing.preview import PreviewDialog

            PreviewDialog(data, title, self._window, heading=heading).exec()

    def _hand_out(
        self,
        document: Document,
        path: Path | None,
        what: str,
        make: Callable[[ProgressCallback], bytes],
    ) -> None:
        """Write what is no draft any more, if there is a file for it, and say where it is."""
        data = self._made(what, make) if path is not None else None
        if path is not None and data is not None and self._put(document, path, data):
            from ui.dialogs.export_done import ExportDoneDialog

            ExportDoneDialog(path, [], 0, self._window).exec()

    def _ready(self) -> Document | None:
        QGuiApplication.inputMethod().commit()
        return self._window.document

    def _remember(self, approval: str) -> None:
        if approval:
            self._approval = approval

    def _ask_path(self, document: Document, title: str, kind: str, ending: str) -> Path | None:
        suggested = self._suggested(document, ending)
        return self._window.files.to_save(self._window, title, suggested, kind)

    def _suggested(self, document: Document, ending: str) -> Path:
        stem = document.path.stem if document.path else safe_name(document.assessment.title)
        return self._window.session.folder() / f"{stem}{ending}"

    def _export(
        self, document: Document, path: Path, title: str, make: Callable[[ProgressCallback], bytes]
    ) -> None:
        """Make the bytes and write them."""
        data = self._made(title, make)
        if data is not None:
            self._write(document, path, data)

    def _fill(self, document: Document, template: Path) -> None:
        """Fill a workbook in, say what it has no box for, and only then ask for a file."""
        from ui.dialogs.template_gaps import TemplateGapsDialog

        filled = self._made("Excelへの記入を", _filled(document, template))
        if filled is None:
            return
        self._templates.remember(template)
        if filled.missing:
            dialog = TemplateGapsDialog(
                template.name, filled.missing, document.answers, self._window
            )
            if not dialog.exec():
                self._window.say("やめました。何も書き込んでいません。")
                return
        macros = template.suffix.lower() == ".xlsm"
        kind, ending = (XLSM, ".xlsm") if macros else (XLSX, ".xlsx")
        suggested = self._suggested(document, ending)
        if same_place(suggested, template):
            suggested = suggested.with_stem(f"{suggested.stem}_記入済み")
        title = "団体のExcelに記入して出す"
        path = self._window.files.to_save(self._window, title, suggested, kind)
        if path is None:
            return
        if same_place(path, template):
            self._window.show_error(
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

        findings, left = check(document.answers), len(document.leftovers)
        dialog = ExportDoneDialog(path, findings, left, self._window, left_out=left_out)
        if dialog.exec() == ExportDoneDialog.SHOW_EMPTY:
            self._window.editing.show_unfilled()

    def _put(self, document: Document, path: Path, data: bytes, left_out: int = 0) -> bool:
        """Whether the file is written; else the person is told."""
        try:
            write_atomic(path, data)
        except PiaError as error:
            self._window.show_error(error)
            return False
        log_event(Event.WRITTEN, size=len(data), count=left_out, form=document.assessment.form)
        return True

    def _made(self, title: str, make: Callable[[ProgressCallback], _T]) -> _T | None:
        """What was made, or None where it was refused or called off."""
        from ui.dialogs.progress import run_with_progress

        began = time.monotonic()
        try:
            made = run_with_progress(title, make, self._window)
            log_event(Event.MADE, seconds=time.monotonic() - began)
            return made
        except TaskCancelled:
            self._window.say("中止しました。何も書き込んでいません。")
        except PiaError as error:
            self._window.show_error(error)
        return None


def _workbook(document: Document) -> Callable[[ProgressCallback], bytes]:
    def make(progress: ProgressCallback) -> bytes:
        from pia_desktop.excel import write_workbook

        return write_workbook(document.assessment, progress=progress)

    return make


def _filled(document: Document, template: Path) -> Callable[[ProgressCallback], FilledTemplate]:
    def make(progress: ProgressCallback) -> FilledTemplate:
        from pia_desktop.excel.template_filling import fill_template

        return fill_template(document.assessment, template, progress)

    return make


def _pdf(
    document: Document, titles: tuple[str, ...], *, draft: bool = False
) -> Callable[[ProgressCallback], bytes]:
    def make(progress: ProgressCallback) -> bytes:
        from pia_desktop.pdf import write_pdf

        return write_pdf(document.assessment, titles, progress=progress, draft=draft)

    return make


def _chosen_pdf(document: Document, chosen: ApprovalDialog) -> Callable[[ProgressCallback], bytes]:
    """The assessment, or with the 新旧対照表 all in one."""
    titles, since, draft = chosen.titles, chosen.since, chosen.draft
    if since is None:
        return _pdf(document, titles, draft=draft)

    def make(progress: ProgressCallback) -> bytes:
        from pia_desktop.changes.comparison import Comparison
        from pia_desktop.changes.state_reference import current_state, published_state
        from pia_desktop.pdf import write_bundle

        comparison = Comparison(published_state(since), current_state(document.assessment))
        return write_bundle(comparison, titles, progress, draft=draft)

    return make


def _table(comparison: Comparison, kind: str) -> Callable[[ProgressCallback], bytes]:
    def make(progress: ProgressCallback) -> bytes:
        if kind == "xlsx":
            from pia_desktop.excel import write_comparison_workbook as to_workbook

            return to_workbook(comparison, progress)
        from pia_desktop.pdf import write_comparison_pdf as to_pdf

        return to_pdf(comparison, progress)

    return make
