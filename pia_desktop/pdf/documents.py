"""The documents that are made as PDF: the assessment, the 新旧対照表, and both for the 決裁."""

from __future__ import annotations

from dataclasses import replace

from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.pictures import check_decodable
from pia_desktop.changes.comparison import Comparison, since_published
from pia_desktop.changes.summary import UnlistedChanges, summarize, unlisted_changes
from pia_desktop.errors import ExportError
from pia_desktop.files.font_files import missing_characters
from pia_desktop.forms.addresses import indices
from pia_desktop.pdf.fonts import new_measure
from pia_desktop.pdf.item_pages import item_pages
from pia_desktop.pdf.page_writer import draw_pages
from pia_desktop.pdf.print_options import PrintOptions
from pia_desktop.sheets import lay_out
from pia_desktop.sheets.approval import approval_sheet, fitted_approval_sheet
from pia_desktop.sheets.changes_index import changes_index_sheet
from pia_desktop.sheets.compact_sheets import without_page_breaks
from pia_desktop.sheets.comparison_table import comparison_pages, comparison_sheet
from pia_desktop.sheets.model import PrintedPages, Sheet
from pia_desktop.sheets.risk_sheet import risk_pages, risk_sheets
from pia_desktop.sheets.text_metrics import Measure
from pia_desktop.task_progress import ProgressCallback, no_progress

# What stands across each page of a draft.
DRAFT = "案"

_AS_IT_IS = PrintOptions()

# So many characters say which text it is that no item says.
_NAMED = 40

# The entry of the outline above the assessment's own, where other documents stand before it.
_ASSESSMENT = "評価書"


def write_pdf(
    assessment: Assessment,
    approval: tuple[str, ...] = (),
    progress: ProgressCallback = no_progress,
    options: PrintOptions = _AS_IT_IS,
) -> bytes:
    """The assessment as PDF, with a 決裁 page for these titles in front if there are any, and what
    `options` add to it.

    The same assessment gives the same bytes. ExportError names the item with a character that the
    embedded font lacks; VersionError: there is no published state to tell the changes from.
    """
    check_decodable(assessment.answers, assessment.figures)
    measure = new_measure()
    pages = _whole(assessment, approval, options)
    _refuse_unprintable(pages, assessment.answers)
    return _drawn(pages, measure, progress, assessment, options)


def _whole(
    assessment: Assessment, approval: tuple[str, ...], options: PrintOptions
) -> PrintedPages:
    """All that `write_pdf` draws."""
    pages = _pages(assessment, approval, options)
    front = [pages.sheets.pop(0)] if approval else []
    front += risk_sheets(assessment) if options.risk_list else []
    if options.changes_index:
        front.append(_changes_index(since_published(assessment), pages, front))
    pages.sheets[:0] = front
    return pages


def _drawn(
    pages: PrintedPages,
    measure: Measure,
    progress: ProgressCallback,
    assessment: Assessment,
    options: PrintOptions,
) -> bytes:
    foot = _foot(assessment.answers) if options.named_foot else ""
    return draw_pages(pages, measure, progress, DRAFT if options.draft else "", foot)


def _foot(answers: Answers) -> str:
    """The 事務 and the section in charge: those who copy a page know whose it is."""
    parts = (answers.get("business.name") or "", answers.get("department.name") or "")
    return "　".join(" ".join(part.split()) for part in parts if part)


def _changes_index(comparison: Comparison, pages: PrintedPages, front: list[Sheet]) -> Sheet:
    """The list with the pages as they are once the list itself is in front of them."""
    index = changes_index_sheet(comparison, lambda address: 0)
    whole = replace(pages, sheets=[*front, index, *pages.sheets])
    numbers = item_pages(whole)
    answers = comparison.new.assessment.answers
    return changes_index_sheet(comparison, lambda address: _page_in(numbers, answers, address))


def page_of_address(
    assessment: Assessment,
    address: str,
    approval: tuple[str, ...] = (),
    options: PrintOptions = _AS_IT_IS,
) -> int:
    """The page of `write_pdf`'s PDF where an item, or the first item of an occurrence, begins. One
    that is not printed counts to the item before it.
    """
    numbers = item_pages(_whole(assessment, approval, options))
    return _page_in(numbers, assessment.answers, address)


def _page_in(numbers: dict[str, int], answers: Answers, address: str) -> int:
    within = (f"{address}.", f"{address}[")
    for printed, page in numbers.items():
        if printed == address or printed.startswith(within):
            return page
    page = min(numbers.values(), default=1)
    for place in answers.places():
        page = numbers.get(place.address, page)
        if place.address == address or place.address.startswith((f"{address}.", f"{address}[")):
            break
    return page


def _pages(
    assessment: Assessment, approval: tuple[str, ...], options: PrintOptions
) -> PrintedPages:
    pages = lay_out(assessment, folded=False)
    if options.titled_draft:
        pages.sheets[0] = _titled(pages.sheets[0])
    if options.compact:
        pages.sheets = without_page_breaks(pages.sheets)
    if approval:
        unlisted = _unlisted(assessment)
        sheet = approval_sheet(
            assessment,
            approval,
            unlisted=unlisted,
            consulted=options.consulted,
            proposal=options.proposal,
            entries=options.entries,
        )
        pages.sheets.insert(0, sheet)
    return pages


def _titled(cover: Sheet) -> Sheet:
    """The cover with 「（案）」 behind its title."""
    first, *blocks = cover.blocks
    row = first.rows[0]
    title = replace(row.cells[0], text=f"{row.cells[0].text}（{DRAFT}）")
    return replace(cover, blocks=(replace(first, rows=(replace(row, cells=(title,)),)), *blocks))


def _unlisted(assessment: Assessment) -> UnlistedChanges | None:
    """What 変更箇所 lacks since the latest published state; None where there is none."""
    return unlisted_changes(since_published(assessment)) if assessment.versions else None


def write_comparison_pdf(comparison: Comparison, progress: ProgressCallback = no_progress) -> bytes:
    """The 新旧対照表 as PDF; bytes and errors as of `write_pdf`."""
    _refuse_unfit_states(comparison)
    pages = comparison_pages(comparison)
    _refuse_unprintable(pages, comparison.new.assessment.answers)
    return draw_pages(pages, new_measure(), progress)


def write_bundle(
    comparison: Comparison,
    approval: tuple[str, ...],
    progress: ProgressCallback = no_progress,
    options: PrintOptions = _AS_IT_IS,
) -> bytes:
    """What goes round for the 決裁, as one PDF: the page with these titles and what changed in
    short, what `options` put in front, the 新旧対照表, and the new state whole. Bytes and errors as
    of `write_pdf`.
    """
    assessment = comparison.new.assessment
    measure = new_measure()
    pages = _pages(assessment, (), options)
    front = [
        fitted_approval_sheet(
            assessment,
            approval,
            summarize(comparison),
            measure,
            consulted=options.consulted,
            proposal=options.proposal,
            entries=options.entries,
        )
    ]
    front += risk_sheets(assessment) if options.risk_list else []
    pages.sheets = [
        comparison_sheet(comparison),
        *(replace(sheet, part=_ASSESSMENT) for sheet in pages.sheets),
    ]
    if options.changes_index:
        front.append(_changes_index(comparison, pages, front))
    pages.sheets[:0] = front
    _refuse_unfit_states(comparison)
    _refuse_unprintable(pages, assessment.answers)
    return _drawn(pages, measure, progress, assessment, options)


def write_risk_list_pdf(assessment: Assessment, progress: ProgressCallback = no_progress) -> bytes:
    """The リスク対策一覧 alone; bytes and errors as of `write_pdf`."""
    pages = risk_pages(assessment)
    _refuse_unprintable(pages, assessment.answers)
    return draw_pages(pages, new_measure(), progress)


def _refuse_unprintable(pages: PrintedPages, answers: Answers) -> None:
    """A character that the font lacks would be printed as a box: name it and its item instead.

    What stands in the 決裁 page too is named by its item; a title stands there alone, or in the
    head of the 新旧対照表, and is named by its page.
    """
    cells = [
        (sheet, cell)
        for sheet in pages.sheets
        for block in sheet.blocks
        for row in block.rows
        for cell in row.cells
    ]
    for sheet, cell in sorted(cells, key=lambda pair: not pair[1].address):
        bad = missing_characters(cell.text or cell.drawn_words)
        if bad and cell.address:
            place = answers.item_at(cell.address)
            raise _unprintable(bad, cell.address, place.name_at(indices(cell.address)))
        if bad:
            raise _unprintable(bad, f"{sheet.name}のページ", cell.text[:_NAMED])


def _refuse_unfit_states(comparison: Comparison) -> None:
    """The same for the texts of both states, and for pictures that can't be drawn."""
    for state in (comparison.old, comparison.new):
        check_decodable(state.assessment.answers, state.assessment.figures)
    for entry in comparison.entries:
        for address, text in ((entry.old, entry.was), (entry.new, entry.now)):
            bad = missing_characters(text)
            if bad:
                raise _unprintable(bad, address or "", entry.name)


def _unprintable(char: str, address: str, name: str) -> ExportError:
    shown = f"「{char}」" if char.isprintable() else ""
    return ExportError(
        f"PDFの書体にない文字{shown}（U+{ord(char):04X}）が使われています。",
        "ほかの文字に書き換えてください（Excelには出力できます）。",
        item=address,
        item_name=name,
    )
