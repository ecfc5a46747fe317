"""The page beside the wizard on which two states are compared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.document import Document
from tests.ui.conftest import Hands
from ui.comparison.header import ALL, CHANGED, IMPORTANT
from ui.widgets.before_after import BeforeAfter

Open = Callable[..., Hands]
InDialog = Callable[[str, Callable[[Any], object]], list[str]]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def changed(small: Document) -> Document:
    """Published once, then changed in a line, in a marked item, and by a removed occurrence."""
    small.set("business.content", "手当を支給する。")
    small.publish("令和7年4月1日")
    small.set("cover.name", "青空町 児童手当の評価書")
    small.set("business.content", "手当を算定し、支給する。")
    small.remove("systems", 0)
    return small


def rows(hands: Hands) -> list[str]:
    entries = hands.find(QListWidget, "comparison_entries")
    return [entries.item(row).text() for row in range(entries.count())]


def pick(hands: Hands, words: str) -> None:
    entries = hands.find(QListWidget, "comparison_entries")
    entries.setCurrentRow(next(n for n, text in enumerate(rows(hands)) if words in text))


def texts(hands: Hands) -> tuple[str, str]:
    page = hands.find(QWidget, "comparison")
    (panes,) = (found for found in page.findChildren(BeforeAfter) if found.isVisible())
    return panes.before.text.toPlainText(), panes.after.text.toPlainText()


def said(hands: Hands, name: str) -> str:
    return hands.find(QLabel, name).text()


def click(qtbot: QtBot, hands: Hands, name: str) -> None:
    qtbot.mouseClick(hands.find(QPushButton, name), LEFT)


def in_view(hands: Hands, name: str) -> bool:
    return hands.find(QWidget, name).isVisible()


def choose(hands: Hands, name: str, text: str) -> None:
    """Choose a line of a box as a click on it does."""
    box = hands.find(QComboBox, name)
    index = box.findText(text)
    box.setCurrentIndex(index)
    box.activated.emit(index)


def test_it_lists_what_differs_by_section(open_window: Open, changed: Document) -> None:
    hands = open_window(changed)
    hands.trigger("action_compare")
    assert not in_view(hands, "wizard")
    found = rows(hands)
    assert found[0] == "表紙（変更1件）"
    assert found[1] == "評価書名\n変更"
    assert any("事務の内容\n変更　※重要な変更の対象" in row for row in found)
    assert any("削除" in row for row in found)
    assert said(hands, "comparison_summary") == "変更4項目、うち※1項目"
    assert texts(hands) == ("青空町 児童手当に関する事務 全項目評価書", "青空町 児童手当の評価書")


def test_important_changes_alone_and_everything(open_window: Open, changed: Document) -> None:
    hands = open_window(changed)
    hands.trigger("action_compare")
    choose(hands, "comparison_scope", IMPORTANT)
    assert len(rows(hands)) == 2
    choose(hands, "comparison_scope", ALL)
    assert any("宛名システム" not in row and "変更なし" in row for row in rows(hands))
    choose(hands, "comparison_scope", CHANGED)
    assert not any("変更なし" in row for row in rows(hands))


def test_a_restored_text_leaves_the_list(
    qtbot: QtBot, open_window: Open, changed: Document
) -> None:
    hands = open_window(changed)
    hands.trigger("action_compare")
    pick(hands, "評価書名")
    click(qtbot, hands, "comparison_restore")
    assert hands.get("cover.name") == "青空町 児童手当に関する事務 全項目評価書"
    assert not any("評価書名" in row for row in rows(hands))
    hands.trigger("action_undo")
    qtbot.waitUntil(lambda: any("評価書名" in row for row in rows(hands)))
    assert in_view(hands, "comparison")


def test_a_removed_occurrence_comes_back(
    qtbot: QtBot, open_window: Open, changed: Document
) -> None:
    hands = open_window(changed)
    hands.trigger("action_compare")
    pick(hands, "システムの名称")
    assert said(hands, "comparison_fate") == "削除"
    assert not in_view(hands, "comparison_restore")
    click(qtbot, hands, "comparison_put_back")
    assert hands.get("systems[0].name") == "児童手当システム"
    assert not any("削除" in row for row in rows(hands))
    assert in_view(hands, "comparison")


def test_go_leads_into_the_editor(qtbot: QtBot, open_window: Open, changed: Document) -> None:
    hands = open_window(changed)
    hands.trigger("action_next")
    hands.trigger("action_compare")
    pick(hands, "評価書名")
    click(qtbot, hands, "comparison_go")
    assert in_view(hands, "wizard")
    assert hands.find(QLineEdit, "cover.name").hasFocus()


def test_enter_goes_and_escape_leads_back(
    qtbot: QtBot, open_window: Open, changed: Document
) -> None:
    hands = open_window(changed)
    hands.trigger("action_compare")
    entries = hands.find(QListWidget, "comparison_entries")
    assert entries.hasFocus()
    qtbot.keyClick(entries, Qt.Key.Key_Escape)
    assert in_view(hands, "wizard")
    hands.trigger("action_compare")
    pick(hands, "評価書名")
    qtbot.keyClick(entries, Qt.Key.Key_Return)
    assert hands.find(QLineEdit, "cover.name").hasFocus()


def test_turning_a_page_leads_back(open_window: Open, changed: Document) -> None:
    hands = open_window(changed)
    hands.trigger("action_compare")
    hands.trigger("action_next")
    assert in_view(hands, "wizard")


def test_any_published_state_and_another_file(
    open_window: Open, changed: Document, tmp_path: Path
) -> None:
    changed.publish("令和8年4月1日")
    hands = open_window(changed)
    hands.window.controllers.comparison.compare(changed.assessment.versions[0])
    assert hands.find(QComboBox, "comparison_old").currentText() == "第1版（令和7年4月1日公表）"
    assert len(rows(hands)) > 1
    choose(hands, "comparison_old", "第2版（令和8年4月1日公表）")
    assert said(hands, "comparison_summary") == "違いはありません。"
    choose(hands, "comparison_new", "第1版（令和7年4月1日公表）")
    assert texts(hands)[1] == "青空町 児童手当に関する事務 全項目評価書"
    assert not in_view(hands, "comparison_restore")
    assert not in_view(hands, "comparison_go")
    other = Document(changed.assessment)
    other.set("cover.name", "となり町の評価書")
    hands.files.path = tmp_path / "となり町.pia"
    pia_file.save(other.assessment, hands.files.path)
    choose(hands, "comparison_old", "ほかのファイルを選ぶ…")
    assert hands.find(QComboBox, "comparison_old").currentText() == "となり町.pia"
    assert texts(hands)[0] == "となり町の評価書"


def test_a_file_that_is_none_is_refused_and_the_choice_stays(
    open_window: Open, changed: Document, tmp_path: Path, in_dialog: InDialog
) -> None:
    hands = open_window(changed)
    hands.trigger("action_compare")
    hands.files.path = tmp_path / "x.pia"
    hands.files.path.write_bytes(b"no zip")
    seen = in_dialog("dialog_error", lambda dialog: dialog.accept())
    choose(hands, "comparison_old", "ほかのファイルを選ぶ…")
    assert seen
    assert hands.find(QComboBox, "comparison_old").currentText() == "第1版（令和7年4月1日公表）"
    assert rows(hands)


def test_without_a_published_state_it_says_what_to_do(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    hands.trigger("action_compare")
    assert "公表版がまだありません" in said(hands, "comparison_summary")
    assert not hands.find(QPushButton, "comparison_pdf").isEnabled()


def test_the_page_follows_edits(qtbot: QtBot, open_window: Open, changed: Document) -> None:
    hands = open_window(changed)
    hands.trigger("action_compare")
    changed.set("cover.number", "8")
    qtbot.waitUntil(lambda: any("評価書番号" in row for row in rows(hands)))


@pytest.mark.parametrize("kind,start", [("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_the_table_is_handed_out(
    qtbot: QtBot,
    open_window: Open,
    changed: Document,
    tmp_path: Path,
    in_dialog: InDialog,
    kind: str,
    start: bytes,
) -> None:
    hands = open_window(changed)
    hands.trigger("action_compare")
    hands.files.path = tmp_path / f"表.{kind}"
    seen = in_dialog("dialog_exported", lambda dialog: dialog.accept())
    click(qtbot, hands, f"comparison_{kind}")
    assert seen
    assert hands.files.path.read_bytes().startswith(start)
    assert "新旧対照表" in hands.files.asked[-1].name


def test_the_table_is_shown_before_it_is_printed(
    qtbot: QtBot, open_window: Open, changed: Document, in_dialog: InDialog
) -> None:
    hands = open_window(changed)
    hands.trigger("action_compare")
    pages: list[str] = []
    in_dialog("dialog_preview", lambda d: (pages.append(d._number.text()), d.reject()))
    click(qtbot, hands, "comparison_print")
    assert pages == ["1"]


@pytest.mark.parametrize("percent", [100, 200])
def test_it_fits_the_small_screen(
    qtbot: QtBot, open_window: Open, changed: Document, percent: int
) -> None:
    hands = open_window(changed, percent=percent)
    hands.trigger("action_compare")
    QApplication.processEvents()
    assert hands.window.width() == 1366
    page = hands.find(QWidget, "comparison")
    for made in page.findChildren(QPushButton):
        if made.isVisible() and "head" in made.parentWidget().parentWidget().objectName():
            assert made.mapTo(page, made.rect().topRight()).x() <= page.width()
    assert hands.find(QListWidget, "comparison_entries").height() > 100


def test_with_the_largest_text_the_head_leaves_room_for_what_is_compared(
    open_window: Open, changed: Document
) -> None:
    hands = open_window(changed, percent=200)
    hands.window.resize(1024, 700)
    hands.trigger("action_compare")
    QApplication.processEvents()
    head, page = hands.find(QWidget, "comparison_head"), hands.find(QWidget, "comparison")
    assert head.height() >= head.heightForWidth(head.width())
    assert head.height() <= page.height() * 2 // 3
    for name in ("comparison_xlsx", "comparison_pdf", "comparison_print", "comparison_close"):
        assert hands.find(QPushButton, name).toolTip()
