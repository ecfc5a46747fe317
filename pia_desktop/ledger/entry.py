"""A row of the 台帳: a file with what is known of it, or why nothing is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from pathlib import Path

from pia_desktop.files.lock_file import LockHolder
from pia_desktop.ledger.facts import LedgerCounts, LedgerFacts

# So many days before its day a task is said to be due soon.
SOON_DAYS = 60


class DueState(Enum):
    """How near the day is by which something is to be done."""

    NONE = ""
    LATER = "先"
    SOON = "まもなく"
    OVERDUE = "超過"
    DUTY = "義務"


@dataclass(frozen=True)
class LedgerEntry:
    """One file. `place` is its path as seen from the folder. Without `facts`, `reason` says why it
    can't be read. `holder` is whoever has it open.
    """

    path: Path
    place: str
    digest: str = ""
    facts: LedgerFacts | None = None
    reason: str = ""
    holder: LockHolder | None = None

    @property
    def counts(self) -> LedgerCounts | None:
        """What was found out of the file last; None where it wasn't yet, or can't be."""
        return self.facts.counts if self.facts is not None else None

    def review_state(self, today: date) -> DueState:
        """How near the yearly review is."""
        return due_state(self.facts.review_due if self.facts else None, today)

    def repeat_state(self, today: date) -> DueState:
        """How near the day is before which the assessment is to be done again."""
        if self.facts is not None and self.facts.repeat_is_duty:
            return DueState.DUTY
        return due_state(self.facts.repeat_due if self.facts else None, today)


def due_state(day: date | None, today: date) -> DueState:
    """How near a day is."""
    if day is None:
        return DueState.NONE
    if day < today:
        return DueState.OVERDUE
    return DueState.SOON if day <= today + timedelta(days=SOON_DAYS) else DueState.LATER


def name_of_holder(holder: LockHolder | None) -> str:
    """「tanaka（SOMU-PC-012）」; nothing for a file that nobody has open."""
    if holder is None:
        return ""
    user = holder.user or "ほかの人"
    return f"{user}（{holder.pc}）" if holder.pc else user
