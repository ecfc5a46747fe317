"""A program that is killed at any moment of a save leaves the old file or the new one, whole."""

from __future__ import annotations

import os
import textwrap
from pathlib import Path

import pytest

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


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills with SIGKILL")
def test_every_file_opens_after_a_kill(quick: Path) -> None:
    rounds = 1000
    target = quick / "共有 フォルダー" / "評価書.pia"
    target.parent.mkdir()
    said = fork_and_print(KILLER, target, rounds, timeout=600)
    assert said.startswith(f"{rounds} kills")
