"""Ten minutes of work in one window leave its memory as it was after two."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pia_desktop.assessment import from_json, pia_file
from pia_desktop.files.paths import resources_dir
from tests.effort import ENDURANCE, LONGEST_CALL_S
from tests.locations import ROOT

MINUTES, MARK, MOST_GROWTH = 10, 2, 0.05


@pytest.mark.slow
@pytest.mark.skipif(not ENDURANCE, reason="takes ten minutes: make endurance")
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads /proc")
def test_ten_minutes_of_work_keep_the_memory_as_it_is(quick: Path) -> None:
    path = quick / "評価書.pia"
    pia_file.save(from_json(resources_dir() / "sample" / "youshiki4.json"), path)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.recovery.soak"),
            *(str(path), str(MINUTES * 60), str(MARK * 60)),
        ],
        capture_output=True,
        text=True,
        timeout=LONGEST_CALL_S + MINUTES * 60,
        check=False,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr
    said = re.fullmatch(r"(\d+) rounds: (\d+) (\d+)", done.stdout.strip().splitlines()[-1])
    assert said is not None
    rounds, before, after = map(int, said.groups())
    growth = after / before - 1
    print(
        f"{rounds} rounds in {MINUTES} minutes: {before / 1e6:.0f} MB after {MARK},"
        f" {after / 1e6:.0f} MB at the end ({growth:+.1%})"
    )
    assert growth < MOST_GROWTH
