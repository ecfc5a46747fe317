"""The open file is renamed, deleted or made read-only, or a disk fills up, while somebody writes:
the work stays, and what happened is said.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.autosave import unsaved_dir
from pia_desktop.assessment.document import Document
from pia_desktop.files.lock_file import lock_path_of
from pia_desktop.files.paths import DATA_ENV
from tests.ui.conftest import Hands

Open = Callable[..., Hands]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of two megabytes; a plain folder where none can be mounted."""
    place = tmp_path / "共有"
    place.mkdir()
    root = sys.platform == "linux" and os.geteuid() == 0
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if not root or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root may mount a small file system")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def path(small: Document, tmp_path: Path) -> Path:
    saved = tmp_path / "a.pia"
    small.save_as(saved)
    return saved


def _click(name: str) -> Callable[[QWidget], None]:
    def click(dialog: QWidget) -> None:
        button = dialog.findChild(QPushButton, name)
        assert button is not None
        button.click()

    return click


def _kept() -> list[str]:
    return [pia_file.load(path).answers.get("cover.number") or "" for path in _side_files()]


def _side_files() -> list[Path]:
    return list(unsaved_dir().glob("*.pia")) if unsaved_dir().is_dir() else []


def _opened(open_window: Open, path: Path) -> Hands:
    hands = open_window()
    hands.window.controllers.documents.open_path(path)
    hands.window.controllers.documents.watch.autosave.clock.setInterval(50)
    return hands


def _fill(place: Path) -> Path:
    filler = place / "filler"
    with filler.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(bytes(4096))
        except OSError:
            return filler


def test_autosave_on_a_full_disk_says_so_until_there_is_room(
    qtbot: QtBot,
    open_window: Open,
    small: Document,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(DATA_ENV, str(folder))
    hands = open_window(small)
    hands.window.controllers.documents.watch.autosave.clock.setInterval(50)
    qtbot.keyClicks(hands.find(QLineEdit, "cover.number"), "8")
    qtbot.waitUntil(lambda: _kept() == ["87"])
    filler = _fill(folder)
    qtbot.keyClicks(hands.find(QLineEdit, "cover.number"), "9")
    notice = hands.find(QLabel, "notice_autosave_words")
    qtbot.waitUntil(lambda: notice.isVisible() and "空き容量がありません" in notice.text())
    assert _kept() == ["87"]  # the last that there was room for
    filler.unlink()
    qtbot.waitUntil(lambda: not notice.isVisible())
    assert _kept() == ["897"]


def test_a_folder_that_becomes_read_only_keeps_file_and_work(
    qtbot: QtBot, open_window: Open, small: Document, folder: Path, tmp_path: Path, in_dialog: Any
) -> None:
    path = folder / "a.pia"
    small.save_as(path)
    hands = _opened(open_window, path)
    before = path.read_bytes()
    remount = ["mount", "-o", "remount,{}", str(folder)]
    subprocess.run([word.format("ro") for word in remount], check=True)
    said: list[str] = []

    def ask(dialog: QWidget) -> None:
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        qtbot.waitUntil(lambda: _kept() == ["87"])
        _click("button_save_as")(dialog)

    try:
        qtbot.keyClicks(hands.find(QLineEdit, "cover.number"), "8")
        hands.files.path = tmp_path / "別の場所.pia"
        in_dialog("dialog_save_failed", ask)
        hands.trigger("action_save")
        assert any("書き込めない場所です" in text for text in said)
        assert path.read_bytes() == before
        saved = pia_file.load(tmp_path / "別の場所.pia")
        assert saved.answers.get("cover.number") == "87"
        assert not hands.document.modified
    finally:
        subprocess.run([word.format("rw") for word in remount], check=True)


@pytest.mark.parametrize("away", ["renamed", "deleted"])
def test_a_file_that_went_away_is_written_again_under_its_name(
    qtbot: QtBot, open_window: Open, path: Path, away: str
) -> None:
    """Nothing else has its name, so nobody's work is written over; what was renamed stays."""
    hands = _opened(open_window, path)
    before = path.read_bytes()
    renamed = path.with_name("名前を変えた.pia")
    if away == "renamed":
        path.rename(renamed)
    else:
        path.unlink()
    qtbot.keyClicks(hands.find(QLineEdit, "cover.number"), "8")
    qtbot.waitUntil(lambda: _kept() == ["87"])
    hands.trigger("action_save")
    assert not hands.document.modified
    assert pia_file.load(path).answers.get("cover.number") == "87"
    assert renamed.exists() == (away == "renamed")
    if away == "renamed":
        assert renamed.read_bytes() == before
    assert hands.window.close()
    assert not lock_path_of(path).exists()
    assert _side_files() == []


def test_another_file_in_its_place_is_asked_about(
    qtbot: QtBot, open_window: Open, path: Path, in_dialog: Any
) -> None:
    hands = _opened(open_window, path)
    path.rename(path.with_name("名前を変えた.pia"))
    other = Document.open(path.with_name("名前を変えた.pia"))
    other.set("cover.number", "other")
    other.save_as(path)
    other.lock.end()
    qtbot.keyClicks(hands.find(QLineEdit, "cover.number"), "8")
    in_dialog("dialog_conflict", _click("button_cancel"))
    hands.trigger("action_save")
    assert pia_file.load(path).answers.get("cover.number") == "other"
    assert hands.document.modified
