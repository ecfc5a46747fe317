"""文例 in the window: offered at an item, put in, registered, and brought up to date everywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.document_access import open_for_editing
from pia_desktop.ledger.phrase_library import Phrase, change_phrases, load_phrases, with_phrase
from tests.ledger.municipality import town_assessment
from tests.ui.conftest import Hands

Open = Callable[..., Hands]
InDialog = Callable[[str, Callable[[Any], object]], list[str]]
AT, ITEM = "business.content", "business.content"
TEXT = (
    "中間サーバーを使って、ほかの機関に情報を照会する。照会の記録は七年間保存する。"
    "保存の期間が過ぎた記録は、速やかに消去する。"
)


class Office:
    """A window with one assessment of a folder of three, and a library."""

    def __init__(self, hands: Hands, folder: Path, qtbot: QtBot) -> None:
        self.hands = hands
        self.folder = folder
        self.library = folder / "文例集.json"
        self.qtbot = qtbot
        hands.window.settings.add_ledger_folder(folder)
        hands.window.settings.add_phrase_library(self.library)
        hands.window.go_to(AT)
        editor = hands.find(QPlainTextEdit, AT)
        editor.setFocus()

    def rows(self, dialog: QDialog) -> list[str]:
        found = dialog.findChild(QListWidget, "phrases")
        assert found is not None
        return [found.item(row).text() for row in range(found.count())]

    def choose(self, dialog: QDialog, words: str) -> None:
        found = dialog.findChild(QListWidget, "phrases")
        assert found is not None
        self.qtbot.waitUntil(lambda: any(words in text for text in self.rows(dialog)))
        texts = self.rows(dialog)
        found.setCurrentRow(next(row for row, text in enumerate(texts) if words in text))


def click(dialog: QDialog, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    assert button is not None
    assert button.isEnabled(), name
    button.click()


@pytest.fixture
def office(open_window: Open, tmp_path: Path, qtbot: QtBot) -> Office:
    folder = tmp_path / "共有 フォルダー"
    folder.mkdir()
    for number in range(3):
        assessment = town_assessment(number, published="令和8年4月1日")
        if number:
            assessment.answers.set(AT, f"同じ文章を使う。\n{TEXT}")
        pia_file.save(assessment, folder / f"{number}.pia")
    library = folder / "文例集.json"
    change_phrases(library, lambda known: with_phrase(known, Phrase("中間サーバー", (ITEM,), TEXT)))
    hands = open_window(open_for_editing(folder / "0.pia"))
    return Office(hands, folder, qtbot)


def test_a_passage_of_the_library_is_put_behind_what_stands_there(
    office: Office, in_dialog: InDialog
) -> None:
    before = office.hands.get(AT)
    told: list[str] = []

    def act(dialog: QDialog) -> None:
        label = dialog.findChild(QLabel, "phrases_item")
        assert label is not None
        told.append(label.text())
        office.choose(dialog, "中間サーバー\n")
        click(dialog, "button_ok")

    in_dialog("dialog_phrases", act)
    office.hands.trigger("action_phrases")
    assert "②事務の内容" in told[0]
    assert office.hands.get(AT) == f"{before}\n{TEXT}"
    office.hands.trigger("action_undo")
    assert office.hands.get(AT) == before


def test_texts_of_other_assessments_are_offered_by_how_many_use_them(
    office: Office, in_dialog: InDialog
) -> None:
    def act(dialog: QDialog) -> None:
        office.choose(dialog, "同じ文章を使う。")
        assert any(
            "2件の評価書から" in text or "3件の評価書から" in text for text in office.rows(dialog)
        )
        assert any("2件の評価書：" in text for text in office.rows(dialog))
        tick = dialog.findChild(QCheckBox, "phrases_replace")
        assert tick is not None
        tick.setChecked(True)
        click(dialog, "button_ok")

    in_dialog("dialog_phrases", act)
    office.hands.trigger("action_phrases")
    assert office.hands.get(AT) == f"同じ文章を使う。\n{TEXT}"


def test_passages_are_searched(office: Office, in_dialog: InDialog) -> None:
    def act(dialog: QDialog) -> None:
        line = dialog.findChild(QLineEdit, "phrases_search")
        assert line is not None
        line.insert("ガバメント")
        assert not any(text.startswith("中間サーバー") for text in office.rows(dialog))
        line.clear()
        line.insert("七年間 照会")
        assert any(text.startswith("中間サーバー") for text in office.rows(dialog))
        click(dialog, "button_cancel")

    in_dialog("dialog_phrases", act)
    office.hands.trigger("action_phrases")


def test_what_stands_in_an_item_becomes_a_passage(office: Office, in_dialog: InDialog) -> None:
    def name(dialog: QDialog) -> None:
        line = dialog.findChild(QLineEdit, "phrase_name")
        assert line is not None
        line.insert("事務のはじまり")
        click(dialog, "button_ok")

    def act(dialog: QDialog) -> None:
        in_dialog("dialog_phrase_name", name)
        click(dialog, "phrases_register")
        assert any(text.startswith("事務のはじまり") for text in office.rows(dialog))
        click(dialog, "button_cancel")

    in_dialog("dialog_phrases", act)
    office.hands.trigger("action_phrases")
    known = {phrase.name: phrase for phrase in load_phrases(office.library)}
    assert known["事務のはじまり"].text == office.hands.get(AT)
    assert known["事務のはじまり"].items == (ITEM,)


def test_a_passage_is_taken_out_of_the_library_after_a_question(
    office: Office, in_dialog: InDialog
) -> None:
    def act(dialog: QDialog) -> None:
        office.choose(dialog, "中間サーバー\n")
        in_dialog("dialog_confirm", lambda asked: click(asked, "button_ok"))
        click(dialog, "phrases_remove")
        click(dialog, "button_cancel")

    in_dialog("dialog_phrases", act)
    office.hands.trigger("action_phrases")
    assert load_phrases(office.library) == []


def test_a_reworded_passage_is_brought_into_the_assessments_that_have_it(
    office: Office, in_dialog: InDialog
) -> None:
    newer = Phrase("中間サーバー", (ITEM,), TEXT.replace("七年間", "十年間"))
    change_phrases(office.library, lambda known: with_phrase(known, newer))
    edited = town_assessment(2, published="令和8年4月1日")
    edited.answers.set(AT, TEXT.replace("ほかの機関", "県"))
    pia_file.save(edited, office.folder / "2.pia")
    told: list[str] = []

    def update(dialog: QDialog) -> None:
        rows = dialog.findChild(QListWidget, "edit_list")
        assert rows is not None
        for row in range(rows.count()):
            item = rows.item(row)
            if item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
                ticked = item.checkState() == Qt.CheckState.Checked
                told.append(f"{item.text()}:{ticked}")
        click(dialog, "button_ok")

    def act(dialog: QDialog) -> None:
        office.choose(dialog, "中間サーバー\n")
        in_dialog("dialog_phrase_update", update)
        in_dialog("dialog_run_report", lambda report: click(report, "button_close"))
        click(dialog, "phrases_uses")
        click(dialog, "button_cancel")

    in_dialog("dialog_phrases", act)
    office.hands.trigger("action_phrases")
    assert sorted(text.endswith("（手直しあり）:False") for text in told) == [False, True]
    assert pia_file.load(office.folder / "1.pia").answers.get(AT).endswith(newer.text)
    assert pia_file.load(office.folder / "2.pia").answers.get(AT) == edited.answers.get(AT)


def test_without_a_text_item_nothing_can_be_put_in(office: Office, in_dialog: InDialog) -> None:
    office.hands.window.go_to("business.subject_count")

    def act(dialog: QDialog) -> None:
        ok = dialog.findChild(QPushButton, "button_ok")
        assert ok is not None
        assert not ok.isEnabled()
        click(dialog, "button_cancel")

    in_dialog("dialog_phrases", act)
    office.hands.trigger("action_phrases")


def test_a_new_library_is_made_and_a_broken_one_is_said(
    office: Office, in_dialog: InDialog, tmp_path: Path
) -> None:
    made = tmp_path / "新しい文例集.json"

    def act(dialog: QDialog) -> None:
        office.hands.files.path = made
        click(dialog, "phrases_new")
        label = dialog.findChild(QLabel, "phrases_library")
        assert label is not None
        assert label.text() == "文例集：新しい文例集.json"
        office.library.write_text("[]", "utf-8")
        office.hands.files.path = office.library
        in_dialog("dialog_error", lambda error: click(error, "button_close"))
        click(dialog, "phrases_open")
        click(dialog, "button_cancel")

    in_dialog("dialog_phrases", act)
    office.hands.trigger("action_phrases")
    assert load_phrases(made) == []
