"""Where each answer goes in a workbook: the cell that waits for it, found from the labels."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pia_desktop.assessment.value_text import value_as_text
from pia_desktop.excel.importer.box_locator import Box
from pia_desktop.excel.importer.checks_reader import options_in
from pia_desktop.excel.importer.form_labels import fold_label, label_key, strip_tick
from pia_desktop.excel.importer.workbook_model import BookCell, BookSheet, CellRange
from pia_desktop.excel.template_filling.printed_ticks import (
    EMPTY_TICK,
    SPLIT,
    has_room,
    with_option_ticked,
    with_tick,
)
from pia_desktop.excel.template_filling.row_areas import RowAreas
from pia_desktop.excel.template_filling.ruled_areas import RuledAreas
from pia_desktop.forms.addresses import address_of
from pia_desktop.forms.kinds import KindTable
from pia_desktop.forms.model import Item, Option
from pia_desktop.forms.values import is_empty
from pia_desktop.sheets.blocks import CIRCLE

# No page has more columns; merged areas may reach to Excel's last one.
_MOST_COLUMNS = 500

# So far below a label its box may begin.
_FARTHEST = 12

_EMPTY_BRACKETS = re.compile(r"([(（])[\s　]*([)）])")


@dataclass(frozen=True)
class CellWrite:
    """A text for the cell at the upper left of an area of a worksheet; `further` are texts for
    cells of their own below it, `chain` the cells there that a text before it went on in.
    """

    sheet: BookSheet
    area: CellRange
    text: str
    further: tuple[str, ...] = ()
    chain: tuple[CellRange, ...] = ()


class Geometry:
    """A worksheet's areas: which cells are merged or framed, and what lies beside and below."""

    def __init__(
        self, sheet: BookSheet, frames: RuledAreas, labels: Iterable[BookCell] = ()
    ) -> None:
        """Index the merged areas by their cells. `labels` are the cells that hold the form's."""
        self._sheet = sheet
        self._frames = frames
        self._labels = {(cell.row, cell.column) for cell in labels}
        self._areas = RowAreas(sheet.merges)
        self._texts = {(cell.row, cell.column): cell.text for cell in sheet.cells}
        merged = max((area.right for area in sheet.merges), default=1)
        last = min(max(merged, frames.last_column()), _MOST_COLUMNS)
        for first, hidden in sorted(sheet.hidden_columns, reverse=True):
            last = first - 1 if first <= last <= hidden and first > merged else last
        self._last = last

    def area(self, row: int, column: int) -> CellRange:
        """The merged area that a cell is in, or the cell."""
        return self._areas.at(row, column) or CellRange(row, column, row, column)

    def box(self, cell: BookCell) -> CellRange:
        """What is merged or framed around a filled cell, or the cell."""
        return self._box(cell.row, cell.column) or self.area(cell.row, cell.column)

    def text(self, area: CellRange) -> str:
        """What stands there."""
        return self._texts.get((area.top, area.left), "")

    def right_of(self, area: CellRange) -> CellRange | None:
        """The box right of another area, in its first row: what is merged, framed or filled there;
        an empty sliver between is passed over.
        """
        column = area.right + 1
        while column <= self._last:
            beside = self._box(area.top, column) or self.area(area.top, column)
            several = beside.right > beside.left and beside.top <= area.top
            if self.text(beside) or several or column == self._last:
                return beside
            column = beside.right + 1
        return None

    def next_to(self, area: CellRange) -> CellRange | None:
        """The area that touches another at its right."""
        return self.area(area.top, area.right + 1) if area.right < self._last else None

    def below(self, area: CellRange) -> CellRange:
        """The box below a label: the first merged or framed area that begins at its left edge or
        right of it. Empty rows between are passed over, another label is not.
        """
        for row in range(area.bottom + 1, area.bottom + 1 + _FARTHEST):
            for column in range(area.left, self._last + 1):
                beneath = self._box(row, column)
                if beneath is not None and self._is_label(beneath):
                    return self.area(area.bottom + 1, area.left)
                if beneath is not None and beneath.top == row:
                    return beneath
            if any((row, column) in self._labels for column in range(1, self._last + 1)):
                break
        return self.area(area.bottom + 1, area.left)

    def printed_box(self, row: int, head: CellRange) -> CellRange:
        """A table's box in the column of this head that begins in a row: what is merged there, or
        framed, or the cells as wide as the head.
        """
        merged = self._areas.at(row, head.left)
        if merged is not None:
            return merged
        framed = self._frames.at(row, head.left)
        if framed is not None and framed.right <= head.right:
            return framed
        return CellRange(row, head.left, row, head.right)

    def left_of(self, area: CellRange) -> CellRange | None:
        """The box that ends where another begins, in its first row."""
        for column in range(area.left - 1, 0, -1):
            box = self._areas.at(area.top, column) or self._frames.at(area.top, column)
            if box is not None:
                return box if box.right == area.left - 1 else None
        return None

    def is_empty_box(self, area: CellRange) -> bool:
        """Whether it is merged or framed, and holds nothing."""
        own = self._areas.at(area.top, area.left) or self._frames.at(area.top, area.left)
        return own == area and not self.text(area)

    def has_below(self, label: CellRange) -> bool:
        """Whether a box without a label stands right below a label."""
        beneath = self._box(label.bottom + 1, label.left)
        return beneath is not None and not self._is_label(beneath)

    def chain(self, area: CellRange, cells: Iterable[BookCell]) -> tuple[CellRange, ...]:
        """The areas right below one, as wide as it, in which its text goes on."""
        out: list[CellRange] = []
        for cell in cells:
            below = self.area(cell.row, cell.column)
            last = out[-1] if out else area
            if below.top == last.bottom + 1 and (below.left, below.right) == (
                area.left,
                area.right,
            ):
                out.append(below)
        return tuple(out)

    def left_texts(self, cell: BookCell) -> Iterator[BookCell]:
        """The filled cells left of a cell in its row, the nearest first."""
        row = [c for c in self._sheet.cells if c.row == cell.row and c.column < cell.column]
        yield from reversed(row)

    def _is_label(self, area: CellRange) -> bool:
        return (area.top, area.left) in self._labels

    def _box(self, row: int, column: int) -> CellRange | None:
        """The merged or framed area of several cells that a cell is in, or begins."""
        merged = self._areas.at(row, column)
        if merged is not None:
            return merged
        framed = self._frames.at(row, column)
        if framed is None or framed.right == framed.left:
            return None
        inside = {
            (r, c)
            for r in range(framed.top, framed.bottom + 1)
            for c in range(framed.left, framed.right + 1)
        }
        filled = inside & self._texts.keys() - {(row, column)}
        return None if filled or self._areas.touch(framed) else framed


class CellTargets:
    """Where the answers of one workbook's boxes go."""

    def __init__(self, items: tuple[Item, ...], geometry: Callable[[BookSheet], Geometry]) -> None:
        """`items` are the form's, among them those that stand beside others; `geometry` tells the
        areas of a worksheet.
        """
        self._beside = {item.beside: item for item in items if item.beside}
        self.geometry = geometry
        self._exchanged: dict[tuple[int, int, int], str] = {}

    def writes(self, box: Box, values: dict[str, Any]) -> Iterator[CellWrite]:
        """What to write for the answers in `values` (by address) that belong into a box."""
        value = values.get(box.address)
        if not is_empty(value) and box.item.kind in CELL_WRITERS:
            yield from CELL_WRITERS[box.item.kind](self, box, value)
        beside = self._beside.get(box.item.id)
        if beside is not None:
            inside = values.get(address_of(beside.id, box.numbers))
            if not is_empty(inside):
                yield from self._beside_choice(box, beside, str(inside))

    def text(self, box: Box, value: Any) -> Iterator[CellWrite]:
        """A text beside its label or below it."""
        area = self.text_area(box)
        chain = self.geometry(box.sheet).chain(area, box.cells)
        yield CellWrite(box.sheet, area, str(value), chain=chain)

    def text_area(self, box: Box) -> CellRange:
        """Where the text of a box goes: beside its label or below it."""
        geometry = self.geometry(box.sheet)
        label = geometry.box(box.cell)
        beside = geometry.right_of(label)
        if beside is None and not geometry.has_below(label):
            label = geometry.area(box.cell.row, box.cell.column)
            beside = geometry.right_of(label)
        if box.label.answered_beside:
            return beside or geometry.below(label)
        # Some draw a box beside where the form has one below.
        if beside is not None and geometry.is_empty_box(beside) and not geometry.has_below(label):
            return beside
        return geometry.below(label)

    # -- choices -----------------------------------------------------------------------------

    def choice(self, box: Box, value: str) -> Iterator[CellWrite]:
        """The chosen option between the brackets that wait for it."""
        geometry = self.geometry(box.sheet)
        for cell in box.cells:
            plain = fold_label(cell.text)
            area = geometry.area(cell.row, cell.column)
            ticked = with_option_ticked(cell.text, box.item.options, value)
            if ticked != cell.text:
                yield CellWrite(box.sheet, area, ticked)
                return
            if plain == "[":
                inside = geometry.next_to(area)
                if inside is not None and fold_label(geometry.text(inside)) != "]":
                    yield CellWrite(box.sheet, inside, value)
                    return
            if plain.startswith("[]"):
                filled = EMPTY_TICK.sub(rf"\1 {value} \2", cell.text, count=1)
                yield CellWrite(box.sheet, area, filled)
                return
        named = [cell for cell in box.cells if _names_option(cell, box.item.options)]
        if len(named) > 1:
            chosen = (cell for cell in named if label_key(cell.text) == label_key(value))
            for cell in chosen:
                yield from self._tick_beside(box.sheet, cell)
            return
        area = self.text_area(box)
        if not geometry.text(area):
            yield CellWrite(box.sheet, area, value)

    def _tick_beside(self, sheet: BookSheet, cell: BookCell) -> Iterator[CellWrite]:
        """A tick left of an option's words: in what is printed for it, or in an empty box."""
        ticks = list(self._tick(sheet, cell))
        geometry = self.geometry(sheet)
        left = geometry.left_of(geometry.area(cell.row, cell.column))
        if not ticks and left is not None and geometry.is_empty_box(left):
            ticks = [CellWrite(sheet, left, CIRCLE)]
        yield from ticks

    def yes_no(self, box: Box, value: bool) -> Iterator[CellWrite]:
        """はい or いいえ between the brackets that wait for it."""
        yield from self.choice(box, value_as_text(box.item, value))

    def _beside_choice(self, box: Box, item: Item, value: str) -> Iterator[CellWrite]:
        """Between the brackets that stand in the same box, as in 「(  )件」."""
        words = label_key(item.label.removeprefix(box.item.label).strip().rpartition(" )")[0])
        for cell in box.cells:
            plain = fold_label(cell.text)
            if words and label_key(cell.text).startswith(words):
                yield from self._inside(box.sheet, cell, value)
                return
            if not words and plain.startswith("(") and not label_key(plain).strip("件"):
                yield from self._inside(box.sheet, cell, value)
                return

    def _inside(self, sheet: BookSheet, cell: BookCell, value: str) -> Iterator[CellWrite]:
        """A text into the brackets that a cell opens, in the cell itself or right of it."""
        geometry = self.geometry(sheet)
        area = geometry.area(cell.row, cell.column)
        if _EMPTY_BRACKETS.search(cell.text):
            yield CellWrite(sheet, area, _put_inside(cell.text, value))
        elif fold_label(cell.text).rstrip(":").endswith("(") or not fold_label(cell.text).endswith(
            ")"
        ):
            inside = geometry.next_to(area)
            if inside is not None and not geometry.text(inside):
                yield CellWrite(sheet, inside, value)
        elif re.search(r"[:：][\s　]*[)）]$", cell.text.strip()):
            yield CellWrite(
                sheet, area, re.sub(r"(?<!\s)\s*([)）])$", rf" {value} \1", cell.text.strip())
            )

    # -- ticks -------------------------------------------------------------------------------

    def checks(self, box: Box, value: dict[str, Any]) -> Iterator[CellWrite]:
        """A tick before each chosen option, and what stands between its brackets."""
        remaining: list[Option] = list(box.item.options)
        cells_with_options: list[tuple[BookCell, list[Option]]] = []
        for cell in box.cells:
            hits = [hit[0] for hit in options_in(cell.text, remaining)]
            remaining = [option for option in remaining if option not in hits]
            if hits:
                cells_with_options.append((cell, hits))
        for number, (cell, options) in enumerate(cells_with_options):
            chosen = [option for option in options if option.key in value]
            if len(options) > 1:
                yield from self._ticks_in_one(box.sheet, cell, options, value)
                continue
            for option in chosen:
                inside = value[option.key]
                if strip_tick(cell.text) is not None and _EMPTY_BRACKETS.search(cell.text):
                    yield from self._ticks_in_one(box.sheet, cell, options, value)
                    continue
                yield from self._tick_beside(box.sheet, cell)
                if option.bracket != "none" and str(inside):
                    end = (
                        cells_with_options[number + 1][0]
                        if number + 1 < len(cells_with_options)
                        else None
                    )
                    yield from self._bracket(box, cell, end, str(inside))

    def _bracket(
        self, box: Box, cell: BookCell, end: BookCell | None, value: str
    ) -> Iterator[CellWrite]:
        """The text of an option's brackets: they are opened by its own cell or by one after it."""
        opened = "(" in fold_label(cell.text)[len(label_key(cell.text)) :]
        if opened or _EMPTY_BRACKETS.search(cell.text):
            yield from self._inside(box.sheet, cell, value)
            return
        at = bisect_right(box.cells, (cell.row, cell.column), key=lambda c: (c.row, c.column))
        for other in box.cells[at:]:
            if end is not None and (other.row, other.column) >= (end.row, end.column):
                return
            if fold_label(other.text).startswith("("):
                yield from self._inside(box.sheet, other, value)
                return

    def tick(self, box: Box, value: Any) -> Iterator[CellWrite]:
        """A tick before the item's own label."""
        piece = box.tick_within
        if not piece:
            yield from self._tick(box.sheet, box.cell)
        elif has_room(piece):
            area = self.geometry(box.sheet).area(box.cell.row, box.cell.column)
            yield CellWrite(box.sheet, area, self.exchange(box, with_tick(piece)))

    def exchange(self, box: Box, tick: str) -> str:
        """The text of a cell with this in place of a single tick that stands in it with others;
        what was exchanged in it before stays so.
        """
        place = id(box.sheet), box.cell.row, box.cell.column
        text = self._exchanged.get(place, box.cell.text).replace(box.tick_within, tick, 1)
        self._exchanged[place] = text
        return text

    def _tick(self, sheet: BookSheet, cell: BookCell) -> Iterator[CellWrite]:
        """○ between the brackets in front of an option's words."""
        geometry = self.geometry(sheet)
        own = geometry.area(cell.row, cell.column)
        if has_room(cell.text):
            yield CellWrite(sheet, own, with_tick(cell.text))
            return
        for other in geometry.left_texts(cell):
            plain = fold_label(other.text)
            area = geometry.area(other.row, other.column)
            if plain == "[]" or (len(plain) == 1 and has_room(plain)):
                yield CellWrite(sheet, area, with_tick(other.text))
                return
            if plain == "[":
                inside = geometry.next_to(area)
                if inside is not None and not geometry.text(inside):
                    yield CellWrite(sheet, inside, CIRCLE)
                return
            if plain != "]":
                break

    def _ticks_in_one(
        self, sheet: BookSheet, cell: BookCell, options: list[Option], value: dict[str, Any]
    ) -> Iterator[CellWrite]:
        """Several options, each with its brackets, in one cell."""
        pieces = SPLIT.split(cell.text)
        filled = pieces[0]
        for option, piece in zip(options, pieces[1:], strict=False):
            text = piece
            if option.key in value:
                text = with_tick(piece)
                if option.bracket != "none":
                    text = _put_inside(text, str(value[option.key]))
            filled += text
        area = self.geometry(sheet).area(cell.row, cell.column)
        yield CellWrite(sheet, area, filled)


CellWriter = Callable[[CellTargets, Box, Any], Iterator[CellWrite]]

# Pictures and tables are put in by the template itself.
CELL_WRITERS: KindTable[CellWriter] = KindTable(
    "excel.template_filling.cell_targets",
    lambda kind: kind.has_value and not (kind.pictorial or kind.gridded or kind.drawn),
    {
        "line": CellTargets.text,
        "text": CellTargets.text,
        "date": CellTargets.text,
        "count": CellTargets.text,
        "choice": CellTargets.choice,
        "check": CellTargets.tick,
        "yes_no": CellTargets.yes_no,
        "checks": CellTargets.checks,
    },
)


def _names_option(cell: BookCell, options: tuple[Option, ...]) -> bool:
    key = label_key(cell.text)
    return any(key == label_key(option.label) for option in options)


def _put_inside(text: str, value: str) -> str:
    return _EMPTY_BRACKETS.sub(
        lambda brackets: f"{brackets[1]} {value} {brackets[2]}", text, count=1
    )
