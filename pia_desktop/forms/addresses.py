"""Ids and addresses: `files[].name` names an item of the form, `files[0].name` one box of it."""

from __future__ import annotations

import re
from functools import lru_cache

_INDEX = re.compile(r"\[(\d+)\]")
# Nothing that an index of a list can't be made of.
_ADDRESS = re.compile(r"[a-z0-9_]+(\[\d{1,4}\])?(\.[a-z0-9_]+(\[\d{1,4}\])?)*\Z")


def is_address(text: str) -> bool:
    """Whether a text out of a file has the shape of an address."""
    return _ADDRESS.match(text) is not None


def item_id(address: str) -> str:
    """The item's id in the catalogue: `files[0].name` becomes `files[].name`."""
    return _INDEX.sub("[]", address)


def indices(address: str) -> tuple[int, ...]:
    """The indices of an address from left to right."""
    return tuple(int(index) for index in _INDEX.findall(address))


@lru_cache(maxsize=16_384)
def address_of(item_id: str, numbers: tuple[int, ...]) -> str:
    """Put indices into an id, from left to right; brackets beyond the given ones stay open."""
    parts = item_id.split("[]")
    out = parts[0]
    for position, part in enumerate(parts[1:]):
        index = str(numbers[position]) if position < len(numbers) else ""
        out += f"[{index}]{part}"
    return out


@lru_cache(maxsize=4096)
def repeats_of(item_id: str) -> tuple[str, ...]:
    """The repeats that an item lies in, outermost first: (`files[]`, `files[].outsourcing[]`).

    A repeat's own id lies in the repeats around it, not in itself.
    """
    repeats = []
    position = item_id.find("[]")
    while position >= 0:
        end = position + 2
        if end < len(item_id):
            repeats.append(item_id[:end])
        position = item_id.find("[]", end)
    return tuple(repeats)


@lru_cache(maxsize=16_384)
def parts_of(address: str) -> tuple[str | int, ...]:
    """The keys and indices on the way to a value: `a[0].b` becomes ('a', 0, 'b')."""
    out: list[str | int] = []
    for piece in address.split("."):
        name, *numbers = piece.split("[")
        out.append(name)
        out.extend(int(number.rstrip("]")) for number in numbers if number != "]")
    return tuple(out)
