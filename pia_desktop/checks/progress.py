"""How far a page of the wizard is: what is filled in, and what the rules say of it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.model import Assessment
from pia_desktop.checks.registry import REQUIRED, Finding, Severity
from pia_desktop.forms.conditions import is_required
from pia_desktop.forms.outline import WizardPage


class CompletionState(Enum):
    """How far a page is. `WRONG`: an error stands on it; a warning or a notice is none."""

    EMPTY = "empty"
    BEGUN = "begun"
    COMPLETE = "complete"
    WRONG = "wrong"


class Completion(NamedTuple):
    """How far something is: how many boxes are needed, how many of those are answered, and how many
    boxes are filled in altogether; `errors` and `warnings` count findings. An empty box is no error
    here: it shows in `answered`. Notices are not counted.
    """

    answered: int = 0
    needed: int = 0
    filled: int = 0
    errors: int = 0
    warnings: int = 0

    @property
    def share(self) -> float:
        """The share of the needed boxes that are answered, 0 to 1; 1 where none is needed."""
        return self.answered / self.needed if self.needed else 1.0

    @property
    def state(self) -> CompletionState:
        """Empty, begun, complete or wrong."""
        if self.errors:
            return CompletionState.WRONG
        if self.answered >= self.needed and (self.filled or not self.needed):
            return CompletionState.COMPLETE
        return CompletionState.BEGUN if self.filled else CompletionState.EMPTY

    @classmethod
    def together(cls, parts: Iterable[Completion]) -> Completion:
        """How far something is that consists of these parts."""
        return cls(*map(sum, zip(*parts, strict=True)))


def is_well_begun(assessment: Assessment) -> bool:
    """Whether an assessment is to be seen as a whole first: it was published, or more than half of
    what is needed is filled in.
    """
    if assessment.versions:
        return True
    answers, form = assessment.answers, assessment.form
    places = [place for place in answers.places() if place.item.answerable and place.item.required]
    answered = needed = 0
    for seen, place in enumerate(places):
        if 2 * answered > needed + len(places) - seen:
            return True  # whatever is needed of the rest
        if is_required(form, place.item, place.numbers, answers.get):
            needed += 1
            answered += answers.get(place.address) is not None
    return 2 * answered > needed


def completion_of(page: WizardPage, answers: Answers, findings: list[Finding]) -> Completion:
    """How far a page is; `findings` are those of the whole assessment.

    A list that must not stay empty and does counts as one box that is.
    """
    missing = {finding.address for finding in findings if finding.code == REQUIRED}
    answered = filled = 0
    needed = sum(entry.address in missing for entry in page.lists)
    for place in page.places:
        if not place.item.answerable:
            continue
        has_answer = answers.get(place.address) is not None
        filled += has_answer
        if is_required(answers.form, place.item, place.numbers, answers.get):
            needed += 1
            answered += has_answer
    severities = [finding.severity for finding in _faults_on(page, findings)]
    return Completion(
        answered,
        needed,
        filled,
        severities.count(Severity.ERROR),
        severities.count(Severity.WARNING),
    )


def _faults_on(page: WizardPage, findings: list[Finding]) -> list[Finding]:
    """The findings about a page's boxes and the cells of its tables, but for empty boxes."""
    addresses = {place.address for place in page.places}
    return [
        finding
        for finding in findings
        if finding.code != REQUIRED
        and not addresses.isdisjoint((finding.address, _table_of(finding.address)))
    ]


def _table_of(address: str) -> str:
    """The list that a cell of a table stands in: `changes` for `changes[0].date`."""
    return address.rpartition("[")[0]
