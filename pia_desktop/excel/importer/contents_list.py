"""The 項目一覧: lists of the sections' titles, on the cover or on a worksheet of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from pia_desktop.excel.importer.form_labels import fold_label, label_key, likeness
from pia_desktop.excel.importer.workbook_model import BookCell
from pia_desktop.forms import form_ids, load_form_by_id

# So many lines, with the list's head, are a list: in the form itself a section's title is followed
# by what stands in the section.
_SHORTEST = 3

# Longer lines are no title; a title is no longer, page number and dots included.
_LONGEST = 80

_LIKE_ENOUGH = 0.6

_HEADS = ("項目一覧", "目次", "記載項目一覧")
_NOTE = re.compile(r"※.*$")
_PAGE = re.compile(r"(?<![.・…‥\-])[.・…‥\-]*\d{0,3}(?:ページ|頁)?$")
_PAGE_ALONE = re.compile(r"[.・…‥\-]*(?:P\.?)?\d{0,3}(?:ページ|頁)?")
_ANNEX = re.compile(r"[(\[]?別添(\d{0,2})")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII")
_ROMAN = re.compile(r"(?:VII?|IV|I{1,3}|V)(?![A-Za-z])")
_NUMERAL = re.compile(r"(?:[(\[]?別添\d{0,2}[)\]]?|VII?|IV|I{1,3}|V)(?![A-Za-z])[.、:]?")


def contents_rows(cells: Iterable[BookCell]) -> dict[int, bool]:
    """The rows of lists of sections, and whether each says nothing but the form's own words. The
    list's own head is among them.
    """
    rows: dict[int, list[BookCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    out: dict[int, bool] = {}
    run = _Run()
    for row, line in [*rows.items(), (0, [])]:
        text = _title_text(line)
        head = bool(text) and label_key(text) in _HEADS
        own = is_section_title(text) if text and not head else None
        if own is not None and run.takes_title(row, text):
            run.add_title(row, own, text)
        elif text and not head and own is None and run.ends_with_title():
            run.rows[row] = False
        else:
            out |= run.as_list()
            run = _Run()
            if head:
                run.add_title(row, True)
            elif own is not None:
                run.add_title(row, own, text)
    return out


class _Run:
    """Lines below one another that may be a list: titles in the form's order, and what stands
    between them.
    """

    def __init__(self) -> None:
        self.rows: dict[int, bool] = {}
        self._titles: list[int] = []
        self._numbers: dict[bool, int] = {}
        self._spacing = 0

    def ends_with_title(self) -> bool:
        """Whether its last line is a title."""
        return bool(self._titles) and list(self.rows)[-1] == self._titles[-1]

    def takes_title(self, row: int, text: str) -> bool:
        """Whether a title goes on with the list: its number is higher than those before, and it is
        no further below the last one than those are from one another. A section begins else.
        """
        annex, number = _number_of(text)
        if number and number <= self._numbers.get(annex, 0):
            return False
        return not self._spacing or row - self._titles[-1] <= 2 * self._spacing

    def add_title(self, row: int, own: bool, text: str = "") -> None:
        """Go on with a title, or begin with the list's head."""
        annex, number = _number_of(text)
        if number:
            self._numbers[annex] = number
        if text and len(self._titles) > 1:
            self._spacing = max(self._spacing, row - self._titles[-1])
        self._titles.append(row)
        self.rows[row] = own

    def as_list(self) -> dict[int, bool]:
        """The rows up to the last of its titles, if that is a list."""
        if len(self._titles) < _SHORTEST:
            return {}
        return {row: own for row, own in self.rows.items() if row <= self._titles[-1]}


def _number_of(text: str) -> tuple[bool, int]:
    """Whether the title is an annex's (別添), and its number; 0 if it has none."""
    annex = _ANNEX.match(text)
    if annex:
        return True, int(annex[1] or 0)
    roman = _ROMAN.match(text)
    return False, _ROMANS.index(roman[0]) + 1 if roman else 0


def _title_text(line: list[BookCell]) -> str:
    """The words of a line that may be a title, whose number may stand in a cell of its own."""
    if sum(len(cell.text) for cell in line) > _LONGEST:
        return ""
    words = [fold_label(cell.text) for cell in line if not is_page_number(cell.text)]
    alone = len(words) == 1 or (len(words) == 2 and _NUMERAL.fullmatch(words[0]))
    return "".join(words) if alone else ""


def is_page_number(text: str) -> bool:
    """Whether it is a page number with the dots before it."""
    return _PAGE_ALONE.fullmatch(fold_label(text)) is not None


def is_section_title(text: str) -> bool | None:
    """Whether a folded text is a section's title in any form's wording, with or without the ※ note.
    False: it is only nearly so, or a page number follows; None: it is none.
    """
    plain = _PAGE.sub("", _NOTE.sub("", text))
    key = label_key(plain)
    if len(key) < 2:
        return None
    titles, words = _titles()
    whole = label_key(_NOTE.sub("", text)) in titles
    if key in titles or whole:
        return whole or plain == _NOTE.sub("", text)
    numeral = _NUMERAL.match(plain)
    rest = label_key(plain[numeral.end() :]) if numeral else ""
    near = bool(rest) and any(likeness(rest, other) >= _LIKE_ENOUGH for other in words)
    return False if near else None


@cache
def _titles() -> tuple[frozenset[str], frozenset[str]]:
    """The keys of the titles of all editions' sections, and those without their numbers."""
    titles = [
        fold_label(section.plain_title)
        for form_id in form_ids()
        for section in load_form_by_id(form_id).sections
    ]
    bare = [label_key(_NUMERAL.sub("", title, count=1)) for title in titles]
    return frozenset(map(label_key, titles)), frozenset(filter(None, bare))
