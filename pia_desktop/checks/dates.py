"""Dates that can't be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.model import Assessment
from pia_desktop.checks.registry import Finding, Severity, rule
from pia_desktop.forms.wareki import date_fault

CODE = "impossible-date"


@rule(CODE, Severity.ERROR, "元号を改める政令、暦")
def impossible_dates(assessment: Assessment, today: date) -> Iterator[Finding]:
    """An era that had ended, or a day that no month has. Free wording is left alone."""
    answers = assessment.answers
    for address, name in _dates(answers):
        fault = date_fault(answers.get(address) or "")
        if fault:
            yield Finding(
                CODE,
                Severity.ERROR,
                address,
                name,
                fault,
                "元号・年・月・日を確かめて直してください。",
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
