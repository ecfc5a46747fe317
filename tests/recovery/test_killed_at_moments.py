"""A program that is killed in the midst of a save, an autosave, a publication or a change through
many files leaves each file old or new; how many kills hit a write is counted.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.effort import LONGEST_CALL_S
from tests.locations import ROOT

KINDS = ("save", "autosave", "publish", "replace")


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills with SIGKILL")
def test_each_file_is_old_or_new_whenever_the_program_is_killed(
    quick: Path, times: Callable[[int, int], int]
) -> None:
    hits = times(2, 100)
    done = subprocess.run(
        [sys.executable, "-m", "tests.recovery.kill_moments", str(quick / "評価書"), str(hits)],
        capture_output=True,
        text=True,
        timeout=LONGEST_CALL_S,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    print(done.stdout.strip())
    found = re.findall(r"^(\w+): \d+ moments, \d+ kills, (\d+) hit a write", done.stdout, re.M)
    counts = {kind: int(count) for kind, count in found}
    assert set(counts) == set(KINDS)
    assert min(counts.values()) >= hits
    assert sum(counts.values()) >= times(60, 300)
