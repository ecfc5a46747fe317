"""Find and replace through every text of an assessment."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.document import Document
from pia_desktop.forms.kinds import KindTable
from pia_desktop.forms.places import Place

# Combining marks, 濁点 and 半濁点 among them: 「カ」 is no part of 「ガ」.
_MARKS = "\u0300-\u036f\u3099\u309a"
# They choose a shape of the letter before them, and no reader sees them themselves.
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# Signs that look alike and come out of different keyboards and code pages: each group is one.
_ALIKE = {
    ord(sign): group[0]
    for group in (
        "~〜～∼⁓",
        "-－−‐‑‒–﹣",
        "—―─",
        "‖∥",
        "|￤¦│",
        "・·•‧∙",
        "'‘’′ʼ",
        '"“”″〝〟',
        "¬￢",
        "×✕✖",
    )
    for sign in group
}


@dataclass(frozen=True)
class SearchHit:
    """One place where the text was found: `start` and `end` count characters of `text`.

    `key` is the option whose bracket holds the text, the picture's number, or the row and column
    of a free table's cell: 「0,2」 is the third of its first row, 「-1,2」 the column's name; of a
    diagram 「nodes,2」 is its third box, 「edges,0」 its first arrow.
    """

    place: Place
    address: str
    key: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class SearchQuery:
    """What is looked for. `loose` takes full-width and half-width, upper and lower case as one."""

    text: str
    loose: bool = True

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end of each occurrence in `text`."""
        if not self.text:
            return
        if not self.loose:
            for match in re.finditer(re.escape(self.text), text):
                yield match.start(), _with_selectors(text, match.end())
            return
        wanted = self.text.translate(_FOLDS)
        if wanted not in text.translate(_FOLDS):  # most texts, and found out at once
            return
        folded, origin = _fold(text)
        pattern = f"{re.escape(wanted)}(?![{_MARKS}])"
        for match in re.finditer(pattern, folded) if wanted else ():
            first, last = match.start(), match.end() - 1
            # A part of 「㈱」 is no hit: the whole of it would be replaced.
            begins = first == 0 or origin[first - 1] != origin[first]
            ends = match.end() == len(origin) or origin[last + 1] != origin[last]
            if begins and ends:
                yield origin[first], _with_selectors(text, origin[last] + 1)


def _with_selectors(text: str, end: int) -> int:
    """The end of a hit with the variation selectors that belong to its last letter."""
    while end < len(text) and _SELECTORS.match(text[end]):
        end += 1
    return end


def _fold(text: str) -> tuple[str, list[int]]:
    """The text with widths, cases and signs that look alike made one, and for each of its
    characters where it came from. 「ガ」 is taken apart as 「ｶﾞ」 is: into the letter and its mark.
    """
    pieces = [_FOLDS[ord(char)] for char in text]
    origin = [position for position, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), origin


class _Folds(dict[int, str]):
    """By a character's number what it is folded to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = unicodedata.normalize("NFKD", char).casefold().translate(_ALIKE)
        self[code] = "" if _SELECTORS.match(char) else folded
        return self[code]


_FOLDS = _Folds()


def find_hits(answers: Answers, query: SearchQuery) -> Iterator[SearchHit]:
    """Every hit in printed order."""
    for place in answers.places():
        if not place.item.features.searchable:
            continue
        for address, key, text in SEARCHED_TEXTS[place.item.kind].find(answers, place):
            for start, end in query.spans(text):
                yield SearchHit(place, address, key, text, start, end)


def replace_hits(
    document: Document, query: SearchQuery, replacement: str, hits: list[SearchHit]
) -> int:
    """Put the replacement in place of the hits; one step of undo. The number of replacements."""
    by_text: dict[tuple[str, str], list[SearchHit]] = {}
    for hit in hits:
        by_text.setdefault((hit.address, hit.key), []).append(hit)
    with document.step(f"「{query.text}」の置換"):
        values: dict[str, Any] = {}  # a box with many texts is set once
        for (address, key), group in by_text.items():
            text = group[0].text
            for hit in sorted(group, key=lambda hit: -hit.start):
                text = text[: hit.start] + replacement + text[hit.end :]
            before = values[address] if address in values else document.answers.get(address)
            kind = document.answers.item_at(address).kind
            values[address] = SEARCHED_TEXTS[kind].replaced(before, key, text)
        for address, value in values.items():
            document.set(address, value)
    return len(hits)


def value_with_text(answers: Answers, address: str, key: str, text: str) -> Any:
    """The value at an address with this text in it; `key` as a hit names the text."""
    kind = answers.item_at(address).kind
    return SEARCHED_TEXTS[kind].replaced(answers.get(address), key, text)


# -- by kind ---------------------------------------------------------------------------------

# Address, key and text of each text in a place.
TextsIn = Iterator[tuple[str, str, str]]


@dataclass(frozen=True)
class SearchedTexts:
    """Where the texts of a kind stand, and the kind's value with another text in it."""

    find: Callable[[Answers, Place], TextsIn]
    replaced: Callable[[Any, str, str], Any]


def _own_text(answers: Answers, place: Place) -> TextsIn:
    yield place.address, "", answers.get(place.address) or ""


def _texts_in_brackets(answers: Answers, place: Place) -> TextsIn:
    for key, entry in (answers.get(place.address) or {}).items():
        if isinstance(entry, str):
            yield place.address, key, entry


def _captions(answers: Answers, place: Place) -> TextsIn:
    for index, figure in enumerate(answers.get(place.address) or ()):
        yield place.address, str(index), figure["caption"]


def _cells(answers: Answers, place: Place) -> TextsIn:
    columns = [c for c in answers.form.tables[place.item.id] if c.features.searchable]
    for index in range(answers.count(place.address)):
        for column in columns:
            address = f"{place.address}[{index}].{column.id.rpartition('.')[2]}"
            yield address, "", answers.get(address) or ""


def _grid_cells(answers: Answers, place: Place) -> TextsIn:
    value = answers.get(place.address)
    if value is None:
        return
    for row, cells in enumerate([value["columns"], *value["rows"]], -1):
        for column, text in enumerate(cells):
            if text:
                yield place.address, f"{row},{column}", text


def _labels(answers: Answers, place: Place) -> TextsIn:
    value = answers.get(place.address) or {}
    for sort in ("nodes", "edges"):
        for number, entry in enumerate(value.get(sort, ())):
            if entry["label"]:
                yield place.address, f"{sort},{number}", entry["label"]


def _with_text(value: Any, key: str, text: str) -> Any:
    return text


def _with_bracket(value: Any, key: str, text: str) -> Any:
    return {**value, key: text}


def _with_caption(value: Any, key: str, text: str) -> Any:
    number = int(key)
    return [{**f, "caption": text} if i == number else f for i, f in enumerate(value)]


def _with_grid_cell(value: Any, key: str, text: str) -> Any:
    row, column = map(int, key.split(","))
    lines = [list(cells) for cells in (value["columns"], *value["rows"])]
    lines[row + 1][column] = text
    return {"columns": lines[0], "rows": lines[1:]}


def _with_label(value: Any, key: str, text: str) -> Any:
    sort, number = key.split(",")
    entries = [
        {**entry, "label": text} if place == int(number) else entry
        for place, entry in enumerate(value[sort])
    ]
    return {**value, sort: entries}


_TEXT = SearchedTexts(_own_text, _with_text)

SEARCHED_TEXTS: KindTable[SearchedTexts] = KindTable(
    "assessment.search",
    lambda kind: kind.searchable,
    {
        "line": _TEXT,
        "text": _TEXT,
        "date": _TEXT,
        "checks": SearchedTexts(_texts_in_brackets, _with_bracket),
        "figures": SearchedTexts(_captions, _with_caption),
        "grid": SearchedTexts(_grid_cells, _with_grid_cell),
        "diagram": SearchedTexts(_labels, _with_label),
        "table": SearchedTexts(_cells, _with_text),
    },
)
