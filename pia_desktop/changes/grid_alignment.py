"""Which column and which row of a free table is which in another state of it.

Rows are paired by what they say and by their number: one whose number moved on because another row
came before it is the same row.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Any

from pia_desktop.assessment.grid_edits import Grid
from pia_desktop.assessment.grid_names import is_row_number
from pia_desktop.changes.occurrence_matching import merge_order

GridRow = list[str]
# Index before and now; None where it isn't there.
IndexPair = tuple[int | None, int | None]

# Two rows, or columns, are one when at least this share of what they say is the same.
_ALIKE = 0.5


@dataclass(frozen=True)
class GridAlignment:
    """Columns and rows in the order of the present table, removed ones where they stood."""

    columns: tuple[IndexPair, ...]
    rows: tuple[IndexPair, ...]


def align_grids(before: Grid, after: Grid) -> GridAlignment:
    """Pair the columns of two states of a table by their names, then its rows."""
    columns = _align_columns(before, after)
    shared = [(was, now) for was, now in columns if was is not None and now is not None]
    old = [[row[was] for was, _ in shared] for row in before["rows"]]
    new = [[row[now] for _, now in shared] for row in after["rows"]]
    return GridAlignment(tuple(columns), tuple(_align_rows(old, new)))


def _align_columns(before: Grid, after: Grid) -> list[IndexPair]:
    old, new = before["columns"], after["columns"]
    pairs: dict[int, int] = {}
    _pair_by(lambda name: name, old, new, pairs)
    # What is left may have another name: the same texts, or the one column without a fellow.
    texts_before = [Counter(row[at] for row in before["rows"] if row[at]) for at in range(len(old))]
    texts_after = [Counter(row[at] for row in after["rows"] if row[at]) for at in range(len(new))]
    for now in range(len(new)):
        if now not in pairs:
            free = [was for was in range(len(old)) if was not in pairs.values()]
            alike = [was for was in free if _share(texts_before[was], texts_after[now]) >= _ALIKE]
            if alike:
                pairs[now] = min(alike, key=lambda was: abs(was - now))
    return list(merge_order(len(old), len(new), pairs))


def _align_rows(old: list[GridRow], new: list[GridRow]) -> Iterator[IndexPair]:
    pairs: dict[int, int] = {}
    _pair_by(tuple, old, new, pairs)
    _pair_by(_rest, old, new, pairs)  # its number moved on
    _pair_alike(old, new, pairs, same_number=True)
    _pair_alike(old, new, pairs, same_number=False)
    _pair_by(_number, old, new, pairs)
    yield from merge_order(len(old), len(new), pairs)


def _rest(row: GridRow) -> Hashable:
    """What a row says but for its number; nothing to go by where that is little."""
    rest = tuple(row[1:]) if row and is_row_number(row[0]) else tuple(row)
    return rest if any(rest) else None


def _number(row: GridRow) -> Hashable:
    return row[0].strip() if row and row[0].strip() else None


def _pair_by(
    key: Callable[[Any], Hashable], old: list[Any], new: list[Any], pairs: dict[int, int]
) -> None:
    """Pair what has the same key: the nearest in order where several have. `pairs` is the index
    now → the index before.
    """
    taken = set(pairs.values())
    waiting: dict[Hashable, list[int]] = {}
    for index, entry in enumerate(old):
        if index not in taken and (own := key(entry)) is not None:
            waiting.setdefault(own, []).append(index)
    for index, entry in enumerate(new):
        if index not in pairs and (fellows := waiting.get(key(entry))):
            pairs[index] = fellows.pop(0)


def _pair_alike(
    old: list[GridRow], new: list[GridRow], pairs: dict[int, int], *, same_number: bool
) -> None:
    """Pair rows of which at least half says the same, those most alike first."""
    taken = set(pairs.values())
    free = [index for index in range(len(old)) if index not in taken]
    fellows: dict[Hashable, list[int]] = defaultdict(list)
    for was in free:
        fellows[_number(old[was]) if same_number else ""].append(was)
    scored = [
        (-_likeness(old[was], new[now]), abs(was - now), was, now)
        for now in range(len(new))
        if now not in pairs
        for was in fellows.get(_number(new[now]) if same_number else "", ())
    ]
    for score, _, was, now in sorted(scored):
        if -score >= _ALIKE and now not in pairs and was not in taken:
            pairs[now] = was
            taken.add(was)


def _likeness(old: GridRow, new: GridRow) -> float:
    """The share of the cells that say the same; the number counts as any other."""
    filled = sum(1 for was, now in zip(old, new, strict=True) if was or now)
    same = sum(1 for was, now in zip(old, new, strict=True) if was == now and was)
    return same / filled if filled else 0.0


def _share(old: Counter[str], new: Counter[str]) -> float:
    total = max(old.total(), new.total())
    return (old & new).total() / total if total else 0.0
