"""A municipality's own workbook, filled in: the answers go where its labels say, all else stays."""

from __future__ import annotations

import io
import math
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.pictures import check_decodable, picture_size
from pia_desktop.assessment.value_text import value_as_text
from pia_desktop.errors import ExportError
from pia_desktop.excel.importer.box_locator import Box, BoxLocator, TableRows
from pia_desktop.excel.importer.form_detection import detect_form
from pia_desktop.excel.importer.form_labels import FormLabels, label_key
from pia_desktop.excel.importer.workbook_import import locate_boxes, read_answers
from pia_desktop.excel.importer.workbook_model import Book, CellRange
from pia_desktop.excel.importer.workbook_reader import (
    damage_as_refusal,
    parse_book,
    read_book,
    read_members,
)
from pia_desktop.excel.template_filling.cell_targets import CellTargets, CellWrite
from pia_desktop.excel.template_filling.picture_anchors import PlacedPicture
from pia_desktop.excel.template_filling.reference_shift import ReferenceShift
from pia_desktop.excel.template_filling.row_heights import raise_rows, split_for_boxes, text_height
from pia_desktop.excel.template_filling.workbook_packer import pack_workbook
from pia_desktop.excel.template_filling.worksheet_patch import WorksheetPatch
from pia_desktop.excel.workbook_writer import PIXELS_A_POINT, TALLEST_ROW
from pia_desktop.files.zip_reader import stored_zip
from pia_desktop.forms import load_form_by_id
from pia_desktop.forms.addresses import address_of
from pia_desktop.forms.outline import occurrence_title
from pia_desktop.forms.values import is_empty
from pia_desktop.task_progress import ProgressCallback, no_progress

# A picture higher than this many pixels would be torn by a page's end.
MOST_PICTURE = 800


@dataclass(frozen=True)
class TemplateGap:
    """An answer that found no place in the workbook."""

    address: str
    name: str
    text: str


@dataclass(frozen=True)
class FilledTemplate:
    """The filled workbook, and what is not in it."""

    data: bytes
    missing: tuple[TemplateGap, ...]


def fill_template(
    assessment: Assessment, path: Path, progress: ProgressCallback = no_progress
) -> FilledTemplate:
    """The workbook at `path` with the assessment's answers in its boxes.

    What it holds is found out by reading it again: `missing` is every answer that does not come
    back. Raises FileError for a workbook that can't be read or is another form's, ExportError for
    a text that no cell holds.
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
    boxes = locate_boxes(book, FormLabels(form), path)
    check_decodable(assessment.answers, assessment.figures)
    filling = _Filling(assessment, book, boxes)
    progress(0.4)
    source = stored_zip(read_members(workbook, path))
    with damage_as_refusal(path):
        members = filling.members(source, lambda share: progress(0.4 + share * 0.4))
        data = pack_workbook(source, members, filling.moved, filling.placed)
    progress(0.9)
    held = read_answers(parse_book(data, path), form)
    return FilledTemplate(data, tuple(_missing(assessment, held)))


def _missing(assessment: Assessment, held: Answers) -> Iterator[TemplateGap]:
    """What the filled workbook, read again, does not hold."""
    for place in assessment.answers.places():
        value = assessment.answers.get(place.address)
        if not (place.section.printed and place.item.answerable) or is_empty(value):
            continue
        if place.item.features.tabular:
            rows = held.get(place.address) or []
            lost = [row for row in value if row not in rows]
            text = "\n".join(" ".join(str(cell) for cell in row.values()) for row in lost)
        elif held.get(place.address) == value:
            continue
        else:
            text = value_as_text(place.item, value)
        if text:
            yield TemplateGap(place.address, " ".join(place.name.split()), text)


@dataclass(frozen=True)
class _Hung:
    """A picture in the row so many rows below an area's first."""

    area: CellRange
    below: int
    width: float
    height: float
    name: str
    data: bytes

    def at(self, patch: WorksheetPatch) -> PlacedPicture:
        """Its place when every row is put in."""
        row = self.area.bottom if self.below else self.area.top
        at = patch.place_of(row, self.below) - 1
        return PlacedPicture(at, self.area.left - 1, self.width, self.height, self.name, self.data)


class _Filling:
    """Putting one assessment into one workbook."""

    def __init__(self, assessment: Assessment, book: Book, boxes: BoxLocator) -> None:
        self._assessment = assessment
        self._book = book
        self._boxes = boxes
        self._targets = CellTargets(assessment.form.items)
        self.moved: dict[str, ReferenceShift] = {}
        self.placed: dict[str, list[PlacedPicture]] = {}
        figures = [box for box in boxes.boxes if box.item.features.pictorial]
        filled = {box.address: box for box in figures if assessment.answers.get(box.address)}
        self._figure_boxes = list(filled.values())

    def members(self, workbook: io.BytesIO, progress: ProgressCallback) -> dict[str, bytes]:
        """The worksheets' parts with the answers in them."""
        writes = self._writes()
        out = {}
        with zipfile.ZipFile(workbook) as archive:
            for number, sheet in enumerate(self._book.sheets):
                progress(number / len(self._book.sheets))
                own = writes.get(id(sheet), [])
                tables = [table for table in self._boxes.tables if table.sheet is sheet]
                figures = [b for b in self._figure_boxes if b.sheet is sheet]
                if not (own or tables or figures):
                    continue
                patch = WorksheetPatch(archive.read(sheet.member))
                for write in own:
                    self._put(patch, write)
                for table in tables:
                    self._put_table(patch, table)
                hung = [self._hang(patch, box) for box in figures]
                out[sheet.member] = patch.to_bytes()
                placed = [picture.at(patch) for pictures in hung for picture in pictures]
                if placed:
                    self.placed[sheet.member] = placed
                if patch.inserted:
                    self.moved[sheet.member] = ReferenceShift(sheet.name, tuple(patch.inserted))
        return out

    def _writes(self) -> dict[int, list[CellWrite]]:
        answers = self._assessment.answers
        values = {place.address: answers.get(place.address) for place in answers.places()}
        out: dict[int, list[CellWrite]] = defaultdict(list)
        # A section's title stands in the list on the cover too: the later place is its own.
        boxes = {box.address: box for box in reversed(self._boxes.boxes)}
        boxes.update((b.address, b) for b in self._boxes.boxes if b.label.role == "section")
        for box in boxes.values():
            if box.label.role == "section" and box.numbers:
                writes = self._shared(box)
            else:
                writes = self._targets.writes(box, values)
            for write in writes:
                out[id(write.sheet)].append(write)
        return out

    def _shared(self, box: Box) -> Iterator[CellWrite]:
        """On a sheet for all files each file's text stands in a cell below its name."""
        answers = self._assessment.answers
        repeat = self._assessment.form.by_id[box.item.repeats[0]]
        drawn = [
            other.numbers[0]
            for other in self._boxes.boxes
            if other.item.repeats[:1] == (repeat.id,)
        ]
        count = min(answers.count(repeat.id.removesuffix("[]")), max(drawn, default=0) + 1)
        heads = {label_key(cell.text): cell for cell in box.cells}
        geometry = self._targets.geometry(box.sheet)
        area = self._targets.text_area(box)
        texts: dict[CellRange, list[str]] = {}
        for number in range(count):
            title = occurrence_title(answers, repeat, (number,))
            text = answers.get(address_of(box.item.id, (number,)))
            head = heads.get(label_key(repeat.name_at((number,))))
            if head is not None:
                name = geometry.area(head.row, head.column)
                texts[name] = [title]
                area = geometry.below(name)
            elif count > 1:
                texts.setdefault(area, []).append(title)
            if text:
                texts.setdefault(area, []).append(text)
        for place, (first, *further) in texts.items():
            yield CellWrite(box.sheet, place, first, tuple(further))

    def _put(self, patch: WorksheetPatch, write: CellWrite) -> None:
        """Put a text into its area; what its rows can't show goes on in rows put in below."""
        area = write.area
        for row in range(area.top, area.bottom + 1):
            patch.unfold(row)
        size = self._size(patch, area.top, area.left)
        width = patch.width(area.left, area.right)
        heights = [patch.height(row) for row in range(area.top, area.bottom + 1)]
        pieces = split_for_boxes(write.text, width, size, len(heights) * TALLEST_ROW)
        for text in write.further:
            pieces += split_for_boxes(text, width, size, TALLEST_ROW)
        highs = [text_height(piece, width, size) for piece in pieces]
        patch.set_text(area.top, area.left, pieces[0])
        raise_rows(patch, area, heights, highs[0])
        over = highs[0] - len(heights) * TALLEST_ROW
        put_in = 0
        if over > 0:  # one paragraph, which no row is high enough for
            put_in = math.ceil(over / TALLEST_ROW)
            patch.insert(area.bottom, [put_in])
            for below in range(1, put_in + 1):
                patch.set_height(area.bottom, over / put_in, below)
        blocks = [math.ceil(high / TALLEST_ROW) for high in highs[1:]]
        if blocks:
            patch.insert(area.bottom, blocks, area)
        for piece, high, rows in zip(pieces[1:], highs[1:], blocks, strict=True):
            patch.set_text(area.bottom, area.left, piece, put_in + 1)
            for _ in range(rows):
                put_in += 1
                patch.set_height(area.bottom, max(high / rows, min(heights)), put_in)

    def _hang(self, patch: WorksheetPatch, box: Box) -> list[_Hung]:
        """An item's pictures in rows of their own, one below the other, each above its caption."""
        area = self._targets.text_area(box)
        width = patch.width(area.left, area.right)
        out: list[_Hung] = []
        rows: list[tuple[float, str]] = []
        for figure in self._assessment.answers.get(box.address):
            data = self._assessment.figures[figure["file"]]
            wide, high = picture_size(data)
            scale = min((width - 12) * PIXELS_A_POINT / wide, MOST_PICTURE / high)
            out.append(_Hung(area, len(rows), wide * scale, high * scale, figure["file"], data))
            points = high * scale / PIXELS_A_POINT + 12
            count = math.ceil(points / TALLEST_ROW)
            rows += [(points / count, "")] * count
            size = self._size(patch, area.top, area.left)
            caption = min(text_height(figure["caption"], width, size), TALLEST_ROW)
            rows.append((caption, figure["caption"]))
        if len(rows) > 1:
            patch.insert(area.bottom, [1] * (len(rows) - 1), area)
        for number, (height, text) in enumerate(rows):
            row, below = (area.top, 0) if number == 0 else (area.bottom, number)
            patch.set_height(row, max(height, patch.height(row)) if number == 0 else height, below)
            if text:
                patch.set_text(row, area.left, text, below)
        return out

    def _size(self, patch: WorksheetPatch, row: int, column: int) -> float:
        style = patch.style(row, column)
        return self._book.sizes[style] if style < len(self._book.sizes) else 11.0

    # -- tables ------------------------------------------------------------------------------

    def _put_table(self, patch: WorksheetPatch, table: TableRows) -> None:
        """The rows below the head row, as many as the workbook has; further ones like the last."""
        address = table.table.id.removesuffix("[]")
        rows = self._assessment.answers.get(address) or []
        geometry = self._targets.geometry(table.sheet)
        heads = {key: geometry.area(cell.row, cell.column) for key, cell in table.heads.items()}
        first = max(head.bottom for head in heads.values()) + 1
        free = self._free_rows(patch, table, first)
        last = free[-1] if free else first - 1
        if len(rows) > len(free):
            patch.repeat(last, len(rows) - len(free))
        stretched = 0
        for number, row in enumerate(rows):
            drawn = number < len(free)
            at, below = (free[number], 0) if drawn else (last, number + 1 - len(free) + stretched)
            more = self._put_row(patch, heads, row, at, below)
            stretched += more if at == last else 0

    def _put_row(
        self,
        patch: WorksheetPatch,
        heads: dict[str, CellRange],
        row: dict[str, str],
        at: int,
        below: int,
    ) -> int:
        """One row of a table; gives back how many rows it was made higher by."""
        highest = patch.height(at)
        for key, head in heads.items():
            text = str(row.get(key.rpartition(".")[2], ""))
            if text:
                patch.set_text(at, head.left, text, below)
                size = self._size(patch, at, head.left)
                width = patch.width(head.left, head.right)
                highest = max(highest, text_height(text, width, size))
        more = math.ceil(highest / TALLEST_ROW) - 1
        if more > 0:
            columns = [(head.left, head.right) for head in heads.values()]
            patch.stretch(at, more, columns, below)
        for number in range(more + 1):
            patch.set_height(at, highest / (more + 1), below + number)
        return more

    def _free_rows(self, patch: WorksheetPatch, table: TableRows, first: int) -> list[int]:
        """The empty rows of the table that the workbook has drawn."""
        filled = {cell.row for cell in table.sheet.cells}
        spans = {area.top: area.bottom for area in table.sheet.merges if area.top >= first}
        free: list[int] = []
        row = first
        left = min(cell.column for cell in table.heads.values())
        while patch.has_cell(row, left) and row not in filled:
            free.append(row)
            row = spans.get(row, row) + 1
        return free
