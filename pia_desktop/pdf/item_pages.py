"""On which page of the PDF each item stands."""

from __future__ import annotations

from pia_desktop.pdf.fonts import new_measure
from pia_desktop.sheets.model import PrintedPages
from pia_desktop.sheets.pagination import paginate


def item_pages(pages: PrintedPages) -> dict[str, int]:
    """The page on which each box begins, by its address, counted from 1 as the PDF prints them."""
    index: dict[str, int] = {}
    measure, number = new_measure(), 0
    for sheet in pages.sheets:
        for rows in paginate(sheet, measure):
            number += 1
            for placed in rows:
                for cell in placed.row.cells:
                    if cell.address and not placed.block.hidden and not sheet.overview:
                        index.setdefault(cell.address, number)
    return index
