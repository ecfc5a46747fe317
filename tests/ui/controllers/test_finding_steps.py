"""From one missing or faulty item to the next by one key, with a list beside the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pia_desktop.assessment.document import Document
from tests.ui.conftest import Hands
from ui.editors.field import Field

Open = Callable[..., Hands]
LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(hands: Hands, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> str:
    """Press a key wherever the focus is; the address that the focus then is at."""
    none = Qt.KeyboardModifier.NoModifier
    QTest.keyClick(QApplication.focusWidget() or hands.window, key, modifier or none)
    around: QWidget | None = QApplication.focusWidget()
    while around is not None and not isinstance(around, Field):
        around = around.parentWidget()
    assert around is not None
    return around.place.address


def said(hands: Hands) -> str:
    return hands.window.statusBar().currentMessage()


def test_f8_goes_from_missing_item_to_missing_item(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    first = press(hands, Qt.Key.Key_F8)
    assert said(hands).startswith("未記入 1／")
    assert hands.get(first) is None
    second = press(hands, Qt.Key.Key_F8)
    assert second != first
    assert said(hands).startswith("未記入 2／")
    assert press(hands, Qt.Key.Key_F8, SHIFT) == first
    last = press(hands, Qt.Key.Key_F8, SHIFT)
    assert last not in (first, second)
    assert "終わりに戻りました" in said(hands)
    assert not hands.window.findChildren(QListWidget)


def test_f8_goes_on_from_where_a_person_is(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    hands.window.go_to("files[0].use_department")
    assert press(hands, Qt.Key.Key_F8).startswith("files[0].")


def test_f7_goes_to_what_is_wrong_and_says_why(open_window: Open, small: Document) -> None:
    small.set("cover.publication_date", "令和7年2月30日")
    hands = open_window(small)
    hands.window.go_to("files[0].name")
    seen = set()
    for _ in range(20):
        seen.add(press(hands, Qt.Key.Key_F7))
        assert said(hands).startswith("点検 ")
        if "cover.publication_date" in seen:
            break
    assert "cover.publication_date" in seen
    assert "2月30日" in said(hands)


def test_f7_goes_from_cell_to_cell_of_a_table(open_window: Open, small: Document) -> None:
    small.set_rows("changes", [{"date": f"令和{n}年2月30日", "item": "Ⅰ"} for n in (5, 6, 7)])
    hands = open_window(small)
    hands.window.go_to("changes")
    seen = []
    for _ in range(12):
        seen.append(press(hands, Qt.Key.Key_F7))
    cells = [address for address in seen if address.endswith(".date")]
    assert cells[:3] == [f"changes[{number}].date" for number in range(3)]


def test_the_list_stands_beside_the_page_and_follows(
    qtbot: QtBot, open_window: Open, small: Document
) -> None:
    hands = open_window(small)
    hands.trigger("action_unfilled")
    panel = hands.find(QWidget, "unfilled_panel")
    page = hands.window.wizard.area
    left = panel.mapTo(hands.window, panel.rect().topLeft()).x()
    assert left >= page.mapTo(hands.window, page.rect().topRight()).x()
    assert not hands.find(QWidget, "help_pane").isVisible()
    rows = hands.find(QListWidget, "unfilled")
    count = rows.count()
    summary = hands.find(QLabel, "unfilled_summary")
    assert f"{count}件" in summary.text()
    row = next(i for i in range(count) if "使用部署" in rows.item(i).text())
    rows.scrollToItem(rows.item(row))
    qtbot.mouseClick(rows.viewport(), LEFT, pos=rows.visualItemRect(rows.item(row)).center())
    assert hands.find(QWidget, "files[0].use_department").isVisible()
    small.set("files[0].use_department", "窓口課")
    qtbot.waitUntil(lambda: rows.count() == count - 1)
    assert press(hands, Qt.Key.Key_F8)  # the keys work while the list is open
    assert press(hands, Qt.Key.Key_F7)
    qtbot.mouseClick(hands.find(QPushButton, "close_unfilled_panel"), LEFT)
    assert hands.find(QWidget, "help_pane").isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_F7, Qt.Key.Key_F8])
def test_with_nothing_to_go_to_it_says_so(
    open_window: Open, small: Document, key: Qt.Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = open_window(small)
    monkeypatch.setattr(hands.window.wizard, "findings", lambda: [])
    press(hands, key)
    assert "ありません" in said(hands)
