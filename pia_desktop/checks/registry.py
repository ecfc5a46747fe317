"""Findings, and the registry of the rules that make them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pia_desktop.forms.addresses import indices

if TYPE_CHECKING:
    from pia_desktop.assessment.answers import Answers


class Severity(Enum):
    """An error keeps `check` from passing; a warning asks a person to look; a notice is for their
    information.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True)
class Finding:
    """One thing that is missing or wrong: where, what, and the remedy."""

    code: str
    severity: Severity
    address: str
    name: str
    message: str
    remedy: str


Rule = Callable[["Answers"], Iterator[Finding]]
_RULES: list[Rule] = []


def rule(function: Rule) -> Rule:
    """Register a rule."""
    _RULES.append(function)
    return function


def check(answers: Answers) -> list[Finding]:
    """Every finding of every rule, in printed order of the places."""
    found = [finding for each in _RULES for finding in each(answers)]
    walked = list(answers.places())
    order = {place.address: number for number, place in enumerate(walked)}
    items = {item.id: number for number, item in enumerate(answers.form.items)}

    def printed(finding: Finding) -> int:
        """The finding's place, or the last place before a list in which nothing stands."""
        address = finding.address
        if address in order:
            return order[address]
        numbers = indices(address)
        item = items[answers.item_at(address).id]
        before = (
            order[place.address]
            for place in walked
            if items[place.item.id] < item and place.numbers[: len(numbers)] == numbers
        )
        return max(before, default=-1)

    return sorted(found, key=printed)
