"""Reading a choice: which of the words in its box is the answer, and which the printed options."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from pia_desktop.excel.importer.cell_text import (
    CLOSE,
    COUNT_TEXT,
    ReadValue,
    bracket_content,
    is_frame,
    join_lines,
)
from pia_desktop.excel.importer.choice_ticks import read_ticks, split_bracket
from pia_desktop.excel.importer.form_labels import fold_label, label_key
from pia_desktop.excel.importer.workbook_model import BookCell
from pia_desktop.files import limits
from pia_desktop.forms.model import Item, Option

_NUMBERED = re.compile(r"^[(（\[]?(\d{1,2})[)）\].．、:： 　]*(.*)$", re.DOTALL)


_OPTION_MARK = re.compile(r"(?<!\d)\d{1,2}[)）.．]")


def read_choice(item: Item, cells: list[BookCell], beside: list[Item]) -> ReadValue:
    """The chosen option of a box, and the values of what else stands in it."""
    out = ReadValue()
    lines = list(_by_row(cells))
    ticks = read_ticks(item.options, lines)
    if ticks is not None:
        out.value = ticks.option.label if ticks.option is not None else None
        told = {id(cell) for cell in ticks.cells}
        lines = [[cell for cell in line if id(cell) not in told] for line in lines]
    inside: list[BookCell] = []
    around: list[BookCell] = []
    for line in lines:
        taken = _read_beside(line, item, beside, out)
        for number, cell in enumerate(line):
            if id(cell) not in taken and not is_frame(cell.text):
                bracketed = _is_bracketed(cell.text) or _is_between_brackets(line, number)
                (inside if bracketed else around).append(cell)
    listed = _listed(item, around)
    for cell in [*inside, *sorted(around, key=lambda cell: cell.column)]:
        if id(cell) in listed:
            continue
        option = _option_of(item.options, cell.text) or _before_its_list(item.options, cell.text)
        if option is not None and out.value in (None, option.label):
            out.value = option.label
        elif option is not None or not _is_option_list(item.options, cell.text):
            out.rest.append(cell)
    return out


def _before_its_list(options: tuple[Option, ...], text: str) -> Option | None:
    """The answer in the bracket of 「[ B ] <選択肢> 1) A 2) B」."""
    answer, behind = split_bracket(text)
    return _option_of(options, answer) if behind and _is_option_list(options, behind) else None


def _is_between_brackets(line: list[BookCell], number: int) -> bool:
    around = line[max(number - 1, 0) : number] + line[number + 1 : number + 2]
    return [fold_label(cell.text) for cell in around] == ["[", "]"]


def _is_bracketed(text: str) -> bool:
    plain = text.strip()
    return plain[:1] in ("[", "［") and plain[-1:] in ("]", "］")


def _listed(item: Item, cells: list[BookCell]) -> set[int]:
    """The cells of the printed option list: each option with its number once, those at the right
    where one stands twice, for the other is the answer.
    """
    listed: dict[str, BookCell] = {}
    for cell in cells:
        numbered = _NUMBERED.match(unicodedata.normalize("NFKC", cell.text).strip())
        option = _option_of(item.options, cell.text)
        if numbered is None or option is None or not numbered[2]:
            continue
        before = listed.get(option.id)
        if before is None or cell.column > before.column:
            listed[option.id] = cell
    lines = [cell.column for cell in cells if _names_several(item, cell.text)]
    if len(listed) == 1 and len(item.options) > 1:
        # No list, but an answer written as 「2) 十分である」, unless it is a list's last line.
        listed = {key: cell for key, cell in listed.items() if cell.column in lines}
    return {id(cell) for cell in listed.values()}


def _names_several(item: Item, text: str) -> bool:
    """Whether the cell is a list of options, or a line of one."""
    title = label_key(text) == label_key("<選択肢>")
    return (
        not title and _is_option_list(item.options, text) and _option_of(item.options, text) is None
    )


@lru_cache(maxsize=4_096)
def _option_of(options: tuple[Option, ...], text: str) -> Option | None:
    """The option that a text names: its words, its number, or both."""
    plain = unicodedata.normalize("NFKC", text).strip().strip("[]").strip()
    key = label_key(plain)
    for option in options:
        if key == label_key(option.label):
            return option
    numbered = _NUMBERED.match(plain)
    if not numbered or not 1 <= int(numbered[1]) <= len(options):
        return None
    words = label_key(numbered[2])
    if not words:
        return options[int(numbered[1]) - 1]
    return next((option for option in options if words == label_key(option.label)), None)


@lru_cache(maxsize=4_096)
def _is_option_list(options: tuple[Option, ...], text: str) -> bool:
    """「<選択肢>」, or several options in one cell."""
    plain = unicodedata.normalize("NFKC", text)
    rest = label_key(_OPTION_MARK.sub("", plain).replace("<選択肢>", ""))
    named = 0
    for option in sorted(options, key=lambda option: -len(option.label)):
        named += rest.count(label_key(option.label))
        rest = rest.replace(label_key(option.label), "")
    rest = rest.removeprefix("選択肢")
    return not rest or (named > 0 and rest in _running_numbers(len(options), named))


@lru_cache
def _running_numbers(count: int, length: int) -> frozenset[str]:
    """「12」, 「23」 …: so many numbers of a list one after the other, without their brackets."""
    return frozenset(
        "".join(str(number) for number in range(first, first + length))
        for first in range(1, count - length + 2)
    )


def _read_beside(line: list[BookCell], item: Item, beside: list[Item], out: ReadValue) -> set[int]:
    """An item in the same box on its own line: 「( 2 )件」, 「(手数料額、納付方法: … )」."""
    taken: set[int] = set()
    for other in beside:
        before = other.label.removeprefix(item.label).strip().rpartition(" )")[0]
        if other.kind == "count":
            taken |= _read_count(line, other, out)
        else:
            taken |= _read_bracket(line, label_key(before), other, out)
    return taken


def _read_count(line: list[BookCell], item: Item, out: ReadValue) -> set[int]:
    words = "".join(cell.text for cell in line)
    if "件" not in words and not ("(" in fold_label(words) and ")" in fold_label(words)):
        return set()
    begin = next((n for n, c in enumerate(line) if fold_label(c.text).startswith("(")), len(line))
    cells = line[begin:]
    whole = fold_label("".join(cell.text for cell in cells))
    end = whole.find("件")
    number = COUNT_TEXT.match(whole[: end + 1] if end >= 0 else whole)
    if number and int(number[1].replace(",", "")) <= limits.COUNT:
        out.beside[item.id] = int(number[1].replace(",", ""))
        return {id(cell) for cell in cells}
    return {id(cell) for cell in cells} if not label_key(whole).strip("件") else set()


def _read_bracket(line: list[BookCell], begin: str, item: Item, out: ReadValue) -> set[int]:
    before: BookCell | None = out.beside.get(item.id)
    first = next((n for n, c in enumerate(line) if label_key(c.text).startswith(begin)), None)
    if first is None and before is None:
        return set()
    cells = line[first + 1 :] if first is not None else line
    taken = {id(cell) for cell in line[first or 0 :]} if first is not None else set()
    parts = [cell for cell in cells if fold_label(cell.text) != ")"]
    if first is not None:
        label = line[first]
        tail = re.split(r"[:：]", label.text, maxsplit=1)
        if len(tail) == 2 and tail[1].strip(CLOSE + " 　\n"):
            parts.insert(
                0, BookCell(label.row, label.column, bracket_content(tail[1], opened=True))
            )
    text = join_lines(parts)
    if before is not None and parts:
        text = join_lines([before, *parts])
    last = parts[-1].torn if parts else ""
    out.beside[item.id] = BookCell(0, 0, text, last)
    return taken | {id(cell) for cell in cells}


def _by_row(cells: list[BookCell]) -> Iterator[list[BookCell]]:
    line: list[BookCell] = []
    for cell in cells:
        if line and cell.row != line[0].row:
            yield line
            line = []
        line.append(cell)
    if line:
        yield line
