"""The answers that a person sees in a workbook: not what a fold or a merged area covers."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import replace

from pia_desktop.assessment.model import Assessment
from pia_desktop.excel.importer.answers_builder import AnswersBuilder
from pia_desktop.excel.importer.box_locator import separate_boxes
from pia_desktop.excel.importer.form_labels import FormLabels
from pia_desktop.excel.importer.workbook_model import Book, BookCell, BookSheet
from pia_desktop.forms.model import Form

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_ATTRIBUTE = re.compile(rb"""\b(\w+)\s*=\s*["']([^"']*)["']""")


def visible_answers(book: Book, form: Form) -> Assessment:
    """The answers of a workbook, read as this form, with its figures."""
    return AnswersBuilder(form, separate_boxes(book, FormLabels(form)), "").assessment()


def visible_book(book: Book, members: dict[str, bytes]) -> Book:
    """The workbook with the cells alone that are neither folded away nor covered."""
    return replace(book, sheets=[_visible(sheet, members[sheet.member]) for sheet in book.sheets])


def _visible(sheet: BookSheet, data: bytes) -> BookSheet:
    rows = {_integer(each, b"r") for each in _hidden(_ROW, data)}
    columns = [(_integer(each, b"min"), _integer(each, b"max")) for each in _hidden(_COLUMN, data)]
    heads = {(area.top, area.left) for area in sheet.merges}
    by_row: dict[int, list[tuple[int, int]]] = defaultdict(list)
    filled = sorted({cell.row for cell in sheet.cells})
    for area in sheet.merges:
        for row in filled[bisect_left(filled, area.top) : bisect_right(filled, area.bottom)]:
            by_row[row].append((area.left, area.right))

    def shows(cell: BookCell) -> bool:
        if cell.row in rows or any(first <= cell.column <= last for first, last in columns):
            return False
        covered = any(left <= cell.column <= right for left, right in by_row[cell.row])
        return not covered or (cell.row, cell.column) in heads

    return replace(sheet, cells=[cell for cell in sheet.cells if shows(cell)])


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
