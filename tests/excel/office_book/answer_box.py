"""The box of one answer: a text over one or several boxes, a date, a number, options."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from pia_desktop.forms import Item
from tests.excel.office_book.choice_box import ChoiceBox, draw_choice
from tests.excel.office_book.sheet_page import Content, SheetPage
from tests.excel.office_book.tick_box import TickBox, draw_ticks

_WAREKI = re.compile(r"(令和|平成)(\d{1,2})年(\d{1,2})月(\d{1,2})日")
_FIRST_YEAR = {"令和": 2018, "平成": 1988}
_LONG = 100


@dataclass(frozen=True)
class AnswerBox:
    """Where an item's answer stands on the page, and what it is."""

    page: SheetPage
    first: int
    last: int
    item: Item
    value: Any
    pick: Random


def draw_answer(box: AnswerBox) -> int:
    """Draw what the item's kind asks for; return the rows."""
    style = box.page.style
    if box.item.kind == "choice":
        choice = ChoiceBox(box.page, box.first, box.last, box.item, box.value or "")
        return draw_choice(choice, box.pick.choice(style.choices))
    if box.item.kind == "checks":
        ticks = TickBox(box.page, box.first, box.last, box.item, box.value or {})
        return draw_ticks(ticks, box.pick.choice(style.ticks))
    if box.item.kind == "fixed":
        return box.page.box(box.first, box.last, box.item.text)
    return _draw_text(box, box.value or "")


def draw_beside(box: AnswerBox, down: int) -> int:
    """What stands in brackets in another answer's box: 「( 2 )件」; return its rows."""
    page = box.page
    words, unit = _bracket_words(box)
    opening, closing = ("（", "）") if page.style.full_width_brackets else ("(", ")")
    inside = "" if box.value is None else box.value
    if box.last - box.first < 2 or box.pick.random() < 0.5:
        text = f"{opening}{words}　{inside or '　　'}　{closing}{unit}"
        return page.box(box.first, box.last, text, down=down)
    parts = page.divided(box.first, box.last, [len(words) + 1.0, 12.0, 4.0])
    page.box(*parts[0], opening + words, down=down, frame="tbl")
    rows = page.box(*parts[1], inside, down=down, frame="tb", centred=True)
    page.box(*parts[2], closing + unit, down=down, frame="tbr")
    return rows


def _bracket_words(box: AnswerBox) -> tuple[str, str]:
    """The words before an answer in brackets, and the unit after it."""
    if box.item.kind == "count":
        return "", box.item.unit
    match = re.search(r"\((.*): \)", box.item.label)
    return (match[1] + "：" if match else ""), ""


def split_text(text: str, parts: int) -> list[str]:
    """A long text in up to so many parts, each of which ends with a line."""
    lines = text.split("\n")
    if parts < 2 or len(text) < _LONG:
        return [text]
    groups: list[list[str]] = [[]]
    for number, line in enumerate(lines):
        full = sum(map(len, groups[-1])) >= len(text) / parts
        if full and len(groups) < parts and line.strip() and lines[number - 1].strip():
            groups.append([])
        groups[-1].append(line)
    return ["\n".join(group) for group in groups]


def cell_content(item: Item, text: str, page: SheetPage) -> Content:
    """What an office types for a text: a date or a number where Excel makes one of it."""
    style = page.style
    if style.real_dates and item.kind == "date" and (match := _WAREKI.fullmatch(text)):
        year, month, day = (int(number) for number in match.groups()[1:])
        if year > 1 and (match[1], year) != ("平成", 31):
            return date(_FIRST_YEAR[match[1]] + year, month, day)
    plain_number = text.isdecimal() and text.isascii() and str(int(text)) == text
    return int(text) if style.real_numbers and plain_number else text


def _draw_text(box: AnswerBox, text: str) -> int:
    page, style = box.page, box.page.style
    parts = split_text(text, style.parts)
    if len(parts) == 1:
        content = cell_content(box.item, text, page)
        if style.coloured and isinstance(content, str):
            content = _coloured(content, box.pick)
        return page.box(box.first, box.last, content)
    row = 0
    for number, part in enumerate(parts):
        content = _coloured(part, box.pick) if style.coloured else part
        frame = "lr" + ("t" if number == 0 else "") + ("b" if number == len(parts) - 1 else "")
        frame = "tblr" if style.rule_between else frame
        row += page.box(box.first, box.last, content, down=row, frame=frame)
    return row


def _coloured(text: str, pick: Random) -> Content:
    """A text with a part in red, as where something has been changed; most have none."""
    if len(text) < _LONG or pick.random() < 0.7:
        return text
    start, end = sorted(pick.sample(range(len(text)), 2))
    red = InlineFont(color="FFFF0000")
    return CellRichText([text[:start], TextBlock(red, text[start:end]), text[end:]])
