"""Occurrences that a template has no block for: copies of its last block, or of its worksheets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pia_desktop.assessment.answers import Answers
from pia_desktop.excel.importer.box_locator import Box
from pia_desktop.excel.importer.form_labels import fold_label, label_key
from pia_desktop.excel.importer.workbook_model import BookSheet
from pia_desktop.excel.template_filling.folded_blocks import bottom_of
from pia_desktop.excel.template_filling.open_template import OpenTemplate
from pia_desktop.excel.template_filling.sheet_copies import SheetCopies
from pia_desktop.excel.template_filling.worksheet_patch import MOST_ROWS
from pia_desktop.forms.addresses import address_of
from pia_desktop.forms.model import Form, Item

_DIGITS = re.compile("[0-9０-９]+")
_WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
_GROUP = re.compile(r"^(\D+?)(\d+)[^\d\w]+(\d+)$")


@dataclass(frozen=True)
class BlockCopy:
    """The rows of the last block that a worksheet has drawn of a repeat, whose occurrence has this
    number (from 0), and how many further blocks are needed.
    """

    repeat: Item
    sheet: BookSheet
    top: int
    bottom: int
    number: int
    count: int


def copy_lacking_sheets(answers: Answers, template: OpenTemplate) -> dict[str, bytes] | None:
    """The workbook's parts with the worksheets of its last file copied for each further one; None
    where none is lacking, or where a file has no worksheets of its own.
    """
    copies = SheetCopies(template.parts)
    for run, last in _sheets_of_last_file(template):
        behind = run[-1].member
        for _number in range(last + 1, answers.count("files")):
            for sheet in run:
                behind = copies.copy(sheet.member, behind)
    return copies.parts if copies.count else None


def copy_lacking_blocks(answers: Answers, template: OpenTemplate) -> bool:
    """Copy the rows of the last block of each repeat that has more occurrences than blocks: the
    files' first, and only when none is lacking what lies within them.
    """
    by_sheet: dict[int, list[BlockCopy]] = defaultdict(list)
    for copy in list(_lacking_files(answers, template)) or _lacking_blocks(answers, template):
        if copy.bottom - copy.top <= MOST_ROWS:
            by_sheet[id(copy.sheet)].append(copy)
    for copies in by_sheet.values():
        for copy in sorted(copies, key=lambda copy: copy.top, reverse=True):
            _copy_block(template, copy)
    return bool(by_sheet)


# -- files -----------------------------------------------------------------------------------


def _is_of_file(form: Form, box: Box) -> bool:
    """Whether a box lies in a section that each file has once, with headings of its own."""
    section = form.sections[box.label.section]
    titled = any(heading.title for heading in section.headings)
    return bool(section.repeat and titled and box.numbers)


def _last_files(template: OpenTemplate) -> dict[int, int]:
    """The last file's number that is drawn of each section."""
    last: dict[int, int] = {}
    for box in template.boxes.boxes:
        if _is_of_file(template.form, box):
            section = box.label.section
            last[section] = max(last.get(section, 0), box.numbers[0])
    return last


def _sheets_of_last_file(template: OpenTemplate) -> list[tuple[list[BookSheet], int]]:
    """The worksheets that hold nothing but the last file, with its number, in runs to be copied
    together: a section's, or all of them where each file has all its worksheets in a row.
    """
    form, last = template.form, _last_files(template)
    by_sheet: dict[int, list[Box]] = defaultdict(list)
    for box in template.boxes.boxes:
        by_sheet[id(box.sheet)].append(box)
    tables = {id(table.sheet) for table in template.boxes.tables}
    runs: dict[int, list[BookSheet]] = {}
    places = []
    for place, sheet in enumerate(template.book.sheets):
        own = by_sheet[id(sheet)]
        if not own or id(sheet) in tables:
            continue
        if all(_is_of_file(form, b) and b.numbers[0] == last[b.label.section] for b in own):
            runs.setdefault(own[0].label.section, []).append(sheet)
            places.append(place)
    numbers = {last[section] for section in runs}
    in_a_row = len(places) == len(range(min(places, default=0), max(places, default=-1) + 1))
    if len(numbers) == 1 and numbers != {0} and in_a_row:
        return [([sheet for run in runs.values() for sheet in run], numbers.pop())]
    return [(run, last[section]) for section, run in runs.items()]


def _lacking_files(answers: Answers, template: OpenTemplate) -> Iterator[BlockCopy]:
    """The last file's rows of each section on a worksheet that holds other things too."""
    form, needed = template.form, answers.count("files")
    for section, last in _last_files(template).items():
        boxes = [
            box
            for box in template.boxes.boxes
            if box.label.section == section and _is_of_file(form, box) and box.numbers[0] == last
        ]
        if needed > last + 1 and len({id(box.sheet) for box in boxes}) == 1:
            repeat = form.by_id[form.sections[section].repeat]
            top, bottom = _extent(template, boxes)
            top = _with_bar(template, boxes[0].sheet, form.sections[section].title, top)
            yield BlockCopy(repeat, boxes[0].sheet, top, bottom, last, needed - last - 1)


# -- blocks ----------------------------------------------------------------------------------


def _lacking_blocks(answers: Answers, template: OpenTemplate) -> Iterator[BlockCopy]:
    form = template.form
    files = {section.repeat for section in form.sections}
    groups: dict[tuple[str, tuple[int, ...]], dict[int, list[Box]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for box in template.boxes.boxes:
        inner = box.item.repeats[-1:]
        if inner and inner[0] not in files and len(box.numbers) == len(box.item.repeats):
            groups[inner[0], box.numbers[:-1]][box.numbers[-1]].append(box)
    for (repeat_id, outer), blocks in groups.items():
        last = max(blocks)
        count = answers.count(address_of(repeat_id, outer).removesuffix("[]")) - last - 1
        if count > 0 and len({id(box.sheet) for box in blocks[last]}) == 1:
            repeat, sheet = form.by_id[repeat_id], blocks[last][0].sheet
            top, bottom = _extent(template, blocks[last])
            top = _with_bar(template, sheet, repeat.name_at((last,)), top)
            yield BlockCopy(repeat, sheet, top, bottom, last, count)


def _extent(template: OpenTemplate, boxes: list[Box]) -> tuple[int, int]:
    """The first and last row of boxes with their labels."""
    geometry = template.geometry(boxes[0].sheet)
    bottoms = [bottom_of(box, geometry) for box in boxes]
    bottoms += [
        template.targets.text_area(box).bottom for box in boxes if box.item.features.textual
    ]
    return min(box.cell.row for box in boxes), max(bottoms)


def _with_bar(template: OpenTemplate, sheet: BookSheet, name: str, top: int) -> int:
    """The row of the block's own name above it, where it has one."""
    geometry, key = template.geometry(sheet), label_key(name)
    for cell in sheet.cells:
        area = geometry.area(cell.row, cell.column)
        if top - 3 <= area.bottom < top and label_key(cell.text) == key:
            return cell.row
    return top


def _copy_block(template: OpenTemplate, copy: BlockCopy) -> None:
    """The copies below the block, each with its own number in its labels."""
    patch = template.change(copy.sheet)
    patch.copy_rows(copy.top, copy.bottom, copy.count, texts=True)
    rows = copy.bottom - copy.top + 1
    names = {label_key(name) for name in _numbered_names(template.form, copy)}
    for cell in copy.sheet.cells:
        if copy.top <= cell.row <= copy.bottom and label_key(cell.text) in names:
            for number in range(1, copy.count + 1):
                text = _renumbered(cell.text, copy.number + 1, copy.number + 1 + number)
                patch.set_text(cell.row + rows * number, cell.column, text)
    _widen_group(template, copy)


def _numbered_names(form: Form, copy: BlockCopy) -> Iterator[str]:
    numbers = (copy.number,)
    yield copy.repeat.name_at(numbers)
    yield copy.repeat.label.replace("{n}", str(copy.number + 1))
    for item in form.items:
        own = item.repeats[-1:] == (copy.repeat.id,) and not item.features.repeats
        if own and "{n}" in item.label:
            yield item.label.replace("{n}", str(copy.number + 1))


def _widen_group(template: OpenTemplate, copy: BlockCopy) -> None:
    """「システム2～5」 above the blocks goes up to the last of them."""
    word = label_key(copy.repeat.label.replace("{n}", ""))
    patch = template.change(copy.sheet)
    for cell in reversed(copy.sheet.cells):
        group = _GROUP.match(fold_label(cell.text)) if cell.row < copy.top else None
        if group and label_key(group[1]) == word and int(group[3]) == copy.number + 1:
            text = _renumbered(cell.text, copy.number + 1, copy.number + 1 + copy.count)
            patch.set_text(cell.row, cell.column, text)
            return


def _renumbered(text: str, number: int, new: int) -> str:
    """The text with its last such number replaced, in digits of the same width."""
    for digits in reversed(list(_DIGITS.finditer(text))):
        if int(digits[0]) == number:
            written = str(new) if digits[0].isascii() else str(new).translate(_WIDE_DIGITS)
            return text[: digits.start()] + written + text[digits.end() :]
    return text
