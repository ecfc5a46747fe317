"""Dates that can't be, that name no day where one is asked for, or that are unfinished."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pia_desktop.assessment.publication import COVER_DATE, fault_of_date
from pia_desktop.checks.day_spans import day_spans
from pia_desktop.checks.plain_words import is_blank, narrow, quote
from pia_desktop.checks.registry import Finding, Scope, Severity, part_of, rule
from pia_desktop.checks.subject import CheckSubject
from pia_desktop.forms.model import Item
from pia_desktop.forms.places import Place
from pia_desktop.forms.wareki import date_fault

IMPOSSIBLE_DATE = "impossible-date"
UNREADABLE_DATE = "unreadable-date"
UNFINISHED_DATE = "unfinished-date"

# The days that something is counted from, or that a reader has to be able to look up.
_DATED = frozenset(
    {
        COVER_DATE,
        "procedure.basic_date",
        "procedure.review_date",
        "procedure.comment_period",
        "changes[].date",
    }
)
# Where a month alone is no date, because there is one day on which it is.
_ONE_DAY = frozenset({COVER_DATE, "procedure.basic_date"})
_DATE_ITEMS = (
    COVER_DATE,
    "procedure.basic_date",
    "procedure.comment_period",
    "procedure.review_date",
    "changes[].date",
    "files[].held_since",
    "files[].used_since",
)


def _is_date(item: Item) -> bool:
    return item.kind == "date"


def _is_dated(item: Item) -> bool:
    return item.id in _DATED


@rule(
    IMPOSSIBLE_DATE,
    Severity.ERROR,
    "元号を改める政令、暦",
    title="ありえない日付",
    looks_at="日付の欄に、暦にない日や、その元号にない年月日がないかを見ます。",
    scope=Scope.PLACE,
    concerns=_is_date,
    trigger=lambda text: text and date_fault(text),
    items=_DATE_ITEMS,
)
def impossible_dates(subject: CheckSubject, place: Place) -> Iterator[Finding]:
    """An era that had ended, or a day that no month has. Free wording is left alone."""
    fault = date_fault(subject.get(place.address))
    if fault:
        yield subject.finding(
            IMPOSSIBLE_DATE, place.address, fault, "元号・年・月・日を確かめて直してください。"
        )


@rule(
    UNREADABLE_DATE,
    Severity.ERROR,
    "特定個人情報保護評価に関する規則第14条、第15条",
    title="日付として読めない日付",
    looks_at="公表日、実施日、意見聴取の期間、変更日に、日付が書かれているかを見ます。",
    items=(COVER_DATE,),
)
def unreadable_dates(subject: CheckSubject) -> Iterator[Finding]:
    """The date of the latest published state or review that names no day, so that nothing can be
    counted from it. Programs before 0.2.0 let such a date in.
    """
    assessment = subject.assessment
    dated = [(f"{version.title}の公表日", version.date) for version in assessment.versions[-1:]]
    dated += [("最後の見直しの日付", review.date) for review in assessment.reviews[-1:]]
    for what, text in dated:
        if fault_of_date(text):
            yield subject.finding(
                UNREADABLE_DATE,
                COVER_DATE,
                f"{what}「{text}」が、年月日として読めません。見直しと再実施の時期を数えられません。",
                "正しい年月日で、もう一度確定するか、見直しを記録してください。",
            )


# Words of somebody who knows that there is no date (yet, or at all), and 「同上」.
_NO_DATE = re.compile(
    r"ない|なし|無し|未|省略|予定|該当|対象外|同上|同左|〃|々|上記|前記|ません|随時|続"
)


# What some date is made of.
_OF_A_DATE = re.compile(r"\d|元\s*年|年\s*月")


@part_of(UNREADABLE_DATE, Scope.PLACE, _is_dated, lambda t: t and not _OF_A_DATE.search(narrow(t)))
def unreadable_boxes(subject: CheckSubject, place: Place) -> Iterator[Finding]:
    """A box for a date that holds no date at all."""
    text = subject.text(place.address)
    if not text or _OF_A_DATE.search(narrow(text)):
        return
    if place.item.id not in _ONE_DAY and (is_blank(text) or _NO_DATE.search(text)):
        return
    yield subject.finding(
        UNREADABLE_DATE,
        place.address,
        f"{quote(text)}は、日付として読めません。",
        "「令和8年4月1日」のように書いてください。",
    )


_BEGUN = re.compile(
    r"年\s*月|[年月]\s*日(?![以前後頃時付程数当])|(?:令和|平成)\s*年|年\s*$|(?<![〇○_＿×])[〇○_＿×]+\s*[年月日]"
)
_YEAR_ALONE = re.compile(r"(?:[一-龥]{2}|[A-Za-z])?\s*(?:元|\d{1,4})\s*年度?")


@rule(
    UNFINISHED_DATE,
    Severity.ERROR,
    "様式：年月日を書く欄",
    title="書きかけの日付",
    looks_at="「令和6年　月　日」のように、年だけで月や日が空いたままの日付がないかを見ます。",
    scope=Scope.PLACE,
    concerns=_is_date,
    trigger=bool,
    items=_DATE_ITEMS,
)
def unfinished_dates(subject: CheckSubject, place: Place) -> Iterator[Finding]:
    """A year is there, and month or day are left open."""
    text = subject.text(place.address)
    plain = narrow(text).replace("\u3000", " ")
    if not text or not _is_unfinished(place.item.id, plain):
        return
    yield subject.finding(
        UNFINISHED_DATE,
        place.address,
        f"{quote(text)}は、月や日が空いたままです。",
        "月と日まで書いてください。",
    )


def _is_unfinished(item_id: str, text: str) -> bool:
    if item_id in _DATED and _YEAR_ALONE.fullmatch(text):
        return True
    if item_id in _ONE_DAY:
        spans = day_spans(text)
        if spans and not any(span.is_day for span in spans):
            return True
    match = _BEGUN.search(text)
    return match is not None and not (match[0].strip() == "年" and item_id not in _DATED)
