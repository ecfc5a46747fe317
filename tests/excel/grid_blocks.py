"""How an item of each kind stands in its box on 方眼紙."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pia_desktop.forms.model import Item, Option
from tests.excel.grid_sheet import Habits, Paper, wide

# Columns of 「[」, 「]」, of a tick with its brackets, and where the options begin in the answer.
BRACKET = 1
TICK = 3
OPTIONS = 0.45


@dataclass(frozen=True)
class Asked:
    """An item with its value (None while it is empty), those in the same box, and how many rows the
    box has at least.
    """

    item: Item
    value: Any
    least: int = 1
    beside: tuple[Asked, ...] = ()


@dataclass(frozen=True)
class Pen:
    """What draws a box: the sheet, the habits, and chance for the boxes' heights."""

    paper: Paper
    habits: Habits
    rng: random.Random

    def words(self, option: Option) -> str:
        """An option of a choice as it is printed, and so chosen."""
        return wide(option.label) if self.habits.wide_options else option.label


def _text(pen: Pen, left: int, asked: Asked) -> int:
    """One merged box of some rows."""
    tall = pen.rng.randint(1, pen.habits.tallest) if asked.item.kind == "text" else 1
    rows = max(tall, asked.least)
    text = str(asked.value or "")
    pen.paper.put(left, pen.paper.width, text, rows=rows, sides="tblr")
    return rows


def _fixed(pen: Pen, left: int, asked: Asked) -> int:
    pen.paper.put(left, pen.paper.width, wide(asked.item.text), rows=asked.least, sides="tblr")
    return asked.least


# -- choices ---------------------------------------------------------------------------------


def _choice(pen: Pen, left: int, asked: Asked) -> int:
    """「[」, the answer and 「]」 at the left, <選択肢> at the right; what stands beside, below."""
    paper, down = pen.paper, 1 if pen.habits.choice == "below" else 0
    middle = left + round((paper.width - left) * OPTIONS)
    rows = max(_options(pen, middle, asked.item), down + 1)
    words = tuple(pen.words(option) for option in asked.item.options)
    chosen = [pen.words(option) for option in asked.item.options if option.label == asked.value]
    _between(pen, (left + 1, middle - 1), "".join(chosen), words, down)
    for other in asked.beside:
        _beside(pen, left, asked.item, other, rows)
        rows += 1
    return pen.paper.frame(left, max(rows, asked.least))


def _between(pen: Pen, span: tuple[int, int], text: str, words: tuple[str, ...], at: int) -> None:
    """「[」, the answer and 「]」 from one column to another."""
    paper, (left, right) = pen.paper, span
    if pen.habits.one_cell:
        paper.put(left, right, f"[　{text}　]", "centred", at=at)
        return
    paper.put(left, left + 1, "[", "centred", at=at)
    paper.put(left + 1, right - 1, text, "centred", at=at)
    paper.offer(left + 1, words, at=at)
    paper.put(right - 1, right, "]", "centred", at=at)


def _options(pen: Pen, left: int, item: Item) -> int:
    """<選択肢> and the numbered options; how many rows they take."""
    texts = [f"{wide(str(n))}）{pen.words(option)}" for n, option in enumerate(item.options, 1)]
    paper, right = pen.paper, pen.paper.width
    if pen.habits.listing == "block":
        rows = (len(texts) + 2) // 2
        paper.put(left, right, "\n".join(["＜選択肢＞", *texts]), "small", rows=rows)
        return rows
    paper.put(left, right, "＜選択肢＞", "small")
    middle = (left + right) // 2
    for at, first in enumerate(range(0, len(texts), 2), 1):
        two = texts[first : first + 2]
        if pen.habits.listing == "lines":
            paper.put(left, right, "　　".join(two), "small", at=at)
        else:
            for text, start, end in zip(two, (left, middle), (middle, right), strict=False):
                paper.put(start, end, text, "small", at=at)
    return 1 + (len(texts) + 1) // 2


def _beside(pen: Pen, left: int, item: Item, other: Asked, at: int) -> None:
    """「（ 2 ） 件」, 「（手数料額、納付方法： … ）」: another item between its brackets."""
    words = other.item.label.removeprefix(item.label).strip()
    before, _, after = words.rpartition(" )")
    text = "" if other.value is None else str(other.value)
    if pen.habits.one_cell:
        whole = f"{wide(before)}　{text}　）{after}".replace(":", "：")
        pen.paper.put(left + 1, pen.paper.width - 1, whole, "small", at=at)
        return
    start = left + (2 if len(before) == 1 else 12)
    end = start + 4 if other.item.kind == "count" else pen.paper.width - 2
    pen.paper.put(left + 1, start, wide(before).replace(":", "："), "small", at=at)
    pen.paper.put(start, end, text, "centred", at=at)
    pen.paper.put(end, end + 2, f"） {after}".strip(), "small", at=at)


# -- checks ----------------------------------------------------------------------------------


def _checks(pen: Pen, left: int, asked: Asked) -> int:
    """Ticks with their labels, some a row; an option with brackets has a row of its own."""
    value = asked.value or {}
    if pen.habits.checks_in_a_cell:
        return _checks_in_a_cell(pen, left, asked)
    unit = (pen.paper.width - left) // pen.habits.ticks_a_row
    at, column = 0, left
    for option in asked.item.options:
        long = len(option.label) > unit - TICK
        if column > left and (option.heading or option.bracket != "none" or long):
            at, column = at + 1, left
        if option.heading:
            pen.paper.put(left, pen.paper.width, option.heading, "small", at=at)
            at += 1
        if option.bracket != "none":
            _bracketed(pen, left, option, value.get(option.key), at)
        else:
            end = pen.paper.width if long else column + unit
            tick(pen, column, end, wide(option.label), option.key in value, at)
            column = end
        if option.bracket != "none" or column + unit > pen.paper.width:
            at, column = at + 1, left
    return pen.paper.frame(left, max(at + (column > left), asked.least))


def _checks_in_a_cell(pen: Pen, left: int, asked: Asked) -> int:
    """「[] 紙 [○] 専用線 [ ] その他（ ）」 in one cell; below it <選択肢> and the options."""
    value, words, right = asked.value or {}, "", pen.paper.width
    for number, option in enumerate(asked.item.options):
        mark = pen.habits.mark if option.key in value else ("", " ")[number % 2]
        words += f"\n{option.heading}\n" if option.heading else ""
        words += f"[{mark}] {wide(option.key)}"
        if option.bracket != "none":
            words += f"（{value.get(option.key) or ' '}）"
            words += "件" if option.bracket == "count" else ""
        words += "　"
    pen.paper.put(left, right, words.strip(), "small", rows=2)
    plain = [f"{n}）{wide(option.key)}" for n, option in enumerate(asked.item.options, 1)]
    pen.paper.put(left, right, "\n".join(["＜選択肢＞", *plain]), "small", at=2, rows=2)
    return pen.paper.frame(left, max(4, asked.least))


def tick(pen: Pen, left: int, right: int, label: str, ticked: bool, at: int = 0) -> None:
    """「[ ○ ]」 and the label, in as many cells as is the habit."""
    paper, mark = pen.paper, pen.habits.mark if ticked else ""
    if pen.habits.ticks == "whole":
        paper.put(left, right, f"[ {mark or '　'} ] {label}", "small", at=at)
        return
    if pen.habits.ticks == "frame":
        paper.put(left, left + TICK, f"[ {mark or '　'} ]", "centred", at=at)
    else:
        paper.put(left, left + 1, "[", "centred", at=at)
        paper.put(left + 1, left + 2, mark, "centred", at=at)
        paper.offer(left + 1, ("○",), at=at)
        paper.put(left + 2, left + TICK, "]", "centred", at=at)
    paper.put(left + TICK, right, label, "small", at=at)


def _bracketed(pen: Pen, left: int, option: Option, value: Any, at: int) -> None:
    """「[ ] その他 （」, the text, 「）」; a number of cases has 「） 件」."""
    right = pen.paper.width - 2
    middle = left + max((right - left) // 2, min(len(option.key) + 6, right - left - 6))
    inside = "" if value is None or value is True else str(value)
    after = "件" if option.bracket == "count" else ""
    if pen.habits.one_cell:
        whole = f"{wide(option.key)}（{inside or '　　'}）{after}"
        tick(pen, left, pen.paper.width, whole, value is not None, at)
        return
    tick(pen, left, middle, f"{wide(option.key)} （", value is not None, at)
    if option.bracket == "count":
        pen.paper.put(middle, middle + 4, inside, "centred", at=at)
        pen.paper.put(middle + 4, middle + 7, "） 件", "small", at=at)
    else:
        pen.paper.put(middle, right, inside, "small", at=at)
        pen.paper.put(right, right + 2, "）", "small", at=at)


# What draws each kind from a column to the right edge; it gives back the rows that it took.
BLOCKS: dict[str, Callable[[Pen, int, Asked], int]] = {
    "line": _text,
    "text": _text,
    "date": _text,
    "choice": _choice,
    "checks": _checks,
    "fixed": _fixed,
}
