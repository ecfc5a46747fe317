"""Ten thousand saves leave no more memory, handles, threads or files than a few."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from pia_desktop.assessment import new_assessment
from pia_desktop.assessment.autosave import SideFile, WorkOrigin, snapshot
from pia_desktop.assessment.backups import backup_folder
from pia_desktop.assessment.document import Document

_WARM = 300
# A tenth of what a single forgotten state would add up to.
_MOST_GROWTH = 4_000_000


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _handles() -> int:
    return len(os.listdir("/proc/self/fd"))


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads /proc")
def test_nothing_grows(quick: Path, times: Callable[[int, int], int]) -> None:
    rounds = times(1500, 10_000)
    path = quick / "共有" / "評価書.pia"
    path.parent.mkdir()
    document = Document(new_assessment("youshiki3-2025-05"))
    document.set("cover.remarks", "あ" * 20_000)
    document.lock.begin(None)
    document.save_as(path)
    side = SideFile()

    def save(number: int) -> None:
        document.set("cover.number", f"{number}", merge=True)
        if number % 5 == 0:
            side.write(snapshot(document.assessment), WorkOrigin(document.path, document.digest))
        document.save()
        lock = document.lock.file_lock
        assert lock is not None
        assert lock.beat() is None

    for number in range(_WARM):
        save(number)
    gc.collect()
    before = (_resident(), _handles(), threading.active_count())
    for number in range(_WARM, _WARM + rounds):
        save(number)
    gc.collect()
    after = (_resident(), _handles(), threading.active_count())
    backups = len(list(backup_folder(path).iterdir()))
    side.remove()
    print(
        f"{rounds} saves: resident {before[0] / 1e6:.1f} -> {after[0] / 1e6:.1f} MB,"
        f" handles {before[1]} -> {after[1]}, {backups} backups"
    )
    assert after[0] - before[0] < _MOST_GROWTH
    assert after[1:] == before[1:]
    assert backups <= 20
    document.lock.end()
    assert [each.name for each in path.parent.iterdir()] == [path.name]
