"""What older programs wrote, brought into the shape of today's format: a step a format version.

A step takes the parsed answers.json of its version and gives that of the next. It works on a copy
in memory; the file stays as it is until a person saves it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

FORMAT_VERSION = 5

AnswersStep = Callable[[Any], Any]

# Each step by the format version that it starts from.
STEPS: dict[int, AnswersStep] = {}


def upgrades(version: int) -> Callable[[AnswersStep], AnswersStep]:
    """Register a function as the step from this format version to the next."""

    def register(step: AnswersStep) -> AnswersStep:
        STEPS[version] = step
        return step

    return register


def upgrade_answers(answers: Any, version: int) -> Any:
    """The answers of an older format as today's program reads them; those of today's or a newer
    format are given back as they are.
    """
    for older in range(version, FORMAT_VERSION):
        answers = STEPS[older](answers)
    return answers


@upgrades(1)
def _keep_no_threshold(answers: Any) -> Any:
    """Format 2 adds `threshold`, the facts of the しきい値判断. A file of format 1 has none of
    them, so there is nothing to fill in: ②しきい値判断結果 doesn't tell the counts.
    """
    return answers


@upgrades(2)
def _keep_no_confirmations(answers: Any) -> Any:
    """Format 3 adds confirmations.json, what a person has marked 確認済み. The answers are as they
    were.
    """
    return answers


@upgrades(3)
def _keep_no_annexes(answers: Any) -> Any:
    """Format 4 adds `annexes`, the 別紙, and `threshold.change_date`, the day of a planned change.
    A file of format 3 has neither.
    """
    return answers


@upgrades(4)
def _keep_states(answers: Any) -> Any:
    """Format 5 keeps of a long text in a published state what differs from the state before. The
    answers are as they were; the states are read either way.
    """
    return answers
