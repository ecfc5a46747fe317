"""What the 台帳 says of all rows together: a line of totals, and what is due in a year."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from pia_desktop.checks.review_calendar import ReviewTask
from pia_desktop.ledger.calendar_file import CalendarEntry
from pia_desktop.ledger.date_plan import plan_dates
from pia_desktop.ledger.entry import DueState, LedgerEntry

# The calendar goes on for so many months from the present one.
CALENDAR_MONTHS = 12

_TASKS = {ReviewTask.REVIEW: "見直し（努める）", ReviewTask.REPEAT: "再実施（努める）"}


def totals_in_words(entries: Iterable[LedgerEntry], today: date) -> str:
    """「評価書60件（読めない3件）：見直しの期限超過5件、…」."""
    rows = list(entries)
    read = [entry for entry in rows if entry.facts is not None]
    unreadable = len(rows) - len(read)
    head = f"評価書{len(rows)}件" + (f"（読めない{unreadable}件）" if unreadable else "")
    counts = [(word, sum(map(test, read))) for word, test in _counted(today)]
    parts = [f"{word}{count}件" for word, count in counts if count]
    return f"{head}：{'、'.join(parts)}" if parts else head


def _counted(today: date) -> tuple[tuple[str, Callable[[LedgerEntry], bool]], ...]:
    return (
        ("再実施の義務", lambda entry: entry.repeat_state(today) is DueState.DUTY),
        ("再実施の期限超過", lambda entry: entry.repeat_state(today) is DueState.OVERDUE),
        ("見直しの期限超過", lambda entry: entry.review_state(today) is DueState.OVERDUE),
        ("見直しがまもなく", lambda entry: entry.review_state(today) is DueState.SOON),
        (
            "誤りのあるもの",
            lambda entry: (counts := entry.counts) is not None and counts.errors > 0,
        ),
        ("未公表の変更のあるもの", lambda entry: bool(entry.counts and entry.counts.unpublished)),
        ("開いているもの", lambda entry: entry.holder is not None),
    )


def state_counts(entries: Iterable[LedgerEntry], today: date) -> list[tuple[str, int]]:
    """How many files are in which state, the most urgent one of each; those that have none of
    these last. States that no file is in are left out.
    """
    counts: dict[str, int] = dict.fromkeys(
        ("再実施の義務", "期限超過", "期限がまもなく", "誤りあり", "読めない", "そのほか"), 0
    )
    for entry in entries:
        counts[_state(entry, today)] += 1
    return [(word, count) for word, count in counts.items() if count]


def _state(entry: LedgerEntry, today: date) -> str:
    if entry.facts is None:
        return "読めない"
    dues = (entry.repeat_state(today), entry.review_state(today))
    for due, word in (
        (DueState.DUTY, "再実施の義務"),
        (DueState.OVERDUE, "期限超過"),
        (DueState.SOON, "期限がまもなく"),
    ):
        if due in dues:
            return word
    return "誤りあり" if entry.counts is not None and entry.counts.errors else "そのほか"


@dataclass(frozen=True)
class CalendarDay:
    """One thing that is due: when, of which row, what."""

    day: date
    entry: LedgerEntry
    what: str

    @property
    def name(self) -> str:
        """The assessment's number and name."""
        facts = self.entry.facts
        words = (facts.number, facts.name) if facts else ()
        return " ".join(word for word in words if word) or self.entry.place


@dataclass(frozen=True)
class CalendarMonth:
    """A month of the calendar with what is due in it, in the order of the days."""

    year: int
    month: int
    days: tuple[CalendarDay, ...]

    @property
    def title(self) -> str:
        """「令和8年4月」."""
        from pia_desktop.forms.wareki import format_date

        return format_date(date(self.year, self.month, 1)).rpartition("月")[0] + "月"


def due_days(entries: Iterable[LedgerEntry], today: date) -> list[CalendarDay]:
    """Everything that is due, in the order of the days: what follows from publications, and the
    steps before a planned change that lies ahead.
    """
    days = []
    for entry in entries:
        facts = entry.facts
        if facts is None:
            continue
        for task, day in (
            (ReviewTask.REVIEW, facts.review_due),
            (ReviewTask.REPEAT, facts.repeat_due),
        ):
            if day is not None:
                days.append(CalendarDay(day, entry, _TASKS[task]))
        if facts.change_date is not None and facts.change_date >= today:
            days += [
                CalendarDay(step.day, entry, f"{step.name}（変更予定日から逆算）")
                for step in plan_dates(facts.change_date, facts.form)
            ]
    return sorted(days, key=lambda each: (each.day, each.name, each.what))


def ledger_calendar(entries: Iterable[LedgerEntry], today: date) -> list[CalendarEntry]:
    """Everything that is due, for a calendar file."""
    days = due_days(entries, today)
    return [CalendarEntry(each.day, f"{each.name}：{each.what}") for each in days]


def overdue_days(entries: Iterable[LedgerEntry], today: date) -> list[CalendarDay]:
    """What should have been done before today."""
    return [each for each in due_days(entries, today) if each.day < today]


def year_calendar(entries: Iterable[LedgerEntry], today: date) -> list[CalendarMonth]:
    """The next twelve months, the present one first, also those in which nothing is due."""
    days = [each for each in due_days(entries, today) if each.day >= today]
    months = []
    for number in range(CALENDAR_MONTHS):
        year, month = divmod(today.year * 12 + today.month - 1 + number, 12)
        own = tuple(each for each in days if (each.day.year, each.day.month) == (year, month + 1))
        months.append(CalendarMonth(year, month + 1, own))
    return months
