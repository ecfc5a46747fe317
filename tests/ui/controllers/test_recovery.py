"""Ways back: work that was left behind, and the states of earlier saves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.autosave import (
    SideFile,
    WorkOrigin,
    find_unsaved_work,
    snapshot,
    unsaved_dir,
)
from pia_desktop.assessment.backups import list_backups
from pia_desktop.assessment.document import Document, digest_of
from tests.ui.conftest import Hands
from ui import app
from ui.dialogs.compare import excerpts
from ui.dialogs.date_text import moment_in_words, size_in_words

Open = Callable[..., Hands]


def _click(name: str) -> Callable[[QWidget], None]:
    def click(dialog: QWidget) -> None:
        found = dialog.findChild(QPushButton, name)
        assert found is not None
        found.click()

    return click


def _label(dialog: QWidget, name: str) -> str:
    label = dialog.findChild(QLabel, name)
    assert label is not None
    return label.text()


def _list(dialog: QWidget, name: str) -> QListWidget:
    found = dialog.findChild(QListWidget, name)
    assert found is not None
    return found


@pytest.fixture
def path(small: Document, tmp_path: Path) -> Path:
    saved = tmp_path / "a.pia"
    small.save_as(saved)
    return saved


def _leave(document: Document, number: str, path: Path | None) -> None:
    state = snapshot(document.assessment)
    state.answers.set("cover.number", number)
    side = SideFile()
    side.write(state, WorkOrigin(path, digest_of(path) if path else ""))
    side.leave()


# -- work that was left behind -------------------------------------------------------------


def test_the_next_start_offers_what_was_left_and_says_what_differs(
    qtbot: QtBot, small: Document, path: Path, in_dialog: Any
) -> None:
    _leave(small, "8", path)
    said: list[str] = []

    def restore(dialog: QWidget) -> None:
        said.append(_label(dialog, "recovery_differs"))
        said.append(_list(dialog, "recovery").item(0).text())
        _click("button_restore")(dialog)

    seen = in_dialog("dialog_recovery", restore)
    window = app.open_window(None)
    qtbot.waitUntil(lambda: bool(seen) and window.document is not None)
    document = window.document
    assert document is not None
    assert "・評価書番号" in said[0]
    assert "a.pia" in said[1]
    assert "今日" in said[1]
    assert document.answers.get("cover.number") == "8"
    assert document.path == path
    qtbot.waitUntil(lambda: "a.pia*" in window.windowTitle())
    assert pia_file.load(path).answers.get("cover.number") == "7"
    qtbot.waitUntil(lambda: not find_unsaved_work())
    assert len(list(unsaved_dir().glob("*.pia"))) == 1, "it is kept while it is open"
    window.controllers.documents.save()
    assert pia_file.load(path).answers.get("cover.number") == "8"
    window.close()
    window.deleteLater()
    assert list(unsaved_dir().iterdir()) == []


def test_a_start_with_nothing_left_asks_nothing(qtbot: QtBot, path: Path) -> None:
    window = app.open_window(path)
    qtbot.waitUntil(lambda: window.document is not None)
    QApplication.processEvents()
    window.close()
    window.deleteLater()


def test_work_that_is_in_the_file_anyway_is_not_offered(
    qtbot: QtBot, open_window: Open, small: Document, path: Path
) -> None:
    _leave(small, "7", path)
    hands = open_window()
    hands.window.controllers.recovery.offer()
    assert find_unsaved_work() == []


def test_later_asks_again_and_discard_asks_twice(
    open_window: Open, small: Document, path: Path, in_dialog: Any
) -> None:
    _leave(small, "8", path)
    _leave(small, "9", None)
    hands = open_window()
    in_dialog("dialog_recovery", _click("button_later"))
    hands.window.controllers.recovery.offer()
    assert len(find_unsaved_work()) == 2

    def discard(dialog: QWidget) -> None:
        in_dialog("confirm_discard", confirm)
        _click("button_discard")(dialog)

    def confirm(dialog: QWidget) -> None:
        _click("button_ok")(dialog)
        in_dialog("dialog_recovery", _click("button_later"))

    in_dialog("dialog_recovery", discard)
    hands.trigger("action_left")
    assert len(find_unsaved_work()) == 1


def test_broken_work_is_named_and_can_be_discarded_alone(
    open_window: Open, small: Document, path: Path, in_dialog: Any
) -> None:
    _leave(small, "8", path)
    (work,) = unsaved_dir().glob("*.pia")
    work.write_bytes(b"no zip")
    hands = open_window()

    def look(dialog: QWidget) -> None:
        assert "壊れていて" in _label(dialog, "recovery_differs")
        restore = dialog.findChild(QPushButton, "button_restore")
        assert restore is not None
        assert not restore.isEnabled()
        _click("button_later")(dialog)

    in_dialog("dialog_recovery", look)
    hands.window.controllers.recovery.offer()


def test_work_whose_file_or_server_is_gone_is_restored_all_the_same(
    open_window: Open, small: Document, path: Path, in_dialog: Any
) -> None:
    _leave(small, "8", path)
    data = path.read_bytes()
    path.unlink()
    hands = open_window()

    def restore(dialog: QWidget) -> None:
        assert "いま開けません" in _label(dialog, "recovery_differs")
        _click("button_restore")(dialog)

    in_dialog("dialog_recovery", restore)
    hands.window.controllers.recovery.offer()
    assert hands.get("cover.number") == "8"
    path.write_bytes(data)  # the server is back
    hands.trigger("action_save")
    assert pia_file.load(path).answers.get("cover.number") == "8"
    assert len(list_backups(path)) == 1


def test_nothing_left_is_said_when_asked(open_window: Open) -> None:
    hands = open_window()
    hands.trigger("action_left")
    assert "残っている作業はありません" in hands.window.statusBar().currentMessage()


# -- earlier saves -------------------------------------------------------------------------


def test_an_earlier_save_is_opened_and_saving_it_is_itself_kept(
    qtbot: QtBot, open_window: Open, path: Path, in_dialog: Any
) -> None:
    hands = open_window()
    hands.window.controllers.documents.open_path(path)
    for number in range(12):
        hands.document.set("cover.number", str(number))
        hands.trigger("action_save")
    rows: list[str] = []

    def choose(dialog: QWidget) -> None:
        states = _list(dialog, "backups")
        rows.extend(states.item(row).text() for row in range(states.count()))
        states.setCurrentRow(2)
        assert "・評価書番号" in _label(dialog, "backup_differs")
        _click("button_ok")(dialog)

    in_dialog("dialog_backups", choose)
    hands.trigger("action_backups")
    assert len(rows) == 10
    assert all("今日" in row and "KB" in row and "1件" in row for row in rows)
    assert hands.get("cover.number") == "8"
    assert hands.document.path == path
    assert hands.document.unsaved_names() == ["評価書番号"]
    assert pia_file.load(path).answers.get("cover.number") == "11"
    hands.trigger("action_save")
    assert pia_file.load(path).answers.get("cover.number") == "8"
    assert pia_file.load(list_backups(path)[0]).answers.get("cover.number") == "11"


def test_a_file_without_earlier_saves_says_so(
    open_window: Open, path: Path, in_dialog: Any
) -> None:
    hands = open_window()
    hands.window.controllers.documents.open_path(path)
    said: list[str] = []

    def read(dialog: QWidget) -> None:
        said.append(_label(dialog, "backups_summary"))
        _click("button_close")(dialog)

    in_dialog("dialog_backups", read)
    hands.trigger("action_backups")
    assert "まだありません" in said[0]


def test_a_broken_backup_is_listed_and_not_opened(
    open_window: Open, path: Path, in_dialog: Any
) -> None:
    hands = open_window()
    hands.window.controllers.documents.open_path(path)
    hands.document.set("cover.number", "8")
    hands.trigger("action_save")
    list_backups(path)[0].write_bytes(b"no zip")

    def look(dialog: QWidget) -> None:
        assert "壊れていて" in _list(dialog, "backups").item(0).text()
        opens = dialog.findChild(QPushButton, "button_ok")
        assert opens is not None
        assert not opens.isEnabled()
        _click("button_cancel")(dialog)

    in_dialog("dialog_backups", look)
    hands.trigger("action_backups")
    assert hands.get("cover.number") == "8"


# -- how it reads --------------------------------------------------------------------------


def test_moments_and_sizes_read_as_a_person_says_them() -> None:
    now = datetime(2025, 5, 2, 12, 0).astimezone()
    assert moment_in_words(now - timedelta(minutes=2), now) == "今日 11:58"
    assert moment_in_words(now - timedelta(hours=19), now) == "昨日 17:00"
    assert moment_in_words(now - timedelta(days=3), now) == "2025年4月29日（火）12:00"
    assert moment_in_words(None) == "不明"
    assert [size_in_words(size) for size in (10, 198_400, 12_340_000)] == [
        "1 KB",
        "198 KB",
        "12.3 MB",
    ]


def test_a_long_text_is_shown_where_it_differs() -> None:
    same = "同じ文。" * 200
    here, there = excerpts(f"{same}あなた", f"{same}相手")
    assert here.startswith("…")
    assert here.endswith("あなた")
    assert there.endswith("相手")
    assert len(here) < 300
    assert excerpts("短い", "") == ("短い", "")


def test_the_list_says_the_folder_of_a_file_that_was_opened_by_its_name_alone(
    qtbot: QtBot,
    small: Document,
    path: Path,
    in_dialog: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is left is offered from another folder: a path as it was typed leads nowhere there."""
    monkeypatch.chdir(tmp_path)
    first = app.open_window(Path("a.pia"))
    qtbot.waitUntil(lambda: first.document is not None)
    assert first.document is not None
    assert first.document.path == path
    QApplication.processEvents()
    first.close()
    first.deleteLater()
    _leave(small, "8", Path("a.pia"))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    said: list[str] = []

    def later(dialog: QWidget) -> None:
        said.append(_list(dialog, "recovery").item(0).text())
        _click("button_later")(dialog)

    seen = in_dialog("dialog_recovery", later)
    window = app.open_window(None)
    qtbot.waitUntil(lambda: bool(seen))
    window.close()
    window.deleteLater()
    assert f"場所：{tmp_path}" in said[0]
