"""Pages → an openpyxl workbook for tests to work on, as version 0.1.0 of the program wrote it."""

from __future__ import annotations

import io
from collections import defaultdict
from copy import copy

from openpyxl import Workbook
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.units import pixels_to_EMU
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from pia_desktop.assessment.pictures import picture_size
from pia_desktop.excel.cell_escape import escape_cell_text
from pia_desktop.excel.workbook_writer import (
    CELLS_A_RULE,
    DIGIT_PIXELS,
    MAX_LIST,
    MAX_NAME,
    MOST_BREAKS,
    PIXELS_A_POINT,
)
from pia_desktop.sheets.model import MARGIN_MM, UNIT_PT, Cell, Look, PrintedPages, Sheet
from pia_desktop.sheets.pagination import PageRows, PlacedRow, paginate, rows_covered
from pia_desktop.sheets.text_metrics import Measure
from pia_desktop.task_progress import ProgressCallback, no_progress
from tests.excel.openpyxl_rich_text import rich_text
from tests.excel.openpyxl_styles import FONT_NAME, CellStyles

# What makes Excel take a typed text for a formula.
_FORMULA_SIGNS = "=+-@"


def build_workbook(
    pages: PrintedPages, measure: Measure, progress: ProgressCallback = no_progress
) -> Workbook:
    """The workbook of these pages, not yet saved."""
    workbook = Workbook()
    first = workbook.active
    workbook._fonts[0] = Font(name=FONT_NAME, size=11, family=3, charset=128)
    styles = CellStyles(first)
    for number, sheet in enumerate(pages.sheets):
        progress(number / (len(pages.sheets) + 1))
        target = workbook.create_sheet(sheet.name[:MAX_NAME])
        _SheetWriter(target, sheet, styles).write(paginate(sheet, measure))
    workbook.remove(first)
    workbook.properties.title = pages.title
    workbook.properties.subject = pages.subject
    workbook.properties.creator = ""
    progress(len(pages.sheets) / (len(pages.sheets) + 1))
    return workbook


class _SheetWriter:
    """Writing one sheet, top to bottom."""

    def __init__(self, target: Worksheet, sheet: Sheet, styles: CellStyles) -> None:
        self._target = target
        self._sheet = sheet
        self._styles = styles
        self._column_of = {edge: number for number, edge in enumerate(sheet.columns, 1)}
        self._row = 1
        self._chosen_from: dict[tuple[str, ...], list[str]] = defaultdict(list)

    def write(self, pages: list[PageRows]) -> None:
        self._set_up_page()
        rows = [row for page in pages for row in page]
        for index, placed in enumerate(rows):
            if placed.block is self._sheet.head:
                self._repeat_head()
            self._write_row(rows, index)
        self._break_after(pages)
        last = get_column_letter(len(self._sheet.columns) - 1)
        self._target.print_area = f"A1:{last}{len(rows)}"
        self._write_validations()

    def _set_up_page(self) -> None:
        target, edges = self._target, self._sheet.columns
        for number in range(1, len(edges)):
            width = (edges[number] - edges[number - 1]) * UNIT_PT * PIXELS_A_POINT
            target.column_dimensions[get_column_letter(number)].width = width / DIGIT_PIXELS
        setup = target.page_setup
        setup.paperSize = target.PAPERSIZE_A4
        setup.orientation = "landscape" if self._sheet.landscape else "portrait"
        setup.fitToWidth, setup.fitToHeight = 1, 0
        target.sheet_properties.pageSetUpPr.fitToPage = True
        target.sheet_properties.outlinePr.summaryBelow = False
        margins = target.page_margins
        margins.left = margins.right = margins.top = margins.bottom = MARGIN_MM / 25.4
        margins.header = margins.footer = MARGIN_MM / 25.4 / 2
        target.print_options.horizontalCentered = True
        target.oddFooter.center.text = "&P / &N"
        target.sheet_view.showGridLines = False

    def _repeat_head(self) -> None:
        self._target.print_title_rows = f"{self._row}:{self._row}"
        self._target.freeze_panes = f"A{self._row + 1}"

    def _break_after(self, pages: list[PageRows]) -> None:
        """A page break after each page but the last. Excel breaks the pages behind the last break
        that it keeps by itself.
        """
        last = 0
        for page in pages[:-1][:MOST_BREAKS]:
            last += len(page)
            self._target.row_breaks.append(Break(id=last))

    def _write_row(self, rows: list[PlacedRow], index: int) -> None:
        placed = rows[index]
        dimension = self._target.row_dimensions[self._row]
        dimension.height = round(placed.height, 1)
        if placed.block.level:
            dimension.outlineLevel = placed.block.level
            self._target.sheet_format.outlineLevelRow = 1
        if placed.block.hidden:
            dimension.hidden = True
        for cell in placed.row.cells:
            covered = rows_covered(rows, index, cell)
            self._write_cell(cell, covered)
            if cell.picture:
                self._place_picture(cell, sum(row.height for row in rows[index : index + covered]))
        self._row += 1

    def _write_cell(self, cell: Cell, covered: int) -> None:
        left = self._column_of[cell.left]
        right = self._column_of[cell.right] - 1
        bottom = self._row + covered - 1
        for row in range(self._row, bottom + 1):
            for column in range(left, right + 1):
                edges = (
                    ("t" if row == self._row else "")
                    + ("b" if row == bottom else "")
                    + ("l" if column == left else "")
                    + ("r" if column == right else "")
                )
                borders = "".join(side for side in edges if side in cell.borders)
                drawn = self._target.cell(row, column)
                style = self._styles.of(cell.look, borders, cell.torn)
                drawn._style = copy(style)
        if right > left or bottom > self._row:
            area = CellRange(min_col=left, min_row=self._row, max_col=right, max_row=bottom)
            self._target.merged_cells.ranges.add(area)
        if cell.text:
            origin = self._target.cell(self._row, left)
            origin.value = rich_text(cell) if cell.marks else escape_cell_text(cell.text)
            origin.data_type = "s"  # an answer is a text, whatever it begins with,
            origin.quotePrefix = cell.text[0] in _FORMULA_SIGNS  # also after it was edited
        if cell.choices:
            self._chosen_from[cell.choices].append(f"{get_column_letter(left)}{self._row}")

    def _place_picture(self, cell: Cell, height: float) -> None:
        """In the middle of its cell, a little smaller than that."""
        pixels_wide, pixels_high = picture_size(cell.picture)
        room = cell.width * UNIT_PT * PIXELS_A_POINT - 16
        scale = min(room / pixels_wide, (height * PIXELS_A_POINT - 12) / pixels_high)
        image = Image(io.BytesIO(cell.picture))
        image.width, image.height = pixels_wide * scale, pixels_high * scale
        offset = max((cell.width * UNIT_PT * PIXELS_A_POINT - image.width) / 2, 0)
        column, offset = self._column_at(cell.left, offset)
        marker = AnchorMarker(
            col=column, colOff=pixels_to_EMU(offset), row=self._row - 1, rowOff=pixels_to_EMU(6)
        )
        size = XDRPositiveSize2D(pixels_to_EMU(image.width), pixels_to_EMU(image.height))
        image.anchor = OneCellAnchor(_from=marker, ext=size)
        self._target.add_image(image)

    def _column_at(self, left: int, offset: float) -> tuple[int, float]:
        """The column (from 0) that lies `offset` pixels right of a grid position, and the rest."""
        edges = self._sheet.columns
        number = self._column_of[left] - 1
        while number + 2 < len(edges):
            width = (edges[number + 1] - edges[number]) * UNIT_PT * PIXELS_A_POINT
            if offset < width:
                break
            offset -= width
            number += 1
        return number, offset

    def _write_validations(self) -> None:
        """A list at every choice. One with a comma in it can't stand in the rule: it stands in
        cells right of the printed page, and the rule points there.
        """
        column = len(self._sheet.columns) + 1
        for choices, cells in self._chosen_from.items():
            listed = ",".join(choices)
            if len(listed) <= MAX_LIST and not any("," in choice for choice in choices):
                formula = f'"{listed}"'
            else:
                formula = self._listed_at(column, choices)
                column += 1
            for first in range(0, len(cells), CELLS_A_RULE):
                rule = DataValidation(type="list", formula1=formula, allow_blank=True)
                rule.sqref = type(rule.sqref)(" ".join(cells[first : first + CELLS_A_RULE]))
                rule.showErrorMessage = True
                self._target.add_data_validation(rule)

    def _listed_at(self, column: int, choices: tuple[str, ...]) -> str:
        letter = get_column_letter(column)
        for number, text in enumerate(choices, 1):
            cell = self._target.cell(number, column, text)
            cell.data_type = "s"
            cell._style = copy(self._styles.of(Look.LIST, ""))
        return f"${letter}$1:${letter}${len(choices)}"
