"""Unsaved work lies beside nobody's file, survives its process, and is offered once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pia_desktop.assessment import autosave, pia_file
from pia_desktop.assessment.autosave import (
    SideFile,
    WorkOrigin,
    find_unsaved_work,
    snapshot,
    unsaved_dir,
)
from pia_desktop.assessment.document import ChangedError, Document, digest_of
from pia_desktop.assessment.document_access import restore_document
from pia_desktop.assessment.model import Assessment
from pia_desktop.errors import FileError
from tests.effort import LONGEST_CALL_S


@pytest.fixture
def path(assessment: Assessment, tmp_path: Path) -> Path:
    saved = tmp_path / "評価書 第2版.pia"
    pia_file.save(assessment, saved)
    return saved


def leave(assessment: Assessment, origin: WorkOrigin) -> None:
    side = SideFile()
    side.write(assessment, origin)
    side.leave()


def test_work_of_a_running_program_is_not_offered(assessment: Assessment, path: Path) -> None:
    side = SideFile()
    side.write(assessment, WorkOrigin(path, "x"))
    assert find_unsaved_work() == []
    assert len(list(unsaved_dir().iterdir())) == 2
    side.remove()
    assert list(unsaved_dir().iterdir()) == []
    side.remove()


def test_work_that_a_scanner_looks_into_goes_all_the_same(
    assessment: Assessment, path: Path, scanned_once: Callable[[str], list[Path]]
) -> None:
    """Left behind, it would be offered at the next start although it was saved."""
    side = SideFile()
    side.write(assessment, WorkOrigin(path, "x"))
    kept = set(unsaved_dir().iterdir())
    seen = scanned_once("")
    side.remove()
    assert set(seen) == kept
    assert list(unsaved_dir().iterdir()) == []


def test_work_of_a_program_that_is_gone_is_offered(assessment: Assessment, path: Path) -> None:
    before = path.read_bytes()
    assessment.answers.set("cover.number", "8")
    pia_file.save(assessment, path.with_name("new.pia"))
    code = (
        "import os, sys; from pathlib import Path; from pia_desktop.assessment import pia_file;"
        "from pia_desktop.assessment.autosave import SideFile, WorkOrigin;"
        "work, path, digest = pia_file.load(Path(sys.argv[1])), Path(sys.argv[2]), sys.argv[3];"
        "SideFile().write(work, WorkOrigin(path, digest)); os._exit(1)"
    )
    given = [str(path.with_name("new.pia")), str(path), digest_of(path)]
    subprocess.run([sys.executable, "-c", code, *given], check=False, timeout=LONGEST_CALL_S)
    (left,) = find_unsaved_work()
    assert left.origin == WorkOrigin(path, digest_of(path))
    assert left.load().answers.get("cover.number") == "8"
    assert path.read_bytes() == before
    left.remove()
    assert find_unsaved_work() == []
    assert list(unsaved_dir().iterdir()) == []


def test_restored_work_is_unsaved_and_saves_to_its_own_file(
    assessment: Assessment, path: Path
) -> None:
    origin = WorkOrigin(path, digest_of(path))
    assessment.answers.set("cover.number", "8")
    leave(assessment, origin)
    (left,) = find_unsaved_work()
    document = restore_document(left.load(), left.origin)
    assert document.path == path
    assert document.unsaved_names() == ["評価書番号"]
    document.save()
    assert pia_file.load(path).answers.get("cover.number") == "8"
    assert not document.modified


def test_restored_work_does_not_write_over_what_somebody_saved_since(
    assessment: Assessment, path: Path
) -> None:
    origin = WorkOrigin(path, digest_of(path))
    work = snapshot(assessment)
    work.answers.set("cover.number", "8")
    leave(work, origin)
    assessment.answers.set("cover.number", "9")
    pia_file.save(assessment, path)
    (left,) = find_unsaved_work()
    document = restore_document(left.load(), left.origin)
    with pytest.raises(ChangedError):
        document.save()
    assert pia_file.load(path).answers.get("cover.number") == "9"


def test_work_that_was_never_saved_and_work_whose_file_is_gone(
    assessment: Assessment, path: Path
) -> None:
    leave(assessment, WorkOrigin())
    leave(assessment, WorkOrigin(path, digest_of(path)))
    path.unlink()
    kept = {
        left.origin.path: restore_document(left.load(), left.origin) for left in find_unsaved_work()
    }
    assert set(kept) == {None, path}
    assert all(document.modified for document in kept.values())
    kept[path].save()
    assert pia_file.load(path).answers == assessment.answers


def test_the_newest_is_offered_first(assessment: Assessment) -> None:
    for number in range(3):
        leave(assessment, WorkOrigin(Path(f"{number}.pia")))
    for left in find_unsaved_work():
        assert left.origin.path is not None
        when = 1_000_000_000 + int(left.origin.path.stem)
        os.utime(left.work, (when, when))
    names = [left.origin.path and left.origin.path.name for left in find_unsaved_work()]
    assert names == ["2.pia", "1.pia", "0.pia"]


@pytest.mark.parametrize(
    "about",
    [b"", b"{", b"[]", b'{"path": 7, "process": "x"}', b'{"path": "a\\u0000b"}', b"\xff", None],
)
def test_work_with_a_broken_description_is_offered_without_its_file(
    assessment: Assessment, about: bytes | None
) -> None:
    leave(assessment, WorkOrigin(Path("a.pia"), "x"))
    (description,) = unsaved_dir().glob("*.json")
    if about is None:
        description.unlink()
    else:
        description.write_bytes(about)
    (left,) = find_unsaved_work()
    assert left.origin.path is None
    assert left.load().answers == assessment.answers


def test_a_description_without_work_is_cleared_away(assessment: Assessment) -> None:
    leave(assessment, WorkOrigin())
    (work,) = unsaved_dir().glob("*.pia")
    work.unlink()
    assert find_unsaved_work() == []
    assert list(unsaved_dir().iterdir()) == []


def test_a_new_state_replaces_the_one_before_and_a_failing_one_leaves_it(
    assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    side = SideFile()
    for number in ("8", "9"):
        assessment.answers.set("cover.number", number)
        side.write(assessment, WorkOrigin())
    with monkeypatch.context() as patch:
        patch.setattr(autosave, "write_atomic", _refuse)
        assessment.answers.set("cover.number", "10")
        with pytest.raises(FileError):
            side.write(assessment, WorkOrigin())
    side.leave()
    (left,) = find_unsaved_work()
    assert left.load().answers.get("cover.number") == "9"


def _refuse(path: Path, data: bytes) -> None:
    raise FileError("書き込めませんでした。", "空き容量を確かめてください。", file=path)


def test_a_snapshot_does_not_follow_what_is_typed(document: Document) -> None:
    before = snapshot(document.assessment)
    document.set("cover.number", "8")
    document.add("systems")
    assert before.answers.get("cover.number") == "7"
    assert before.answers.count("systems") == 1
    assert before.form is document.assessment.form
