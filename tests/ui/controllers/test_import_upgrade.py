"""Another edition or form, the 取込記録 and the notices, through their real dialogs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pia_desktop.assessment import Assessment, new_assessment, pia_file
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.leftovers import Leftover
from pia_desktop.forms import load_form_by_id, newest_edition
from tests.strategies import PNG
from tests.ui.conftest import Hands

Open = Callable[..., Hands]
SYSTEMS = "2. 特定個人情報ファイルを取り扱う事務において使用するシステム"
LEFT = Qt.MouseButton.LeftButton

NOTE = Leftover("去年.xlsx", "Ⅰ基本情報 B12", "欄外の記入\n二行目", "business.content")
OTHER = Leftover("去年.xlsx", "Ⅰ基本情報 B90", "どこでもない記入")


@pytest.fixture
def old(small: Document) -> Assessment:
    """A 様式4 of 平成30年5月 with a text and a picture that 様式3 has no place for."""
    assessment = new_assessment("youshiki4-2018-05")
    assessment.answers.fill(
        {
            "cover": {"name": "青空町 児童手当に関する事務 全項目評価書"},
            "reason": {"necessity": "正しく支給するため。"},
            "process": {"figures": [{"file": "流れ.png", "caption": "流れ"}]},
        }
    )
    assessment.figures = {"流れ.png": PNG}
    return assessment


@pytest.fixture
def left(small: Document, tmp_path: Path) -> Document:
    """A saved document with two entries in its 取込記録."""
    small.assessment.leftovers = [NOTE, OTHER]
    pia_file.save(small.assessment, tmp_path / "a.pia")
    return Document.open(tmp_path / "a.pia")


def button(parent: QWidget, name: str) -> QPushButton:
    found = parent.findChild(QPushButton, name)
    assert found is not None, name
    return found


def text(parent: QWidget, name: str) -> str:
    found = parent.findChild(QLabel, name)
    assert found is not None, name
    return found.text()


def shown(hands: Hands, name: str) -> bool:
    return hands.find(QFrame, name).isVisible()


def leftovers(hands: Hands) -> QDialog:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # an earlier one is gone
    hands.trigger("action_leftovers")
    return hands.find(QDialog, "leftovers")


# -- upgrade --------------------------------------------------------------------------------


def test_the_other_form_becomes_a_new_document_with_its_worklist(
    qtbot: QtBot, open_window: Open, old: Assessment, in_dialog: Any, tmp_path: Path
) -> None:
    path = tmp_path / "a.pia"
    pia_file.save(old, path)
    before = path.read_bytes()
    hands = open_window(Document.open(path))
    said: list[str] = []

    def pick(dialog: QDialog) -> None:
        newest = newest_edition("youshiki4-2018-05")
        radio = dialog.findChild(QRadioButton, f"upgrade:{newest}")
        assert radio is not None
        assert radio.isChecked()
        radio = dialog.findChild(QRadioButton, "upgrade:youshiki3-2025-05")
        assert radio is not None
        qtbot.mouseClick(radio, LEFT)
        said.extend([text(dialog, "upgrade_counts"), text(dialog, "upgrade_reviews")])
        qtbot.mouseClick(button(dialog, "button_ok"), LEFT)

    in_dialog("dialog_upgrade", pick)
    hands.trigger("action_upgrade")
    assert "引き継ぐ記入：1件" in said[0]
    assert "取込記録に残す記入：2件" in said[0]
    assert "「全項目評価書」" in said[1]
    assert path.read_bytes() == before
    assert hands.document.assessment.form.id == "youshiki3-2025-05"
    assert hands.document.path is None
    assert hands.document.modified
    dialog = hands.find(QDialog, "leftovers")
    assert dialog.isVisible()
    assert text(dialog, "leftovers_summary") == "まだ項目に入っていない記入：2件"
    assert text(dialog, "leftover_text:0") == "正しく支給するため。"


def test_cancelled_or_kept_the_document_stays(
    qtbot: QtBot, open_window: Open, small: Document, in_dialog: Any
) -> None:
    hands = open_window(small)
    in_dialog("dialog_upgrade", lambda dialog: button(dialog, "button_cancel").click())
    hands.trigger("action_upgrade")
    assert hands.document is small
    small.set("cover.number", "8")

    def choose(dialog: QDialog) -> None:
        in_dialog("dialog_unsaved", lambda asked: button(asked, "button_cancel").click())
        button(dialog, "button_ok").click()

    in_dialog("dialog_upgrade", choose)
    hands.trigger("action_upgrade")
    assert hands.document is small


def test_a_newer_edition_is_offered_until_it_is_closed(
    qtbot: QtBot, open_window: Open, old: Assessment, in_dialog: Any
) -> None:
    hands = open_window(Document(old))
    assert shown(hands, "notice_edition")
    newest = load_form_by_id(newest_edition("youshiki4-2018-05"))
    assert newest.edition in text(hands.window, "notice_edition_words")
    asked = in_dialog("dialog_upgrade", lambda dialog: button(dialog, "button_cancel").click())
    qtbot.mouseClick(hands.find(QPushButton, "show_upgrade"), LEFT)
    assert asked
    assert hands.document.assessment.form.id == "youshiki4-2018-05"
    qtbot.mouseClick(hands.find(QPushButton, "close_edition"), LEFT)
    assert not shown(hands, "notice_edition")
    hands.window.controllers.view.set_text_size(125)
    assert not shown(hands, "notice_edition")


def test_the_newest_edition_gets_no_notice(open_window: Open) -> None:
    hands = open_window(Document(new_assessment(newest_edition("youshiki4-2018-05"))))
    assert not shown(hands, "notice_edition")
    assert not shown(hands, "notice_leftovers")


# -- the 取込記録 -----------------------------------------------------------------------------


def test_put_into_the_near_item_and_undo(qtbot: QtBot, open_window: Open, left: Document) -> None:
    hands = open_window(left)
    assert shown(hands, "notice_leftovers")
    assert "2件" in text(hands.window, "notice_leftovers_words")
    qtbot.mouseClick(hands.find(QPushButton, "show_leftovers"), LEFT)
    dialog = hands.find(QDialog, "leftovers")
    assert text(dialog, "leftover_text:0") == NOTE.text
    assert "②事務の内容" in text(dialog, "leftover_target:0")
    assert not button(dialog, "leftover_put:1").isEnabled()
    qtbot.mouseClick(button(dialog, "leftover_put:0"), LEFT)
    assert hands.get("business.content") == NOTE.text
    assert hands.find(QPlainTextEdit, "business.content").toPlainText() == NOTE.text
    assert text(dialog, "leftovers_summary") == "まだ項目に入っていない記入：1件"
    assert text(dialog, "leftover_text:0") == OTHER.text
    assert "1件" in text(hands.window, "notice_leftovers_words")
    assert left.modified
    hands.trigger("action_undo")
    assert hands.get("business.content") is None
    assert text(dialog, "leftover_text:0") == NOTE.text
    assert text(dialog, "leftover_text:1") == OTHER.text
    assert not left.modified


def test_undo_works_by_key_from_the_worklist(
    qtbot: QtBot, open_window: Open, left: Document
) -> None:
    dialog = leftovers(open_window(left))
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.mouseClick(button(dialog, "leftover_clear:1"), LEFT)
    assert left.leftovers == (NOTE,)
    qtbot.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert left.leftovers == (NOTE, OTHER)


def test_put_into_a_chosen_item_below_what_stands_there(
    qtbot: QtBot, open_window: Open, left: Document, in_dialog: Any
) -> None:
    hands = open_window(left)
    dialog = leftovers(hands)

    def choose(asked: QDialog) -> None:
        search = asked.findChild(QLineEdit, "place_search")
        places = asked.findChild(QListWidget, "places")
        assert search is not None
        assert places is not None
        search.setText("ｼｽﾃﾑの機能")  # QTest types ASCII alone
        rows = [places.item(row) for row in range(places.count())]
        assert [row.text() for row in rows if not row.isHidden()] == [
            f"システム1 児童手当システム › {SYSTEMS} › ②システムの機能",
            f"システム2 宛名システム › {SYSTEMS} › ②システムの機能",
        ]
        qtbot.keyClick(search, Qt.Key.Key_Return)

    in_dialog("dialog_place", choose)
    qtbot.mouseClick(button(dialog, "leftover_choose:1"), LEFT)
    assert "②システムの機能" in text(dialog, "leftover_target:1")
    qtbot.mouseClick(button(dialog, "leftover_put:1"), LEFT)
    assert hands.get("systems[0].functions") == "受給者を管理する。\nどこでもない記入"
    assert left.leftovers == (NOTE,)


def test_open_goes_to_the_item(qtbot: QtBot, open_window: Open, left: Document) -> None:
    hands = open_window(left)
    dialog = leftovers(hands)
    assert not button(dialog, "leftover_open:1").isEnabled()
    qtbot.mouseClick(button(dialog, "leftover_open:0"), LEFT)
    assert hands.title() == "1. 特定個人情報ファイルを取り扱う事務"


def test_clear_all_asks_is_saved_and_undone(
    qtbot: QtBot, open_window: Open, left: Document, in_dialog: Any
) -> None:
    hands = open_window(left)
    dialog = leftovers(hands)
    in_dialog("confirm_clear", lambda asked: button(asked, "button_cancel").click())
    qtbot.mouseClick(button(dialog, "leftover_clear_all"), LEFT)
    assert left.leftovers == (NOTE, OTHER)
    in_dialog("confirm_clear", lambda asked: button(asked, "button_ok").click())
    qtbot.mouseClick(button(dialog, "leftover_clear_all"), LEFT)
    assert left.leftovers == ()
    assert not shown(hands, "notice_leftovers")
    qtbot.waitUntil(lambda: "a.pia*" in hands.window.windowTitle())
    hands.trigger("action_save")
    assert left.path is not None
    assert pia_file.load(left.path).leftovers == []
    hands.trigger("action_undo")
    assert left.leftovers == (NOTE, OTHER)
    assert shown(hands, "notice_leftovers")


def test_of_many_entries_the_first_are_shown_and_more_on_request(
    qtbot: QtBot, open_window: Open, small: Document
) -> None:
    many = [Leftover("去年.xlsx", f"B{row}", f"記入{row}") for row in range(65)]
    small.assessment.leftovers = many
    dialog = leftovers(open_window(small))
    more = button(dialog, "leftovers_more")
    assert more.text() == "続きを表示（残り35件）"
    assert dialog.findChild(QLabel, "leftover_text:30") is None
    qtbot.mouseClick(button(dialog, "leftover_clear:0"), LEFT)
    assert text(dialog, "leftover_text:29") == "記入30"
    qtbot.mouseClick(more, LEFT)
    assert text(dialog, "leftover_text:59") == "記入60"
    assert dialog.focusWidget() is button(dialog, "leftover_choose:30")
    qtbot.mouseClick(more, LEFT)
    assert not more.isVisible()
    qtbot.mouseClick(button(dialog, "leftover_clear:63"), LEFT)
    assert small.leftovers == tuple(many[1:-1])


def test_a_picture_can_be_saved_or_put_back(
    qtbot: QtBot, open_window: Open, old: Assessment, tmp_path: Path
) -> None:
    figure = [{"file": "流れ.png", "caption": "流れ"}]
    entry = Leftover("様式4", "事務の内容(図)", "図「流れ.png」　流れ", value=figure)
    three = new_assessment("youshiki3-2025-05")
    three.leftovers, three.figures = [entry], dict(old.figures)
    hands = open_window(Document(three))
    dialog = leftovers(hands)
    assert not button(dialog, "leftover_put:0").isEnabled()
    assert not button(dialog, "leftover_choose:0").isEnabled()
    hands.files.path = tmp_path / "out.png"
    qtbot.mouseClick(button(dialog, "leftover_export:0"), LEFT)
    assert (tmp_path / "out.png").read_bytes() == PNG
    assert hands.files.asked[0].name == "流れ.png"
    four = new_assessment("youshiki4-2025-05")
    four.leftovers, four.figures = [entry], dict(old.figures)
    hands.window.show_document(Document(four))
    dialog = leftovers(hands)
    qtbot.mouseClick(button(dialog, "leftover_put:0"), LEFT)
    assert hands.get("process.figures") == figure


def test_a_read_only_document_keeps_its_entries(open_window: Open, left: Document) -> None:
    left.assessment.read_only = True
    dialog = leftovers(open_window(left))
    for name in ("leftover_put:0", "leftover_choose:0", "leftover_clear:0", "leftover_clear_all"):
        assert not button(dialog, name).isEnabled()
    assert button(dialog, "leftover_open:0").isEnabled()


def test_an_empty_worklist_says_so(open_window: Open, small: Document) -> None:
    dialog = leftovers(open_window(small))
    assert text(dialog, "leftovers_summary") == "取込記録に残っている記入はありません。"
    assert not button(dialog, "leftover_clear_all").isEnabled()


def test_a_closed_dialog_no_longer_follows_the_document(
    qtbot: QtBot, open_window: Open, left: Document
) -> None:
    hands = open_window(left)
    hands.trigger("action_leftovers")
    hands.find(QDialog, "leftovers").accept()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left.set("cover.number", "9")
    left.set_leftovers([], "消去")
    hands.window.controllers.view.set_text_size(125)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left.set("cover.number", "10")
    assert hands.find(QLineEdit, "cover.number").text() == "10"


def test_tab_leads_through_the_cards_to_the_foot(
    qtbot: QtBot, open_window: Open, left: Document
) -> None:
    dialog = leftovers(open_window(left))
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    order = []
    for _ in range(17):
        focused = dialog.focusWidget()
        assert focused is not None
        order.append(focused.objectName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert order == [
        *("leftover_put:0", "leftover_choose:0", "leftover_open:0", "leftover_clear:0"),
        *("leftover_section_put:1", "leftover_section_clear:1"),
        *("leftover_pick:1", "leftover_choose:1", "leftover_clear:1"),
        *("leftovers_unfilled", "leftover_clear_all", "button_close"),
        *("leftover_section_put:0", "leftover_section_clear:0", "leftover_pick:0"),
        *("leftover_put:0", "leftover_choose:0"),
    ]
    qtbot.keyClick(button(dialog, "leftover_clear:1"), Qt.Key.Key_Return)
    assert left.leftovers == (NOTE,)


def test_an_export_says_what_is_not_in_it(
    open_window: Open, left: Document, tmp_path: Path, in_dialog: Any
) -> None:
    hands = open_window(left)
    hands.files.path = tmp_path / "a.xlsx"
    said: list[str] = []

    def read(dialog: QDialog) -> None:
        said.append(text(dialog, "exported_left"))
        button(dialog, "button_close").click()

    in_dialog("dialog_exported", read)
    hands.trigger("action_export_xlsx")
    assert "2件" in said[0]
