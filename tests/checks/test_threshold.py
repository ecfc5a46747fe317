"""しきい値判断: contradictions with the kept facts, and a result that was published otherwise."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pia_desktop.assessment import Assessment, from_json, new_assessment
from pia_desktop.assessment.publication import publish
from pia_desktop.checks import Finding, Severity, check

TODAY = date(2026, 11, 21)
FULL = "基礎項目評価及び全項目評価の実施が義務付けられる"
FOCUSED = "基礎項目評価及び重点項目評価の実施が義務付けられる"
BASIC = "基礎項目評価の実施が義務付けられる(任意に重点項目評価を実施)"
NONE = "特定個人情報保護評価の実施が義務付けられない(任意に重点項目評価を実施)"


def assessed(band: str = "", result: str = "", form: str = "youshiki3", **facts: Any) -> Assessment:
    assessment = new_assessment(f"{form}-2025-05")
    assessment.answers.fill(
        {
            "business": {"subject_count": band},
            "procedure": {"threshold": result},
            "threshold": facts,
        }
    )
    return assessment


def found(assessment: Assessment, code: str = "threshold-contradiction") -> list[Finding]:
    return [finding for finding in check(assessment, TODAY) if finding.code == code]


@pytest.mark.parametrize(
    "band,result,facts",
    [
        ("", "", {}),
        ("", FOCUSED, {"staff": 600}),
        ("1万人以上10万人未満", FOCUSED, {}),
        ("1万人以上10万人未満", BASIC, {}),
        ("1万人以上10万人未満", BASIC, {"subjects": 10_000, "staff": 499, "accident": False}),
        ("1万人以上10万人未満", FOCUSED, {"subjects": 99_999, "staff": 500}),
        ("1万人以上10万人未満", FOCUSED, {"accident": True}),
        ("10万人以上30万人未満", FOCUSED, {"subjects": 100_000, "staff": 499}),
        ("1,000人未満", NONE, {"staff": 5_000, "accident": True}),
    ],
)
def test_what_fits_or_is_not_known_is_no_contradiction(
    band: str, result: str, facts: dict[str, Any]
) -> None:
    assert found(assessed(band, result, **facts)) == []


@pytest.mark.parametrize(
    "band,result,facts,words",
    [
        ("1,000人未満", FOCUSED, {}, ["「1,000人未満」", FOCUSED, "義務なし"]),
        ("1,000人以上1万人未満", FOCUSED, {"staff": 900}, ["取扱者数900人", "「基礎項目評価」"]),
        (
            "1万人以上10万人未満",
            BASIC,
            {"subjects": 42_000, "accident": True},
            ["対象人数42,000人", "重大事故あり", BASIC],
        ),
        ("", FOCUSED, {"subjects": 42_000, "staff": 56, "accident": False}, ["取扱者数56人"]),
    ],
)
def test_a_result_that_cannot_be_is_an_error(
    band: str, result: str, facts: dict[str, Any], words: list[str]
) -> None:
    (finding,) = found(assessed(band, result, **facts))
    assert (finding.address, finding.severity) == ("procedure.threshold", Severity.ERROR)
    assert [word for word in words if word not in finding.message] == []
    assert "しきい値判断結果を「" in finding.remedy


def test_a_count_outside_of_the_chosen_band_is_an_error() -> None:
    (finding,) = found(assessed("1万人以上10万人未満", subjects=9_999))
    assert finding.address == "business.subject_count"
    assert "「1万人以上10万人未満」" in finding.message
    assert "9,999人" in finding.message
    assert "「1,000人以上1万人未満」" in finding.remedy


@pytest.mark.parametrize("result", ["", FOCUSED])
def test_another_form_is_due(result: str) -> None:
    (finding,) = found(assessed("10万人以上30万人未満", result, subjects=120_000, staff=600))
    assert "様式3" in finding.message
    assert "全項目評価（様式4）" in finding.message
    assert "様式を改める" in finding.remedy
    full = assessed("10万人以上30万人未満", FULL, "youshiki4", subjects=120_000, staff=600)
    assert found(full) == []


def test_a_more_thorough_form_than_is_due_may_be_filled_in() -> None:
    voluntary = "基礎項目評価の実施が義務付けられる(任意に全項目評価を実施)"
    assert found(assessed("", voluntary, "youshiki4", subjects=2_000)) == []


def test_the_real_assessments_do_not_contradict_themselves(real_file: Path) -> None:
    assert found(from_json(real_file)) == []


# -- since the last published state ----------------------------------------------------------

LIGHT = {"subjects": 120_000, "staff": 60, "accident": False}


def published(result: str = "", **facts: Any) -> Assessment:
    assessment = assessed("", result, **facts)
    publish(assessment, "令和7年4月1日")
    return assessment


def changed(assessment: Assessment) -> list[Finding]:
    return found(assessment, "threshold-changed")


@pytest.mark.parametrize("facts", [{"accident": True}, {"staff": 500}, {"subjects": 300_000}])
def test_facts_that_make_more_due_say_that_it_must_be_done_again(facts: dict[str, Any]) -> None:
    assessment = published(**LIGHT)
    assert changed(assessment) == []
    assessment.answers.fill({"threshold": facts})
    (finding,) = changed(assessment)
    assert finding.severity is Severity.WARNING
    assert finding.address == "threshold.subjects"
    assert "第1版（令和7年4月1日公表）の「基礎項目評価と重点項目評価」" in finding.message
    assert "「基礎項目評価と全項目評価」に変わりました" in finding.message
    assert "再実施が義務付けられます" in finding.remedy
    publish(assessment, "令和8年4月1日", repeated=True)
    assert changed(assessment) == []


def test_facts_that_change_nothing_are_not_told() -> None:
    assessment = published(**LIGHT)
    assessment.answers.fill({"threshold": {"staff": 499, "subjects": 250_000}})
    assert changed(assessment) == []


def test_facts_that_make_less_due_ask_to_look_it_up() -> None:
    assessment = published(**LIGHT)
    assessment.answers.fill({"threshold": {"subjects": 90_000}})
    (finding,) = changed(assessment)
    assert "義務付けられます" not in finding.remedy
    assert "再実施が要るかどうか" in finding.remedy


def test_without_published_facts_the_published_result_counts() -> None:
    assessment = published(BASIC)
    assessment.answers.fill({"threshold": {"subjects": 42_000, "staff": 600}})
    (finding,) = changed(assessment)
    assert "「基礎項目評価」から「基礎項目評価と重点項目評価」" in finding.message
    assert changed(assessed("", BASIC, subjects=42_000, staff=600)) == []
    unknown = published()
    unknown.answers.fill({"threshold": LIGHT})
    assert changed(unknown) == []
