"""Sections one after the other on a page, where each would begin a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pia_desktop.sheets.grid import COLUMNS, PORTRAIT_WIDTH
from pia_desktop.sheets.model import Block, Cell, Sheet, SheetRow

_SPACE = 22.0


def without_page_breaks(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets, those that follow one another on upright pages joined; the first, the cover,
    stays by itself. A section's head stays with what follows it.
    """
    joined: list[Sheet] = [*sheets[:1]]
    for sheet in sheets[1:]:
        last = joined[-1]
        if len(joined) > 1 and _flows(last) and _flows(sheet):
            gap = Block((SheetRow((Cell(0, PORTRAIT_WIDTH),), height=_SPACE),), keep_next=True)
            joined[-1] = replace(last, blocks=(*last.blocks, gap, *sheet.blocks))
        else:
            joined.append(sheet)
    return joined


def _flows(sheet: Sheet) -> bool:
    return not sheet.landscape and sheet.head is None and sheet.columns == COLUMNS
