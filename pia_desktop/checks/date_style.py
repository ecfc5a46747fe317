"""Dates that mean the right day and are written otherwise than the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pia_desktop.checks.plain_words import narrow, quote_all
from pia_desktop.checks.registry import Edit, Finding, Fix, Scope, Severity, Sureness, rule
from pia_desktop.checks.subject import CheckSubject, WrittenText
from pia_desktop.forms.wareki import format_date

DATE_STYLE = "date-style"

_FIRST_YEAR = re.compile(r"(令和|平成|昭和)\s?0?1(?=年)")
_WESTERN = re.compile(
    r"(?<![\d.\-/])((?:19|20)\d\d)(?:([/.\-])(\d{1,2})\2(\d{1,2})(?![\d.\-/])|年(\d{1,2})月(\d{1,2})日)"
)


# A quick look for a first year or one of the western calendar.
_TRIGGER = re.compile(r"[12１２](?:[09０９][0-9０-９]{2}|\s?年)")


@rule(
    DATE_STYLE,
    Severity.NOTICE,
    "公用文の慣例：元号で統一し、1年は元年と書く",
    title="書き方のそろわない日付",
    looks_at="「令和1年」のような元年の書き方と、和暦のなかの西暦の日付がないかを見ます。",
    sureness=Sureness.LIKELY,
    scope=Scope.TEXT,
    of_figures=True,
    trigger=_TRIGGER.search,
)
def date_styles(subject: CheckSubject, box: WrittenText) -> Iterator[Finding]:
    """「令和1年」, and a western date: the form's own dates are 和暦."""
    text = narrow(box.text)
    written: list[str] = []
    edits: list[tuple[int, int, str]] = []
    for match in _FIRST_YEAR.finditer(text):
        written.append(match[0] + "年")
        edits.append((*match.span(), match[1] + "元"))
    for match in _WESTERN.finditer(text):
        day = _day(match)
        if day is not None:
            written.append(match[0])
            edits.append((*match.span(), format_date(day)))
    if not written:
        return
    right = box.text
    for start, end, new in sorted(edits, reverse=True):
        right = right[:start] + new + right[end:]
    value = box.with_text(subject.get(box.address), right)
    news = [f"{new}年" if new.endswith("元") else new for _, _, new in edits]
    yield subject.finding(
        DATE_STYLE,
        box.address,
        f"{quote_all(written)}は、ほかの日付と書き方が違います。",
        f"{quote_all(news)}と書いてください。",
        fix=Fix("日付を和暦に直す", (Edit(box.address, value),)),
    )


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[3] or match[5]), int(match[4] or match[6]))
    except ValueError:
        return None
