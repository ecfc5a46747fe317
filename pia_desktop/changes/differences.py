"""What differs between two states of an assessment, item by item in printed order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.value_text import options_to_ids, value_as_text
from pia_desktop.changes.item_names import printed_parts
from pia_desktop.changes.occurrence_matching import MergedOccurrences
from pia_desktop.forms.addresses import address_of, indices
from pia_desktop.forms.diagram_value import diagram_lines
from pia_desktop.forms.model import Form, Heading, Item, Section
from pia_desktop.forms.places import Place, section_places, walk_places
from pia_desktop.forms.values import is_empty


class Fate(Enum):
    """What became of the occurrence that an item stands in."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Difference:
    """One item in both states. `place` is where it stands now, or stood if it is gone, and `parts`
    what its name in 変更箇所 is made of (`item_names.printed_parts`); `old` and `new` are its
    addresses, None where its occurrence isn't there; `before` and `after` its values; `was` and
    `now` how they read in print. `within` is the outermost occurrence around it that was added or
    removed, and `within_parts` what that one's name is made of. `key` says which part of a free
    table it is (`grid_differences`), whose `before` and `after` are still those of the whole.
    """

    place: Place
    parts: tuple[str, ...]
    old: str | None
    new: str | None
    before: Any
    after: Any
    was: str
    now: str
    changed: bool
    fate: Fate = Fate.KEPT
    within: Place | None = None
    within_parts: tuple[str, ...] = ()
    key: str = ""

    @property
    def within_name(self) -> str:
        """The name of the occurrence that was added or removed."""
        return " ".join(self.within_parts)

    @property
    def name(self) -> str:
        """Its name in 変更箇所."""
        return " ".join(self.parts)

    @property
    def important(self) -> bool:
        """Whether the form marks the item with ※: its change may be a 重要な変更."""
        return self.place.item.important


def changed_items(old: Assessment, new: Assessment) -> list[Difference]:
    """The items that say something else than before. 変更箇所 itself is not compared."""
    comparer = Comparer(old, new)
    found = (comparer.at(place, only_changed=True) for place in comparer.places())
    return [difference for difference in found if difference is not None]


def compare_items(old: Assessment, new: Assessment) -> Iterator[Difference]:
    """Every item with an answer in either state; those that only the old form has come last."""
    comparer = Comparer(old, new)
    for place in comparer.places():
        difference = comparer.at(place)
        if difference is not None:
            yield difference


def count_changed_items(old: Assessment, new: Assessment, *, without: str = "") -> int:
    """How many items say something else than before, but for the one with the id `without`. To
    say what each said takes several times as long.
    """
    comparer = Comparer(old, new)
    places = comparer.places()
    if old.form.id == new.form.id and old.figures == new.figures:
        places = (
            place
            for section in new.form.all_sections
            if section.printed and not _says_the_same(section, old, new)
            for place in section_places(new.form, section, comparer.merged.count)
        )
    return sum(
        place.item.id != without and comparer.at(place, only_changed=True) is not None
        for place in places
    )


def _says_the_same(section: Section, old: Assessment, new: Assessment) -> bool:
    """Whether no answer of a section differs: most often so, and found out at a glance."""
    roots = {
        item.id.partition(".")[0].removesuffix("[]")
        for heading in section.headings
        for item in heading.items
    }
    return all(old.answers.get(root) == new.answers.get(root) for root in roots)


def is_compared(item: Item) -> bool:
    """Whether two states are compared in this item."""
    return item.features.has_value


class Comparer:
    """Two states walked as one. Its places are those of the merged lists of occurrences."""

    def __init__(self, old: Assessment, new: Assessment) -> None:
        """Nothing is looked at before it is asked for."""
        self._old = old
        self._new = new
        self.merged = MergedOccurrences(old.answers, new.answers)

    def places(self, *, tables: bool = False, beside: bool = False) -> Iterator[Place]:
        """Every place of the form that is compared, and every occurrence of a repeat. With
        `tables`, whose rows `at` doesn't compare, those as well; with `beside`, what stands beside
        the form too.
        """
        for place in walk_places(self._new.form, self.merged.count):
            features = place.item.features
            if not (place.section.printed or beside):
                continue
            if is_compared(place.item) or features.repeats or (tables and features.tabular):
                yield place
        if self._old.form.id != self._new.form.id:
            for place in walk_places(self._old.form, self.merged.count):
                if not (place.section.printed or beside):
                    continue
                if is_compared(place.item) and place.item.id not in self._new.form.by_id:
                    yield place

    def at(self, place: Place, *, only_changed: bool = False) -> Difference | None:
        """Both sides of a place; None where neither has an answer, or, with `only_changed`, where
        both say the same.
        """
        if not is_compared(place.item):
            return None
        old, new = self.merged.addresses(place.address)
        before = None if old is None else self._old.answers.get(old)
        after = None if new is None else self._new.answers.get(new)
        if is_empty(before) and is_empty(after):
            return None
        mine = self._old.form.by_id.get(place.item.id, place.item)
        yours = self._new.form.by_id.get(place.item.id, place.item)
        changed = _plain(self._old, mine, before) != _plain(self._new, yours, after)
        if only_changed and not changed:
            return None
        fate = Fate.ADDED if old is None else Fate.REMOVED if new is None else Fate.KEPT
        within = None if fate is Fate.KEPT else self._outermost(place, fate)
        here = self._here(place, fate)
        return Difference(
            place=here,
            parts=self._parts(here, fate, within),
            old=old,
            new=new,
            before=before,
            after=after,
            was="" if is_empty(before) else value_as_text(mine, before),
            now="" if is_empty(after) else value_as_text(yours, after),
            changed=changed,
            fate=fate,
            within=within,
            within_parts=self._parts(within, fate, within) if within else (),
        )

    def _parts(self, place: Place, fate: Fate, within: Place | None) -> tuple[str, ...]:
        """The name of a place that stands in the new state, or stood in the old one."""
        gone = within.address if within and fate is Fate.REMOVED else ""
        state = self._old if self._only_old(place, fate) else self._new
        return printed_parts(state.answers, place, gone)

    def _only_old(self, place: Place, fate: Fate) -> bool:
        """Whether only the old state has the place: it is gone, or the new form lacks the item."""
        return fate is Fate.REMOVED or place.item.id not in self._new.form.by_id

    def _here(self, place: Place, fate: Fate) -> Place:
        """The place with its address in the state that has it."""
        old, new = self.merged.addresses(place.address)
        address = (old if self._only_old(place, fate) else new) or ""
        return place._replace(address=address, numbers=indices(address))

    def _outermost(self, place: Place, fate: Fate) -> Place:
        """The outermost occurrence around the place that only one of the states has."""
        form = self._old.form if fate is Fate.REMOVED else self._new.form
        for depth, repeat in enumerate(place.item.repeats):
            around = address_of(repeat, place.numbers[: depth + 1])
            if None in self.merged.addresses(around):
                item = form.by_id[repeat]
                section, heading = _where(form, item)
                whole = Place(section, heading, item, around, place.numbers[: depth + 1])
                return self._here(whole, fate)
        raise LookupError(place.address)


def _where(form: Form, item: Item) -> tuple[Section, Heading]:
    """The section and the heading that print the item first."""
    return next((s, h) for s in form.all_sections for h in s.headings if item in h.items)


def _plain(state: Assessment, item: Item, value: Any) -> Any:
    """What is compared: options by their ids, for an edition may word them anew, and pictures by
    what they show.
    """
    if is_empty(value):
        return None
    if item.features.pictorial:
        return [
            (hashlib.sha256(state.figures.get(figure["file"], b"")).digest(), figure["caption"])
            for figure in value
        ]
    if item.features.drawn:  # what it says; where a box stands is no matter of the assessment
        return sorted(diagram_lines(value))
    return options_to_ids(item, value)
