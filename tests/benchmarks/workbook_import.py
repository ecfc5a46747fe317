"""Taking a workbook in, against openpyxl alone loading it, and the memory that it needs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from openpyxl import load_workbook

from pia_desktop.excel.importer import read_workbook
from tests.benchmarks.runner import Row, against, alternate, skipped
from tests.benchmarks.subject import ROOT, Subject

MOST = 2.0
MOST_MEMORY = 300.0
MEMORY = "memory while importing"


def rows(subject: Subject) -> Iterator[Row]:
    """The workbook from its file to answers; then the same in a process of its own."""
    path = subject.folder / "import.xlsx"
    path.write_bytes(subject.workbook)
    times = alternate(3, lambda: read_workbook(path), lambda: load_workbook(path))
    yield against("import the workbook", "openpyxl load", times, MOST)
    command = [sys.executable, "-m", "tests.benchmarks.drivers.imported", str(path)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    most, goal = float(done.stdout), f"< {MOST_MEMORY:g} MB"
    if most:
        yield Row(MEMORY, f"{most:.0f} MB", goal, most < MOST_MEMORY)
    else:
        yield skipped(MEMORY, goal, "read from /proc, which this system lacks")
