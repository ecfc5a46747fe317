"""`impossible-date`: a day that can't be, wherever a date is written."""

from datetime import date
from typing import Any

import pytest

from pia_desktop.assessment import Answers, Assessment
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
