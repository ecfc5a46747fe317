"""Texts of which some stretches are underlined, as a workbook holds them."""

from __future__ import annotations

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from pia_desktop.excel.styles import FONT_NAME
from pia_desktop.excel.texts import escaped
from pia_desktop.sheets.marks import pieces
from pia_desktop.sheets.model import Cell, Style


def rich_text(cell: Cell) -> CellRichText:
    """The cell's text; what is not marked is set as the cell is."""
    marked = _font(cell.look.style)
    return CellRichText(
        [
            TextBlock(marked, escaped(piece)) if is_marked else escaped(piece)
            for piece, is_marked in pieces(cell.text, cell.marks)
        ]
    )


def _font(style: Style) -> InlineFont:
    return InlineFont(
        rFont=FONT_NAME, charset=128, family=3, sz=style.size, color=style.marked, u="single"
    )
