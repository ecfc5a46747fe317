"""Dates that can't be."""

from __future__ import annotations

from collections.abc import Iterator

from pia_desktop.assessment.answers import Answers
from pia_desktop.checks.registry import Finding, Severity, rule
from pia_desktop.forms.wareki import date_fault


@rule
def impossible_dates(answers: Answers) -> Iterator[Finding]:
    """An era that had ended, or a day that no month has. Free wording is left alone."""
    for place in answers.places():
        if place.item.kind != "date":
            continue
        fault = date_fault(answers.get(place.address) or "")
        if fault:
            yield Finding(
                "impossible-date",
                Severity.ERROR,
                place.address,
                place.name,
                fault,
                "元号・年・月・日を確かめて直してください。",
            )
