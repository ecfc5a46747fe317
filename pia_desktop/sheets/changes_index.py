"""What changed since it was published, with the pages: in front of a PDF for the 意見募集."""

from __future__ import annotations

from collections.abc import Callable

from pia_desktop.changes.comparison import Comparison
from pia_desktop.changes.differences import Difference
from pia_desktop.sheets.boxes import FRAME, full_row
from pia_desktop.sheets.grid import COLUMNS, PORTRAIT_WIDTH
from pia_desktop.sheets.model import Block, Cell, Look, Part, Sheet, SheetRow

INDEX_TITLE = "変更した項目の一覧"
_NUMBER, _PAGE = 3, 32
# Where the item is gone, no page has it.
_GONE = "―"
_IMPORTANT = "※"


def changes_index_sheet(comparison: Comparison, page_of: Callable[[str], int | None]) -> Sheet:
    """A row for each changed item: its number, its name with its section, the page where it stands
    by `page_of`. As long whatever the pages are.
    """
    important = len(comparison.important)
    about = (
        f"{comparison.old.title}から変更した項目は{len(comparison.changed)}件です"
        f"（うち※重要な変更の対象 {important}件）。"
    )
    head = Block(
        (
            SheetRow(
                (
                    Cell(0, _NUMBER, "番号", Look.TABLE_HEAD, FRAME),
                    Cell(_NUMBER, _PAGE - _NUMBER, "変更した項目", Look.TABLE_HEAD, FRAME),
                    Cell(_PAGE, PORTRAIT_WIDTH - _PAGE, "ページ", Look.TABLE_HEAD, FRAME),
                )
            ),
        ),
        keep_next=True,
    )
    title = Cell(0, PORTRAIT_WIDTH, INDEX_TITLE, Look.TITLE)
    blocks = [
        Block((SheetRow((title,), height=40.0),), keep_next=True, mark=(0, INDEX_TITLE)),
        Block((full_row(about, Look.ABOUT, borders=""),), keep_next=True),
        head,
    ]
    for number, entry in enumerate(comparison.changed, 1):
        blocks.append(_row(number, entry, page_of))
    return Sheet(INDEX_TITLE, COLUMNS, tuple(blocks), head=head)


def _row(number: int, entry: Difference, page_of: Callable[[str], int | None]) -> Block:
    page = page_of(entry.new) if entry.new else None
    name = f"{_IMPORTANT if entry.important else ''}{' '.join(' › '.join(entry.parts).split())}"
    return Block(
        (
            SheetRow(
                (
                    Cell(0, _NUMBER, str(number), Look.CENTRED, FRAME),
                    Cell(_NUMBER, _PAGE - _NUMBER, name, Look.TABLE, FRAME, part=Part.TEXT),
                    Cell(_PAGE, PORTRAIT_WIDTH - _PAGE, str(page or _GONE), Look.CENTRED, FRAME),
                )
            ),
        )
    )
