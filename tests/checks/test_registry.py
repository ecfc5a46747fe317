"""Every rule bears a code, a severity and a source, and its findings bear its code."""

import re
from datetime import date

import pytest

from pia_desktop.assessment import Assessment, new_assessment
from pia_desktop.assessment.publication import publish
from pia_desktop.assessment.versions import Version
from pia_desktop.checks import RULES, Severity, check
from pia_desktop.checks.registry import rule
from tests.locations import ROOT

TODAY = date(2040, 1, 1)


def faulty() -> Assessment:
    """An assessment in which every rule finds something."""
    assessment = new_assessment("youshiki4-2025-05")
    assessment.answers.set("procedure.basic_date", "令和7年2月30日")
    assessment.answers.fill({"threshold": {"subjects": 2_000}})
    first = publish(assessment, "令和7年4月1日")
    assessment.versions = [first, Version(2, "来月ごろ", data=first.data)]
    assessment.answers.set("business.subject_count", "1,000人未満")
    assessment.answers.set("threshold.subjects", 300_000)
    return assessment


def test_the_findings_of_a_rule_bear_its_code_and_are_not_more_severe() -> None:
    assessment = faulty()
    order = list(Severity)
    for each in RULES.values():
        findings = list(each.find(assessment, TODAY))
        assert findings, each.code
        assert {finding.code for finding in findings} == {each.code}
        assert all(order.index(it.severity) >= order.index(each.severity) for it in findings)
        assert each.source.strip()


def test_check_asks_every_rule() -> None:
    assessment = faulty()
    assert {finding.code for finding in check(assessment, TODAY)} == set(RULES)


def test_how_sure_each_rule_of_law_is_stands_in_the_sources() -> None:
    sources = (ROOT / "docs" / "sources.md").read_text("utf-8")
    of_law = [it.code for it in RULES.values() if re.search("規則|指針|番号法", it.source)]
    assert len(of_law) >= 4
    assert [code for code in of_law if f"`{code}`" not in sources] == []


def test_a_code_belongs_to_one_rule() -> None:
    with pytest.raises(ValueError, match="required"):
        rule("required", Severity.ERROR, "")(lambda assessment, today: iter(()))
