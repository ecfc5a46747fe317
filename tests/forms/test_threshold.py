"""しきい値判断: the table of the 指針 (第5の2), cell by cell, at both ends of each row."""

import pytest

from pia_desktop.forms.threshold import RequiredAssessment, ThresholdFacts, required_assessment

# 対象人数 from, to (inclusive); with 500 people or an accident; without.
ROWS = [
    (0, 999, RequiredAssessment.NONE, RequiredAssessment.NONE),
    (1_000, 9_999, RequiredAssessment.BASIC, RequiredAssessment.BASIC),
    (10_000, 99_999, RequiredAssessment.FOCUSED, RequiredAssessment.BASIC),
    (100_000, 299_999, RequiredAssessment.FULL, RequiredAssessment.FOCUSED),
    (300_000, 20_000_000, RequiredAssessment.FULL, RequiredAssessment.FULL),
]
cells = [
    pytest.param(subjects, risky, safe, id=str(subjects))
    for first, last, risky, safe in ROWS
    for subjects in (first, last)
]


@pytest.mark.parametrize("subjects,risky,safe", cells)
def test_しきい値判断(subjects: int, risky: RequiredAssessment, safe: RequiredAssessment) -> None:
    assert required_assessment(ThresholdFacts(subjects, 499, accident=False)) is safe
    assert required_assessment(ThresholdFacts(subjects, 500, accident=False)) is risky
    assert required_assessment(ThresholdFacts(subjects, 0, accident=True)) is risky
    assert required_assessment(ThresholdFacts(subjects, 5_000, accident=True)) is risky


@pytest.mark.parametrize(
    "found,form,words",
    [
        (RequiredAssessment.NONE, "様式3", "義務付けられません"),
        (RequiredAssessment.BASIC, "様式3", "基礎項目評価（様式2）"),
        (RequiredAssessment.FOCUSED, "様式3", "重点項目評価（様式3）"),
        (RequiredAssessment.FULL, "様式4", "全項目評価（様式4）"),
    ],
)
def test_しきい値判断_leads_to_a_form(found: RequiredAssessment, form: str, words: str) -> None:
    assert found.form == form
    assert words in found.value
