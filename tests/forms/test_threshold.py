"""しきい値判断: the table of design.md, cell by cell, at both ends of each row."""

import pytest

from pia_desktop.forms.threshold import Due, Facts, due

# 対象人数 from, to (inclusive); with 500 people or an accident; without.
ROWS = [
    (0, 999, Due.NONE, Due.NONE),
    (1_000, 9_999, Due.BASIC, Due.BASIC),
    (10_000, 99_999, Due.FOCUSED, Due.BASIC),
    (100_000, 299_999, Due.FULL, Due.FOCUSED),
    (300_000, 20_000_000, Due.FULL, Due.FULL),
]
cells = [
    pytest.param(subjects, risky, safe, id=str(subjects))
    for first, last, risky, safe in ROWS
    for subjects in (first, last)
]


@pytest.mark.parametrize("subjects,risky,safe", cells)
def test_しきい値判断(subjects: int, risky: Due, safe: Due) -> None:
    assert due(Facts(subjects, 499, accident=False)) is safe
    assert due(Facts(subjects, 500, accident=False)) is risky
    assert due(Facts(subjects, 0, accident=True)) is risky
    assert due(Facts(subjects, 5_000, accident=True)) is risky


@pytest.mark.parametrize(
    "found,form,words",
    [
        (Due.NONE, "様式3", "義務付けられません"),
        (Due.BASIC, "様式3", "基礎項目評価（様式2）"),
        (Due.FOCUSED, "様式3", "重点項目評価（様式3）"),
        (Due.FULL, "様式4", "全項目評価（様式4）"),
    ],
)
def test_しきい値判断_leads_to_a_form(found: Due, form: str, words: str) -> None:
    assert found.form == form
    assert words in found.value
