"""The bundle that `make bundle` has left in dist/: its start against the source tree's, its memory
and its size.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from pia_desktop.files.paths import DATA_ENV
from tests.benchmarks.drivers.resident import resident_megabytes
from tests.benchmarks.runner import Row, against, alternate, skipped
from tests.benchmarks.subject import ROOT, Subject

FOLDER = ROOT / "dist" / "pia-desktop"
START, MEMORY, SIZE = "start the bundle", "memory of the bundle", "size of the bundle"
MOST, MOST_MEMORY, MOST_SIZE = 1.5, 250.0, 150.0
LONGEST = 60.0


def rows(subject: Subject) -> Iterator[Row]:
    """From the start of the process until the window is shown and the file is remembered."""
    program = FOLDER / "pia-desktop"
    goals = {
        START: f"ratio <= {MOST:g}",
        MEMORY: f"< {MOST_MEMORY:g} MB",
        SIZE: f"< {MOST_SIZE:g} MB",
    }
    if not program.is_file():
        for figure, goal in goals.items():
            yield skipped(figure, goal, "make bundle has not been run here")
        return
    resident: list[float] = []

    def start_bundle() -> None:
        resident.append(_start([str(program)], subject))

    source = [sys.executable, "-m", "pia_desktop"]
    times = alternate(7, start_bundle, lambda: _start(source, subject))
    yield against(START, "source tree", times, MOST)
    if max(resident):
        most = max(resident)
        yield Row(MEMORY, f"{most:.0f} MB", goals[MEMORY], most < MOST_MEMORY)
    else:
        yield skipped(MEMORY, goals[MEMORY], "read from /proc, which this system lacks")
    size = sum(path.lstat().st_size for path in FOLDER.rglob("*") if path.is_file()) / 1e6
    yield Row(SIZE, f"{size:.0f} MB", goals[SIZE], size < MOST_SIZE)


def _start(program: Sequence[str], subject: Subject) -> float:
    """Start the window with the file until the event loop has remembered it; its memory in MB.

    Both programs show themselves by the settings that they write: a bundle can't be watched from
    inside.
    """
    settings = Path(os.environ[DATA_ENV]) / "settings.json"
    settings.unlink(missing_ok=True)
    command = [*program, str(subject.file)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
        try:
            until = time.perf_counter() + LONGEST
            while not settings.exists():
                if process.poll() is not None or time.perf_counter() > until:
                    raise RuntimeError(f"{program[0]} did not open its window")
                time.sleep(0.002)
            return resident_megabytes(process.pid)
        finally:
            process.kill()
