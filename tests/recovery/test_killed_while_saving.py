"""A program that is killed at any moment of a save leaves the old file or the new one, whole."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pia_desktop.assessment import pia_file
from tests.locations import ROOT
from tests.recovery.conftest import fork_and_print

# One process that starts the saving ones: the program is imported once, not a thousand times.
KILLER = textwrap.dedent(
    """
    import os, random, signal, sys, time
    from pathlib import Path
    from pia_desktop.assessment import new_assessment, pia_file
    from pia_desktop.assessment.backups import backup_folder, list_backups

    target, rounds = Path(sys.argv[1]), int(sys.argv[2])
    states = []
    for number in range(4):
        assessment = new_assessment("youshiki3-2025-05")
        assessment.answers.set("cover.remarks", str(number) * 50_000 * (number + 1))
        states.append(assessment)
    allowed = {pia_file.to_bytes(state): state.answers for state in states}
    pia_file.save(states[0], target)
    chance = random.Random(20250501)
    left = changed = 0
    for _ in range(rounds):
        before = target.read_bytes()
        child = os.fork()
        if child == 0:
            try:
                while True:
                    for state in states:
                        pia_file.save(state, target)
            finally:
                os._exit(1)
        time.sleep(chance.uniform(0.001, 0.012))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), status
        now = target.read_bytes()
        assert now in allowed, "neither an old nor a new state"
        changed += now != before
        left += len(list(target.parent.iterdir())) > 1
    for data, answers in allowed.items():
        target.write_bytes(data)
        assert pia_file.load(target).answers == answers
    for backup in list_backups(target):
        assert backup.read_bytes() in allowed, "a backup that is no state"
    states[0].answers.set("cover.number", "8")
    pia_file.save(states[0], target)
    assert [path.name for path in target.parent.iterdir()] == [target.name], "something was left"
    temporary = [path for path in backup_folder(target).iterdir() if path.suffix != ".pia"]
    assert not temporary, temporary
    print(f"{rounds} kills, {changed} after a new state, {left} with a temporary file in its place")
    assert left > rounds // 50, "hardly a kill hit a save in its midst"
    assert changed > rounds // 50, "hardly a save came to its end"
    """
)


# Saves one state after the other until it is killed.
SAVER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from pia_desktop.assessment import new_assessment, pia_file

    states = []
    for number in range(4):
        states.append(new_assessment("youshiki3-2025-05"))
        states[-1].answers.set("cover.remarks", str(number) * 50_000 * (number + 1))
    print("ready", flush=True)
    while True:
        for state in states:
            pia_file.save(state, Path(sys.argv[1]))
    """
)


@pytest.mark.slow
@pytest.mark.skipif(hasattr(os, "fork"), reason="the next test kills far more often")
def test_every_file_opens_after_a_process_is_ended(quick: Path) -> None:
    """Where a process can't be forked: Windows ends it by TerminateProcess."""
    target = quick / "共有 フォルダー" / "評価書.pia"
    target.parent.mkdir()
    chance = random.Random(20250501)  # noqa: S311 - the moments need not be secret
    for _ in range(10):
        command = [sys.executable, "-c", SAVER, str(target)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as saver:
            assert saver.stdout
            assert saver.stdout.readline().strip() == b"ready"
            time.sleep(chance.uniform(0.05, 0.3))
            saver.kill()
        if target.exists():
            remarks = pia_file.load(target).answers.get("cover.remarks")
            assert remarks in {str(n) * 50_000 * (n + 1) for n in range(4)}
    pia_file.save(pia_file.load(target), target)
    assert [path.name for path in target.parent.iterdir()] == [target.name], "something was left"


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks a process for each kill")
def test_every_file_opens_after_a_kill(quick: Path, times: Callable[[int, int], int]) -> None:
    rounds = times(300, 1000)
    target = quick / "共有 フォルダー" / "評価書.pia"
    target.parent.mkdir()
    said = fork_and_print(KILLER, target, rounds, timeout=600)
    assert said.startswith(f"{rounds} kills")
