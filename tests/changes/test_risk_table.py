"""リスク対策一覧: each risk with its judgement, and what became of it since it was published."""

from __future__ import annotations

from typing import Any

import pytest

from pia_desktop.assessment import from_json, new_assessment
from pia_desktop.assessment.document import Document
from pia_desktop.changes.risk_table import Grade, GradeCell, RiskTable, grade_of, risk_table
from tests.locations import SAMPLES

BEST, ENOUGH, LACKING = "特に力を入れている", "十分である", "課題が残されている"


def cell(table: RiskTable, address: str) -> GradeCell:
    return next(own for row in table.rows() for own in row.cells if own.address == address)


@pytest.mark.parametrize(
    "label, grade",
    [
        (BEST, Grade.BEST),
        ("特に力を入れて行っている", Grade.BEST),
        (ENOUGH, Grade.ENOUGH),
        ("十分に遵守している", Grade.ENOUGH),
        (LACKING, Grade.LACKING),
        ("十分に行っていない", Grade.LACKING),
        ("再委託していない", Grade.NOT_APPLICABLE),
        ("政府機関ではない", Grade.NOT_APPLICABLE),
    ],
)
def test_what_each_option_says(label: str, grade: Grade) -> None:
    assert grade_of(label) is grade


@pytest.mark.parametrize("form, risks", [("youshiki3-2025-05", 8), ("youshiki4-2025-05", 22)])
def test_every_risk_of_the_form_has_a_row(form: str, risks: int) -> None:
    table = risk_table(new_assessment(form))
    enough = [item for item in new_assessment(form).form.items if item.id.endswith(".enough")]
    assert len(table.risks) == len(enough) == risks
    assert {own.grade for row in table.risks for own in row.cells} == {Grade.EMPTY}


def test_the_sample_says_what_it_was_given() -> None:
    assessment = from_json(SAMPLES / "youshiki4.json")
    table = risk_table(assessment)
    assert table.files == ("個人住民税課税ファイル", "個人住民税収納・滞納ファイル")
    assert table.since == ""
    for row in table.rows():
        for own in row.cells:
            value: Any = assessment.answers.get(own.address)
            assert own.grade in (Grade.NOT_APPLICABLE, Grade.EMPTY) or own.grade is grade_of(value)
    labels = {row.label for row in table.others}
    assert {"①自己点検", "②監査", "従業者に対する教育・啓発"} <= labels
    assert all(row.whole for row in table.others if row.label == "②監査")


def test_what_is_not_needed_is_not_applicable() -> None:
    assessment = new_assessment("youshiki4-2025-05")
    assessment.answers.fill({"files": [{"risk": {"sharing": {"none": True}}}]})
    assert (
        cell(risk_table(assessment), "files[0].risk.sharing.enough").grade is Grade.NOT_APPLICABLE
    )


def test_better_and_worse_since_the_published_state() -> None:
    document = Document(from_json(SAMPLES / "youshiki4.json"))
    document.set("files[0].risk.obtain.purpose.enough", ENOUGH)
    document.set("files[0].risk.obtain.method.enough", LACKING)
    document.set("files[1].risk.obtain.method.enough", ENOUGH)
    document.publish("令和7年12月15日")
    document.set("files[0].risk.obtain.purpose.enough", LACKING)
    document.set("files[0].risk.obtain.method.enough", BEST)
    document.set("files[1].risk.obtain.method.enough", "")
    table = risk_table(document.assessment)
    assert table.since.startswith("第1版")
    worse = cell(table, "files[0].risk.obtain.purpose.enough")
    assert (worse.trend, worse.text) == (-1, "▲課題が残されている↓")
    assert worse.spoken == "課題が残されている（公表版では十分である。悪くなりました）"
    assert cell(table, "files[0].risk.obtain.method.enough").trend == 1
    assert cell(table, "files[1].risk.obtain.method.enough").trend == 0
    document.move("files", 0, 1)
    moved = risk_table(document.assessment)
    assert cell(moved, "files[1].risk.obtain.purpose.enough").trend == -1
