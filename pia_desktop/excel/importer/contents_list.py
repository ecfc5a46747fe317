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
_PAGE = re.compile(r"[.・…‥\-]*\d{0,3}(?:ページ|頁)?$")
_PAGE_ALONE = re.compile(r"[.・…‥\-]*(?:P\.?)?\d{0,3}(?:ページ|頁)?")
_NUMERAL = re.compile(r"(?:[(\[]?別添\d{0,2}[)\]]?|VII?|IV|I{1,3}|V)(?![A-Za-z])[.、:]?")


def contents_rows(cells: Iterable[BookCell]) -> dict[int, bool]:
    """The rows of lists of sections, and whether each says nothing but the form's own words. The
    list's own head is among them.
    """
    rows: dict[int, list[BookCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    out: dict[int, bool] = {}
    run: list[tuple[int, bool]] = []
    titles: list[int] = []
    for row, line in [*rows.items(), (0, [])]:
        text = _title_text(line)
        head = bool(text) and label_key(text) in _HEADS
        title = is_section_title(text) if text and not head else None
        if title is not None:
            run.append((row, title))
            titles.append(row)
        elif text and not head and run and run[-1][0] in titles:
            run.append((row, False))
        else:
            out |= _list_in(run, titles)
            run = [(row, True)] if head else []
            titles = [row] if head else []
    return out


def _list_in(run: list[tuple[int, bool]], titles: list[int]) -> dict[int, bool]:
    """The rows of the run up to the last of its titles, if that is a list."""
    if len(titles) < _SHORTEST:
        return {}
    return {row: own for row, own in run if row <= titles[-1]}


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
    """Whether a folded text is a section's title in any form's wording, with or without the ※ note
    and a page number. False: it is only nearly so; None: it is none.
    """
    plain = _PAGE.sub("", _NOTE.sub("", text))
    key = label_key(plain)
    if len(key) < 2:
        return None
    titles, words = _titles()
    if key in titles or label_key(_NOTE.sub("", text)) in titles:
        return True
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
