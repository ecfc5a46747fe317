"""The form in printed order with its repeats written out: what wizard, page, checks and file
follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pia_desktop.forms.addresses import address_of
from pia_desktop.forms.model import Form, Heading, Item, Section

# How many occurrences stand at a repeat's address such as `files[0].outsourcing`.
CountOf = Callable[[str], int]


class Place(NamedTuple):
    """One item at one place of the filled-in form. For a repeat's own item it is one occurrence."""

    section: Section
    heading: Heading
    item: Item
    address: str
    numbers: tuple[int, ...]

    @property
    def name(self) -> str:
        """The printed name, with the occurrence's number where the form prints one."""
        return self.item.name_at(self.numbers)


_Pairs = Sequence[tuple[Heading, Item]]


def walk_places(form: Form, count_of: CountOf) -> Iterator[Place]:
    """Every place of the form in printed order, and those beside it. A table is one place; its
    columns are none.
    """
    for section in form.all_sections:
        yield from section_places(form, section, count_of)


def section_places(
    form: Form, section: Section, count_of: CountOf, numbers: tuple[int, ...] = ()
) -> Iterator[Place]:
    """The places of one section; with `numbers`, of one occurrence of its repeat alone."""
    places: list[Place] = []
    _expand(section, form.boxes_of(section), numbers, len(numbers), count_of, places)
    yield from places


def item_addresses(item: Item, count_of: CountOf) -> Iterator[str]:
    """The addresses of one item: one for each occurrence of the repeats around it."""
    around: list[tuple[int, ...]] = [()]
    for repeat in item.repeats:
        around = [
            (*numbers, index)
            for numbers in around
            for index in range(count_of(address_of(repeat, numbers).removesuffix("[]")))
        ]
    for numbers in around:
        yield address_of(item.id, numbers).removesuffix("[]")


def _expand(
    section: Section,
    pairs: _Pairs,
    numbers: tuple[int, ...],
    depth: int,
    count_of: CountOf,
    places: list[Place],
) -> None:
    position = 0
    while position < len(pairs):
        heading, item = pairs[position]
        inner = _repeat_at(item, depth)
        if not inner:
            address = address_of(item.id, numbers).removesuffix("[]")
            places.append(Place(section, heading, item, address, numbers))
            position += 1
            continue
        run = [pair for pair in pairs[position:] if _within(pair[1], inner)]
        position += len(run)
        rest = [pair for pair in run if pair[1].id != inner]
        for index in range(count_of(address_of(inner, numbers).removesuffix("[]"))):
            here = (*numbers, index)
            if item.id == inner:
                places.append(Place(section, heading, item, address_of(inner, here), here))
            _expand(section, rest, here, depth + 1, count_of, places)


def _repeat_at(item: Item, depth: int) -> str:
    """The repeat that the item opens or lies in below this depth, or nothing."""
    if len(item.repeats) > depth:
        return item.repeats[depth]
    return item.id if item.features.repeats and len(item.repeats) == depth else ""


def _within(item: Item, repeat: str) -> bool:
    return item.id == repeat or repeat in item.repeats
