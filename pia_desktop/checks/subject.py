"""What the rules look at: an assessment, with a note of what each of them reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, TypeVar

from pia_desktop.assessment.answers import Answers, Value
from pia_desktop.assessment.grid_edits import HEAD, Grid, set_cell
from pia_desktop.assessment.grid_names import cell_name
from pia_desktop.assessment.model import Assessment
from pia_desktop.checks.plain_words import narrow
from pia_desktop.checks.registry import RULES, Finding, Fix, Severity
from pia_desktop.forms.addresses import indices, item_id
from pia_desktop.forms.model import Form, Item
from pia_desktop.forms.places import Place, section_places
from pia_desktop.forms.terms import TermList

Fact = TypeVar("Fact")

FILES = "files"
# The table of changes tells what was written earlier: rules about wording leave it alone.
CHANGES = "changes"
_IN_CHANGES, _IN_FILES = f"{CHANGES}[]", f"{FILES}[]"


class _ReadValues(dict[str, Value]):
    """The values at the addresses that were asked for."""

    def __init__(self, answers: Answers) -> None:
        super().__init__()
        self._answers = answers

    def __missing__(self, address: str) -> Value:
        value = self[address] = self._answers.get(address)
        return value


class RecordedAnswers(Answers):
    """The answers of an assessment, seen through a window that notes which of them are read."""

    def __init__(self, answers: Answers) -> None:
        """Of these answers, as they are at any time."""
        super().__init__(answers.form)
        self._source = answers
        self.addresses_read: set[str] = set()

    def get(self, address: str) -> Value:
        """The value at an address, or None."""
        self.addresses_read.add(address)
        return self._source.get(address)

    def count(self, address: str) -> int:
        """How many occurrences or rows stand at an address. Noted as `count_of(address)`: an answer
        in one of them leaves as many as there were.
        """
        self.addresses_read.add(count_of(address))
        return self._source.count(address)


def count_of(address: str) -> str:
    """Under which name it is noted that the number of a list's occurrences was read."""
    return f"{address}#"


class WrittenText(NamedTuple):
    """A text that a person wrote: in a box, in the brackets of an option, below a picture, in a
    cell of a free table. `part` is the option's or the picture's name, or the cell's row and column
    (`SearchHit.key`); `cell` is what a cell is called.
    """

    place: Place
    text: str
    part: str = ""
    cell: str = ""

    @property
    def address(self) -> str:
        """Of the box that it stands in."""
        return self.place.address

    @property
    def item(self) -> Item:
        """The item of that box."""
        return self.place.item

    def with_text(self, value: Value, text: str) -> Value:
        """The box's whole value with this text in place of the one here."""
        if self.item.features.textual:
            return text
        if self.item.features.gridded:
            row, column = map(int, self.part.split(","))
            return set_cell(value, row, column, text)
        if isinstance(value, dict):
            return {**value, self.part: text}
        return [
            {**figure, "caption": text} if figure["file"] == self.part else figure
            for figure in value
        ]


class CheckSubject:
    """An assessment on a day, as the rules see it."""

    def __init__(
        self,
        assessment: Assessment,
        today: date,
        terms: TermList,
        recorded: RecordedAnswers | None = None,
    ) -> None:
        """Of an assessment, whose answers may change meanwhile. `recorded`: its answers, seen
        through what notes their reading.
        """
        self.answers: Answers = recorded or assessment.answers
        self.assessment = replace(assessment, answers=recorded) if recorded else assessment
        self.today = today
        self.terms = terms
        self._recorded = recorded
        # The value at an address, or None, also for an item that the form doesn't have. The rules
        # ask some four thousand times; what was read is kept, unless answers may change.
        self.get: Callable[[str], Value] = (
            recorded.get if recorded else _ReadValues(assessment.answers).__getitem__
        )
        self._facts: dict[tuple[object, str], Any] = {}
        self._with_terms: tuple[str, bool] = ("", False)
        # By extractor: what is known by address, and the addresses that are to be looked at.
        self._many_facts: dict[object, tuple[dict[str, Any], set[str]]] = {}

    @property
    def form(self) -> Form:
        """The form edition."""
        return self.answers.form

    def text(self, address: str) -> str:
        """The text at an address; nothing where there is none."""
        value = self.get(address)
        return value.strip() if isinstance(value, str) else ""

    def count(self, address: str) -> int:
        """How many occurrences or rows stand at an address."""
        return self.answers.count(address)

    @property
    def change_rows(self) -> list[dict[str, str]]:
        """The rows of 変更箇所, each with the texts of its cells; an empty cell may lack."""
        return self.get(CHANGES) or []

    @property
    def files(self) -> range:
        """The numbers of the files."""
        return range(self.count(FILES))

    def chosen(self, address: str) -> str:
        """The id of the option that is chosen at an address; nothing for none."""
        return self.options_of(address).get(self.get(address), "")

    def ticked(self, address: str) -> dict[str, Any]:
        """The ids of the options that are ticked at an address, and what stands beside each."""
        value = self.get(address)
        if not isinstance(value, dict):
            return {}
        item = self.answers.item_at(address)
        return {option.id: value[option.key] for option in item.options if option.key in value}

    def options_of(self, address: str) -> dict[str, str]:
        """The ids of an item's options by their labels; nothing for an item that isn't here."""
        if not self.knows(address):
            return {}
        return {option.label: option.id for option in self.answers.item_at(address).options}

    def knows(self, address: str) -> bool:
        """Whether the form has an item at this address."""
        return item_id(address) in self.form.by_id

    def name(self, address: str) -> str:
        """The printed name of the box at an address, in one line."""
        item = self.answers.item_at(address)
        return " ".join(item.name_at(indices(address)).split())

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every box in printed order, the cells of tables in place of the table."""
        return tuple(_boxes(self.answers))

    @cached_property
    def by_address(self) -> dict[str, Place]:
        """The boxes by their addresses."""
        return {place.address: place for place in self.places}

    def places_of(self, concerns: Callable[[Item], object] | None) -> list[Place]:
        """The boxes of the items that `concerns` takes; all of them without it."""
        if concerns is None:
            return list(self.places)
        by_item = self._by_item
        taken = (by_item[item] for item in _items_of(self.form, concerns) if item in by_item)
        return [place for places in taken for place in places]

    @cached_property
    def _by_item(self) -> dict[str, list[Place]]:
        out: dict[str, list[Place]] = defaultdict(list)
        for place in self.places:
            out[place.item.id].append(place)
        return out

    @cached_property
    def places_in_order(self) -> dict[str, int]:
        """The number of each box in printed order, by its address."""
        return {place.address: number for number, place in enumerate(self.places)}

    def order(self, address: str) -> int:
        """The number of a box in printed order."""
        return self.places_in_order[address]

    @cached_property
    def text_places(self) -> tuple[Place, ...]:
        """The boxes that hold texts."""
        return tuple(self.places_of(_is_searchable))

    def beside(self, place: Place) -> list[Place]:
        """The boxes below the same heading in the same occurrence, this one too."""
        first = last = self.places_in_order[place.address]
        while first and self.places[first - 1].heading is place.heading:
            first -= 1
        while last < len(self.places) and self.places[last].heading is place.heading:
            last += 1
        return [other for other in self.places[first:last] if other.numbers == place.numbers]

    @cached_property
    def wording_addresses(self) -> tuple[str, ...]:
        """The boxes of one text each that say how things are now: not those of 変更箇所."""
        return tuple(
            place.address
            for place in self.text_places
            if place.item.features.textual and not place.item.id.startswith(_IN_CHANGES)
        )

    @cached_property
    def texts_by_item(self) -> list[tuple[Item, list[Place]]]:
        """The boxes that hold texts, by their items."""
        by_item = self._by_item
        ids = _items_of(self.form, _is_searchable)
        return [(by_item[each][0].item, by_item[each]) for each in ids if each in by_item]

    def texts_of_file(self, file: int) -> list[Place]:
        """The boxes for texts of one file."""
        return self._texts_by_file.get(file, [])

    @cached_property
    def _texts_by_file(self) -> dict[int, list[Place]]:
        out: dict[int, list[Place]] = {}
        for place in self.text_places:
            if place.numbers and place.item.id.startswith(_IN_FILES):
                out.setdefault(place.numbers[0], []).append(place)
        return out

    def texts_at(self, place: Place) -> list[WrittenText]:
        """The texts that stand in a box, empty ones left out."""
        value = self.get(place.address)
        if isinstance(value, str):
            return [WrittenText(place, value)]
        if place.item.features.gridded:
            return list(_cell_texts(place, value)) if value else []
        if isinstance(value, dict):
            return [WrittenText(place, text, key) for key, text in value.items() if _is_text(text)]
        if place.item.features.pictorial:
            return [
                WrittenText(place, figure["caption"], figure["file"])
                for figure in value or ()
                if figure["caption"]
            ]
        return []

    def may_have_terms(self, text: str) -> bool:
        """Whether it is worth while to look for the words of law in a text."""
        last, may_have = self._with_terms
        if last is not text:  # the rules ask one after the other
            may_have = self.terms.any_hint.search(narrow(text)) is not None
            self._with_terms = (text, may_have)
        return may_have

    def facts(
        self, extract: Callable[[str], Fact | None], addresses: tuple[str, ...]
    ) -> dict[str, Fact]:
        """What `extract` says of the texts at many addresses, those left out of which it says
        nothing. After a change only the changed texts are looked at again.
        """
        known = self._many_facts.get(extract)
        if known is None:
            facts, changed = self._many_facts[extract] = ({}, set())
            asked: Iterable[str] = addresses
        else:
            facts, changed = known
            asked = changed.intersection(addresses)
        for address in asked:
            value = self.get(address)
            fact = extract(value) if isinstance(value, str) else None
            if fact is not None:
                facts[address] = fact
            elif address in facts:
                del facts[address]
        changed.clear()
        if self._recorded is not None:
            self._recorded.addresses_read.update(addresses)
        return facts

    def forget(self, addresses: Iterable[str]) -> None:
        """Tell that the texts at these addresses have changed."""
        for _, changed in self._many_facts.values():
            changed.update(addresses)

    def fact(self, extract: Callable[[str], Fact], address: str) -> Fact | None:
        """What `extract` says of the text at an address; None where there is no text. It is asked
        once as long as the text stays.
        """
        value = self.get(address)
        if not isinstance(value, str):
            return None
        key = (extract, address)
        known = self._facts.get(key)
        if known is None or known[0] is not value:
            known = self._facts[key] = (value, extract(value))
        fact: Fact = known[1]
        return fact

    def finding(
        self,
        code: str,
        address: str,
        message: str,
        remedy: str,
        *,
        compared: tuple[str, ...] = (),
        fix: Fix | None = None,
        beside: tuple[str, ...] = (),
        severity: Severity | None = None,
        name: str = "",
    ) -> Finding:
        """A finding of the rule with this code, as severe as the rule unless it says otherwise."""
        return Finding(
            code,
            severity or RULES[code].severity,
            address,
            name or self.name(address),
            message,
            remedy,
            compared,
            fix,
            beside,
        )


def _cell_texts(place: Place, table: Grid) -> Iterator[WrittenText]:
    for row, cells in enumerate((table["columns"], *table["rows"]), HEAD):
        for column, text in enumerate(cells):
            if text:
                name = cell_name(table, row, column)
                yield WrittenText(place, text, f"{row},{column}", name)


def _is_searchable(item: Item) -> bool:
    return item.features.searchable


@lru_cache(maxsize=64)
def _items_of(form: Form, concerns: Callable[[Item], object]) -> tuple[str, ...]:
    """The ids of the items that `concerns` takes."""
    return tuple(item.id for item in form.all_items if concerns(item))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


# How many occurrences or rows each list has, by the list's address.
_Counts = tuple[tuple[str, int], ...]


def _boxes(answers: Answers) -> Iterator[Place]:
    """Every box; a section whose lists are as long as before has the boxes that it had."""
    for section in answers.form.all_sections:
        counts = tuple(_counts(answers, section.id))
        yield from _section_boxes(answers.form, section.id, counts)


def _counts(answers: Answers, section_id: str) -> Iterator[tuple[str, int]]:
    """How long the lists are that a section has or lies in, the outer ones first."""
    known: dict[str, int] = {}
    for repeat in _repeats(answers.form, section_id):
        outer, _, own = repeat.removesuffix("[]").rpartition("[].")
        starts = [""]
        if outer:
            starts = [
                f"{around}[{index}]."
                for around, count in known.items()
                if item_id(around) == outer
                for index in range(count)
            ]
        for start in starts:
            known[start + own] = answers.count(start + own)
    yield from known.items()


@lru_cache(maxsize=64)
def _repeats(form: Form, section_id: str) -> tuple[str, ...]:
    """The lists that a section has or lies in, the outer ones first."""
    section = next(section for section in form.all_sections if section.id == section_id)
    items = [item for heading in section.headings for item in heading.items]
    lists = {repeat for item in items for repeat in item.repeats}
    lists |= {item.id for item in items if item.features.many}
    return tuple(sorted(lists, key=lambda repeat: (repeat.count("[]"), repeat)))


@lru_cache(maxsize=64)
def _section_boxes(form: Form, section_id: str, counts: _Counts) -> tuple[Place, ...]:
    section = next(section for section in form.all_sections if section.id == section_id)
    count_of = dict(counts)
    out = []
    for place in section_places(form, section, count_of.__getitem__):
        if not place.item.features.tabular:
            out.append(place)
            continue
        for index in range(count_of[place.address]):
            for column in form.tables[place.item.id]:
                address = f"{place.address}[{index}].{column.id.rpartition('.')[2]}"
                numbers = (*place.numbers, index)
                out.append(Place(place.section, place.heading, column, address, numbers))
    return tuple(out)
