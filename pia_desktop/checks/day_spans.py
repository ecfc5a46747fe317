"""The days that a text names, as people write them, each as the earliest and the latest that it can
be: 「平成30年12月」 is one of 31 days.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from pia_desktop.checks.plain_words import narrow
from pia_desktop.forms.wareki import ERAS, format_date

_ERAS = {era[0]: era for era in ERAS} | dict(zip("MTSHR", ERAS, strict=True))
_DAY = re.compile(
    r"(?:(?P<era>[一-龥]{2}|[MTSHR])\s*)?(?:(?P<year>元|\d{1,4})\s*年度?|(?P<dotted>\d{1,4})[./](?=\d))?\s*"
    r"(?:(?P<month>\d{1,2})\s*[月./]\s*(?:(?P<day>\d{1,2})\s*日?)?)?"
)
# 「8月1日から同月20日まで」: the month stands before.
_SAME_MONTH = re.compile(r"(\d{1,2}月)([^月]*?)同月")
_LENGTH = re.compile(r"から\s*(?:起算して)?\s*(\d{1,3})\s*日間")
_BRACKETED = re.compile(r"\([^()]*\)")


@dataclass(frozen=True)
class DaySpan:
    """A day as written, and the earliest and the latest day that it can be."""

    text: str
    earliest: date
    latest: date

    @property
    def is_day(self) -> bool:
        """Whether it names one day."""
        return self.earliest == self.latest


def day_spans(text: str) -> list[DaySpan]:
    """The days in a text. A day without its year is of the year before it; what is no day of the
    calendar is left out.
    """
    spans = []
    era, year, month = "", 0, 0
    for match in _DAY.finditer(_SAME_MONTH.sub(r"\1\2\1", narrow(text).replace("同年", ""))):
        written_year = match["year"] or match["dotted"]
        if not written_year and not (match["month"] and match["day"]):
            continue
        if written_year:
            era = _era(match["era"] or "", written_year, era)
            year = _western(era, written_year)
            month = 0
        month = int(match["month"] or 0)
        span = _span(match[0].strip(), year, month, int(match["day"] or 0))
        if span is not None:
            spans.append(span)
    return spans


def one_day(text: str) -> DaySpan | None:
    """The only day in a text; None for none or several."""
    spans = day_spans(text)
    return spans[0] if len(spans) == 1 else None


def period(text: str) -> tuple[date, date] | None:
    """First and last day of a period: of two days, or of a day and a number of days. None where the
    text can't be read as one period of whole days.
    """
    spans = day_spans(_BRACKETED.sub("", narrow(text)))
    if len(spans) == 1 and spans[0].is_day and (length := _LENGTH.search(narrow(text))):
        return spans[0].earliest, spans[0].earliest + timedelta(days=int(length[1]) - 1)
    if len(spans) != 2 or not all(span.is_day for span in spans):
        return None
    first, last = spans[0].earliest, spans[1].earliest
    return (first, last) if first <= last else None


def in_words(span: DaySpan) -> str:
    """「令和7年4月1日」, or the words of the text where it names no day."""
    return format_date(span.earliest) if span.is_day else span.text


def _era(written: str, year: str, before: str) -> str:
    if written in ERAS:
        return written
    if written in _ERAS:
        return _ERAS[written]
    return "" if year.isdigit() and len(year) == 4 else before


def _western(era: str, year: str) -> int:
    number = 1 if year == "元" else int(year)
    if not era:
        return number if number >= 1900 else 0
    return ERAS[era][0].year + number - 1


def _span(text: str, year: int, month: int, day: int) -> DaySpan | None:
    if not 1900 <= year <= 9000 or not 0 <= month <= 12:
        return None
    first_month, last_month = month or 1, month or 12
    last_day = monthrange(year, last_month)[1]
    if day > last_day:
        return None
    return DaySpan(text, date(year, first_month, day or 1), date(year, last_month, day or last_day))
