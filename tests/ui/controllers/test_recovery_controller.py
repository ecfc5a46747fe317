"""RecoveryController by itself: earlier saves and work that was left behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.autosave import SideFile, WorkOrigin, find_unsaved_work, snapshot
from pia_desktop.assessment.document import Document, digest_of
from tests.ui.conftest import Answering
from tests.ui.controllers.fake_shell import FakeShell, as_shell, click
from ui.controllers.document import DocumentController
from ui.controllers.recovery import RecoveryController
from ui.settings import Settings


@pytest.fixture
def documents(
    shell: FakeShell, settings: Settings, file_dialogs: Answering
) -> Iterator[DocumentController]:
    controller = DocumentController(as_shell(shell), settings, file_dialogs)
    shell.followers.append(controller.follow)
    yield controller
    controller.finish()


@pytest.fixture
def recovery(shell: FakeShell, documents: DocumentController) -> RecoveryController:
    return RecoveryController(as_shell(shell), documents)


def left_behind(document: Document, number: str, path: Path) -> None:
    state = snapshot(document.assessment)
    state.answers.set("cover.number", number)
    side = SideFile()
    side.write(state, WorkOrigin(path, digest_of(path)))
    side.leave()


def test_an_earlier_save_is_opened_as_unsaved_work(
    shell: FakeShell,
    documents: DocumentController,
    recovery: RecoveryController,
    small: Document,
    saved: Path,
    in_dialog: Any,
) -> None:
    small.set("cover.number", "8")
    small.save()
    documents.open_path(saved)
    in_dialog("dialog_backups", click("button_ok"))
    recovery.show_backups()
    assert shell.document is not None
    assert shell.document.answers.get("cover.number") == "7"
    assert shell.document.path == saved
    assert shell.document.modified
    assert pia_file.load(saved).answers.get("cover.number") == "8"


def test_a_document_without_a_file_has_no_earlier_saves(
    shell: FakeShell, recovery: RecoveryController, small: Document
) -> None:
    shell.show_document(small)
    recovery.show_backups()
    assert shell.messages == ["まだ一度も保存していないので、以前の状態はありません。"]


def test_work_that_was_left_is_restored_and_kept_while_it_is_open(
    qtbot: QtBot,
    shell: FakeShell,
    recovery: RecoveryController,
    small: Document,
    saved: Path,
    in_dialog: Any,
) -> None:
    left_behind(small, "8", saved)
    in_dialog("dialog_recovery", click("button_restore"))
    recovery.offer()
    assert shell.document is not None
    assert shell.document.answers.get("cover.number") == "8"
    assert shell.document.unsaved_names() == ["評価書番号"]
    assert shell.messages == ["作業を復元しました。まだ保存していません。"]
    qtbot.waitUntil(lambda: not find_unsaved_work())


def test_discarded_work_is_gone(
    shell: FakeShell,
    recovery: RecoveryController,
    small: Document,
    saved: Path,
    in_dialog: Any,
) -> None:
    left_behind(small, "8", saved)

    def discard(dialog: Any) -> None:
        in_dialog("confirm_discard", click("button_ok"))
        click("button_discard")(dialog)

    in_dialog("dialog_recovery", discard)
    recovery.show_left()
    assert find_unsaved_work() == []
    assert shell.document is None


def test_where_nothing_was_left_it_is_said_only_if_asked(
    shell: FakeShell, recovery: RecoveryController
) -> None:
    recovery.offer()
    assert shell.messages == []
    recovery.show_left()
    assert shell.messages == ["残っている作業はありません。"]
