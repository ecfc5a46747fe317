"""Texts of which some stretches are underlined, as a workbook holds them."""

from __future__ import annotations

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from pia_desktop.excel.cell_escape import escape_cell_text
from pia_desktop.sheets.marks import split_marked
from pia_desktop.sheets.model import Cell
from tests.excel.openpyxl_styles import FONT_NAME


def rich_text(cell: Cell) -> CellRichText:
    """The cell's text. Every stretch says its font: what one without takes is left to the reader
    of the workbook.
    """
    style = cell.look.style
    fonts = {
        marked: InlineFont(
            rFont=FONT_NAME,
            charset=128,
            family=3,
            sz=style.size,
            color=style.marked if marked else style.colour,
            u="single" if marked else None,
        )
        for marked in (True, False)
    }
    return CellRichText(
        [
            TextBlock(fonts[marked], escape_cell_text(piece))
            for piece, marked in split_marked(cell.text, cell.marks)
        ]
    )
