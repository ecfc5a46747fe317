"""Dates: today, the calendar, free wording, and days that don't exist."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QLabel,
    QLineEdit,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from pia_desktop.forms.wareki import format_date

ADDRESS = "cover.publication_date"


def errors(page: Any) -> list[str]:
    labels = page.field.findChildren(QLabel)
    return [each.text() for each in labels if each.property("look") == "error" and each.isVisible()]


def test_today_by_keyboard(open_page: Callable[..., Any], qtbot: QtBot) -> None:
    page = open_page(ADDRESS)
    assert isinstance(page.editor, QLineEdit)
    page.editor.set_value("古い")
    page.editor.setFocus()
    qtbot.keyClick(page.editor, Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    assert page.editor.value() == format_date(date.today())
    assert page.changes == [format_date(date.today())]
    assert "Shift+F4" in page.child(QToolButton, f"today:{ADDRESS}").toolTip()


@pytest.mark.parametrize(
    "key,modifiers",
    [
        (Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier),
    ],
)
def test_the_calendar_by_keyboard(
    open_page: Callable[..., Any], qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    page = open_page(ADDRESS)
    page.editor.set_value("令和7年5月12日")
    page.editor.setFocus()
    qtbot.keyClick(page.editor, key, modifiers)
    calendar = page.child(QCalendarWidget, f"days:{ADDRESS}")
    assert calendar.selectedDate() == QDate(2025, 5, 12)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert page.editor.value() == "令和7年5月13日"


def test_a_picked_day_becomes_wareki(open_page: Callable[..., Any], qtbot: QtBot) -> None:
    page = open_page(ADDRESS)
    page.editor.set_value("令和7年5月12日")
    button = page.child(QToolButton, f"calendar:{ADDRESS}")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    calendar = page.child(QCalendarWidget, f"days:{ADDRESS}")
    assert calendar.selectedDate() == QDate(2025, 5, 12)
    calendar.clicked.emit(QDate(2019, 5, 1))
    assert page.editor.value() == "令和元年5月1日"
    assert page.changes == ["令和元年5月1日"]


@pytest.mark.parametrize("text", ["平成30年12月", "令和6年4月1日から令和6年4月30日まで", "未定"])
def test_free_wording_is_no_fault(open_page: Callable[..., Any], text: str) -> None:
    page = open_page(ADDRESS)
    page.editor.set_value(text)
    assert page.editor.value() == text
    assert errors(page) == []


def test_a_day_that_is_not_is_told_after_a_pause(
    open_page: Callable[..., Any], qtbot: QtBot
) -> None:
    page = open_page(ADDRESS)
    page.editor.set_value("令和7年2月")
    page.editor.setFocus()
    page.type_text(page.editor, "")
    qtbot.keyClick(page.editor, Qt.Key.Key_End)
    page.type_text(page.editor, "30日")
    assert errors(page) == []
    qtbot.waitUntil(lambda: bool(errors(page)))
    assert errors(page) == ["「令和7年2月30日」という日はありません。"]
    qtbot.keyClick(page.editor, Qt.Key.Key_Backspace)
    qtbot.keyClick(page.editor, Qt.Key.Key_Backspace)
    page.type_text(page.editor, "8日")
    page.editor.set_value("令和7年2月28日")
    qtbot.waitUntil(lambda: errors(page) == [])


def test_read_only_dates_have_no_buttons(open_page: Callable[..., Any], qtbot: QtBot) -> None:
    page = open_page(ADDRESS)
    page.editor.set_read_only(True)
    qtbot.mouseClick(page.child(QToolButton, f"today:{ADDRESS}"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(page.editor, Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(page.editor, Qt.Key.Key_F4)
    assert page.editor.value() == ""
    assert not page.editor.findChildren(QCalendarWidget)


# -- another spelling ------------------------------------------------------------------------


def offer(page: Any) -> Any:
    return page.child(QToolButton, f"wareki:{ADDRESS}")


def write_and_leave(page: Any, qtbot: QtBot, text: str) -> None:
    page.editor.setFocus()
    page.type_text(page.editor, text)
    assert not offer(page).isVisible()
    page.editor.clearFocus()


@pytest.mark.parametrize(
    "text,wareki",
    [
        ("R7.4.1", "令和7年4月1日"),
        ("2025/4/1", "令和7年4月1日"),
        ("20250401", "令和7年4月1日"),
        ("令和７年４月１日", "令和7年4月1日"),
        ("2025年4月1日", "令和7年4月1日"),
        ("R1.5.1", "令和元年5月1日"),
    ],
)
def test_another_spelling_is_offered_as_wareki_when_the_line_is_left(
    open_page: Callable[..., Any], qtbot: QtBot, text: str, wareki: str
) -> None:
    page = open_page(ADDRESS)
    write_and_leave(page, qtbot, text)
    button = offer(page)
    assert button.isVisible()
    assert button.text() == f"{wareki} に直す"
    assert button.accessibleName() == f"公表日 を {wareki} に直す"
    assert page.editor.value() == text  # nothing is changed unasked
    page.editor.setFocus()
    qtbot.keyClick(page.editor, Qt.Key.Key_Tab)  # past 今日 and the calendar
    assert button.hasFocus()
    changes = len(page.changes)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert page.editor.value() == wareki
    assert len(page.changes) == changes + 1
    assert not button.isVisible()


@pytest.mark.parametrize("text", ["令和7年4月1日", "平成30年12月", "未定", "令和7年2月30日", ""])
def test_nothing_is_offered_for_wareki_or_free_wording(
    open_page: Callable[..., Any], qtbot: QtBot, text: str
) -> None:
    page = open_page(ADDRESS)
    write_and_leave(page, qtbot, text)
    assert not offer(page).isVisible()
    assert page.editor.value() == text


def test_the_offer_goes_when_it_no_longer_applies(
    open_page: Callable[..., Any], qtbot: QtBot
) -> None:
    page = open_page(ADDRESS)
    page.editor.clearFocus()
    page.editor.set_value("R7.4.1")  # as a file has it
    assert offer(page).isVisible()
    page.editor.setFocus()
    page.type_text(page.editor, "頃")
    assert not offer(page).isVisible()
    page.editor.set_value("R7.4.1")
    qtbot.keyClick(page.editor, Qt.Key.Key_Tab)
    page.editor.set_read_only(True)
    assert not offer(page).isVisible()


def test_a_rows_date_is_offered_too(open_page: Callable[..., Any], qtbot: QtBot) -> None:
    page = open_page("changes")
    page.editor.set_value([{"date": "R7.4.1"}, {"date": "令和7年4月1日"}, {"date": "20250501"}])
    first = page.child(QToolButton, "wareki:changes[0].date")
    assert first.isVisible()
    page.editor.show_row(1)
    assert not first.isVisible()
    page.editor.show_row(2)
    assert page.child(QToolButton, "wareki:changes[2].date").text() == "令和7年5月1日 に直す"
    qtbot.mouseClick(page.child(QToolButton, "wareki:changes[2].date"), Qt.MouseButton.LeftButton)
    assert page.editor.value()[2]["date"] == "令和7年5月1日"


def test_a_narrow_line_offers_it_in_short(open_page: Callable[..., Any], qtbot: QtBot) -> None:
    page = open_page(ADDRESS, 330)
    write_and_leave(page, qtbot, "R7.4.1")
    assert offer(page).text() == "和暦に直す"
    assert offer(page).toolTip() == "令和7年4月1日 に直す"
    assert offer(page).accessibleName() == "公表日 を 令和7年4月1日 に直す"


def test_nothing_on_the_page_moves_when_it_is_offered(
    open_page: Callable[..., Any], qtbot: QtBot
) -> None:
    page = open_page(ADDRESS)
    before = page.field.geometry()
    write_and_leave(page, qtbot, "R7.4.1")
    assert offer(page).isVisible()
    assert page.field.geometry() == before


def test_enter_takes_the_wareki_at_once(open_page: Callable[..., Any], qtbot: QtBot) -> None:
    page = open_page(ADDRESS)
    page.editor.setFocus()
    page.type_text(page.editor, "R7.4.1")
    qtbot.keyClick(page.editor, Qt.Key.Key_Return)
    assert page.editor.value() == "令和7年4月1日"
    assert page.editor.hasFocus()
    changes = len(page.changes)
    qtbot.keyClick(page.editor, Qt.Key.Key_Return)
    assert len(page.changes) == changes


@pytest.mark.parametrize("text", ["令和7年4月1日", "R7.4.1"])
def test_the_calendar_opens_at_the_day_however_it_is_spelt(
    open_page: Callable[..., Any], qtbot: QtBot, text: str
) -> None:
    page = open_page(ADDRESS)
    page.editor.set_value(text)
    qtbot.mouseClick(page.child(QToolButton, f"calendar:{ADDRESS}"), Qt.MouseButton.LeftButton)
    days = page.child(QCalendarWidget, f"days:{ADDRESS}")
    assert (days.yearShown(), days.monthShown()) == (2025, 4)
    days.parentWidget().close()
