"""All rules, against reading the assessment from its file; and what one changed answer costs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count

from pia_desktop.assessment.pia_file import load
from pia_desktop.checks import LiveCheck, check
from pia_desktop.checks.plain_words import narrow
from pia_desktop.forms.wareki import date_fault
from tests.benchmarks.runner import Row, against, alternate
from tests.benchmarks.subject import Subject

MOST = 3.0
# What is looked at again while somebody types, of what all rules take.
MOST_AGAIN = 0.1
TYPED = "files[0].risk.storage.physical_content"


def rows(subject: Subject) -> Iterator[Row]:
    """Every round reads the file anew, so that no text was seen before."""
    today = date.today()
    fresh = [load(subject.file) for _ in range(26)]

    def check_fresh() -> None:
        narrow.cache_clear()
        date_fault.cache_clear()
        check(fresh.pop(), today)

    times = alternate(25, check_fresh, lambda: load(subject.file))
    yield against("all rules", "reading the .pia file", times, MOST)
    assessment = load(subject.file)
    live, numbers = LiveCheck(assessment, today), count()
    words = assessment.answers.get(TYPED) or "施錠する。"

    def type_a_letter() -> None:
        assessment.answers.set(TYPED, f"{words}{next(numbers)}")
        live.update([TYPED])

    times = alternate(25, type_a_letter, lambda: check(assessment, today))
    yield against("rules after a letter", "all rules", times, MOST_AGAIN)
