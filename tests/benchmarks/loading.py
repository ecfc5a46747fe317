"""Loading a form's definition."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from pia_desktop.forms import load_form_by_id
from tests.benchmarks.runner import Row, seconds, within
from tests.benchmarks.subject import Subject

FORM = "youshiki4-2025-05"
MOST = 0.050


def rows(subject: Subject) -> Iterator[Row]:
    """Every call reads, checks and builds the whole definition: nothing is kept between calls."""
    times = [seconds(lambda: load_form_by_id(FORM)) for _ in range(30)]
    yield within(f"load {FORM}", median(times), MOST)
