"""The kinds of items: what each of them can do, as data that every layer reads.

What differs by kind stands in a `KindTable` of the layer that does it: forms/values,
assessment/value_text, assessment/search, sheets/layout, excel/importer/value_readers,
excel/template_filling/cell_targets, ui/editors. Adding a kind means one entry here and one in each
table that serves it; `missing` names the kinds that a table lacks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeVar


class Kind(NamedTuple):
    """One kind of item.

    `answerable`: a person fills it in. `has_options`: the definition must give options. `many`: it
    holds items of its own, again and again; `tabular`: as the columns of a table, in one box.
    `textual`: its value is one free text; `multiline`: of any length. `pictorial`: its value is a
    list of pictures; `gridded`: a table whose columns a person names; `drawn`: a diagram of boxes
    and arrows. `picked`: one click gives the
    whole answer. `single_tick`: it is a tick in front of its own label. `divides`: it is a line
    across the page that the items below it belong to. `searchable`: it holds texts that are found
    and replaced. `own_options`: the options, id and label, that every item of the kind has, without
    the definition's giving any.
    """

    name: str
    answerable: bool = True
    has_options: bool = False
    many: bool = False
    tabular: bool = False
    textual: bool = False
    multiline: bool = False
    pictorial: bool = False
    gridded: bool = False
    drawn: bool = False
    picked: bool = False
    single_tick: bool = False
    divides: bool = False
    searchable: bool = False
    own_options: tuple[tuple[str, str], ...] = ()

    @property
    def has_value(self) -> bool:
        """Whether it has one value of its own."""
        return self.answerable and not self.many

    @property
    def repeats(self) -> bool:
        """Whether it is a repeat: its items stand on pages of their own for each occurrence."""
        return self.many and not self.tabular


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(name="line", textual=True, searchable=True),
        Kind(name="text", textual=True, multiline=True, searchable=True),
        Kind(name="date", textual=True, searchable=True),
        Kind(name="choice", has_options=True, picked=True),
        Kind(name="check", picked=True, single_tick=True),
        Kind(name="yes_no", picked=True, own_options=(("yes", "はい"), ("no", "いいえ"))),
        Kind(name="checks", has_options=True, searchable=True),
        Kind(name="count"),
        Kind(name="figures", pictorial=True, searchable=True),
        Kind(name="grid", gridded=True, searchable=True),
        Kind(name="diagram", drawn=True, searchable=True),
        Kind(name="table", many=True, tabular=True, searchable=True),
        Kind(name="repeat", answerable=False, many=True),
        Kind(name="fixed", answerable=False),
        Kind(name="risk", answerable=False, divides=True),
    )
}

Entry = TypeVar("Entry")


class KindTable(Mapping[str, Entry]):
    """What one layer does for each kind, by the kind's name."""

    def __init__(
        self, layer: str, serves: Callable[[Kind], bool], entries: Mapping[str, Entry]
    ) -> None:
        """`serves` tells of a kind whether the layer must have an entry for it."""
        self.layer = layer
        self._serves = serves
        self._entries = dict(entries)

    def missing(self) -> list[str]:
        """The kinds that the layer must serve and does not."""
        return [
            name for name, kind in KINDS.items() if self._serves(kind) and name not in self._entries
        ]

    def __getitem__(self, name: str) -> Entry:
        return self._entries[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)
