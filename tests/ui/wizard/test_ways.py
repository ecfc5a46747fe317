"""Ways through many pages: the navigator's filter and place, long titles, a narrow window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolBar,
    QToolButton,
    QTreeView,
)
from pytestqt.qtbot import QtBot

from pia_desktop.assessment.document import Document
from tests.ui.conftest import Hands
from ui.commands import WINDOW_COMMANDS
from ui.dialogs.new_assessment import NewAssessmentDialog
from ui.menus import MENUS
from ui.style import theme
from ui.wizard.front_pages import OVERVIEW

Open = Callable[..., Hands]


def middle(hands: Hands) -> bool:
    tree = hands.find(QTreeView, "navigator")
    high = tree.viewport().height()
    return high // 3 <= tree.visualRect(tree.currentIndex()).center().y() <= 2 * high // 3


def test_the_current_page_stands_in_the_middle_third(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    for address in ("files[0].name", "files[0].risk.obtain.purpose.enough"):
        hands.window.go_to(address)
        QApplication.processEvents()
        assert middle(hands), address


def test_branches_stay_open_when_the_text_size_changes(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    hands.window.go_to("files[0].name")
    hands.window.go_to("cover.name")
    opened = hands.window.wizard.navigator.opened
    assert opened
    hands.window.controllers.view.set_text_size(125)
    assert hands.window.wizard.navigator.opened == opened


def test_marks_and_shares_are_there_at_once_in_another_text_size(
    open_window: Open, small: Document, qtbot: QtBot
) -> None:
    """They are the document's: nothing has to be worked out anew, nor to flicker."""
    hands = open_window(small)
    words = lambda: hands.find(QLabel, "progress_words").toolTip()  # noqa: E731
    qtbot.waitUntil(lambda: words().startswith("記入済み"))
    small.set("cover.name", None)
    hands.window.controllers.view.set_text_size(150)
    tip, wizard = words(), hands.window.wizard
    assert tip.startswith("記入済み")
    wizard.refresh()
    assert words() == tip  # what had just been changed is in it


def test_a_page_is_found_by_its_title(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    QTest.keyClick(hands.window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    line = hands.find(QLineEdit, "navigator_filter")
    assert QApplication.focusWidget() is line
    tree = hands.find(QTreeView, "navigator")
    QApplication.sendEvent(line, QInputMethodEvent("へんこう", []))
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert hands.title() == "表紙"
    event = QInputMethodEvent()
    event.setCommitString("変更箇所")
    QApplication.sendEvent(line, event)
    shown = [
        tree.model().index(row, 0).data()
        for row in range(tree.model().rowCount())
        if not tree.isRowHidden(row, tree.rootIndex())
    ]
    assert len(shown) == 1
    assert "変更箇所" in shown[0]
    assert not hands.find(QLabel, "navigator_none").isVisible()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "変更箇所" in hands.title()
    assert line.text() == ""
    assert not tree.isRowHidden(hands.entry("表紙").row(), tree.rootIndex())


def test_esc_brings_all_pages_back(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    hands.trigger("action_pages")
    line = hands.find(QLineEdit, "navigator_filter")
    line.setText("ないページ")
    tree = hands.find(QTreeView, "navigator")
    assert tree.isRowHidden(hands.entry("表紙").row(), tree.rootIndex())
    none = hands.find(QLabel, "navigator_none")
    assert none.isVisible()
    assert "ありません" in none.text()
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not none.isVisible()
    assert not tree.isRowHidden(hands.entry("表紙").row(), tree.rootIndex())
    assert hands.window.wizard.area.widget().isAncestorOf(QApplication.focusWidget())


def test_a_long_line_is_seen_whole(qtbot: Any, open_window: Open, small: Document) -> None:
    title = "青空町における児童手当の支給に関する事務" * 7
    small.set("cover.name", title[:130])
    hands = open_window(small)
    whole = hands.find(QLabel, "whole:cover.name")
    assert whole.isVisible()
    assert whole.text() == title[:130]
    qtbot.waitUntil(lambda: whole.height() >= whole.heightForWidth(whole.width()))
    small.set("cover.name", "短い名前")
    assert not whole.isVisible()


def test_a_long_title_takes_three_lines_at_most(open_window: Open, small: Document) -> None:
    name = "児童手当の支給に関する事務で用いるファイル" * 8
    small.set("files[0].outsourcing[0].name", name)
    hands = open_window(small)
    hands.window.go_to("files[0].outsourcing[0].name")
    QApplication.processEvents()
    title = hands.find(QLabel, "page_title")
    assert title.height() <= 4 * theme().px(theme().title) * 1.7
    assert name in title.toolTip()
    assert name in title.accessibleName()


@pytest.mark.parametrize("width", [1024, 800])
def test_every_command_can_be_reached_in_a_narrow_window(
    open_window: Open, small: Document, width: int
) -> None:
    hands = open_window(small)
    hands.window.resize(width, 600)
    QApplication.processEvents()
    in_menus = {name for entries in MENUS.values() for name in entries}
    assert {command.name for command in WINDOW_COMMANDS} <= in_menus
    bar = hands.find(QToolBar, "tool_bar")
    for action in bar.actions():
        tool = bar.widgetForAction(action)
        if action.objectName():
            assert tool.isVisible(), action.objectName()
            assert tool.geometry().right() <= bar.width()


@pytest.mark.parametrize("width", [1366, 1024, 1008, 800, 640])
def test_every_menu_is_in_view_with_the_largest_text(
    open_window: Open, small: Document, width: int
) -> None:
    hands = open_window(small, percent=200)
    hands.window.resize(width, 700)
    QApplication.processEvents()
    bar = hands.window.menuBar()
    for menu in bar.actions():
        place = bar.actionGeometry(menu)
        assert not place.isEmpty(), menu.text()
        assert place.right() < bar.width(), menu.text()
    size = bar.font().pixelSize()
    assert size == 32 if width >= 1024 else 16 <= size < 32
    hands.window.resize(1366, 700)
    QApplication.processEvents()
    assert bar.font().pixelSize() == 32


@pytest.mark.parametrize("width", [800, 1024, 1366])
def test_the_page_s_number_is_seen_whole(open_window: Open, small: Document, width: int) -> None:
    hands = open_window(small, percent=200)
    hands.window.resize(width, 700)
    for index in (0, 20, 3):
        hands.window.wizard.show_page(index)
        QApplication.processEvents()
        number = hands.find(QLabel, "page_number")
        assert number.text().startswith(f"{index + 1}／")
        assert number.fontMetrics().horizontalAdvance(number.text()) <= number.width()
    hands.window.resize(1366, 700)
    QApplication.processEvents()
    assert hands.find(QLabel, "page_number").text().endswith("ページ")


def test_a_menu_that_is_higher_than_the_screen_scrolls_in_one_column(
    open_window: Open, small: Document
) -> None:
    hands = open_window(small, percent=200)
    for title in hands.window.menuBar().actions():
        menu = title.menu()
        assert isinstance(menu, QMenu)
        menu.popup(QPoint(0, 0))
        lefts = {menu.actionGeometry(entry).left() for entry in menu.actions()}
        assert len(lefts) == 1, title.text()
        QTest.keyClick(menu, Qt.Key.Key_Up)
        assert menu.activeAction() is [e for e in menu.actions() if e.isEnabled()][-1]
        menu.close()


def test_a_page_s_entry_has_room_for_some_letters_with_the_largest_text(
    open_window: Open, small: Document
) -> None:
    small.set("files[0].outsourcing[0].name", "児童手当システムの運用及び保守")
    hands = open_window(small, percent=200)
    hands.window.resize(1024, 700)
    hands.window.go_to("files[0].outsourcing[0].name")
    QApplication.processEvents()
    tree = hands.find(QTreeView, "navigator")
    # The title of 20 letters in four lines at most, and the state below.
    assert tree.visualRect(tree.currentIndex()).height() <= 5 * 1.4 * 30 + 2 * 14


@pytest.mark.parametrize("percent", [100, 125, 200])
def test_the_overview_is_seen_whole_at_1024_px(
    open_window: Open, small: Document, percent: int
) -> None:
    hands = open_window(small, percent=percent)
    hands.window.resize(1024, 700)
    wizard = hands.window.wizard
    wizard.refresh()
    wizard.show_front(OVERVIEW)
    QApplication.processEvents()
    area = wizard.area
    assert area.widget().width() <= area.viewport().width()
    for label in area.widget().findChildren(QLabel):
        if label.isVisible() and label.text():
            assert label.width() >= label.minimumSizeHint().width(), label.text()
            right = label.mapTo(area.widget(), label.rect().topRight()).x()
            assert right < area.viewport().width(), label.text()


def test_the_new_dialog_grows_and_its_result_stands_out(qtbot: Any) -> None:
    dialog = NewAssessmentDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    before = dialog.height()
    for name, text in (("fact_subjects", "300000"), ("fact_staff", "10")):
        line = dialog.findChild(QLineEdit, name)
        assert line is not None
        line.setText(text)
    QApplication.processEvents()
    due = dialog.findChild(QLabel, "due")
    assert due is not None
    assert due.property("look") == "due"
    assert due.height() >= due.heightForWidth(due.width())
    assert dialog.height() >= before


def test_what_is_no_count_is_refused_in_the_new_dialog_too(qtbot: Any) -> None:
    dialog = NewAssessmentDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    line, due = dialog.findChild(QLineEdit, "fact_staff"), dialog.findChild(QLabel, "due")
    assert line is not None
    assert due is not None
    line.setFocus()
    QTest.keyClicks(line, "abc")
    assert line.text() == ""
    assert due.text() == "数字だけを入れてください。ほかの文字は入れていません。"
    QTest.keyClicks(line, "30")
    assert due.text() == "対象人数と取扱者数を入れてください。"
    QApplication.clipboard().setText("約30")
    QTest.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == "30"
    assert "数字だけ" in due.text()
    line.selectAll()
    QApplication.clipboard().setText("１，２００人")
    QTest.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == "1200"
    assert dialog.facts.staff == 1200
    QTest.keyClicks(line, "000000000")  # more than there can be
    assert line.text() == "120000000"
    assert "までの数" in due.text()


def test_the_new_dialog_s_day_is_put_into_wareki_as_other_dates_are(qtbot: Any) -> None:
    dialog = NewAssessmentDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    line = dialog.findChild(QLineEdit, "fact_as_of")
    offer = dialog.findChild(QToolButton, "wareki:fact_as_of")
    fault = dialog.findChild(QLabel, "fact_as_of_fault")
    assert line is not None
    assert offer is not None
    assert fault is not None
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    line.setFocus()
    QTest.keyClicks(line, "2026/4/1")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert offer.isVisible()
    QTest.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert line.text() == "令和8年4月1日"
    assert dialog.facts.as_of == "令和8年4月1日"
    line.selectAll()
    QApplication.clipboard().setText("令和8年2月30日")
    QTest.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(fault.isVisible)
    assert "という日はありません" in fault.text()
    line.selectAll()
    QTest.keyClicks(line, "R8.4.1")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert line.text() == "令和8年4月1日"


def test_down_goes_from_the_filter_into_what_it_left(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    QTest.keyClick(hands.window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    line, tree = hands.find(QLineEdit, "navigator_filter"), hands.find(QTreeView, "navigator")
    line.setText("委託")
    QTest.keyClick(line, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is tree
    first = hands.title()
    assert "委託" in first
    QTest.keyClick(tree, Qt.Key.Key_Down)
    assert hands.title() != first  # the second of several hits
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert hands.window.wizard.area.widget().isAncestorOf(QApplication.focusWidget())
    assert line.text() == ""


@pytest.mark.parametrize("keys", [(Qt.Key.Key_Down, Qt.Key.Key_Return), (Qt.Key.Key_Return,)])
def test_the_page_that_was_found_is_in_the_middle_third_when_all_are_back(
    open_window: Open, small: Document, keys: tuple[Qt.Key, ...]
) -> None:
    hands = open_window(small)
    hands.window.go_to("files[0].risk.obtain.purpose.enough")  # its branches are open
    hands.window.go_to("cover.name")
    QTest.keyClick(hands.window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    hands.find(QLineEdit, "navigator_filter").setText("監査")
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)
        QApplication.processEvents()
    assert "監査" in hands.title()
    assert middle(hands)


def test_undo_in_the_empty_filter_is_the_window_s(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    small.set("cover.number", "8")
    QTest.keyClick(hands.window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    line = hands.find(QLineEdit, "navigator_filter")
    QTest.keyClicks(line, "1")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == ""
    assert hands.get("cover.number") == "7"


def test_tab_goes_through_a_list_as_one_reads(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    hands.window.go_to("systems")
    hands.window.wizard.focus_page()
    assert QApplication.focusWidget().objectName() == "open:systems[0]"
    stops = []
    while QApplication.focusWidget().objectName() != "button_next":
        stops.append(QApplication.focusWidget().objectName())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert stops.index("open:systems[1]") > stops.index("remove:systems[0]")
    assert stops[-1] == "add:systems"


def test_the_page_s_number_stands_beside_the_buttons_with_large_text(
    open_window: Open, small: Document
) -> None:
    hands = open_window(small, percent=200)
    hands.window.resize(1008, 700)
    QApplication.processEvents()
    number = hands.find(QLabel, "page_number")
    for name in ("button_back", "button_next"):
        assert not number.geometry().intersects(hands.find(QPushButton, name).geometry())
    assert number.width() >= number.sizeHint().width()
