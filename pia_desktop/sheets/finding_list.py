"""点検の一覧: what was found, a row each, for the reviewer to write beside."""

from __future__ import annotations

from collections.abc import Mapping

from pia_desktop.assessment.model import Assessment
from pia_desktop.checks.registry import Finding, Severity
from pia_desktop.sheets.boxes import FRAME
from pia_desktop.sheets.grid import LANDSCAPE_WIDTH
from pia_desktop.sheets.model import Block, Cell, Look, Part, PrintedPages, Sheet, SheetRow

FINDINGS_TITLE = "点検の一覧"
NO_FINDING = "直すところはありません。"

_HEADS = ("規則", "重さ", "項目", "PDFの頁", "指摘", "直し方", "確認済み", "記入欄")
# Where each column begins.
_LEFTS = (0, 5, 8, 16, 18, 31, 40, 46)
_COLUMNS = (*_LEFTS, LANDSCAPE_WIDTH)


def finding_pages(
    assessment: Assessment, findings: list[Finding], pages: Mapping[str, int]
) -> PrintedPages:
    """The list as a document. `pages`: the page of the PDF by the address of an item."""
    out = PrintedPages(
        title=f"{FINDINGS_TITLE}　{assessment.title or assessment.form.title}",
        subject=assessment.form.title,
        edition=f"{assessment.form.edition} {assessment.form.form}",
        author=assessment.answers.get("cover.agency") or "",
    )
    head = _row(_HEADS, Look.TABLE_HEAD, keep_next=True)
    blocks = [_title(assessment), _summary(findings), head]
    blocks += [_finding(finding, pages) for finding in findings]
    if not findings:
        nothing = Cell(0, LANDSCAPE_WIDTH, NO_FINDING, Look.CENTRED, FRAME)
        blocks.append(Block((SheetRow((nothing,), height=40.0),)))
    out.sheets.append(Sheet(FINDINGS_TITLE, _COLUMNS, tuple(blocks), landscape=True, head=head))
    return out


def count_in_words(findings: list[Finding]) -> str:
    """「誤り0件、警告2件、お知らせ1件、確認済み3件」."""
    still_open = [finding.severity for finding in findings if finding.confirmed is None]
    parts = [f"{severity.word}{still_open.count(severity)}件" for severity in Severity]
    confirmed = sum(finding.confirmed is not None for finding in findings)
    return "、".join([*parts, f"確認済み{confirmed}件"])


def _title(assessment: Assessment) -> Block:
    text = f"{FINDINGS_TITLE}　{assessment.title}".strip()
    cell = Cell(0, LANDSCAPE_WIDTH, text, Look.TITLE)
    return Block((SheetRow((cell,), height=34.0),), keep_next=True)


def _summary(findings: list[Finding]) -> Block:
    cell = Cell(0, LANDSCAPE_WIDTH, count_in_words(findings), Look.ABOUT)
    return Block((SheetRow((cell,)),), keep_next=True)


def _row(texts: tuple[str, ...], look: Look, *, keep_next: bool = False) -> Block:
    cells = [
        Cell(left, right - left, text, look, FRAME, part=Part.TEXT)
        for text, left, right in zip(texts, _LEFTS, _COLUMNS[1:], strict=True)
    ]
    return Block((SheetRow(tuple(cells)),), keep_next=keep_next)


def _finding(finding: Finding, pages: Mapping[str, int]) -> Block:
    page = pages.get(finding.address)
    confirmed = finding.confirmed
    texts = (
        finding.code,
        finding.severity.word,
        f"{' '.join(finding.name.split())}\n{finding.address}",
        str(page) if page else "",
        finding.message,
        finding.remedy,
        "" if confirmed is None else f"済　{confirmed}".strip(),
        "",
    )
    return _row(texts, Look.TABLE)
