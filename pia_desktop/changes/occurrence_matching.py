"""Which occurrence of the old state is which of the new one: one that only moved is no change.

Both states are walked as one: a merged list has every pair once, in the new order, and what was
removed where it stood.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pia_desktop.assessment.answers import Answers, Tree
from pia_desktop.forms.addresses import address_of, indices, item_id
from pia_desktop.forms.values import is_empty

# Index in the old list and in the new one; None where the occurrence isn't there.
OccurrencePair = tuple[int | None, int | None]

# Two occurrences of other names are one when at least this share of their text is the same.
_ALIKE = 0.5


class MergedOccurrences:
    """Two states as one walk. Addresses are those of the merged lists."""

    def __init__(self, old: Answers, new: Answers) -> None:
        """Nothing is paired before it is asked for."""
        self._old = old
        self._new = new
        self._pairs: dict[str, list[OccurrencePair]] = {}

    def count(self, address: str) -> int:
        """How many occurrences the merged list at this address has."""
        return len(self.pairs(address))

    def pairs(self, address: str) -> list[OccurrencePair]:
        """The pairs of the merged list at this address."""
        known = self._pairs.get(address)
        if known is None:
            old, new = self.addresses(address)
            before = [] if old is None else self._old.get(old) or []
            after = [] if new is None else self._new.get(new) or []
            known = self._pairs[address] = match_occurrences(before, after)
        return known

    def holds(self, address: str) -> bool:
        """Whether the pairs of a merged list are still those that were found before an edit."""
        before = self._pairs.pop(address)
        return self.pairs(address) == before

    def addresses(self, address: str) -> tuple[str | None, str | None]:
        """The address in the old and in the new state; None where an occurrence around it is not
        there.
        """
        numbers = indices(address)
        template = item_id(address)
        old: list[int] | None = []
        new: list[int] | None = []
        for depth, number in enumerate(numbers):
            around = _list_at(template, depth, numbers)
            was, now = self.pairs(around)[number]
            old = None if old is None or was is None else [*old, was]
            new = None if new is None or now is None else [*new, now]
        return (
            None if old is None else address_of(template, tuple(old)),
            None if new is None else address_of(template, tuple(new)),
        )


def _list_at(template: str, depth: int, numbers: tuple[int, ...]) -> str:
    """The merged list that the index at this depth counts in."""
    parts = template.split("[]")
    return address_of("[]".join(parts[: depth + 1]), numbers[:depth])


def match_occurrences(old: list[Tree], new: list[Tree]) -> list[OccurrencePair]:
    """Pair the occurrences of two lists: equal ones, then ones of the same name, then ones that
    read alike, then ones that stand between the same neighbours.
    """
    partner: dict[int, int] = {}
    for key in (_content, _name):
        _pair_by(key, old, new, partner)
    _pair_alike(old, new, partner)
    _pair_neighbours(old, new, partner)
    _pair_by(is_empty, old, new, partner)
    return list(merge_order(len(old), len(new), partner))


def _pair_by(key: Any, old: list[Tree], new: list[Tree], partner: dict[int, int]) -> None:
    """Pair what has the same key, the first with the first; `partner` is new index → old index."""
    taken = set(partner.values())
    waiting: dict[Any, list[int]] = {}
    for index, tree in enumerate(old):
        if index not in taken and (own_key := key(tree)):
            waiting.setdefault(own_key, []).append(index)
    for index, tree in enumerate(new):
        if index in partner:
            continue
        candidates = waiting.get(key(tree) or None)
        if candidates:
            best = max(candidates, key=lambda at: (_likeness(old[at], tree), -abs(at - index)))
            candidates.remove(best)
            partner[index] = best


def _content(tree: Tree) -> str:
    return json.dumps(tree, sort_keys=True) if not is_empty(tree) else ""


def _name(tree: Tree) -> str:
    name = tree.get("name") or tree.get("title")
    return "".join(unicodedata.normalize("NFKC", name).split()) if isinstance(name, str) else ""


def _pair_alike(old: list[Tree], new: list[Tree], partner: dict[int, int]) -> None:
    free_old = [index for index in range(len(old)) if index not in set(partner.values())]
    free_new = [index for index in range(len(new)) if index not in partner]
    scored = sorted(
        (
            (-_likeness(old[was], new[now]), abs(was - now), was, now)
            for was in free_old
            for now in free_new
        ),
    )
    for score, _, was, now in scored:
        if -score >= _ALIKE and now not in partner and was not in partner.values():
            partner[now] = was


def _likeness(old: Tree, new: Tree) -> float:
    """The share of the text that both have at the same place, 0 to 1."""
    before, after = Counter(dict(_leaves(old))), Counter(dict(_leaves(new)))
    total = max(sum(before.values()), sum(after.values()))
    return sum((before & after).values()) / total if total else 0.0


def _leaves(value: Any, way: str = "") -> Iterator[tuple[tuple[str, str], int]]:
    """Each value by its place and what it says, and how long it is."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, f"{way}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, f"{way}[]")
    else:
        yield (way, str(value)), len(str(value))


def _pair_neighbours(old: list[Tree], new: list[Tree], partner: dict[int, int]) -> None:
    """What was written anew in its place: left over in both states behind the same neighbour."""
    behind: dict[int, list[int]] = {}
    taken = set(partner.values())
    neighbour = -1
    for index in range(len(old)):
        if index in taken:
            neighbour = index
        else:
            behind.setdefault(neighbour, []).append(index)
    neighbour = -1
    for index in range(len(new)):
        if index in partner:
            neighbour = partner[index]
        elif behind.get(neighbour):
            partner[index] = behind[neighbour].pop(0)


def merge_order(
    old_count: int, new_count: int, partner: dict[int, int]
) -> Iterator[OccurrencePair]:
    """The new order, with each removed occurrence behind the one that it stood behind."""
    kept = {was: now for now, was in partner.items()}
    removed: dict[int, list[int]] = {}
    neighbour = -1
    for index in range(old_count):
        if index in kept:
            neighbour = kept[index]
        else:
            removed.setdefault(neighbour, []).append(index)
    for number in range(-1, new_count):
        if number >= 0:
            yield partner.get(number), number
        for index in removed.get(number, ()):
            yield index, None
