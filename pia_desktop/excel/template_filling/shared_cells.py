"""Cells of a table that are merged over several of its rows, as a day that holds for all of them:
where other rows are filled in, each gets a cell of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pia_desktop.assessment.model import Assessment
from pia_desktop.excel.importer.box_locator import TableRows
from pia_desktop.excel.importer.workbook_model import BookCell, CellRange
from pia_desktop.excel.template_filling.answer_check import same_value
from pia_desktop.excel.template_filling.open_template import OpenTemplate


def part_shared_cells(assessment: Assessment, template: OpenTemplate) -> bool:
    """Part the merged cells of each table whose rows are to be others; whether there were any."""
    changed = False
    for table in template.boxes.tables:
        address = table.table.id.removesuffix("[]")
        if same_value(assessment.answers.get(address), template.held.answers.get(address)):
            continue
        for cell, areas in _shared(table):
            _part(template, table, cell, areas)
            changed = True
    return changed


def _shared(table: TableRows) -> Iterator[tuple[BookCell, list[CellRange]]]:
    """The cells that belong to several rows, each with its part in every one of them."""
    tops = [_top(table, number) for number in range(len(table.rows))]
    members: dict[BookCell, list[int]] = {}
    for number, row in enumerate(table.rows):
        for cell in {cell for cells in row.values() for cell in cells}:
            members.setdefault(cell, []).append(number)
    for cell, numbers in members.items():
        if len(numbers) < 2:
            continue
        area = table.sheet.area_of(cell)
        ends = [tops[number] - 1 for number in numbers[1:]]
        begins = [area.top, *(end + 1 for end in ends)]
        yield (
            cell,
            [
                replace(area, top=top, bottom=bottom)
                for top, bottom in zip(begins, [*ends, area.bottom], strict=True)
            ],
        )


def _top(table: TableRows, number: int) -> int:
    """The worksheet's row in which one of the table's rows begins."""
    before = table.rows[number - 1].values() if number else ()
    above = {cell for cells in before for cell in cells}
    own = [cell.row for cells in table.rows[number].values() for cell in cells if cell not in above]
    return min(own)


def _part(template: OpenTemplate, table: TableRows, cell: BookCell, areas: list[CellRange]) -> None:
    """The same text in each part, in the style of a row that has a cell of its own there."""
    patch = template.change(table.sheet)
    patch.merges.remove(table.sheet.area_of(cell))
    pattern = _unshared_row(table, cell)
    for area in areas:
        for column in range(area.left, area.right + 1):
            for row in range(area.top, area.bottom + 1):
                patch.set_style(row, column, patch.style(pattern, column))
        patch.merges.add(area)
        patch.set_text(area.top, area.left, cell.text)


def _unshared_row(table: TableRows, cell: BookCell) -> int:
    """A row of the worksheet with a cell of its own in the same column; else the cell's own."""
    singles = [
        other.row
        for row in table.rows
        for cells in row.values()
        for other in cells
        if other.column == cell.column and table.sheet.area_of(other).bottom == other.row
    ]
    return singles[0] if singles else cell.row
