"""From the start of the process to the window shown with the file open, and its memory then."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

from tests.benchmarks.runner import Row, against, alternate, megabytes, skipped
from tests.benchmarks.subject import ROOT, Subject

MOST = 2.2
MOST_MEMORY = 2.0
MEMORY = "memory with the window shown"


def rows(subject: Subject) -> Iterator[Row]:
    """`pia-desktop FILE`, against a bare QApplication with an empty QMainWindow."""
    ours: list[float] = []
    bare: list[float] = []
    times = alternate(
        15,
        lambda: ours.append(_start("ours", str(subject.file))),
        lambda: bare.append(_start("bare")),
    )
    name = "start to window with file"
    yield against(name, "bare PySide6 window", times, MOST)
    memory = max(ours), max(bare)
    if all(memory):
        yield against(MEMORY, "bare PySide6 window", memory, MOST_MEMORY, unit=megabytes)
    else:
        goal = f"ratio <= {MOST_MEMORY:g}"
        yield skipped(MEMORY, goal, "read from /proc, which this system lacks")


def _start(driver: str, *arguments: str) -> float:
    """Run a driver until it says that its window is shown; its memory in MB then, or 0."""
    command = [sys.executable, "-m", f"tests.benchmarks.drivers.{driver}", *arguments]
    # As installed: with its bytecode, which the first start writes where it is missing.
    environ = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environ
    ) as process:
        line = process.stdout.readline() if process.stdout else ""
        process.kill()
    if not line.startswith("shown "):
        raise RuntimeError(f"the window of {driver} was not shown")
    return float(line.split()[1])
