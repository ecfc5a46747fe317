"""Choices whose option is marked where it is printed: 「□A ■B」, 「[B] <選択肢> 1)A 2)B」, and a
mark in the cell before each option.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from pia_desktop.excel.importer.form_labels import CIRCLES, EMPTY_SQUARES, fold_label, label_key
from pia_desktop.excel.importer.workbook_model import BookCell
from pia_desktop.forms.model import Option

_MARKS = "".join(sorted(CIRCLES - {"1"}))
_LETTERS = "OoXxVv"
# A mark before an option, perhaps with the option's number between them.
_BEFORE = re.compile(
    rf"(?:\[(?P<square>[^\[\]]?)\]|\((?P<round>[^()\d]?)\)|(?P<bare>[{_MARKS}{EMPTY_SQUARES}]))"
    r"(?:\d{1,2}[).．:、])?$"
)
_BRACKETED = re.compile(r"^\s*[\[［]([^\[\]［］]*)[\]］](.*)$", re.DOTALL)


@dataclass
class TickedChoice:
    """What the marks say: the option that has one, None where none or several have; `cells` are
    those that hold nothing but options and marks.
    """

    option: Option | None = None
    cells: list[BookCell] = field(default_factory=list)


def read_ticks(options: tuple[Option, ...], lines: list[list[BookCell]]) -> TickedChoice | None:
    """What the marks in a box's lines say; None where the box is no list of marked options, or
    where more than one has a mark.
    """
    marked: list[tuple[Option, bool]] = []
    cells: list[BookCell] = []
    for line in lines:
        for number, cell in enumerate(line):
            within = list(_marked_within(options, cell.text))
            if within:
                marked += within
                cells.append(cell)
                continue
            option = _named(options, cell.text)
            before = line[number - 1] if number else None
            if option is None:
                continue
            ticked = before is not None and _is_mark(before.text)
            marked.append((option, ticked))
            cells.append(cell)
            if before is not None and (ticked or _is_mark(before.text, empty=True)):
                cells.append(before)
    ticked_options = [option for option, ticked in marked if ticked]
    if len({option.id for option, _ in marked}) < 2 or len(ticked_options) > 1:
        return None
    # Every option once and nothing else: the printed ones, none of which is marked.
    printed = len(marked) == len(options) == len({option.id for option, _ in marked})
    if not ticked_options and not printed and not any(_has_empty_mark(c.text) for c in cells):
        return None
    return TickedChoice(ticked_options[0] if ticked_options else None, cells)


def split_bracket(text: str) -> tuple[str, str]:
    """The words in the bracket that a text begins with, and what comes behind it; nothing of both
    where it begins with none.
    """
    match = _BRACKETED.match(text)
    return (match[1], match[2]) if match else ("", "")


def _marked_within(options: tuple[Option, ...], text: str) -> Iterator[tuple[Option, bool]]:
    """The options that stand in one text with a mark before each, ticked or not."""
    plain = fold_label(text)
    marked: list[tuple[int, Option, bool]] = []
    for option in sorted(options, key=lambda each: -len(each.label)):
        label = fold_label(option.label)
        at = plain.find(label)
        mark = _BEFORE.search(plain, 0, at) if at > 0 else None
        if mark is not None:
            marked.append((at, option, _is_ticked(mark)))
            plain = plain[:at] + "\0" * len(label) + plain[at + len(label) :]
    # Words that are neither an option nor a mark: it is a text that names options.
    if len(marked) > 1 and not label_key(_without_marks(plain)):
        for _at, option, ticked in sorted(marked, key=lambda each: each[0]):
            yield option, ticked


def _without_marks(plain: str) -> str:
    rest = re.sub(r"\[[^\[\]]?\]|\([^()\d]?\)|\d{1,2}[).．:、]", "", plain.replace("<選択肢>", ""))
    return "".join(char for char in rest if char not in _MARKS and char != "\0")


def _is_ticked(mark: re.Match[str]) -> bool:
    inside = mark["square"] or mark["round"] or ""
    if mark["bare"]:
        return mark["bare"] not in EMPTY_SQUARES
    return bool(inside) and (inside in _MARKS or inside in _LETTERS)


def _is_mark(text: str, *, empty: bool = False) -> bool:
    plain = fold_label(text).strip("[]()")
    if empty:
        return plain in ("", *EMPTY_SQUARES)
    return len(plain) == 1 and (plain in _MARKS or plain in _LETTERS)


def _has_empty_mark(text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text)
    return any(mark in plain for mark in EMPTY_SQUARES) or re.search(r"\[\s*\]", plain) is not None


def _named(options: tuple[Option, ...], text: str) -> Option | None:
    key = label_key(text)
    return next((option for option in options if key and key == label_key(option.label)), None)
