"""Putting generated rows into 変更箇所 without touching what a person wrote or took over."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum

from pia_desktop.assessment.generated_rows import GeneratedRow, TableRow
from pia_desktop.changes.change_rows import ChangeRow
from pia_desktop.changes.item_names import fold_name

# The columns that say the same item twice, and that a person wants to see side by side.
BEFORE, AFTER = "before", "after"
# What a person decides for a row.
_DECISION = ("timing", "reason")


class ChangeStatus(Enum):
    """How a change stands to the table: it has no row yet; its generated row still waits; a row of
    the person's own says it; such a row no longer says what the items say.
    """

    NEW = "new"
    WAITING = "waiting"
    SAID = "said"
    STALE = "stale"


@dataclass(frozen=True)
class StaleRow:
    """A row of the table that is the person's own and no longer says what the items say: its index,
    and the row that would be written today.
    """

    index: int
    today: TableRow


@dataclass(frozen=True)
class MergedTable:
    """The table with the generated rows in it: all its `rows`, which of them are `generated` and
    not accepted yet, how many were `added`, and the person's own rows that are `stale`.
    `standings` says of each change how it stood to the table before, and `undecided` which ones
    were left out because nobody has said their 提出時期.
    """

    rows: list[TableRow]
    generated: list[GeneratedRow]
    added: int
    stale: list[StaleRow]
    standings: list[ChangeStatus]
    undecided: list[ChangeRow]


def pending_rows(rows: list[TableRow], generated: list[GeneratedRow]) -> list[bool]:
    """For each row of the table, whether it was generated and waits to be accepted."""
    if not generated:
        return [False] * len(rows)
    waiting = Counter(frozenset(entry.row.items()) for entry in generated)
    pending = []
    for row in rows:
        cells = frozenset(row.items())
        pending.append(waiting[cells] > 0)
        waiting[cells] -= pending[-1]
    return pending


def rows_added(rows: list[TableRow], published: list[TableRow]) -> list[TableRow]:
    """The rows that the published state's table did not have."""
    before = list(published)
    added = []
    for row in rows:
        if row in before:
            before.remove(row)
        else:
            added.append(row)
    return added


def write_rows(
    rows: list[TableRow],
    generated: list[GeneratedRow],
    published: list[TableRow],
    changes: list[ChangeRow],
    *,
    date: str,
    since: int,
) -> MergedTable:
    """Bring the table up to date with `changes` since the published state number `since`, whose own
    table was `published`.

    Rows that a person wrote, accepted or edited stay as they are and where they are; a change that
    one of them names already is not written again. Rows that still wait are written anew in their
    place, or go where nothing differs any more. New ones come last, but for those whose 提出時期
    nobody has decided: they are left out.
    """
    waits = pending_rows(rows, generated)
    own = [row for row, waiting in zip(rows, waits, strict=True) if not waiting]
    covered = _covered(rows_added(own, published), changes)
    fresh = {number: change for number, change in enumerate(changes) if number not in covered}
    standings = dict.fromkeys(fresh, ChangeStatus.NEW)
    for number, row in covered.items():
        standings[number] = ChangeStatus.SAID if _says(row, changes[number]) else ChangeStatus.STALE
    table, written = [], []
    for row, waiting in zip(rows, waits, strict=True):
        again = next((n for n, new in fresh.items() if waiting and new.continues(row)), -1)
        if again >= 0:
            written.append(_written_again(row, fresh.pop(again), date))
            table.append(written[-1])
            standings[again] = ChangeStatus.WAITING
        elif not waiting:
            table.append(row)
    new = [change.written(date) for change in fresh.values() if not change.undecided]
    places = {id(row): index for index, row in enumerate(table)}
    return MergedTable(
        rows=[*table, *new],
        generated=[GeneratedRow(since, row) for row in (*written, *new)],
        added=len(new),
        stale=[
            StaleRow(places[id(row)], changes[number].written(date))
            for number, row in covered.items()
            if standings[number] is ChangeStatus.STALE
        ],
        standings=[standings[number] for number in range(len(changes))],
        undecided=[change for change in fresh.values() if change.undecided],
    )


def _written_again(row: TableRow, change: ChangeRow, date: str) -> TableRow:
    """A waiting row as it is today; what had been decided for it holds until something else is."""
    today = change.written(date)
    return {**today, **{key: row[key] for key in _DECISION}} if change.undecided else today


def _covered(rows: list[TableRow], changes: list[ChangeRow]) -> dict[int, TableRow]:
    """By the number of a change, the person's own row that is about it: the one of its name, else
    the one with its texts, whose name was then edited.
    """
    covered: dict[int, TableRow] = {}
    free = list(rows)
    for about in (_names, _quotes):
        for number, change in enumerate(changes):
            row = next((row for row in free if number not in covered and about(row, change)), None)
            if row is not None:
                covered[number] = row
                free = [other for other in free if other is not row]
    return covered


def _names(row: TableRow, change: ChangeRow) -> bool:
    return fold_name(row["item"]) == fold_name(change.name)


def _quotes(row: TableRow, change: ChangeRow) -> bool:
    texts = {change.texts(), (change.before, change.after)}
    return (row["before"], row["after"]) in texts


def _says(row: TableRow, change: ChangeRow) -> bool:
    """Whether the row still says what the items say, whole or abridged."""
    return (row["before"], row["after"]) in change.wordings
