"""Pages → workbook. Draws what the layout says, cell by cell, and knows nothing of the form."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.image import Image
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.pictures import check_decodable, picture_size, plain_picture
from pia_desktop.changes.comparison import Comparison
from pia_desktop.checks.registry import Finding
from pia_desktop.diagrams.png_picture import write_png
from pia_desktop.errors import ExportError
from pia_desktop.excel.area_overlaps import overlapping
from pia_desktop.excel.cell_formats import FONT, OPTION_LISTS_HEAD, CellFormats
from pia_desktop.excel.collection_pause import collection_paused
from pia_desktop.excel.stable_package import PROPERTIES_MEMBER, core_properties, pack_members
from pia_desktop.sheets import lay_out
from pia_desktop.sheets.comparison_table import comparison_pages
from pia_desktop.sheets.finding_list import finding_pages
from pia_desktop.sheets.marks import split_marked
from pia_desktop.sheets.model import MARGIN_MM, UNIT_PT, Cell, Look, Paper, PrintedPages, Sheet
from pia_desktop.sheets.office_fonts import office_measure
from pia_desktop.sheets.pagination import PageRows, PlacedRow, paginate, rows_covered
from pia_desktop.sheets.text_metrics import Measure
from pia_desktop.task_progress import ProgressCallback, no_progress

# Excel shows no row higher than 409 points.
TALLEST_ROW = 400.0

# The numbers by which Excel knows papers.
_PAPERS = {Paper.A4: 9, Paper.A3: 8}

# Width in pixels of a digit in ＭＳ Ｐゴシック 11 pt, the unit in which Excel keeps column widths,
# and of a column without a width of its own.
DIGIT_PIXELS = 8
_COLUMN_PIXELS = 72
PIXELS_A_POINT = 96 / 72

# XlsxWriter writes no height for a row that is so many points high, to the pixel; readers then
# choose their own.
_UNWRITTEN_HEIGHT = 15.0

# A head with more above it does not stay in view while one scrolls: nothing else would.
_MOST_FROZEN = 120.0

# Dots an inch that a picture has without saying so.
_DOTS = 96.0

# Width of a column with a list of options beside the page.
_LIST_PIXELS = 170

# Excel's limits: characters of a cell, of a list in a validation, and of a worksheet's name.
CELL_CHARACTERS = 32_767
MAX_LIST = 255
MAX_NAME = 31

# Page breaks that a sheet may have.
MOST_BREAKS = 1_023

# Excel repairs a workbook in which one rule names too many areas; where it draws the line isn't
# written down, so we stay far below.
CELLS_A_RULE = 200

# So many characters say which text it is that no item says.
_NAMED = 40

# What makes Excel take a typed text for a formula.
_FORMULA_SIGNS = ("=", "+", "-", "@")


def write_workbook(assessment: Assessment, progress: ProgressCallback = no_progress) -> bytes:
    """The assessment as .xlsx in the official layout; the same assessment gives the same bytes."""
    check_decodable(assessment.answers, assessment.figures)
    with collection_paused():
        return draw_workbook(lay_out(assessment), office_measure(TALLEST_ROW), progress)


def write_comparison_workbook(
    comparison: Comparison, progress: ProgressCallback = no_progress
) -> bytes:
    """The 新旧対照表 as .xlsx; the same states give the same bytes."""
    return draw_workbook(comparison_pages(comparison), office_measure(TALLEST_ROW), progress)


def write_finding_list(
    assessment: Assessment, findings: list[Finding], pages: Mapping[str, int]
) -> bytes:
    """点検の一覧 as .xlsx. `pages`: the page of the PDF by the address of an item."""
    return draw_workbook(finding_pages(assessment, findings, pages), office_measure(TALLEST_ROW))


def draw_workbook(
    pages: PrintedPages, measure: Measure, progress: ProgressCallback = no_progress
) -> bytes:
    """The workbook of these pages as a file's bytes, its rows sized by `measure`."""
    with collection_paused():
        return _draw(pages, measure, progress)


def _draw(pages: PrintedPages, measure: Measure, progress: ProgressCallback) -> bytes:
    buffer = io.BytesIO()
    workbook = _new_workbook(buffer)
    formats = CellFormats(workbook)
    for number, sheet in enumerate(pages.sheets):
        progress(number / (len(pages.sheets) + 1))
        target = workbook.add_worksheet(sheet.name[:MAX_NAME])
        writer = _SheetWriter(target, sheet, formats)
        writer.write(paginate(sheet, measure))
        for name, (top, bottom) in writer.areas.items():
            area = xl_range_abs(top, 0, bottom, len(sheet.columns) - 2)
            workbook.define_name(f"'{target.name}'!{name}", f"='{target.name}'!{area}")
    progress(len(pages.sheets) / (len(pages.sheets) + 1))
    workbook.close()
    properties = core_properties(pages.title, pages.subject, pages.author, pages.day)
    return pack_members(buffer, {PROPERTIES_MEMBER: properties})


def _new_workbook(buffer: io.BytesIO) -> Workbook:
    options = {
        "in_memory": True,  # no answer goes into the temp folder
        "default_format_properties": {**FONT, "font_size": 11},  # XlsxWriter writes into it
        "default_column_width": _COLUMN_PIXELS,
    }
    workbook = Workbook(buffer, options)
    workbook.calc_on_load = False  # it holds no formula
    return workbook


class _MergedArea(NamedTuple):
    top: int
    left: int
    bottom: int
    right: int


class _SheetWriter:
    """Writing one sheet, top to bottom. Rows and columns count from 0."""

    def __init__(self, target: Worksheet, sheet: Sheet, formats: CellFormats) -> None:
        self._target = target
        self._sheet = sheet
        self._formats = formats
        self._column_of = {edge: number for number, edge in enumerate(sheet.columns)}
        self._row = 0
        self._merged: list[_MergedArea] = []
        self._above = 0.0  # points above the row
        self.areas: dict[str, tuple[int, int]] = {}  # the first and last row of each named area
        self._chosen_from: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)

    def write(self, pages: list[PageRows]) -> None:
        self._set_up_page()
        rows = [row for page in pages for row in page]
        for index, placed in enumerate(rows):
            if placed.block is self._sheet.head:
                self._repeat_head()
            self._write_row(rows, index)
        self._merge()
        self._break_after(pages)
        self._target.print_area(0, 0, max(len(rows) - 1, 0), len(self._sheet.columns) - 2)
        self._write_validations()

    def _set_up_page(self) -> None:
        target, edges = self._target, [_pixels(edge) for edge in self._sheet.columns]
        for number in range(len(edges) - 1):
            target.set_column_pixels(number, number, edges[number + 1] - edges[number])
        target.set_paper(_PAPERS[self._sheet.paper])
        if self._sheet.landscape:
            target.set_landscape()
        target.fit_to_pages(1, 0)
        target.outline_settings(symbols_below=False)
        inches = MARGIN_MM / 25.4
        target.set_margins(inches, inches, inches, inches)
        target.set_header("", {"margin": inches / 2})
        target.set_footer("&C&P / &N", {"margin": inches / 2})
        target.center_horizontally()
        target.hide_gridlines(2)

    def _repeat_head(self) -> None:
        self._target.repeat_rows(self._row)
        if self._above <= _MOST_FROZEN:
            self._target.freeze_panes(self._row + 1, 0)

    def _break_after(self, pages: list[PageRows]) -> None:
        """A page break after each page but the last. Excel breaks the pages behind the last break
        that it keeps by itself.
        """
        breaks, last = [], 0
        for page in pages[:-1][:MOST_BREAKS]:
            last += len(page)
            breaks.append(last)
        self._target.set_h_pagebreaks(breaks)

    def _write_row(self, rows: list[PlacedRow], index: int) -> None:
        placed = rows[index]
        options = {"level": placed.block.level, "hidden": placed.block.hidden}
        height = round(placed.height, 1)
        if abs(height - _UNWRITTEN_HEIGHT) < 1 / PIXELS_A_POINT:
            height = _UNWRITTEN_HEIGHT - 1 / PIXELS_A_POINT
        self._target.set_row(self._row, height, None, options)
        self._above += height
        if area := placed.block.area:
            self.areas[area] = (self.areas.get(area, (self._row, 0))[0], self._row)
        for cell in placed.row.cells:
            covered = rows_covered(rows, index, cell)
            self._write_cell(cell, covered)
            if cell.picture or cell.drawing:
                self._place_picture(cell, sum(row.height for row in rows[index : index + covered]))
        self._row += 1

    def _write_cell(self, cell: Cell, covered: int) -> None:
        top, bottom = self._row, self._row + covered - 1
        left, right = self._column_of[cell.left], self._column_of[cell.right] - 1
        if right > left or bottom > top:
            self._merged.append(_MergedArea(top, left, bottom, right))
        quoted = cell.text.startswith(_FORMULA_SIGNS)
        marked = cell.marks == ((0, len(cell.text)),)
        formats = self._formats.around(
            cell.look, cell.borders, cell.torn, quoted=quoted, marked=marked
        )
        write_blank = self._target.write_blank
        for row in range(top, bottom + 1):
            vertical = (row == top) + 2 * (row == bottom)
            # Of what an area covers, its rim alone is drawn.
            for column in range(left, right + 1) if vertical else {left, right}:
                style = formats[vertical + 4 * (column == left) + 8 * (column == right)]
                if row == top and column == left and cell.text:
                    self._write_text(cell, style)
                else:
                    write_blank(row, column, None, style)
        if cell.choices:
            self._chosen_from[cell.choices].append((top, left))

    def _merge(self) -> None:
        """Merge the areas. XlsxWriter's own merge_range would write each of their cells once more,
        and look for overlaps cell by cell: a fifth of all time.
        """
        if overlapping(self._merged) is not None:
            raise ValueError("merged areas overlap")
        self._target.merge += map(list, self._merged)

    def _write_text(self, cell: Cell, style: Format) -> None:
        """The text as a text, whatever it begins with. Every stretch of a marked one says its font:
        what one without takes is left to the reader of the workbook.
        """
        if len(cell.text) > CELL_CHARACTERS:
            raise _too_long(cell, self._sheet)
        column = self._column_of[cell.left]
        pieces = list(split_marked(cell.text, cell.marks))
        if len(pieces) == 1:
            written = self._target.write_string(self._row, column, cell.text, style)
        else:
            fragments: list[Format | str] = []
            for piece, marked in pieces:
                fragments += [self._formats.of_piece(cell.look, marked=marked), piece]
            written = self._target.write_rich_string(self._row, column, *fragments, style)
        if written != 0:
            raise ValueError(f"XlsxWriter did not take a text ({written})")

    def _place_picture(self, cell: Cell, height: float) -> None:
        """In the middle of its cell, a little smaller than that."""
        data = plain_picture(cell.picture) if cell.picture else b""
        if cell.drawing:
            room = (cell.right - cell.left) * UNIT_PT
            data = write_png(cell.drawing, min(room / cell.drawing.width, 1.2))
        pixels_wide, pixels_high = picture_size(data)
        image = Image(io.BytesIO(data))
        room = _pixels(cell.right) - _pixels(cell.left)
        scale = min((room - 16) / pixels_wide, (height * PIXELS_A_POINT - 12) / pixels_high)
        options = {
            "image_data": io.BytesIO(data),
            "x_offset": max((room - pixels_wide * scale) / 2, 0),
            "y_offset": 6,
            # XlsxWriter makes pictures smaller that say that they are finer than 96 dots an inch.
            "x_scale": scale * image.x_dpi / _DOTS,
            "y_scale": scale * image.y_dpi / _DOTS,
            "object_position": 2,  # moved with its cell, never stretched
            # By it the picture is known when the workbook is read again.
            "description": cell.picture_name,
        }
        self._target.insert_image(self._row, self._column_of[cell.left], "", options)

    def _write_validations(self) -> None:
        """A list at every choice. One with a comma in it can't stand in the rule: it stands in
        cells right of the printed page, and the rule points there.
        """
        column = len(self._sheet.columns)
        for choices, cells in self._chosen_from.items():
            source: object = list(choices)
            if len(",".join(choices)) > MAX_LIST or any("," in choice for choice in choices):
                source = self._listed_at(column, choices)
                column += 1
            for first in range(0, len(cells), CELLS_A_RULE):
                row, left = cells[first]
                others = [[*cell, *cell] for cell in cells[first + 1 : first + CELLS_A_RULE]]
                rule = {"validate": "list", "source": source, "other_cells": others}
                self._target.data_validation(row, left, row, left, rule)

    def _listed_at(self, column: int, choices: tuple[str, ...]) -> str:
        first = len(self._sheet.columns)
        if column == first:
            self._target.write_string(0, column, OPTION_LISTS_HEAD, self._formats.of(Look.LIST))
        self._target.set_column_pixels(column, column, _LIST_PIXELS)
        for number, text in enumerate(choices, 1):
            self._target.write_string(number, column, text, self._formats.of(Look.LIST))
        return f"={xl_range_abs(1, column, len(choices), column)}"


def _too_long(cell: Cell, sheet: Sheet) -> ExportError:
    """A heading or name, which stands in one cell; an answer goes on in further ones."""
    return ExportError(
        f"名前が長すぎて、Excelに出力できません（1つの欄に入るのは{CELL_CHARACTERS:,}字までです）。",
        "評価書名やファイルの名称を短くしてください。",
        item=cell.address or f"「{sheet.name}」のシート",
        item_name=" ".join(cell.text[:_NAMED].split()),
    )


def _pixels(edge: int) -> int:
    """Where a grid position lies, in whole pixels: Excel has no others."""
    return round(edge * UNIT_PT * PIXELS_A_POINT)
