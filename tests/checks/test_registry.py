"""Every rule bears a code, a severity and a source, and its findings bear its code."""

import re
import subprocess
import sys
from datetime import date

import pytest

from pia_desktop.assessment import Assessment, new_assessment
from pia_desktop.assessment.publication import publish
from pia_desktop.assessment.versions import Version
from pia_desktop.checks import RULES, Severity, check
from pia_desktop.checks.registry import Sureness, rule
from tests.locations import ROOT

TODAY = date(2040, 1, 1)


def published_twice() -> Assessment:
    """An assessment whose published states and facts are at odds."""
    assessment = new_assessment("youshiki4-2025-05")
    assessment.answers.set("procedure.basic_date", "令和7年2月30日")
    assessment.answers.fill({"threshold": {"subjects": 2_000}})
    first = publish(assessment, "令和7年4月1日")
    assessment.versions = [first, Version(2, "来月ごろ", state=first.state)]
    assessment.answers.set("business.subject_count", "1,000人未満")
    assessment.answers.set("threshold.subjects", 300_000)
    return assessment


def test_the_findings_are_not_more_severe_than_their_rule() -> None:
    order = list(Severity)
    findings = check(published_twice(), TODAY)
    codes = {finding.code for finding in findings}
    assert {"threshold-changed", "threshold-contradiction", "unreadable-date"} <= codes
    assert {"required", "impossible-date", "review-due", "repeat-due"} <= codes
    for finding in findings:
        assert order.index(finding.severity) >= order.index(RULES[finding.code].severity)


@pytest.mark.parametrize("code", RULES)
def test_a_rule_says_what_it_looks_at_and_why(code: str) -> None:
    own = RULES[code]
    assert own.title.strip()
    assert own.looks_at.endswith("。")
    assert own.source.strip()
    assert own.finders


def test_how_sure_each_rule_is_stands_in_the_sources() -> None:
    sources = (ROOT / "docs" / "sources.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([a-z-]+)` \|.*\| (sure|likely|weak) \|$", sources, re.M))
    assert rows == {code: own.sureness.value for code, own in RULES.items()}
    assert {own.sureness for own in RULES.values()} == set(Sureness)


def test_a_code_belongs_to_one_rule() -> None:
    with pytest.raises(ValueError, match="required"):
        rule("required", Severity.ERROR, "", title="", looks_at="")(lambda subject: iter(()))


def test_the_rules_have_one_order_whichever_is_loaded_first() -> None:
    program = "import pia_desktop.checks.twins; from pia_desktop.checks import RULES; print(*RULES)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.split() == list(RULES)
    codes = list(RULES)
    order = ("required", "outsourcing-count", "change-item", "near-twin", "review-due")
    assert sorted(order, key=codes.index) == list(order)
