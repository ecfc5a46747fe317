"""Measuring a subject against a baseline, and the row of the table that comes of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median

Work = Callable[[], object]


@dataclass(frozen=True)
class Row:
    """One figure of the table. `held` is None for a figure that could not be measured here."""

    figure: str
    value: str
    goal: str
    held: bool | None
    baseline: str = ""
    baseline_value: str = ""
    ratio: str = ""


def seconds(work: Work) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def alternate(
    rounds: int, subject: Work, baseline: Work, *, warm: bool = False
) -> tuple[float, float]:
    """The medians of both, run in turn so that what else the machine does hits both alike.

    `warm`: both have run before. Otherwise a first call of each, which imports and fills caches,
    does not count.
    """
    if not warm:
        subject()
        baseline()
    times = [(seconds(subject), seconds(baseline)) for _ in range(rounds)]
    return median(own for own, _ in times), median(other for _, other in times)


def percentile(times: Iterable[float], share: float) -> float:
    """The least of the times that this share of them does not exceed."""
    ordered = sorted(times)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def shown(duration: float) -> str:
    """Seconds, or milliseconds where that reads better."""
    return f"{duration:.2f} s" if duration >= 1 else f"{duration * 1000:.1f} ms"


def megabytes(size: float) -> str:
    """A size in MB."""
    return f"{size:.0f} MB"


def against(
    figure: str,
    name: str,
    pair: tuple[float, float],
    most: float,
    *,
    unit: Callable[[float], str] = shown,
) -> Row:
    """The row of a figure whose goal is a ratio to a baseline."""
    own, other = pair
    ratio = own / other
    return Row(
        figure=figure,
        value=unit(own),
        baseline=name,
        baseline_value=unit(other),
        ratio=f"{ratio:.2f}",
        goal=f"ratio <= {most:g}",
        held=ratio <= most,
    )


def skipped(figure: str, goal: str, reason: str) -> Row:
    """The row of a figure that can't be measured on this machine."""
    return Row(figure, f"not measured: {reason}", goal, None)
