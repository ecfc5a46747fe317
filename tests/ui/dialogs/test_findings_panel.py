"""点検 in the window: the panel, 「直す」, 確認済み, and what is said before an export."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QListWidget,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pia_desktop.assessment.document import Document
from tests.ui.conftest import Hands
from ui.dialogs.findings_panel import FindingsPanel
from ui.editors.text_box import TextBox

Open = Callable[..., Hands]
LEFT = Qt.MouseButton.LeftButton
USED, HELD = "files[0].used_since", "files[0].held_since"


@pytest.fixture
def faulty(small: Document) -> Document:
    """The small document with a warning of two values, one with a fix, and an error."""
    small.set(HELD, "令和7年4月1日")
    small.set(USED, "令和6年4月1日")
    small.set("files[0].risk.storage.nisc", "十分に遵守している")
    small.set("files[0].risk.file_name", "別のファイル")
    return small


def opened(open_window: Open, document: Document) -> Hands:
    hands = open_window(document)
    hands.trigger("action_check")
    return hands


def rows(hands: Hands) -> list[str]:
    listed = hands.find(QListWidget, "findings")
    return [listed.item(row).text() for row in range(listed.count())]


def choose(hands: Hands, words: str) -> None:
    (row,) = [at for at, text in enumerate(rows(hands)) if words in text]
    hands.find(QListWidget, "findings").setCurrentRow(row)


def show(hands: Hands, kind: str) -> None:
    choice = hands.find(QComboBox, "findings_filter")
    choice.setCurrentIndex(
        next(at for at in range(choice.count()) if choice.itemText(at).startswith(kind))
    )


def click(qtbot: QtBot, hands: Hands, name: str) -> None:
    qtbot.mouseClick(hands.find(QPushButton, name), LEFT)


def test_the_panel_stands_beside_the_page_and_closes(
    qtbot: QtBot, open_window: Open, faulty: Document
) -> None:
    hands = opened(open_window, faulty)
    panel, page = hands.find(QWidget, "findings_panel"), hands.find(QWidget, "page_scroll")
    assert panel.isVisible()
    left = panel.mapToGlobal(panel.rect().topLeft()).x()
    assert left >= page.mapToGlobal(page.rect().topRight()).x()
    click(qtbot, hands, "close_findings_panel")
    assert not panel.isVisible()


def test_it_counts_and_filters_by_severity_and_section(
    qtbot: QtBot, open_window: Open, faulty: Document
) -> None:
    hands = opened(open_window, faulty)
    assert hands.find(QLabel, "findings_summary").text().startswith("誤り1件、警告2件、")
    show(hands, "警告")
    assert [text.split("\n")[1][:3] for text in rows(hands)] == ["警告：", "警告："]
    section = hands.find(QComboBox, "findings_section")
    section.setCurrentIndex(
        next(at for at in range(section.count()) if "Ⅲ" in section.itemText(at))
    )
    (only,) = rows(hands)
    assert "市区町村は政府機関ではありません" in only


def test_a_row_leads_to_its_item_and_the_values_to_theirs(
    qtbot: QtBot, open_window: Open, faulty: Document
) -> None:
    hands = opened(open_window, faulty)
    choose(hands, "保有開始日")
    hands.find(QListWidget, "findings").itemClicked.emit(
        hands.find(QListWidget, "findings").currentItem()
    )
    wizard = hands.window.wizard
    assert wizard is not None
    assert wizard.place_in_hand() == USED
    panel = hands.find(QWidget, "findings_panel")
    assert any("令和7年4月1日" in label.text() for label in panel.findChildren(QLabel))
    click(qtbot, hands, f"compared:{HELD}")
    assert wizard.place_in_hand() == HELD


def test_a_fix_is_one_step_and_takes_the_finding_away(
    qtbot: QtBot, open_window: Open, faulty: Document
) -> None:
    hands = opened(open_window, faulty)
    choose(hands, "政府機関")
    click(qtbot, hands, "finding_fix")
    assert hands.get("files[0].risk.storage.nisc") == "政府機関ではない"
    assert not any("政府機関" in text for text in rows(hands))
    hands.trigger("action_undo")
    assert hands.get("files[0].risk.storage.nisc") == "十分に遵守している"


def test_a_warning_is_confirmed_with_a_note_and_taken_back(
    qtbot: QtBot, open_window: Open, faulty: Document, in_dialog: Any
) -> None:
    hands = opened(open_window, faulty)
    choose(hands, "保有開始日")

    def write(dialog: QDialog) -> None:
        ok = dialog.findChild(QPushButton, "button_ok")
        box = dialog.findChild(TextBox, "confirm_note")
        assert ok is not None
        assert box is not None
        assert not ok.isEnabled()
        box.insertPlainText("システムの更新前から使っている。")
        ok.click()

    in_dialog("dialog_confirm", write)
    click(qtbot, hands, "finding_confirm")
    assert [each.note for each in faulty.assessment.confirmations] == [
        "システムの更新前から使っている。"
    ]
    show(hands, "確認済み")
    (row,) = rows(hands)
    assert "確認済み：使用開始日" in row
    click(qtbot, hands, "finding_unconfirm")
    assert faulty.assessment.confirmations == []


def test_an_error_offers_no_confirmation(qtbot: QtBot, open_window: Open, faulty: Document) -> None:
    hands = opened(open_window, faulty)
    choose(hands, "Ⅲのファイル名")
    assert hands.find(QPushButton, "finding_confirm").isHidden()
    assert not hands.find(QPushButton, "finding_fix").isHidden()


def test_the_finding_stands_at_its_box_with_what_can_be_done(
    qtbot: QtBot, open_window: Open, faulty: Document
) -> None:
    hands = open_window(faulty)
    wizard = hands.window.wizard
    assert wizard is not None
    wizard.refresh()
    hands.window.go_to("files[0].risk.storage.nisc")
    click(qtbot, hands, "fix:files[0].risk.storage.nisc")
    assert hands.get("files[0].risk.storage.nisc") == "政府機関ではない"
    hands.window.go_to(USED)
    click(qtbot, hands, f"compared_at:{USED}")
    chosen = hands.find(FindingsPanel, "findings_panel").current
    assert chosen is not None
    assert "保有開始日" in chosen.message
    assert chosen.remedy in hands.find(QLabel, "finding_message").text()


def test_a_finding_about_the_box_in_hand_waits_until_it_is_left(
    qtbot: QtBot, open_window: Open, small: Document
) -> None:
    hands = open_window(small)
    wizard = hands.window.wizard
    assert wizard is not None
    wizard.refresh()
    hands.window.go_to("business.content")
    field = hands.find(QWidget, "field:business.content")
    qtbot.keyClicks(hands.window.focusWidget(), "(a")
    steps = "finding_remedies:business.content"
    assert field.findChild(QWidget, steps) is None
    hands.window.go_to("business.name")
    qtbot.waitUntil(lambda: field.findChild(QWidget, steps) is not None)


def test_what_is_open_is_said_once_before_the_workbook(
    qtbot: QtBot, open_window: Open, faulty: Document, tmp_path: Path, in_dialog: Any
) -> None:
    hands = open_window(faulty)
    hands.files.path = tmp_path / "a.xlsx"
    said: list[str] = []

    def look(dialog: QDialog) -> None:
        label = dialog.findChild(QLabel, "open_findings")
        button = dialog.findChild(QPushButton, "findings_show")
        assert label is not None
        assert button is not None
        said.append(label.text())
        button.click()

    in_dialog("dialog_open_findings", look)
    hands.trigger("action_export_xlsx")
    assert "誤り　特定個人情報ファイル名：Ⅲのファイル名は「別のファイル」" in said[0]
    assert hands.find(QWidget, "findings_panel").isVisible()
    assert not hands.files.path.exists()
    in_dialog("dialog_exported", lambda dialog: dialog.reject())
    hands.trigger("action_export_xlsx")
    assert hands.files.path.read_bytes().startswith(b"PK")
    assert len(said) == 1


def test_the_list_for_the_reviewer_is_written(
    qtbot: QtBot, open_window: Open, faulty: Document, tmp_path: Path, in_dialog: Any
) -> None:
    hands = opened(open_window, faulty)
    hands.files.path = tmp_path / "list.xlsx"
    in_dialog("dialog_exported", lambda dialog: dialog.reject())
    click(qtbot, hands, "findings_list")
    assert hands.files.path.read_bytes().startswith(b"PK")
    assert "点検の一覧" in hands.files.asked[-1].name


def test_help_says_what_the_rules_look_at(qtbot: QtBot, open_window: Open, small: Document) -> None:
    from pia_desktop.checks import RULES

    hands = open_window(small)
    wizard = hands.window.wizard
    assert wizard is not None
    item = small.answers.item_at(USED)
    wizard.help.show_item(item)
    shown = "\n".join(label.text() for label in wizard.help.findChildren(QLabel))
    assert RULES["date-order"].looks_at in shown


def test_the_panel_is_seen_whole_at_1024_px_with_the_largest_text(
    open_window: Open, small: Document
) -> None:
    hands = open_window(small, percent=200)
    hands.window.resize(1024, 700)
    hands.trigger("action_check")
    QApplication.processEvents()
    area = hands.find(QScrollArea, "panel_scroll")
    assert area.widget().width() <= area.viewport().width()
