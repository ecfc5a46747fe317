"""The page that 次へ leads to is built beforehand, and is the page that it would be otherwise."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pia_desktop.assessment import from_json
from pia_desktop.assessment.document import Document
from pia_desktop.files.paths import resources_dir
from tests.ui.conftest import Hands, Rearranged
from ui.wizard import page_ahead

Open = Callable[..., Hands]
LEFT = Qt.MouseButton.LeftButton
NEXT = "business.name"
SYSTEMS = "systems"
SAMPLE = resources_dir() / "sample" / "youshiki4.json"


def _sample() -> Document:
    return Document(from_json(SAMPLE))


def _wait_until_built(qtbot: QtBot, hands: Hands) -> None:
    qtbot.waitUntil(lambda: any(w.objectName() == "ahead:page" for w in _all(hands)))


def _all(hands: Hands) -> list[QWidget]:
    return hands.window.findChildren(QWidget)


def _seen(hands: Hands) -> list[tuple[object, ...]]:
    """Everything in view on the page: what, where, how large, and what it says."""
    page = hands.find(QWidget, "page")
    out: list[tuple[object, ...]] = []
    for widget in (page, *page.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        text = ""
        if isinstance(widget, QLabel | QLineEdit | QAbstractButton):
            text = widget.text()
        elif isinstance(widget, QPlainTextEdit):
            text = widget.toPlainText()
        place = widget.mapTo(page, widget.rect().topLeft())
        ticked = isinstance(widget, QAbstractButton) and widget.isChecked()
        name = widget.accessibleName(), widget.accessibleDescription()
        size = widget.size().toTuple()
        out.append((widget.objectName(), place.toTuple(), size, text, ticked, name))
    return out


def _settled(hands: Hands) -> list[tuple[object, ...]]:
    """What is in view when nothing moves any more."""
    seen: list[tuple[object, ...]] = []
    while seen != (seen := _seen(hands)):
        for _ in range(3):
            QApplication.processEvents()
    return seen


def test_every_page_built_ahead_is_the_page(
    qtbot: QtBot, open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_ahead, "_PAUSE", 0)  # the last test here waits for it
    hands = open_window(_sample())
    wizard = hands.window.wizard
    turn = hands.find(QPushButton, "button_next")
    for index in range(1, len(wizard.pages)):
        if any(set(place.numbers) - {0} for place in wizard.pages[index].places):
            continue  # the first occurrence of each list has such a page too
        wizard.show_page(index)
        built_now = _settled(hands)
        wizard.show_page(index - 1)
        _wait_until_built(qtbot, hands)
        qtbot.mouseClick(turn, LEFT)
        assert _settled(hands) == built_now, wizard.page.title


def test_a_page_built_ahead_is_not_laid_out_again(
    qtbot: QtBot, open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_ahead, "_PAUSE", 0)
    hands = open_window(_sample())
    turn = hands.find(QPushButton, "button_next")
    qtbot.waitUntil(lambda: hands.window.wizard.overview.known)  # then no card says anything new
    hands.window.wizard.show_page(0)
    for _ in range(8):
        _wait_until_built(qtbot, hands)
        arranged = Rearranged()
        ahead = hands.find(QWidget, "ahead:page")
        for widget in (ahead, *ahead.findChildren(QWidget)):
            widget.installEventFilter(arranged)
        qtbot.mouseClick(turn, LEFT)
        _settled(hands)
        assert not arranged.names, hands.title()


def test_what_changed_meanwhile_stands_on_the_page(qtbot: QtBot, open_window: Open) -> None:
    hands = open_window(_sample())
    hands.window.wizard.show_page(0)
    _wait_until_built(qtbot, hands)
    hands.document.set(NEXT, "窓口の事務")
    qtbot.mouseClick(hands.find(QPushButton, "button_next"), LEFT)
    assert hands.find(QLineEdit, NEXT).text() == "窓口の事務"
    hands.window.wizard.back()
    _wait_until_built(qtbot, hands)
    hands.document.undo()
    qtbot.mouseClick(hands.find(QPushButton, "button_next"), LEFT)
    assert hands.find(QLineEdit, NEXT).text() == hands.get(NEXT) != "窓口の事務"


def test_a_page_that_came_or_went_is_not_skipped(qtbot: QtBot, open_window: Open) -> None:
    hands = open_window(_sample())
    hands.window.go_to(SYSTEMS)
    _wait_until_built(qtbot, hands)
    hands.document.remove(SYSTEMS, 0)
    qtbot.mouseClick(hands.find(QPushButton, "button_next"), LEFT)
    name = f"{SYSTEMS}[0].name"
    assert hands.find(QLineEdit, name).text() == hands.get(name)


def test_nobody_comes_upon_it_before_it_is_shown(qtbot: QtBot, open_window: Open) -> None:
    hands = open_window(_sample())
    hands.window.wizard.show_page(0)
    _wait_until_built(qtbot, hands)
    assert not hands.window.findChildren(QWidget, NEXT)
    page = hands.find(QWidget, "page")
    ahead = hands.find(QWidget, "ahead:page")
    assert ahead.isHidden()
    first = focused = QApplication.focusWidget()
    met = 0
    while met == 0 or focused is not first:
        assert focused is not None
        assert not ahead.isAncestorOf(focused)
        met += page.isAncestorOf(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
    qtbot.mouseClick(hands.find(QPushButton, "button_next"), LEFT)
    assert hands.find(QWidget, NEXT).isVisible()


def test_nothing_is_built_while_a_person_types(qtbot: QtBot, open_window: Open) -> None:
    hands = open_window(_sample())
    wizard = hands.window.wizard
    wizard.show_page(1)
    _wait_until_built(qtbot, hands)
    qtbot.keyClicks(hands.find(QLineEdit, NEXT), "x")
    QApplication.processEvents()
    assert not [w for w in _all(hands) if w.objectName() == "ahead:page"]
    _wait_until_built(qtbot, hands)  # after a pause it is


def _left(hands: Hands) -> list[QWidget]:
    """The pages that are gone and not yet deleted."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [each for each in _all(hands) if each.objectName() == "left:page"]


def test_pages_that_are_gone_are_deleted_in_a_pause(qtbot: QtBot, open_window: Open) -> None:
    hands = open_window(_sample())
    hands.window.wizard.show_page(0)
    turn = hands.find(QPushButton, "button_next")
    for _ in range(5):
        qtbot.mouseClick(turn, LEFT)
        assert 0 < len(_left(hands)) <= 2
    qtbot.waitUntil(lambda: not _left(hands))


def test_nothing_more_comes_of_a_page_that_is_gone(qtbot: QtBot, open_window: Open) -> None:
    hands = open_window(_sample())
    hands.window.go_to(NEXT)
    qtbot.keyClick(hands.find(QLineEdit, NEXT), Qt.Key.Key_A)
    page = hands.find(QWidget, "page")
    assert any(timer.isActive() for timer in page.findChildren(QTimer))
    qtbot.mouseClick(hands.find(QPushButton, "button_next"), LEFT)
    assert page in _left(hands)
    assert not any(timer.isActive() for timer in page.findChildren(QTimer))
