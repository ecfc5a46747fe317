"""Freezing states, reviews, and looking back: real dialogs, and what the file then holds."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from pia_desktop.assessment.document import Document
from pia_desktop.assessment.pia_file import load
from pia_desktop.assessment.publication import load_version
from pia_desktop.assessment.published_state import WholeState
from pia_desktop.forms.wareki import format_date
from tests.ui.conftest import Hands

Open = Callable[..., Hands]
Answer = Callable[[str, Callable[[Any], object]], list[str]]
LEFT = Qt.MouseButton.LeftButton


def press(qtbot: QtBot, dialog: QDialog, name: str) -> None:
    made = dialog.findChild(QPushButton, name)
    assert made is not None
    assert made.isEnabled()
    qtbot.mouseClick(made, LEFT)


def said(dialog: QDialog, name: str) -> str:
    label = dialog.findChild(QLabel, name)
    assert label is not None
    return "" if label.isHidden() else label.text()


def write(dialog: QDialog, name: str, text: str) -> None:
    line = dialog.findChild(QLineEdit, name)
    assert line is not None
    line.setFocus()
    line.selectAll()
    line.insert(text)


def tick(dialog: QDialog, name: str) -> QCheckBox:
    box = dialog.findChild(QCheckBox, name)
    assert box is not None
    return box


def test_the_first_state_is_frozen_and_saved(
    qtbot: QtBot, open_window: Open, small: Document, in_dialog: Answer, tmp_path: Path
) -> None:
    hands = open_window(small)
    hands.files.path = tmp_path / "評価書.pia"

    def act(dialog: QDialog) -> None:
        assert not dialog.findChild(QPushButton, "button_ok").isEnabled()  # type: ignore[union-attr]
        write(dialog, "publish_date", "令和7年4月1日")
        write(dialog, "publish_note", "はじめての公表")
        write(dialog, "publish_by", "総務課")
        assert tick(dialog, "publish_to_cover").isChecked()
        assert tick(dialog, "publish_repeated").isChecked()
        assert not tick(dialog, "publish_repeated").isEnabled()
        press(qtbot, dialog, "button_ok")

    in_dialog("dialog_publish", act)
    hands.trigger("action_publish")
    assert not small.modified
    saved = load(hands.files.path)
    version = saved.versions[0]
    assert (version.date, version.note, version.by) == ("令和7年4月1日", "はじめての公表", "総務課")
    assert version.repeated
    assert load_version(version).answers.get("cover.publication_date") == "令和7年4月1日"
    assert load_version(version).title == small.assessment.title


def test_the_cover_keeps_its_date_where_that_is_wanted(
    qtbot: QtBot, open_window: Open, small: Document, in_dialog: Answer, tmp_path: Path
) -> None:
    small.set("cover.publication_date", "令和7年4月1日")
    small.publish("令和7年4月1日")
    hands = open_window(small)
    hands.files.path = tmp_path / "評価書.pia"

    def act(dialog: QDialog) -> None:
        line = dialog.findChild(QLineEdit, "publish_date")
        assert line is not None
        assert line.text() == "令和7年4月1日"
        assert "同じ公表日" in said(dialog, "publish_same_date")
        write(dialog, "publish_date", "令和8年4月31日")
        assert "という日はありません" in said(dialog, "publish_date_fault")
        assert not dialog.findChild(QPushButton, "button_ok").isEnabled()  # type: ignore[union-attr]
        write(dialog, "publish_date", "令和8年4月1日")
        assert said(dialog, "publish_same_date") == ""
        qtbot.mouseClick(tick(dialog, "publish_to_cover"), LEFT)
        assert not tick(dialog, "publish_repeated").isChecked()
        press(qtbot, dialog, "button_ok")

    in_dialog("dialog_publish", act)
    hands.trigger("action_publish")
    assert hands.get("cover.publication_date") == "令和7年4月1日"
    assert [version.date for version in small.assessment.versions] == [
        "令和7年4月1日",
        "令和8年4月1日",
    ]
    assert [version.repeated for version in small.assessment.versions] == [True, False]


def test_what_is_still_open_is_said(
    qtbot: QtBot, open_window: Open, small: Document, in_dialog: Answer
) -> None:
    small.publish("令和7年4月1日")
    small.set("systems[0].functions", "受給者と児童を管理する。")
    hands = open_window(small)
    shown: list[str] = []

    def act(dialog: QDialog) -> None:
        shown.append(said(dialog, "publish_state"))
        press(qtbot, dialog, "button_changes")

    in_dialog("dialog_publish", act)
    seen = in_dialog("dialog_changes", lambda dialog: press(qtbot, dialog, "button_ok"))
    hands.trigger("action_publish")
    assert seen
    assert "第1版（令和7年4月1日公表）から変わった項目：1件" in shown[0]
    assert "まだ行がない項目：1件" in shown[0]
    assert "未記入の項目：" in shown[0]

    def look(dialog: QDialog) -> None:
        shown.append(said(dialog, "publish_state"))
        assert dialog.findChild(QPushButton, "button_changes") is None
        press(qtbot, dialog, "button_cancel")

    in_dialog("dialog_publish", look)
    hands.trigger("action_publish")
    assert "自動で作成した変更箇所の行：1行" in shown[1]
    assert len(small.assessment.versions) == 1


def test_a_state_that_is_not_saved_says_so_until_it_is(
    qtbot: QtBot, open_window: Open, small: Document, in_dialog: Answer, tmp_path: Path
) -> None:
    hands = open_window(small)
    hands.files.path = None  # the file dialog is called off

    def act(dialog: QDialog) -> None:
        write(dialog, "publish_date", "令和7年4月1日")
        press(qtbot, dialog, "button_ok")

    def save_after_all(dialog: QDialog) -> None:
        hands.files.path = tmp_path / "評価書.pia"
        press(qtbot, dialog, "button_save")

    in_dialog("dialog_publish", act)
    seen = in_dialog("dialog_not_saved", save_after_all)
    hands.trigger("action_publish")
    assert seen
    assert len(load(tmp_path / "評価書.pia").versions) == 1
    hands.files.path = None
    small.path = None

    def later(dialog: QDialog) -> None:
        press(qtbot, dialog, "button_later")

    in_dialog("dialog_publish", act)
    in_dialog("dialog_not_saved", later)
    hands.trigger("action_publish")
    assert small.modified
    assert "公表版" in small.unsaved_names()
    assert "まだファイルに保存していません" in hands.window.statusBar().currentMessage()


def test_a_read_only_document_is_not_published(
    qtbot: QtBot, open_window: Open, small: Document, in_dialog: Answer
) -> None:
    small.assessment.read_only = True
    hands = open_window(small)
    words: list[str] = []

    def act(dialog: QDialog) -> None:
        words.append(said(dialog, "error_message"))
        press(qtbot, dialog, "button_close")

    for action in ("action_publish", "action_review", "action_changes"):
        in_dialog("dialog_error", act)
        hands.trigger(action)
    assert len(words) == 3
    assert "読み取り専用" in words[0]
    assert not small.assessment.versions


def test_a_review_is_noted(
    qtbot: QtBot, open_window: Open, small: Document, in_dialog: Answer, tmp_path: Path
) -> None:
    hands = open_window(small)
    hands.files.path = tmp_path / "評価書.pia"

    def act(dialog: QDialog) -> None:
        line = dialog.findChild(QLineEdit, "review_date")
        assert line is not None
        assert line.text() == format_date(date.today())
        write(dialog, "review_date", "")
        assert not dialog.findChild(QPushButton, "button_ok").isEnabled()  # type: ignore[union-attr]
        write(dialog, "review_date", "令和8年9月1日")
        write(dialog, "review_note", "変更なし")
        write(dialog, "review_by", "市民課")
        press(qtbot, dialog, "button_ok")

    in_dialog("dialog_review", act)
    hands.trigger("action_review")
    assert small.modified
    hands.trigger("action_save")
    review = load(hands.files.path).reviews[0]
    assert (review.date, review.note, review.by) == ("令和8年9月1日", "変更なし", "市民課")


@pytest.fixture
def twice(small: Document) -> Document:
    """Published twice, with a review, and changed again."""
    small.publish("令和7年4月1日", "当初", "総務課")
    small.set("systems[0].functions", "受給者と児童を管理する。")
    small.publish("令和8年4月1日", repeated=True)
    small.record_review("令和8年9月1日", "変更なし")
    small.set("cover.name", "下書きの評価書")
    return small


def rows(dialog: QDialog) -> list[str]:
    found = dialog.findChild(QListWidget, "versions")
    assert found is not None
    return [found.item(at).text() for at in range(found.count())]


def test_the_list_says_what_each_state_is(
    qtbot: QtBot, open_window: Open, twice: Document, in_dialog: Answer
) -> None:
    hands = open_window(twice)
    shown: list[str] = []

    def act(dialog: QDialog) -> None:
        shown.extend(rows(dialog))
        shown.append(said(dialog, "versions_reviews"))
        press(qtbot, dialog, "button_close")

    in_dialog("dialog_versions", act)
    hands.trigger("action_versions")
    newest, oldest, reviews = shown
    assert newest.startswith("第2版（令和8年4月1日公表）\n様式4")
    assert "前の版からの変更：1件" in newest
    assert "再実施" in newest
    assert "前の版" not in oldest
    assert "確定した人：総務課" in oldest
    assert "メモ：当初" in oldest
    assert "令和7年5月" in oldest
    assert "令和8年9月1日" in reviews


def test_without_a_state_the_list_leads_to_the_first(
    qtbot: QtBot, open_window: Open, small: Document, in_dialog: Answer
) -> None:
    hands = open_window(small)
    in_dialog("dialog_versions", lambda dialog: press(qtbot, dialog, "button_publish"))
    seen = in_dialog("dialog_publish", lambda dialog: press(qtbot, dialog, "button_cancel"))
    hands.trigger("action_versions")
    assert seen


def test_a_state_is_looked_at_on_paper_and_written_to_files(
    qtbot: QtBot, open_window: Open, twice: Document, in_dialog: Answer, tmp_path: Path
) -> None:
    hands = open_window(twice)
    looked: list[str] = []

    def look(dialog: QDialog) -> None:
        looked.append(dialog.windowTitle())
        press(qtbot, dialog, "button_close")

    def act(dialog: QDialog) -> None:
        dialog.findChild(QListWidget, "versions").setCurrentRow(1)  # type: ignore[union-attr]
        in_dialog("dialog_preview", look)
        press(qtbot, dialog, "version_look")
        for name, ending in (("version_xlsx", ".xlsx"), ("version_pdf", ".pdf")):
            hands.files.path = tmp_path / f"出力{ending}"
            in_dialog("dialog_exported", lambda done: press(qtbot, done, "button_close"))
            press(qtbot, dialog, name)
        press(qtbot, dialog, "button_close")

    in_dialog("dialog_versions", act)
    hands.trigger("action_versions")
    assert looked == ["第1版（令和7年4月1日公表）"]
    assert "第1版" in hands.files.asked[0].name
    assert (tmp_path / "出力.pdf").read_bytes().startswith(b"%PDF")
    with zipfile.ZipFile(tmp_path / "出力.xlsx") as book:
        texts = "".join(book.read(name).decode() for name in book.namelist() if ".xml" in name)
    assert "受給者を管理する。" in texts
    assert "下書きの評価書" not in texts


def test_a_state_becomes_a_draft_with_all_states(
    qtbot: QtBot, open_window: Open, twice: Document, in_dialog: Answer, tmp_path: Path
) -> None:
    twice.save_as(tmp_path / "元.pia")
    twice.set("cover.name", "まだ保存していない")
    hands = open_window(twice)

    def act(dialog: QDialog) -> None:
        dialog.findChild(QListWidget, "versions").setCurrentRow(1)  # type: ignore[union-attr]
        press(qtbot, dialog, "version_draft")

    in_dialog("dialog_versions", act)
    in_dialog("dialog_unsaved", lambda dialog: press(qtbot, dialog, "button_cancel"))
    hands.trigger("action_versions")
    assert hands.document is twice  # asked first, and the person stayed
    in_dialog("dialog_versions", act)
    in_dialog("dialog_unsaved", lambda dialog: press(qtbot, dialog, "button_discard"))
    hands.trigger("action_versions")
    draft = hands.document
    assert draft.path is None
    assert draft.modified
    assert hands.get("systems[0].functions") == "受給者を管理する。"
    assert [version.number for version in draft.assessment.versions] == [1, 2]
    hands.files.path = tmp_path / "下書き.pia"
    hands.trigger("action_save")
    assert len(load(hands.files.path).versions) == 2
    assert load(tmp_path / "元.pia").title == "下書きの評価書"


def test_a_state_is_compared_with_the_present_one(
    qtbot: QtBot, open_window: Open, twice: Document, in_dialog: Answer
) -> None:
    hands = open_window(twice)

    def act(dialog: QDialog) -> None:
        dialog.findChild(QListWidget, "versions").setCurrentRow(1)  # type: ignore[union-attr]
        press(qtbot, dialog, "version_compare")

    in_dialog("dialog_versions", act)
    hands.trigger("action_versions")
    assert hands.window.controllers.comparison.shown
    assert any(
        "第1版（令和7年4月1日公表）" in box.currentText()
        for box in hands.window.findChildren(QComboBox)
    )


def test_a_damaged_state_is_named_and_nothing_is_lost(
    qtbot: QtBot, open_window: Open, twice: Document, in_dialog: Answer
) -> None:
    broken = WholeState(twice.assessment.versions[0].data[:50])
    first, second = twice.assessment.versions
    twice.assessment.versions = [replace(first, state=broken), second]
    hands = open_window(twice)
    seen = in_dialog("dialog_error", lambda dialog: press(qtbot, dialog, "button_close"))
    hands.trigger("action_versions")
    assert seen
    assert len(twice.assessment.versions) == 2
