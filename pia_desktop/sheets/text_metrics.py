"""How high rows are for a given font, and cutting a row's text into pieces that fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from pia_desktop.sheets.line_breaks import Advance, Line, each_line
from pia_desktop.sheets.marks import clip_marks
from pia_desktop.sheets.model import PADDING_X, PADDING_Y, UNIT_PT, Cell, Part, SheetRow

MIN_ROW = 15.0

# The lines of a text with more characters, or of more than so many texts, aren't kept: a line takes
# more memory than its letters.
_LONG = 20_000
_MOST_KEPT = 20_000

# So many lines more than have room show how a text goes on.
_AHEAD = 10


@dataclass(frozen=True)
class Measure:
    """A font's advances, its line pitch as a share of its size, and how much of a width is used.

    `bold_advance` is for bold text; `tallest` the greatest height in points that a row may have;
    `padding` the points above and below a text. `other` is of another font that may show the text
    instead: rows have room for either. `meant` are the same fonts in columns as wide as they are
    meant to be. `draws_in`: by how much, as a share, a page may be drawn smaller so that it takes a
    few lines more.
    """

    advance: Advance
    bold_advance: Advance
    pitch: float
    width_share: float = 1.0
    tallest: float = 100_000.0
    padding: float = PADDING_Y
    other: Measure | None = None
    meant: tuple[Measure, ...] = ()
    draws_in: float = 0.0
    _known: dict[tuple[str, int, float, bool], list[Line]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def lines(self, cell: Cell) -> list[Line]:
        """The printed lines of a cell's text."""
        style = cell.look.style
        key = (cell.text, cell.width, style.size, style.bold)
        lines = self._known.get(key)
        if lines is None:
            lines = [*self._each_line(cell)]
            if len(cell.text) <= _LONG:
                if len(self._known) >= _MOST_KEPT:
                    self._known.clear()
                self._known[key] = lines
        return lines

    def _each_line(self, cell: Cell, start: int = 0) -> Iterator[Line]:
        style = cell.look.style
        width = (cell.width * UNIT_PT - 2 * PADDING_X) * self.width_share
        advance = self.bold_advance if style.bold else self.advance
        return each_line(cell.text, width, style.size, advance, start)

    def _line_count(self, cell: Cell) -> int:
        if len(cell.text) <= _LONG:
            return len(self.lines(cell))
        return sum(1 for _ in self._each_line(cell))

    def end_of_lines(self, cell: Cell, start: int, most: int) -> int:
        """Where the text's next lines end, `most` of them, from where one of them starts."""
        left = len(cell.text) - start
        if left < most:  # a line has a character, if only its own end
            return len(cell.text)
        *_, last = islice(self._each_line(cell, start), most)
        return last.next

    def line_height(self, cell: Cell) -> float:
        """The pitch of the cell's lines in points."""
        return cell.look.style.size * self.pitch

    def cell_height(self, cell: Cell) -> float:
        """The height in points that a cell's text needs."""
        if not cell.text:
            return 0.0
        count = self._line_count(cell)
        if cell.part is Part.TEXT and count > 1 and cell.text.endswith("\n"):
            count -= 1  # the line break between this piece and the next
        height = count * self.line_height(cell) + 2 * self.padding
        return max(height, self.other.cell_height(cell)) if self.other else height

    def hole(self, row: SheetRow) -> float:
        """How many lines may stay empty below the row's running text, where columns are as wide as
        they are meant to be.
        """
        if not self.meant:
            return 0.0
        (height,) = self.row_heights([row])
        needed = [
            min(meant.cell_height(cell) for meant in self.meant)
            for cell in row.cells
            if cell.part is Part.TEXT and cell.text
        ]
        return (height - 2 * self.padding - max(needed, default=height)) / min(
            self.line_height(cell) for cell in row.cells if cell.part is Part.TEXT
        )

    def row_heights(self, rows: Sequence[SheetRow]) -> list[float]:
        """Each row's height in points, so that every cell has room, spanning ones too."""
        heights = []
        for row in rows:
            needed = [self.cell_height(cell) for cell in row.cells if cell.rows == 1 and cell.text]
            heights.append(max([row.height, MIN_ROW, *needed]))
        for number, row in enumerate(rows):
            for cell in row.cells:
                spans = 1 < cell.rows <= len(rows) - number  # a piece's label spans further pieces
                if spans and cell.text:
                    lack = self.cell_height(cell) - sum(heights[number : number + cell.rows])
                    if lack > 0:
                        share = lack / cell.rows
                        for below in range(number, number + cell.rows):
                            heights[below] += share
        return heights

    def lines_in(self, height: float, row: SheetRow) -> int:
        """How many lines of the row's running text stand in so many points."""
        pitch = max(self.line_height(cell) for cell in row.cells if cell.part is Part.TEXT)
        return int((height - 2 * self.padding + 1e-6) // pitch)

    def most_lines(self, row: SheetRow) -> int:
        """The lines of the longest of the row's running texts."""
        return max(len(self.lines(cell)) for cell in row.cells if cell.part is Part.TEXT)


def runs_on(row: SheetRow) -> bool:
    """Whether the row holds text that may go on in further rows."""
    return any(cell.part is Part.TEXT for cell in row.cells)


def cut_lines(row: SheetRow, measure: Measure, limit: int) -> tuple[SheetRow, SheetRow | None]:
    """The row with at most `limit` lines of its running texts, and what is left of it.

    Texts are cut at line ends, if possible where the text itself breaks; a cell's pieces, joined,
    are its text. Between pieces there is no rule.
    """
    ends = {}
    for number, cell in enumerate(row.cells):
        if cell.part is Part.TEXT:
            ends[number] = _end_of(cell.text, measure.lines(cell), limit)
    if all(end >= len(row.cells[number].text) for number, end in ends.items()):
        return row, None
    first, rest = [], []
    for number, cell in enumerate(row.cells):
        if cell.rows > 1:  # it covers the further pieces too
            first.append(cell)
            continue
        above, below = cell, cell
        if number in ends:
            end = ends[number]
            torn = 0 < end < len(cell.text) and cell.text[end - 1] != "\n"
            above = replace(
                cell,
                text=cell.text[:end],
                torn=_torn(cell, "t", "b" if torn else ""),
                marks=clip_marks(cell.marks, 0, end),
            )
            below = replace(
                cell,
                text=cell.text[end:],
                choices=(),
                torn=_torn(cell, "b", "t" if torn else ""),
                marks=clip_marks(cell.marks, end, len(cell.text)),
            )
        elif cell.part is Part.LAST:
            above = replace(cell, text="")
        else:
            below = replace(cell, text="", choices=(), address="")
        first.append(replace(above, borders=above.borders.replace("b", "")))
        rest.append(replace(below, borders=below.borders.replace("t", "")))
    return replace(row, cells=tuple(first)), SheetRow(tuple(rest))


class RunningRow:
    """A row that is cut into pieces from the top. No more of its texts is looked at than is needed
    for the next one: all that is left, again for each piece, would be as long as the text each
    time.
    """

    def __init__(self, row: SheetRow, measure: Measure) -> None:
        """Nothing of the row is cut off so far."""
        self._measure = measure
        self._cells = {cell.left: cell for cell in row.cells if cell.part is Part.TEXT}
        self._starts = dict.fromkeys(self._cells, 0)

    def ahead(self, rest: SheetRow, height: float) -> SheetRow:
        """What is left of the row, with so much of its texts as is higher than `height`."""
        cells = tuple(self._text_ahead(cell, height) for cell in rest.cells)
        return rest if cells == rest.cells else replace(rest, cells=cells)

    def pass_over(self, piece: SheetRow) -> None:
        """The row without this piece, that was cut off."""
        for cell in piece.cells:
            if cell.left in self._starts:
                self._starts[cell.left] += len(cell.text)

    def _text_ahead(self, cell: Cell, height: float) -> Cell:
        if cell.left not in self._cells:
            return cell
        whole, start = self._cells[cell.left], self._starts[cell.left]
        lines = int(height / self._measure.line_height(cell)) + _AHEAD
        end = self._measure.end_of_lines(whole, start, lines)
        marks = clip_marks(whole.marks, start, end)
        return replace(cell, text=whole.text[start:end], marks=marks)


def join_pieces(first: SheetRow, rest: SheetRow) -> SheetRow:
    """The row of which these are neighbouring pieces: what `cut_lines` made two of."""
    below = {cell.left: cell for cell in rest.cells}
    cells = []
    for above in first.cells:
        cell = below.get(above.left)
        if cell is not None:
            length = len(above.text)
            shifted = tuple((begin + length, end + length) for begin, end in cell.marks)
            above = replace(
                above,
                text=above.text + cell.text,
                borders="".join(sorted({*above.borders, *cell.borders})),
                torn="".join(sorted({*above.torn.replace("b", ""), *cell.torn.replace("t", "")})),
                marks=above.marks + shifted,
            )
        cells.append(above)
    return replace(first, cells=tuple(cells))


def _torn(cell: Cell, kept: str, new: str) -> str:
    """A piece is torn where the whole was, on the side that it keeps, and where it was cut."""
    return "".join(sorted({*new, *(side for side in cell.torn if side == kept)}))


def _end_of(text: str, lines: list[Line], limit: int) -> int:
    """Where the first `limit` lines end; a little earlier if the text itself breaks there."""
    if len(lines) <= limit:
        return len(text)
    for candidate in range(limit, max(limit * 4 // 5, 1) - 1, -1):
        if lines[candidate - 1].hard:
            return lines[candidate].start
    return lines[limit].start
