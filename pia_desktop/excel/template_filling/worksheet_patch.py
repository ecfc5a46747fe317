"""One worksheet's XML with texts put in. What isn't named here stays as it was, letter by letter:
styles, widths, validations, extensions, printer settings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from defusedxml.minidom import parseString
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.cell import coordinate_from_string

from pia_desktop.excel.cell_escape import escape_cell_text
from pia_desktop.excel.importer.workbook_model import CellRange
from pia_desktop.excel.workbook_writer import DIGIT_PIXELS, PIXELS_A_POINT

# Excel's own where a worksheet says nothing.
_DEFAULT_HEIGHT = 13.5
_DEFAULT_WIDTH = 8.43

# No form is wider; a column element may reach to Excel's last column.
_MOST_COLUMNS = 500

_REFERENCE = re.compile(r"(?<![A-Za-z0-9_])(\$?[A-Z]{1,3}\$?)(\d{1,9})(?![\d(])")

# minidom's own types know neither which nodes are elements nor that a node's parent is there.
Element = Any

# Attributes and elements that name cells of the same worksheet.
_NAMING = ("ref", "sqref", "topLeftCell", "activeCell")
_TEXTS = ("f", "sqref")

# What stands between the cells and the list of merged areas.
_BEFORE_MERGES = (
    "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews",
)  # fmt: skip


class WorksheetPatch:
    """A worksheet that is being filled. Rows are named as they were in the beginning; `below`
    names a row that was put in so many rows after one.
    """

    def __init__(self, data: bytes) -> None:
        """Take the worksheet's XML."""
        # minidom keeps every prefix and attribute as it is; its stub knows no bytes.
        self._document: Any = parseString(data)  # type: ignore[arg-type]
        self._data = next(self._all("sheetData"))
        self._rows = {int(r.getAttribute("r")): r for r in _children(self._data, "row")}
        form = next(self._all("sheetFormatPr"), None)
        self._height = _number(form, "defaultRowHeight", _DEFAULT_HEIGHT)
        self._width = _number(form, "defaultColWidth", _DEFAULT_WIDTH)
        self._widths = {
            number: _number(column, "width", self._width)
            for column in self._all("col")
            for number in range(
                int(column.getAttribute("min")),
                min(int(column.getAttribute("max")), _MOST_COLUMNS) + 1,
            )
        }
        self._cells: dict[int, dict[int, Element]] = {}
        self.inserted: list[tuple[int, int]] = []

    def to_bytes(self) -> bytes:
        """The worksheet's XML."""
        out: bytes = self._document.toxml(encoding="UTF-8")
        return out

    # -- looking -----------------------------------------------------------------------------

    def width(self, left: int, right: int) -> float:
        """The width of columns together, in points."""
        digits = sum(self._widths.get(number, self._width) for number in range(left, right + 1))
        return digits * (DIGIT_PIXELS - 1) / PIXELS_A_POINT

    def height(self, row: int) -> float:
        """A row's height in points."""
        return _number(self._rows.get(self._now(row)), "ht", self._height)

    def style(self, row: int, column: int) -> int:
        """The number of a cell's style."""
        cell = self._find(self._now(row), column)
        return int(cell.getAttribute("s") or 0) if cell is not None else 0

    def has_cell(self, row: int, column: int) -> bool:
        """Whether the worksheet says anything of a cell, be it a rule."""
        return self._find(self._now(row), column) is not None

    # -- writing -----------------------------------------------------------------------------

    def set_text(self, row: int, column: int, text: str, below: int = 0) -> None:
        """Put a text into a cell; its style stays."""
        at = self._now(row) + below
        cell = self._cell(self._row(at), at, column)
        for child in list(cell.childNodes):
            cell.removeChild(child)
        cell.setAttribute("t", "inlineStr")
        holder = self._new("is")
        inner = self._new("t")
        inner.setAttribute("xml:space", "preserve")
        inner.appendChild(self._document.createTextNode(escape_cell_text(text)))
        holder.appendChild(inner)
        cell.appendChild(holder)

    def set_height(self, row: int, height: float, below: int = 0) -> None:
        """Make a row so high, in points."""
        element = self._row(self._now(row) + below)
        element.setAttribute("ht", f"{height:.1f}")
        element.setAttribute("customHeight", "1")

    def unfold(self, row: int) -> None:
        """Show a row that is folded away, and the sign beside its group as open."""
        at = self._now(row)
        for number in (at - 1, at, at + 1):
            element = self._rows.get(number)
            if element is not None and element.hasAttribute("collapsed"):
                element.removeAttribute("collapsed")
        element = self._rows.get(at)
        if element is not None and element.hasAttribute("hidden"):
            element.removeAttribute("hidden")

    def insert(
        self,
        after: int,
        blocks: list[int],
        answer: CellRange | None = None,
        below: int | None = None,
    ) -> None:
        """Put blocks of so many rows in below a row, styled like it.

        Areas that end there reach down over them. With `answer`, its columns don't: they are merged
        anew in each block. Without `below`, the rows come after all that were put in there before.
        """
        self._cells.clear()
        before = sum(n for row, n in self.inserted if row == after)
        at = self._now(after) + (before if below is None else below)
        count = sum(blocks)
        self._open(at, count)
        merges = self._merges()
        for merge in _children(merges, "mergeCell"):
            left, top, right, bottom = range_boundaries(merge.getAttribute("ref"))
            own = answer is not None and (left, right) == (answer.left, answer.right)
            if bottom == at and not own:
                merge.setAttribute("ref", _range(left, top, right, bottom + count))
        if answer is not None:
            top = at + 1
            for rows in blocks:
                self._merge(merges, answer.left, top, answer.right, top + rows - 1)
                top += rows
        self._count_merges(merges)
        self.inserted.append((after, count))

    def repeat(self, after: int, count: int) -> None:
        """Put rows in below a row of a table, with the same cells."""
        self._cells.clear()
        at = self._now(after)
        self._open(at, count)
        merges = self._merges()
        for merge in _children(merges, "mergeCell"):
            left, top, right, bottom = range_boundaries(merge.getAttribute("ref"))
            if top == bottom == at:
                for row in range(at + 1, at + count + 1):
                    self._merge(merges, left, row, right, row)
        self._count_merges(merges)
        self.inserted.append((after, count))

    def stretch(self, row: int, count: int, columns: list[tuple[int, int]], below: int) -> None:
        """Make a table's row so many rows higher: its cells, named by their first and last columns,
        are merged downwards.
        """
        at = self._now(row) + below
        self.insert(row, [count], None, below)
        merges = self._merges()
        merged = {
            range_boundaries(merge.getAttribute("ref"))[:2]
            for merge in _children(merges, "mergeCell")
        }
        for left, right in columns:
            if (left, at) not in merged:
                self._merge(merges, left, at, right, at + count)
        self._count_merges(merges)

    def place_of(self, row: int, below: int = 0) -> int:
        """Where a row is after all that was put in."""
        return self._now(row) + below

    # -- inside ------------------------------------------------------------------------------

    def _now(self, row: int) -> int:
        return row + sum(count for after, count in self.inserted if after < row)

    def _all(self, name: str) -> Iterator[Element]:
        for element in self._document.getElementsByTagName("*"):
            if element.localName == name:
                yield element

    def _new(self, name: str) -> Element:
        prefix = self._data.prefix
        return self._document.createElement(f"{prefix}:{name}" if prefix else name)

    def _row(self, number: int) -> Element:
        if number not in self._rows:
            row = self._new("row")
            row.setAttribute("r", str(number))
            following = min((n for n in self._rows if n > number), default=None)
            self._data.insertBefore(row, self._rows[following] if following else None)
            self._rows[number] = row
        return self._rows[number]

    def _find(self, row: int, column: int) -> Element | None:
        return self._cells_of(row).get(column)

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
            cell.setAttribute("r", f"{get_column_letter(column)}{number}")
            following = min((other for other in cells if other > column), default=None)
            row.insertBefore(cell, cells[following] if following else None)
            cells[column] = cell
        return cells[column]

    def _move_row(self, number: int, to: int) -> None:
        row = self._rows.pop(number)
        row.setAttribute("r", str(to))
        for cell in _children(row, "c"):
            cell.setAttribute("r", f"{get_column_letter(_column(cell))}{to}")
        self._rows[to] = row

    def _copied(self, pattern: Element, number: int) -> Element:
        """A row of empty cells in the pattern's styles."""
        row = pattern.cloneNode(deep=False)
        row.setAttribute("r", str(number))
        for cell in _children(pattern, "c"):
            empty = self._new("c")
            empty.setAttribute("r", f"{get_column_letter(_column(cell))}{number}")
            if cell.hasAttribute("s"):
                empty.setAttribute("s", cell.getAttribute("s"))
            row.appendChild(empty)
        return row

    def _move_references(self, at: int, count: int) -> None:
        for element in self._document.getElementsByTagName("*"):
            if element.localName == "brk" and element.parentNode.localName == "rowBreaks":
                if int(element.getAttribute("id")) >= at:
                    element.setAttribute("id", str(int(element.getAttribute("id")) + count))
                continue
            if element.localName in ("row", "c"):
                continue
            for name in _NAMING:
                if element.hasAttribute(name):
                    moved = shift_references(element.getAttribute(name), at, count)
                    element.setAttribute(name, moved)
            if element.localName in _TEXTS and element.firstChild is not None:
                element.firstChild.data = shift_references(element.firstChild.data, at, count)

    def _open(self, at: int, count: int) -> None:
        """Move everything below a row down, and put empty rows like it in."""
        pattern = self._row(at)
        self._move_references(at, count)
        for number in sorted((n for n in self._rows if n > at), reverse=True):
            self._move_row(number, number + count)
        before = pattern.nextSibling
        for number in range(at + 1, at + count + 1):
            copy = self._copied(pattern, number)
            self._data.insertBefore(copy, before)
            self._rows[number] = copy

    def _merges(self) -> Element:
        """The list of merged areas; an empty one is made where there is none."""
        merges = next(self._all("mergeCells"), None)
        if merges is None:
            merges = self._new("mergeCells")
            following = self._data.nextSibling
            while following is not None and following.localName in _BEFORE_MERGES:
                following = following.nextSibling
            self._data.parentNode.insertBefore(merges, following)
        return merges

    def _merge(self, merges: Element, left: int, top: int, right: int, bottom: int) -> None:
        if (left, top) != (right, bottom):
            merge = self._new("mergeCell")
            merge.setAttribute("ref", _range(left, top, right, bottom))
            merges.appendChild(merge)

    def _count_merges(self, merges: Element) -> None:
        count = len(list(_children(merges, "mergeCell")))
        merges.setAttribute("count", str(count))
        if not count:
            merges.parentNode.removeChild(merges)


def shift_references(text: str, at: int, count: int) -> str:
    """The references in a text after so many rows were put in below row `at`."""

    def moved(match: re.Match[str]) -> str:
        row = int(match[2])
        return f"{match[1]}{row + count if row > at else row}"

    return _REFERENCE.sub(moved, text)


def _children(element: Element, name: str) -> Iterator[Element]:
    for child in list(element.childNodes):
        if getattr(child, "localName", None) == name:
            yield child


def _column(cell: Element) -> int:
    letters, _row = coordinate_from_string(cell.getAttribute("r"))
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _number(element: Element | None, name: str, otherwise: float) -> float:
    if element is None or not element.hasAttribute(name):
        return otherwise
    return float(element.getAttribute(name))


def _range(left: int, top: int, right: int, bottom: int) -> str:
    return f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
