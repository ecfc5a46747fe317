"""Writing the workbook, against XlsxWriter alone writing the same cells, formats and merges."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter import Workbook

from pia_desktop.excel import write_workbook
from tests.benchmarks.runner import Row, against, alternate
from tests.benchmarks.subject import Subject

MOST = 1.8

_SIDES = ("top", "bottom", "left", "right")
_VERTICAL = {"center": "vcenter"}


@dataclass
class _Content:
    """What stands in one worksheet, taken out of it so that writing it anew reads nothing: rows and
    columns from 0, a cell's text, and its format by number.
    """

    name: str
    cells: list[tuple[int, int, str, int]]
    merges: list[tuple[int, int, int, int]]
    heights: dict[int, float]
    widths: list[tuple[int, int, float]]


def rows(subject: Subject) -> Iterator[Row]:
    """The workbook from answers to bytes."""
    formats: dict[int, dict[str, Any]] = {}
    book = load_workbook(io.BytesIO(subject.workbook))
    contents = [_content(sheet, formats) for sheet in book]
    times = alternate(
        9, lambda: write_workbook(subject.assessment), lambda: _write_plainly(contents, formats)
    )
    yield against("write the workbook", "XlsxWriter, same cells", times, MOST)


def _content(sheet: Worksheet, formats: dict[int, dict[str, Any]]) -> _Content:
    cells = []
    for row in sheet.iter_rows():
        for cell in row:
            if cell.has_style or cell.value is not None:
                formats.setdefault(cell.style_id, _properties(cell))
                place = (cell.row - 1, cell.column - 1)
                cells.append((*place, str(cell.value or ""), cell.style_id))
    return _Content(
        name=sheet.title,
        cells=cells,
        merges=[
            (area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1)
            for area in sheet.merged_cells.ranges
        ],
        heights={number - 1: kept.height for number, kept in sheet.row_dimensions.items()},
        widths=[
            (kept.min - 1, kept.max - 1, kept.width) for kept in sheet.column_dimensions.values()
        ],
    )


def _properties(cell: Cell) -> dict[str, Any]:
    """A cell's format as XlsxWriter names its parts."""
    font, alignment = cell.font, cell.alignment
    properties: dict[str, Any] = {
        "font_name": font.name,
        "font_size": font.size,
        "bold": bool(font.bold),
        "align": alignment.horizontal or "left",
        "valign": _VERTICAL.get(alignment.vertical, alignment.vertical or "bottom"),
        "text_wrap": bool(alignment.wrap_text),
        "num_format": cell.number_format,
    }
    if cell.fill.fill_type == "solid":
        properties["bg_color"] = f"#{cell.fill.fgColor.rgb[-6:]}"
    return properties | {side: 1 for side in _SIDES if getattr(cell.border, side).style}


def _write_plainly(contents: list[_Content], formats: dict[int, dict[str, Any]]) -> None:
    workbook = Workbook(io.BytesIO(), {"in_memory": True})
    written = {number: workbook.add_format(each) for number, each in formats.items()}
    for content in contents:
        sheet = workbook.add_worksheet(content.name)
        for first, last, width in content.widths:
            sheet.set_column(first, last, width)
        for row, height in content.heights.items():
            sheet.set_row(row, height)
        for area in content.merges:
            sheet.merge_range(*area, "")
        for row, column, text, number in content.cells:
            if text:
                sheet.write_string(row, column, text, written[number])
            else:
                sheet.write_blank(row, column, None, written[number])
    workbook.close()
