"""Taking a workbook in, against python-calamine reading the same cells, and its memory."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineWorkbook

from pia_desktop.excel.importer import read_workbook
from tests.benchmarks.runner import Row, against, alternate, skipped
from tests.benchmarks.subject import ROOT, Subject

MOST = 15.0
ROUNDS = 9
MOST_MEMORY = 300.0
MEMORY = "memory while importing"


def rows(subject: Subject) -> Iterator[Row]:
    """The workbook from its file to answers; then the same in a process of its own."""
    path = subject.folder / "import.xlsx"
    path.write_bytes(subject.workbook)
    times = alternate(ROUNDS, lambda: read_workbook(path), lambda: _read_cells(path))
    yield against("import the workbook", "python-calamine", times, MOST)
    command = [sys.executable, "-m", "tests.benchmarks.drivers.imported", str(path)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    most, goal = float(done.stdout), f"< {MOST_MEMORY:g} MB"
    if most:
        yield Row(MEMORY, f"{most:.0f} MB", goal, most < MOST_MEMORY)
    else:
        yield skipped(MEMORY, goal, "read from /proc, which this system lacks")


def _read_cells(path: Path) -> list[list[list[object]]]:
    """The values of every cell, sheet by sheet."""
    book = CalamineWorkbook.from_path(path)
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
