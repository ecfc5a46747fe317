"""The focus is where a person sees it, Tab goes as one reads, and arrows choose options."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pia_desktop.assessment.document import Document
from tests.ui.conftest import Hands
from ui.editors.field import Field

Open = Callable[..., Hands]
LEFT = Qt.MouseButton.LeftButton
COUNT = "business.subject_count"


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def seen_whole(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect() == widget.rect()


def field_of(widget: QWidget) -> Field:
    around: QWidget | None = widget
    while around is not None and not isinstance(around, Field):
        around = around.parentWidget()
    assert around is not None
    return around


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifier)


def test_a_page_begins_at_its_first_field_however_far_below_a_choice_is_made(
    open_window: Open, small: Document
) -> None:
    small.set(COUNT, "30万人以上")
    hands = open_window(small)
    wizard = hands.window.wizard
    assert wizard is not None
    for index, page in enumerate(wizard.pages):
        wizard.show_page(index)
        QApplication.processEvents()
        first = next((f for f in wizard.view.fields.values() if f.isVisible()), None)
        if first is None:
            continue
        assert field_of(focused()) is first, page.title
        assert wizard.area.verticalScrollBar().value() == 0, page.title


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("address", ["files[0].kind", "files"])
def test_tab_shows_the_whole_of_whatever_it_comes_to(
    open_window: Open, small: Document, qtbot: QtBot, address: str, percent: int
) -> None:
    hands = open_window(small, percent=percent)
    assert hands.window.go_to(address)
    wizard = hands.window.wizard
    assert wizard is not None
    QApplication.processEvents()
    page, seen = wizard.area.widget(), 0
    while page.isAncestorOf(focused()):
        QApplication.processEvents()
        room = wizard.area.viewport().height()
        if focused().height() < room - 24:
            qtbot.waitUntil(lambda: seen_whole(focused()))
        if (
            isinstance(focused(), QLineEdit | QRadioButton)
            and field_of(focused()).height() < room - 24
        ):
            qtbot.waitUntil(lambda: seen_whole(field_of(focused())))
        seen += 1
        press(Qt.Key.Key_Tab)
    assert seen > 3
    assert focused().objectName() == "button_next"


def test_tab_goes_from_the_page_to_the_buttons_the_navigator_and_the_rest(
    open_window: Open, small: Document
) -> None:
    hands = open_window(small)
    page = hands.window.wizard.area.widget()
    hands.find(QPushButton, "button_next").setFocus()
    outside = []
    while not page.isAncestorOf(focused()):
        assert not focused().visibleRegion().isEmpty(), focused().objectName()
        assert not isinstance(focused(), QScrollArea)
        outside.append(focused().objectName())
        press(Qt.Key.Key_Tab)
    left = ["navigator_filter", "navigator"]
    assert outside == ["button_next", *left, "close_help"]
    press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert focused().objectName() == "close_help"


def test_after_a_click_in_the_navigator_tab_goes_into_the_page(
    qtbot: QtBot, open_window: Open, small: Document
) -> None:
    hands = open_window(small)
    tree = hands.find(QTreeView, "navigator")
    index = hands.entry("Ⅰ")
    qtbot.mouseClick(tree.viewport(), LEFT, pos=tree.visualRect(index).center())
    assert focused() is tree
    press(Qt.Key.Key_Tab)
    assert hands.window.wizard.area.widget().isAncestorOf(focused())


def test_the_focus_stays_on_the_page_when_an_undo_puts_another_in_its_place(
    open_window: Open, small: Document
) -> None:
    hands = open_window(small)
    hands.window.go_to("systems")
    QTest.mouseClick(hands.find(QPushButton, "add:systems"), LEFT)
    added = focused().objectName()
    assert added.startswith("systems[")
    hands.document.undo()
    page = hands.window.wizard.area.widget()
    assert page.isAncestorOf(focused())
    assert focused().objectName() != added


def test_from_the_last_field_tab_and_enter_turn_the_page(
    open_window: Open, empty4: Document
) -> None:
    hands = open_window(empty4)
    page = hands.window.wizard.area.widget()
    hands.find(QPushButton, "button_next").setFocus()
    press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert page.isAncestorOf(focused())
    title = hands.title()
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert hands.title() != title
    assert hands.window.wizard.area.widget().isAncestorOf(focused())


def test_from_a_last_date_too(open_window: Open, empty4: Document) -> None:
    hands = open_window(empty4)
    hands.find(QWidget, "cover.publication_date").setFocus()
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert hands.title() != "表紙"
    assert hands.get("cover.publication_date") is None


OCCURRENCES = ["systems[1]", "files[0].outsourcing[0]"]


@pytest.mark.parametrize("address", OCCURRENCES)
def test_from_an_occurrence_s_last_field_too(
    open_window: Open, small: Document, address: str
) -> None:
    hands = open_window(small)
    assert hands.window.go_to(f"{address}.name")
    wizard = hands.window.wizard
    last = [field for field in wizard.view.fields.values() if field.isVisible()][-1]
    hands.find(QPushButton, "button_next").setFocus()
    press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert field_of(focused()) is last
    title = hands.title()
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert hands.title() != title
    assert small.answers.count("systems") == 2
    assert small.answers.count("files[0].outsourcing") == 1


@pytest.mark.parametrize("address", OCCURRENCES)
def test_an_occurrence_s_buttons_come_after_next_and_back(
    open_window: Open, small: Document, address: str
) -> None:
    hands = open_window(small)
    assert hands.window.go_to(f"{address}.name")
    hands.find(QPushButton, "button_back").setFocus()
    stops = []
    while focused().objectName() != "navigator_filter":
        press(Qt.Key.Key_Tab)
        stops.append(focused().objectName())
        assert seen_whole(focused())
    assert stops[0] == f"duplicate:{address}"
    assert stops[-2] == f"add:{address[:-3]}"


def test_what_helps_a_finding_stands_behind_its_box_and_at_the_last_one_behind_the_footer(
    open_window: Open, small: Document, qtbot: QtBot
) -> None:
    small.set("cover.remarks", "青空町では、●●を実施する。")
    small.set("department.head_title", "●●課長")
    hands = open_window(small)
    hands.window.wizard.refresh()
    assert hands.window.go_to("cover.remarks")
    press(Qt.Key.Key_Tab)
    assert focused().objectName() == "confirm:cover.remarks"
    press(Qt.Key.Key_Tab)
    assert field_of(focused()).place.address == "cover.agency"
    assert hands.window.go_to("department.head_title")
    press(Qt.Key.Key_Tab)
    assert focused().objectName() == "button_next"
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    assert focused().objectName() == "confirm:department.head_title"
    assert seen_whole(focused())


def test_a_box_that_shift_tab_comes_to_is_seen_whole(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    wizard = hands.window.wizard
    for address in ("cover.publication_date", "files[0].used_since", "files[0].risk.use.other"):
        assert hands.window.go_to(address)
        wizard.area.verticalScrollBar().setValue(0)
        hands.find(QPushButton, "button_next").setFocus()
        press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        assert field_of(focused())
        assert seen_whole(focused()), focused().objectName()


def test_enter_presses_whatever_button_has_the_focus(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    hands.window.go_to("systems")
    hands.find(QPushButton, "add:systems").setFocus()
    press(Qt.Key.Key_Enter)
    assert small.answers.count("systems") == 3
    hands.window.go_to("cover.publication_date")
    hands.find(QWidget, "today:cover.publication_date").setFocus()
    press(Qt.Key.Key_Return)
    assert hands.get("cover.publication_date")


def test_an_arrow_answers_a_question_that_nobody_has_answered(
    open_window: Open, empty4: Document
) -> None:
    hands = open_window(empty4)
    hands.window.go_to(COUNT)
    options = [radio.text() for radio in hands.find(QWidget, COUNT).findChildren(QRadioButton)]
    press(Qt.Key.Key_Down)
    assert hands.get(COUNT) == options[1]
    press(Qt.Key.Key_Right)
    assert hands.get(COUNT) == options[2]
    assert focused().text() == options[2]  # type: ignore[attr-defined]
    for _ in range(3):
        press(Qt.Key.Key_Up)
    assert hands.get(COUNT) == options[-1]
    assert seen_whole(focused())


@pytest.mark.parametrize("action", ["find", "replace", "pages", "notes", "check", "unfilled"])
@pytest.mark.parametrize("percent", [100, 200])
def test_esc_leads_back_to_where_one_was(
    open_window: Open, small: Document, qtbot: QtBot, action: str, percent: int
) -> None:
    small.set("business.content", "申請を受け付ける。\n" * 40)
    hands = open_window(small, percent=percent)
    hands.window.go_to("business.content")
    box = focused()
    QTest.keyClick(box, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(box, "x")
    qtbot.waitUntil(lambda: hands.window.wizard.area.verticalScrollBar().value() > 0)
    QApplication.processEvents()
    hands.trigger(f"action_{action}")
    assert focused() is not box
    QApplication.processEvents()
    press(Qt.Key.Key_Escape)
    assert focused() is box
    qtbot.waitUntil(lambda: cursor_is_seen(box))


@pytest.mark.parametrize("action", ["notes", "check", "unfilled"])
def test_a_list_beside_the_page_is_seen_when_it_gets_the_focus(
    open_window: Open, small: Document, qtbot: QtBot, action: str
) -> None:
    hands = open_window(small, percent=200)
    hands.window.resize(1008, 700)
    hands.trigger(f"action_{action}")
    qtbot.waitUntil(lambda: focused().visibleRegion().boundingRect().height() >= 200)
    assert isinstance(focused(), QListWidget)


def test_esc_leads_back_from_the_comparison_too(open_window: Open, small: Document) -> None:
    small.publish("令和7年4月1日")
    hands = open_window(small)
    hands.window.go_to("business.content")
    box = focused()
    hands.trigger("action_compare")
    QApplication.processEvents()
    assert focused() is not box
    press(Qt.Key.Key_Escape)
    assert focused() is box


def test_long_help_is_read_by_keyboard(open_window: Open, small: Document, qtbot: QtBot) -> None:
    hands = open_window(small)
    hands.window.go_to("business.content")
    hands.window.resize(1366, 480)
    bar = hands.find(QScrollArea, "help_scroll").verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    while focused().objectName() != "close_help":
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Down)
    assert 0 < bar.value() < bar.maximum()
    press(Qt.Key.Key_PageDown)
    press(Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    press(Qt.Key.Key_Home)
    assert bar.value() == 0
    assert focused().objectName() == "close_help"
    press(Qt.Key.Key_Return)
    assert not hands.find(QWidget, "help_pane").isVisible()


def cursor_is_seen(box: QWidget) -> bool:
    assert isinstance(box, QPlainTextEdit)
    return box.visibleRegion().contains(box.cursorRect().translated(box.viewport().pos()))
