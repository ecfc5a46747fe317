"""Located labels → the boxes of the form with what stands in each, and what stands in none."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

from pia_desktop.excel.cell_formats import OPTION_LISTS_HEAD
from pia_desktop.excel.importer.cell_text import (
    announces_continuation,
    is_continuation_mark,
    is_guide,
)
from pia_desktop.excel.importer.contents_list import contents_rows, is_page_number
from pia_desktop.excel.importer.form_labels import (
    FormLabel,
    FormLabels,
    fold_label,
    is_number,
    label_key,
    label_number,
    strip_tick,
)
from pia_desktop.excel.importer.label_matcher import LocatedLabel, locate_labels
from pia_desktop.excel.importer.near_labels import SheetLabels, add_near_labels
from pia_desktop.excel.importer.occurrence_tracker import OccurrenceTracker
from pia_desktop.excel.importer.page_lines import find_page_lines
from pia_desktop.excel.importer.sheet_order import continues_sheet, sort_sheets
from pia_desktop.excel.importer.workbook_model import Book, BookCell, BookSheet
from pia_desktop.forms.addresses import address_of
from pia_desktop.forms.model import Item

# What the form prints around answers; alone in a cell it says nothing.
_LONGEST_HEAD = 20
_TICK_BRACKETS = ("[", "]", "［", "］")
# So many labels make a hidden worksheet a part of the form.
_FEWEST_LABELS = 5
_FEWEST_HEADS = 3
_BRACKETS = "[]［］()（）〔〕□☐◻ 　\n\t"


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
    def tick_within(self) -> str:
        """A single tick with its words, where it shares its cell with others or a heading."""
        first = self.cells[0] if self.cells and self.item.features.single_tick else None
        if first is None or (first.row, first.column) != (self.cell.row, self.cell.column):
            return ""
        return first.text if first.text.strip() != self.cell.text.strip() else ""

    @property
    def address(self) -> str:
        """The item's address with its occurrences."""
        return address_of(self.item.id, self.numbers)


@dataclass
class TableRows:
    """A table's rows: for each, the cells by the column's id. `end` is its last row's number and
    `right` the last column of its head; `unknown` are heads of nobody knows what columns.
    """

    table: Item
    sheet: BookSheet
    heads: dict[str, BookCell]
    rows: list[dict[str, list[BookCell]]] = field(default_factory=list)
    end: int = 0
    right: int = 0
    unknown: list[BookCell] = field(default_factory=list)


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
    `fit` counts the labels that were found; `near` are those in other words than the form's.
    """

    sheets: list[BookSheet] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    tables: list[TableRows] = field(default_factory=list)
    strays: list[Stray] = field(default_factory=list)
    near: list[tuple[BookSheet, LocatedLabel]] = field(default_factory=list)
    sections: set[int] = field(default_factory=set)
    fit: int = 0


@dataclass(frozen=True)
class _Reading:
    """One worksheet's labels; the rows of lists of sections; the cells (by `id`) that belong to the
    page; and the page's last column.
    """

    sheet: BookSheet
    labels: SheetLabels
    contents: dict[int, bool]
    page: set[int]
    right: int


def separate_boxes(book: Book, labels: FormLabels) -> BoxLocator:
    """The boxes of the whole workbook, its worksheets taken in the form's order."""
    for sheet in book.sheets:
        _set_hidden_aside(sheet, labels)
    lists = [contents_rows(sheet.cells) for sheet in book.sheets]
    edges = {id(sheet): _right_edge(sheet, labels) for sheet in book.sheets}
    printed = [
        _printed(sheet, rows, edges[id(sheet)], labels)
        for sheet, rows in zip(book.sheets, lists, strict=True)
    ]
    located = [
        (sheet, cells, locate_labels(cells, labels))
        for sheet, cells in zip(book.sheets, printed, strict=True)
    ]
    page = find_page_lines(located)
    sheets = [
        (sheet, [cell for cell in cells if id(cell) not in page], hits)
        for sheet, cells, hits in located
    ]
    readings = {
        id(sheet): _Reading(sheet, near, rows, page, edges[id(sheet)])
        for (sheet, _cells, _hits), near, rows in zip(
            sheets, add_near_labels(sheets, labels), lists, strict=True
        )
    }
    every = [(reading.sheet, reading.labels.located) for reading in readings.values()]
    out = BoxLocator(fit=len({hit.label.order for _sheet, hits in every for hit in hits}))
    walk = OccurrenceTracker(labels)
    for sheet, hits in sort_sheets(every):
        out.sheets.append(sheet)
        out.near += [(sheet, hit) for hit in readings[id(sheet)].labels.near]
        out.sections |= {hit.label.section for hit in hits if hit.label.role != "title"}
        before = out.boxes[-1] if continues_sheet(hits) and out.boxes else None
        _Sheet(readings[id(sheet)], labels, walk, out, before).tell_apart()
    return out


def _set_hidden_aside(sheet: BookSheet, labels: FormLabels) -> None:
    """Hidden worksheets and columns that are no part of the form (lists of options, codes,
    somebody's notes) are in no box: they go on record. What somebody has hidden of the form is
    read.
    """
    if sheet.hidden and len(locate_labels(sheet.cells, labels)) < _FEWEST_LABELS:
        _leave_aside(sheet, sheet.cells, "隠れたシート")
    for first, last in sheet.hidden_columns:
        inside = [
            cell
            for cell in sheet.cells
            if first <= cell.column and sheet.area_of(cell).right <= last
        ]
        worded = any(len(label_key(c.text)) > 1 and labels.candidates(c.text)[0] for c in inside)
        if not worded and not _stand_in_brackets(sheet, inside, first, last):
            _leave_aside(sheet, inside, "隠れた列")


def _stand_in_brackets(sheet: BookSheet, inside: list[BookCell], first: int, last: int) -> bool:
    """Whether what the columns hold are marks between the form's visible 「[」 and 「]」."""
    rows = {cell.row for cell in inside}
    beside = [
        cell.text.strip()
        for cell in sheet.cells
        if cell.row in rows and (sheet.area_of(cell).right == first - 1 or cell.column == last + 1)
    ]
    return any(text in _TICK_BRACKETS for text in beside)


def _leave_aside(sheet: BookSheet, cells: list[BookCell], what: str) -> None:
    sheet.asides += [(f"{what}の{cell.coordinate}", cell.row, cell.text) for cell in cells]
    gone = {id(cell) for cell in cells}
    sheet.cells = [cell for cell in sheet.cells if id(cell) not in gone]


def _printed(
    sheet: BookSheet, contents: dict[int, bool], right: int, labels: FormLabels
) -> list[BookCell]:
    """The cells but for those right of the page (its last column is `right`) and of a table, and
    for lists of sections.
    """
    heads = head_rows(sheet, labels)
    beyond = max(heads.values(), default=0)
    begin = min(heads, default=0)
    return [
        cell
        for cell in sheet.cells
        if cell.row not in contents
        and (cell.column <= right or (heads and cell.row >= begin and cell.column <= beyond))
    ]


def head_rows(sheet: BookSheet, labels: FormLabels) -> dict[int, int]:
    """The head rows of tables, each with its last column: a table is as wide as its head."""
    columns: dict[int, list[BookCell]] = defaultdict(list)
    for cell in sheet.cells:
        if len(cell.text) <= _LONGEST_HEAD and label_key(cell.text) in labels.column_keys:
            columns[cell.row].append(cell)
    return {
        row: max(sheet.area_of(cell).right for cell in sheet.cells if cell.row == row)
        for row, cells in columns.items()
        if len(cells) >= _FEWEST_HEADS
    }


def _right_edge(sheet: BookSheet, labels: FormLabels) -> int:
    """The last column of the page: as far as print area, merged cells or brackets reach."""
    brackets = [c.column for c in sheet.cells if len(c.text) <= 20 and not label_key(c.text)]
    named = [c.column for c in sheet.cells if label_key(c.text) == "選択肢"]
    right = max([sheet.right, *brackets, *named])
    if not right:
        return max((cell.column for cell in sheet.cells), default=0)
    # A last column of single boxes, ruled and right beside the others.
    for cell in sorted(sheet.cells, key=lambda cell: cell.column):
        if cell.framed and cell.column == right + 1:
            right = sheet.area_of(cell).right
    return right


class _Sheet:
    """Telling apart one worksheet. `before` is the box in whose midst it begins, if it does."""

    def __init__(
        self,
        reading: _Reading,
        labels: FormLabels,
        walk: OccurrenceTracker,
        out: BoxLocator,
        before: Box | None,
    ) -> None:
        self._reading = reading
        self._sheet = sheet = reading.sheet
        self._located = located = reading.labels.located
        self._unknown = {(cell.row, cell.column) for cell in reading.labels.unknown}
        self._labels = labels
        self._walk = walk
        self._out = out
        self._boxes: dict[tuple[int, int], Box | None] = {}
        self._columns: dict[int, list[LocatedLabel]] = defaultdict(list)
        for hit in located:
            if hit.label.role == "column":
                self._columns[hit.cell.row].append(hit)
        self._labelled = {(hit.cell.row, hit.cell.column): hit.label for hit in located}
        self._rows: dict[int, list[int]] = defaultdict(list)
        self._bottoms = {(area.top, area.left): area.bottom for area in sheet.merges}
        self._last = self._before = before

    def tell_apart(self) -> None:
        for hit in self._located:
            box = self._open(hit)
            self._boxes[hit.cell.row, hit.cell.column] = box
            self._rows[hit.cell.row].append(hit.cell.column)
        for row, column in self._unknown:
            if not self._columns_at(row):
                self._boxes[row, column] = None
                self._rows[row].append(column)
        page = self._reading.right
        rows = sorted(self._rows)
        table: TableRows | None = None
        for whole_line in _lines(self._sheet.cells):
            line = self._without_page_lines(whole_line)
            right = max(page, self._table_edge(line, table))
            inside = [cell for cell in line if cell.column <= right]
            for cell in line[len(inside) :]:
                known = self._labels.option_keys
                if label_key(cell.text) not in known and cell.text != OPTION_LISTS_HEAD:
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

    def _without_page_lines(self, line: list[BookCell]) -> list[BookCell]:
        """The line without what belongs to the page or to a list of sections, which is put on
        record but for the sections' titles.
        """
        is_title = self._reading.contents.get(line[0].row)
        if is_title is not None:
            for cell in line:
                if not is_title or is_page_number(cell.text):
                    self._stray(cell, None)
            return []
        for cell in line:
            if id(cell) in self._reading.page:
                self._stray(cell, None)
        return [cell for cell in line if id(cell) not in self._reading.page]

    def _table_edge(self, line: list[BookCell], table: TableRows | None) -> int:
        """The last column of the table that the line is a row or the head of."""
        heads = self._columns_at(line[0].row) if line else []
        if heads:
            return max(self._sheet.area_of(cell).right for cell in line)
        goes_on = table is not None and line and not self._rows.get(line[0].row)
        return table.right if table is not None and goes_on else 0

    def _open(self, hit: LocatedLabel) -> Box | None:
        numbers = self._walk.numbers(hit)
        box = None
        if hit.label.opens_box and hit.label.role != "column":
            box = Box(hit.label, numbers, self._sheet, hit.cell)
            self._out.boxes.append(box)
        for label, tick in self._labels.ticks_within(hit.label, hit.cell.text):
            cell = hit.cell._replace(text=tick)
            if box is not None and box.label is label:
                box.cells.append(cell)
            else:
                self._out.boxes.append(Box(label, numbers, self._sheet, hit.cell, [cell]))
        return box

    # -- boxes -------------------------------------------------------------------------------

    def _place(self, line: list[BookCell], row: int) -> None:
        """Give each cell of a line to the box that it stands in."""
        columns = sorted(self._rows.get(row, ()))
        for number, cell in enumerate(line):
            if (cell.row, cell.column) in self._boxes:
                opened = self._boxes[cell.row, cell.column]
                if opened is not None:
                    self._last = opened
                if (cell.row, cell.column) in self._unknown:
                    self._stray(cell, self._last)
                self._tick_in_label(cell)
                continue
            if len(line) == 1 and self._is_bar(cell, columns):
                continue
            if self._is_number(cell, line[number + 1 : number + 2]):
                continue
            if is_guide(cell, self._sheet):
                self._stray(cell, self._last)
                continue
            at = bisect_right(columns, cell.column) - 1
            if cell.row == row and self._ticks(line[number:], columns):
                at += 1
            box = self._boxes.get((row, columns[max(at, 0)])) if columns else self._before
            if box is not None:
                box.cells.append(cell)
            else:
                self._stray(cell, self._last)

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
        if not following or not is_number(cell.text):
            return False
        place = (cell.row, following[0].column)
        label = self._labelled.get(place)
        if label is None or (label.item and label.item.features.single_tick):
            return place in self._unknown
        own = label_number(label.text)
        return own is None or own == label_number(cell.text)

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
        single = box is not None and box.item.features.single_tick and not box.cells
        if box is not None and single and strip_tick(cell.text):
            box.cells.append(cell)

    # -- tables ------------------------------------------------------------------------------

    def _columns_at(self, row: int) -> list[LocatedLabel]:
        return self._columns.get(row, [])

    def _table(self, heads: list[LocatedLabel], open_table: TableRows | None) -> TableRows:
        """The table whose head row this is; a head that is repeated goes on with the same table."""
        table = self._labels.form.by_id[heads[0].label.needed_item.repeats[-1]]
        if open_table is not None and open_table.table is table:
            return open_table
        table_rows = TableRows(
            table,
            self._sheet,
            {hit.label.needed_item.id: hit.cell for hit in heads},
            end=max(self._sheet.area_of(hit.cell).bottom for hit in heads),
            right=head_rows(self._sheet, self._labels).get(heads[0].cell.row, 0),
            unknown=[c for c in self._reading.labels.unknown if c.row == heads[0].cell.row],
        )
        self._out.tables.append(table_rows)
        return table_rows

    def _add_row(self, table: TableRows, line: list[BookCell]) -> None:
        """A row of the table, or a further piece of the row before, or a remark below the table."""
        if self._is_below(table, line):
            for cell in line:
                self._stray(cell, self._last)
            return
        table.end = max(self._sheet.area_of(cell).bottom for cell in line)
        row = self._cells_by_column(table, line)
        date = next(iter(table.heads))
        marked = date in row and all(is_continuation_mark(cell.text) for cell in row[date])
        if table.rows and (marked or self._goes_on(table, row, line)):
            if marked:
                del row[date]  # it says in a date's place that the row above goes on
            for column, cells in row.items():
                table.rows[-1].setdefault(column, []).extend(cells)
        elif row:
            self._add_own_row(table, row, line[0].row)

    def _cells_by_column(self, table: TableRows, line: list[BookCell]) -> dict[str, list[BookCell]]:
        """The line's cells by the column's id; what stands in an unknown column is on record."""
        row: dict[str, list[BookCell]] = defaultdict(list)
        places = sorted(
            [(cell.column, column) for column, cell in table.heads.items()]
            + [(cell.column, "") for cell in table.unknown]
        )
        for cell in line:
            at = bisect_right(places, (cell.column, "\uffff")) - 1
            column = places[max(at, 0)][1]
            if column:
                row[column].append(cell)
            else:
                self._stray(cell, self._last)
        return row

    def _add_own_row(self, table: TableRows, row: dict[str, list[BookCell]], number: int) -> None:
        """A row with what stands in cells that are merged over it from a row above: a date over
        several rows holds for all of them. Where the name of the changed item is merged as well,
        and only long texts stand beside it, they go on from above.
        """
        texts = set(self._texts_of(table))
        above = table.rows[-1] if table.rows else {}
        merged = {
            column
            for column, head in table.heads.items()
            if column not in row and self._reaches_down(number, [head, *above.get(column, ())])
        }
        if table.rows and set(row) < texts and texts & merged:
            for column, cells in row.items():
                above.setdefault(column, []).extend(cells)
            return
        shared = {column: list(above[column]) for column in merged if column in above}
        table.rows.append({**row, **shared})

    def _reaches_down(self, number: int, cells: list[BookCell]) -> bool:
        """Whether something that begins in the column of one of the cells is merged over a row."""
        columns = {cell.column for cell in cells}
        return any(self._sheet.reaches_from_above(number, column) for column in columns)

    def _is_below(self, table: TableRows, line: list[BookCell]) -> bool:
        """Whether a line without any rule stands apart from the ruled table."""
        ruled = all(cell.framed for cell in table.heads.values())
        apart = line[0].row > table.end + 1
        return ruled and apart and not any(cell.framed for cell in line)

    def _goes_on(
        self, table: TableRows, row: dict[str, list[BookCell]], line: list[BookCell]
    ) -> bool:
        """Whether the line is a further piece of a long row: it says so, or no rule parts it from
        that, or, where nobody has drawn rules, it holds nothing but long texts of the same item.
        """
        if any("t" in cell.torn for cell in line) or all(
            announces_continuation(c.text) for c in line
        ):
            return True
        if self._sheet.rules:
            return not any(cell.ruled for cell in line)
        texts = self._texts_of(table)
        names_item = texts[0] in row and len(row) > 1
        return set(row) <= set(texts) and not names_item

    def _texts_of(self, table: TableRows) -> list[str]:
        """The table's columns of long texts; the first says what the row is about."""
        columns = self._labels.form.tables[table.table.id]
        return [column.id for column in columns if column.features.multiline]

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
