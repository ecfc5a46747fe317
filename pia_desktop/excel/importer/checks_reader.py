"""Reading checks: which options are ticked, and what stands in their brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pia_desktop.excel.importer.cell_text import (
    COUNT_TEXT,
    ReadValue,
    bracket_content,
    is_circle,
    is_frame,
    join_lines,
)
from pia_desktop.excel.importer.form_labels import (
    CIRCLES,
    EMPTY_SQUARES,
    fold_label,
    label_key,
    strip_tick,
)
from pia_desktop.excel.importer.option_list import holds_letter, read_option_list
from pia_desktop.excel.importer.workbook_model import BookCell
from pia_desktop.files import limits
from pia_desktop.forms.model import Item, Option

_LIST_TITLE = "選択肢"
_LONGEST_LIST = 2_000
# Fewer marked words in one cell are no list.
_FEWEST = 2
_TICK_MARK = re.compile(
    rf"[\[［]\s*[^\[\]［］]?\s*[\]］]|[{''.join(sorted(CIRCLES - {'1'}))}{EMPTY_SQUARES}]"
)
_OPTION_NUMBER = re.compile(r"^(?:[(（]?\d{1,2}[)）.．、]|[①-⑳])\s*")


@dataclass
class _Ticked:
    """An option's words in a box: whether a tick stands before them, and what follows them."""

    option: Option
    ticked: bool
    cells: list[BookCell] = field(default_factory=list)


def read_checks(item: Item, cells: list[BookCell], beside: list[Item]) -> ReadValue:
    """The ticked options of a box with what stands in their brackets."""
    out = ReadValue()
    hits_so_far: list[_Ticked] = []
    cells = [piece for cell in cells for piece in _pieces(item, cell, out.rest)]
    remaining = list(item.options)
    groups = {label_key(option.heading) for option in item.options if option.heading}
    waiting: list[BookCell] = []
    for cell in _without_printed_list(item, cells):
        if waiting and waiting[-1].row != cell.row:
            _settle(waiting, hits_so_far, out)
        opened = bool(waiting) and fold_label(waiting[-1].text).endswith("(")
        in_bracket = opened and bool(hits_so_far) and hits_so_far[-1].option.bracket != "none"
        hits = [] if in_bracket else options_in(cell.text, remaining)
        if hits:
            marked = _marked(waiting)
            _settle(waiting, hits_so_far, out)
            if holds_letter(cell.text):
                out.rest.append(cell)
            for number, (option, ticked, inside) in enumerate(hits):
                remaining.remove(option)
                hits_so_far.append(_Ticked(option, ticked or (number == 0 and marked)))
                if inside:
                    hits_so_far[-1].cells.append(BookCell(cell.row, cell.column, inside))
        elif label_key(cell.text) not in groups or not label_key(cell.text):
            waiting.append(cell)
    _settle(waiting, hits_so_far, out)
    value: dict[str, Any] = {}
    for hit in hits_so_far:
        _take(hit, value, out)
    out.value = value or None
    return out


def _pieces(item: Item, cell: BookCell, unknown: list[BookCell]) -> Iterator[BookCell]:
    """A list in one cell that has other words among the options, an option at a time: the other
    words with a mark go to `unknown`. Any other cell as it is.
    """
    starts = [mark.start() for mark in _TICK_MARK.finditer(cell.text[:_LONGEST_LIST])]
    if len(starts) < _FEWEST:
        yield cell
        return
    ends = [*starts[1:], len(cell.text)]
    pieces = [cell.text[a:b] for a, b in zip(starts, ends, strict=True)]
    options = list(item.options)
    named = sum(option_in(piece, options) is not None for piece in pieces)
    if not named or options_in(cell.text, options):
        yield cell
        return
    if cell.text[: starts[0]].strip():
        yield cell._replace(text=cell.text[: starts[0]].strip())
    for text in pieces:
        piece = cell._replace(text=text.strip())
        if option_in(text, options) is not None:
            yield piece
        else:
            unknown.append(piece)


def _without_printed_list(item: Item, cells: list[BookCell]) -> list[BookCell]:
    """The cells but for 「<選択肢>」 and the options that are printed again beside or below it."""
    printed = [cell for cell in cells if _is_printed_list(item, cell)]
    if not printed:
        return cells
    others = [cell for cell in cells if cell not in printed]
    named = any(options_in(cell.text, list(item.options)) for cell in others)
    return others if named else [c for c in cells if label_key(c.text) != _LIST_TITLE]


def _is_printed_list(item: Item, cell: BookCell) -> bool:
    """Whether it says 「<選択肢>」 or 「1) 紙」, or lists options without room for ticks."""
    key = label_key(cell.text)
    if key == _LIST_TITLE or not key or len(cell.text) > _LONGEST_LIST:
        return key == _LIST_TITLE
    text = cell.text.strip()
    number = _OPTION_NUMBER.match(text)
    if number and option_in(text[number.end() :], list(item.options)) is not None:
        return True
    listed = read_option_list(text, item.options)
    return len(listed) > 1 and not any(option.room for option in listed)


def _marked(waiting: list[BookCell]) -> bool:
    """Whether a tick stands among the cells in front, which are then used up with its brackets."""
    marked = False
    while waiting and (is_frame(waiting[-1].text) or is_circle(waiting[-1].text)):
        cell = waiting[-1]
        if is_frame(cell.text) and fold_label(cell.text).startswith(")"):
            break
        if is_circle(cell.text) and marked:
            break
        marked = marked or is_circle(cell.text)
        waiting.pop()
        if fold_label(cell.text).startswith("["):
            break
    return marked


def _settle(waiting: list[BookCell], hits_so_far: list[_Ticked], out: ReadValue) -> None:
    """The cells since the last option are what stands in its brackets."""
    if hits_so_far and hits_so_far[-1].option.bracket != "none":
        hits_so_far[-1].cells += waiting
    else:
        out.rest += [cell for cell in waiting if not is_frame(cell.text)]
    waiting.clear()


def _take(hit: _Ticked, value: dict[str, Any], out: ReadValue) -> None:
    """Put a ticked option into the value; words in the brackets of one that isn't ticked tick it
    as well: they would be lost else, and nobody fills in brackets for nothing.
    """
    option = hit.option
    if option.bracket == "none":
        if hit.ticked:
            value[option.key] = True
        return
    cells = _without_frame(hit.cells)
    if option.bracket == "count":
        whole = fold_label("".join(cell.text for cell in cells))
        number = COUNT_TEXT.match(whole)
        if number and int(number[1].replace(",", "")) <= limits.COUNT:
            value[option.key] = int(number[1].replace(",", ""))
        else:
            if hit.ticked:
                value[option.key] = 0
            out.rest += [cell for cell in cells if label_key(cell.text).strip("件")]
        return
    text = join_lines(cells)
    if hit.ticked or text.strip():
        value[option.key] = text


def _without_frame(cells: list[BookCell]) -> list[BookCell]:
    """The cells between the first bracket and the last, which may stand in cells of their own."""
    cells = list(cells)
    if cells and fold_label(cells[0].text) in ("(", "["):
        cells.pop(0)
        closing = [n for n, cell in enumerate(cells) if fold_label(cell.text) in (")", "]", ")件")]
        if closing:
            cells.pop(closing[-1])
        return cells
    if len(cells) == 1:
        cell = cells[0]
        return [BookCell(cell.row, cell.column, bracket_content(cell.text), cell.torn)]
    return [cell for cell in cells if not is_frame(cell.text)]


def options_in(text: str, options: list[Option]) -> list[tuple[Option, bool, str]]:
    """The options that a cell names, each with its tick and what stands in its brackets: alone
    「紙」, with a tick 「[○]紙」, or a whole line of them.
    """
    if len(text) > _LONGEST_LIST:
        return []
    alone = option_in(text, options)
    if alone is not None:
        return [alone]
    listed = read_option_list(text, options)
    return [(o.option, o.ticked, o.inside) for o in listed] if len(listed) > 1 else []


def option_in(text: str, options: list[Option]) -> tuple[Option, bool, str] | None:
    """The one option that a text names, whether it is ticked, and what its brackets hold."""
    ticked, words = False, text
    inside = strip_tick(text)
    if inside is not None:
        ticked = inside[0]
        words = _after_tick(text)
    key = label_key(words)
    if not key:
        return None
    for option in options:
        if key == label_key(option.key):
            return option, ticked, ""
    for option in options:
        own = label_key(option.key)
        if option.bracket != "none" and key.startswith(own):
            end = _end_of_key(words, own)
            rest = words[end:].strip()
            if rest[:1] in ("(", "（") and rest.rstrip("件 　\n")[-1:] in (")", "）"):
                return option, ticked, bracket_content(rest.rstrip("件 　\n"))
    return None


def _after_tick(text: str) -> str:
    """The words after the tick, as they stand."""
    plain = text.strip()
    tick = re.match(r"^[\[［(（]\s*\S?\s*[\]］)）]\s*", plain)
    return plain[tick.end() :] if tick else plain[1:].strip()


def _end_of_key(text: str, key: str) -> int:
    """Where in the text the words end whose key this is."""
    used = 0
    for position, char in enumerate(text):
        if used >= len(key):
            return position
        used += len(label_key(char))
    return len(text)
