"""An option, its mark and its brackets as an office writes them."""

from __future__ import annotations

from pia_desktop.forms import Option
from tests.excel.office_book.label_text import full_width
from tests.excel.office_book.office_style import OfficeStyle

Tick = bool | str | int | None


def option_words(label: str, style: OfficeStyle) -> str:
    """An option's words, perhaps in full width."""
    return full_width(label) if style.full_width_options else label


def numbered(position: int, label: str, style: OfficeStyle) -> str:
    """「1) 十分である」; positions count from 0."""
    mark = style.option_mark.replace("{n}", str(position + 1))
    return (full_width(mark) if style.full_width_options else mark) + option_words(label, style)


def list_head(style: OfficeStyle) -> str:
    """The words above a list of options."""
    return "＜選択肢＞" if style.full_width_brackets else "<選択肢>"


def text_mark(style: OfficeStyle, ticked: bool) -> str:
    """The mark before an option's words in one cell."""
    return style.text_marks[0] if ticked else style.text_marks[1]


def cell_mark(style: OfficeStyle, ticked: bool) -> str:
    """The mark in a cell of its own."""
    return style.cell_marks[0] if ticked else style.cell_marks[1]


def bracket_parts(option: Option, value: Tick, style: OfficeStyle) -> tuple[str, str | int, str]:
    """What stands before, in and after an option's brackets; only the first for one without."""
    words = option_words(option.key, style)
    if option.bracket == "none":
        return words, "", ""
    opening, closing = ("（", "）") if style.full_width_brackets else ("(", ")")
    inside = "" if value is True or value is None else value
    unit = "件" if option.bracket == "count" else ""
    return words + opening, inside, closing + unit


def tick_text(option: Option, value: Tick, style: OfficeStyle) -> str:
    """An option with its mark and brackets in one text."""
    before, inside, after = bracket_parts(option, value, style)
    if after:
        inside = f"　{inside}　" if inside != "" else "　　　　"
    return text_mark(style, value is not None) + before + str(inside) + after
