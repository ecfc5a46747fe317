"""No regular expression of the program works long on a text that somebody made for that: its time
grows with the text's length, not with the square of it.
"""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from pia_desktop.assessment import versions
from pia_desktop.forms.values import UNPRINTABLE
from tests.effort import effort
from tests.hostile.patterns import UsedPattern, hostile_texts, program_patterns

# A text of this length is worked through, a megabyte for endurance.
LENGTH = effort(10_000, 1_000_000)
PAIRS = effort(0, 2)
# How much more time than a pattern that takes one letter after the other. Linear ones need less
# than ten times as much; one whose time grows with the square, hundreds of times.
MOST = 60.0
# What is tried at the beginning of a line alone, though nobody can tell by its name.
AT_BEGINNINGS = {
    "pia_desktop.changes.text_headings._KINDS",
    "pia_desktop.excel.importer.xml_parts._BEGINS",
}
PLAIN = re.compile(r"(?:\d|\s|[^\x00])")


class _TooLongError(Exception):
    """The time was up."""


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Of processor time, so that it doesn't matter what else the machine does."""

    def end(*given: object) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _plain_time() -> float:
    """Of several goes at once, for the clock of processor time ticks coarsely."""
    text, goes = "あ1 x" * (LENGTH // 4), max(1, 600_000 // LENGTH)
    return min(_seconds(lambda: [_go(text) for _ in range(goes)]) for _ in range(3)) / goes


def _go(text: str) -> None:
    for _ in PLAIN.finditer(text):
        pass


def _works_long(used: UsedPattern, most: float, length: int = LENGTH) -> str:
    """The beginning of a text of this length on which it does, or nothing."""
    for text in hostile_texts(used.pattern, length, pairs=PAIRS):
        try:
            with _at_most(most):
                used.work(text)
        except _TooLongError:
            return repr(text[:4])
    return ""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGVTALRM"), reason="no clock of a process's own time")
def test_no_pattern_works_long() -> None:
    patterns = program_patterns()
    assert len(patterns) > 200
    most = MOST * _plain_time()
    slow = {
        f"{used.where} {used.pattern.pattern!r}": text
        for used in patterns
        if used.where not in AT_BEGINNINGS and (text := _works_long(used, most))
    }
    print(f"{len(patterns)} patterns, each on texts of {LENGTH:,} letters: {len(slow)} slow")
    assert not slow, "\n".join(f"{name} on {text}" for name, text in slow.items())


@pytest.mark.skipif(not hasattr(signal, "SIGVTALRM"), reason="no clock of a process's own time")
@pytest.mark.parametrize("pattern", [r"\s*,", r"(?:\s*,\s*)x", r"(a|aa)+\Z"])
def test_a_pattern_that_works_long_is_noticed(pattern: str) -> None:
    """In four times the text, where it takes sixteen times as long: so it is noticed on every
    machine, however slow the plain pattern is on it.
    """
    used = UsedPattern(re.compile(pattern), "here", {"search"})
    assert _works_long(used, 4 * MOST * _plain_time(), 4 * LENGTH)


def test_a_pattern_is_tried_as_it_is_used() -> None:
    searched = {used.pattern.pattern: used.searches for used in program_patterns()}
    assert searched[UNPRINTABLE.pattern]
    assert not searched[versions._STATE.pattern]
