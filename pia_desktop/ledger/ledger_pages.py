"""計画管理書の一覧: the 台帳 as pages, for the workbook and the PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pia_desktop.forms.wareki import format_date
from pia_desktop.ledger.columns import LEDGER_COLUMNS, REASON_COLUMN
from pia_desktop.ledger.entry import LedgerEntry
from pia_desktop.ledger.totals import totals_in_words
from pia_desktop.sheets.boxes import FRAME
from pia_desktop.sheets.grid import LANDSCAPE_WIDTH
from pia_desktop.sheets.model import Block, Cell, Look, Part, PrintedPages, Sheet, SheetRow

LEDGER_TITLE = "計画管理書の一覧"
NO_ASSESSMENT = "評価書（.pia）はありません。"

_LEFTS = tuple(
    sum(column.width for column in LEDGER_COLUMNS[:at]) for at in range(len(LEDGER_COLUMNS))
)
_EDGES = (*_LEFTS, LANDSCAPE_WIDTH)


def ledger_pages(entries: Sequence[LedgerEntry], today: date) -> PrintedPages:
    """The list as a document, with the rows in the given order."""
    out = PrintedPages(title=LEDGER_TITLE, subject=LEDGER_TITLE, edition="", day=today)
    head = _row([column.title for column in LEDGER_COLUMNS], Look.TABLE_HEAD_SMALL, keep_next=True)
    about = f"{format_date(today)}現在　{totals_in_words(entries, today)}"
    blocks = [_line(LEDGER_TITLE, Look.TITLE, 34.0), _line(about, Look.ABOUT), head]
    blocks += [_entry(entry, today) for entry in entries]
    if not entries:
        nothing = Cell(0, LANDSCAPE_WIDTH, NO_ASSESSMENT, Look.CENTRED, FRAME)
        blocks.append(Block((SheetRow((nothing,), height=40.0),)))
    out.sheets.append(Sheet(LEDGER_TITLE, _EDGES, tuple(blocks), landscape=True, head=head))
    return out


def _line(text: str, look: Look, height: float = 0.0) -> Block:
    return Block(
        (SheetRow((Cell(0, LANDSCAPE_WIDTH, text, look),), height=height),), keep_next=True
    )


def _entry(entry: LedgerEntry, today: date) -> Block:
    texts = [column.cell(entry, today) for column in LEDGER_COLUMNS]
    if entry.facts is not None:
        return _row(texts, Look.OPTION_SMALL)
    first = next(n for n, column in enumerate(LEDGER_COLUMNS) if column.name == REASON_COLUMN)
    last = len(LEDGER_COLUMNS) - 1
    edges = (*_EDGES[: first + 1], *_EDGES[last:])
    return _row([*texts[: first + 1], texts[last]], Look.OPTION_SMALL, edges=edges)


def _row(
    texts: Sequence[str], look: Look, *, keep_next: bool = False, edges: Sequence[int] = _EDGES
) -> Block:
    cells = [
        Cell(left, right - left, text, look, FRAME, part=Part.TEXT)
        for text, left, right in zip(texts, edges, edges[1:], strict=False)
    ]
    return Block((SheetRow(tuple(cells)),), keep_next=keep_next)


def write_ledger_workbook(entries: Sequence[LedgerEntry], today: date) -> bytes:
    """The list as .xlsx."""
    from pia_desktop.excel.workbook_writer import TALLEST_ROW, draw_workbook
    from pia_desktop.sheets.office_fonts import office_measure

    return draw_workbook(ledger_pages(entries, today), office_measure(TALLEST_ROW))


def write_ledger_pdf(entries: Sequence[LedgerEntry], today: date) -> bytes:
    """The list as PDF. A character that the font lacks is printed as 〓: the list says which
    assessments there are, and no name may keep it from that.
    """
    from pia_desktop.pdf.fonts import new_measure
    from pia_desktop.pdf.page_writer import draw_pages

    pages = ledger_pages(entries, today)
    pages.sheets = [
        replace(sheet, blocks=tuple(map(_printable, sheet.blocks))) for sheet in pages.sheets
    ]
    return draw_pages(pages, new_measure())


def _printable(block: Block) -> Block:
    from pia_desktop.pdf.fonts import missing_characters

    if not any(missing_characters(cell.text) for row in block.rows for cell in row.cells):
        return block
    rows = []
    for row in block.rows:
        cells = []
        for cell in row.cells:
            text = cell.text
            while missing := missing_characters(text):
                text = text.replace(missing, "〓")
            cells.append(replace(cell, text=text))
        rows.append(replace(row, cells=tuple(cells)))
    return replace(block, rows=tuple(rows))
