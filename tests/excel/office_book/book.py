"""A whole workbook of one office, with the record of what a person reads in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pia_desktop.forms import Form, Section
from pia_desktop.forms.places import Place, section_places
from tests.excel.office_book.answer_tree import AnswerTree
from tests.excel.office_book.change_table import TABLE_WIDTHS, write_change_table
from tests.excel.office_book.label_text import full_width, section_title
from tests.excel.office_book.office_style import OfficeStyle
from tests.excel.office_book.section_writer import SectionWriter
from tests.excel.office_book.sheet_page import SheetPage

_LEAST_TABLE_COLUMNS = 12


@dataclass(frozen=True)
class OfficeBook:
    """A workbook, the habits that it shows, and the answers that a right import gives."""

    workbook: Workbook
    style: OfficeStyle
    form: Form
    answers: dict[str, Any]


@dataclass(frozen=True)
class _Part:
    """A section, or what a section says of one file."""

    section: Section
    numbers: tuple[int, ...]


def office_book(form: Form, answers: dict[str, Any], style: OfficeStyle) -> OfficeBook:
    """The workbook of an office with these habits."""
    writer = _BookWriter(form, answers, style, Random(f"book {style.seed}"))  # noqa: S311
    return OfficeBook(writer.written(), style, form, answers)


class _BookWriter:
    def __init__(
        self, form: Form, answers: dict[str, Any], style: OfficeStyle, pick: Random
    ) -> None:
        self.form = form
        self.style = style
        self._answers = AnswerTree(form, answers, style.blank_occurrences)
        self._pick = pick
        self._book = Workbook()
        self._pages = 0

    def written(self) -> Workbook:
        """The workbook with all its sheets."""
        self._book.remove(self._book.active)
        for parts in self._sheets():
            self._write_sheet(parts)
        if self.style.option_sheet:
            self._write_option_sheet()
        return self._book

    def _parts(self) -> list[_Part]:
        """The form's parts in the office's order."""
        files = range(self._answers.printed_count("files"))
        parts = [
            _Part(section, numbers)
            for section in self.form.sections
            for numbers in ([(n,) for n in files] if section.repeat else [()])
        ]
        if not self.style.file_by_file:
            return parts
        first = next(n for n, part in enumerate(parts) if part.numbers)
        repeated = sorted((p for p in parts if p.numbers), key=lambda part: part.numbers)
        rest = [p for p in parts if not p.numbers]
        return [*rest[:first], *repeated, *rest[first:]]

    def _sheets(self) -> Iterator[list[_Part]]:
        """The parts that share a sheet. The table of changes has its own if the grid is coarse."""
        parts = self._parts()
        if self._table_apart():
            table = [part for part in parts if part.section.id == "changes"]
            parts = [part for part in parts if part.section.id != "changes"]
        else:
            table = []
        size = {"section": 1, "pair": 2, "one": len(parts)}[self.style.sheets]
        for start in range(0, len(parts), size):
            yield parts[start : start + size]
        if table:
            yield table

    def _table_apart(self) -> bool:
        return len(self.style.widths) < _LEAST_TABLE_COLUMNS or self.style.sheets != "one"

    def _write_sheet(self, parts: list[_Part]) -> None:
        sheet = self._book.create_sheet(self._sheet_name(parts[0]))
        is_table = parts[0].section.id == "changes"
        coarse = len(self.style.widths) < _LEAST_TABLE_COLUMNS
        page = SheetPage(sheet, self.style, TABLE_WIDTHS if is_table and coarse else ())
        self._pages += 1
        if self.style.page_lines:
            page.box(0, page.last, full_width(self.form.title), frame="")
            page.advance(2)
        before = None
        for part in parts:
            self._write_part(page, part, before)
            before = part
        if self.style.page_lines:
            page.advance()
            page.box(0, page.last, f"－ {self._pages} －", frame="", centred=True)
        if is_table:
            sheet.page_setup.orientation = "landscape"
        page.finish()

    def _write_part(self, page: SheetPage, part: _Part, before: _Part | None) -> None:
        writer = SectionWriter(page, self._answers, self._pick)
        count = self._answers.printed_count
        places = list(section_places(self.form, part.section, count, part.numbers))
        if part.section.id == "cover":
            self._write_cover(page, writer, places)
        elif part.section.id == "changes":
            title = section_title(part.section.title, self.style.labels)
            page.advance(page.box(0, page.last, title, frame="", bold=True))
            rows = self._answers.get("changes") or []
            write_change_table(page, self.form.tables["changes[]"], rows)
        elif part.section.id == "records" and self._answers.printed_count("files") > 1:
            if not before or before.section.id != "records":
                title = section_title(part.section.title, self.style.labels)
                page.advance(page.box(0, page.last, title, bold=True))
            name = self._answers.get(f"files[{part.numbers[0]}].name") or ""
            number = part.numbers[0] + 1
            page.advance(page.box(0, page.last, f"特定個人情報ファイル{number}　{name}".rstrip()))
            writer.write_items(places)
        else:
            writer.write(part.section.title, places)

    def _write_cover(self, page: SheetPage, writer: SectionWriter, places: list[Place]) -> None:
        title = full_width(self.form.title) if self._pick.random() < 0.5 else self.form.title
        page.advance(page.box(0, page.last, title, frame="", centred=True, bold=True))
        page.advance()
        pair = [place for place in places if place.item.layout == "pair"]
        if self._pick.random() < 0.5:
            writer.write_pair(pair)
            places = [place for place in places if place not in pair]
        writer.write_items(places)
        page.advance()
        mark = f"[{self.form.edition} {self.form.form}]"
        if self._pick.random() < 0.5:
            mark = full_width(mark).replace("[", "［").replace("]", "］").replace(" ", "　")
        half = page.divided(0, page.last, [3, 2])[1]
        page.advance(page.box(*half, mark, frame="", centred=True))
        if self.style.contents == "cover":
            page.advance()
            self._write_contents(page)
        elif self.style.contents == "sheet" and self.style.sheets == "section":
            self._write_contents_sheet()

    def _write_contents_sheet(self) -> None:
        page = SheetPage(self._book.create_sheet("項目一覧"), self.style)
        self._write_contents(page)
        page.finish()

    def _write_contents(self, page: SheetPage) -> None:
        page.advance(page.box(0, page.last, "項目一覧", shaded=True, centred=True))
        for section in self.form.sections[1:]:
            title = section_title(section.plain_title, self.style.labels)
            page.advance(page.box(0, page.last, title))
        page.advance()

    def _write_option_sheet(self) -> None:
        """The lists behind the cells that offer a choice, on a hidden sheet."""
        sheet: Worksheet = self._book.create_sheet("リスト")
        sheet.sheet_state = "hidden"
        lists = {tuple(o.label for o in i.options): i for i in self.form.items if i.options}
        for column, labels in enumerate(lists, 1):
            for row, label in enumerate(labels, 1):
                sheet.cell(row, column, label)

    def _sheet_name(self, part: _Part) -> str:
        if self.style.sheets == "one" and part.section.id == "cover":
            return "評価書"
        suffix = f"({part.numbers[0] + 1})" if part.numbers else ""
        return part.section.sheet[:26] + suffix
