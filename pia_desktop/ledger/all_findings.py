"""点検の一覧 of several assessments as one list."""

from __future__ import annotations

from collections.abc import Sequence

from pia_desktop.ledger.batch import FileFindings
from pia_desktop.sheets.boxes import FRAME
from pia_desktop.sheets.finding_list import FINDINGS_TITLE, NO_FINDING, count_in_words
from pia_desktop.sheets.grid import LANDSCAPE_WIDTH
from pia_desktop.sheets.model import Block, Cell, Look, Part, PrintedPages, Sheet, SheetRow

_HEADS = ("評価書", "規則", "重さ", "項目", "指摘", "直し方", "確認済み", "記入欄")
_LEFTS = (0, 8, 13, 16, 24, 36, 43, 48)
_EDGES = (*_LEFTS, LANDSCAPE_WIDTH)


def write_all_findings(files: Sequence[FileFindings]) -> bytes:
    """The list as .xlsx: a row a finding, by file; one row for a file without any, and for one that
    can't be read.
    """
    from pia_desktop.excel.workbook_writer import TALLEST_ROW, draw_workbook
    from pia_desktop.sheets.office_fonts import office_measure

    return draw_workbook(all_findings_pages(files), office_measure(TALLEST_ROW))


def all_findings_pages(files: Sequence[FileFindings]) -> PrintedPages:
    """The list as a document."""
    out = PrintedPages(title=FINDINGS_TITLE, subject=FINDINGS_TITLE, edition="")
    head = _row(_HEADS, Look.TABLE_HEAD, keep_next=True)
    findings = [finding for file in files for finding in file.findings]
    about = f"評価書{len(files)}件　{count_in_words(findings)}"
    blocks = [_line(FINDINGS_TITLE, Look.TITLE, 34.0), _line(about, Look.ABOUT), head]
    for file in files:
        title = " ".join(word for word in (file.number, file.name) if word) or file.path.name
        if not file.findings:
            message = file.reason or NO_FINDING
            blocks.append(_row((title, "", "", "", message, "", "", ""), Look.TABLE))
        for finding in file.findings:
            confirmed = finding.confirmed
            texts = (
                title,
                finding.code,
                finding.severity.word,
                f"{' '.join(finding.name.split())}\n{finding.address}",
                finding.message,
                finding.remedy,
                "" if confirmed is None else f"済　{confirmed}".strip(),
                "",
            )
            blocks.append(_row(texts, Look.TABLE))
    out.sheets.append(Sheet(FINDINGS_TITLE, _EDGES, tuple(blocks), landscape=True, head=head))
    return out


def _line(text: str, look: Look, height: float = 0.0) -> Block:
    cell = Cell(0, LANDSCAPE_WIDTH, text, look)
    return Block((SheetRow((cell,), height=height),), keep_next=True)


def _row(texts: Sequence[str], look: Look, *, keep_next: bool = False) -> Block:
    cells = [
        Cell(left, right - left, text, look, FRAME, part=Part.TEXT)
        for text, left, right in zip(texts, _LEFTS, _EDGES[1:], strict=True)
    ]
    return Block((SheetRow(tuple(cells)),), keep_next=keep_next)
