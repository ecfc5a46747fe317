"""リスク対策一覧 on paper: the risks as rows, the files as columns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pia_desktop.assessment.model import Assessment
from pia_desktop.changes.risk_table import Grade, GradeRow, RiskTable, risk_table
from pia_desktop.forms.wareki import parse_date
from pia_desktop.sheets import grid
from pia_desktop.sheets.boxes import FRAME
from pia_desktop.sheets.model import Block, Cell, Look, PrintedPages, Sheet, SheetRow

RISK_LIST = "リスク対策一覧"
_OTHERS = "その他の評価"

_HEADING = 7
# So many files stand beside each other; further ones on a page of their own.
_MOST_FILES = 6
# From so many files on the page lies.
_MANY_FILES = 4
_WIDE_CELL, _CELL, _NARROW_CELL = 7, 5, 4
_LOOKS = {
    Grade.BEST: Look.GRADE_BEST,
    Grade.ENOUGH: Look.GRADE_ENOUGH,
    Grade.LACKING: Look.GRADE_LACKING,
    Grade.EMPTY: Look.GRADE_EMPTY,
    Grade.NOT_APPLICABLE: Look.GRADE_NONE,
}
_LEGEND = "　".join(f"{grade.mark}{grade.word}" for grade in Grade)
_TRENDS = "↑ 公表版より良くなった　↓ 公表版より悪くなった"


def risk_pages(assessment: Assessment) -> PrintedPages:
    """The table alone, as a document."""
    name = assessment.title or assessment.form.title
    return PrintedPages(
        title=f"{name} {RISK_LIST}",
        subject=RISK_LIST,
        edition="",
        author=assessment.answers.get("cover.agency") or "",
        day=parse_date(assessment.answers.get("cover.publication_date") or ""),
        sheets=risk_sheets(assessment),
    )


def risk_sheets(assessment: Assessment) -> list[Sheet]:
    """The table of an assessment; a page for each six files."""
    table = risk_table(assessment)
    firsts = range(0, len(table.files), _MOST_FILES)
    return [
        _sheet(table, assessment.title, first, min(first + _MOST_FILES, len(table.files)), place)
        for place, first in enumerate(firsts)
    ]


def _sheet(table: RiskTable, title: str, first: int, end: int, place: int) -> Sheet:
    count = end - first
    landscape = count >= _MANY_FILES
    width = grid.LANDSCAPE_WIDTH if landscape else grid.PORTRAIT_WIDTH
    cell = _WIDE_CELL if count <= 2 else _CELL if not landscape or count <= 5 else _NARROW_CELL
    left = width - count * cell
    columns = (0, _HEADING, *(left + number * cell for number in range(count + 1)))
    head = _head(table.files[first:end], left, cell)
    name = RISK_LIST if place == 0 else f"{RISK_LIST}({place + 1})"
    about = f"{title}　（{table.since}と比べています）" if table.since else title
    blocks = [
        Block(
            (
                SheetRow((Cell(0, width, RISK_LIST, Look.SECTION),), height=24.0),
                SheetRow((Cell(0, width, about, Look.LABEL_SMALL),)),
            ),
            keep_next=True,
            mark=(0, name),
        ),
        head,
        *_groups(table.risks, columns, first, cell),
    ]
    if table.others:
        bar = SheetRow((Cell(0, width, _OTHERS, Look.GRADE_BAR, FRAME),))
        blocks += [Block((bar,), keep_next=True), *_groups(table.others, columns, first, cell)]
    legend = f"{_LEGEND}　{_TRENDS}" if table.since else _LEGEND
    blocks.append(Block((SheetRow((Cell(0, width, legend, Look.GRADE_LEGEND),)),)))
    return Sheet(name, columns, tuple(blocks), landscape=landscape, head=head, overview=True)


def _head(files: tuple[str, ...], left: int, cell: int) -> Block:
    cells = [
        Cell(0, _HEADING, "", Look.TABLE_HEAD_SMALL, FRAME),
        Cell(_HEADING, left - _HEADING, "リスク", Look.TABLE_HEAD_SMALL, FRAME),
    ]
    for number, name in enumerate(files):
        cells.append(Cell(left + number * cell, cell, name, Look.TABLE_HEAD_SMALL, FRAME))
    return Block((SheetRow(tuple(cells)),), keep_next=True)


def _groups(
    rows: tuple[GradeRow, ...], columns: tuple[int, ...], first: int, cell: int
) -> Iterator[Block]:
    """The rows of each heading, with the heading at their left."""
    for heading, run in groupby(rows, lambda row: row.heading):
        inside = list(run)
        out = []
        for number, row in enumerate(inside):
            title = Cell(0, _HEADING, heading, Look.GRADE_LABEL, FRAME, rows=len(inside))
            cells = [] if number else [title]
            cells.append(Cell(_HEADING, columns[2] - _HEADING, row.label, Look.GRADE_LABEL, FRAME))
            cells += _grades(row, columns, first, cell)
            out.append(SheetRow(tuple(cells)))
        yield Block(tuple(out))


def _grades(row: GradeRow, columns: tuple[int, ...], first: int, cell: int) -> Iterator[Cell]:
    count = len(columns) - 3
    if row.whole:
        (own,) = row.cells
        width = count * cell
        yield Cell(columns[2], width, own.text, _LOOKS[own.grade], FRAME, address=own.address)
        return
    for number, own in enumerate(row.cells[first : first + count]):
        left = columns[2] + number * cell
        yield Cell(left, cell, own.text, _LOOKS[own.grade], FRAME, address=own.address)
