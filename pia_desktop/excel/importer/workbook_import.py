"""A workbook in the official layout → an assessment, and a record of what found no place in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.model import Assessment
from pia_desktop.errors import FileError, UncertainFormError
from pia_desktop.excel.collection_pause import collection_paused
from pia_desktop.excel.drawn_pictures import pictures_of_diagrams
from pia_desktop.excel.importer.annex_reader import take_annexes
from pia_desktop.excel.importer.answers_builder import AnswersBuilder
from pia_desktop.excel.importer.box_locator import BoxLocator, separate_boxes
from pia_desktop.excel.importer.file_assignment import (
    FileDecision,
    Key,
    assign_files,
    decision_notes,
)
from pia_desktop.excel.importer.form_detection import (
    detect_form,
    edition_mark,
    is_known_edition,
)
from pia_desktop.excel.importer.form_labels import FormLabels
from pia_desktop.excel.importer.tick_letters import read_letters_as_ticks
from pia_desktop.excel.importer.workbook_model import Book
from pia_desktop.excel.importer.workbook_reader import open_book
from pia_desktop.forms import Form, load_form_by_id
from pia_desktop.forms.values import UNPRINTABLE, without_hidden
from pia_desktop.task_progress import ProgressCallback, no_progress

# A workbook with fewer of the form's labels is no assessment.
MIN_LABELS = 8


@dataclass
class ImportedWorkbook:
    """What came out of a workbook. Its `assessment` carries what was not recognised as leftovers.

    `taken` counts the answers; `notes` are remarks for the person. `edition_mark` is the edition
    that the cover names (「令和7年5月 様式4」), nothing where it names none. `decisions` say to
    which file each sheet was put, where there are several.
    """

    assessment: Assessment
    taken: int = 0
    notes: list[str] = field(default_factory=list)
    edition_mark: str = ""
    decisions: list[FileDecision] = field(default_factory=list)

    @property
    def edition_note(self) -> str:
        """That the cover names an edition without a definition, or another than was read."""
        form = self.assessment.form
        if self.edition_mark in ("", f"{form.edition} {form.form}"):
            return ""
        known = is_known_edition(self.edition_mark)
        why = "です。この版の定義はないため" if not known else "ですが"
        name = form.display_name
        return f"表紙の版は［{self.edition_mark}］{why}、{name}として取り込みました。"


def read_workbook(
    path: Path,
    form_id: str | None = None,
    progress: ProgressCallback = no_progress,
    chosen_files: Mapping[Key, int] | None = None,
) -> ImportedWorkbook:
    """The assessment in a workbook; with `form_id`, read as that edition. `chosen_files` are the
    files of sheets that a person has decided on.

    Raises FileError for what can't be read or is no workbook in the official layout.
    """
    with collection_paused():
        return _read_workbook(path, form_id, progress, chosen_files)


def _read_workbook(
    path: Path,
    form_id: str | None,
    progress: ProgressCallback,
    chosen_files: Mapping[Key, int] | None,
) -> ImportedWorkbook:
    book = open_book(path, lambda share: progress(share * 0.7))
    try:
        form = load_form_by_id(form_id or detect_form(book))
    except UncertainFormError as error:
        raise error.at(path) from None
    progress(0.8)
    labels = FormLabels(form)
    annexes = take_annexes(book, labels)
    boxes = locate_boxes(book, labels, path)
    progress(0.9)
    decisions = assign_files(form, boxes, chosen_files)
    ticks = read_letters_as_ticks(boxes.boxes)
    source = without_hidden(UNPRINTABLE.sub("", path.name))
    builder = AnswersBuilder(form, boxes, source)
    assessment = builder.assessment()
    taken = builder.taken + annexes.fill(assessment, source)
    notes = [
        *_notes(book),
        *_missing_sections(boxes, form),
        *decision_notes(decisions),
        *ticks,
        *_near_labels(boxes),
        *annexes.notes,
        *_drawn_notes(assessment),
    ]
    return ImportedWorkbook(assessment, taken, notes, edition_mark(book), decisions)


def locate_boxes(book: Book, labels: FormLabels, path: Path) -> BoxLocator:
    """The boxes of a workbook, or FileError if it has hardly any of the form's labels."""
    boxes = separate_boxes(book, labels)
    if boxes.fit < MIN_LABELS and not boxes.tables:
        raise FileError(
            "特定個人情報保護評価書（様式3・様式4）の項目が見つかりません。",
            "評価書のExcelブックかどうか確かめてください。",
            file=path,
        )
    return boxes


def read_answers(book: Book, form: Form) -> Answers:
    """The answers that a workbook holds, read as this form, without its 別紙."""
    labels = FormLabels(form)
    take_annexes(book, labels)
    boxes = separate_boxes(book, labels)
    assign_files(form, boxes)
    read_letters_as_ticks(boxes.boxes)
    return AnswersBuilder(form, boxes, "").assessment().answers


def _drawn_notes(assessment: Assessment) -> list[str]:
    """That a diagram has become a picture, whose boxes and arrows can't be moved any more."""
    return [
        f"「{name}」は、図の画像として{section.plain_title}に取り込みました。箱や矢印を直すときは、"
        "もとの評価書ファイルを開くか、「流れ図を作る」で作り直してください。"
        for section in assessment.form.sections
        for name in pictures_of_diagrams(section, assessment)
    ]


def _missing_sections(boxes: BoxLocator, form: Form) -> list[str]:
    """Which sections the workbook doesn't hold."""
    missing = [
        section.plain_title or section.sheet
        for number, section in enumerate(form.sections)
        if number not in boxes.sections
    ]
    return [f"このExcelにない部分：{'、'.join(missing)}"] if missing else []


def _near_labels(boxes: BoxLocator) -> list[str]:
    """Which labels in other words than the form's were read as what."""
    return [
        f"{sheet.name} {hit.cell.coordinate}の「{' '.join(hit.cell.text.split())}」は、"
        f"「{' '.join(hit.label.text.split())}」として読みました。"
        for sheet, hit in boxes.near
    ]


def _notes(book: Book) -> list[str]:
    notes = []
    if book.macros:
        notes.append("マクロは取り込みません。")
    if book.cleaned:
        notes.append("印刷できない制御文字を取り除きました。")
    return notes
