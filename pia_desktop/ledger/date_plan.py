"""From the day of a planned change back to the days by which each step has to be done.

Thirty days of 意見募集 and 第三者点検 before a 全項目評価 are law (特定個人情報保護評価に関する規則
第7条、特定個人情報保護評価指針); an important change waits for the publication. All other spans are
what an office usually needs, and can be given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pia_desktop.errors import AnswersError
from pia_desktop.forms.wareki import format_date

FULL, FOCUSED = "様式4", "様式3"

# 公示の日から起算して30日以上.
COMMENT_DAYS = 30


@dataclass(frozen=True)
class PlanSpans:
    """How long the steps take: `comment` in days as the calendar has them, the others in days on
    which the office is open.
    """

    drafting: int = 5
    comment: int = COMMENT_DAYS
    reflecting: int = 10
    third_party: int = 15
    approval: int = 5
    handing_in: int = 1
    publishing: int = 1


DEFAULT_SPANS = PlanSpans()


@dataclass(frozen=True)
class PlannedStep:
    """One step: by which day at the latest, and what has to be done by then. `is_law` tells the
    days that follow from a rule from those that follow from how long an office takes.
    """

    day: date
    name: str
    about: str
    is_law: bool


def weekday_of(day: date) -> str:
    """「月」."""
    return "月火水木金土日"[day.weekday()]


def is_open_day(day: date) -> bool:
    """Whether offices are open: no weekend, no holiday, not from 29 December to 3 January."""
    from jpholiday import is_holiday

    year_end = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
    return day.weekday() < 5 and not year_end and not is_holiday(day)


def open_day_before(day: date, count: int = 1) -> date:
    """The day on which offices are open so many such days before a day."""
    while count:
        day -= timedelta(days=1)
        count -= is_open_day(day)
    return day


def open_day_until(day: date) -> date:
    """The day itself if offices are open, else the last one before it on which they are."""
    while not is_open_day(day):
        day -= timedelta(days=1)
    return day


def plan_dates(change: date, form: str, spans: PlanSpans = DEFAULT_SPANS) -> list[PlannedStep]:
    """The steps before a change in the order of their days, the change itself last. `form` is
    様式4 with 意見募集 and 第三者点検, or 様式3, which asks for neither. AnswersError where the
    comments would get less than thirty days.
    """
    if spans.comment < COMMENT_DAYS:
        raise AnswersError(
            f"意見募集が{spans.comment}日です。", f"{COMMENT_DAYS}日以上にしてください。"
        )
    steps: list[PlannedStep] = []
    day = change

    def step(back: Callable[[date], date], name: str, about: str, *, is_law: bool = False) -> None:
        nonlocal day
        day = back(day)
        steps.append(PlannedStep(day, name, about, is_law))

    def working(count: int) -> Callable[[date], date]:
        return lambda before: open_day_before(before, count)

    step(lambda same: same, "変更", "変更予定日")
    step(working(spans.publishing), "公表", "変更する前に公表する", is_law=True)
    step(
        working(spans.handing_in),
        "提出",
        "個人情報保護委員会に提出し、速やかに公表する",
    )
    step(working(1), "決裁", "決裁を終える")
    if form == FULL:
        step(working(spans.approval), "第三者点検の終わり", "点検を終えて、決裁に回す")
        step(working(spans.third_party), "第三者点検の始まり", "点検を依頼する")
        step(
            working(spans.reflecting),
            "意見募集の終わり",
            "意見を考え、評価書に反映する",
        )
        # The day of the notice counts as the first.
        step(
            lambda end: open_day_until(end - timedelta(days=spans.comment - 1)),
            "意見募集の始まり",
            f"公示して{spans.comment}日以上、意見を求める",
            is_law=True,
        )
        step(working(spans.drafting), "起案", "評価書の案を起案する")
    else:
        step(working(spans.approval + spans.drafting), "起案", "評価書の案を起案する")
    return steps[::-1]


def plan_remarks(steps: Sequence[PlannedStep], today: date) -> list[str]:
    """What a person has to know of a plan: which days are over already, and from which year on the
    holidays are not settled.
    """
    remarks = []
    over = [step.name for step in steps if step.day < today]
    if over:
        remarks.append(f"期限を過ぎています：{'、'.join(over)}。変更予定日を見直してください。")
    settled = last_settled_year(today)
    later = [step.day for step in steps if step.day.year > settled]
    if later:
        year = format_date(min(later)).partition("年")[0]
        remarks.append(
            f"{year}年からの祝日は、いまの法律による見込みです。春分の日と秋分の日は、前の年の2月に"
            "官報で決まります。"
        )
    return remarks


def last_settled_year(today: date) -> int:
    """The last year whose holidays are known for sure: those of the next one are announced in the
    official gazette on the first working day of February (暦要項).
    """
    return today.year + 1 if today.month > 2 else today.year
