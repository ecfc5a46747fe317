"""Every call to the system that a save makes fails in turn, with every reason that it may have."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pia_desktop.assessment import new_assessment, pia_file
from pia_desktop.assessment.autosave import SideFile, WorkOrigin, unsaved_dir
from pia_desktop.assessment.model import Assessment
from pia_desktop.errors import FileError

# Disk full, no right, broken, write-protected, quota, in use, gone, server gone.
REASONS = (
    errno.ENOSPC,
    errno.EACCES,
    errno.EIO,
    errno.EROFS,
    errno.EDQUOT,
    errno.EBUSY,
    errno.ENOENT,
    errno.ESTALE,
)
CALLS = ("open", "fsync", "replace", "mkdir", "link", "chmod", "utime", "listdir")
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龥]")
_ENGLISH = re.compile("[a-z]{4}")
_QUOTED = re.compile("「[^」]*」")  # names of folders


class _Faults:
    """Counts the calls below one folder or more, and lets those fail that it is told to."""

    def __init__(self, failing: Callable[[int], bool], number: int) -> None:
        self._failing, self._number = failing, number
        self.calls: list[str] = []

    def note(self, name: str) -> None:
        self.calls.append(name)
        if self._failing(len(self.calls) - 1):
            raise OSError(self._number, os.strerror(self._number))


class _Stream:
    """A file whose writing can fail, and which lets its handle go whatever happens."""

    def __init__(self, inner: Any, faults: _Faults) -> None:
        self._inner, self._faults = inner, faults

    def __enter__(self) -> _Stream:
        return self

    def __exit__(self, *args: object) -> None:
        self._inner.close()

    def write(self, data: bytes) -> int:
        self._faults.note("write")
        written: int = self._inner.write(data)
        return written

    def flush(self) -> None:
        self._faults.note("flush")
        self._inner.flush()

    def fileno(self) -> int:
        number: int = self._inner.fileno()
        return number


@contextmanager
def _faults(failing: Callable[[int], bool], number: int = errno.EIO) -> Iterator[_Faults]:
    faults = _Faults(failing, number)
    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, _wrapped(name, getattr(os, name), faults))
        opened = os.fdopen
        patch.setattr(os, "fdopen", lambda *a, **k: _Stream(opened(*a, **k), faults))
        yield faults


def _wrapped(name: str, real: Callable[..., Any], faults: _Faults) -> Callable[..., Any]:
    def call(*given: Any, **more: Any) -> Any:
        faults.note(name)
        return real(*given, **more)

    return call


def _refusal(work: Callable[[], None]) -> FileError | None:
    try:
        work()
    except FileError as error:
        return error
    return None


def _never(_index: int) -> bool:
    return False


@pytest.fixture
def assessment() -> Assessment:
    made = new_assessment("youshiki3-2025-05")
    made.answers.set("cover.name", "古い内容")
    return made


def _changed(assessment: Assessment, name: str) -> Assessment:
    assessment.answers.set("cover.name", name)
    return assessment


def _all_below(*folders: Path) -> list[Path]:
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


@pytest.mark.slow
@pytest.mark.parametrize("elsewhere", [False, True], ids=["same-drive", "other-drive"])
def test_each_call_of_a_save(
    assessment: Assessment, quick: Path, own_data: Path, elsewhere: bool
) -> None:
    """`other-drive`: the backup can't be a second name and is a copy."""

    def linkless(failing: Callable[[int], bool]) -> Callable[[int], bool]:
        return lambda index: failing(index) or (elsewhere and faults.calls[index] == "link")

    shared = quick / "共有"
    shared.mkdir()
    path = shared / "評価書.pia"
    count, at, refused = 1, 0, 0
    while at < count:
        for number in REASONS:
            path.unlink(missing_ok=True)
            for old in _all_below(own_data):
                old.unlink()
            pia_file.save(_changed(assessment, "古い内容"), path)
            before = path.read_bytes()
            failing = linkless(lambda index, at=at: index == at)  # type: ignore[misc]
            with _faults(failing, number) as faults:
                error = _refusal(lambda: pia_file.save(_changed(assessment, "新しい内容"), path))
            count = max(count, len(faults.calls))
            where = (faults.calls[min(at, len(faults.calls) - 1)], errno.errorcode[number])
            if error is None:
                assert pia_file.load(path).title == "新しい内容", where
            else:
                refused += 1
                assert path.read_bytes() == before, where
                assert _JAPANESE.search(error.message), where
                assert error.remedy.endswith("ください。"), where
                assert error.file == str(path), where
                assert not _ENGLISH.search(_QUOTED.sub("", error.message)), where
            assert [each.name for each in shared.iterdir()] == [path.name], where
            assert not [p for p in _all_below(own_data) if p.suffix not in (".pia", ".json")], where
        at += 1
    print(f"{count} calls, {len(REASONS)} reasons each, {refused} refusals")
    assert count >= 10
    assert refused >= 5 * len(REASONS)


def test_each_call_of_an_autosave(assessment: Assessment, own_data: Path) -> None:
    count, at = 1, 0
    while at < count:
        for number in REASONS:
            side = SideFile()
            with _faults(lambda index, at=at: index == at, number) as faults:  # type: ignore[misc]
                error = _refusal(lambda: side.write(_changed(assessment, "内容"), WorkOrigin()))  # noqa: B023 - called at once
            assert error is None or _JAPANESE.search(error.message)
            count = max(count, len(faults.calls))
            assert not [path for path in _all_below(own_data) if path.suffix == ".tmp"]
            side.write(assessment, WorkOrigin())
            side.remove()
            assert not unsaved_dir().is_dir() or not list(unsaved_dir().iterdir())
        at += 1
    assert count >= 8


def test_a_drive_that_vanishes_in_the_midst(assessment: Assessment, quick: Path) -> None:
    """From some call on everything fails. What was there is there when the drive is back."""
    path = quick / "評価書.pia"
    with _faults(_never) as faults:
        pia_file.save(_changed(assessment, "古い内容"), path)
        pia_file.save(_changed(assessment, "次の内容"), path)
    for at in range(len(faults.calls)):
        pia_file.save(_changed(assessment, "古い内容"), path)
        with _faults(lambda index, at=at: index >= at, errno.ENODEV):  # type: ignore[misc]
            error = _refusal(lambda: pia_file.save(_changed(assessment, "新しい内容"), path))
        assert error is None or "ドライブ" in str(error) or "控え" in str(error)
        assert pia_file.load(path).title in ("古い内容", "新しい内容")
