"""How many occurrences are listed, and whether an annex (別紙) holds the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pia_desktop.assessment.grid_names import is_row_number
from pia_desktop.checks.plain_words import is_blank, narrow, plain
from pia_desktop.checks.subject import CheckSubject
from pia_desktop.forms.addresses import item_id
from pia_desktop.forms.model import Form
from pia_desktop.forms.outline import occurrence_number

_ANNEX = re.compile(
    r"別紙(?:\s*[0-9０-９一二三四五六七八九十]+(?:の[0-9０-９]+)?)?|別添資料|一覧表"
)
_NUMBERED = re.compile(r"(?<!\d)(\d+)\s*(?:件|機関|者|か所|箇所|部署|課)")
ANNEXES = "annexes"


# Names that stand for several: 「別表に定める情報照会者」「各課」.
_COLLECTIVE = re.compile(r"別表|定める|掲げる|各|ほか|外\d|等$|など$")


@dataclass(frozen=True)
class Listed:
    """The occurrences of a list: their addresses, how many say something, all their texts, and
    whether one is named for several.
    """

    addresses: tuple[str, ...]
    filled: int
    texts: str
    collective: bool = False

    def fits(self, count: int) -> bool:
        """Whether a count can be meant: an empty occurrence may be one whose text is missing."""
        return self.filled <= count <= len(self.addresses)


@dataclass(frozen=True)
class Annexed:
    """What an occurrence says of an annex: whether one is named, in which words, how many rows the
    tables of those in this assessment have, and whether they and what is listed make up the count.
    """

    named: bool
    words: str = ""
    holds_rest: bool = False
    rows: int = 0
    addresses: tuple[str, ...] = ()


def listed_at(subject: CheckSubject, address: str) -> Listed:
    """The occurrences at the address of a list such as `files[0].outsourcing`."""
    texts: list[str] = []
    addresses, filled = [], 0
    for number in range(subject.count(address)):
        start = f"{address}[{number}]"
        written = [
            text for key in _boxes_of(subject, address) if (text := subject.text(f"{start}.{key}"))
        ]
        answered = any(not is_blank(text) for text in written) or _ticked(subject, address, start)
        filled += answered
        texts += written
        addresses.append(f"{start}.name")
    collective = any(_COLLECTIVE.search(subject.text(address)) for address in addresses)
    return Listed(tuple(addresses), filled, "\n".join(texts), collective)


def _boxes_of(subject: CheckSubject, address: str) -> list[str]:
    """The keys of the boxes in an occurrence that hold a text or a choice."""
    return [key for key, kind in _keys(subject, address) if kind not in ("checks", "repeat")]


def _ticked(subject: CheckSubject, address: str, start: str) -> bool:
    keys = [key for key, kind in _keys(subject, address) if kind == "checks"]
    return any(subject.get(f"{start}.{key}") for key in keys)


def _keys(subject: CheckSubject, address: str) -> tuple[tuple[str, str], ...]:
    return _keys_below(subject.form, item_id(address) + "[].")


@lru_cache(maxsize=16)
def _keys_below(form: Form, root: str) -> tuple[tuple[str, str], ...]:
    """The keys and kinds of the items whose ids begin with `root`."""
    return tuple(
        (item.id.removeprefix(root), item.kind)
        for item in form.by_id.values()
        if item.id.startswith(root)
    )


def annexed(subject: CheckSubject, listed: Listed, count: int) -> Annexed:
    """Whether an occurrence names an annex, or says itself how many it stands for."""
    names = list(dict.fromkeys("".join(m.split()) for m in _ANNEX.findall(narrow(listed.texts))))
    tables = _tables_of(subject, names)
    rows = sum(tables.values())
    if rows and (rows == count or rows + listed.filled in (count, count + 1)):
        return Annexed(named=True, holds_rest=True)
    if names:
        words = "、".join(f"「{name}」" for name in names[:3])
        return Annexed(named=True, words=words, rows=rows, addresses=tuple(tables))
    numbers = {int(number) for number in _NUMBERED.findall(narrow(listed.texts))}
    if listed.collective or count in numbers:
        return Annexed(named=True, words="まとめて書いた欄")
    return Annexed(named=False)


def _tables_of(subject: CheckSubject, names: list[str]) -> dict[str, int]:
    """The tables of the annexes that have one of these names, and how many entries each has."""
    tables = {}
    for address, title in annex_titles(subject).items():
        table = subject.get(at := address.replace(".title", ".table"))
        if isinstance(table, dict) and any(_names(plain(title), name) for name in names):
            tables[at] = _entries_in(table["rows"])
    return tables


def annex_titles(subject: CheckSubject) -> dict[str, str]:
    """What each 別紙 is called (「別紙2の2」), by the address of its title."""
    repeat = subject.form.by_id.get(f"{ANNEXES}[]")
    if repeat is None:
        return {}
    return {
        f"{ANNEXES}[{number}].title": occurrence_number(subject, repeat, (number,))
        for number in range(subject.count(ANNEXES))
    }


def _entries_in(rows: list[list[str]]) -> int:
    """The entries of a table: rows with a number where most have one, else those with a text."""
    filled = [row for row in rows if any(map(str.strip, row))]
    numbered = [row for row in filled if is_row_number(row[0])]
    return len(numbered if len(numbered) * 2 > len(filled) else filled)


def _names(title: str, name: str) -> bool:
    """Whether a title begins with this name and doesn't go on with a number: 別紙1 isn't 別紙10."""
    title, name = title.lstrip("([【〔"), plain(name)
    if title.startswith(name):
        rest = title[len(name) :]
        return not re.match(r"[\d]|の\d", rest)
    return name == "別紙"
