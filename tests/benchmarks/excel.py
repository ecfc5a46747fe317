"""Writing the workbook, against openpyxl alone writing the same cells, styles and merges."""

from __future__ import annotations

import io
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pia_desktop.excel import write_workbook
from tests.benchmarks.runner import Row, against, alternate
from tests.benchmarks.subject import Subject

MOST = 3.0


@dataclass
class _Content:
    """What stands in one worksheet, taken out of it so that writing it anew reads nothing."""

    name: str
    cells: list[tuple[int, int, Any, Any, Any, Any, Any]]
    merges: list[str]
    heights: dict[int, float]
    widths: dict[str, float]


def rows(subject: Subject) -> Iterator[Row]:
    """The workbook from answers to bytes."""
    contents = [_content(sheet) for sheet in load_workbook(io.BytesIO(subject.workbook))]
    times = alternate(
        3,
        lambda: write_workbook(subject.assessment),
        lambda: _write_plainly(contents),
        warm=True,  # by taking the contents out
    )
    yield against("write the workbook", "openpyxl, same cells", times, MOST)


def _content(sheet: Worksheet) -> _Content:
    looks: dict[int, tuple[Any, Any, Any, Any]] = {}
    cells = []
    for row in sheet.iter_rows():
        for cell in row:
            if not (cell.has_style or cell.value is not None):
                continue
            if cell.style_id not in looks:
                own = (cell.font, cell.border, cell.fill, cell.alignment)
                looks[cell.style_id] = tuple(map(copy, own))
            cells.append((cell.row, cell.column, cell.value, *looks[cell.style_id]))
    return _Content(
        name=sheet.title,
        cells=cells,
        merges=[str(area) for area in sheet.merged_cells.ranges],
        heights={number: found.height for number, found in sheet.row_dimensions.items()},
        widths={letter: found.width for letter, found in sheet.column_dimensions.items()},
    )


def _write_plainly(contents: list[_Content]) -> None:
    workbook = Workbook()
    for content in contents:
        sheet = workbook.create_sheet(content.name)
        for row, column, value, font, border, fill, alignment in content.cells:
            cell = sheet.cell(row, column)
            cell.font, cell.border, cell.fill, cell.alignment = font, border, fill, alignment
            if value is not None:
                cell.value = value
        for area in content.merges:
            sheet.merge_cells(area)
        for number, height in content.heights.items():
            sheet.row_dimensions[number].height = height
        for letter, width in content.widths.items():
            sheet.column_dimensions[letter].width = width
    workbook.save(io.BytesIO())
