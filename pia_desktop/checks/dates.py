"""Dates that can't be, or that name no day where one is counted from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.publication import COVER_DATE, fault_of_date
from pia_desktop.checks.registry import Finding, Severity, rule
from pia_desktop.forms.wareki import date_fault

IMPOSSIBLE_DATE = "impossible-date"


@rule(IMPOSSIBLE_DATE, Severity.ERROR, "元号を改める政令、暦")
def impossible_dates(assessment: Assessment, today: date) -> Iterator[Finding]:
    """An era that had ended, or a day that no month has. Free wording is left alone."""
    answers = assessment.answers
    for address, name in _dates(answers):
        fault = date_fault(answers.get(address) or "")
        if fault:
            yield Finding(
                IMPOSSIBLE_DATE,
                Severity.ERROR,
                address,
                name,
                fault,
                "元号・年・月・日を確かめて直してください。",
            )


UNREADABLE_DATE = "unreadable-date"


@rule(UNREADABLE_DATE, Severity.ERROR, "特定個人情報保護評価に関する規則第14条、第15条")
def unreadable_dates(assessment: Assessment, today: date) -> Iterator[Finding]:
    """The date of the latest published state or review that names no day, so that nothing can be
    counted from it. Programs before 0.2.0 let such a date in.
    """
    item = assessment.form.by_id[COVER_DATE]
    dated = [(f"{version.title}の公表日", version.date) for version in assessment.versions[-1:]]
    dated += [("最後の見直しの日付", review.date) for review in assessment.reviews[-1:]]
    for what, text in dated:
        if fault_of_date(text):
            yield Finding(
                UNREADABLE_DATE,
                Severity.ERROR,
                item.id,
                item.name,
                f"{what}「{text}」が、年月日として読めません。見直しと再実施の時期を数えられません。",
                "正しい年月日で、もう一度確定するか、見直しを記録してください。",
            )


def _dates(answers: Answers) -> Iterator[tuple[str, str]]:
    """Address and printed name of every box for a date, those in the rows of tables too."""
    for place in answers.places():
        if place.item.kind == "date":
            yield place.address, place.name
        for column in answers.form.tables.get(place.item.id, ()):
            if column.kind == "date":
                key = column.id.rpartition(".")[2]
                for row in range(answers.count(place.address)):
                    yield f"{place.address}[{row}].{key}", column.name
