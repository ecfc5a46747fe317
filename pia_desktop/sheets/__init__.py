"""The printed page as data: one layout that the workbook, the PDF and the preview are drawn
from.
"""

from pia_desktop.sheets.layout import lay_out
from pia_desktop.sheets.model import Block, Cell, Look, Part, PrintedPages, Sheet, SheetRow

__all__ = ["Block", "Cell", "Look", "Part", "PrintedPages", "Sheet", "SheetRow", "lay_out"]
