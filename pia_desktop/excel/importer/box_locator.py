"""Located labels → the boxes of the form with what stands in each, and what stands in none."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

from pia_desktop.excel.importer.cell_text import announces_continuation, is_continuation_mark
from pia_desktop.excel.importer.form_labels import (
    FormLabel,
    FormLabels,
    fold_label,
    is_number,
    label_key,
    strip_tick,
)
from pia_desktop.excel.importer.label_matcher import LocatedLabel, locate_labels
from pia_desktop.excel.importer.occurrence_tracker import OccurrenceTracker
from pia_desktop.excel.importer.sheet_order import continues_sheet, sort_sheets
from pia_desktop.excel.importer.workbook_model import Book, BookCell, BookSheet
from pia_desktop.forms.addresses import address_of
from pia_desktop.forms.model import Item

# What the form prints around answers; alone in a cell it says nothing.
_BRACKETS = "[]［］()（）〔〕 　\n\t"


@dataclass
class Box:
    """One item's place in the workbook: its label's cell, and the cells that stand in its box."""

    label: FormLabel
    numbers: tuple[int, ...]
    sheet: BookSheet
    cell: BookCell
    cells: list[BookCell] = field(default_factory=list)

    @property
    def item(self) -> Item:
        """The item whose box it is."""
        return self.label.needed_item

    @property
    def address(self) -> str:
        """The item's address with its occurrences."""
        return address_of(self.item.id, self.numbers)


@dataclass
class TableRows:
    """A table's rows: for each, the cells by the column's id. `end` is its last row's number."""

    table: Item
    sheet: BookSheet
    heads: dict[str, BookCell]
    rows: list[dict[str, list[BookCell]]] = field(default_factory=list)
    end: int = 0


@dataclass(frozen=True)
class Stray:
    """A text that is in no box: where it stands and the box before it."""

    sheet: BookSheet
    row: int
    place: str
    text: str
    near: Box | None


@dataclass
class BoxLocator:
    """Everything of one workbook, told apart. `sheets` are its worksheets in the form's order;
    `fit` counts the labels that were found.
    """

    sheets: list[BookSheet] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    tables: list[TableRows] = field(default_factory=list)
    strays: list[Stray] = field(default_factory=list)
    fit: int = 0


def separate_boxes(book: Book, labels: FormLabels) -> BoxLocator:
    """The boxes of the whole workbook, its worksheets taken in the form's order."""
    labelled = [(sheet, locate_labels(_printed(sheet, labels), labels)) for sheet in book.sheets]
    out = BoxLocator(fit=len({hit.label.order for _sheet, located in labelled for hit in located}))
    walk = OccurrenceTracker(labels)
    for sheet, located in sort_sheets(labelled):
        out.sheets.append(sheet)
        before = out.boxes[-1] if continues_sheet(located) and out.boxes else None
        _Sheet(sheet, located, labels, walk, out, before).tell_apart()
    return out


def _printed(sheet: BookSheet, labels: FormLabels) -> list[BookCell]:
    """The cells but for those right of the page."""
    right = _right_edge(sheet, labels)
    return [cell for cell in sheet.cells if cell.column <= right]


def _right_edge(sheet: BookSheet, labels: FormLabels) -> int:
    """The last column of the page: as far as print area, merged cells or brackets reach."""
    brackets = [c.column for c in sheet.cells if len(c.text) <= 20 and not label_key(c.text)]
    named = [c.column for c in sheet.cells if label_key(c.text) == "選択肢"]
    right = max([sheet.right, *brackets, *named])
    return right or max((cell.column for cell in sheet.cells), default=0)


class _Sheet:
    """Telling apart one worksheet. `before` is the box in whose midst it begins, if it does."""

    def __init__(
        self,
        sheet: BookSheet,
        located: list[LocatedLabel],
        labels: FormLabels,
        walk: OccurrenceTracker,
        out: BoxLocator,
        before: Box | None,
    ) -> None:
        self._sheet = sheet
        self._located = located
        self._labels = labels
        self._walk = walk
        self._out = out
        self._boxes: dict[tuple[int, int], Box | None] = {}
        self._labelled = {(hit.cell.row, hit.cell.column): hit.label for hit in located}
        self._rows: dict[int, list[int]] = defaultdict(list)
        self._bottoms = {(area.top, area.left): area.bottom for area in sheet.merges}
        self._last = self._before = before

    def tell_apart(self) -> None:
        for hit in self._located:
            box = self._open(hit)
            self._boxes[hit.cell.row, hit.cell.column] = box
            self._rows[hit.cell.row].append(hit.cell.column)
        right = _right_edge(self._sheet, self._labels)
        rows = sorted(self._rows)
        table: TableRows | None = None
        for line in _lines(self._sheet.cells):
            inside = [cell for cell in line if cell.column <= right]
            for cell in line[len(inside) :]:
                if label_key(cell.text) not in self._labels.option_keys:
                    self._stray(cell, self._last)
            if not inside:
                continue
            heads = self._columns_at(inside[0].row)
            if heads:
                table = self._table(heads, table)
            elif table is not None and not self._rows.get(inside[0].row):
                self._add_row(table, inside)
            else:
                table = None
                at = bisect_right(rows, inside[0].row) - 1
                self._place(inside, rows[at] if at >= 0 else 0)
        self._part_remarks()
        self._add_asides()

    def _open(self, hit: LocatedLabel) -> Box | None:
        numbers = self._walk.numbers(hit)
        if not hit.label.opens_box or hit.label.role == "column":
            return None
        box = Box(hit.label, numbers, self._sheet, hit.cell)
        self._out.boxes.append(box)
        return box

    # -- boxes -------------------------------------------------------------------------------

    def _place(self, line: list[BookCell], row: int) -> None:
        """Give each cell of a line to the box that it stands in."""
        columns = sorted(self._rows.get(row, ()))
        for number, cell in enumerate(line):
            if (cell.row, cell.column) in self._boxes:
                opened = self._boxes[cell.row, cell.column]
                if opened is not None and not self._is_listed(opened):
                    self._last = opened
                self._tick_in_label(cell)
                continue
            if len(line) == 1 and self._is_bar(cell, columns):
                continue
            if self._is_number(cell, line[number + 1 : number + 2]):
                continue
            at = bisect_right(columns, cell.column) - 1
            if cell.row == row and self._ticks(line[number:], columns):
                at += 1
            box = self._boxes.get((row, columns[max(at, 0)])) if columns else self._before
            if box is not None:
                box.cells.append(cell)
            else:
                self._stray(cell, self._last)

    def _is_listed(self, box: Box) -> bool:
        """A section's title in the list on the cover, where nothing of it stands."""
        return box.label.role == "section" and box.label.section != self._located[0].label.section

    def _part_remarks(self) -> None:
        """Take out of the boxes what somebody has written below the ruled form: a cell without any
        rule, after an empty row.
        """
        for box in filter(None, self._boxes.values()):
            if not box.cell.framed or not box.item.features.textual:
                continue
            end = self._bottoms.get((box.cell.row, box.cell.column), box.cell.row)
            for number, cell in enumerate(box.cells):
                if cell.row > end + 1 and not cell.framed:
                    for remark in box.cells[number:]:
                        self._stray(remark, box)
                    del box.cells[number:]
                    break
                end = max(end, self._bottoms.get((cell.row, cell.column), cell.row))

    def _is_bar(self, cell: BookCell, columns: list[int]) -> bool:
        """「システム2～5」 and the like, at the place of a label."""
        at_left = not columns or cell.column <= columns[0]
        return at_left and self._labels.is_group_bar(cell.text)

    def _is_number(self, cell: BookCell, following: list[BookCell]) -> bool:
        """The ① or 1. of the label in the next cell, where it stands in a cell of its own."""
        label = self._labelled.get((cell.row, following[0].column)) if following else None
        if label is None or not is_number(cell.text):
            return False
        return label_key(cell.text + following[0].text) == label_key(label.text)

    def _ticks(self, rest: list[BookCell], columns: list[int]) -> bool:
        """Whether the cell is of the 「[ ○ ]」 in front of a check's label in the same row."""
        for cell in rest:
            if cell.column in columns:
                box = self._boxes.get((cell.row, cell.column))
                return box is not None and box.item.features.single_tick
            if len(fold_label(cell.text)) > len("[○]"):
                return False
        return False

    def _tick_in_label(self, cell: BookCell) -> None:
        box = self._boxes[cell.row, cell.column]
        if box is not None and box.item.features.single_tick and strip_tick(cell.text):
            box.cells.append(cell)

    # -- tables ------------------------------------------------------------------------------

    def _columns_at(self, row: int) -> list[LocatedLabel]:
        return [h for h in self._located if h.cell.row == row and h.label.role == "column"]

    def _table(self, heads: list[LocatedLabel], open_table: TableRows | None) -> TableRows:
        """The table whose head row this is; a head that is repeated goes on with the same table."""
        table = self._labels.form.by_id[heads[0].label.needed_item.repeats[-1]]
        if open_table is not None and open_table.table is table:
            return open_table
        table_rows = TableRows(
            table,
            self._sheet,
            {hit.label.needed_item.id: hit.cell for hit in heads},
            end=max(self._bottoms.get((h.cell.row, h.cell.column), h.cell.row) for h in heads),
        )
        self._out.tables.append(table_rows)
        return table_rows

    def _add_row(self, table: TableRows, line: list[BookCell]) -> None:
        """A row of the table, or a further piece of the row before, or a remark below the table."""
        if self._is_below(table, line):
            for cell in line:
                self._stray(cell, self._last)
            return
        table.end = max(self._bottoms.get((cell.row, cell.column), cell.row) for cell in line)
        row: dict[str, list[BookCell]] = defaultdict(list)
        places = sorted((cell.column, column) for column, cell in table.heads.items())
        for cell in line:
            at = bisect_right(places, (cell.column, "\uffff")) - 1
            row[places[max(at, 0)][1]].append(cell)
        date = next(iter(table.heads))
        marked = date in row and all(is_continuation_mark(cell.text) for cell in row[date])
        if table.rows and (marked or self._goes_on(table, row, line)):
            if marked:
                del row[date]  # it says in a date's place that the row above goes on
            for column, cells in row.items():
                table.rows[-1].setdefault(column, []).extend(cells)
        else:
            table.rows.append(dict(row))

    def _is_below(self, table: TableRows, line: list[BookCell]) -> bool:
        """Whether a line without any rule stands apart from the ruled table."""
        ruled = all(cell.framed for cell in table.heads.values())
        apart = line[0].row > table.end + 1
        return ruled and apart and not any(cell.framed for cell in line)

    def _goes_on(
        self, table: TableRows, row: dict[str, list[BookCell]], line: list[BookCell]
    ) -> bool:
        """Whether the line is a further piece of a long row: it says so, or no rule parts it from
        that, or, where nobody has drawn rules, nothing stands in the columns for short words.
        """
        if any("t" in cell.torn for cell in line) or all(
            announces_continuation(c.text) for c in line
        ):
            return True
        if self._sheet.rules:
            return not any(cell.ruled for cell in line)
        by_id = self._labels.form.by_id
        return all(by_id[column].features.multiline for column in row)

    # -- what is in no box -------------------------------------------------------------------

    def _stray(self, cell: BookCell, near: Box | None) -> None:
        if cell.text.strip(_BRACKETS):
            place = cell.coordinate
            self._out.strays.append(Stray(self._sheet, cell.row, place, cell.text, near))

    def _add_asides(self) -> None:
        opened = [box for box in self._out.boxes if box.sheet is self._sheet]
        for place, row, text in self._sheet.asides:
            before = [box for box in opened if box.cell.row <= row]
            near = before[-1] if before else None
            self._out.strays.append(Stray(self._sheet, row, place, text, near))


def _lines(cells: list[BookCell]) -> list[list[BookCell]]:
    """The cells row by row."""
    lines: dict[int, list[BookCell]] = {}
    for cell in cells:
        lines.setdefault(cell.row, []).append(cell)
    return list(lines.values())
