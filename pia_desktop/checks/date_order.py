"""Days that come in the wrong order, and a comment period that is too short."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pia_desktop.assessment.publication import COVER_DATE
from pia_desktop.checks.day_spans import DaySpan, day_spans, in_words, one_day, period
from pia_desktop.checks.plain_words import is_blank, quote
from pia_desktop.checks.registry import Finding, Scope, Severity, Sureness, part_of, rule
from pia_desktop.checks.subject import CHANGES, CheckSubject
from pia_desktop.forms.wareki import format_date

DATE_ORDER = "date-order"
COMMENT_PERIOD = "comment-period"

_BASIC, _REVIEW = "procedure.basic_date", "procedure.review_date"
_PERIOD, _SHORTENED = "procedure.comment_period", "procedure.comment_shortened"
_LONG_ENOUGH = 30
_DENIED = re.compile(r"短縮.*(?:ない|ません|なし|無)")
_COMPARE = "二つの日付を見比べて、違う方を直してください。"


@rule(
    DATE_ORDER,
    Severity.WARNING,
    "特定個人情報保護評価指針（評価の順序）、日付どうしの前後",
    title="前後が逆の日付",
    looks_at="使用開始日が保有開始日より、基礎項目評価の実施日と変更日が公表日より、"
    "第三者点検が意見聴取の終わりより、前後していないかを見ます。",
    sureness=Sureness.LIKELY,
    scope=Scope.FILE,
    items=(
        "files[].held_since",
        "files[].used_since",
        _BASIC,
        _REVIEW,
        COVER_DATE,
        "changes[].date",
    ),
)
def used_before_held(subject: CheckSubject, file: int) -> Iterator[Finding]:
    """A file is used before it is held."""
    held_at, used_at = f"files[{file}].held_since", f"files[{file}].used_since"
    held, used = one_day(subject.text(held_at)), one_day(subject.text(used_at))
    if held and used and used.latest < held.earliest:
        yield subject.finding(
            DATE_ORDER,
            used_at,
            f"使用開始日{quote(in_words(used))}が、保有開始日{quote(in_words(held))}より前です。",
            _COMPARE,
            compared=(held_at,),
        )


@part_of(DATE_ORDER)
def basic_after_publication(subject: CheckSubject) -> Iterator[Finding]:
    """The 基礎項目評価 was done after the assessment was published."""
    published, basic = one_day(subject.text(COVER_DATE)), one_day(subject.text(_BASIC))
    if published and basic and basic.earliest > published.latest:
        yield subject.finding(
            DATE_ORDER,
            _BASIC,
            f"基礎項目評価の実施日{quote(in_words(basic))}が、"
            f"公表日{quote(in_words(published))}より後です。",
            _COMPARE,
            compared=(COVER_DATE,),
        )


@part_of(DATE_ORDER)
def review_before_comments(subject: CheckSubject) -> Iterator[Finding]:
    """The 第三者点検 was over before the public could say no more."""
    reviews = day_spans(subject.text(_REVIEW))
    end = _end_of(subject.text(_PERIOD))
    if reviews and end and max(span.latest for span in reviews) < end:
        yield subject.finding(
            DATE_ORDER,
            _REVIEW,
            f"第三者点検の実施日{quote(subject.text(_REVIEW))}が、意見聴取の終わり"
            f"「{format_date(end)}」より前です。",
            "意見聴取の後に点検を受けます。日付を見比べて、違う方を直してください。",
            compared=(_PERIOD,),
        )


@part_of(DATE_ORDER)
def changed_after_publication(subject: CheckSubject) -> Iterator[Finding]:
    """Rows of changes are dated after the publication: one finding a day."""
    published = one_day(subject.text(COVER_DATE))
    if published is None:
        return
    late: dict[date, list[str]] = {}
    for row in range(subject.count(CHANGES)):
        address = f"{CHANGES}[{row}].date"
        changed = subject.fact(_day_of, address)
        if changed and changed.earliest > published.latest:
            late.setdefault(changed.earliest, []).append(address)
    for addresses in late.values():
        first, *others = addresses
        rows = f"（{len(addresses)}行）" if others else ""
        yield subject.finding(
            DATE_ORDER,
            first,
            f"変更日{quote(subject.text(first))}{rows}が、表紙の公表日"
            f"{quote(in_words(published))}より後です。",
            "変更日か、表紙の公表日を直してください。",
            compared=(*others, COVER_DATE),
        )


def _day_of(text: str) -> DaySpan | None:
    return one_day(text)


def _end_of(text: str) -> date | None:
    whole = period(text)
    if whole:
        return whole[1]
    day = one_day(text)
    return day.earliest if day and day.is_day else None


@rule(
    COMMENT_PERIOD,
    Severity.ERROR,
    "特定個人情報保護評価に関する規則第7条、指針第5の3：原則30日以上。様式4：期間を短縮する特段の理由",
    title="30日に満たない意見聴取",
    looks_at="様式4で、意見聴取の期間が30日に満たないのに、短縮する特段の理由が空いていないかを見ます。",
    sureness=Sureness.LIKELY,
    items=(_PERIOD, _SHORTENED),
)
def short_comment_period(subject: CheckSubject) -> Iterator[Finding]:
    """The draft was put to the public for less than 30 days, and no reason is given."""
    if not subject.knows(_SHORTENED):  # 様式3: it is voluntary there
        return
    whole, reason = period(subject.text(_PERIOD)), subject.text(_SHORTENED)
    if whole is None or not (is_blank(reason) or _DENIED.search(reason)):
        return
    days = (whole[1] - whole[0]).days + 1
    if days < _LONG_ENOUGH:
        reason_given = quote(reason) if reason else "空欄"
        yield subject.finding(
            COMMENT_PERIOD,
            _PERIOD,
            f"意見聴取の期間{quote(subject.text(_PERIOD), 40)}は{days}日間で、30日に満たないのに、"
            f"期間を短縮する特段の理由が{reason_given}です。",
            "期間を確かめ、短縮したのなら、特段の理由を書いてください。",
            compared=(_SHORTENED,),
        )
