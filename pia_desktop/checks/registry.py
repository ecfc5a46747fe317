"""Findings, and the registry of the rules that make them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from pia_desktop.assessment.model import Assessment
from pia_desktop.forms.addresses import indices


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


FindingsOf = Callable[[Assessment, date], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """One rule: the code of its findings, how severe they are at most, where it comes from (a 指針,
    a law, a note of the form), and what finds them.
    """

    code: str
    severity: Severity
    source: str
    find: FindingsOf


# Every rule by its code.
RULES: dict[str, Rule] = {}


def rule(code: str, severity: Severity, source: str) -> Callable[[FindingsOf], FindingsOf]:
    """Register a function as the rule with this code. It gets the assessment and today's date."""

    def register(find: FindingsOf) -> FindingsOf:
        if code in RULES:
            raise ValueError(f"two rules have the code {code}")
        RULES[code] = Rule(code, severity, source, find)
        return find

    return register


def check(assessment: Assessment, today: date) -> list[Finding]:
    """Every finding of every rule, in printed order of the places."""
    findings = [finding for each in RULES.values() for finding in each.find(assessment, today)]
    answers = assessment.answers
    walked = list(answers.places())
    order = {place.address: number for number, place in enumerate(walked)}
    items = {item.id: number for number, item in enumerate(answers.form.all_items)}

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

    return sorted(findings, key=printed)
