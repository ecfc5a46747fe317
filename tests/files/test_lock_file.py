"""Whoever opens a file second learns who has it; a lock that nobody holds is recognised."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.document_access import open_for_editing, open_for_reading
from pia_desktop.assessment.model import Assessment
from pia_desktop.errors import FileError
from pia_desktop.files import lock_file as lock_module
from pia_desktop.files.lock_file import (
    STALE_SECONDS,
    LockedError,
    LockHandle,
    lock_path_of,
    take_lock,
)
from pia_desktop.files.process_identity import UNKNOWN
from tests.effort import LONGEST_CALL_S


@pytest.fixture
def path(assessment: Assessment, tmp_path: Path) -> Path:
    saved = tmp_path / "評価書.pia"
    pia_file.save(assessment, saved)
    return saved


def held_by(path: Path, **said: Any) -> Path:
    """A lock file as another PC has written it."""
    other = {
        "user": "tanaka",
        "pc": "SOMU-PC-012",
        "process": 4711,
        "started": "somewhen",
        "since": "2025-05-01T11:58:00+09:00",
        "token": "theirs",
    }
    file = lock_path_of(path)
    file.write_text(json.dumps({**other, **said}), "utf-8")
    return file


def silent_for(file: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(file, (then, then))


def test_who_opens_second_learns_who_where_and_since_when(path: Path) -> None:
    held_by(path)
    with pytest.raises(LockedError) as caught:
        open_for_editing(path)
    holder = caught.value.holder
    assert (holder.user, holder.pc, holder.process) == ("tanaka", "SOMU-PC-012", 4711)
    since = holder.since_when()
    assert since is not None
    assert (since.hour, since.minute) == (11, 58)
    assert not caught.value.stale
    assert str(path) in str(caught.value)


def test_another_process_of_this_pc_has_the_file_until_it_lets_go(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from pia_desktop.files.lock_file import take_lock;"
        "lock = take_lock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.readline();"
        "lock.release(); print('let go', flush=True); sys.stdin.readline()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdin
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        with pytest.raises(LockedError) as caught:
            take_lock(path)
        assert caught.value.holder.process == other.pid
        assert not caught.value.stale
        other.stdin.write("\n")
        other.stdin.flush()
        assert other.stdout.readline() == "let go\n"
        assert not lock_path_of(path).exists()
        other.stdin.write("\n")


def test_what_a_killed_process_of_this_pc_left_is_taken_over_without_a_word(path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path;"
        "from pia_desktop.files.lock_file import take_lock; take_lock(Path(sys.argv[1]));"
        "os.kill(os.getpid(), signal.SIGTERM)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False, timeout=LONGEST_CALL_S)
    assert lock_path_of(path).exists()
    document = open_for_editing(path)
    document.set("cover.number", "8")
    document.save()
    document.lock.end()
    assert not lock_path_of(path).exists()


def test_a_lock_that_a_scanner_looks_into_is_taken_away_all_the_same(
    path: Path, scanned_once: Callable[[str], list[Path]]
) -> None:
    """Left behind, it would tell other PCs for ten minutes that somebody has the file open."""
    lock = take_lock(path)
    seen = scanned_once(".lock")
    lock.release()
    assert seen == [lock_path_of(path)]
    assert not lock_path_of(path).exists()


def test_a_number_that_another_process_has_now_is_free(path: Path, running_process: int) -> None:
    """A process of that number runs, but it was not the one that took the lock."""
    held_by(path, pc=lock_module.pc_name(), process=running_process, started="before")
    take_lock(path).release()
    assert not lock_path_of(path).exists()


def test_another_user_s_process_on_this_pc_counts_as_running(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows does not tell when it was started."""
    held_by(path, pc=lock_module.pc_name(), process=4711, started="then")
    monkeypatch.setattr(lock_module, "process_start", lambda number: UNKNOWN)
    with pytest.raises(LockedError) as caught:
        take_lock(path)
    assert not caught.value.stale


@pytest.mark.parametrize(
    "silent, stale", [(0, False), (STALE_SECONDS - 60, False), (STALE_SECONDS + 60, True)]
)
def test_another_pc_s_lock_is_stale_after_ten_minutes_without_a_sign(
    path: Path, silent: float, stale: bool
) -> None:
    silent_for(held_by(path), silent)
    with pytest.raises(LockedError) as caught:
        take_lock(path)
    assert caught.value.stale is stale


def test_a_sign_of_life_keeps_the_lock_fresh_and_tells_who_took_it_over(path: Path) -> None:
    lock = take_lock(path)
    silent_for(lock_path_of(path), STALE_SECONDS + 60)
    assert lock.beat() is None
    assert time.time() - lock_path_of(path).stat().st_mtime < 60
    lock_path_of(path).unlink()
    assert lock.beat() is None
    assert lock_path_of(path).exists()
    held_by(path)
    other = lock.beat()
    assert other is not None
    assert other.user == "tanaka"
    lock.release()
    assert lock_path_of(path).exists(), "another's lock is not removed"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b'{"user": 7, "pc": null, "process": "x", "since": [], "started": {}}',
        b'{"process": 99999999999999999999999, "since": "tomorrow"}',
        b'{"user": "' + b"a" * 5000 + b'"}',
        b"[" * 4000,
    ],
)
def test_whatever_a_lock_file_says_it_is_a_lock(path: Path, content: bytes) -> None:
    lock_path_of(path).write_bytes(content)
    with pytest.raises(LockedError) as caught:
        take_lock(path)
    assert not caught.value.stale
    assert caught.value.holder.since_when() is None
    silent_for(lock_path_of(path), STALE_SECONDS + 60)
    with pytest.raises(LockedError) as caught:
        take_lock(path)
    assert caught.value.stale


def test_a_holder_is_shown_in_one_short_line(path: Path) -> None:
    held_by(path, user="田中\n" + "x" * 200, pc="\x1b[31mPC")
    with pytest.raises(LockedError) as caught:
        take_lock(path)
    assert caught.value.holder.user == "田中" + "x" * 62
    assert caught.value.holder.pc == "[31mPC"


def test_opening_twice_in_one_process_is_no_conflict(path: Path) -> None:
    first = open_for_editing(path)
    second = open_for_editing(path)
    first.lock.end()
    assert lock_path_of(path).exists()
    second.lock.end()
    assert not lock_path_of(path).exists()


def test_where_no_lock_can_be_written_the_file_opens_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(lock_module.os, "open", refuse)
        document = open_for_editing(path)
    assert not lock_path_of(path).exists()
    document.lock.end()
    long = path.with_name("長" * 83 + ".pia")
    path.rename(long)
    open_for_editing(long).lock.end()


def test_a_full_disk_leaves_no_empty_lock(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any, **kwargs: Any) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(lock_module.os, "fdopen", lambda handle, mode: (os.close(handle), full())[1])
        take_lock(path)
    assert not lock_path_of(path).exists()


def test_a_file_that_cannot_be_opened_is_not_locked(tmp_path: Path) -> None:
    broken = tmp_path / "a.pia"
    broken.write_bytes(b"no zip")
    for path in (broken, tmp_path / "none.pia"):
        with pytest.raises(FileError):
            open_for_editing(path)
    assert [file.name for file in tmp_path.iterdir()] == ["a.pia"]


def test_the_lock_moves_along_when_a_document_is_saved_elsewhere(
    document: Document, path: Path
) -> None:
    other = path.with_name("別の名前.pia")
    document.lock.begin(None)
    document.save_as(path)
    assert lock_path_of(path).exists()
    document.save_as(other)
    assert not lock_path_of(path).exists()
    assert lock_path_of(other).exists()


def test_a_file_that_somebody_has_open_is_not_saved_over(document: Document, path: Path) -> None:
    before = path.read_bytes()
    file = held_by(path)
    document.lock.begin(None)
    document.set("cover.number", "8")
    with pytest.raises(LockedError):
        document.save_as(path)
    assert path.read_bytes() == before
    assert document.path is None
    silent_for(
        file, STALE_SECONDS + 60
    )  # a person has agreed to replace it, and nobody has it open
    document.save_as(path)
    assert pia_file.load(path).answers.get("cover.number") == "8"


def test_a_save_that_fails_takes_no_lock(document: Document, tmp_path: Path) -> None:
    lock: LockHandle = document.lock
    lock.begin(None)
    (tmp_path / "folder.pia").mkdir()
    with pytest.raises(FileError):
        document.save_as(tmp_path / "folder.pia")
    assert [file.name for file in tmp_path.iterdir()] == ["folder.pia"]
    assert lock.file_lock is None


def test_what_others_have_open_is_read_not_written(path: Path) -> None:
    held_by(path)
    before = path.read_bytes()
    with pytest.raises(LockedError) as caught:
        open_for_editing(path)
    document = open_for_reading(path, caught.value.holder)
    assert document.assessment.read_only
    document.set("cover.number", "8")
    with pytest.raises(FileError) as refused:
        document.save()
    assert "ほかの人" in refused.value.message
    assert path.read_bytes() == before
    document.save_as(path.with_name("写し.pia"))
    assert not document.assessment.read_only
    assert document.locked_by is None
