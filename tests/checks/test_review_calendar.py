"""When the yearly review and the repeat within five years are due."""

from datetime import date

import pytest

from pia_desktop.assessment import Assessment, new_assessment
from pia_desktop.assessment.publication import publish, record_review
from pia_desktop.checks import Severity, check
from pia_desktop.checks.review_calendar import ReviewTask, deadlines

TODAY = date(2026, 11, 21)


def published(*versions: tuple[str, bool], cover: str = "") -> Assessment:
    assessment = new_assessment("youshiki4-2025-05")
    assessment.answers.set("cover.publication_date", cover)
    for day, repeated in versions:
        publish(assessment, day, repeated=repeated)
    return assessment


def days(assessment: Assessment, today: date = TODAY) -> dict[ReviewTask, date]:
    return {task.task: task.day for task in deadlines(assessment, today)}


def test_an_assessment_that_was_never_published_is_not_due() -> None:
    assert deadlines(published(), TODAY) == []
    assert deadlines(published(cover="未定"), TODAY) == []


def test_both_count_from_the_publication() -> None:
    expected = {ReviewTask.REVIEW: date(2027, 4, 1), ReviewTask.REPEAT: date(2031, 4, 1)}
    assert days(published(("令和8年4月1日", False))) == expected
    assert days(published(cover="令和8年4月1日")) == expected


def test_a_published_state_counts_and_not_the_cover() -> None:
    assessment = published(("令和8年4月1日", False), cover="平成30年1月1日")
    assert days(assessment)[ReviewTask.REVIEW] == date(2027, 4, 1)


def test_a_later_version_renews_the_review_and_only_a_repeat_the_five_years() -> None:
    amended = published(("令和5年4月1日", True), ("令和8年4月1日", False))
    assert days(amended) == {
        ReviewTask.REVIEW: date(2027, 4, 1),
        ReviewTask.REPEAT: date(2028, 4, 1),
    }
    repeated = published(("令和5年4月1日", True), ("令和8年4月1日", True))
    assert days(repeated)[ReviewTask.REPEAT] == date(2031, 4, 1)


def test_a_recorded_review_renews_the_review_alone() -> None:
    assessment = published(("令和6年4月1日", True))
    record_review(assessment, "令和8年3月31日", "変更なし")
    assert days(assessment) == {
        ReviewTask.REVIEW: date(2027, 3, 31),
        ReviewTask.REPEAT: date(2029, 4, 1),
    }


@pytest.mark.parametrize(
    "text,day",
    [
        ("令和6年2月29日", date(2025, 2, 28)),
        ("令和7年8月", date(2026, 8, 1)),
        ("令和７年", date(2026, 1, 1)),
        ("平成31年4月30日（改訂）", date(2020, 4, 30)),
    ],
)
def test_a_date_as_it_is_written(text: str, day: date) -> None:
    assert days(published(cover=text))[ReviewTask.REVIEW] == day


@pytest.mark.parametrize(
    "today,severity,words",
    [
        (date(2027, 4, 1), Severity.NOTICE, "区切りは令和9年4月1日です。"),
        (date(2027, 4, 2), Severity.WARNING, "区切り（令和9年4月1日）を過ぎています。"),
    ],
)
def test_the_day_itself_is_not_late(today: date, severity: Severity, words: str) -> None:
    findings = check(published(cover="令和8年4月1日"), today)
    (found,) = [finding for finding in findings if finding.code == "review-due"]
    assert (found.address, found.severity) == ("cover.publication_date", severity)
    assert found.message.endswith(words)
    assert "見直し" in found.remedy


def test_the_repeat_is_late_while_the_review_is_ahead() -> None:
    assessment = published(("令和3年4月1日", True), ("令和8年4月1日", False))
    due = {it.code: it.severity for it in check(assessment, TODAY) if it.code.endswith("-due")}
    assert due == {"review-due": Severity.NOTICE, "repeat-due": Severity.WARNING}


def test_both_are_worded_as_what_is_striven_for() -> None:
    review, repeat = deadlines(published(cover="令和8年4月1日"), TODAY)
    assert "見直すよう努めることとされています" in review.message
    assert "再実施するよう努めることとされています" in repeat.message
    for task in (review, repeat):
        assert "努める" in task.short_message
        assert "期限" not in task.message + task.short_message
        assert "義務" not in task.message
