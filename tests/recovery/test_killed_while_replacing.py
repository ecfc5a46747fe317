"""A program that is killed in the midst of a change through many files: every file is the old one
or the new one, and the record tells which.
"""

from __future__ import annotations

import os
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.recovery.conftest import fork_and_print

KILLER = textwrap.dedent(
    """
    import os, random, signal, sys, time
    from pathlib import Path
    from pia_desktop.assessment import pia_file
    from pia_desktop.assessment.search import SearchQuery
    from pia_desktop.files.lock_file import lock_path_of
    from pia_desktop.ledger.change_entry import ChangeEntry
    from pia_desktop.ledger.file_change import apply_plans, undo_run
    from pia_desktop.ledger.run_record import FileState, list_runs
    from pia_desktop.ledger.text_edits import Replacement, plan_files
    from tests.ledger.municipality import town_assessment

    folder, rounds = Path(sys.argv[1]), int(sys.argv[2])
    paths = [folder / f"{number:02}.pia" for number in range(20)]
    for number, path in enumerate(paths):
        pia_file.save(town_assessment(number, published="令和8年4月1日"), path)
    old = [path.read_bytes() for path in paths]
    change = Replacement(SearchQuery("課"), "室")
    plans = list(plan_files(paths, change))
    entry = ChangeEntry("令和8年12月1日")
    began = time.perf_counter()
    undo_run(apply_plans(plans, "試し", folder, entry))
    whole = time.perf_counter() - began
    chance = random.Random(20261128)
    midst = 0
    for _ in range(rounds):
        child = os.fork()
        if child == 0:
            try:
                apply_plans(plans, "試し", folder, entry)
            finally:
                os._exit(0)
        time.sleep(chance.uniform(0.05, 0.6) * whole)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        record = list_runs()[0]
        states = [file.state() for file in record.files]
        new = 0
        for path, file, before in zip(paths, record.files, old, strict=True):
            state, now = file.state(), path.read_bytes()
            assert state in (FileState.OLD, FileState.NEW), state
            assert (now == before) == (state is FileState.OLD)
            if state is FileState.NEW:
                new += 1
                answers = pia_file.load(path).answers
                assert "課" not in answers.get("department.name")
                assert answers.get("changes")
        midst += 0 < new < len(paths)
        undo_run(record)
        assert [path.read_bytes() for path in paths] == old
    print(f"{rounds} kills, {midst} with some files old and some new")
    assert midst, "no kill hit a run in its midst"
    """
)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills with SIGKILL")
def test_every_file_is_old_or_new_and_the_record_tells_which(
    quick: Path, times: Callable[[int, int], int]
) -> None:
    folder = quick / "共有 フォルダー"
    folder.mkdir()
    rounds = times(5, 200)
    assert fork_and_print(KILLER, folder, rounds, timeout=600).startswith(f"{rounds} kills")


TWO = textwrap.dedent(
    """
    import os, sys
    from pathlib import Path
    from pia_desktop.assessment import pia_file
    from pia_desktop.cli.main import main
    from tests.ledger.municipality import town_assessment

    folder, rounds = Path(sys.argv[1]), int(sys.argv[2])
    both = refused = 0
    for _ in range(rounds):
        paths = [folder / f"{number:02}.pia" for number in range(6)]
        for number, path in enumerate(paths):
            pia_file.save(town_assessment(number, published="令和8年4月1日"), path)
        children = []
        for find, words in (("課", "室"), ("管理", "記録")):
            child = os.fork()
            if child == 0:
                sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")
                os._exit(main(["replace", str(folder), find, words, "--apply"]))
            children.append(child)
        for child in children:
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        from pia_desktop.ledger.run_record import list_runs

        runs = {record.title: record for record in list_runs()[:2]}
        for path in paths:
            answers = pia_file.load(path).answers
            done = {
                "課": "課" not in answers.get("department.name"),
                "管理": "記録" in answers.get("systems[0].functions"),
            }
            for find, was_done in done.items():
                record = next(runs[title] for title in runs if title.startswith(f"「{find}」"))
                skipped = next(f.skipped for f in record.files if Path(f.path) == path)
                assert was_done == (not skipped), (find, skipped)
                refused += bool(skipped)
            both += all(done.values())
    print(f"{rounds} pairs of runs: {both} files with both changes, {refused} refused and named")
    """
)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="two processes of one")
def test_two_runs_at_once_lose_nothing(quick: Path, times: Callable[[int, int], int]) -> None:
    folder = quick / "共有 フォルダー"
    folder.mkdir()
    rounds = times(3, 50)
    assert fork_and_print(TWO, folder, rounds, timeout=600).startswith(f"{rounds} pairs")
