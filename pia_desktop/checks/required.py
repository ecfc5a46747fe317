"""What must be filled in and is not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.model import Assessment
from pia_desktop.checks.registry import Finding, Severity, rule
from pia_desktop.forms.addresses import address_of
from pia_desktop.forms.conditions import is_required, why_not_needed

REQUIRED = "required"


@rule(REQUIRED, Severity.ERROR, "特定個人情報保護評価指針：様式のすべての項目を記載する")
def required(assessment: Assessment, today: date) -> Iterator[Finding]:
    """A box that the form asks for is empty, or a list that it asks for has no entry."""
    yield from _empty_boxes(assessment.answers)
    yield from _empty_lists(assessment.answers)


def _empty_boxes(answers: Answers) -> Iterator[Finding]:
    for place in answers.places():
        needed = is_required(answers.form, place.item, place.numbers, answers.get)
        if needed and _is_blank(answers.get(place.address)):
            yield Finding(
                REQUIRED,
                Severity.ERROR,
                place.address,
                place.name.replace("\n", " "),
                "記入されていません。",
                "記入するか、該当がなければその旨を書いてください。",
            )


def _is_blank(value: Any) -> bool:
    """Nothing, or a text that prints nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


def _empty_lists(answers: Answers) -> Iterator[Finding]:
    """A repeat that is needed has no occurrence: a form without a file, an outsourcing without a
    matter.
    """
    for item in answers.form.all_items:
        if not item.features.repeats or not item.required:
            continue
        for numbers in _numbers_around(answers, item.repeats):
            address = address_of(item.id, numbers).removesuffix("[]")
            if answers.count(address) or why_not_needed(answers.form, item, numbers, answers.get):
                continue
            yield Finding(
                REQUIRED,
                Severity.ERROR,
                address,
                item.name_at((0,)),
                "1件も記入されていません。",
                "追加して記入してください。",
            )


def _numbers_around(answers: Answers, repeats: tuple[str, ...]) -> Iterator[tuple[int, ...]]:
    """The indices of every occurrence of the innermost of these repeats."""
    if not repeats:
        yield ()
        return
    for outer in _numbers_around(answers, repeats[:-1]):
        address = address_of(repeats[-1], outer).removesuffix("[]")
        for index in range(answers.count(address)):
            yield (*outer, index)
