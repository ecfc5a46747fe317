"""Differences → rows of 変更箇所, one an item, in printed order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from pia_desktop.assessment.generated_rows import TableRow
from pia_desktop.assessment.publication import COVER_DATE
from pia_desktop.changes.abbreviation import abridge
from pia_desktop.changes.differences import Difference, Fate
from pia_desktop.changes.submission_timing import Timing, propose_timing
from pia_desktop.forms.places import Place

# A state's own date of publication is another in each: no change that the table would list.
_NOT_LISTED = frozenset({COVER_DATE})

NEW, GONE = "新規", "削除"


@dataclass(frozen=True)
class ChangeRow:
    """A row before it stands in the table. `place` is the item, or the occurrence that came or
    went; `before` and `after` are whole texts, `abridged` leaves out what stayed. `important`:
    an item with ※ changed.
    """

    place: Place
    name: str
    before: str
    after: str
    timing: Timing
    abridged: bool = False
    important: bool = False

    def texts(self) -> tuple[str, str]:
        """変更前の記載 and 変更後の記載 as they are to be written."""
        return self.shortened if self.abridged else (self.before, self.after)

    @cached_property
    def shortened(self) -> tuple[str, str]:
        """Only the changed passages of both texts."""
        return abridge(self.before, self.after)

    def written(self, date: str) -> TableRow:
        """The row of the table, with this 変更日."""
        before, after = self.texts()
        return {
            "date": date,
            "item": self.name,
            "before": before,
            "after": after,
            "timing": self.timing.time,
            "reason": self.timing.reason,
        }


def change_rows(
    differences: Iterable[Difference], *, whole_occurrences: bool = False
) -> list[ChangeRow]:
    """The rows of what differs. With `whole_occurrences`, an occurrence that came or went is one
    row 「新規」 or 「削除」; else each of its filled items has a row.
    """
    listed = [d for d in differences if d.changed and d.place.item.id not in _NOT_LISTED]
    if not whole_occurrences:
        return [_row(difference) for difference in listed]
    return [row for _, run in groupby(listed, _occurrence) for row in _rows_of(list(run))]


def _occurrence(difference: Difference) -> str:
    """What groups the items of one new or removed occurrence; each other item is by itself."""
    within = difference.within or difference.place
    return f"{difference.fate.value} {within.address}"


def _rows_of(run: list[Difference]) -> list[ChangeRow]:
    first = run[0]
    if first.within is None:
        return [_row(difference) for difference in run]
    named = f"{first.within.item.id}.name"
    title = next((entry for entry in run if entry.place.item.id == named), None)
    was, now = (title.was, title.now) if title else ("", "")
    after = f"{NEW}\n{now}".strip() if first.fate is Fate.ADDED else GONE
    important = any(difference.important for difference in run)
    return [_made(first.within, first.within_name, was, after, important=important)]


def _row(difference: Difference) -> ChangeRow:
    was, now = difference.was, difference.now
    return _made(difference.place, difference.name, was, now, important=difference.important)


def _made(place: Place, name: str, before: str, after: str, *, important: bool) -> ChangeRow:
    timing = propose_timing(important=important)
    return ChangeRow(place, name, before, after, timing, important=important)
