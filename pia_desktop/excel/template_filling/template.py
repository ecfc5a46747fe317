"""A municipality's own workbook, filled in: the answers go where its labels say, all else stays."""

from __future__ import annotations

from pathlib import Path

from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.pictures import check_decodable
from pia_desktop.errors import ExportError
from pia_desktop.excel.importer.form_detection import detect_form
from pia_desktop.excel.importer.form_labels import FormLabels
from pia_desktop.excel.importer.workbook_import import locate_boxes
from pia_desktop.excel.importer.workbook_reader import (
    damage_as_refusal,
    parse_book,
    read_book,
    read_members,
)
from pia_desktop.excel.template_filling.answer_check import (
    FilledTemplate,
    check_filled,
    refuse_overlaps,
)
from pia_desktop.excel.template_filling.visible_answers import visible_answers, visible_book
from pia_desktop.excel.template_filling.workbook_filling import WorkbookFilling
from pia_desktop.excel.template_filling.workbook_packer import pack_workbook
from pia_desktop.files.zip_reader import stored_zip
from pia_desktop.forms import load_form_by_id
from pia_desktop.task_progress import ProgressCallback, no_progress


def fill_template(
    assessment: Assessment, path: Path, progress: ProgressCallback = no_progress
) -> FilledTemplate:
    """The workbook at `path` with the assessment's answers in its boxes. What it holds already in
    the same words isn't written again, so that filling it a second time changes nothing.

    What it shows is found out by reading it again: `missing` is every answer that it has no box
    for. Raises FileError for a workbook that can't be read, ExportError for one that is another
    form's, for a text that no cell holds, and where a box shows something else than its answer.
    """
    workbook = read_book(path)
    book = parse_book(workbook, path, lambda share: progress(share * 0.3))
    guess = load_form_by_id(detect_form(book))
    form = assessment.form
    if guess.form != form.form:
        raise ExportError(
            f"ひな形は{guess.form}のもので、この評価書は{form.form}です。",
            "同じ様式のブックを選んでください。",
            file=path,
        )
    refuse_overlaps(book, path)
    boxes = locate_boxes(book, FormLabels(form), path)
    check_decodable(assessment.answers, assessment.figures)
    parts = read_members(workbook, path)
    progress(0.4)
    with damage_as_refusal(path):
        held = visible_answers(visible_book(book, parts), form)
        filling = WorkbookFilling(assessment, held, book, boxes, parts)
        members = filling.members(lambda share: progress(0.4 + share * 0.4))
        data = pack_workbook(stored_zip(parts), members, filling.moved, filling.placed)
    progress(0.9)
    filled = parse_book(data, path)
    refuse_overlaps(filled, path)
    shown = visible_answers(visible_book(filled, read_members(data, path)), form)
    return FilledTemplate(data, check_filled(assessment, shown, filling.written, path))
