"""What a form is: Form → Section → Heading → Item, frozen. Answers live elsewhere, by address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from pia_desktop.forms.addresses import repeats_of
from pia_desktop.forms.kinds import KINDS, Kind

_HEADED = re.compile(r"^(・[^：]*)：(.*)$")
_SECTION_NOTE = re.compile(r"(?<!\s)\s*※.*$")
_BRACKET = re.compile(r"\( \)(件?)$")

# What each kind of bracket holds: nothing, a text, or a number of cases.
Bracket = Literal["none", "text", "count"]

# How an item stands on the page: beside its label; without a label, under its heading; across the
# page below its label; the same with a shaded label; or in a pair side by side.
Layout = Literal["row", "bare", "wide", "titled", "pair"]


class Option(NamedTuple):
    """One option of a choice or of checks. `id` stays when an edition renames the label."""

    id: str
    label: str
    heading: str = ""

    @classmethod
    def parse(cls, option_id: str, printed: str) -> Option:
        """An option out of the catalogue's words: 「・識別情報：個人番号」 has a heading before
        it.
        """
        headed = _HEADED.match(printed)
        if headed:
            return cls(id=option_id, heading=headed[1], label=headed[2])
        return cls(id=option_id, label=printed)

    @property
    def printed(self) -> str:
        """The option as the catalogue writes it."""
        return f"{self.heading}：{self.label}" if self.heading else self.label

    @property
    def bracket(self) -> Bracket:
        """What belongs between the option's brackets."""
        match = _BRACKET.search(self.label)
        if not match:
            return "none"
        return "count" if match[1] else "text"

    @property
    def key(self) -> str:
        """The option's name in an answers file: the label without its empty brackets."""
        return _without_bracket(self.label)


@lru_cache(maxsize=1_024)
def _without_bracket(label: str) -> str:
    return _BRACKET.sub("", label)


class Condition(NamedTuple):
    """When an item is needed. A leaf names another item by id and its options by their ids.

    `is_`: one of these options is chosen (an unanswered choice does not fulfil it); `is_not`: none
    of these is chosen (an unanswered choice fulfils it); `has`: one of these is ticked; `ticked`:
    whether a single check is ticked. `all` and `any` join further conditions.
    """

    item: str = ""
    is_: tuple[str, ...] = ()
    is_not: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    ticked: bool | None = None
    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()

    def leaves(self) -> Iterator[Condition]:
        """The conditions that name an item."""
        if self.item:
            yield self
        for inner in (*self.all, *self.any):
            yield from inner.leaves()


class Item(NamedTuple):
    """One box, or one printed line, of the form.

    `important` is the form's ※: a change of it may be a 重要な変更
    (特定個人情報保護評価指針第6の2(2)).
    `under` names the item whose label strip runs on beside this one; `beside` the item in whose box
    it stands; `strip` is the label at the far left that spans several items. `width` is a table
    column's share of the page in percent, `unit` what a count counts. `text` is what a fixed item
    prints; below the label of another it is an explanation, which the window alone shows.
    """

    id: str
    kind: str
    label: str
    strip: str = ""
    options: tuple[Option, ...] = ()
    important: bool = False
    required: bool = True
    needed: Condition | None = None
    under: str = ""
    beside: str = ""
    layout: Layout = "row"
    text: str = ""
    width: float = 0
    unit: str = "件"

    @property
    def repeats(self) -> tuple[str, ...]:
        """The repeats around the item, outermost first."""
        return repeats_of(self.id)

    @property
    def features(self) -> Kind:
        """What its kind can do."""
        return KINDS[self.kind]

    @property
    def answerable(self) -> bool:
        """Whether a person fills it in."""
        return self.features.answerable

    @property
    def name(self) -> str:
        """The printed name with its strip: 「再委託 ④再委託の有無 ※」."""
        return f"{self.strip} {self.label}" if self.strip else self.label

    def name_at(self, numbers: tuple[int, ...]) -> str:
        """The printed name in an occurrence: 「委託事項{n}」 becomes 「委託事項2」."""
        if "{n}" in self.label and numbers:
            return self.name.replace("{n}", str(numbers[-1] + 1))
        return self.name

    def option_by_id(self, option_id: str) -> Option | None:
        """The option with this id."""
        return next((option for option in self.options if option.id == option_id), None)


class Heading(NamedTuple):
    """A shaded row and the items below it. A section without headings has one with no title."""

    title: str
    items: tuple[Item, ...]

    def risk_of(self, item: Item) -> Item | None:
        """The risk that the item is printed under; None where there is none, and for an item that
        is about the whole heading.
        """
        before = self.items[: self.items.index(item)] if item.layout != "wide" else ()
        return next((other for other in reversed(before) if other.features.divides), None)


class Section(NamedTuple):
    """A part of the form that starts on a new page. `sheet` is its worksheet's name, `repeat` the
    repeat that the whole of it lies in (`files[]`), if any.

    One that isn't `printed` stands beside the form: the file keeps its answers and the window has a
    page for them, but they are on no sheet, in no workbook and in no comparison of forms. A `free`
    one is no part of the official form: each occurrence of its repeat is printed behind the form on
    sheets of its own, by its own title, and nothing where there is none (別紙).
    """

    id: str
    title: str
    headings: tuple[Heading, ...]
    sheet: str = ""
    repeat: str = ""
    printed: bool = True
    free: bool = False

    @property
    def plain_title(self) -> str:
        """The title without the note that its items are ※: 「Ⅲ リスク対策」."""
        return _SECTION_NOTE.sub("", self.title)


@dataclass(frozen=True, kw_only=True, eq=False)
class Form:
    """One edition of one form. A form is equal to itself alone, so that it is a cheap key.

    `basis` says in a few words on what source the definition rests, and where it is inferred.
    `sections` and `items` are what the form itself prints, `free_sections` what a municipality may
    add behind it; `all_sections` and `all_items` are those and what stands beside the form.
    """

    id: str
    form: str
    name: str
    edition: str
    title: str
    all_sections: tuple[Section, ...]
    basis: str = ""

    @property
    def display_name(self) -> str:
        """「様式3 重点項目評価書（令和7年5月）」."""
        return f"{self.form} {self.name}（{self.edition}）"

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections that the form prints, in order."""
        return tuple(s for s in self.all_sections if s.printed and not s.free)

    @cached_property
    def free_sections(self) -> tuple[Section, ...]:
        """The sections of what a municipality adds behind the form."""
        return tuple(section for section in self.all_sections if section.free)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every item that the form prints, in order."""
        return _items_of(self.sections)

    @cached_property
    def all_items(self) -> tuple[Item, ...]:
        """Every item, those beside the form too."""
        return _items_of(self.all_sections)

    @cached_property
    def by_id(self) -> dict[str, Item]:
        """All items by their ids."""
        return {item.id: item for item in self.all_items}

    @cached_property
    def printed_ids(self) -> frozenset[str]:
        """The ids of the items that are printed, behind the form too."""
        return frozenset(item.id for item in (*self.items, *_items_of(self.free_sections)))

    @cached_property
    def figures(self) -> tuple[Item, ...]:
        """The items that hold pictures."""
        return tuple(item for item in self.all_items if item.features.pictorial)

    @cached_property
    def tables(self) -> dict[str, tuple[Item, ...]]:
        """Each table's columns by the table's id."""
        return {
            table.id: tuple(i for i in self.all_items if i.repeats[-1:] == (table.id,))
            for table in self.all_items
            if table.features.tabular
        }

    def boxes_of(self, section: Section) -> tuple[tuple[Heading, Item], ...]:
        """A section's items with their headings, those in the columns of tables left out."""
        return self._boxes[section.id]

    @cached_property
    def _boxes(self) -> dict[str, tuple[tuple[Heading, Item], ...]]:
        return {
            section.id: tuple(
                (heading, item)
                for heading in section.headings
                for item in heading.items
                if item.id not in self.columns
            )
            for section in self.all_sections
        }

    @cached_property
    def columns(self) -> frozenset[str]:
        """The ids of all items that are a table's columns."""
        return frozenset(column.id for columns in self.tables.values() for column in columns)


def _items_of(sections: tuple[Section, ...]) -> tuple[Item, ...]:
    return tuple(i for s in sections for h in s.headings for i in h.items)
