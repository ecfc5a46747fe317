"""提出用フォルダー, the days back from a planned change, and the calendar file."""

import hashlib
from datetime import date, timedelta
from pathlib import Path

import pytest

from pia_desktop.assessment.publication import publish
from pia_desktop.cli.main import main
from pia_desktop.errors import AnswersError, FileError
from pia_desktop.ledger.calendar_file import CalendarEntry, write_calendar
from pia_desktop.ledger.date_plan import (
    COMMENT_DAYS,
    FOCUSED,
    FULL,
    PlanSpans,
    is_open_day,
    open_day_before,
    plan_dates,
    plan_remarks,
)
from pia_desktop.ledger.submission_folder import (
    SUMS_NAME,
    SubmissionChoice,
    comparison_to_hand_in,
    write_submission,
)
from tests.ledger.municipality import town_assessment

TODAY = date(2026, 11, 28)


def test_the_folder_holds_all_that_is_handed_in(tmp_path: Path) -> None:
    assessment = town_assessment(0, published="令和8年4月1日", edit=True)
    done = write_submission(assessment, tmp_path, SubmissionChoice(("課長", "係長")), TODAY)
    stem = "1_青空市 住民基本台帳に関する事務_様式3"
    assert done.folder.name == f"{stem}_提出用_令和8年11月28日"
    names = {path.name for path in done.folder.iterdir()}
    assert names == {
        f"{stem}.xlsx",
        f"{stem}.pdf",
        f"{stem}_点検の一覧.xlsx",
        f"{stem}_新旧対照表.xlsx",
        f"{stem}_新旧対照表.pdf",
        f"{stem}_決裁用の一式.pdf",
        SUMS_NAME,
    }
    lines = (done.folder / SUMS_NAME).read_text("utf-8").splitlines()
    sums = dict(reversed(line.split("  ", 1)) for line in lines)
    assert sums == {
        name: hashlib.sha256((done.folder / name).read_bytes()).hexdigest()
        for name in names - {SUMS_NAME}
    }
    with pytest.raises(FileError, match="もうあります"):
        write_submission(assessment, tmp_path, SubmissionChoice(), TODAY)


def test_what_was_never_published_has_no_comparison_and_says_so(tmp_path: Path) -> None:
    done = write_submission(town_assessment(0), tmp_path, SubmissionChoice(("課長",)), TODAY)
    assert not any("新旧対照表" in path.name for path in done.files)
    assert any(path.name.endswith("_決裁用.pdf") for path in done.files)
    assert done.remarks == ("公表版がないので、新旧対照表は入れていません。",)


def test_what_is_as_it_was_published_has_no_comparison_and_says_so(tmp_path: Path) -> None:
    assessment = town_assessment(0, published="令和8年4月1日")
    done = write_submission(assessment, tmp_path, SubmissionChoice(), TODAY)
    assert not any("新旧対照表" in path.name for path in done.files)
    assert done.remarks == ("いまの内容は公表版と同じなので、新旧対照表は入れていません。",)


def test_what_was_just_published_is_compared_with_the_state_before() -> None:
    assessment = town_assessment(0, published="令和7年4月1日", edit=True)
    publish(assessment, "令和8年4月1日")
    comparison = comparison_to_hand_in(assessment)
    assert comparison is not None
    assert comparison.old.title.startswith("第1版")


@pytest.mark.parametrize(
    "day,is_open",
    [
        ((2026, 11, 27), True),
        ((2026, 11, 28), False),  # Saturday
        ((2026, 11, 23), False),  # 勤労感謝の日
        ((2026, 9, 22), False),  # 国民の休日 between two holidays
        ((2025, 5, 6), False),  # 振替休日
        ((2027, 3, 22), False),  # 春分の日 falls on a Sunday
        ((2026, 12, 28), True),
        ((2026, 12, 29), False),
        ((2027, 1, 3), False),
        ((2027, 1, 4), True),
    ],
)
def test_when_offices_are_open(day: tuple[int, int, int], is_open: bool) -> None:
    assert is_open_day(date(*day)) is is_open


@pytest.mark.parametrize("start", [date(2026, 5, 7), date(2027, 1, 5), date(2027, 4, 1)])
def test_the_steps_before_a_change(start: date) -> None:
    steps = plan_dates(start, FULL)
    days = {step.name: step.day for step in steps}
    assert [step.name for step in steps] == [
        "起案", "意見募集の始まり", "意見募集の終わり", "第三者点検の始まり", "第三者点検の終わり",
        "決裁", "提出", "公表", "変更",
    ]  # fmt: skip
    assert [step.day for step in steps] == sorted(days.values())
    assert all(is_open_day(step.day) for step in steps[:-1])
    assert days["変更"] == start
    # Both the first and the last day count.
    given = days["意見募集の終わり"] - days["意見募集の始まり"] + timedelta(days=1)
    assert given.days >= COMMENT_DAYS
    assert days["公表"] == open_day_before(start)
    short = plan_dates(start, FOCUSED)
    assert [step.name for step in short] == ["起案", "決裁", "提出", "公表", "変更"]
    assert {step.name: step.day for step in short}["公表"] == days["公表"]


def test_spans_can_be_given_but_the_law_holds() -> None:
    longer = plan_dates(date(2027, 4, 1), FULL, PlanSpans(comment=45))
    assert longer[0].day < plan_dates(date(2027, 4, 1), FULL)[0].day
    with pytest.raises(AnswersError, match="30日以上"):
        plan_dates(date(2027, 4, 1), FULL, PlanSpans(comment=29))


def test_what_is_over_and_what_is_not_settled_is_said() -> None:
    steps = plan_dates(date(2027, 4, 1), FULL)
    assert plan_remarks(steps, date(2026, 11, 28)) == []
    (late,) = plan_remarks(steps, steps[2].day)
    assert "起案、意見募集の始まり。" in late
    assert "終わり" not in late
    (unsettled,) = plan_remarks(steps, date(2026, 1, 15))
    assert "令和9年からの祝日" in unsettled
    assert plan_remarks(plan_dates(date(2026, 12, 1), FULL), date(2026, 1, 15)) == []


def test_the_call_says_what_is_over(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schedule", "令和2年5月6日", "--form", "様式3"]) == 0
    assert "期限を過ぎています：起案、決裁、提出、公表、変更。" in capsys.readouterr().out


def test_the_calendar_file_is_one_that_calendars_take() -> None:
    title = "青空市 介護保険に関する事務、その他の長い名前の評価書; 見直し,再実施" * 2
    data = write_calendar([CalendarEntry(date(2027, 4, 1), title, "一行目\n二行目")], TODAY)
    assert data == write_calendar([CalendarEntry(date(2027, 4, 1), title, "一行目\n二行目")], TODAY)
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    unfolded = data.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")
    assert "DTSTART;VALUE=DATE:20270401" in unfolded
    assert "DTEND;VALUE=DATE:20270402" in unfolded
    escaped = title.replace(";", "\\;").replace(",", "\\,")
    assert f"SUMMARY:{escaped}" in unfolded
    assert "DESCRIPTION:一行目\\n二行目" in unfolded
