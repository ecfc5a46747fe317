"""Mutations of how a workbook looks and what hangs on its cells."""

from __future__ import annotations

import random
from copy import copy

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidationList
from openpyxl.worksheet.pagebreak import RowBreak

from pia_desktop.sheets.model import Look
from tests.excel.mutation_registry import mutation
from tests.excel.workbook_edits import Looks, last_printed_column, texts


@mutation
def option_texts_removed(book: Workbook, rng: random.Random) -> None:
    """「<選択肢>」 and the numbered options, and the lists right of the page."""
    looks = Looks(book)
    for sheet in book:
        for cell in list(texts(sheet)):
            listed = looks.of(cell) is Look.LIST
            option = looks.of(cell) is Look.OPTION and _is_option(cell.value)
            if listed or option:
                cell.value = None


def _is_option(text: str) -> bool:
    plain = text.replace("　", "").replace(" ", "").replace("\n", "")
    return "選択肢" in plain or plain[1:2] in (")", "）") or plain[2:3] in (")", "）")


@mutation
def lists_removed(book: Workbook, rng: random.Random) -> None:
    """No cell has a list to choose from."""
    for sheet in book:
        sheet.data_validations = DataValidationList()


@mutation
def rows_hidden(book: Workbook, rng: random.Random) -> None:
    """Some rows folded away, whatever is in them."""
    for sheet in book:
        for _ in range(10):
            sheet.row_dimensions[rng.randint(1, sheet.max_row)].hidden = True


@mutation
def groups_unfolded(book: Workbook, rng: random.Random) -> None:
    """Every row is shown, none is grouped."""
    for sheet in book:
        for size in sheet.row_dimensions.values():
            size.hidden, size.outlineLevel = False, 0


@mutation
def columns_hidden(book: Workbook, rng: random.Random) -> None:
    """Some columns folded away, whatever is in them."""
    for sheet in book:
        for _ in range(2):
            column = rng.randint(1, last_printed_column(sheet))
            sheet.column_dimensions[get_column_letter(column)].hidden = True


@mutation
def comments_added(book: Workbook, rng: random.Random) -> list[str]:
    """Notes on cells, of labels and of answers."""
    added = []
    cells = [cell for sheet in book for cell in texts(sheet)]
    for cell in rng.sample(cells, min(4, len(cells))):
        text = f"確認のお願い、記録番号{rng.randint(10_000, 99_999)}"
        cell.comment = Comment(text, "担当")
        added.append(text)
    return added


@mutation
def print_settings_removed(book: Workbook, rng: random.Random) -> None:
    """No print area, no repeated rows, no page breaks, no frozen rows."""
    for sheet in book:
        sheet.print_area = None
        sheet.print_title_rows = None
        sheet.freeze_panes = None
        sheet.row_breaks = RowBreak()


@mutation
def styles_changed(book: Workbook, rng: random.Random) -> None:
    """Other fonts, sizes and grounds; the rules stay."""
    made = {}
    for sheet in book:
        for cell in sheet._cells.values():
            key = tuple(cell._style or ())
            if key not in made:
                cell.font = Font(name="BIZ UD明朝", size=rng.choice([8, 10.5, 12]), bold=False)
                cell.fill = PatternFill("solid", fgColor=rng.choice(["FFFF99", "FFFFFF", "CCFFCC"]))
                cell.alignment = Alignment(wrap_text=rng.random() < 0.5)
                made[key] = copy(cell._style)
            cell._style = copy(made[key])


@mutation
def styles_removed(book: Workbook, rng: random.Random) -> None:
    """Pasted as values: no font, no ground, no rule.

    Only the change table's rules stay: without them nobody knows a row that runs on from a new one
    whose first columns are empty.
    """
    plain = StyleArray()
    for sheet in book:
        for cell in sheet._cells.values():
            before, cell._style = cell._style, copy(plain)
            if before is not None and sheet.page_setup.orientation == "landscape":
                cell._style.borderId = before.borderId
