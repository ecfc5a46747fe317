"""Dates in 和暦: what a printed date may say, and writing one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

# First and last day of each era (元号を改める政令).
ERAS: dict[str, tuple[date, date]] = {
    "明治": (date(1868, 1, 25), date(1912, 7, 29)),
    "大正": (date(1912, 7, 30), date(1926, 12, 24)),
    "昭和": (date(1926, 12, 25), date(1989, 1, 7)),
    "平成": (date(1989, 1, 8), date(2019, 4, 30)),
    "令和": (date(2019, 5, 1), date.max),
}

_WRITTEN = re.compile(
    r"(?:(?P<era>[一-龥]{2})?(?P<year>元|\d{1,4}))年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?"
)


class WrittenDate(NamedTuple):
    """A date as it stands in a text. `month` and `day` are None where the text leaves them out."""

    text: str
    era: str
    year: int
    month: int | None
    day: int | None

    @property
    def western_year(self) -> int:
        """The year of the common era."""
        return self.year if not self.era else ERAS[self.era][0].year + self.year - 1

    def as_date(self) -> date | None:
        """The day, or None where the text names no whole or no existing day."""
        if self.month is None or self.day is None:
            return None
        try:
            return date(self.western_year, self.month, self.day)
        except ValueError:
            return None


def format_date(day: date) -> str:
    """「令和7年8月27日」; the first year of an era is 元年."""
    for era, (first, last) in ERAS.items():
        if first <= day <= last:
            year = day.year - first.year + 1
            return f"{era}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月{day.day}日"


def find_dates(text: str) -> Iterator[WrittenDate]:
    """The dates in a text, in order; digits may be full-width."""
    for match in _WRITTEN.finditer(unicodedata.normalize("NFKC", text)):
        era = match["era"] or ""
        year = 1 if match["year"] == "元" else int(match["year"])
        if era not in ERAS and (era or year < 1000):
            continue  # 「第3年」「10年保存」 are no dates
        month = int(match["month"]) if match["month"] else None
        day = int(match["day"]) if match["day"] else None
        yield WrittenDate(match[0], era, year, month, day)


def parse_date(text: str) -> date | None:
    """The day, if the text is one date and nothing else."""
    dates = list(find_dates(text))
    plain = unicodedata.normalize("NFKC", text).strip()
    return dates[0].as_date() if len(dates) == 1 and dates[0].text == plain else None


# A day as people write it: 令和7年4月1日, 令和7.4.1, R7.4.1, 2025/4/1, 20250401, 令和元年5月1日.
_ERA_LETTERS = {era[0]: era for era in ERAS} | dict(zip("MTSHR", ERAS, strict=True))
_DAY = (
    r"(?P<era>[一-龥]{1,2}|[MTSHR])?(?P<year>元|\d{1,4})[年./\-](?P<month>\d{1,2})[月./\-]"
    r"(?P<day>\d{1,2})日?"
)
_DIGITS = r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"


def read_day(text: str) -> date | None:
    """The day that the text names and nothing else, however it is spelt: with an era, its letter or
    the western year, with 年月日 or signs between, in any width. None for anything else, also for a
    day outside its era.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).upper().split())
    match = re.fullmatch(_DAY, plain) or re.fullmatch(_DIGITS, plain)
    if match is None:
        return None
    parts = match.groupdict()
    written = parts.get("era") or ""
    era = written if written in ERAS else _ERA_LETTERS.get(written, "")
    if (written and not era) or (not era and len(parts["year"]) != 4):
        return None
    year = 1 if parts["year"] == "元" else int(parts["year"])
    day = WrittenDate(plain, era, year, int(parts["month"]), int(parts["day"]))
    return None if _fault(day) else day.as_date()


@lru_cache(maxsize=256)
def date_fault(text: str) -> str:
    """Why a date in the text can't be, or nothing. Free wording such as 「平成30年12月」 is no
    fault.
    """
    for written in find_dates(text):
        fault = _fault(written)
        if fault:
            return fault
    return ""


def _fault(written: WrittenDate) -> str:
    if written.month is not None and not 1 <= written.month <= 12:
        return f"「{written.text}」の月は1から12までです。"
    if written.year < 1:
        return f"「{written.text}」の年がありません。"
    if written.day is not None and written.as_date() is None:
        return f"「{written.text}」という日はありません。"
    if not written.era:
        return ""
    first, last = ERAS[written.era]
    month_first, month_last = written.month or 1, written.month or 12
    earliest = (written.western_year, month_first, written.day or 1)
    latest = (written.western_year, month_last, written.day or 31)
    if latest < (first.year, first.month, first.day):
        return f"「{written.text}」は{written.era}になる前です。"
    if earliest > (last.year, last.month, last.day):
        return f"{written.era}は{last.year - first.year + 1}年{last.month}月{last.day}日までです。"
    return ""
