"""What the 台帳 says of one assessment: its number and name, days and figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.publication import COVER_DATE, load_version
from pia_desktop.assessment.published_state import WholeState, says_the_same
from pia_desktop.assessment.threshold_facts import chosen_option, threshold_facts
from pia_desktop.changes.differences import count_changed_items
from pia_desktop.checks.live_check import check
from pia_desktop.checks.registry import REQUIRED, Finding, Severity
from pia_desktop.checks.review_calendar import CODES, ReviewTask, deadlines
from pia_desktop.checks.threshold import result_change
from pia_desktop.errors import PiaError
from pia_desktop.forms.conditions import is_required
from pia_desktop.forms.threshold import (
    CHANGE_DATE,
    RESULT,
    RequiredAssessment,
    ThresholdFacts,
    assessment_of_option,
    required_assessment,
)
from pia_desktop.forms.wareki import find_dates, read_day

DEPARTMENT = "department.name"


@dataclass(frozen=True)
class LedgerCounts:
    """What takes longer to find out than reading the file: how many of the needed boxes are
    answered, what 点検 finds, and what has changed. `unfilled` counts the empty boxes that are
    needed, which `errors` leaves out; `unpublished` the items that differ from the last published
    state, None without one. `result_changed` and `repeat_is_duty` compare the result of the
    しきい値判断 with that state.
    """

    answered: int
    needed: int
    unfilled: int
    errors: int
    warnings: int
    confirmed: int
    unpublished: int | None
    result_changed: bool
    repeat_is_duty: bool

    @property
    def share(self) -> float:
        """The share of the needed boxes that are answered, 0 to 1."""
        return self.answered / self.needed if self.needed else 1.0


@dataclass(frozen=True)
class LedgerFacts:
    """One assessment in figures. `published` is the latest 公表日, `review_due` and `repeat_due`
    the days that follow from it. `result` is the option id of what the facts of the しきい値判断
    lead to, else of what the form says; `change_date` the day of a planned change. `counts` are
    None until they are found out.
    """

    number: str
    name: str
    form_id: str
    form: str
    edition: str
    department: str
    published: date | None
    review_due: date | None
    repeat_due: date | None
    subjects: int | None
    staff: int | None
    accident: bool | None
    as_of: date | None
    change_date: date | None
    result: str
    counts: LedgerCounts | None = None

    @property
    def due(self) -> RequiredAssessment | None:
        """Which assessment the しきい値判断 leads to; None where nothing says it."""
        return assessment_of_option(self.result)

    @property
    def repeat_is_duty(self) -> bool:
        """Whether the assessment must be done again, as far as that is known."""
        return self.counts is not None and self.counts.repeat_is_duty


def ledger_facts(assessment: Assessment, today: date, *, counted: bool = True) -> LedgerFacts:
    """The facts of an assessment, with its findings as of today where they are to be `counted`."""
    answers = assessment.answers
    facts = threshold_facts(answers)
    due = {deadline.task: deadline.day for deadline in deadlines(assessment, today)}
    return LedgerFacts(
        number=answers.get("cover.number") or "",
        name=assessment.title,
        form_id=assessment.form.id,
        form=assessment.form.form,
        edition=assessment.form.edition,
        department=answers.get(DEPARTMENT) or "",
        published=_published_on(assessment),
        review_due=due.get(ReviewTask.REVIEW),
        repeat_due=due.get(ReviewTask.REPEAT),
        subjects=facts.subjects,
        staff=facts.staff,
        accident=facts.accident,
        as_of=read_day(facts.as_of),
        change_date=read_day(answers.get(CHANGE_DATE) or ""),
        result=_result(assessment, facts),
        counts=_count(assessment, today) if counted else None,
    )


def _count(assessment: Assessment, today: date) -> LedgerCounts:
    findings = check(assessment, today)
    unfilled = sum(finding.code == REQUIRED for finding in findings)
    findings = [finding for finding in findings if finding.code not in (REQUIRED, *CODES)]
    answered, boxes = _filled(assessment)
    as_published = _is_as_published(assessment)
    change = None if as_published else result_change(assessment)
    return LedgerCounts(
        answered=answered,
        needed=max(boxes, answered + unfilled),  # a list without an entry is no box
        unfilled=unfilled,
        errors=_open(findings, Severity.ERROR),
        warnings=_open(findings, Severity.WARNING),
        confirmed=sum(finding.confirmed is not None for finding in findings),
        unpublished=0 if as_published else _unpublished(assessment),
        result_changed=change is not None,
        repeat_is_duty=change is not None and change.is_heavier,
    )


def _open(findings: list[Finding], severity: Severity) -> int:
    return sum(finding.severity is severity and finding.confirmed is None for finding in findings)


def _filled(assessment: Assessment) -> tuple[int, int]:
    """How many of the needed boxes are answered, and how many are needed."""
    answers, form = assessment.answers, assessment.form
    answered = needed = 0
    for place in answers.places():
        if place.item.answerable and is_required(form, place.item, place.numbers, answers.get):
            needed += 1
            answered += answers.get(place.address) is not None
    return answered, needed


def _result(assessment: Assessment, facts: ThresholdFacts) -> str:
    due = required_assessment(facts)
    if due is not None:
        return due.option_id
    chosen = chosen_option(assessment.answers, RESULT)
    return chosen.id if chosen else ""


def _published_on(assessment: Assessment) -> date | None:
    """The 公表日 of the last published state, else the one that the cover names."""
    cover = assessment.answers.get(COVER_DATE) or ""
    text = assessment.versions[-1].date if assessment.versions else cover
    return next((day for written in find_dates(text) if (day := written.as_date())), None)


def _is_as_published(assessment: Assessment) -> bool:
    """Whether nothing has changed since the last published state, down to the byte: most often so,
    and found out without reading that state.
    """
    if not assessment.versions:
        return False
    now = Assessment(assessment.answers, assessment.figures)
    return says_the_same(assessment.versions[-1].state, WholeState(pia_file.to_bytes(now)))


def _unpublished(assessment: Assessment) -> int | None:
    """How many items of the form differ from the last published state."""
    if not assessment.versions:
        return None
    version = assessment.versions[-1]
    try:
        published = load_version(version)
    except PiaError:  # a form that is here no longer: what it says is not known
        return None
    return count_changed_items(published, assessment, without=COVER_DATE)
