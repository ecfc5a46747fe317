"""DocumentController by itself: files, locks, conflicts and autosave, without a window."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.autosave import find_unsaved_work, unsaved_dir
from pia_desktop.assessment.document import Document
from pia_desktop.files.lock_file import lock_path_of
from tests.ui.conftest import Answering
from tests.ui.controllers.fake_shell import FakeShell, as_shell, click
from ui.controllers.document import DocumentController
from ui.settings import RECENT, Settings


@pytest.fixture
def documents(
    shell: FakeShell, settings: Settings, file_dialogs: Answering
) -> Iterator[DocumentController]:
    controller = DocumentController(as_shell(shell), settings, file_dialogs)
    shell.followers.append(controller.follow)
    yield controller
    controller.finish()


def opened(shell: FakeShell) -> Document:
    assert shell.document is not None
    return shell.document


def number_in(path: Path) -> object:
    return pia_file.load(path).answers.get("cover.number")


def other_has(path: Path) -> None:
    holder = {
        "user": "tanaka",
        "pc": "SOMU-PC-012",
        "process": 1,
        "started": "x",
        "token": "theirs",
    }
    lock_path_of(path).write_text(json.dumps(holder), "utf-8")


def other_saves(path: Path, number: str) -> None:
    other = Document.open(path)
    other.set("cover.number", number)
    other.save()


def test_an_opened_file_is_shown_locked_and_remembered(
    shell: FakeShell, documents: DocumentController, settings: Settings, saved: Path
) -> None:
    assert documents.open_path(saved)
    assert opened(shell).path == saved
    assert lock_path_of(saved).exists()
    assert settings.get(RECENT) == [str(saved)]
    assert documents.folder() == saved.parent
    documents.finish()
    assert not lock_path_of(saved).exists()


def test_a_file_that_is_none_is_refused_and_the_open_one_stays(
    shell: FakeShell, documents: DocumentController, saved: Path, tmp_path: Path
) -> None:
    documents.open_path(saved)
    before = opened(shell)
    broken = tmp_path / "broken.pia"
    broken.write_bytes(b"no zip")
    assert not documents.open_path(broken)
    assert [Path(error.file) for error in shell.errors] == [broken]
    assert shell.document is before


def test_a_file_of_somebody_else_is_read_and_saved_elsewhere(
    shell: FakeShell,
    documents: DocumentController,
    file_dialogs: Answering,
    saved: Path,
    in_dialog: Any,
) -> None:
    other_has(saved)
    in_dialog("dialog_locked", click("button_read"))
    assert documents.open_path(saved)
    document = opened(shell)
    assert document.assessment.read_only
    assert document.locked_by is not None
    assert document.locked_by.user == "tanaka"
    file_dialogs.path = saved.with_name("b.pia")
    assert documents.save_as()
    assert not opened(shell).assessment.read_only
    assert opened(shell).locked_by is None
    assert "tanaka" in lock_path_of(saved).read_text("utf-8")
    assert lock_path_of(file_dialogs.path).exists()


def test_a_save_writes_and_says_so(
    shell: FakeShell, documents: DocumentController, saved: Path
) -> None:
    documents.open_path(saved)
    opened(shell).set("cover.number", "8")
    assert documents.save()
    assert number_in(saved) == "8"
    assert shell.messages == ["保存しました：a.pia"]
    assert shell.changes == 1


def test_a_conflict_is_settled_by_saving_elsewhere(
    shell: FakeShell,
    documents: DocumentController,
    file_dialogs: Answering,
    saved: Path,
    in_dialog: Any,
) -> None:
    documents.open_path(saved)
    opened(shell).set("cover.number", "8")
    other_saves(saved, "9")
    file_dialogs.path = saved.with_name("b.pia")
    seen = in_dialog("dialog_conflict", click("button_save_as"))
    assert documents.save()
    assert seen
    assert number_in(saved) == "9"
    assert number_in(file_dialogs.path) == "8"
    assert opened(shell).path == file_dialogs.path


def test_a_conflict_is_settled_by_opening_theirs_and_keeping_one_s_own(
    shell: FakeShell, documents: DocumentController, saved: Path, in_dialog: Any
) -> None:
    documents.open_path(saved)
    opened(shell).set("cover.number", "8")
    other_saves(saved, "9")
    in_dialog("dialog_conflict", click("button_theirs"))
    assert not documents.save()
    assert opened(shell).answers.get("cover.number") == "9"
    (unsaved,) = find_unsaved_work()
    assert unsaved.load().answers.get("cover.number") == "8"
    assert shell.messages == ["あなたの内容は「残っている作業」から復元できます。"]


@pytest.mark.parametrize("button,leaves", [("button_discard", True), ("button_cancel", False)])
def test_changes_are_let_go_only_when_a_person_says_so(
    shell: FakeShell,
    documents: DocumentController,
    saved: Path,
    in_dialog: Any,
    button: str,
    leaves: bool,
) -> None:
    documents.open_path(saved)
    opened(shell).set("cover.number", "8")
    in_dialog("dialog_unsaved", click(button))
    assert documents.may_leave() is leaves
    assert number_in(saved) == "7"


def test_what_is_typed_is_kept_until_it_is_saved(
    qtbot: QtBot, shell: FakeShell, documents: DocumentController, saved: Path
) -> None:
    documents.watch.autosave.clock.setInterval(20)
    documents.open_path(saved)
    opened(shell).set("cover.number", "8")
    qtbot.waitUntil(lambda: len(list(unsaved_dir().glob("*.pia"))) == 1)
    assert number_in(saved) == "7"
    documents.save()
    qtbot.waitUntil(lambda: not list(unsaved_dir().glob("*.pia")))
