"""On which page of the printed assessment each item stands."""

from __future__ import annotations

from pia_desktop.sheets.model import PrintedPages
from pia_desktop.sheets.pagination import paginate
from pia_desktop.sheets.text_metrics import Measure


def pages_of_items(pages: PrintedPages, measure: Measure) -> dict[str, int]:
    """The page on which the answer to each item begins, by the item's address, from 1; `measure` is
    that of the fonts which the pages are set with. What is folded away is on no page.
    """
    index: dict[str, int] = {}
    number = 0
    for sheet in pages.sheets:
        for rows in paginate(sheet, measure):
            number += 1
            for placed in rows:
                if placed.block.hidden:
                    continue
                for cell in placed.row.cells:
                    if cell.address:
                        index.setdefault(cell.address, number)
    return index
