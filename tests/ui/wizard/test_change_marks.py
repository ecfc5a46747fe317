"""What differs from the published state is marked on the page, can be seen, and taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pia_desktop.assessment.document import Document
from tests.strategies import PNG
from tests.ui.conftest import Hands
from ui.editors.text import TextEditor
from ui.widgets.before_after import BeforeAfter

Open = Callable[..., Hands]
LEFT = Qt.MouseButton.LeftButton
LONG = "台帳の管理を行う。\n" * 40


@pytest.fixture
def published(small: Document) -> Document:
    small.set("business.content", LONG)
    small.publish("令和7年4月1日")
    return small


def shown(hands: Hands, name: str) -> bool:
    """Whether the page has a widget of this name in view."""
    assert hands.window.wizard is not None
    view = hands.window.wizard.view
    assert view is not None
    return any(found.isVisibleTo(view) for found in view.findChildren(QWidget, name))


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def click(qtbot: QtBot, hands: Hands, name: str) -> None:
    qtbot.mouseClick(hands.find(QPushButton, name), LEFT)


def test_a_document_that_was_never_published_has_no_marks(
    qtbot: QtBot, open_window: Open, small: Document
) -> None:
    hands = open_window(small)
    small.set("cover.name", "別の名前")
    assert hands.window.wizard is not None
    hands.window.wizard.refresh()
    assert not shown(hands, "changed:cover.name")


def test_the_mark_comes_with_the_letter_and_goes_with_it(
    qtbot: QtBot, open_window: Open, published: Document
) -> None:
    hands = open_window(published)
    hands.window.go_to("cover.name")
    assert hands.window.wizard is not None
    qtbot.waitUntil(lambda: hands.window.wizard.published.difference is not None)  # type: ignore[union-attr]
    assert not shown(hands, "changed:cover.name")
    box = hands.find(QLineEdit, "cover.name")
    qtbot.keyClick(box, Qt.Key.Key_End)
    qtbot.keyClicks(box, "x")
    assert shown(hands, "changed:cover.name")
    mark = hands.find(QWidget, "changed:cover.name")
    assert "公表版から変更" in said(mark)
    qtbot.keyClick(box, Qt.Key.Key_Backspace)
    assert not shown(hands, "changed:cover.name")


def test_the_earlier_text_is_shown_and_taken_back(
    qtbot: QtBot, open_window: Open, published: Document
) -> None:
    hands = open_window(published)
    published.set("cover.name", "青空町 児童手当の評価書")
    qtbot.waitUntil(lambda: shown(hands, "changed:cover.name"))
    click(qtbot, hands, "earlier:cover.name")
    panel = hands.find(QWidget, "earlier_panel:cover.name")
    texts = panel.findChild(BeforeAfter)
    assert texts is not None
    assert texts.before.text.toPlainText() == "青空町 児童手当に関する事務 全項目評価書"
    assert texts.after.text.toPlainText() == "青空町 児童手当の評価書"
    assert "第1版（令和7年4月1日公表）" in said(panel)
    published.set("cover.name", "青空町 児童手当の書")
    qtbot.waitUntil(lambda: texts.after.text.toPlainText() == "青空町 児童手当の書")
    click(qtbot, hands, "restore:cover.name")
    assert hands.get("cover.name") == "青空町 児童手当に関する事務 全項目評価書"
    assert not shown(hands, "changed:cover.name")
    assert not shown(hands, "earlier_panel:cover.name")
    assert hands.find(QLineEdit, "cover.name").text() == "青空町 児童手当に関する事務 全項目評価書"
    assert hands.find(QLineEdit, "cover.name").hasFocus()
    hands.trigger("action_undo")
    assert hands.get("cover.name") == "青空町 児童手当の書"
    assert shown(hands, "changed:cover.name")


def test_the_link_opens_and_closes_and_says_which(
    qtbot: QtBot, open_window: Open, published: Document
) -> None:
    hands = open_window(published)
    published.set("cover.name", "別")
    qtbot.waitUntil(lambda: shown(hands, "changed:cover.name"))
    link = hands.find(QPushButton, "earlier:cover.name")
    qtbot.keyClick(link, Qt.Key.Key_Space)
    assert shown(hands, "earlier_panel:cover.name")
    assert "閉じる" in link.text()
    assert "評価書名" in link.accessibleName()
    qtbot.keyClick(link, Qt.Key.Key_Space)
    assert not shown(hands, "earlier_panel:cover.name")


def test_beside_a_long_text_the_earlier_one_stands_in_view(
    qtbot: QtBot, open_window: Open, published: Document
) -> None:
    hands = open_window(published)
    published.set("business.content", LONG + "終わり。")
    hands.window.go_to("business.content")
    qtbot.waitUntil(lambda: shown(hands, "changed:business.content"))
    click(qtbot, hands, "earlier:business.content")
    panel = hands.find(QWidget, "earlier_panel:business.content")
    editor = hands.find(TextEditor, "business.content")
    qtbot.waitUntil(lambda: panel.y() + panel.height() <= editor.parentWidget().y())
    assert not panel.visibleRegion().isEmpty()


def test_an_earlier_text_below_the_fold_is_scrolled_into_view(
    qtbot: QtBot, open_window: Open, published: Document
) -> None:
    published.set("cover.remarks", "追記した。")
    hands = open_window(published)
    hands.window.go_to("cover.remarks")
    qtbot.waitUntil(lambda: shown(hands, "changed:cover.remarks"))
    click(qtbot, hands, "earlier:cover.remarks")
    back = hands.find(QPushButton, "restore:cover.remarks")
    qtbot.waitUntil(lambda: back.visibleRegion().boundingRect().height() == back.height())


def test_tab_leads_over_the_link_into_the_editor(
    qtbot: QtBot, open_window: Open, published: Document
) -> None:
    hands = open_window(published)
    published.set("cover.name", "別")
    qtbot.waitUntil(lambda: shown(hands, "changed:cover.name"))
    link = hands.find(QPushButton, "earlier:cover.name")
    link.setFocus()
    qtbot.keyClick(link, Qt.Key.Key_Tab)
    assert hands.find(QLineEdit, "cover.name").hasFocus()


def test_a_removed_occurrence_is_told_and_put_back(
    qtbot: QtBot, open_window: Open, published: Document
) -> None:
    hands = open_window(published)
    hands.window.go_to("systems")
    published.remove("systems", 0)
    qtbot.waitUntil(lambda: shown(hands, "removed:systems[0]"))
    note = hands.find(QWidget, "removed:systems[0]")
    assert "公表版にあった「システム1 児童手当システム」が削除されています。" in said(note)
    click(qtbot, hands, "put_back:systems[0]")
    assert [it["name"] for it in hands.get("systems")] == ["児童手当システム", "宛名システム"]
    assert not shown(hands, "removed:systems[0]")
    hands.trigger("action_undo")
    assert hands.document.answers.count("systems") == 1


def test_a_moved_occurrence_has_no_mark(
    qtbot: QtBot, open_window: Open, published: Document
) -> None:
    hands = open_window(published)
    published.move("systems", 0, 1)
    hands.window.go_to("systems[1].name")
    assert hands.window.wizard is not None
    hands.window.wizard.refresh()
    assert hands.window.wizard.published.difference is not None
    assert not shown(hands, "changed:systems[1].name")


def test_what_was_added_has_no_earlier_text(
    qtbot: QtBot, open_window: Open, published: Document
) -> None:
    hands = open_window(published)
    published.add("systems", occurrence={"name": "新システム"})
    hands.window.go_to("systems[2].name")
    qtbot.waitUntil(lambda: shown(hands, "changed:systems[2].name"))
    click(qtbot, hands, "earlier:systems[2].name")
    panel = hands.find(QWidget, "earlier_panel:systems[2].name")
    assert "新しく加わりました" in said(panel)
    assert not shown(hands, "restore:systems[2].name")


def test_the_navigator_says_how_many(qtbot: QtBot, open_window: Open, published: Document) -> None:
    hands = open_window(published)

    def spoken(title: str) -> str:
        return str(hands.entry(title).data(Qt.ItemDataRole.AccessibleTextRole))

    published.set("cover.name", "別")
    published.set("cover.number", "8")
    qtbot.waitUntil(lambda: "公表版から2項目を変更" in spoken("表紙"))
    published.remove("systems", 0)
    qtbot.waitUntil(lambda: "公表版から1項目を変更" in spoken("Ⅰ"))
    published.publish("令和8年4月1日")
    qtbot.waitUntil(lambda: "公表版から" not in spoken("表紙"))
    assert not shown(hands, "changed:cover.name")


def test_a_restored_figure_is_seen_again(
    qtbot: QtBot, open_window: Open, published: Document
) -> None:
    published.add_figure("process.figures", "図.png", PNG, "流れ")
    published.publish("令和7年5月1日")
    hands = open_window(published)
    published.set("process.figures", None)
    published.assessment.figures.clear()
    hands.window.go_to("process.figures")
    qtbot.waitUntil(lambda: shown(hands, "changed:process.figures"))
    click(qtbot, hands, "earlier:process.figures")
    assert not hands.find(QLabel, "thumbnail:図.png").pixmap().isNull()
    click(qtbot, hands, "restore:process.figures")
    assert hands.get("process.figures") == [{"file": "図.png", "caption": "流れ"}]
    assert published.assessment.figures["図.png"] == PNG


def test_a_file_that_is_only_read_shows_but_restores_nothing(
    qtbot: QtBot, open_window: Open, published: Document
) -> None:
    published.set("cover.name", "別")
    published.remove("systems", 1)
    published.assessment.read_only = True
    hands = open_window(published)
    qtbot.waitUntil(lambda: shown(hands, "changed:cover.name"))
    click(qtbot, hands, "earlier:cover.name")
    assert not shown(hands, "restore:cover.name")
    hands.window.go_to("systems")
    qtbot.waitUntil(lambda: shown(hands, "removed:systems[1]"))
    assert not shown(hands, "put_back:systems[1]")
