"""The form's printed words as an office writes them: spaces, widths, marks and line breaks."""

from __future__ import annotations

import re

from tests.excel.office_book.office_style import LabelHabits

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_BRACKETS = str.maketrans("()", "（）")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"
_ROMAN = dict(zip("ⅠⅡⅢⅣⅤⅥ", ("I", "II", "III", "IV", "V", "VI"), strict=True))
_NOTE = re.compile(r" ※$")
# Where a person breaks a label that is too long for its box.
_JOINTS = re.compile(
    r"(?<=及び)|(?<=における)|(?<=・)|(?<=に係る)|(?=\()|(?<=する)(?=特定)|(?<=の)"
)


def full_width(text: str) -> str:
    """Digits and brackets in full width."""
    return text.translate(_FULL_WIDTH).translate(_BRACKETS)


def item_label(label: str, habits: LabelHabits, width: float = 0) -> str:
    """An item's label; with a `width` in characters broken where it is longer than that."""
    text = _NOTE.sub("", label)
    note = habits.note if text != label else ""
    mark, text = (text[0], text[1:]) if text[0] in _CIRCLED else ("", text)
    if habits.full_width_brackets:
        text = text.translate(_BRACKETS)
    if habits.spread and 2 <= len(text) <= 3:
        text = "　".join(text)
    if habits.broken and 0 < width < 2 * len(text):
        text = _broken(text)
    return _item_mark(mark, habits) + text + note


def heading_title(title: str, habits: LabelHabits) -> str:
    """「1. 基本情報」, numbered in the office's way."""
    match = re.match(r"(\d+)\. (.*)", title, re.DOTALL)
    if not match:
        return title
    number, text = match[1], match[2]
    plain = _NOTE.sub("", text)
    note = habits.note if plain != text else ""
    if habits.full_width_brackets:
        plain = plain.translate(_BRACKETS)
    wide = "１" in habits.heading_mark
    digits = number.translate(_FULL_WIDTH) if wide else number
    return digits + habits.heading_mark[1:] + plain + note


def section_title(title: str, habits: LabelHabits) -> str:
    """「Ⅰ 基本情報」 or 「(別添1) 事務の内容」, without the note of marks where there are none."""
    text = title if habits.note else re.sub(r"\s*※.*$", "", title)
    match = re.match(r"([Ⅰ-Ⅵ]) (.*)", text)
    if match:
        numeral = _ROMAN[match[1]] if habits.section_mark[0] == "I" else match[1]
        return numeral + habits.section_mark[1:] + match[2]
    return full_width(text) if habits.full_width_brackets else text


def occurrence_label(label: str, number: int, habits: LabelHabits) -> str:
    """「システム{n}」 with its number."""
    digits = str(number)
    if "１" in habits.occurrence:
        digits = digits.translate(_FULL_WIDTH)
    return label.replace("{n}", habits.occurrence[:-1] + digits)


def upright(text: str) -> str:
    """A letter a line, for a narrow strip."""
    return "\n".join(text.replace(" ", ""))


def _item_mark(mark: str, habits: LabelHabits) -> str:
    if not mark:
        return ""
    if habits.item_mark == "(1)":
        return f"({_CIRCLED.index(mark) + 1})"
    return mark + habits.item_mark[1:] if habits.item_mark else ""


def _broken(text: str) -> str:
    joints = [
        match.start() for match in _JOINTS.finditer(text) if 1 < match.start() < len(text) - 1
    ]
    if not joints:
        return text
    middle = min(joints, key=lambda joint: abs(joint - len(text) / 2))
    return f"{text[:middle]}\n{text[middle:]}"
