"""Dates: today, the calendar, free wording, and days that don't exist."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QLabel, QLineEdit, QToolButton
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
    qtbot.keyClick(page.editor, Qt.Key.Key_Tab)
    today = page.child(QToolButton, f"today:{ADDRESS}")
    assert today.hasFocus()
    qtbot.keyClick(today, Qt.Key.Key_Space)
    assert page.editor.value() == format_date(date.today())
    assert page.changes == [format_date(date.today())]


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
    assert page.editor.value() == ""
