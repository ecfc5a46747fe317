"""A template that is being filled: its worksheets, their areas, and what they show already."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pia_desktop.assessment.model import Assessment
from pia_desktop.excel.importer.box_locator import BoxLocator
from pia_desktop.excel.importer.form_labels import FormLabels
from pia_desktop.excel.importer.workbook_import import locate_boxes
from pia_desktop.excel.importer.workbook_model import Book, BookPicture, BookSheet
from pia_desktop.excel.importer.workbook_reader import damage_as_refusal, parse_book, read_members
from pia_desktop.excel.template_filling.annex_filling import found_annexes
from pia_desktop.excel.template_filling.answer_check import refuse_overlaps
from pia_desktop.excel.template_filling.cell_targets import CellTargets, Geometry
from pia_desktop.excel.template_filling.picture_anchors import PlacedPicture
from pia_desktop.excel.template_filling.reference_shift import ReferenceShift
from pia_desktop.excel.template_filling.ruled_areas import STYLES, RuledAreas, ruled_sides
from pia_desktop.excel.template_filling.visible_answers import visible_answers
from pia_desktop.excel.template_filling.workbook_packer import pack_workbook
from pia_desktop.excel.template_filling.worksheet_patch import WorksheetPatch
from pia_desktop.files.zip_reader import stored_zip
from pia_desktop.forms.model import Form


class OpenTemplate:
    """One state of the workbook. `boxes` are its boxes, `held` what it shows, `parts` its members;
    `targets` tells where answers go. `annexes` are its 別紙, whose sheets are not in `book`.
    """

    def __init__(self, data: bytes, form: Form, path: Path, book: Book | None = None) -> None:
        """Read the workbook in these bytes, which may have been parsed already; `path` is for the
        wording of a refusal.
        """
        self.form = form
        self.path = path
        self.book = book or parse_book(data, path)
        refuse_overlaps(self.book, path)
        self.parts = read_members(data, path)
        self.annexes = found_annexes(self.book, form)
        self.boxes: BoxLocator = locate_boxes(self.book, FormLabels(form), path)
        with damage_as_refusal(path):
            self.held: Assessment = visible_answers(self.book, self.parts, form)
            self._sides = ruled_sides(self.parts[STYLES]) if STYLES in self.parts else []
            self._patches = {
                id(sheet): WorksheetPatch(self.parts[sheet.member], sheet.name)
                for sheet in self.book.sheets
            }
        self._geometries: dict[int, Geometry] = {}
        self._changed: set[int] = set()
        self.targets = CellTargets(form.items, self.geometry)

    def patch(self, sheet: BookSheet) -> WorksheetPatch:
        """A worksheet's XML, to look at."""
        return self._patches[id(sheet)]

    def change(self, sheet: BookSheet) -> WorksheetPatch:
        """A worksheet's XML, to write into."""
        self._changed.add(id(sheet))
        return self._patches[id(sheet)]

    def geometry(self, sheet: BookSheet) -> Geometry:
        """The areas of a worksheet as they are in the beginning."""
        if id(sheet) not in self._geometries:
            frames = RuledAreas(self._patches[id(sheet)], self._sides)
            tables = [table for table in self.boxes.tables if table.sheet is sheet]
            heads = [head for table in tables for head in table.heads.values()]
            labels = [box.cell for box in self.boxes.boxes if box.sheet is sheet]
            self._geometries[id(sheet)] = Geometry(sheet, frames, [*labels, *heads])
        return self._geometries[id(sheet)]

    @property
    def is_changed(self) -> bool:
        """Whether anything was written."""
        return bool(self._changed)

    def packed(
        self,
        placed: Mapping[str, list[PlacedPicture]] | None = None,
        removed: Mapping[str, list[BookPicture]] | None = None,
    ) -> bytes:
        """The workbook with all that was written, with and without these pictures by worksheet's
        part.
        """
        members, moved = {}, {}
        for sheet in self.book.sheets:
            if id(sheet) in self._changed:
                patch = self._patches[id(sheet)]
                members[sheet.member] = patch.to_bytes()
                if patch.inserted:
                    moved[sheet.member] = ReferenceShift(sheet.name, tuple(patch.inserted))
        return pack_workbook(stored_zip(self.parts), members, moved, placed or {}, removed or {})
