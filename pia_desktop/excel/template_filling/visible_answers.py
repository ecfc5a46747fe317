"""The answers that a person sees in a workbook: not what a fold or a merged area covers."""

from __future__ import annotations

import re
from dataclasses import replace

from pia_desktop.assessment.model import Assessment
from pia_desktop.excel.importer.answers_builder import AnswersBuilder
from pia_desktop.excel.importer.box_locator import separate_boxes
from pia_desktop.excel.importer.form_labels import FormLabels, label_key
from pia_desktop.excel.importer.workbook_model import Book, BookCell, BookSheet
from pia_desktop.excel.template_filling.row_areas import RowAreas
from pia_desktop.excel.template_filling.ruled_areas import STYLES, ruled_sides
from pia_desktop.forms.model import Form

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_STYLE = re.compile(rb"""\bs\s*=\s*["'](\d{1,6})["']""")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_ATTRIBUTE = re.compile(rb"""\b(\w+)\s*=\s*["']([^"']*)["']""")

# Below every row.
_NO_END = 10_000_000


def visible_answers(book: Book, members: dict[str, bytes], form: Form) -> Assessment:
    """The answers that a workbook with these parts shows, read as this form, with its figures."""
    seen = visible_book(book, members, form)
    return AnswersBuilder(form, separate_boxes(seen, FormLabels(form)), "").assessment()


def visible_book(book: Book, members: dict[str, bytes], form: Form) -> Book:
    """The workbook with the cells alone that are neither folded away nor covered, and without what
    somebody has noted below the ruled form.
    """
    sides = ruled_sides(members[STYLES]) if STYLES in members else []
    ruled = {number for number, own in enumerate(sides) if own}
    figures = {
        label_key(section.title)
        for section in form.sections
        if any(i.features.pictorial for heading in section.headings for i in heading.items)
    }
    sheets = []
    for sheet in book.sheets:
        data = members[sheet.member]
        # A picture's caption may stand without any rule.
        has_figures = any(label_key(cell.text) in figures for cell in sheet.cells)
        last = _NO_END if has_figures else _last_ruled_row(data, ruled)
        sheets.append(_visible(sheet, data, last))
    return replace(book, sheets=sheets)


def _visible(sheet: BookSheet, data: bytes, last: int) -> BookSheet:
    rows = {_integer(each, b"r") for each in _hidden(_ROW, data)}
    columns = [(_integer(each, b"min"), _integer(each, b"max")) for each in _hidden(_COLUMN, data)]
    merged = RowAreas(sheet.merges)

    def shows(cell: BookCell) -> bool:
        if cell.row in rows or any(first <= cell.column <= last for first, last in columns):
            return False
        if cell.row > last + 1:
            return False
        area = merged.at(cell.row, cell.column)
        return area is None or (area.top, area.left) == (cell.row, cell.column)

    return replace(sheet, cells=[cell for cell in sheet.cells if shows(cell)])


def _last_ruled_row(data: bytes, ruled: set[int]) -> int:
    """The last row with a rule, or none of all where there is no rule at all."""
    rows = list(_ROW.finditer(data))
    ends = [*(match.start() for match in rows[1:]), len(data)]
    for match, end in zip(reversed(rows), reversed(ends), strict=True):
        if any(int(style) in ruled for style in _STYLE.findall(data, match.end(), end)):
            return _integer(dict(_ATTRIBUTE.findall(match[1])), b"r")
    return _NO_END


def _hidden(pattern: re.Pattern[bytes], data: bytes) -> list[dict[bytes, bytes]]:
    """The attributes of the rows or columns that are hidden or without any height or width."""
    out = []
    for match in pattern.finditer(data):
        if b"hidden" not in match[1] and b'"0"' not in match[1]:
            continue
        values: dict[bytes, bytes] = dict(_ATTRIBUTE.findall(match[1]))
        size = values.get(b"ht", values.get(b"width", b"1"))
        if values.get(b"hidden") in (b"1", b"true") or float(size) == 0:
            out.append(values)
    return out


def _integer(values: dict[bytes, bytes], name: bytes) -> int:
    return int(values.get(name, b"0"))
