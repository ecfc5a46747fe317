"""By when a published assessment is to be reviewed, and done again.

Both are to be striven for (努める), they are no duty, and the words say so; docs/sources.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.publication import COVER_DATE
from pia_desktop.checks.registry import Finding, Severity, Sureness, rule
from pia_desktop.forms.wareki import find_dates, format_date

if TYPE_CHECKING:
    from pia_desktop.checks.subject import CheckSubject


class ReviewTask(Enum):
    """What is to be striven for: the review at least once a year, and the assessment anew before
    five years have passed (特定個人情報保護評価に関する規則第14条、第15条).
    """

    REVIEW = "review"
    REPEAT = "repeat"


# After how many years each is to be done, and in what words.
_YEARS = {ReviewTask.REVIEW: 1, ReviewTask.REPEAT: 5}
_WORDS = {
    ReviewTask.REVIEW: "評価書は、少なくとも1年に1回見直すよう努めることとされています。",
    ReviewTask.REPEAT: "評価は、公表から5年を経過する前に再実施するよう努めることとされています。",
}
_VERBS = {ReviewTask.REVIEW: "評価書を見直す", ReviewTask.REPEAT: "評価を再実施する"}
_SPANS = {ReviewTask.REVIEW: "1年の区切り", ReviewTask.REPEAT: "5年の区切り"}
_REMEDIES = {
    ReviewTask.REVIEW: "見直して、変更があれば公表し直し、なければ見直しを記録してください。",
    ReviewTask.REPEAT: "評価をやり直して公表し、「再実施」として確定してください。",
}


class Deadline(NamedTuple):
    """One task: the day by which it is due, the day that it counts from, and whether it is late."""

    task: ReviewTask
    day: date
    since: date
    overdue: bool

    @property
    def message(self) -> str:
        """「評価書は、…見直すよう努めることとされています。1年の区切りは令和8年4月1日です。」"""
        words, span, day = _WORDS[self.task], _SPANS[self.task], format_date(self.day)
        if self.overdue:
            return f"{words}{span}（{day}）を過ぎています。"
        return f"{words}{span}は{day}です。"

    @property
    def short_message(self) -> str:
        """「評価書を見直すよう努める1年の区切りは…です。」, where there is little room."""
        words, day = f"{_VERBS[self.task]}よう努める{_SPANS[self.task]}", format_date(self.day)
        return f"{words}（{day}）を過ぎています。" if self.overdue else f"{words}は{day}です。"

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return _REMEDIES[self.task]


def deadlines(assessment: Assessment, today: date) -> list[Deadline]:
    """What is due when, the review first; nothing for an assessment that was never published.

    A date without a day counts from the first day of its month or year.
    """
    published = [version.date for version in assessment.versions]
    repeated = [version.date for version in assessment.versions if version.repeated]
    if not published:
        published = repeated = [assessment.answers.get(COVER_DATE) or ""]
    reviewed = [*published, *(review.date for review in assessment.reviews)]
    due = []
    for task, texts in ((ReviewTask.REVIEW, reviewed), (ReviewTask.REPEAT, repeated)):
        days = [day for text in texts if (day := _day(text)) is not None]
        if days:
            by = _years_later(max(days), _YEARS[task])
            due.append(Deadline(task, by, max(days), overdue=by < today))
    return due


REVIEW_DUE = "review-due"
REPEAT_DUE = "repeat-due"

# The codes of the findings about what is due.
CODES = frozenset({REVIEW_DUE, REPEAT_DUE})


@rule(
    REVIEW_DUE,
    Severity.WARNING,
    "特定個人情報保護評価に関する規則第14条",
    title="評価書の見直しの時期",
    looks_at="公表か見直しから1年が過ぎていないかを見ます。",
    sureness=Sureness.LIKELY,
    items=(COVER_DATE,),
)
def review_due(subject: CheckSubject) -> Iterator[Finding]:
    """The yearly review: a warning when a year has passed, else a notice."""
    return _due(REVIEW_DUE, ReviewTask.REVIEW, subject)


@rule(
    REPEAT_DUE,
    Severity.WARNING,
    "特定個人情報保護評価に関する規則第15条",
    title="評価の再実施の時期",
    looks_at="評価の実施から5年が過ぎていないかを見ます。",
    sureness=Sureness.LIKELY,
    items=(COVER_DATE,),
)
def repeat_due(subject: CheckSubject) -> Iterator[Finding]:
    """The assessment anew: a warning when five years have passed, else a notice."""
    return _due(REPEAT_DUE, ReviewTask.REPEAT, subject)


def _due(code: str, task: ReviewTask, subject: CheckSubject) -> Iterator[Finding]:
    for deadline in deadlines(subject.assessment, subject.today):
        if deadline.task is task:
            yield subject.finding(
                code,
                COVER_DATE,
                deadline.message,
                deadline.remedy,
                severity=Severity.WARNING if deadline.overdue else Severity.NOTICE,
                beside=(deadline.day.isoformat(), str(deadline.overdue)),
            )


def is_due_later(finding: Finding) -> bool:
    """Whether a finding names a day that lies ahead: nothing is missing or wrong."""
    return finding.severity is Severity.NOTICE and finding.code in CODES


def _day(text: str) -> date | None:
    for written in find_dates(text):
        try:
            return date(written.western_year, written.month or 1, written.day or 1)
        except ValueError:
            continue
    return None


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + years, day=28)
