"""One worksheet's XML with texts and rows put in. What isn't named here stays as it was, letter by
letter: styles, widths, extensions, printer settings.

Rows are named as they are at that time. Who fills a worksheet from its bottom upwards finds every
row where it was in the beginning.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from string import digits
from xml.etree.ElementTree import Element

from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries

from pia_desktop.excel.cell_escape import escape_cell_text
from pia_desktop.excel.importer.workbook_model import CellRange
from pia_desktop.excel.template_filling.cell_references import shift_references
from pia_desktop.excel.template_filling.merged_areas import MergedAreas
from pia_desktop.excel.template_filling.verbatim_xml import (
    local_name,
    parse_verbatim,
    write_verbatim,
)
from pia_desktop.excel.workbook_writer import DIGIT_PIXELS, PIXELS_A_POINT

# Excel's own where a worksheet says nothing.
_DEFAULT_HEIGHT = 13.5
_DEFAULT_WIDTH = 8.43

# No box has more rows, and no form is wider; a column element may reach to Excel's last column.
MOST_ROWS = 2_000
_MOST_COLUMNS = 500

# Attributes and elements that name cells of the same worksheet, or of others too.
_NAMING = ("ref", "sqref", "topLeftCell", "activeCell")
_TEXTS = ("f", "sqref", "formula", "formula1", "formula2")

# What stands around the cells and names none of them, or is written anew.
_NAMELESS = (None, "mergeCells", "cols", "sheetFormatPr")

# What stands between the cells and the list of merged areas.
_BEFORE_MERGES = (
    "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews",
)  # fmt: skip


class WorksheetPatch:
    """A worksheet that is being filled. `inserted` tells how many rows were put in after which."""

    def __init__(self, data: bytes, name: str = "") -> None:
        """Take the worksheet's XML; by its name other sheets' formulas call it."""
        self._worksheet = parse_verbatim(data)
        self._name = name
        self._data = next(self._parts("sheetData"))
        self._prefix = self._data.tag.removesuffix("sheetData")
        self._rows = {int(r.attrib["r"]): r for r in _children(self._data, "row")}
        form = next(self._parts("sheetFormatPr"), None)
        self._height = _number(form, "defaultRowHeight", _DEFAULT_HEIGHT)
        self._width = _number(form, "defaultColWidth", _DEFAULT_WIDTH)
        self._widths = {
            number: _number(column, "width", self._width)
            for columns in self._parts("cols")
            for column in _children(columns, "col")
            for number in range(
                max(int(column.attrib["min"]), 1),
                min(int(column.attrib["max"]), _MOST_COLUMNS) + 1,
            )
        }
        self._cells: dict[int, dict[int, Element]] = {}
        self.merges = MergedAreas(
            [
                _area(merge.attrib["ref"])
                for merges in self._parts("mergeCells")
                for merge in _children(merges, "mergeCell")
            ]
        )
        self.inserted: list[tuple[int, int]] = []
        self._formulas: list[Element] | None = None

    def to_bytes(self) -> bytes:
        """The worksheet's XML."""
        if self.merges.changed:
            self._list_merges()
        return write_verbatim(self._worksheet)

    # -- looking -----------------------------------------------------------------------------

    def width(self, left: int, right: int) -> float:
        """The width of columns together, in points."""
        digits = sum(self._widths.get(number, self._width) for number in range(left, right + 1))
        return digits * (DIGIT_PIXELS - 1) / PIXELS_A_POINT

    def height(self, row: int) -> float:
        """A row's height in points."""
        return _number(self._rows.get(row), "ht", self._height)

    def heights(self, area: CellRange) -> list[float]:
        """The heights of an area's rows in points, as many as any box has."""
        return [self.height(row) for row in rows_in_box(area)]

    def is_hidden(self, row: int) -> bool:
        """Whether a row is folded away."""
        element = self._rows.get(row)
        return element is not None and element.get("hidden") in ("1", "true")

    def style(self, row: int, column: int) -> int:
        """The number of a cell's style."""
        cell = self._cells_of(row).get(column)
        return int(cell.get("s") or 0) if cell is not None else 0

    def last_column(self) -> int:
        """The last column of which the worksheet says anything."""
        return max((column for row in self._rows for column in self._cells_of(row)), default=1)

    def has_cell(self, row: int, column: int) -> bool:
        """Whether the worksheet says anything of a cell, be it a rule."""
        return column in self._cells_of(row)

    # -- writing -----------------------------------------------------------------------------

    def set_text(self, row: int, column: int, text: str) -> None:
        """Put a text into a cell; its style stays. An empty text empties the cell."""
        if not text and not self.has_cell(row, column):
            return
        cell = self._cell(self._row(row), row, column)
        del cell[:]
        cell.text = None
        if not text:
            cell.attrib.pop("t", None)
            return
        cell.set("t", "inlineStr")
        holder = self._new("is")
        inner = self._new("t")
        inner.set("xml:space", "preserve")
        inner.text = escape_cell_text(text)
        holder.append(inner)
        cell.append(holder)

    def set_style(self, row: int, column: int, style: int) -> None:
        """Give a cell the style with this number."""
        self._cell(self._row(row), row, column).set("s", str(style))

    def set_height(self, row: int, height: float) -> None:
        """Make a row so high, in points."""
        element = self._row(row)
        element.set("ht", f"{height:.1f}")
        element.set("customHeight", "1")

    def unfold(self, row: int) -> None:
        """Show a row that is folded away, and the sign beside its group as open."""
        for number in (row - 1, row, row + 1):
            element = self._rows.get(number)
            if element is not None:
                element.attrib.pop("collapsed", None)
        element = self._rows.get(row)
        if element is not None:
            element.attrib.pop("hidden", None)
            if _number(element, "ht", self._height) == 0:
                element.attrib.pop("ht", None)

    def insert_below(self, row: int, count: int, kept: CellRange | None = None) -> None:
        """Put empty rows in below a row, styled like it. Merged areas that end there reach down
        over them, but for those in the columns of `kept`.
        """
        self.merges.open_rows(row, count, kept)
        self._open(row, count)
        pattern = self._row(row)
        below = self._place_of(pattern) + 1
        for offset in range(count):
            self._insert_copy(pattern, row + 1 + offset, below + offset, texts=False)

    def copy_rows(self, top: int, bottom: int, count: int, *, texts: bool) -> None:
        """Put copies of rows in below them, with their heights, styles, merged areas and rules;
        with `texts`, what stands in them too.
        """
        rows = bottom - top + 1
        self.merges.open_copies(top, bottom, count)
        self._open(bottom, rows * count)
        self._copy_rules(top, bottom, count, whole=not texts)
        patterns = [self._row(row) for row in range(top, bottom + 1)]
        below = self._place_of(patterns[-1]) + 1
        for number in range(rows * count):
            pattern = patterns[number % rows]
            self._insert_copy(pattern, bottom + 1 + number, below + number, texts=texts)

    # -- inside ------------------------------------------------------------------------------

    def _parts(self, name: str) -> Iterator[Element]:
        """What stands around the cells, and the cells: children of the worksheet itself."""
        return _children(self._worksheet, name)

    def _new(self, name: str) -> Element:
        return Element(f"{self._prefix}{name}")

    def _place_of(self, row: Element) -> int:
        """Where among the rows it stands."""
        return list(self._data).index(row)

    def _row(self, number: int) -> Element:
        if number not in self._rows:
            row = self._new("row")
            row.set("r", str(number))
            following = min((n for n in self._rows if n > number), default=None)
            if following is None:
                self._data.append(row)
            else:
                self._data.insert(self._place_of(self._rows[following]), row)
            self._rows[number] = row
        return self._rows[number]

    def _cells_of(self, row: int) -> dict[int, Element]:
        """A row's cells by their columns, in order."""
        if row not in self._cells:
            element = self._rows.get(row)
            cells = _children(element, "c") if element is not None else ()
            self._cells[row] = {_column(cell): cell for cell in cells}
        return self._cells[row]

    def _cell(self, row: Element, number: int, column: int) -> Element:
        cells = self._cells_of(number)
        if column not in cells:
            cell = self._new("c")
            cell.set("r", f"{get_column_letter(column)}{number}")
            following = min((other for other in cells if other > column), default=None)
            if following is None:
                row.append(cell)
            else:
                row.insert(list(row).index(cells[following]), cell)
            cells[column] = cell
        return cells[column]

    def _open(self, after: int, count: int) -> None:
        """Move everything below a row down."""
        self._cells.clear()
        self._move_references(after, count)
        for number in sorted((n for n in self._rows if n > after), reverse=True):
            row = self._rows.pop(number)
            row.set("r", str(number + count))
            for cell in _children(row, "c"):
                cell.set("r", f"{get_column_letter(_column(cell))}{number + count}")
            self._rows[number + count] = row
        self.inserted.append((after, count))

    def _insert_copy(self, pattern: Element, number: int, place: int, *, texts: bool) -> None:
        """A row of cells in the pattern's styles, empty or with its texts; no formula is copied."""
        row = Element(pattern.tag, pattern.attrib)
        row.set("r", str(number))
        for cell in _children(pattern, "c"):
            is_text = texts and cell.get("t") in ("s", "inlineStr", "str")
            is_text = is_text and next(_children(cell, "f"), None) is None
            copy = deepcopy(cell) if is_text else self._new("c")
            if "s" in cell.attrib:
                copy.set("s", cell.attrib["s"])
            copy.set("r", f"{get_column_letter(_column(cell))}{number}")
            row.append(copy)
        self._data.insert(place, row)
        self._rows[number] = row

    def _move_references(self, after: int, count: int) -> None:
        def move(row: int) -> int:
            return row + count if row > after else row

        for element in self._naming_elements():
            name = local_name(element)
            if name == "rowBreaks":
                for row_break in _children(element, "brk"):
                    row_break.set("id", str(move(int(row_break.attrib["id"]))))
            for attribute in _NAMING:
                if attribute in element.attrib:
                    element.set(attribute, shift_references(element.attrib[attribute], move))
            if name in _TEXTS and element.text:
                element.text = shift_references(element.text, move, self._name)

    def _naming_elements(self) -> Iterator[Element]:
        """The elements that may name rows: formulas, and what stands around the cells."""
        if self._formulas is None:
            self._formulas = list(self._data.iter(f"{self._prefix}f"))
        yield from self._formulas
        for part in self._worksheet:
            if part is not self._data and local_name(part) not in _NAMELESS:
                yield from part.iter()

    def _copy_rules(self, top: int, bottom: int, count: int, *, whole: bool) -> None:
        """Let validations and conditional formats hold in the copies of rows too. `whole`: of a
        table, whose rows follow each other: then their areas grow.
        """
        rows = bottom - top + 1

        def copied(text: str) -> str:
            out = []
            for part in text.split():
                area = _area(part)
                inside = top <= area.top and area.bottom <= bottom
                if whole and top <= area.bottom <= bottom:
                    out.append(_name_area(area, 0, rows * count))
                else:
                    shifts = range(1, count + 1) if inside else ()
                    out += [part, *(_name_area(area, rows * n, rows * n) for n in shifts)]
            return " ".join(out)

        for element in self._naming_elements():
            name = local_name(element)
            if name in ("dataValidation", "conditionalFormatting"):
                if "sqref" in element.attrib:
                    element.set("sqref", copied(element.attrib["sqref"]))
            elif name == "sqref" and element.text:
                element.text = copied(element.text)

    def _list_merges(self) -> None:
        """Write the list of merged areas; one is made where there is none."""
        merges = next(self._parts("mergeCells"), None)
        if merges is None:
            merges = self._new("mergeCells")
            place = list(self._worksheet).index(self._data) + 1
            while (
                place < len(self._worksheet)
                and local_name(self._worksheet[place]) in _BEFORE_MERGES
            ):
                place += 1
            self._worksheet.insert(place, merges)
        for merge in _children(merges, "mergeCell"):
            merges.remove(merge)
        for area in self.merges:
            merge = self._new("mergeCell")
            merge.set("ref", _name_area(area))
            merges.append(merge)
        merges.set("count", str(len(merges)))
        if not any(self.merges):
            self._worksheet.remove(merges)


def rows_in_box(area: CellRange) -> range:
    """The rows of an area, as many as any box has: a merged area may reach to Excel's last row."""
    return range(area.top, min(area.bottom, area.top + MOST_ROWS) + 1)


def _children(element: Element, name: str) -> Iterator[Element]:
    for child in list(element):
        if local_name(child) == name:
            yield child


def _column(cell: Element) -> int:
    number: int = column_index_from_string(cell.attrib["r"].rstrip(digits))
    return number


def _number(element: Element | None, name: str, otherwise: float) -> float:
    return otherwise if element is None else float(element.get(name, otherwise))


def _area(reference: str) -> CellRange:
    left, top, right, bottom = range_boundaries(reference)
    last = 1_048_576
    return CellRange(top or 1, left or 1, bottom or last, right or 16_384)


def _name_area(area: CellRange, down: int = 0, down_to: int = 0) -> str:
    first = f"{get_column_letter(area.left)}{area.top + down}"
    last = f"{get_column_letter(area.right)}{area.bottom + down_to}"
    return first if first == last else f"{first}:{last}"
