"""What is exported, as tasks: the workbook, the PDF, the 新旧対照表. Each is called with a progress
function in a thread of its own, and returns the file's bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pia_desktop.assessment.document import Document
from pia_desktop.task_progress import ProgressCallback

if TYPE_CHECKING:
    from pia_desktop.changes.comparison import Comparison
    from pia_desktop.checks import Finding
    from pia_desktop.excel.template_filling import FilledTemplate
    from pia_desktop.pdf import PrintOptions
    from ui.dialogs.approval import ApprovalDialog

BytesTask = Callable[[ProgressCallback], bytes]


def workbook_task(document: Document) -> BytesTask:
    """The workbook in the program's own layout."""

    def make(progress: ProgressCallback) -> bytes:
        from pia_desktop.excel import write_workbook

        return write_workbook(document.assessment, progress=progress)

    return make


def template_task(
    document: Document, template: Path
) -> Callable[[ProgressCallback], FilledTemplate]:
    """The municipality's own workbook, filled in."""

    def make(progress: ProgressCallback) -> FilledTemplate:
        from pia_desktop.excel.template_filling import fill_template

        return fill_template(document.assessment, template, progress)

    return make


def pdf_task(
    document: Document, titles: tuple[str, ...] = (), options: PrintOptions | None = None
) -> BytesTask:
    """The PDF; with `titles` of stamp boxes a 決裁欄 goes before it, with `options` more."""

    def make(progress: ProgressCallback) -> bytes:
        from pia_desktop.pdf import PrintOptions, write_pdf

        return write_pdf(document.assessment, titles, progress, options or PrintOptions())

    return make


def risk_list_task(document: Document) -> BytesTask:
    """The リスク対策一覧 alone."""

    def make(progress: ProgressCallback) -> bytes:
        from pia_desktop.pdf import write_risk_list_pdf

        return write_risk_list_pdf(document.assessment, progress)

    return make


def page_task(document: Document, address: str, chosen: ApprovalDialog) -> Callable[[], int]:
    """The page of the chosen PDF on which an item stands."""
    titles, options = chosen.titles, chosen.options

    def find() -> int:
        from pia_desktop.pdf import page_of_address

        return page_of_address(document.assessment, address, titles, options)

    return find


def chosen_pdf_task(document: Document, chosen: ApprovalDialog) -> BytesTask:
    """The PDF as a person has chosen it; with the 新旧対照表 both are one document."""
    titles, since, options = chosen.titles, chosen.since, chosen.options
    if since is None:
        return pdf_task(document, titles, options)

    def make(progress: ProgressCallback) -> bytes:
        from pia_desktop.changes.comparison import Comparison
        from pia_desktop.changes.state_reference import current_state, published_state
        from pia_desktop.pdf import write_bundle

        comparison = Comparison(published_state(since), current_state(document.assessment))
        return write_bundle(comparison, titles, progress, options)

    return make


def comparison_task(comparison: Comparison, kind: str) -> BytesTask:
    """The 新旧対照表 as a workbook (`xlsx`), else as PDF."""

    def make(progress: ProgressCallback) -> bytes:
        if kind == "xlsx":
            from pia_desktop.excel import write_comparison_workbook as to_workbook

            return to_workbook(comparison, progress)
        from pia_desktop.pdf import write_comparison_pdf as to_pdf

        return to_pdf(comparison, progress)

    return make


def findings_task(document: Document, findings: list[Finding]) -> BytesTask:
    """点検の一覧, with the page of the PDF on which each item stands."""

    def make(progress: ProgressCallback) -> bytes:
        from pia_desktop.excel import write_finding_list
        from pia_desktop.pdf.item_pages import item_pages
        from pia_desktop.sheets import lay_out

        assessment = document.assessment
        return write_finding_list(
            assessment, findings, item_pages(lay_out(assessment, folded=False))
        )

    return make
