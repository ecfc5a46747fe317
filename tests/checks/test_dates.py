"""`impossible-date`: a day that can't be, wherever a date is written."""

from datetime import date
from typing import Any

import pytest

from pia_desktop.assessment import Answers, Assessment, new_assessment
from pia_desktop.assessment.versions import Review, Version
from pia_desktop.checks import Finding, Severity, check
from pia_desktop.forms import load_form_by_id


def impossible(data: dict[str, Any]) -> list[Finding]:
    assessment = Assessment(Answers.read(load_form_by_id("youshiki4-2025-05"), data))
    findings = check(assessment, date(2025, 11, 21))
    return [finding for finding in findings if finding.code == "impossible-date"]


@pytest.mark.parametrize(
    "data,address,name",
    [
        ({"cover": {"publication_date": "令和7年2月30日"}}, "cover.publication_date", "公表日"),
        ({"files": [{}, {"held_since": "平成31年5月1日"}]}, "files[1].held_since", "⑤保有開始日"),
        (
            {"procedure": {"comment_period": "令和6年4月1日から令和6年4月31日まで"}},
            "procedure.comment_period",
            "②実施日・期間",
        ),
        ({"changes": [{}, {"date": "令和7年13月1日"}]}, "changes[1].date", "変更日"),
    ],
)
def test_an_impossible_date_is_an_error(data: dict[str, Any], address: str, name: str) -> None:
    found = impossible(data)
    assert [(f.address, f.name, f.severity) for f in found] == [(address, name, Severity.ERROR)]
    assert found[0].message.endswith("。")
    assert found[0].remedy.endswith("。")


@pytest.mark.parametrize("text", ["平成30年12月", "未定", "令和6年4月1日から令和6年4月30日まで"])
def test_free_wording_is_left_alone(text: str) -> None:
    assert impossible({"cover": {"publication_date": text}, "changes": [{"date": text}]}) == []


def test_a_text_may_speak_of_any_day() -> None:
    assert (
        impossible({"cover": {"remarks": "令和7年2月30日"}, "changes": [{"item": "平成40年"}]})
        == []
    )


def unreadable(*days: str, reviewed: tuple[str, ...] = ()) -> list[str]:
    """What is said of states and reviews with these dates, as programs before 0.2.0 let them in."""
    versions = [Version(number, day) for number, day in enumerate(days, 1)]
    assessment = new_assessment("youshiki4-2025-05")
    assessment.versions = versions
    assessment.reviews = [Review(day, "", "") for day in reviewed]
    found = check(assessment, date(2025, 11, 21))
    return [f.message for f in found if f.code == "unreadable-date"]


def test_unreadable_date_of_the_latest_state_and_review_is_said() -> None:
    (message,) = unreadable("令和7年4月1日", "来月ごろ")
    assert message.startswith(
        "第2版（来月ごろ公表）の公表日「来月ごろ」が、年月日として読めません。"
    )
    (message,) = unreadable("令和7年4月1日", reviewed=("年度末",))
    assert message.startswith("最後の見直しの日付「年度末」が、年月日として読めません。")


def test_unreadable_date_is_settled_by_a_later_state() -> None:
    assert unreadable("来月ごろ", "令和7年4月1日") == []
    assert unreadable("R7.4.1", reviewed=("年度末", "2025/4/1")) == []
