"""Two calls on one file at the same moment: the work of each is in the file, or it was refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pia_desktop.assessment import new_assessment, pia_file
from pia_desktop.files.lock_file import STALE_SECONDS, lock_path_of
from tests.acceptance.conftest import Call

FORM = "youshiki3-2025-05"
PAIRS = 20

# Makes one call for each line of arguments that it is given, and says its exit status.
CALLER = """\
import json, sys
from pia_desktop.cli.main import main
for line in sys.stdin:
    status = main(json.loads(line))
    print(f"status {status}", flush=True)
"""


class Caller:
    """A process that has the program loaded, so that two calls begin at the same moment."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", CALLER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def begin(self, *arguments: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps([str(each) for each in arguments]) + "\n")
        self.process.stdin.flush()

    def status(self) -> int:
        """The exit status of the call that was begun."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("status "):
                return int(line.removeprefix("status "))
        raise AssertionError("the caller has ended")


@pytest.fixture
def callers() -> Iterator[tuple[Caller, Caller]]:
    both = (Caller(), Caller())
    yield both
    for caller in both:
        caller.process.communicate()


def test_the_work_of_each_is_there_or_was_refused(
    callers: tuple[Caller, Caller], tmp_path: Path
) -> None:
    answers = {"cover.name": "評価書の名前", "business.content": "事務の内容"}
    for item, text in answers.items():
        wanted: dict[str, object] = {}
        room, _, field = item.partition(".")
        wanted[room] = {field: text}
        (tmp_path / f"{item}.json").write_text(json.dumps(wanted), "utf-8")
    for pair in range(PAIRS):
        path = tmp_path / f"{pair}.pia"
        pia_file.save(new_assessment(FORM), path)
        for caller, item in zip(callers, answers, strict=True):
            caller.begin("fill", path, tmp_path / f"{item}.json")
        statuses = [caller.status() for caller in callers]
        written = pia_file.load(path).answers
        for status, (item, text) in zip(statuses, answers.items(), strict=True):
            assert (status, written.get(item)) in ((0, text), (2, None)), f"pair {pair}: {statuses}"
        assert 0 in statuses
        assert not lock_path_of(path).exists()


def test_each_publication_counts_or_was_refused(
    callers: tuple[Caller, Caller], tmp_path: Path
) -> None:
    path = tmp_path / "評価書.pia"
    pia_file.save(new_assessment(FORM), path)
    published = 0
    for _ in range(PAIRS):
        for caller in callers:
            caller.begin("publish", path, "--date", "令和8年4月1日")
        published += [caller.status() for caller in callers].count(0)
        assert len(pia_file.load(path).versions) == published


@pytest.mark.parametrize("verb", ["fill", "publish", "review", "changes", "new", "from-json"])
@pytest.mark.parametrize("silent_for", [0, STALE_SECONDS * 2])
def test_a_file_that_another_pc_has_open_is_left_alone(
    verb: str, silent_for: int, pia_in_process: Call, tmp_path: Path
) -> None:
    path, answers = tmp_path / "評価書.pia", tmp_path / "回答.json"
    assessment = new_assessment(FORM)
    pia_file.save(assessment, path)
    assert pia_in_process("publish", path, "--date", "令和7年4月1日").status == 0
    held = path.read_bytes()
    answers.write_text(json.dumps(assessment.answers.to_json()), "utf-8")
    lock = lock_path_of(path)
    lock.write_text(json.dumps({"user": "tanaka", "pc": "SOMU-PC-012", "process": 1}), "utf-8")
    then = time.time() - silent_for
    os.utime(lock, (then, then))
    call = {
        "fill": ("fill", path, answers),
        "publish": ("publish", path, "--date", "令和8年4月1日"),
        "review": ("review", path, "--date", "令和8年4月1日"),
        "changes": ("changes", path, "--apply"),
        "new": ("new", FORM, path),
        "from-json": ("from-json", answers, path),
    }[verb]
    done = pia_in_process(*call)
    assert done.status == 2
    assert "ほかの人がこのファイルを開いています" in done.err
    assert len(done.err.splitlines()) == 1
    assert path.read_bytes() == held
    assert lock.exists()


@pytest.mark.skipif(os.name == "nt", reason="making links needs a right there")
def test_a_link_stays_and_the_file_behind_it_is_written(
    pia_in_process: Call, tmp_path: Path
) -> None:
    (tmp_path / "server").mkdir()
    path, link = tmp_path / "server" / "評価書.pia", tmp_path / "評価書.pia"
    pia_file.save(new_assessment(FORM), path)
    link.symlink_to(path)
    assert pia_in_process("publish", link, "--date", "令和8年4月1日").status == 0
    assert link.is_symlink()
    assert len(pia_file.load(path).versions) == 1
    assert pia_in_process("export", path, "--pdf", link).status == 2  # one file under two names
    assert pia_file.load(link).versions
