"""Sheets → pages: which rows stand on which page, and where a long text goes over to the next.

Workbook and PDF are paged by this one procedure, each with its own font's measure, so that they
break in the same places as far as their fonts allow.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pia_desktop.sheets.model import MARGIN_MM, Block, Cell, Sheet, SheetRow
from pia_desktop.sheets.text_metrics import Measure, RunningRow, cut_lines, join_pieces, runs_on

_MM = 72 / 25.4

# A text that goes on over a page leaves at least so many lines on either side.
LEAST_LINES = 3

# A page with less than this, five lines, looks like a mistake; in points.
_FEW = 5 * 13.5

# So many empty lines may be between two pieces of a text, with a margin for rounding.
_MOST_EMPTY = 1.01


@dataclass(frozen=True)
class PlacedRow:
    """A row, or a piece of one, with its height in points. `number` is the row's in its block;
    `first`: the block begins here.
    """

    row: SheetRow
    height: float
    block: Block
    number: int
    first: bool


PageRows = list[PlacedRow]


def page_height(sheet: Sheet) -> float:
    """The printable height of a page in points."""
    return (sheet.paper.value[0 if sheet.landscape else 1] - 2 * MARGIN_MM) * _MM


def paginate(sheet: Sheet, measure: Measure) -> list[PageRows]:
    """The sheet's rows page by page. Hidden blocks are on the page where they would stand, and take
    no room; a repeated head is on the first page only, but its room is kept on all. A page may be
    fuller than full by what the measure `draws_in`.
    """
    return _Pager(sheet, measure).pages()


class _Pager:
    """Filling one page after the other."""

    def __init__(self, sheet: Sheet, measure: Measure) -> None:
        self._sheet = sheet
        self._measure = measure
        head = measure.row_heights(sheet.head.rows) if sheet.head else []
        self._first_room = page_height(sheet)
        self._further_room = self._first_room - sum(head)
        self._pages: list[PageRows] = [[]]
        self._left = self._first_room

    def pages(self) -> list[PageRows]:
        blocks = self._sheet.blocks
        heights = [self._measure.row_heights(block.rows) for block in blocks]
        for number, block in enumerate(blocks):
            if block.hidden:
                self._pages[-1] += _placed(block, block.rows, heights[number])
                continue
            if block.new_page or self._needed(number, blocks, heights) > self._left:
                self._turn()
            self._place(block, heights[number])
        index = 1
        while index < len(self._pages):
            if not self._draw_in(index):
                self._fill_up(self._pages[index - 1], self._pages[index])
                index += 1
        return [self._whole_rows(page) for page in self._pages]

    def _draw_in(self, index: int) -> bool:
        """Put a page of a few lines onto the one before, where that needn't be drawn much smaller
        for it. Whether that could be done.
        """
        before, page = self._pages[index - 1 : index + 1]
        height = _height(page)
        if not 0 < height < _FEW or any(placed.block.new_page for placed in page):
            return False
        rows = self._whole_rows([*before, *page])
        room = self._first_room if index == 1 else self._further_room
        if _height(rows) * (1 - self._measure.draws_in) > room:
            return False
        self._pages[index - 1 : index + 1] = [rows]
        return True

    def _whole_rows(self, page: PageRows) -> PageRows:
        """The page with neighbouring pieces of a row made one, where rows may be as high: between
        pieces is more room than between lines.
        """
        if self._measure.tallest < self._first_room:
            return page
        rows = page[:1]
        for placed in page[1:]:
            last = rows[-1]
            if placed.block is last.block and placed.number == last.number:
                row = join_pieces(last.row, placed.row)
                rows[-1] = replace(last, row=row, height=self._measure.row_heights([row])[0])
            else:
                rows.append(placed)
        return rows

    def _fill_up(self, before: PageRows, page: PageRows) -> None:
        """Take so much from the end of the page before that no few lines stand alone on a page."""
        height = _height(page)
        if not height or height >= _FEW:
            return
        if before[-1].block is page[0].block:
            if self._carry_lines(before, page, _FEW - height):
                self._fill_up(before, page)
            return
        start = len(before)
        while start > 1 and _height([*before[start:], *page]) < _FEW:
            start -= 1
            while start > 1 and not _may_break(before, start):
                start -= 1
        moved = before[start:]
        enough_left = _height(before[:start]) >= self._first_room / 2
        if enough_left and height + _height(moved) <= self._further_room:
            page[:0] = moved
            del before[start:]

    def _carry_lines(self, before: PageRows, page: PageRows, lack: float) -> bool:
        """Cut the text that goes over to the page some lines earlier, or take its last piece along.
        Whether that could be done.
        """
        last = before[-1]
        if not runs_on(last.row):
            return False
        pitch = min(self._measure.line_height(cell) for cell in last.row.cells if cell.text)
        lines = self._measure.most_lines(last.row) - math.ceil(lack / pitch)
        if lines >= LEAST_LINES:
            first, rest = cut_lines(last.row, self._measure, lines)
            if rest is None:  # what was cut off is a line end that nobody sees
                first, rest = cut_lines(last.row, self._measure, lines - 1)
            if rest is None or self._measure.hole(first) > _MOST_EMPTY:
                return False
            heights = [self._measure.row_heights([row])[0] for row in (first, rest)]
            before[-1] = replace(last, row=first, height=heights[0])
            page.insert(0, replace(last, row=rest, height=heights[1], first=False))
            return True
        if last.first or before[-2].number != last.number:
            return False
        page.insert(0, before.pop())
        return True

    def _turn(self) -> None:
        if any(not row.block.hidden for row in self._pages[-1]):
            self._pages.append([])
            self._left = self._further_room

    def _needed(self, number: int, blocks: tuple[Block, ...], heights: list[list[float]]) -> float:
        """The room without which the block had better begin on the next page."""
        needed = 0.0
        for following in range(number, len(blocks)):
            block = blocks[following]
            if block.hidden:
                continue
            height = sum(heights[following])
            if block.keep_next:
                needed += height
                continue
            fits = needed + height <= self._left  # then the least of it needn't be known
            if not fits and len(block.rows) == 1 and runs_on(block.rows[0]):
                height = min(height, self._least(block.rows[0]))
            return needed + min(height, self._further_room / 2)
        return needed

    def _least(self, row: SheetRow) -> float:
        """The height of the row with the fewest lines that may stand alone on a page."""
        row = RunningRow(row, self._measure).ahead(row, self._first_room)
        first, rest = cut_lines(row, self._measure, LEAST_LINES)
        return self._measure.row_heights([first if rest else row])[0]

    def _place(self, block: Block, heights: list[float]) -> None:
        whole = sum(heights)
        if whole <= self._left and max(heights) <= self._measure.tallest:
            self._pages[-1] += _placed(block, block.rows, heights)
            self._left -= whole
            return
        if len(block.rows) > 1 and whole <= self._further_room:
            self._turn()
            if max(heights) <= self._measure.tallest:
                self._place(block, heights)
                return
        first = True
        for number, row in enumerate(block.rows):
            for piece in self._fitted(row, heights[number]):
                height = self._measure.row_heights([piece])[0]
                height = max(height, heights[number]) if piece is row else height
                self._pages[-1].append(PlacedRow(piece, height, block, number, first))
                self._left -= height
                first = False

    def _fitted(self, row: SheetRow, height: float) -> Iterator[SheetRow]:
        """The row, or its pieces, turning pages as needed before each."""
        running = RunningRow(row, self._measure)
        rest: SheetRow | None = row
        while rest is not None:
            room = min(self._left, self._measure.tallest)
            if height <= room:
                yield rest
                return
            lines = self._measure.lines_in(room, rest) if runs_on(rest) else 0
            if lines < LEAST_LINES and self._left < self._further_room:
                self._turn()
                continue
            if not runs_on(rest):
                yield rest
                return
            rest = running.ahead(rest, room)
            over = self._measure.most_lines(rest) - lines
            if 0 < over < LEAST_LINES:
                lines = max(lines - (LEAST_LINES - over), LEAST_LINES)
            first, rest = self._cut(rest, lines, room)
            yield first
            running.pass_over(first)
            if rest is not None:
                rest = running.ahead(rest, self._further_room)
                height = self._measure.row_heights([rest])[0]

    def _cut(self, row: SheetRow, lines: int, room: float) -> tuple[SheetRow, SheetRow | None]:
        """The row's first lines: fewer where they need more than the room in another font, or where
        a hole would be before what follows.
        """
        fitting, least = cut_lines(row, self._measure, max(lines, 1)), 1
        if lines <= least or self._fits(*fitting, room):
            return fitting
        fitting, most = cut_lines(row, self._measure, least), lines
        while most - least > 1:
            middle = (least + most) // 2
            first, rest = cut_lines(row, self._measure, middle)
            if self._fits(first, rest, room):
                fitting, least = (first, rest), middle
            else:
                most = middle
        return fitting

    def _fits(self, first: SheetRow, rest: SheetRow | None, room: float) -> bool:
        too_high = self._measure.row_heights([first])[0] > room
        return not too_high and (rest is None or self._measure.hole(first) <= _MOST_EMPTY)


def _height(rows: PageRows) -> float:
    return sum(placed.height for placed in rows if not placed.block.hidden)


def _may_break(rows: PageRows, at: int) -> bool:
    """Whether a page may begin with this row: its block begins here, and no head stands above."""
    return rows[at].first and not rows[at].block.hidden and not rows[at - 1].block.keep_next


def _placed(block: Block, rows: tuple[SheetRow, ...], heights: list[float]) -> PageRows:
    return [
        PlacedRow(row, height, block, number, number == 0)
        for number, (row, height) in enumerate(zip(rows, heights, strict=True))
    ]


def rows_covered(rows: list[PlacedRow], index: int, cell: Cell) -> int:
    """How many of the placed rows from `index` on the cell covers: those it spans, in all
    pieces.
    """
    placed = rows[index]
    last = placed.number + cell.rows
    end = index + 1
    while (
        end < len(rows)
        and rows[end].block is placed.block
        and not rows[end].first
        and rows[end].number < last
        and (cell.rows > 1)
    ):
        end += 1
    return end - index
