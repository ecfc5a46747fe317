"""From the start of the process to the window shown with the file open, and its memory then."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

from tests.benchmarks.runner import Row, against, megabytes, skipped
from tests.benchmarks.subject import ROOT, Subject

MOST = 2.2
MOST_MEMORY = 2.0
MEMORY = "memory with the window shown"
# Starts of each, in turn, after one that fills caches.
ROUNDS = 15


class Start(NamedTuple):
    """How long a window took to be shown, and its process's memory in MB then, or 0."""

    seconds: float
    megabytes: float


def rows(subject: Subject) -> Iterator[Row]:
    """`pia-desktop FILE`, against a bare QApplication with an empty QMainWindow."""
    file = str(subject.file)
    starts = [(_start("ours", file), _start("bare")) for _ in range(1 + ROUNDS)][1:]
    ours, bare = ([pair[side] for pair in starts] for side in (0, 1))
    times = median(each.seconds for each in ours), median(each.seconds for each in bare)
    yield against("start to window with file", "bare PySide6 window", times, MOST)
    memory = max(each.megabytes for each in ours), max(each.megabytes for each in bare)
    if all(memory):
        yield against(MEMORY, "bare PySide6 window", memory, MOST_MEMORY, unit=megabytes)
    else:
        goal = f"ratio <= {MOST_MEMORY:g}"
        yield skipped(MEMORY, goal, "read from /proc, which this system lacks")


def _start(driver: str, *arguments: str) -> Start:
    """Run a driver until it says that its window is shown. That it ends then is not its start."""
    command = [sys.executable, "-m", f"tests.benchmarks.drivers.{driver}", *arguments]
    # As installed: with its bytecode, which the first start writes where it is missing.
    environ = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    begun = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environ
    ) as process:
        line = process.stdout.readline() if process.stdout else ""
        taken = time.perf_counter() - begun
        process.kill()
    if not line.startswith("shown "):
        raise RuntimeError(f"the window of {driver} was not shown")
    return Start(taken, float(line.split()[1]))
