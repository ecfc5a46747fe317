"""Find and replace through every text of an assessment."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.document import Document
from pia_desktop.forms.places import Place

# Combining marks, 濁点 and 半濁点 among them: 「カ」 is no part of 「ガ」.
_MARKS = "\u0300-\u036f\u3099\u309a"


@dataclass(frozen=True)
class SearchHit:
    """One place where the text was found: `start` and `end` count characters of `text`.

    `key` is the option whose bracket holds the text, or the row's column.
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
            for found in re.finditer(re.escape(self.text), text):
                yield found.span()
            return
        folded, origin = _fold(text)
        wanted = _fold(self.text)[0]
        pattern = f"{re.escape(wanted)}(?![{_MARKS}])"
        for found in re.finditer(pattern, folded) if wanted else ():
            yield origin[found.start()], origin[found.end() - 1] + 1


def _fold(text: str) -> tuple[str, list[int]]:
    """The text with widths and cases made one, and for each of its characters where it came
    from. 「ガ」 is taken apart as 「ｶﾞ」 is: into the letter and its mark.
    """
    out: list[str] = []
    origin: list[int] = []
    for position, char in enumerate(text):
        for folded in unicodedata.normalize("NFKD", char).casefold():
            out.append(folded)
            origin.append(position)
    return "".join(out), origin


def find_hits(answers: Answers, query: SearchQuery) -> Iterator[SearchHit]:
    """Every hit in printed order."""
    for place in answers.places():
        for address, key, text in _texts(answers, place):
            for start, end in query.spans(text):
                yield SearchHit(place, address, key, text, start, end)


def _texts(answers: Answers, place: Place) -> Iterator[tuple[str, str, str]]:
    value = answers.get(place.address)
    kind = place.item.kind
    if kind in ("line", "text", "date"):
        yield place.address, "", value or ""
    elif kind == "checks":
        for key, entry in (value or {}).items():
            if isinstance(entry, str):
                yield place.address, key, entry
    elif kind == "table":
        columns = answers.form.tables[place.item.id]
        for index, _row in enumerate(value or ()):
            for column in columns:
                if column.kind != "choice":
                    key = column.id.rpartition(".")[2]
                    address = f"{place.address}[{index}].{key}"
                    yield address, "", answers.get(address) or ""
    elif kind == "figures":
        for index, figure in enumerate(value or ()):
            yield place.address, str(index), figure["caption"]


def replace_hits(
    document: Document, query: SearchQuery, replacement: str, hits: list[SearchHit]
) -> int:
    """Put the replacement in place of the hits; one step of undo. The number of replacements."""
    by_text: dict[tuple[str, str], list[SearchHit]] = {}
    for hit in hits:
        by_text.setdefault((hit.address, hit.key), []).append(hit)
    with document.step(f"「{query.text}」の置換"):
        for (address, key), group in by_text.items():
            text = group[0].text
            for hit in sorted(group, key=lambda hit: -hit.start):
                text = text[: hit.start] + replacement + text[hit.end :]
            document.set(address, _with_text(document.answers.get(address), key, text))
    return len(hits)


def _with_text(value: Any, key: str, text: str) -> Any:
    if isinstance(value, dict):
        return {**value, key: text}
    if isinstance(value, list):
        number = int(key)
        return [{**f, "caption": text} if i == number else f for i, f in enumerate(value)]
    return text
