"""Which answers go where in a workbook, and the worksheets' parts with them put in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pia_desktop.assessment.model import Assessment
from pia_desktop.excel.importer.answers_builder import numbered_sheets
from pia_desktop.excel.importer.box_locator import Box, TableRows
from pia_desktop.excel.importer.form_labels import label_key
from pia_desktop.excel.importer.workbook_model import (
    BookCell,
    BookPicture,
    BookSheet,
    CellRange,
)
from pia_desktop.excel.template_filling.answer_check import same_value
from pia_desktop.excel.template_filling.cell_targets import CellWrite
from pia_desktop.excel.template_filling.folded_blocks import rows_of_filled_blocks
from pia_desktop.excel.template_filling.open_template import OpenTemplate
from pia_desktop.excel.template_filling.picture_anchors import PlacedPicture
from pia_desktop.excel.template_filling.picture_slots import (
    Figure,
    PictureSlot,
    picture_slots,
    share_out,
)
from pia_desktop.excel.template_filling.sheet_filling import (
    PictureWrite,
    SheetFilling,
    SheetWrite,
    TableWrite,
)
from pia_desktop.forms.addresses import address_of
from pia_desktop.forms.outline import occurrence_title
from pia_desktop.task_progress import ProgressCallback


class WorkbookFilling:
    """Putting one assessment into one workbook. `written` are the addresses that found a box;
    `placed` and `removed` tell by a worksheet's part which pictures were put in and taken out.
    """

    def __init__(self, assessment: Assessment, template: OpenTemplate) -> None:
        """Nothing is written yet."""
        self._assessment = assessment
        self._template = template
        self._held = template.held
        self._boxes = template.boxes
        self._targets = template.targets
        self.written: set[str] = set()
        self.placed: dict[str, list[PlacedPicture]] = {}
        self.removed: dict[str, list[BookPicture]] = defaultdict(list)

    def fill(self, progress: ProgressCallback) -> None:
        """Write the answers into the worksheets that lack them."""
        writes = self._writes()
        book = self._template.book
        for number, sheet in enumerate(book.sheets):
            progress(number / len(book.sheets))
            self._unfold(sheet)
            if id(sheet) in writes:
                filling = SheetFilling(self._template.change(sheet), book.sizes)
                filling.put(writes[id(sheet)])
                pictures = filling.pictures()
                if pictures:
                    self.placed[sheet.member] = pictures

    def _unfold(self, sheet: BookSheet) -> None:
        """Show the blocks in which something is answered."""
        patch, geometry = self._template.patch(sheet), self._template.geometry(sheet)
        answers = self._assessment.answers
        for first, last in rows_of_filled_blocks(sheet, self._boxes, answers, geometry):
            hidden = [row for row in range(first, last + 1) if patch.is_hidden(row)]
            if patch.is_hidden(last):
                for row in hidden:
                    self._template.change(sheet).unfold(row)

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
        for box in [each for last in boxes.values() for each in self._all_of(last)]:
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
            if not same_value(rows, self._held.answers.get(address)):
                self.written.add(address)
                yield table.sheet, self._table(table, rows)

    def _all_of(self, last: Box) -> list[Box]:
        """A box, or those that a section which is drawn once for each file has on its sheets."""
        if last.label.role != "section" or not last.numbers:
            return [last]
        same = [box for box in self._boxes.boxes if box.item is last.item]
        own = numbered_sheets([box.sheet for box in same])
        return [box for box in same if id(box.sheet) in own] or [last]

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
        boxes = [box for box in self._boxes.boxes if box.item.features.pictorial]
        for box in {box.address: box for box in boxes}.values():
            entries = self._assessment.answers.get(box.address) or []
            figures = [
                Figure(entry["file"], self._assessment.figures[entry["file"]], entry["caption"])
                for entry in entries
            ]
            slots = picture_slots(self._template, box.address)
            if figures != [slot.figure for slot in slots]:
                self.written.add(box.address)
                yield from self._figures(box, figures, slots)

    def _figures(
        self, box: Box, figures: list[Figure], slots: list[PictureSlot]
    ) -> Iterator[tuple[BookSheet, PictureWrite]]:
        """Each figure in place of another one; further ones behind the last, those that are too
        many taken out. `box` is the last one of the item.
        """
        numbers = share_out(figures, slots)
        by_slot = dict(zip(numbers, figures, strict=True))
        further = tuple(f for f, number in zip(figures, numbers, strict=True) if number is None)
        last = len(slots) - 1 if slots and slots[-1].box.sheet is box.sheet else -1
        is_chain = last >= 0 and last in by_slot and slots[last].size is None
        if further and not is_chain:
            yield box.sheet, self._behind(box, slots[last] if last >= 0 else None, further)
        for number, slot in enumerate(slots):
            own = (by_slot[number],) if number in by_slot else ()
            more = further if number == last and is_chain else ()
            if own != (slot.figure,) or more:
                self.removed[slot.box.sheet.member].append(slot.picture)
                write = PictureWrite(
                    slot.area,
                    (*own, *more),
                    size=slot.size,
                    captions=slot.captions,
                    replaces=True,
                    drawn=slot.drawn,
                    is_page=slot.is_apart,
                )
                yield slot.box.sheet, write

    def _behind(
        self, box: Box, last: PictureSlot | None, figures: tuple[Figure, ...]
    ) -> PictureWrite:
        """Figures in the box of their item, behind the last picture that is there."""
        area = self._targets.text_area(box)
        geometry = self._template.geometry(box.sheet)
        if last is not None:
            bottom = max(each.bottom for each in (last.area, *last.captions))
            return PictureWrite(replace(area, top=bottom, bottom=bottom), figures, below=True)
        if geometry.text(area):  # what follows the label is no box of its own
            return PictureWrite(geometry.box(box.cell), figures, below=True)
        return PictureWrite(area, figures)

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
        heads = _heads(box)
        same = [other for other in self._boxes.boxes if other.item is box.item]
        sheets = numbered_sheets([other.sheet for other in same])
        elsewhere = {key for other in same if other is not box for key in _heads(other)}
        geometry = self._template.geometry(box.sheet)
        area = self._targets.text_area(box)
        texts: dict[CellRange, list[str]] = {}
        for number, address in enumerate(addresses):
            title = occurrence_title(answers, repeat, (number,))
            text = answers.get(address)
            keys = [label_key(title), label_key(repeat.name_at((number,)))]
            head = heads.get(keys[0]) or heads.get(keys[1])
            if head is None and elsewhere & set(keys):
                continue
            if sheets.get(id(box.sheet), number) != number:
                continue
            if head is not None:
                name = geometry.area(head.row, head.column)
                texts[name] = [title]
                area = geometry.below(name)
            elif count > 1:
                texts.setdefault(area, []).append(title)
            self.written.add(address)
            texts.setdefault(area, []).append(text or "")
        for place, (first, *further) in texts.items():
            yield CellWrite(box.sheet, place, first, tuple(further))

    # -- tables ------------------------------------------------------------------------------

    def _table(self, table: TableRows, rows: list[dict[str, object]]) -> TableWrite:
        geometry = self._template.geometry(table.sheet)
        heads = {key.rpartition(".")[2]: geometry.box(cell) for key, cell in table.heads.items()}
        bottom = max(head.bottom for head in heads.values())
        printed = tuple(self._printed_rows(table, list(heads.values()), bottom + 1))
        return TableWrite(heads, bottom, printed, rows)

    def _printed_rows(
        self, table: TableRows, heads: list[CellRange], first: int
    ) -> Iterator[tuple[int, int]]:
        """The first and last worksheet row of each row of the table that the workbook has drawn."""
        patch, geometry = self._template.patch(table.sheet), self._template.geometry(table.sheet)
        own = {cell for row in table.rows for cells in row.values() for cell in cells}
        others = {cell.row for cell in table.sheet.cells if cell not in own}
        left = min(head.left for head in heads)
        row = first
        while patch.has_cell(row, left):
            last = max(geometry.printed_box(row, head).bottom for head in heads)
            if any(number in others for number in range(row, last + 1)):
                return
            yield row, last
            row = last + 1


def _heads(box: Box) -> dict[str, BookCell]:
    """The cells of a box by the keys of their texts, the first of each."""
    heads: dict[str, BookCell] = {}
    for cell in box.cells:
        heads.setdefault(label_key(cell.text), cell)
    return heads
