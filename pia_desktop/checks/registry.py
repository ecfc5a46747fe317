"""Findings, and the registry of the rules that make them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pia_desktop.assessment.answers import Answers


class Severity(Enum):
    """An error keeps `check` from passing; a warning asks a person to look."""

    ERROR = "error"
    WARNING = "warning"


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
    order = {place.address: number for number, place in enumerate(answers.places())}
    found = [finding for each in _RULES for finding in each(answers)]
    last = len(order)
    return sorted(found, key=lambda finding: order.get(finding.address, last))
