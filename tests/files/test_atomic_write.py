"""A file is written whole or not at all, and what it held before is kept as a backup."""

import errno
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pia_desktop.assessment import Assessment, pia_file
from pia_desktop.assessment.backups import list_backups
from pia_desktop.assessment.document_access import open_for_editing
from pia_desktop.errors import FileError
from pia_desktop.files import atomic_write
from pia_desktop.files.atomic_write import write_atomic, write_together
from pia_desktop.files.process_identity import pc_mark
from pia_desktop.files.system_failure import failure_reason


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "共有 フォルダー"
    folder.mkdir()
    return folder / "評価書.pia"


def full_disk(*args: Any, **kwargs: Any) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device")


class _Stream:
    """A file that fails where it is told to."""

    def __init__(self, inner: Any, failing: str) -> None:
        self._inner, self._failing = inner, failing

    def __enter__(self) -> "_Stream":
        return self

    def __exit__(self, *args: object) -> None:
        self._inner.close()

    def __getattr__(self, name: str) -> Any:
        return full_disk if name == self._failing else getattr(self._inner, name)


def break_stream(monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    opened = os.fdopen
    monkeypatch.setattr(
        atomic_write.os, "fdopen", lambda handle, mode: _Stream(opened(handle, mode), failing)
    )


FAILURES: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "create": lambda patch: patch.setattr(atomic_write.tempfile, "mkstemp", full_disk),
    "write": lambda patch: break_stream(patch, "write"),
    "flush": lambda patch: break_stream(patch, "flush"),
    "fsync": lambda patch: patch.setattr(atomic_write.os, "fsync", full_disk),
    "replace": lambda patch: patch.setattr(Path, "replace", full_disk),
}


@pytest.mark.parametrize("failing", FAILURES)
@pytest.mark.parametrize("old", [b"old", None], ids=["over-a-file", "new-file"])
def test_a_failing_write_leaves_the_old_file_and_nothing_else(
    target: Path, failing: str, old: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if old is not None:
        target.write_bytes(old)
    FAILURES[failing](monkeypatch)
    with pytest.raises(FileError) as caught:
        write_atomic(target, b"new" * 1000)
    monkeypatch.undo()
    assert str(target) in str(caught.value)
    assert "空き容量がありません" in str(caught.value)
    assert caught.value.remedy
    assert [(path.name, path.read_bytes()) for path in target.parent.iterdir()] == (
        [] if old is None else [(target.name, old)]
    )


def test_a_write_that_is_called_off_leaves_no_temporary_file(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(handle: int) -> None:
        raise KeyboardInterrupt

    target.write_bytes(b"old")
    monkeypatch.setattr(atomic_write.os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(target, b"new")
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    assert target.read_bytes() == b"old"


def test_a_folder_that_cannot_be_synced_is_no_failure_of_a_file_that_is_there(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def unlisted(path: Any, flags: int, *args: Any, **kwargs: Any) -> int:
        if Path(path) == target.parent:
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, flags, *args, **kwargs)

    monkeypatch.setattr(atomic_write.os, "open", unlisted)
    write_atomic(target, b"new")
    assert target.read_bytes() == b"new"


def test_bytes_are_synced_before_the_file_takes_its_name(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(atomic_write.os, "fsync", lambda h: (calls.append("fsync"), fsync(h))[1])
    monkeypatch.setattr(
        Path, "replace", lambda self, to: (calls.append("replace"), replace(self, to))[1]
    )
    write_atomic(target, b"new")
    assert calls[:2] == ["fsync", "replace"]
    if os.name != "nt":
        assert calls == ["fsync", "replace", "fsync"]


def test_a_folder_that_is_not_there_and_a_folder_in_the_way(target: Path) -> None:
    (target.parent / "folder.pia").mkdir()
    # In bytes as on Linux and in letters as on Windows.
    long = target.with_name("長" * 256 + ".pia")
    for path in (target.parent / "none" / "a.pia", target.parent / "folder.pia", long):
        with pytest.raises(FileError):
            write_atomic(path, b"new")
    assert [path.name for path in target.parent.iterdir()] == ["folder.pia"]


def test_of_several_files_none_is_written_if_one_cannot_be(target: Path) -> None:
    target.write_bytes(b"old")
    other = target.with_name("b.pdf")
    for blocked in (target.parent / "none" / "c.pdf", target.parent):
        with pytest.raises(FileError) as caught:
            write_together([(target, b"new"), (other, b"new"), (blocked, b"new")])
        assert str(blocked) in str(caught.value)
        assert [(p.name, p.read_bytes()) for p in target.parent.iterdir()] == [
            (target.name, b"old")
        ]
    write_together([(target, b"new"), (other, b"new")])
    assert target.read_bytes() == other.read_bytes() == b"new"


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in the folder")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_who_may_read_a_file_stays(target: Path, mode: int) -> None:
    target.write_bytes(b"old")
    target.chmod(mode)
    write_atomic(target, b"new")
    assert target.stat().st_mode & 0o777 == mode


# -- what a killed save leaves -------------------------------------------------------------


def leftover(folder: Path, pc: str, process: int, age: float = 0) -> Path:
    left = folder / f".pia-{pc}-{process}-abc_1234.tmp"
    left.write_bytes(b"half")
    then = time.time() - age
    os.utime(left, (then, then))
    return left


def test_a_save_clears_what_dead_saves_left_and_nothing_else(
    assessment: Assessment, target: Path, running_process: int
) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    folder = target.parent
    dead = leftover(folder, pc_mark(), ended.pid)
    old = leftover(folder, "0" * 8, 4711, age=2 * 3600)
    running = leftover(folder, pc_mark(), running_process)
    elsewhere = leftover(folder, "0" * 8, 4712)
    others = [folder / name for name in (".pia-x.tmp", "~$評価書.tmp", "表.tmp")]
    for other in others:
        other.write_bytes(b"")
        os.utime(other, (0, 0))
    pia_file.save(assessment, target)
    assert not dead.exists()
    assert not old.exists()
    assert {*folder.iterdir()} == {target, running, elsewhere, *others}


def test_opening_clears_what_a_dead_save_left(assessment: Assessment, target: Path) -> None:
    pia_file.save(assessment, target)
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    dead = leftover(target.parent, pc_mark(), ended.pid)
    open_for_editing(target).lock.end()
    assert not dead.exists()


@pytest.mark.parametrize(
    "number, windows, said",
    [
        (errno.EACCES, 32, "ほかのプログラムで開いています"),
        (errno.ENOENT, 53, "ファイルサーバーにつながりません"),
        (errno.EINVAL, 121, "ファイルサーバーにつながりません"),
        (errno.ENOENT, 206, "名前が長すぎます"),
        (errno.ENOENT, None, "フォルダーがありません"),
        (errno.ENOTTY, None, "システムの誤り 25"),
        (None, None, "システムの誤り"),
    ],
)
def test_a_reason_is_in_japanese(number: int | None, windows: int | None, said: str) -> None:
    error = OSError(number, "in English") if number else OSError("in English")
    error.winerror = windows  # type: ignore[attr-defined,unused-ignore]
    assert failure_reason(error) == said


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights by the folder")
@pytest.mark.parametrize("mask", [0o022, 0o027, 0o077, 0o002])
def test_a_new_file_may_be_read_by_whom_any_new_file_may(target: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        write_atomic(target, b"new")
        plain = target.with_name("plain")
        plain.write_bytes(b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~mask
    assert stat.S_IMODE(target.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


# -- backups -------------------------------------------------------------------------------


def save_with(assessment: Assessment, path: Path, name: str) -> None:
    assessment.answers.set("cover.name", name)
    pia_file.save(assessment, path)


def titles(path: Path) -> list[str]:
    return [pia_file.load(backup).title for backup in list_backups(path)]


def test_ten_backups_are_kept_and_the_oldest_goes(assessment: Assessment, target: Path) -> None:
    for number in range(14):
        save_with(assessment, target, f"{number}回目")
        assert len(list_backups(target)) == min(number, 10)
    assert titles(target) == [f"{number}回目" for number in range(12, 2, -1)]
    assert pia_file.load(target).title == "13回目"


def test_a_backup_is_not_beside_the_file(assessment: Assessment, target: Path) -> None:
    for name in ("一", "二"):
        save_with(assessment, target, name)
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_files_of_the_same_name_have_backups_of_their_own(
    assessment: Assessment, target: Path
) -> None:
    other = target.parent / "別" / target.name
    other.parent.mkdir()
    for name in ("一", "二"):
        save_with(assessment, target, name)
        save_with(assessment, other, f"別の{name}")
    assert titles(target) == ["一"]
    assert titles(other) == ["別の一"]


def test_saving_the_same_again_pushes_no_backup_out(assessment: Assessment, target: Path) -> None:
    save_with(assessment, target, "一")
    for _ in range(15):
        save_with(assessment, target, "二")
    assert titles(target) == ["一"]


def test_a_server_that_numbers_no_file_has_backups_too(
    assessment: Assessment, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """File and backups lie on it, as a policy may lay down, and all files there look like one."""
    stat = os.stat

    def without_numbers(*given: Any, **named: Any) -> os.stat_result:
        facts = stat(*given, **named)
        return os.stat_result((facts.st_mode, 0, *facts[2:]))

    monkeypatch.setattr(os, "stat", without_numbers)
    for name in ("一", "二", "三", "四"):
        save_with(assessment, target, name)
    assert titles(target) == ["三", "二", "一"]


def test_a_failing_save_keeps_the_backups(
    assessment: Assessment, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        save_with(assessment, target, f"{number}回目")
    before = titles(target)
    for _ in range(12):
        with monkeypatch.context() as patch:
            patch.setattr(pia_file, "write_atomic", full_disk)
            with pytest.raises(OSError, match="No space"):
                save_with(assessment, target, "失敗")
    assert titles(target) == ["11回目", *before][:10]
    assert pia_file.load(target).title == "11回目"


def test_a_backup_bears_the_time_of_the_save_that_made_it(
    assessment: Assessment, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it is a second name of the file or, on another drive, a copy."""
    save_with(assessment, target, "一")
    os.utime(target, (1_000_000_000, 1_000_000_000))
    monkeypatch.setattr(os, "link", full_disk)
    save_with(assessment, target, "二")
    (backup,) = list_backups(target)
    assert backup.stat().st_mtime == 1_000_000_000
    assert pia_file.load(backup).title == "一"


def test_no_backup_no_save(assessment: Assessment, target: Path, backups: Path) -> None:
    """A file is not written over when its backup can't be taken; the refusal says so."""
    save_with(assessment, target, "一")
    (backups / "backups").write_bytes(b"a file where the folder should be")
    with pytest.raises(FileError):
        save_with(assessment, target, "二")
    assert pia_file.load(target).title == "一"
