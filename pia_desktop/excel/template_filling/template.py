"""A municipality's own workbook, filled in: the answers go where its labels say, all else stays."""

from __future__ import annotations

from pathlib import Path

from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.pictures import check_decodable
from pia_desktop.errors import ExportError
from pia_desktop.excel.collection_pause import collection_paused
from pia_desktop.excel.drawn_pictures import diagrams_as_pictures
from pia_desktop.excel.importer.form_detection import detect_form
from pia_desktop.excel.importer.workbook_reader import (
    damage_as_refusal,
    parse_book,
    read_book,
    read_members,
)
from pia_desktop.excel.stable_package import pack_members
from pia_desktop.excel.template_filling.annex_filling import (
    fill_annexes,
    found_annexes,
    show_annexes,
)
from pia_desktop.excel.template_filling.answer_check import (
    FilledTemplate,
    check_filled,
    refuse_overlaps,
)
from pia_desktop.excel.template_filling.block_copies import (
    copy_lacking_blocks,
    copy_lacking_sheets,
)
from pia_desktop.excel.template_filling.box_clearing import clear_other_answers
from pia_desktop.excel.template_filling.open_template import OpenTemplate
from pia_desktop.excel.template_filling.picture_slots import without_idle_pages
from pia_desktop.excel.template_filling.shared_cells import part_shared_cells
from pia_desktop.excel.template_filling.visible_answers import visible_answers
from pia_desktop.excel.template_filling.workbook_filling import WorkbookFilling
from pia_desktop.files.zip_reader import stored_zip
from pia_desktop.forms import load_form_by_id
from pia_desktop.task_progress import ProgressCallback, no_progress

# So deep do repeats lie in each other: files, and what lies in them.
_DEEPEST = 2


def fill_template(
    assessment: Assessment, path: Path, progress: ProgressCallback = no_progress
) -> FilledTemplate:
    """The workbook at `path` with the assessment's answers in its boxes. What it holds already in
    the same words isn't written again, so that filling it a second time changes nothing.

    What it shows is found out by reading it again: `missing` is every answer that it has no box
    for. Raises FileError for a workbook that can't be read, ExportError for one that is another
    form's, for a text that no cell holds, and where a box shows something else than its answer.
    """
    with collection_paused():
        return _fill(diagrams_as_pictures(assessment), path, progress)


def _fill(assessment: Assessment, path: Path, progress: ProgressCallback) -> FilledTemplate:
    workbook = read_book(path)
    form = assessment.form
    check_decodable(assessment.answers, assessment.figures)
    book = parse_book(workbook, path, lambda share: progress(share * 0.3))
    guess = load_form_by_id(detect_form(book))
    if guess.form != form.form:
        raise ExportError(
            f"このブックは{guess.form}のもので、この評価書は{form.form}です。",
            "同じ様式のブックを選んでください。",
            file=path,
        )
    template = _prepared(assessment, OpenTemplate(workbook, form, path, book))
    progress(0.5)
    with damage_as_refusal(path):
        filling = WorkbookFilling(assessment, template)
        filling.fill(lambda share: progress(0.5 + share * 0.3))
        data = template.packed(filling.placed, filling.removed)
        data = fill_annexes(data, read_members(data, path), template.annexes, assessment)
    progress(0.8)
    filled = parse_book(data, path)
    refuse_overlaps(filled, path)
    annexes = found_annexes(filled, form)
    shown = visible_answers(filled, read_members(data, path), form)
    show_annexes(shown, annexes, assessment)
    return FilledTemplate(data, check_filled(assessment, shown, filling.written, path))


def _prepared(assessment: Assessment, template: OpenTemplate) -> OpenTemplate:
    """The template with a block for every occurrence, a cell for each row of a table, and
    without the answers of another time.
    """
    form, path = template.form, template.path
    with damage_as_refusal(path):
        parts = copy_lacking_sheets(assessment.answers, template)
        if parts is not None:
            template = OpenTemplate(pack_members(stored_zip(parts)), form, path)
        parts = without_idle_pages(assessment, template)
        if parts is not None:
            template = OpenTemplate(pack_members(stored_zip(parts)), form, path)
        for _depth in range(_DEEPEST):
            if not copy_lacking_blocks(assessment.answers, template):
                break
            template = OpenTemplate(template.packed(), form, path)
        for prepare in (clear_other_answers, part_shared_cells):
            if prepare(assessment, template):
                template = OpenTemplate(template.packed(), form, path)
    return template
