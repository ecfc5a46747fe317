"""The 別紙 of an assessment as worksheets behind a municipality's own workbook."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pia_desktop.assessment.model import Assessment
from pia_desktop.excel.importer.annex_reader import FoundAnnex, take_annexes
from pia_desktop.excel.importer.form_labels import FormLabels
from pia_desktop.excel.importer.workbook_model import Book
from pia_desktop.excel.stable_package import pack_members
from pia_desktop.excel.template_filling.answer_check import same_value
from pia_desktop.excel.template_filling.sheet_copies import free_sheet_name
from pia_desktop.excel.template_filling.sheet_graft import SheetGraft
from pia_desktop.excel.workbook_writer import TALLEST_ROW, draw_workbook
from pia_desktop.files.zip_reader import stored_zip
from pia_desktop.forms.model import Form, Item, Section
from pia_desktop.forms.outline import occurrence_number, own_number
from pia_desktop.sheets.annex_sheets import annex_sheets
from pia_desktop.sheets.model import PrintedPages, Sheet
from pia_desktop.sheets.office_fonts import office_measure

_TITLE = "title"


def fill_annexes(
    data: bytes, parts: dict[str, bytes], there: list[FoundAnnex], assessment: Assessment
) -> bytes:
    """The workbook in these bytes, with these parts and 別紙, with the assessment's own.

    One that it shows already stays as it is; one of the same number that says something else makes
    room for ours in its place; what is lacking comes behind all other worksheets. Other 別紙 of the
    municipality's own are left alone.
    """
    graft = SheetGraft(parts)
    changed = False
    for section in assessment.form.free_sections:
        filling = _AnnexFilling(assessment, section)
        changed = filling.put(graft, there) or changed
    return pack_members(stored_zip(graft.parts)) if changed else data


def found_annexes(book: Book, form: Form) -> list[FoundAnnex]:
    """Take the worksheets of 別紙 out of a workbook."""
    return take_annexes(book, FormLabels(form)).annexes


def show_annexes(shown: Assessment, there: list[FoundAnnex], assessment: Assessment) -> None:
    """Put those of the assessment's 別紙 that a workbook has into the answers that it shows."""
    for section in assessment.form.free_sections:
        address = section.repeat.removesuffix("[]")
        filling = _AnnexFilling(assessment, section)
        entries = [
            entry if same is not None else {}
            for entry, same in zip(filling.entries, filling.same_in(list(there)), strict=True)
        ]
        if any(entries):
            shown.answers.set(address, entries)
            shown.figures.update(
                (figure["file"], assessment.figures[figure["file"]])
                for entry in entries
                for figure in entry.get("figures", ())
            )


class _AnnexFilling:
    """The occurrences of one free section, and what of them a workbook has."""

    def __init__(self, assessment: Assessment, section: Section) -> None:
        self._assessment = assessment
        self._repeat = assessment.form.by_id[section.repeat]
        self._items = {
            item.id.rpartition(".")[2]: item
            for heading in section.headings
            for item in heading.items
            if item.id != section.repeat
        }
        address = section.repeat.removesuffix("[]")
        self.entries: list[dict[str, Any]] = assessment.answers.get(address) or []
        self._section = section

    def put(self, graft: SheetGraft, there: list[FoundAnnex]) -> bool:
        """Put the lacking ones in; whether there were any."""
        rest = list(there)
        lacking = [n for n, same in enumerate(self.same_in(rest)) if same is None]
        drawn = self._drawn()
        for number in lacking:
            name = occurrence_number(self._assessment.answers, self._repeat, (number,))
            old = next((annex for annex in rest if self._number(annex) == name), None)
            place = None
            if old is not None:
                rest.remove(old)
                place = min([graft.remove(sheet.member) for sheet in reversed(old.sheets)])
            graft.insert(_as_workbook(drawn[number], graft.sheet_names), place)
        return bool(lacking)

    def same_in(self, there: list[FoundAnnex]) -> Iterator[FoundAnnex | None]:
        """For each occurrence the one that says the same, which is taken from the list."""
        for entry in self.entries:
            same = next((annex for annex in there if self._says(annex, entry)), None)
            if same is not None:
                there.remove(same)
            yield same

    def _says(self, annex: FoundAnnex, entry: dict[str, Any]) -> bool:
        return all(
            self._equal(item, annex.values.get(item.id), entry.get(key))
            for key, item in self._items.items()
        )

    def _equal(self, item: Item, shown: Any, value: Any) -> bool:
        if not item.features.pictorial:
            return same_value(shown, value)
        figures = self._assessment.figures
        ours = [(figures[figure["file"]], figure["caption"]) for figure in value or ()]
        return [(picture.data, caption) for picture, caption in shown or ()] == ours

    def _number(self, annex: FoundAnnex) -> str:
        title = str(annex.values.get(self._items[_TITLE].id) or "")
        return own_number(self._repeat, title) or own_number(self._repeat, annex.sheets[0].name)

    def _drawn(self) -> list[tuple[Sheet, ...]]:
        """The sheets of each occurrence."""
        return [sheets for _number, sheets in annex_sheets(self._assessment, self._section)]


def _as_workbook(sheets: tuple[Sheet, ...], taken: list[str]) -> dict[str, bytes]:
    """The parts of a workbook of these sheets alone, by names that no other sheet has."""
    pages = PrintedPages(title="", subject="", edition="")
    names = set(taken)
    for sheet in sheets:
        used = {name.casefold() for name in names}
        name = free_sheet_name(sheet.name, names) if sheet.name.casefold() in used else sheet.name
        names.add(name)
        pages.sheets.append(replace(sheet, name=name))
    with zipfile.ZipFile(io.BytesIO(draw_workbook(pages, office_measure(TALLEST_ROW)))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
