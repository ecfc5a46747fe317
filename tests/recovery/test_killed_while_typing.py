"""The window is killed while somebody types: the next start has all but the last moments."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pia_desktop.assessment import new_assessment, pia_file
from pia_desktop.assessment.autosave import find_unsaved_work, unsaved_dir
from pia_desktop.assessment.document_access import open_for_editing, restore_document
from tests.effort import LONGEST_CALL_S
from tests.locations import ROOT
from tests.recovery.typist import BOX, PACE

LETTERS = "abcdefghijklmnopqrstuvwxyz"

# What is lost at most, in seconds of typing, where the program keeps the work every tenth of a
# second, and how long it is let type: losing all of it would be more.
SHORT, SHORT_LOSS = 100, 0.45
TYPED = (0.6, 1.1)
PROMISED = 5.0


class _Typist:
    """The typing program, and the time of each letter as it says it."""

    def __init__(self, path: Path, interval: int) -> None:
        self.letters: list[float] = []
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.recovery.typist", str(path), str(interval)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self.letters.append(float(line.split()[0]))

    def kill_after(self, seconds: float) -> None:
        """Kill it so long after its first letter."""
        deadline = time.monotonic() + LONGEST_CALL_S
        while not self.letters and time.monotonic() < deadline:
            time.sleep(0.01)
        assert self.letters, "it never typed"
        time.sleep(max(0.0, self.letters[0] + seconds - time.monotonic()))
        self._process.kill()  # SIGKILL, on Windows TerminateProcess
        self._process.wait()
        self._reader.join()


@pytest.fixture
def path(quick: Path) -> Path:
    saved = quick / "共有" / "評価書.pia"
    saved.parent.mkdir()
    pia_file.save(new_assessment("youshiki3-2025-05"), saved)
    return saved


def _recovered(path: Path) -> str:
    """What the next start would restore; the work is let go then."""
    before = pia_file.load(path).answers.get(BOX)
    assert before is None, "the file itself was written"
    open_for_editing(path).lock.end()  # the dead program's lock is in nobody's way
    text = ""
    for left in find_unsaved_work():
        assert left.origin.path == path
        text = restore_document(left.load(), left.origin).answers.get(BOX) or ""
        left.remove()
    beside = list(unsaved_dir().iterdir()) if unsaved_dir().is_dir() else []
    assert not beside, "something was left beside the work"
    return text


def _lost(typist: _Typist, text: str) -> float:
    """The seconds of typing that are gone, at the pace at which an idle machine types: a busy one
    types fewer letters between two times that the work is kept.
    """
    assert text == (LETTERS * (len(text) // 26 + 1))[: len(text)], "not what was typed"
    return max(0, len(typist.letters) - len(text)) * PACE / 1000


def _kill_often(path: Path, rounds: int) -> list[float]:
    chance = random.Random(20250501)  # noqa: S311 - the moments need not be secret
    lost = []
    waiting = _Typist(path, SHORT)
    for number in range(rounds):
        typist = waiting
        typist.kill_after(chance.uniform(*TYPED))
        lost.append(_lost(typist, _recovered(path)))
        if number + 1 < rounds:
            waiting = _Typist(path, SHORT)
    return lost


@pytest.mark.slow
def test_all_but_the_last_moment_is_there(path: Path, times: Callable[[int, int], int]) -> None:
    rounds = times(12, 50)
    lost = _kill_often(path, rounds)
    print(f"{rounds} kills while typing, at most {max(lost) * 1000:.0f} ms lost")
    assert max(lost) <= SHORT_LOSS


@pytest.mark.slow
def test_at_most_five_seconds_are_lost_as_the_program_is(path: Path) -> None:
    typist = _Typist(path, 0)
    typist.kill_after(6.5)
    lost = _lost(typist, _recovered(path))
    print(f"killed after 6.5 s of typing without a pause: {lost:.1f} s lost")
    assert 0 < lost <= PROMISED
