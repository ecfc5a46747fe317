"""The rows of 変更箇所 for what a change through many files has changed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from pia_desktop.assessment.document import Document
from pia_desktop.assessment.publication import load_version
from pia_desktop.changes import change_table
from pia_desktop.changes.change_rows import GONE, ChangeRow
from pia_desktop.changes.submission_timing import Timing
from pia_desktop.changes.table_merge import ChangeStatus
from pia_desktop.errors import VersionError

# The 提出時期 of a row; None for what is proposed for it.
TimingChoice = Callable[[ChangeRow], Timing | None]


def proposed_timing(_row: ChangeRow) -> Timing | None:
    """Leave each row what is proposed for it: nothing for an item with ※."""
    return None


@dataclass(frozen=True)
class ChangeEntry:
    """How the rows are to be written: their 変更日, and their 提出時期 with its reason."""

    date: str
    timing: TimingChoice = proposed_timing


@dataclass(frozen=True)
class EnteredRows:
    """What was done: how many rows are new, which changes wait for a person to say their 提出時期,
    and which rows of the person's own no longer say what the items say.
    """

    added: int = 0
    undecided: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()


def enter_changes(
    document: Document, addresses: Collection[str], entry: ChangeEntry
) -> EnteredRows:
    """Bring 変更箇所 up to date with what has changed at these addresses since the last published
    state. Other changes get no row by it; those that have one keep it. Nothing without such a
    state: there is nothing to compare with.
    """
    assessment = document.assessment
    if not assessment.versions:
        return EnteredRows()
    try:
        version = change_table.version_to_compare(assessment)
        published = load_version(version)
        rows = change_table.rows_since(assessment, version, published=published)
        rows = change_table.resume_choices(assessment, rows)
    except VersionError as error:
        raise error.at(document.path or "") from None
    table = change_table.merge_rows(assessment, version, rows, entry.date, published)
    wanted = []
    for row, standing in zip(rows, table.standings, strict=True):
        if _is_about(row, addresses):
            wanted.append(_timed(row, standing, entry.timing))
        elif standing is not ChangeStatus.NEW:
            wanted.append(row)
    table = change_table.merge_rows(assessment, version, wanted, entry.date, published)
    change_table.apply_rows(document, table)
    return EnteredRows(
        table.added,
        tuple(row.name for row in table.undecided if _is_about(row, addresses)),
        tuple(
            row.name
            for row, standing in zip(wanted, table.standings, strict=True)
            if standing is ChangeStatus.STALE and _is_about(row, addresses)
        ),
    )


def _timed(row: ChangeRow, standing: ChangeStatus, choice: TimingChoice) -> ChangeRow:
    """The row with the 提出時期 that was asked for; one that was decided before keeps its own."""
    decided_before = standing is ChangeStatus.WAITING and not row.undecided
    timing = None if decided_before else choice(row)
    return row if timing is None else replace(row, timing=timing)


def _is_about(row: ChangeRow, addresses: Collection[str]) -> bool:
    """Whether a row says a change of one of these boxes: its own, or that of its new occurrence.
    One that is gone has the address that it had.
    """
    if row.whole and row.after == GONE:
        return False
    own = row.place.address
    return any(at == own or (row.whole and at.startswith(f"{own}.")) for at in addresses)
