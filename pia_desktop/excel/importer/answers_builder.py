"""Putting what the boxes of a workbook say into answers, and everything else on record."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.leftovers import Leftover
from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.pictures import check_figure, free_name
from pia_desktop.errors import FileError
from pia_desktop.excel.importer.box_locator import Box, BoxLocator, Stray, TableRows
from pia_desktop.excel.importer.cell_text import ReadValue, guides_before, join_lines
from pia_desktop.excel.importer.figure_places import captioned_pictures, figure_boxes
from pia_desktop.excel.importer.file_assignment import sheet_marks
from pia_desktop.excel.importer.form_labels import CONTINUED, fold_label, label_key
from pia_desktop.excel.importer.value_readers import READERS
from pia_desktop.excel.importer.workbook_model import BookCell, BookPicture, BookSheet
from pia_desktop.forms import Form
from pia_desktop.forms.addresses import address_of, parts_of
from pia_desktop.forms.model import Item
from pia_desktop.forms.outline import occurrence_title
from pia_desktop.forms.values import is_empty


class AnswersBuilder:
    """Putting the boxes' values into answers, and everything else on record."""

    def __init__(self, form: Form, boxes: BoxLocator, source: str) -> None:
        self._form = form
        self._boxes = boxes
        self._source = source
        self._tree: dict[str, Any] = {}
        self._leftovers: list[tuple[BookSheet, int, Leftover]] = []
        self._figures: dict[str, bytes] = {}
        self._shared_sheets: dict[int, int] = {}
        self._beside: dict[str, list[Item]] = defaultdict(list)
        for item in form.items:
            self._beside[item.beside].append(item)
        self.taken = 0

    def assessment(self) -> Assessment:
        """The assessment with its leftovers in the workbook's order."""
        answers = Answers(self._form)
        later = []
        for box in self._boxes.boxes:
            if box.label.role == "section" and box.numbers:
                later.append(box)
            elif not box.item.features.pictorial:
                self._take(box)
        answers.fill(self._tree)
        self._shared_sheets = numbered_sheets([box.sheet for box in later])
        for box in later:
            self._take_shared(box, answers)
        self._take_figures()
        for table in self._boxes.tables:
            self._take_table(table)
        for stray in self._boxes.strays:
            self._leave_stray(stray)
        answers = Answers(self._form)
        answers.fill(self._tree)
        out = Assessment(answers, figures=self._figures)
        order = {id(sheet): number for number, sheet in enumerate(self._boxes.sheets)}
        self._leftovers.sort(key=lambda entry: (order.get(id(entry[0]), 0), entry[1]))
        out.leftovers = [leftover for _sheet, _row, leftover in self._leftovers]
        return out

    # -- one box -----------------------------------------------------------------------------

    def _take(self, box: Box) -> None:
        if box.item.kind not in READERS:
            self._leave(box.cells, box)
            return
        beside = self._beside.get(box.item.id, [])
        guides = guides_before(box.cells)
        self._leave(guides, box)
        cells = box.cells[len(guides) :]
        read: ReadValue = READERS[box.item.kind](box.item, cells, beside)
        self._put(box, box.address, read.value)
        for item_id, value in read.beside.items():
            text = value.text if isinstance(value, BookCell) else value
            self._put(box, address_of(item_id, box.numbers), text)
        self._leave(read.rest, box)

    def _put(self, box: Box, address: str, value: Any) -> None:
        """Set an answer. One that is there already, from the same label found again, is added to
        if it is a text; else what comes later is on record.
        """
        if is_empty(value):
            return
        before = _get(self._tree, address)
        if before is not None and before != value:
            if isinstance(before, str) and box.item.features.multiline:
                value = f"{before}\n{value}"
            else:
                self._leave(box.cells, box)
                return
        elif before is None:
            self.taken += 1
        _set(self._tree, address, value)

    def _take_shared(self, box: Box, answers: Answers) -> None:
        """A sheet for all files (記録項目): each file's part stands below its name."""
        repeat = self._form.by_id[box.item.repeats[0]]
        seen_numbers = [
            other.numbers[0]
            for other in self._boxes.boxes
            if other.item.repeats[:1] == (repeat.id,) and other.numbers
        ]
        count = max([answers.count(repeat.id.removesuffix("[]")), *(n + 1 for n in seen_numbers)])
        names = self._file_keys(repeat, count, answers)
        parts: dict[int, list[BookCell]] = defaultdict(list)
        current = 0 if count == 1 else self._shared_sheets.get(id(box.sheet), -1)
        seen: set[int] = set()
        for cell in box.cells:
            plain = CONTINUED.sub("", cell.text)
            named = _named(plain, names)
            if named is not None and (named not in seen or plain != cell.text):
                current = named
                seen.add(named)
            else:
                parts[current].append(cell)
        self._leave(parts.pop(-1, []), box)
        for number, cells in parts.items():
            part = Box(box.label, (number,), box.sheet, box.cell, cells)
            self._take(part)

    def _file_keys(self, repeat: Item, count: int, answers: Answers) -> dict[str, int]:
        """How a line may name each file: by its number, its name in Ⅱ or in Ⅲ, or both."""
        keys: dict[str, int] = {}
        for number in range(count):
            plain = repeat.name_at((number,))
            names = [occurrence_title(answers, repeat, (number,)).removeprefix(plain)]
            names += [
                answers.get(address_of(item.id, (number,))) or ""
                for item in self._form.items
                if item.id.endswith(".file_name") and item.repeats == (repeat.id,)
            ]
            for text in (plain, *names, *(f"{plain}{name}" for name in names)):
                if label_key(text):
                    keys.setdefault(label_key(text), number)
        return keys

    # -- figures -----------------------------------------------------------------------------

    def _take_figures(self) -> None:
        """The pictures below their label, or below the section's title where that stands for it."""
        homes = {id(box.sheet): box for box in figure_boxes(self._boxes, self._form)}
        for box in homes.values():
            self._take_figures_of(box)
        for sheet in self._boxes.sheets:
            first = homes.get(id(sheet))
            for picture in sheet.pictures:
                if first is None or picture.row < first.cell.row:
                    name = self._keep(picture, sheet)
                    if name:
                        entry = {"file": name, "caption": ""}
                        self._note_picture(sheet, picture, f"図「{name}」", [entry])

    def _take_figures_of(self, box: Box) -> None:
        captioned, above = captioned_pictures(box)
        for cell in above:
            self._leave([cell], box)
        figures = []
        for each in captioned:
            name = self._keep(each.picture, box.sheet)
            if name:
                figures.append({"file": name, "caption": join_lines(list(each.captions))})
            else:
                self._leave(list(each.captions), box)
        if figures:
            before = _get(self._tree, box.address) or []  # of a sheet that this one continues
            self.taken += 0 if before else 1
            _set(self._tree, box.address, [*before, *figures])

    def _keep(self, picture: BookPicture, sheet: BookSheet) -> str:
        """The name under which the picture's bytes are kept, or nothing if they are no picture."""
        try:
            check_figure(picture.data, picture.name)
        except FileError as error:
            text = f"図「{picture.name}」は取り込めません。{error.message}{error.remedy}"
            self._note_picture(sheet, picture, text)
            return ""
        name = free_name(picture.name, picture.data, self._figures)
        self._figures[name] = picture.data
        return name

    # -- tables ------------------------------------------------------------------------------

    def _take_table(self, table: TableRows) -> None:
        """A table's rows; a later table of the same sort goes on with the first."""
        address = table.table.id.removesuffix("[]")
        rows = _get(self._tree, address) or []
        columns = {column.id: column for column in self._form.tables[table.table.id]}
        for cells in table.rows:
            row = {}
            for column_id, inside in cells.items():
                read = READERS[columns[column_id].kind](columns[column_id], inside, [])
                if not is_empty(read.value):
                    row[column_id.rpartition(".")[2]] = read.value
                    self.taken += 1
                for cell in read.rest:
                    near = f"{address}[{len(rows)}].{column_id.rpartition('.')[2]}"
                    self._note(table.sheet, cell.row, cell.coordinate, cell.text, near)
            if row:
                rows.append(row)
        if rows:
            _set(self._tree, address, rows)

    # -- what has no place -------------------------------------------------------------------

    def _leave(self, cells: list[BookCell], box: Box) -> None:
        for cell in cells:
            if cell.text.strip():
                self._note(box.sheet, cell.row, cell.coordinate, cell.text, box.address)

    def _leave_stray(self, stray: Stray) -> None:
        near = stray.near.address if stray.near is not None else ""
        self._note(stray.sheet, stray.row, stray.place, stray.text, near)

    def _note_picture(
        self, sheet: BookSheet, picture: BookPicture, text: str, figures: Any = None
    ) -> None:
        place = f"{sheet.name} {picture.row}行目の図"
        leftover = Leftover(self._source, place, text, "", "", figures)
        self._leftovers.append((sheet, picture.row, leftover))

    def _note(self, sheet: BookSheet, row: int, place: str, text: str, near: str) -> None:
        leftover = Leftover(self._source, f"{sheet.name} {place}", text, near)
        self._leftovers.append((sheet, row, leftover))


def numbered_sheets(sheets: list[BookSheet]) -> dict[int, int]:
    """The file of each worksheet (by `id`), where they are numbered as the files are."""
    own = list({id(sheet): sheet for sheet in sheets}.values())
    marks = sheet_marks([sheet.name for sheet in own])
    if len(own) < 2 or sorted(marks) != sorted(str(number + 1) for number in range(len(own))):
        return {}
    return {id(sheet): int(mark) - 1 for sheet, mark in zip(own, marks, strict=True)}


def _named(text: str, names: dict[str, int]) -> int | None:
    """Which file a line names, alone or with its number and words around it."""
    if len(text) > 200:
        return None
    key = label_key(text)
    if key in names:
        return names[key]
    shorter = label_key(re.sub(r"^[(（]?\d+[)）.．、]?", "", fold_label(text)))
    return names.get(shorter) if shorter else None


def _get(tree: Any, address: str) -> Any:
    for part in parts_of(address):
        if isinstance(part, int):
            tree = tree[part] if isinstance(tree, list) and part < len(tree) else None
        else:
            tree = tree.get(part) if isinstance(tree, dict) else None
    return tree


def _set(tree: Any, address: str, value: Any) -> None:
    """Put a value into nested dicts and lists, which grow as needed."""
    *way, last = parts_of(address)
    for part, following in zip(way, parts_of(address)[1:], strict=True):
        empty: Any = [] if isinstance(following, int) else {}
        if isinstance(part, int):
            while len(tree) <= part:
                tree.append({})
            tree = tree[part]
        else:
            tree = tree.setdefault(part, empty)
    tree[last] = value
