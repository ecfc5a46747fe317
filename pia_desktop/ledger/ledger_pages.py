"""計画管理書の一覧: the 台帳 as pages, for the workbook and the PDF, on A4 or A3 lying."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import accumulate

from pia_desktop.forms.wareki import format_date
from pia_desktop.ledger.columns import LEDGER_COLUMNS, REASON_COLUMN
from pia_desktop.ledger.entry import LedgerEntry
from pia_desktop.ledger.totals import totals_in_words
from pia_desktop.sheets.boxes import FRAME
from pia_desktop.sheets.model import Block, Cell, Look, Paper, Part, PrintedPages, Sheet, SheetRow

LEDGER_TITLE = "計画管理書の一覧"
NO_ASSESSMENT = "評価書（.pia）はありません。"


def ledger_pages(
    entries: Sequence[LedgerEntry], today: date, paper: Paper = Paper.A4
) -> PrintedPages:
    """The list as a document, with the rows in the given order."""
    out = PrintedPages(title=LEDGER_TITLE, subject=LEDGER_TITLE, edition="", day=today)
    layout = _LedgerLayout(paper, today)
    head, *rows = layout.table(entries)
    about = f"{format_date(today)}現在　{totals_in_words(entries, today)}"
    lines = [layout.line(LEDGER_TITLE, Look.TITLE, 34.0), layout.line(about, Look.ABOUT)]
    blocks = (*lines, head, *rows)
    out.sheets.append(
        Sheet(LEDGER_TITLE, layout.edges, blocks, landscape=True, paper=paper, head=head)
    )
    return out


class _LedgerLayout:
    """The blocks of the list on one paper. `edges`: where its columns begin, and the right one."""

    def __init__(self, paper: Paper, today: date) -> None:
        on_paper = list(Paper).index(paper)
        widths = (column.widths[on_paper] for column in LEDGER_COLUMNS)
        self.edges: tuple[int, ...] = tuple(accumulate(widths, initial=0))
        self._today = today

    def line(self, text: str, look: Look, height: float = 0.0) -> Block:
        cell = Cell(0, self.edges[-1], text, look)
        return Block((SheetRow((cell,), height=height),), keep_next=True)

    def table(self, entries: Sequence[LedgerEntry]) -> Iterator[Block]:
        """The head, and a row for each entry."""
        titles = [column.title for column in LEDGER_COLUMNS]
        yield _row(titles, Look.TABLE_HEAD_SMALL, self.edges, keep_next=True)
        for entry in entries:
            yield self._entry(entry)
        if not entries:
            nothing = Cell(0, self.edges[-1], NO_ASSESSMENT, Look.CENTRED, FRAME)
            yield Block((SheetRow((nothing,), height=40.0),))

    def _entry(self, entry: LedgerEntry) -> Block:
        texts = [column.cell(entry, self._today) for column in LEDGER_COLUMNS]
        if entry.facts is not None:
            return _row(texts, Look.OPTION_SMALL, self.edges)
        first = next(n for n, column in enumerate(LEDGER_COLUMNS) if column.name == REASON_COLUMN)
        last = len(LEDGER_COLUMNS) - 1
        edges = (*self.edges[: first + 1], *self.edges[last:])
        return _row([*texts[: first + 1], texts[last]], Look.OPTION_SMALL, edges)


def _row(
    texts: Sequence[str], look: Look, edges: Sequence[int], *, keep_next: bool = False
) -> Block:
    cells = [
        Cell(left, right - left, text, look, FRAME, part=Part.TEXT)
        for text, left, right in zip(texts, edges, edges[1:], strict=False)
    ]
    return Block((SheetRow(tuple(cells)),), keep_next=keep_next)


def write_ledger_workbook(
    entries: Sequence[LedgerEntry], today: date, paper: Paper = Paper.A4
) -> bytes:
    """The list as .xlsx."""
    from pia_desktop.excel.workbook_writer import TALLEST_ROW, draw_workbook
    from pia_desktop.sheets.office_fonts import office_measure

    return draw_workbook(ledger_pages(entries, today, paper), office_measure(TALLEST_ROW))


def write_ledger_pdf(entries: Sequence[LedgerEntry], today: date, paper: Paper = Paper.A4) -> bytes:
    """The list as PDF. A character that the font lacks is printed as 〓: the list says which
    assessments there are, and no name may keep it from that.
    """
    from pia_desktop.pdf.fonts import new_measure
    from pia_desktop.pdf.page_writer import draw_pages

    pages = ledger_pages(entries, today, paper)
    pages.sheets = [
        replace(sheet, blocks=tuple(map(_printable, sheet.blocks))) for sheet in pages.sheets
    ]
    return draw_pages(pages, new_measure())


def _printable(block: Block) -> Block:
    from pia_desktop.files.font_files import missing_characters

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
