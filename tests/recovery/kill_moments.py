"""Kills a program at the moments that matter: inside the save, the autosave, the publication, and
the change through many files. ``python -m tests.recovery.kill_moments FOLDER HITS``

First at each call to the system that the work makes, one after the other, and in the midst of what
it writes; then at random, until so many kills have hit a write. A page of memory that the child
shares says whether it was writing when it was killed, so that the kills that hit a write are told
from those that didn't.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import random
import signal
import sys
import tempfile
import time
from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.autosave import SideFile, WorkOrigin, find_unsaved_work, unsaved_dir
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.document_access import changing, open_for_editing
from pia_desktop.assessment.search import SearchQuery
from pia_desktop.changes.history import publish_counted
from pia_desktop.files import atomic_write
from pia_desktop.ledger.change_entry import ChangeEntry
from pia_desktop.ledger.file_change import apply_plans
from pia_desktop.ledger.run_record import FileState, list_runs
from pia_desktop.ledger.text_edits import Replacement, plan_files
from tests.ledger.municipality import town_assessment

# What a write consists of; each is a moment before which the program may be killed.
CALLS = ("fsync", "replace", "rename", "link", "unlink", "chmod", "utime", "mkdir")
FILES = 4
# Of one file, on a disk in memory.
LONGEST_WRITE_S = 0.0006


class Work:
    """Something that writes, what lies there before, and what may lie there afterwards."""

    name = ""

    def __init__(self, folder: Path) -> None:
        """Make the files once and keep what they hold."""
        self.folder = folder
        folder.mkdir(parents=True)
        self.paths = [folder / f"{number:02}.pia" for number in range(FILES)]
        for number, path in enumerate(self.paths):
            pia_file.save(town_assessment(number, published="令和8年4月1日"), path)
        self.old = [path.read_bytes() for path in self.paths]

    def restore(self) -> None:
        """Everything as it was before."""
        for leftover in self.folder.iterdir():
            if leftover not in self.paths:
                leftover.unlink()
        for path, data in zip(self.paths, self.old, strict=True):
            if path.read_bytes() != data:
                path.write_bytes(data)

    @abstractmethod
    def run(self) -> None:
        """Do it once, from beginning to end."""

    @abstractmethod
    def check(self) -> str:
        """What is there after a kill: 「old」 or 「new」. AssertionError for anything else."""

    def _first(self, new: Callable[[Document], object]) -> str:
        """The first file is as before or has what is new; the next one to open it can save."""
        data = self.paths[0].read_bytes()
        document = open_for_editing(self.paths[0])
        assert not document.assessment.read_only, "a dead program's lock is in the way"
        if data == self.old[0]:
            assert not new(document)
        else:
            assert new(document), "neither the old nor the new state"
        document.set("cover.number", "9")
        document.save()
        document.lock.end()
        left = sorted(path.name for path in self.folder.iterdir())
        assert left == [path.name for path in self.paths], left
        return "old" if data == self.old[0] else "new"


class Save(Work):
    """A save over a file, with its backup."""

    name = "save"

    def run(self) -> None:
        """Type and save."""
        document = open_for_editing(self.paths[0])
        document.set("cover.remarks", "新しい記載" * 2_000)
        document.save()
        document.lock.end()

    def check(self) -> str:
        """The file is the old one or the new one."""
        return self._first(lambda document: document.answers.get("cover.remarks"))


class Publish(Work):
    """A publication as the command line makes one."""

    name = "publish"

    def run(self) -> None:
        """Change and publish."""
        with changing(self.paths[0]) as document:
            document.set("cover.remarks", "公表する記載" * 2_000)
            publish_counted(document, "令和9年4月1日")

    def check(self) -> str:
        """With both the change and the state, or neither."""
        document = Document.open(self.paths[0])
        states = len(document.assessment.versions)
        document.lock.end()
        return self._first(lambda document: states == 2 and document.answers.get("cover.remarks"))


class Autosave(Work):
    """The side file of a document that somebody writes in."""

    name = "autosave"

    def restore(self) -> None:
        """No side file is there."""
        super().restore()
        for path in unsaved_dir().glob("*") if unsaved_dir().is_dir() else ():
            path.unlink()

    def run(self) -> None:
        """Two states, one after the other."""
        document = Document.open(self.paths[0])
        side = SideFile()
        for text in ("一つ目の記載", "二つ目の記載"):
            document.set("cover.remarks", text * 2_000)
            side.write(document.assessment, WorkOrigin(document.path, document.digest))

    def check(self) -> str:
        """Nothing yet, or a whole state of the two; the file itself is untouched."""
        assert self.paths[0].read_bytes() == self.old[0]
        works = find_unsaved_work()
        assert len(works) <= 1, works
        text = works[0].load().answers.get("cover.remarks") if works else None
        assert text in (None, "一つ目の記載" * 2_000, "二つ目の記載" * 2_000), text
        for work in works:
            assert work.origin.path == self.paths[0]
            work.remove()
        left = list(unsaved_dir().iterdir()) if unsaved_dir().is_dir() else []
        assert not left, left
        return "new" if works else "old"


class Replace(Work):
    """One change through all files of a folder."""

    name = "replace"

    def run(self) -> None:
        """Plan and apply it."""
        plans = list(plan_files(self.paths, Replacement(SearchQuery("課"), "室")))
        apply_plans(plans, "試し", self.folder, ChangeEntry("令和8年12月1日"))

    def check(self) -> str:
        """Each file is old or new, and the record of the run tells which."""
        states = {Path(file.path): file.state() for run in list_runs()[:1] for file in run.files}
        changed = 0
        for path, before in zip(self.paths, self.old, strict=True):
            now = path.read_bytes()
            answers = pia_file.from_bytes(now, path).answers
            if now == before:
                assert states.get(path, FileState.OLD) is FileState.OLD
                continue
            changed += 1
            assert states[path] is FileState.NEW
            assert "課" not in answers.get("department.name")
            assert answers.get("changes")
        return "new" if changed else "old"


@dataclass
class Tally:
    """How many kills, and how many of them hit a write."""

    kills: int = 0
    hits: int = 0
    old: int = 0
    new: int = 0


class Killer:
    """Has a work done by children, and kills them."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.tally = Tally()
        self._writing = mmap.mmap(-1, mmap.PAGESIZE)  # shared with the children

    def at_each_moment(self) -> int:
        """Kill before each call and in the midst of each write; how many moments there are."""
        moment = 0
        while self._child(partial(_die_at, moment)):
            moment += 1
            self._judge()
        self.work.check()  # the child that came to its end
        return moment

    def at_random(self, hits: int, chance: random.Random) -> None:
        """Kill a moment after one of the writes began, until so many kills have hit a write."""
        writes = self._count_writes()
        most = self.tally.kills + 40 * hits
        wanted = self.tally.hits + hits
        while self.tally.hits < wanted:
            assert self.tally.kills < most, "hardly a kill hits a write"
            after = chance.randrange(writes), chance.uniform(0.0, LONGEST_WRITE_S)
            if self._child(None, after):
                self._judge()

    def _judge(self) -> None:
        result = self.work.check()
        self.tally.old += result == "old"
        self.tally.new += result == "new"

    def _count_writes(self) -> int:
        """How many files the work writes when nobody kills it."""
        child, begun = self._start(None)
        count = 0
        while os.read(begun, 1):
            count += 1
        self._end(child, begun)
        return count

    def _child(
        self, prepare: Callable[[], None] | None, after: tuple[int, float] | None = None
    ) -> bool:
        """Have a child do the work, and kill it so many seconds after its write of that number
        began, unless it kills itself; whether it was killed.
        """
        child, begun = self._start(prepare)
        if after is not None and all(os.read(begun, 1) for _ in range(after[0] + 1)):
            time.sleep(after[1])
            os.kill(child, signal.SIGKILL)
        killed = self._end(child, begun)
        self.tally.kills += killed
        self.tally.hits += killed and self._writing[0] == 1
        return killed

    def _start(self, prepare: Callable[[], None] | None) -> tuple[int, int]:
        """The child's number, and where a byte comes whenever it begins to write a file."""
        self.work.restore()
        self._writing[0] = 0
        begun, begins = os.pipe()
        child = os.fork()
        if child == 0:
            self._work_on(prepare, begins)
        os.close(begins)
        return child, begun

    def _end(self, child: int, begun: int) -> bool:
        """Whether the child was killed; it has done its work otherwise."""
        os.close(begun)
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status)
        assert killed or os.waitstatus_to_exitcode(status) == 0
        return killed

    def _work_on(self, prepare: Callable[[], None] | None, begins: int) -> NoReturn:
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)
        status = 1
        try:
            self._mark_writes(begins)
            if prepare is not None:
                prepare()
            self.work.run()
            status = 0
        finally:
            os._exit(status)

    def _mark_writes(self, begins: int) -> None:
        """Note whether a file is being written: backup, lock, record or assessment."""
        write = atomic_write.write_together

        def marked(*given: Any) -> None:
            self._writing[0] = 1
            with contextlib.suppress(BrokenPipeError):  # nobody waits for it
                os.write(begins, b"w")
            write(*given)
            self._writing[0] = 0

        atomic_write.write_together = marked


def _die_at(moment: int) -> None:
    """The child kills itself before its call of this number, or halfway through a write."""
    left = [moment]

    def step() -> None:
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1

    def stepping(call: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*given: Any, **named: Any) -> Any:
            step()
            return call(*given, **named)

        return stepped

    for name in CALLS:
        setattr(os, name, stepping(getattr(os, name)))
    tempfile.mkstemp = stepping(tempfile.mkstemp)
    opened = os.fdopen
    os.fdopen = lambda *given, **named: _Halving(opened(*given, **named), step)  # type: ignore[assignment]


class _Halving:
    """A file that is written in two halves, with a moment between them."""

    def __init__(self, stream: Any, step: Callable[[], None]) -> None:
        self._stream, self._step = stream, step

    def __enter__(self) -> _Halving:
        return self

    def __exit__(self, *given: object) -> None:
        self._stream.close()

    def write(self, data: bytes) -> None:
        """One half, a moment, and the other half."""
        self._stream.write(data[: len(data) // 2])
        self._stream.flush()
        self._step()
        self._stream.write(data[len(data) // 2 :])

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def main() -> int:
    """Kill each work, and say how often which kill hit what."""
    folder, hits = Path(sys.argv[1]), int(sys.argv[2])
    chance = random.Random(20261128)  # noqa: S311 - the moments need not be secret
    total = Tally()
    for kind in (Save, Autosave, Publish, Replace):
        killer = Killer(kind(folder / kind.name))
        moments = killer.at_each_moment()
        killer.at_random(hits, chance)
        tally = killer.tally
        print(
            f"{kind.name}: {moments} moments, {tally.kills} kills, {tally.hits} hit a write and"
            f" {tally.kills - tally.hits} did not; old state {tally.old} times, new {tally.new}"
        )
        assert tally.old, "never killed before the end"
        assert tally.new, "never killed behind the change"
        total.kills += tally.kills
        total.hits += tally.hits
    print(f"{total.kills} kills, {total.hits} hit a write")
    return 0


if __name__ == "__main__":
    sys.exit(main())
