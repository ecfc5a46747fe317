"""New, open, save, leave: the file commands through their real dialogs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.document import Document
from tests.ui.conftest import Hands
from ui.file_dialogs import PIA, FileDialogs, safe_name
from ui.settings import RECENT

Open = Callable[..., Hands]
LEFT = Qt.MouseButton.LeftButton


def _click(name: str) -> Callable[[QWidget], None]:
    def click(dialog: QWidget) -> None:
        found = dialog.findChild(QPushButton, name)
        assert found is not None
        found.click()

    return click


def test_title_follows_name_file_and_changes(
    qtbot: QtBot, open_window: Open, empty4: Document, tmp_path: Path
) -> None:
    hands = open_window(empty4)
    window = hands.window
    assert window.windowTitle() == "全項目評価書 — 未保存 — 特定個人情報保護評価書"
    qtbot.keyClicks(hands.find(QLineEdit, "cover.name"), "abc")
    qtbot.waitUntil(lambda: window.windowTitle() == "abc — 未保存* — 特定個人情報保護評価書")
    hands.files.path = tmp_path / "あ.pia"
    hands.trigger("action_save")
    assert window.windowTitle() == "abc — あ.pia — 特定個人情報保護評価書"
    hands.trigger("action_undo")
    qtbot.waitUntil(lambda: "あ.pia*" in window.windowTitle())


def test_save_and_open_again(
    qtbot: QtBot, open_window: Open, small: Document, tmp_path: Path
) -> None:
    hands = open_window(small)
    hands.files.path = tmp_path / "a.pia"
    hands.trigger("action_save")
    assert hands.files.asked[0].name == "青空町 児童手当に関する事務 全項目評価書.pia"
    wanted = small.answers.copy()
    hands.trigger("action_open")
    assert hands.document is not small
    assert hands.document.answers == wanted
    assert hands.window.settings.get(RECENT) == [str(tmp_path / "a.pia")]


def test_a_broken_file_is_refused_in_one_dialog(
    open_window: Open, tmp_path: Path, in_dialog: Any
) -> None:
    hands = open_window()
    hands.files.path = tmp_path / "broken.pia"
    hands.files.path.write_bytes(b"no zip")
    said: list[str] = []

    def read(dialog: QWidget) -> None:
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        _click("button_close")(dialog)

    in_dialog("dialog_error", read)
    hands.trigger("action_open")
    assert any("broken.pia" in text for text in said)
    assert hands.window.document is None


def test_somebody_else_s_save_is_not_overwritten(
    qtbot: QtBot, open_window: Open, small: Document, tmp_path: Path, in_dialog: Any
) -> None:
    path = tmp_path / "a.pia"
    small.save_as(path)
    hands = open_window(small)
    small.set("cover.number", "8")
    other = Document.open(path)
    other.set("cover.number", "9")
    other.save()
    theirs = path.read_bytes()
    hands.files.path = tmp_path / "b.pia"
    in_dialog("dialog_conflict", _click("button_save_as"))
    hands.trigger("action_save")
    assert path.read_bytes() == theirs
    assert pia_file.load(tmp_path / "b.pia").answers.get("cover.number") == "8"
    assert small.path == tmp_path / "b.pia"


@pytest.mark.parametrize(
    "button, left, saved",
    [("button_save", True, True), ("button_discard", True, False), ("button_cancel", False, False)],
)
def test_leaving_asks_about_changes(
    open_window: Open,
    small: Document,
    tmp_path: Path,
    in_dialog: Any,
    button: str,
    left: bool,
    saved: bool,
) -> None:
    path = tmp_path / "a.pia"
    small.save_as(path)
    hands = open_window(small)
    small.set("cover.number", "8")
    said: list[str] = []

    def answer(dialog: QWidget) -> None:
        names = dialog.findChild(QLabel, "unsaved_names")
        assert names is not None
        said.append(names.text())
        _click(button)(dialog)

    in_dialog("dialog_unsaved", answer)
    assert hands.window.close() is left
    assert "評価書番号" in said[0]
    assert (pia_file.load(path).answers.get("cover.number") == "8") is saved


def test_new_suggests_the_form_that_is_due(qtbot: QtBot, open_window: Open, in_dialog: Any) -> None:
    hands = open_window()
    said: list[str] = []

    def fill(dialog: QWidget) -> None:
        def box(name: str) -> QWidget:
            found = dialog.findChild(QWidget, name)
            assert found is not None
            return found

        qtbot.keyClicks(box("fact_subjects"), "150000")
        qtbot.keyClicks(box("fact_staff"), "60")
        qtbot.keyClicks(box("fact_as_of"), "R8.4.1")
        due = box("due")
        assert isinstance(due, QLabel)
        said.append(due.text())
        radio = box("new:様式3")
        assert isinstance(radio, QRadioButton)
        assert radio.isChecked()
        qtbot.mouseClick(box("fact_accident"), LEFT)
        said.append(due.text())
        assert not radio.isChecked()
        qtbot.mouseClick(box("new:平成30年5月"), LEFT)
        _click("button_ok")(dialog)

    in_dialog("dialog_new", fill)
    hands.trigger("action_new")
    assert "様式3" in said[0]
    assert "様式4" in said[1]
    assert hands.document.answers.form.id == "youshiki4-2018-05"
    assert hands.document.answers.get("threshold") == {
        "subjects": 150_000,
        "staff": 60,
        "accident": True,
        "as_of": "令和8年4月1日",
    }
    assert hands.document.modified


def test_new_keeps_no_facts_that_nobody_gave(open_window: Open, in_dialog: Any) -> None:
    hands = open_window()
    in_dialog("dialog_new", _click("button_ok"))
    hands.trigger("action_new")
    assert hands.document.answers.get("threshold") is None
    assert not hands.document.modified


def test_new_asks_for_特定個人情報_within_a_year_and_says_what_counts(
    open_window: Open, in_dialog: Any
) -> None:
    hands = open_window()
    words: list[str] = []

    def read(dialog: QWidget) -> None:
        question = dialog.findChild(QCheckBox, "fact_accident")
        assert question is not None
        words.append(question.text())
        words.append("\n".join(label.text() for label in dialog.findChildren(QLabel)))
        _click("button_cancel")(dialog)

    in_dialog("dialog_new", read)
    hands.trigger("action_new")
    assert words[0] == ("過去1年以内に、評価実施機関において特定個人情報に関する重大事故が発生した")
    for part in ("101人以上", "特定個人情報保護評価指針", "委託先の従業者も含みます", "数えた日"):
        assert part in words[1]


@pytest.mark.parametrize("form", ["youshiki3", "youshiki4"])
def test_the_sample_opens_without_a_file(open_window: Open, in_dialog: Any, form: str) -> None:
    hands = open_window()

    def pick(dialog: QWidget) -> None:
        radio = dialog.findChild(QRadioButton, f"sample:{form}")
        assert radio is not None
        radio.click()
        _click("button_ok")(dialog)

    in_dialog("dialog_sample", pick)
    hands.trigger("action_sample")
    assert hands.document.path is None
    assert not hands.document.modified


def test_a_dropped_file_opens(
    qtbot: QtBot, open_window: Open, small: Document, tmp_path: Path
) -> None:
    path = tmp_path / "a.pia"
    pia_file.save(small.assessment, path)
    hands = open_window()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    hands.window.dropEvent(drop)
    qtbot.waitUntil(lambda: hands.window.document is not None)
    assert hands.document.path == path


def test_a_newer_file_is_read_only(
    qtbot: QtBot, open_window: Open, small: Document, tmp_path: Path
) -> None:
    small.assessment.read_only = True
    hands = open_window(small)
    assert "読み取り専用" in hands.window.windowTitle()
    line = hands.find(QLineEdit, "cover.number")
    qtbot.keyClicks(line, "9")
    assert hands.get("cover.number") == "7"
    hands.window.go_to("systems")
    assert not hands.find(QPushButton, "add:systems").isEnabled()
    assert not hands.find(QPushButton, "remove:systems[0]").isEnabled()
    hands.files.path = tmp_path / "copy.pia"
    hands.trigger("action_save_as")
    assert "読み取り専用" not in hands.window.windowTitle()
    hands.window.go_to("systems")
    assert hands.find(QPushButton, "add:systems").isEnabled()


def test_the_start_page_leads_on(qtbot: QtBot, open_window: Open, in_dialog: Any) -> None:
    hands = open_window()
    in_dialog("dialog_new", _click("button_ok"))
    qtbot.mouseClick(hands.find(QPushButton, "start_new"), LEFT)
    assert hands.document.answers.form.id == "youshiki3-2025-05"
    assert hands.find(QWidget, "navigator").isVisible()


def test_a_saved_file_gets_its_ending(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    chosen = str(tmp_path / "評価書1.0")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (chosen, ""))
    assert FileDialogs().to_save(parent, "保存", tmp_path, PIA) == tmp_path / "評価書1.0.pia"


def test_names_that_windows_does_not_take() -> None:
    assert safe_name("a/b:c\n. ") == "a_b_c_"
    assert safe_name("") == "評価書"
