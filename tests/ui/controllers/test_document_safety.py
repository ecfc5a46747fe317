"""Autosave, locks and other people's saves, as the window shows them."""

from __future__ import annotations

import errno
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pia_desktop.assessment import Assessment, pia_file
from pia_desktop.assessment.autosave import SideFile, WorkOrigin, find_unsaved_work, unsaved_dir
from pia_desktop.assessment.document import Document
from pia_desktop.errors import FileError
from pia_desktop.files import atomic_write
from pia_desktop.files.lock_file import lock_path_of
from tests.ui.conftest import Hands
from ui.background.autosave_timer import INTERVAL, AutosaveTimer

Open = Callable[..., Hands]
LEFT = Qt.MouseButton.LeftButton


def _click(name: str) -> Callable[[QWidget], None]:
    def click(dialog: QWidget) -> None:
        found = dialog.findChild(QPushButton, name)
        assert found is not None
        found.click()

    return click


def _text(hands: Hands, name: str) -> str:
    label = hands.find(QLabel, f"{name}_words")
    return label.text() if label.isVisible() else ""


def _kept() -> list[str]:
    """The numbers of the assessments in the side files."""
    found = unsaved_dir().glob("*.pia") if unsaved_dir().is_dir() else ()
    return [pia_file.load(path).answers.get("cover.number") or "" for path in found]


def _hasten(hands: Hands, interval: int = 50) -> AutosaveTimer:
    autosave = hands.window.controllers.documents.watch.autosave
    autosave.clock.setInterval(interval)
    return autosave


@pytest.fixture
def path(small: Document, tmp_path: Path) -> Path:
    saved = tmp_path / "a.pia"
    small.save_as(saved)
    return saved


def _other_has(path: Path, user: str = "tanaka") -> None:
    said = {
        "user": user,
        "pc": "SOMU-PC-012",
        "process": 1,
        "started": "x",
        "since": "2025-05-01T11:58:00+09:00",
        "token": "theirs",
    }
    lock_path_of(path).write_text(json.dumps(said), "utf-8")


def _other_saves(path: Path, number: str) -> None:
    other = Document.open(path)
    other.set("cover.number", number)
    other.save()


def _come_back(hands: Hands) -> None:
    """The window comes to the front again."""
    QApplication.sendEvent(hands.window, QEvent(QEvent.Type.ActivationChange))


# -- autosave ------------------------------------------------------------------------------


def test_what_is_typed_is_kept_beside_no_file_and_gone_once_it_is_saved(
    qtbot: QtBot, open_window: Open, small: Document, path: Path
) -> None:
    before = path.read_bytes()
    hands = open_window(small)
    _hasten(hands)
    qtbot.keyClicks(hands.find(QLineEdit, "cover.number"), "8")
    qtbot.waitUntil(lambda: _kept() == ["87"])
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.glob("*.pia")] == [path.name]
    hands.trigger("action_save")
    qtbot.waitUntil(lambda: not list(unsaved_dir().iterdir()))
    assert pia_file.load(path).answers.get("cover.number") == "87"


def test_typing_without_a_pause_does_not_put_it_off(
    qtbot: QtBot, open_window: Open, small: Document
) -> None:
    hands = open_window(small)
    _hasten(hands, 300)
    line = hands.find(QLineEdit, "cover.number")

    def type_on() -> bool:
        qtbot.keyClicks(line, "1")
        return bool(_kept())

    qtbot.waitUntil(type_on)  # asks again after less than the interval


def test_what_is_typed_while_a_slow_disk_writes_is_kept_right_after(
    qtbot: QtBot, open_window: Open, small: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = open_window(small)
    autosave = _hasten(hands, 1_000_000)
    slow, write = threading.Event(), SideFile.write

    def wait_and_write(self: SideFile, state: Assessment, origin: WorkOrigin) -> None:
        slow.wait(10)
        write(self, state, origin)

    monkeypatch.setattr(SideFile, "write", wait_and_write)
    small.set("cover.number", "8")
    autosave.keep()
    small.set("cover.number", "9")
    autosave.keep()
    slow.set()
    qtbot.waitUntil(lambda: _kept() == ["9"])


def test_the_clock_is_within_the_promise() -> None:
    assert INTERVAL <= 5000 - 1500


def test_undone_and_discarded_work_is_not_offered_later(
    qtbot: QtBot, open_window: Open, small: Document, path: Path, in_dialog: Any
) -> None:
    hands = open_window(small)
    _hasten(hands)
    qtbot.keyClicks(hands.find(QLineEdit, "cover.number"), "8")
    qtbot.waitUntil(lambda: bool(_kept()))
    hands.trigger("action_undo")
    qtbot.waitUntil(lambda: not _kept())
    qtbot.keyClicks(hands.find(QLineEdit, "cover.number"), "9")
    qtbot.waitUntil(lambda: bool(_kept()))
    in_dialog("dialog_unsaved", _click("button_discard"))
    assert hands.window.close()
    assert list(unsaved_dir().iterdir()) == []


def test_a_failing_autosave_is_shown_until_it_works_again(
    qtbot: QtBot, open_window: Open, small: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = open_window(small)
    _hasten(hands)

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(atomic_write.os, "fsync", full)
        qtbot.keyClicks(hands.find(QLineEdit, "cover.number"), "8")
        qtbot.waitUntil(lambda: "空き容量がありません" in _text(hands, "notice_autosave"))
        hands.window.controllers.view.set_text_size(125)
        assert _text(hands, "notice_autosave")
        hands.window.controllers.view.set_text_size(100)
    qtbot.waitUntil(lambda: not _text(hands, "notice_autosave"))
    assert _kept() == ["87"]


# -- locks ---------------------------------------------------------------------------------


def test_an_open_file_is_locked_until_the_window_closes(
    qtbot: QtBot, open_window: Open, path: Path
) -> None:
    hands = open_window()
    hands.window.controllers.documents.open_path(path)
    assert lock_path_of(path).exists()
    hands.files.path = path.with_name("b.pia")
    hands.trigger("action_save_as")
    assert not lock_path_of(path).exists()
    assert lock_path_of(hands.files.path).exists()
    hands.window.close()
    assert not lock_path_of(hands.files.path).exists()


def test_who_opens_second_is_told_and_reads(
    qtbot: QtBot, open_window: Open, path: Path, in_dialog: Any
) -> None:
    _other_has(path)
    hands = open_window()
    said: list[str] = []

    def read(dialog: QWidget) -> None:
        label = dialog.findChild(QLabel, "locked_holder")
        assert label is not None
        said.append(label.text())
        assert dialog.findChild(QPushButton, "button_edit") is None
        _click("button_read")(dialog)

    in_dialog("dialog_locked", read)
    assert hands.window.controllers.documents.open_path(path)
    assert "tanaka" in said[0]
    assert "SOMU-PC-012" in said[0]
    assert "2025年5月1日" in said[0]
    assert "読み取り専用" in hands.window.windowTitle()
    assert "tanakaさん" in _text(hands, "notice_held")
    qtbot.keyClicks(hands.find(QLineEdit, "cover.number"), "9")
    assert hands.get("cover.number") == "7"
    in_dialog("dialog_save_failed", _click("button_close"))
    hands.trigger("action_save")
    hands.files.path = path.with_name("写し.pia")
    qtbot.mouseClick(hands.find(QPushButton, "held_save_as"), LEFT)
    assert "読み取り専用" not in hands.window.windowTitle()
    assert not _text(hands, "notice_held")
    assert lock_path_of(hands.files.path).exists()
    qtbot.keyClicks(hands.find(QLineEdit, "cover.number"), "9")
    assert hands.get("cover.number") == "97"


def test_a_person_may_leave_a_locked_file_alone(
    open_window: Open, path: Path, in_dialog: Any
) -> None:
    _other_has(path)
    hands = open_window()
    in_dialog("dialog_locked", _click("button_cancel"))
    assert not hands.window.controllers.documents.open_path(path)
    assert hands.window.document is None


def test_a_stale_lock_can_be_taken_over(open_window: Open, path: Path, in_dialog: Any) -> None:
    _other_has(path)
    os.utime(lock_path_of(path), (1_000_000_000, 1_000_000_000))
    hands = open_window()
    in_dialog("dialog_locked", _click("button_edit"))
    assert hands.window.controllers.documents.open_path(path)
    hands.document.set("cover.number", "8")
    hands.trigger("action_save")
    assert pia_file.load(path).answers.get("cover.number") == "8"
    assert "tanaka" not in lock_path_of(path).read_text("utf-8")


def test_whoever_loses_the_lock_is_told(qtbot: QtBot, open_window: Open, path: Path) -> None:
    hands = open_window()
    hands.window.controllers.documents.open_path(path)
    _other_has(path, "sato")
    hands.window.controllers.documents.watch.file_watcher._beat()
    qtbot.waitUntil(lambda: "satoさん" in _text(hands, "notice_held"))


# -- changed on disk -----------------------------------------------------------------------


def test_a_change_on_disk_is_noticed_once_when_the_window_comes_back(
    qtbot: QtBot, open_window: Open, path: Path
) -> None:
    hands = open_window()
    hands.window.controllers.documents.open_path(path)
    guard = hands.window.controllers.documents.watch.file_watcher
    told: list[str] = []
    guard.changed.connect(lambda: told.append("changed"))
    _come_back(hands)
    qtbot.waitUntil(lambda: not guard._busy)
    assert not told
    _other_saves(path, "9")
    for _ in range(3):
        _come_back(hands)
        qtbot.waitUntil(lambda: not guard._busy)
    assert told == ["changed"]
    assert _text(hands, "notice_changed")


def test_one_s_own_save_is_no_change(qtbot: QtBot, open_window: Open, path: Path) -> None:
    hands = open_window()
    hands.window.controllers.documents.open_path(path)
    guard = hands.window.controllers.documents.watch.file_watcher
    _come_back(hands)
    hands.document.set("cover.number", "8")
    hands.trigger("action_save")
    _come_back(hands)
    qtbot.waitUntil(lambda: not guard._busy)
    assert not _text(hands, "notice_changed")


def test_theirs_is_opened_and_one_s_own_work_stays(
    qtbot: QtBot, open_window: Open, path: Path, in_dialog: Any
) -> None:
    hands = open_window()
    hands.window.controllers.documents.open_path(path)
    qtbot.keyClicks(hands.find(QLineEdit, "cover.number"), "8")
    _other_saves(path, "9")
    compared: list[str] = []

    def compare(dialog: QWidget) -> None:
        compared.extend(label.text() for label in dialog.findChildren(QLabel))
        _click("button_close")(dialog)
        in_dialog("dialog_conflict", _click("button_theirs"))

    def ask(dialog: QWidget) -> None:
        in_dialog("dialog_compare", compare)
        _click("button_compare")(dialog)

    in_dialog("dialog_conflict", ask)
    hands.trigger("action_save")
    assert {"87", "9", "評価書番号"} <= set(compared)
    assert hands.get("cover.number") == "9"
    assert not hands.document.modified
    (left,) = find_unsaved_work()
    assert left.load().answers.get("cover.number") == "87"
    in_dialog("dialog_recovery", _click("button_restore"))
    hands.trigger("action_left")
    assert hands.get("cover.number") == "87"
    assert hands.document.unsaved_names() == ["評価書番号"]
    in_dialog("dialog_conflict", _click("button_cancel"))
    hands.trigger("action_save")
    assert pia_file.load(path).answers.get("cover.number") == "9"


# -- a save that fails ---------------------------------------------------------------------


def test_a_save_that_fails_keeps_the_work_and_can_be_tried_again(
    qtbot: QtBot,
    open_window: Open,
    path: Path,
    in_dialog: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hands = open_window()
    hands.window.controllers.documents.open_path(path)
    qtbot.keyClicks(hands.find(QLineEdit, "cover.number"), "8")
    before = path.read_bytes()
    said: list[str] = []

    def full(path: Path, data: bytes) -> None:
        raise FileError("書き込めませんでした（空き容量がありません）。", "別の場所に。")

    def again(dialog: QWidget) -> None:
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        qtbot.waitUntil(lambda: _kept() == ["87"])
        assert path.read_bytes() == before
        monkeypatch.setattr(pia_file, "write_atomic", atomic_write.write_atomic)
        _click("button_retry")(dialog)

    monkeypatch.setattr(pia_file, "write_atomic", full)
    in_dialog("dialog_save_failed", again)
    hands.trigger("action_save")
    assert any("空き容量がありません" in text for text in said)
    assert any("なくなっていません" in text for text in said)
    assert pia_file.load(path).answers.get("cover.number") == "87"
    assert not hands.document.modified


def test_a_save_that_fails_can_go_elsewhere(
    open_window: Open, path: Path, tmp_path: Path, in_dialog: Any
) -> None:
    hands = open_window()
    hands.window.controllers.documents.open_path(path)
    hands.document.set("cover.number", "8")
    path.unlink()
    path.mkdir()
    hands.files.path = tmp_path / "b.pia"
    in_dialog("dialog_save_failed", _click("button_save_as"))
    hands.trigger("action_save")
    assert hands.document.path == tmp_path / "b.pia"
    assert pia_file.load(tmp_path / "b.pia").answers.get("cover.number") == "8"
