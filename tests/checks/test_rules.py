"""Each rule fires where it should, word for word, and not in the nearest case beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pia_desktop.assessment import Assessment, new_assessment
from pia_desktop.assessment.document import Document
from pia_desktop.checks import RULES, Finding, check
from pia_desktop.forms.addresses import parts_of
from tests.checks.rule_cases import CASES, Flat, RuleCase

TODAY = date(2026, 4, 1)

# Rules about published states have tests of their own.
BESIDE_ANSWERS = {"threshold-changed"}


def tree_of(flat: Flat) -> dict[str, Any]:
    """Answers as JSON, of answers by their addresses."""
    root: dict[str, Any] = {}
    for address, value in flat.items():
        if value is None:
            continue
        node: Any = root
        *before, last = parts_of(address.removesuffix("[]"))
        for part, following in zip(before, [*before[1:], last], strict=True):
            node = _step(node, part, [] if isinstance(following, int) else {})
        if isinstance(last, int):
            _step(node, last, {})
        else:
            node[last] = value
    return root


def _step(node: Any, part: str | int, empty: Any) -> Any:
    if isinstance(part, str):
        return node.setdefault(part, empty)
    while len(node) <= part:
        node.append({})
    return node[part]


def assessment_of(flat: Flat, form: str) -> Assessment:
    assessment = new_assessment(form)
    assessment.answers.fill(tree_of(flat))
    return assessment


def findings_of(code: str, assessment: Assessment) -> list[Finding]:
    return [finding for finding in check(assessment, TODAY) if finding.code == code]


def at(findings: list[Finding], case: RuleCase) -> list[Finding]:
    """Those at the case's place: other boxes may be empty too."""
    return [finding for finding in findings if finding.address == case.address]


FIRING = list(CASES)
IDS = [f"{case.code}-{number}" for number, case in enumerate(FIRING)]


@pytest.mark.parametrize("case", FIRING, ids=IDS)
def test_the_rule_says_it_word_for_word(case: RuleCase) -> None:
    assessment = assessment_of(case.fires, case.form)
    finding = at(findings_of(case.code, assessment), case)[0]
    assert finding.message == case.message
    assert finding.remedy == case.remedy
    assert set(case.places) <= set(finding.places)
    assert finding.places[0] == case.address


@pytest.mark.parametrize("case", FIRING, ids=IDS)
def test_the_rule_is_silent_about_the_nearest_case(case: RuleCase) -> None:
    assessment = assessment_of({**case.fires, **case.silent}, case.form)
    assert at(findings_of(case.code, assessment), case) == []


@pytest.mark.parametrize("case", [case for case in FIRING if case.fix], ids=lambda case: case.code)
def test_the_fix_sets_the_right_value_in_one_step_and_the_finding_is_gone(case: RuleCase) -> None:
    document = Document(assessment_of(case.fires, case.form))
    before = document.answers.copy()
    (finding,) = at(findings_of(case.code, document.assessment), case)
    assert finding.fix is not None
    assert finding.fix.label == case.fix_label
    with document.step(finding.fix.label):
        for edit in finding.fix.edits:
            document.set(edit.address, edit.value)
    assert {address: document.answers.get(address) for address in case.fix} == case.fix
    assert at(findings_of(case.code, document.assessment), case) == []
    assert document.undo_name == finding.fix.label
    document.undo()
    assert document.answers == before


def test_every_rule_has_a_case() -> None:
    assert {case.code for case in CASES} | BESIDE_ANSWERS == set(RULES)


def test_a_number_is_never_repeated() -> None:
    number = "123456789018"
    assessment = assessment_of({"cover.remarks": f"番号{number}"}, "youshiki4-2025-05")
    (finding,) = findings_of("number-like", assessment)
    assert number not in finding.message + finding.remedy
    assert number[:4] not in finding.message
