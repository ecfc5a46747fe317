"""The days that a text names, as municipalities write them."""

from __future__ import annotations

from datetime import date

import pytest

from pia_desktop.checks.day_spans import day_spans, one_day, period


@pytest.mark.parametrize(
    "text,earliest,latest",
    [
        ("令和元年5月1日", date(2019, 5, 1), date(2019, 5, 1)),
        ("令和7年4月1日", date(2025, 4, 1), date(2025, 4, 1)),
        ("令和７年４月１日から", date(2025, 4, 1), date(2025, 4, 1)),
        ("R7.4.1", date(2025, 4, 1), date(2025, 4, 1)),
        ("2025年4月1日", date(2025, 4, 1), date(2025, 4, 1)),
        ("2025/4/1", date(2025, 4, 1), date(2025, 4, 1)),
        ("平成30年12月", date(2018, 12, 1), date(2018, 12, 31)),
        ("令和6年2月", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_a_day_is_the_span_of_what_it_can_be(text: str, earliest: date, latest: date) -> None:
    (span,) = day_spans(text)
    assert (span.earliest, span.latest) == (earliest, latest)
    assert span.is_day == (earliest == latest)
    assert one_day(text) == span


@pytest.mark.parametrize("text", ["", "未定", "令和7年2月30日", "第19条第8号", "25年4月1日"])
def test_what_is_no_day_of_the_calendar_is_none(text: str) -> None:
    assert day_spans(text) == []


def test_a_day_without_its_year_is_of_the_year_before_it() -> None:
    spans = day_spans("令和6年8月1日から同月20日まで、同年9月3日")
    assert [span.earliest for span in spans] == [
        date(2024, 8, 1),
        date(2024, 8, 20),
        date(2024, 9, 3),
    ]
    assert one_day("令和6年8月1日から同月20日まで") is None


@pytest.mark.parametrize(
    "text,first,last",
    [
        ("令和元年8月1日から令和元年8月30日まで", date(2019, 8, 1), date(2019, 8, 30)),
        ("令和6年8月1日から8月30日まで", date(2024, 8, 1), date(2024, 8, 30)),
        ("令和6年8月1日から30日間", date(2024, 8, 1), date(2024, 8, 30)),
        ("令和6年8月1日（木）～令和6年8月30日（金）", date(2024, 8, 1), date(2024, 8, 30)),
    ],
)
def test_a_period_has_its_first_and_its_last_day(text: str, first: date, last: date) -> None:
    assert period(text) == (first, last)


@pytest.mark.parametrize(
    "text", ["令和6年8月1日", "令和6年8月から令和6年9月まで", "令和6年8月30日から令和6年8月1日まで"]
)
def test_what_is_no_period_of_whole_days_is_none(text: str) -> None:
    assert period(text) is None
