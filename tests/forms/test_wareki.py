"""Dates in 和暦, as a clerk writes them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia_desktop.forms.wareki import date_fault, find_dates, format_date, parse_date, read_day


@pytest.mark.parametrize(
    "day,text",
    [
        (date(1868, 1, 25), "明治元年1月25日"),
        (date(1912, 7, 29), "明治45年7月29日"),
        (date(1912, 7, 30), "大正元年7月30日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2020, 1, 1), "令和2年1月1日"),
        (date(2025, 8, 27), "令和7年8月27日"),
    ],
)
def test_boundaries_of_the_eras(day: date, text: str) -> None:
    assert format_date(day) == text
    assert parse_date(text) == day
    assert date_fault(text) == ""


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(9999, 12, 31)))
def test_a_day_that_is_written_is_read_again_and_has_no_fault(day: date) -> None:
    assert parse_date(format_date(day)) == day
    assert date_fault(format_date(day)) == ""


@given(st.dates(min_value=date(1868, 1, 25), max_value=date(2200, 1, 1)))
def test_the_day_after_is_another_text(day: date) -> None:
    assert format_date(day) != format_date(day + timedelta(days=1))


@pytest.mark.parametrize(
    "text,day",
    [
        ("令和７年８月２７日", date(2025, 8, 27)),
        (" 令和7年8月27日\n", date(2025, 8, 27)),
        ("令和07年08月07日", date(2025, 8, 7)),
        ("平成１年１月８日", date(1989, 1, 8)),
        ("2025年8月27日", date(2025, 8, 27)),
        ("令和6年2月29日", date(2024, 2, 29)),
        ("㍻30年12月1日", date(2018, 12, 1)),
        ("平成30年12月", None),
        ("令和6年4月1日から令和6年4月30日まで", None),
        ("令和7年8月27日(予定)", None),
        ("令和7年2月29日", None),
        ("未定", None),
        ("", None),
    ],
)
def test_one_date_and_nothing_else(text: str, day: date | None) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "未定",
        "平成30年12月",
        "平成30年度",
        "令和6年4月1日から令和6年4月30日まで",
        "令和6年4月1日～30日",
        "平成31年4月",
        "令和元年",
        "令和元年5月",
        "昭和64年",
        "昭和64年1月",
        "平成元年1月",
        "第3年次",
        "10年保存",
        "西暦2019年",
        "2019年4月",
        "評価書公表後30日間",
    ],
)
def test_free_wording_is_no_fault(text: str) -> None:
    assert date_fault(text) == ""


@pytest.mark.parametrize(
    "text,said",
    [
        ("令和7年2月29日", "令和7年2月29日"),
        ("令和7年4月31日", "令和7年4月31日"),
        ("令和７年４月３１日", "令和7年4月31日"),
        ("令和7年13月1日", "月は1から12"),
        ("令和7年0月", "月は1から12"),
        ("令和7年4月0日", "という日はありません"),
        ("平成31年5月1日", "平成は31年4月30日まで"),
        ("平成31年5月", "平成は31年4月30日まで"),
        ("平成32年", "平成は31年4月30日まで"),
        ("昭和64年1月8日", "昭和は64年1月7日まで"),
        ("令和元年4月30日", "令和になる前"),
        ("令和元年4月", "令和になる前"),
        ("平成元年1月7日", "平成になる前"),
        ("令和0年4月1日", "年がありません"),
        ("2025年2月30日", "という日はありません"),
        ("令和6年4月1日から令和6年4月31日まで", "令和6年4月31日"),
    ],
)
def test_a_day_that_cannot_be(text: str, said: str) -> None:
    assert said in date_fault(text)


def test_both_ends_of_a_period_are_found() -> None:
    found = [written.as_date() for written in find_dates("令和6年4月1日から令和6年5月7日まで")]
    assert found == [date(2024, 4, 1), date(2024, 5, 7)]


@given(st.text(st.sampled_from("令和平成昭元年月日0123４59から、 "), max_size=25))
def test_no_text_breaks_the_reading(text: str) -> None:
    date_fault(text)
    parse_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "令和7年4月1日",
        "R7.4.1",
        "r7/4/1",
        "Ｒ７．４．１",
        "令和7.4.1",
        "令7.4.1",
        "2025/4/1",
        "2025-04-01",
        "2025年4月1日",
        "２０２５年４月１日",
        "20250401",
        " 令和 7 年 4 月 1 日 ",
    ],
)
def test_a_day_is_read_in_every_spelling(text: str) -> None:
    assert read_day(text) == date(2025, 4, 1)


@pytest.mark.parametrize("text", ["令和元年5月1日", "令和1年5月1日", "R元.5.1", "2019/5/1"])
def test_the_first_year_of_an_era_is_read(text: str) -> None:
    assert read_day(text) == date(2019, 5, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "来月ごろ",
        "令和7年4月",
        "7.4.1",
        "2025/13/1",
        "平成40年4月1日",
        "令和8年2月30日",
        "20251332",
        "R7.4.1から",
        "西暦2025年4月1日",
        "昭和64年1月8日",
        "令和7年4月1日、同2日",
    ],
)
def test_what_is_no_day_is_not_read(text: str) -> None:
    assert read_day(text) is None


@given(st.dates(date(1868, 1, 25), date(2100, 12, 31)), st.sampled_from("/.-"))
def test_every_day_comes_back_from_every_spelling(day: date, sign: str) -> None:
    wareki = format_date(day)
    western = f"{day.year}{sign}{day.month}{sign}{day.day}"
    assert {read_day(text) for text in (wareki, western, f"{day:%Y%m%d}")} == {day}
