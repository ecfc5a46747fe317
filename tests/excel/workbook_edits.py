"""What a person does to a worksheet in Excel: inserting, deleting and moving rows and columns.

openpyxl's own row and column editing leaves merged areas, heights, rules and pictures behind.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from copy import copy

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.pagebreak import Break, RowBreak
from openpyxl.worksheet.worksheet import Worksheet

from pia_desktop.sheets.model import Look, Style

# Where a row or column goes; None: it is deleted.
Move = Callable[[int], int | None]

_REFERENCE = re.compile(r"\$([A-Z]+)\$(\d+)")
_LOOKS = {look.style: look for look in Look}


def stay(position: int) -> int:
    """Leave it where it is."""
    return position


def make_room(before: Iterable[int]) -> Move:
    """One row or column inserted before each of these (a number given twice: two of them)."""
    places = sorted(before)
    return lambda position: position + bisect_right(places, position)


def take_out(gone: Iterable[int]) -> Move:
    """These deleted and the rest closed up."""
    places = sorted(set(gone))
    members = set(places)
    return lambda position: (
        None if position in members else position - bisect_right(places, position)
    )


def shift(sheet: Worksheet, *, rows: Move = stay, columns: Move = stay) -> None:
    """Move everything on the sheet: cells, merged areas, sizes, rules, page breaks, pictures."""
    cells = list(sheet._cells.values())
    sheet._cells.clear()
    for cell in cells:
        row, column = rows(cell.row), columns(cell.column)
        if row is not None and column is not None:
            cell.row, cell.column = row, column
            sheet._cells[row, column] = cell
    areas = [_moved(area, rows, columns) for area in sheet.merged_cells.ranges]
    sheet.merged_cells.ranges = {area for area in areas if area and area.size != _SINGLE}
    _shift_sizes(sheet, rows, columns)
    _shift_rules(sheet, rows, columns)
    _shift_print(sheet, rows, columns)
    for image in sheet._images:
        corner = image.anchor._from
        corner.row = (rows(corner.row + 1) or corner.row + 1) - 1
        corner.col = (columns(corner.col + 1) or corner.col + 1) - 1


_SINGLE = {"rows": 1, "columns": 1}


def _moved(area: CellRange, rows: Move, columns: Move) -> CellRange | None:
    """The area with what was inserted into it, less what was deleted; None if nothing is left."""
    down = [row for row in map(rows, range(area.min_row, area.max_row + 1)) if row]
    across = [col for col in map(columns, range(area.min_col, area.max_col + 1)) if col]
    if not down or not across:
        return None
    return CellRange(min_row=down[0], max_row=down[-1], min_col=across[0], max_col=across[-1])


def _shift_sizes(sheet: Worksheet, rows: Move, columns: Move) -> None:
    if rows is not stay:
        kept = list(sheet.row_dimensions.items())
        sheet.row_dimensions.clear()
        for row, dimension in kept:
            new = rows(row)
            if new is not None:
                sheet.row_dimensions[new] = resized(sheet, new, dimension)
    if columns is not stay:
        widths = {letter: size.width for letter, size in sheet.column_dimensions.items()}
        sheet.column_dimensions.clear()
        for letter, width in widths.items():
            column = columns(column_index_from_string(letter))
            if column is not None:
                sheet.column_dimensions[get_column_letter(column)].width = width


def resized(sheet: Worksheet, row: int, dimension: RowDimension) -> RowDimension:
    """A row's height, outline level and whether it is hidden, for another row."""
    return RowDimension(
        sheet,
        index=row,
        ht=dimension.height,
        hidden=dimension.hidden,
        outlineLevel=dimension.outlineLevel,
    )


def _shift_rules(sheet: Worksheet, rows: Move, columns: Move) -> None:
    kept = []
    for rule in sheet.data_validations.dataValidation:
        moved = [_moved(area, rows, columns) for area in rule.sqref.ranges]
        areas = [str(area) for area in moved if area]
        if areas:
            rule.sqref = MultiCellRange(" ".join(areas))
            rule.formula1 = _moved_formula(rule.formula1, rows, columns)
            kept.append(rule)
    sheet.data_validations.dataValidation = kept


def _moved_formula(formula: str, rows: Move, columns: Move) -> str:
    def moved(found: re.Match[str]) -> str:
        column = columns(column_index_from_string(found[1])) or column_index_from_string(found[1])
        return f"${get_column_letter(column)}${rows(int(found[2])) or found[2]}"

    return formula if formula.startswith('"') else _REFERENCE.sub(moved, formula)


def _shift_print(sheet: Worksheet, rows: Move, columns: Move) -> None:
    breaks = [entry.id for entry in sheet.row_breaks.brk]
    sheet.row_breaks = RowBreak()
    for row in breaks:
        moved = rows(row)
        if moved:
            sheet.row_breaks.append(Break(id=moved))
    area = printed_area(sheet)
    moved_area = _moved(area, rows, columns) if area else None
    if moved_area:
        sheet.print_area = moved_area.coord


def printed_area(sheet: Worksheet) -> CellRange | None:
    """The print area, if the sheet has one."""
    text = str(sheet.print_area or "").rpartition("!")[2].replace("$", "")
    return CellRange(text) if text else None


def last_printed_column(sheet: Worksheet) -> int:
    """The right edge of what is printed; right of it stand the lists of options."""
    area = printed_area(sheet)
    return area.max_col if area else sheet.max_column


def put_below(target: Worksheet, source: Worksheet, gap: int) -> None:
    """Move the source sheet's page below the target's, and take the source out of the book. The
    lists right of the page are not of the page.
    """
    page = last_printed_column(source)
    shift(source, columns=lambda column: column if column <= page else None)
    offset = target.max_row + gap
    edge = max(last_printed_column(target), page)
    last = offset + source.max_row
    move_rows(target, source, 1, offset)
    target.print_area = f"A1:{get_column_letter(edge)}{last}"
    source.parent.remove(source)


def move_rows(target: Worksheet, source: Worksheet, first: int, offset: int) -> None:
    """Move the rows from `first` on into another sheet, each by `offset`."""
    for position, cell in list(source._cells.items()):
        if cell.row >= first:
            del source._cells[position]
            cell.parent, cell.row = target, cell.row + offset
            target._cells[cell.row, cell.column] = cell
    for area in list(source.merged_cells.ranges):
        if area.min_row >= first:
            source.merged_cells.ranges.remove(area)
            area.shift(row_shift=offset)
            target.merged_cells.ranges.add(area)
    for row, dimension in list(source.row_dimensions.items()):
        if row >= first:
            del source.row_dimensions[row]
            target.row_dimensions[row + offset] = resized(target, row + offset, dimension)
    _move_rules(target, source, first, offset)
    for image in [image for image in source._images if image.anchor._from.row + 1 >= first]:
        source._images.remove(image)
        image.anchor._from.row += offset
        target._images.append(image)


def _move_rules(target: Worksheet, source: Worksheet, first: int, offset: int) -> None:
    """Lists that stand in the rule itself go along; those in cells are left, as Excel leaves them
    when cells are cut and pasted as text.
    """
    for rule in source.data_validations.dataValidation:
        areas = [area for area in rule.sqref.ranges if area.min_row >= first]
        if areas and rule.formula1.startswith('"'):
            moved = DataValidation(type="list", formula1=rule.formula1, allow_blank=True)
            for area in areas:
                area = copy(area)
                area.shift(row_shift=offset)
                moved.add(area.coord)
            target.add_data_validation(moved)


class Areas:
    """A sheet's cells as a person sees them: a merged area is one cell."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._areas: dict[tuple[int, int], CellRange] = {}
        self._covered: set[tuple[int, int]] = set()
        for area in sheet.merged_cells.ranges:
            self._areas[area.min_row, area.min_col] = area
            self._covered.update(area.cells)

    def of(self, cell: Cell) -> CellRange:
        """What the cell covers."""
        found = self._areas.get((cell.row, cell.column))
        if found:
            return found
        row, column = cell.row, cell.column
        return CellRange(min_row=row, max_row=row, min_col=column, max_col=column)

    def after(self, cell: Cell) -> Cell:
        """The cell right of this one."""
        return self._sheet.cell(cell.row, self.of(cell).max_col + 1)

    def crossed_rows(self) -> set[int]:
        """The rows before which a merged area begins and at or after which it ends."""
        return {
            row
            for area in self._areas.values()
            for row in range(area.min_row + 1, area.max_row + 1)
        }

    def merge(self, cells: CellRange) -> None:
        """Make one cell of these; any merged area that they touch is dissolved first."""
        taken = [area for area in self._sheet.merged_cells.ranges if not area.isdisjoint(cells)]
        self._sheet.merged_cells.ranges.difference_update(taken)
        self._sheet.merged_cells.ranges.add(cells)


def texts(sheet: Worksheet) -> Iterator[Cell]:
    """The cells that hold a text, row by row."""
    for cell in sorted(sheet._cells.values(), key=lambda cell: (cell.row, cell.column)):
        if isinstance(cell.value, str) and cell.value:
            yield cell


class Looks:
    """Which of the layout's looks a cell of a written workbook has."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._known: dict[tuple[int, ...], Look | None] = {}

    def of(self, cell: Cell) -> Look | None:
        """The look, or None for a cell whose style is none of ours."""
        kept = cell._style
        if kept is None:  # typed into a sheet that we didn't write
            return None
        key = (kept.fontId, kept.fillId, kept.alignmentId)
        if key not in self._known:
            self._known[key] = self._read(cell)
        return self._known[key]

    def _read(self, cell: Cell) -> Look | None:
        filled = cell.fill.fill_type == "solid"
        style = Style(
            size=cell.font.size,
            bold=bool(cell.font.bold),
            ground=cell.fill.fgColor.rgb[-6:] if filled else "",
            align=cell.alignment.horizontal or "",
            valign=cell.alignment.vertical or "",
            colour=cell.font.color.rgb[-6:] if cell.font.color else "",
        )
        return _LOOKS.get(style)
