"""The window says when the review and the repeat are due, calmly, and only when it is time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pia_desktop.assessment.document import Document
from pia_desktop.forms.wareki import format_date
from tests.ui.conftest import Hands

Open = Callable[..., Hands]
LEFT = Qt.MouseButton.LeftButton


def ago(days: int) -> str:
    return format_date(date.today() - timedelta(days=days))


def said(hands: Hands) -> str:
    notice = hands.find(QWidget, "notice_due")
    return hands.find(QLabel, "notice_due_words").text() if notice.isVisible() else ""


@pytest.mark.parametrize("days,words", [(100, ""), (320, "1年の区切りは"), (400, "を過ぎています")])
def test_the_review_is_told_of_when_it_is_near(
    open_window: Open, small: Document, days: int, words: str
) -> None:
    small.publish(ago(days))
    hands = open_window(small)
    assert words in said(hands)
    assert ("見直すよう努める" in said(hands)) == bool(words)
    assert "再実施" not in said(hands)


def test_the_repeat_after_five_years_is_told_too(open_window: Open, small: Document) -> None:
    small.publish(ago(5 * 366))
    small.record_review(ago(10))
    hands = open_window(small)
    assert "再実施" in said(hands)
    assert "見直す" not in said(hands)
    assert not hands.find(QPushButton, "due_review").isVisible()


def test_nothing_is_said_of_what_was_never_published(open_window: Open, small: Document) -> None:
    assert said(open_window(small)) == ""


def test_a_recorded_review_ends_it(
    qtbot: QtBot, open_window: Open, small: Document, in_dialog: Any
) -> None:
    small.publish(ago(400))
    hands = open_window(small)
    asked = in_dialog("dialog_review", lambda dialog: dialog.reject())
    qtbot.mouseClick(hands.find(QPushButton, "due_review"), LEFT)
    assert asked
    small.record_review(ago(0))
    assert said(hands) == ""


def test_a_closed_notice_stays_closed(qtbot: QtBot, open_window: Open, small: Document) -> None:
    small.publish(ago(400))
    hands = open_window(small)
    qtbot.mouseClick(hands.find(QPushButton, "close_due"), LEFT)
    assert said(hands) == ""
    hands.window.show_document(small)
    assert said(hands) == ""


def test_the_check_says_both_dates_however_far_off(open_window: Open, small: Document) -> None:
    small.publish(ago(10))
    hands = open_window(small)
    hands.trigger("action_check")
    dates = hands.find(QLabel, "due_dates")
    assert dates.isVisible()
    assert "見直すよう努める" in dates.text()
    assert "再実施" in dates.text()
    hands.window.controllers.dialogs.close_all()
