"""Which answers go where in a workbook, and the worksheets' parts with them put in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from pia_desktop.assessment.model import Assessment
from pia_desktop.excel.importer.box_locator import Box, BoxLocator, TableRows
from pia_desktop.excel.importer.form_labels import label_key
from pia_desktop.excel.importer.workbook_model import Book, BookCell, BookSheet, CellRange
from pia_desktop.excel.template_filling.answer_check import same_value
from pia_desktop.excel.template_filling.cell_targets import CellTargets, CellWrite, Geometry
from pia_desktop.excel.template_filling.folded_blocks import rows_of_filled_blocks
from pia_desktop.excel.template_filling.picture_anchors import PlacedPicture
from pia_desktop.excel.template_filling.reference_shift import ReferenceShift
from pia_desktop.excel.template_filling.ruled_areas import RuledAreas, ruled_sides
from pia_desktop.excel.template_filling.sheet_filling import (
    PictureWrite,
    SheetFilling,
    SheetWrite,
    TableWrite,
)
from pia_desktop.excel.template_filling.worksheet_patch import WorksheetPatch
from pia_desktop.forms.addresses import address_of
from pia_desktop.forms.outline import occurrence_title
from pia_desktop.task_progress import ProgressCallback

_STYLES = "xl/styles.xml"


class WorkbookFilling:
    """Putting one assessment into one workbook. `written` are the addresses that found a box;
    `moved` and `placed` tell by a worksheet's part which rows were put in, and which pictures.
    """

    def __init__(
        self,
        assessment: Assessment,
        held: Assessment,
        book: Book,
        boxes: BoxLocator,
        parts: Mapping[str, bytes],
    ) -> None:
        """`held` is what the workbook shows already; `parts` are its members."""
        self._assessment = assessment
        self._held = held
        self._book = book
        self._boxes = boxes
        self._sides = ruled_sides(parts[_STYLES]) if _STYLES in parts else []
        self._patches = {
            id(sheet): WorksheetPatch(parts[sheet.member], sheet.name) for sheet in book.sheets
        }
        self._geometries: dict[int, Geometry] = {}
        self._targets = CellTargets(assessment.form.items, self._geometry)
        self.written: set[str] = set()
        self.moved: dict[str, ReferenceShift] = {}
        self.placed: dict[str, list[PlacedPicture]] = {}

    def members(self, progress: ProgressCallback) -> dict[str, bytes]:
        """The worksheets' parts with the answers in them, those alone that change."""
        writes = self._writes()
        out = {}
        for number, sheet in enumerate(self._book.sheets):
            progress(number / len(self._book.sheets))
            patch, own = self._patches[id(sheet)], writes.get(id(sheet), [])
            folded = [
                row
                for first, last in rows_of_filled_blocks(
                    sheet, self._boxes, self._assessment.answers, self._geometry(sheet)
                )
                if patch.is_hidden(last)
                for row in range(first, last + 1)
                if patch.is_hidden(row)
            ]
            if not (own or folded):
                continue
            for row in folded:
                patch.unfold(row)
            filling = SheetFilling(patch, self._book.sizes)
            filling.put(own)
            out[sheet.member] = patch.to_bytes()
            pictures = filling.pictures()
            if pictures:
                self.placed[sheet.member] = pictures
            if patch.inserted:
                self.moved[sheet.member] = ReferenceShift(sheet.name, tuple(patch.inserted))
        return out

    def _geometry(self, sheet: BookSheet) -> Geometry:
        """The worksheet's areas."""
        if id(sheet) not in self._geometries:
            frames = RuledAreas(self._patches[id(sheet)], self._sides)
            heads = [
                head for t in self._boxes.tables if t.sheet is sheet for head in t.heads.values()
            ]
            labels = [box.cell for box in self._boxes.boxes if box.sheet is sheet]
            self._geometries[id(sheet)] = Geometry(sheet, frames, [*labels, *heads])
        return self._geometries[id(sheet)]

    # -- what goes where ---------------------------------------------------------------------

    def _writes(self) -> dict[int, list[SheetWrite]]:
        out: dict[int, list[SheetWrite]] = defaultdict(list)
        for sheet, write in self._all_writes():
            out[id(sheet)].append(write)
        return out

    def _all_writes(self) -> Iterator[tuple[BookSheet, SheetWrite]]:
        values = self._new_values()
        # A section's title stands in the list on the cover too: the later place is its own.
        boxes = {box.address: box for box in reversed(self._boxes.boxes)}
        boxes.update((b.address, b) for b in self._boxes.boxes if b.label.role == "section")
        for box in boxes.values():
            if box.item.features.pictorial:
                continue
            shared = box.label.role == "section" and box.numbers
            for write in self._shared(box) if shared else self._targets.writes(box, values):
                self.written.add(box.address)
                yield write.sheet, write
        yield from self._pictures()
        for table in self._boxes.tables:
            address = table.table.id.removesuffix("[]")
            rows = self._assessment.answers.get(address) or []
            if rows and rows != self._held.answers.get(address):
                self.written.add(address)
                yield table.sheet, self._table(table, rows)

    def _new_values(self) -> dict[str, Any]:
        """The answers, by address, that the workbook doesn't show yet."""
        answers, held = self._assessment.answers, self._held.answers
        values = {place.address: answers.get(place.address) for place in answers.places()}
        return {
            address: value
            for address, value in values.items()
            if not same_value(value, held.get(address))
        }

    def _pictures(self) -> Iterator[tuple[BookSheet, PictureWrite]]:
        figures = [box for box in self._boxes.boxes if box.item.features.pictorial]
        for box in {box.address: box for box in figures}.values():
            entries = self._assessment.answers.get(box.address) or []
            pictures = _with_bytes(entries, self._assessment.figures)
            if pictures and pictures != _with_bytes(
                self._held.answers.get(box.address) or [], self._held.figures
            ):
                self.written.add(box.address)
                yield box.sheet, PictureWrite(self._targets.text_area(box), pictures)

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
        addresses = [address_of(box.item.id, (number,)) for number in range(count)]
        if all(same_value(answers.get(a), self._held.answers.get(a)) for a in addresses):
            return
        heads: dict[str, BookCell] = {}
        for cell in box.cells:
            heads.setdefault(label_key(cell.text), cell)
        geometry = self._targets.geometry(box.sheet)
        area = self._targets.text_area(box)
        texts: dict[CellRange, list[str]] = {}
        for number, address in enumerate(addresses):
            title = occurrence_title(answers, repeat, (number,))
            text = answers.get(address)
            head = heads.get(label_key(title)) or heads.get(label_key(repeat.name_at((number,))))
            if head is not None:
                name = geometry.area(head.row, head.column)
                texts[name] = [title]
                area = geometry.below(name)
            elif count > 1:
                texts.setdefault(area, []).append(title)
            if text:
                self.written.add(address)
                texts.setdefault(area, []).append(text)
        for place, (first, *further) in texts.items():
            yield CellWrite(box.sheet, place, first, tuple(further))

    # -- tables ------------------------------------------------------------------------------

    def _table(self, table: TableRows, rows: list[dict[str, object]]) -> TableWrite:
        geometry = self._geometry(table.sheet)
        heads = {
            key.rpartition(".")[2]: geometry.area(cell.row, cell.column)
            for key, cell in table.heads.items()
        }
        bottom = max(head.bottom for head in heads.values())
        printed = tuple(self._printed_rows(table, list(heads.values()), bottom + 1))
        return TableWrite(heads, bottom, printed, rows)

    def _printed_rows(
        self, table: TableRows, heads: list[CellRange], first: int
    ) -> Iterator[tuple[int, int]]:
        """The first and last worksheet row of each row of the table that the workbook has drawn."""
        patch, geometry = self._patches[id(table.sheet)], self._geometry(table.sheet)
        own = {cell for row in table.rows for cells in row.values() for cell in cells}
        others = {cell.row for cell in table.sheet.cells if cell not in own}
        left = min(head.left for head in heads)
        row = first
        while patch.has_cell(row, left):
            last = max(geometry.area(row, head.left).bottom for head in heads)
            if any(number in others for number in range(row, last + 1)):
                return
            yield row, last
            row = last + 1


def _with_bytes(
    entries: list[dict[str, str]], figures: Mapping[str, bytes]
) -> tuple[tuple[str, bytes, str], ...]:
    return tuple((entry["file"], figures[entry["file"]], entry["caption"]) for entry in entries)
