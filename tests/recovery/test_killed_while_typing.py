"""The window is killed while somebody types: the next start has all but the last moments."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pia_desktop.assessment import new_assessment, pia_file
from pia_desktop.assessment.autosave import find_unsaved_work, unsaved_dir
from pia_desktop.assessment.document_access import open_for_editing, restore_document
from tests.effort import LONGEST_CALL_S
from tests.locations import ROOT
from tests.recovery.conftest import folder_in_memory
from tests.recovery.typist import BOX, PACE

LETTERS = "abcdefghijklmnopqrstuvwxyz"

# What is lost at most, in seconds of typing, where the program keeps the work every tenth of a
# second, and how long it is let type: losing all of it would be more.
SHORT, SHORT_LOSS = 100, 0.45
TYPED = (0.6, 1.1)
# How long the program as it is types without a pause; and what is lost at most then.
LONG = 6.5
PROMISED = 5.0
# So many type side by side, each at a desk of its own: what takes time is waiting for letters.
DESKS = 4


class _Desk:
    """A saved file, and a data folder of its own for the program that opens it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "共有" / "評価書.pia"
        self.data = folder / "userdata"
        self.path.parent.mkdir(parents=True)
        pia_file.save(new_assessment("youshiki3-2025-05"), self.path)

    def recovered(self) -> str:
        """What the next start would restore; the work is let go then."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PIA_DESKTOP_DATA", str(self.data))
            before = pia_file.load(self.path).answers.get(BOX)
            assert before is None, "the file itself was written"
            open_for_editing(self.path).lock.end()  # the dead program's is in nobody's way
            text = ""
            for left in find_unsaved_work():
                assert left.origin.path == self.path
                text = restore_document(left.load(), left.origin).answers.get(BOX) or ""
                left.remove()
            beside = list(unsaved_dir().iterdir()) if unsaved_dir().is_dir() else []
            assert not beside, "something was left beside the work"
            return text


class _Typist:
    """The typing program at a desk, and the time of each letter as it says it."""

    def __init__(self, desk: _Desk, interval: int) -> None:
        self.letters: list[float] = []
        self._desk = desk
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.recovery.typist", str(desk.path), str(interval)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={
                **os.environ,
                "QT_QPA_PLATFORM": "offscreen",
                "PIA_DESKTOP_DATA": str(desk.data),
            },
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

    def lost(self) -> float:
        """The seconds of typing that are gone, at the pace at which an idle machine types: a busy
        one types fewer letters between two times that the work is kept.
        """
        text = self._desk.recovered()
        assert text == (LETTERS * (len(text) // 26 + 1))[: len(text)], "not what was typed"
        return max(0, len(self.letters) - len(text)) * PACE / 1000


@pytest.fixture(scope="module")
def typed_long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], _Typist]]:
    """Waits for the program as it is to be killed, which types while the others are."""
    with (
        folder_in_memory(tmp_path_factory.mktemp("long")) as folder,
        ThreadPoolExecutor(1) as pool,
    ):
        typist = _Typist(_Desk(folder), 0)
        killed = pool.submit(typist.kill_after, LONG)

        def wait() -> _Typist:
            killed.result()
            return typist

        yield wait


def _kill_often(folder: Path, rounds: int) -> list[float]:
    chance = random.Random(20250501)  # noqa: S311 - the moments need not be secret
    desks = [_Desk(folder / str(number)) for number in range(DESKS)]
    lost: list[float] = []
    with ThreadPoolExecutor(DESKS) as pool:
        while len(lost) < rounds:
            typists = [_Typist(desk, SHORT) for desk in desks[: rounds - len(lost)]]
            moments = [chance.uniform(*TYPED) for _ in typists]
            list(pool.map(_Typist.kill_after, typists, moments))
            lost += [typist.lost() for typist in typists]
    return lost


@pytest.mark.slow
@pytest.mark.usefixtures("typed_long")
def test_all_but_the_last_moment_is_there(quick: Path, times: Callable[[int, int], int]) -> None:
    rounds = times(12, 50)
    lost = _kill_often(quick, rounds)
    print(f"{rounds} kills while typing, at most {max(lost) * 1000:.0f} ms lost")
    assert max(lost) <= SHORT_LOSS


@pytest.mark.slow
def test_at_most_five_seconds_are_lost_as_the_program_is(
    typed_long: Callable[[], _Typist],
) -> None:
    lost = typed_long().lost()
    print(f"killed after {LONG} s of typing without a pause: {lost:.1f} s lost")
    assert 0 < lost <= PROMISED
