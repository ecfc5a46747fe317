"""The worksheets of 別紙: taken out of the workbook before its labels are read, and read by what
they show.

This program's own have names for their parts. Those of another office are sheets that are called
別紙 and hold no part of the form.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pia_desktop.assessment.grid_edits import size_fault
from pia_desktop.assessment.leftovers import Leftover
from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.pictures import check_figure, free_name
from pia_desktop.errors import FileError
from pia_desktop.excel.importer.cell_text import join_lines
from pia_desktop.excel.importer.form_labels import FormLabels, label_key
from pia_desktop.excel.importer.free_sheet import FreeSheet, read_free_sheet
from pia_desktop.excel.importer.workbook_model import Book, BookPicture, BookSheet, CellRange
from pia_desktop.files import limits
from pia_desktop.forms.model import Item, Section
from pia_desktop.forms.outline import own_number
from pia_desktop.forms.values import is_empty
from pia_desktop.sheets.annex_sheets import (
    area_name,
    caption_area_name,
    number_area_name,
)

# A sheet with so many of the form's headings, or heads of the form's own tables, is a part of it.
_FEWEST_HEADINGS, _FEWEST_COLUMNS = 3, 4


@dataclass
class FoundAnnex:
    """One 別紙: its values by item, pictures still as they stand on its worksheets."""

    values: dict[str, Any]
    sheets: list[BookSheet]


@dataclass
class FoundAnnexes:
    """The 別紙 of a workbook, all of one section. `notes` are remarks for the person."""

    section: Section | None = None
    annexes: list[FoundAnnex] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def fill(self, assessment: Assessment, source: str) -> int:
        """Put them behind the form, and on record what none of them can hold. How many values."""
        if self.section is None or not self.annexes:
            return 0
        taken = 0
        address = self.section.repeat.removesuffix("[]")
        entries = []
        for annex in self.annexes:
            entry = {}
            for item_id, value in annex.values.items():
                if assessment.form.by_id[item_id].features.pictorial:
                    value = list(self._kept(assessment, value, source))
                if not is_empty(value):
                    entry[item_id.rpartition(".")[2]] = value
                    taken += 1
            entries.append(entry)
        assessment.answers.set(address, entries)
        for number, annex in enumerate(self.annexes):
            for sheet in annex.sheets:
                for place, _row, text in sheet.asides:
                    where = f"{sheet.name} {place}"
                    leftover = Leftover(source, where, text, f"{address}[{number}]")
                    assessment.leftovers.append(leftover)
        return taken

    @staticmethod
    def _kept(
        assessment: Assessment, pictures: list[tuple[BookPicture, str]], source: str
    ) -> Iterator[dict[str, str]]:
        """The pictures with their captions; what is no picture goes on record."""
        for picture, caption in pictures:
            try:
                check_figure(picture.data, picture.name)
            except FileError as error:
                text = f"図「{picture.name}」は取り込めません。{error.message}{error.remedy}"
                place = f"{picture.row}行目の図"
                assessment.leftovers.append(Leftover(source, place, f"{text}{caption}"))
                continue
            name = free_name(picture.name, picture.data, assessment.figures)
            assessment.figures[name] = picture.data
            yield {"file": name, "caption": caption}


def take_annexes(book: Book, labels: FormLabels) -> FoundAnnexes:
    """Take the sheets of 別紙 out of the workbook, in their order."""
    annexes = FoundAnnexes()
    for section in labels.form.free_sections[:1]:
        annexes.section = section
        reader = _AnnexReader(section, labels)
        rest = []
        for sheet in book.sheets:
            own = reader.own_values(sheet)
            if own is not None:
                reader.add_own(annexes, sheet, own)
            elif reader.is_free(sheet) and (read := read_free_sheet(sheet)):
                reader.add_free(annexes, sheet, read)
            else:
                rest.append(sheet)
        book.sheets = rest
    return annexes


class _AnnexReader:
    """Reading sheets as occurrences of one free section."""

    def __init__(self, section: Section, labels: FormLabels) -> None:
        self._section = section
        self._labels = labels
        self._repeat = labels.form.by_id[section.repeat]
        self._items = [
            item
            for heading in section.headings
            for item in heading.items
            if item.id != section.repeat
        ]

    def _item(self, feature: str) -> Item:
        return next(item for item in self._items if getattr(item.features, feature))

    @property
    def _title(self) -> Item:
        return next(i for i in self._items if i.features.textual and not i.features.multiline)

    # -- this program's own ------------------------------------------------------------------

    def own_values(self, sheet: BookSheet) -> dict[str, Any] | None:
        """The values by the names of their cells; None where the sheet has no such name, and no
        number that this program prints.
        """
        printed = [number_area_name(self._section), caption_area_name(self._section)]
        covered = [sheet.areas[name] for name in printed if name in sheet.areas]
        values = {}
        for item in self._items:
            area = sheet.areas.get(area_name(self._section, item))
            if area is not None:
                values[item.id] = self._own_value(item, sheet, area)
                if item.features.gridded:
                    area = _with_rows_below(sheet, area)
                if values[item.id] != {}:  # a table beyond all limits goes on record
                    covered.append(area)
        if not values and printed[0] not in sheet.areas:
            return None
        _set_strays_aside(sheet, covered)
        return values

    def add_own(self, annexes: FoundAnnexes, sheet: BookSheet, values: dict[str, Any]) -> None:
        """Add an occurrence, or to the last one its pictures on a sheet of their own, which has
        neither a title nor a number.
        """
        begins = number_area_name(self._section) in sheet.areas or self._title.id in values
        if annexes.annexes and not begins:
            annexes.annexes[-1].values.update(values)
            annexes.annexes[-1].sheets.append(sheet)
        else:
            annexes.annexes.append(FoundAnnex(values, [sheet]))

    def _own_value(self, item: Item, sheet: BookSheet, area: CellRange) -> Any:
        cells = [cell for cell in sheet.cells if area.top <= cell.row <= area.bottom]
        if item.features.pictorial:
            return _with_captions(sheet, area.top)
        if item.features.gridded:
            return _own_table(sheet, area)
        return join_lines(cells)

    # -- those of other offices --------------------------------------------------------------

    def is_free(self, sheet: BookSheet) -> bool:
        """Whether a sheet is called 別紙, can be seen, and holds no part of the form."""
        if sheet.hidden or not own_number(self._repeat, sheet.name):
            return False
        headings = columns = 0
        for cell in sheet.cells:
            roles = {label.role for label in self._labels.candidates(cell.text)[0]}
            if "section" in roles:
                return False
            headings += "heading" in roles
            columns += label_key(cell.text) in self._labels.column_keys
        return headings < _FEWEST_HEADINGS and columns < _FEWEST_COLUMNS

    def add_free(self, annexes: FoundAnnexes, sheet: BookSheet, read: FreeSheet) -> None:
        """Add an occurrence, named as the sheet where its own title doesn't say which it is."""
        title = read.title
        if not own_number(self._repeat, title):
            title = f"{sheet.name.strip()} {title}".strip()
        values: dict[str, Any] = {self._title.id: title, self._item("multiline").id: read.text}
        if read.table:
            values[self._item("gridded").id] = read.table
        if sheet.pictures:
            values[self._item("pictorial").id] = [(picture, "") for picture in sheet.pictures]
        annexes.annexes.append(FoundAnnex(values, [sheet]))
        rows, columns = (len(read.table.get(key, ())) for key in ("rows", "columns"))
        size = f"（{rows}行×{columns}列の表）" if read.table else ""
        annexes.notes.append(f"シート「{sheet.name}」を別紙として取り込みました{size}。")


def _with_rows_below(sheet: BookSheet, area: CellRange) -> CellRange:
    """A table with the rows that somebody has written right below it."""
    named = {other.top for other in sheet.areas.values()}
    bottom = area.bottom
    while bottom + 1 not in named:
        below = [cell for cell in sheet.cells if cell.row == bottom + 1]
        if not (len(below) > 1 or any(cell.framed for cell in below)):
            break
        bottom += 1
    return CellRange(area.top, area.left, bottom, area.right)


def _set_strays_aside(sheet: BookSheet, covered: list[CellRange]) -> None:
    """What somebody has written beside or below the parts of an annex goes on record."""
    for cell in sheet.cells:
        inside = any(
            area.top <= cell.row <= area.bottom and area.left <= cell.column <= area.right
            for area in covered
        )
        if not inside:
            sheet.asides.append((cell.coordinate, cell.row, cell.text))


def _with_captions(sheet: BookSheet, top: int) -> list[tuple[BookPicture, str]]:
    """The pictures from a row on, each with the text below it."""
    pictures = sorted(
        (picture for picture in sheet.pictures if picture.row >= top),
        key=lambda picture: (picture.row, picture.column),
    )
    ends = [picture.row for picture in pictures[1:]] + [limits.BOOK_MERGED_ROWS]
    return [
        (picture, join_lines([c for c in sheet.cells if picture.row <= c.row < end]))
        for picture, end in zip(pictures, ends, strict=True)
    ]


def _own_table(sheet: BookSheet, printed: CellRange) -> dict[str, Any]:
    """A table cell by cell. A row without a rule above it goes on with the one before, unless
    somebody has written it below the printed table.
    """
    area = _with_rows_below(sheet, printed)
    by_row: dict[int, list[Any]] = {}
    for cell in sheet.cells:
        if area.top <= cell.row <= area.bottom and area.left <= cell.column <= area.right:
            by_row.setdefault(cell.row, []).append(cell)
    covered = {
        column
        for merged in sheet.merges
        if merged.top <= area.top <= merged.bottom
        for column in range(merged.left + 1, merged.right + 1)
    }
    lefts = [c for c in range(area.left, area.right + 1) if c not in covered]
    width = len(lefts)
    lines: list[list[list[Any]]] = []
    for row in range(area.top, area.bottom + 1):
        cells = by_row.get(row, [])
        added = row > printed.bottom
        if not lines or not cells or added or any(cell.ruled for cell in cells):
            lines.append([[] for _ in range(width)])
        for cell in cells:
            lines[-1][bisect_right(lefts, cell.column) - 1].append(cell)
    texts = [[join_lines(cells) for cells in line] for line in lines]
    if size_fault(width, len(texts) - 1):
        return {}
    return {"columns": texts[0], "rows": texts[1:]}
