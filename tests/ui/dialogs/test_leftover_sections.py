"""The 取込記録 by sections: several entries at once, a whole section in one step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pia_desktop.assessment.document import Document
from pia_desktop.assessment.leftovers import Leftover
from tests.ui.conftest import Hands

Open = Callable[..., Hands]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def left(small: Document) -> Document:
    """Three entries near Ⅱ, two near the cover, one near nothing."""
    small.assessment.leftovers = [
        *(Leftover("去年.xlsx", f"表紙 A{n}", f"表紙の文{n}", "cover.remarks") for n in range(2)),
        *(
            Leftover("去年.xlsx", f"Ⅱ概要 B{n}", f"概要の文{n}", "files[0].source")
            for n in range(2)
        ),
        Leftover("去年.xlsx", "Ⅱ概要 B9", "概要の文9", "files[0].use_department"),
        Leftover("去年.xlsx", "別紙 A1", "どこにもない文"),
    ]
    return small


def opened(hands: Hands) -> QDialog:
    hands.trigger("action_leftovers")
    return hands.find(QDialog, "leftovers")


def heads(dialog: QDialog) -> list[str]:
    sections = [
        widget
        for widget in dialog.findChildren(QWidget)
        if widget.objectName().startswith("leftover_section:")
    ]
    return [section.findChildren(QLabel)[0].text() for section in sections]


def press(qtbot: QtBot, dialog: QDialog, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    assert button is not None
    assert button.isEnabled()
    qtbot.mouseClick(button, LEFT)


def test_entries_stand_below_the_heads_of_their_sections(open_window: Open, left: Document) -> None:
    dialog = opened(open_window(left))
    counts = [text.rpartition("（")[2] for text in heads(dialog)]
    assert counts == ["2件）", "3件）", "1件）"]


def test_each_section_has_one_head_however_its_entries_lie_in_the_workbook(
    open_window: Open, left: Document
) -> None:
    left.assessment.leftovers = [
        Leftover("去年.xlsx", f"Ⅱ概要 B{n}", f"文{n}", "cover.remarks" if n % 2 else "")
        for n in range(8)
    ]
    dialog = opened(open_window(left))
    assert [text.rpartition("（")[2] for text in heads(dialog)] == ["4件）", "4件）"]
    cards = [dialog.findChild(QWidget, f"leftover_text:{n}") for n in range(8)]
    stops = [dialog.findChild(QCheckBox, f"leftover_pick:{n}") for n in range(8)]
    assert [stop.text() for stop in stops if stop] == [
        f"Ⅱ概要 B{n}" for n in (0, 2, 4, 6, 1, 3, 5, 7)
    ]
    places = [card.mapTo(dialog, card.rect().topLeft()).y() for card in cards if card]
    assert places == sorted(places)


def test_a_section_is_set_aside_in_one_step(
    qtbot: QtBot, open_window: Open, left: Document, in_dialog: Any
) -> None:
    hands = open_window(left)
    dialog = opened(hands)
    in_dialog("confirm_clear", lambda asked: asked.findChild(QPushButton, "button_ok").click())
    press(qtbot, dialog, "leftover_section_clear:1")
    assert [entry.place for entry in left.leftovers] == ["表紙 A0", "表紙 A1", "別紙 A1"]
    hands.trigger("action_undo")
    assert len(left.leftovers) == 6


def test_a_refusal_leaves_the_section(
    qtbot: QtBot, open_window: Open, left: Document, in_dialog: Any
) -> None:
    dialog = opened(open_window(left))
    in_dialog("confirm_clear", lambda asked: asked.reject())
    press(qtbot, dialog, "leftover_section_clear:1")
    assert len(left.leftovers) == 6


def test_a_section_goes_into_its_boxes_in_one_step(
    qtbot: QtBot, open_window: Open, left: Document
) -> None:
    hands = open_window(left)
    press(qtbot, opened(hands), "leftover_section_put:0")
    assert hands.get("cover.remarks") == "表紙の文0\n表紙の文1"
    assert len(left.leftovers) == 4
    hands.trigger("action_undo")
    assert hands.get("cover.remarks") is None
    assert len(left.leftovers) == 6


def test_several_are_picked_and_done_with_at_once(
    qtbot: QtBot, open_window: Open, left: Document, in_dialog: Any
) -> None:
    dialog = opened(open_window(left))
    picked = dialog.findChild(QPushButton, "leftovers_clear_picked")
    assert picked is not None
    assert not picked.isEnabled()
    for index in (0, 5):
        tick = dialog.findChild(QCheckBox, f"leftover_pick:{index}")
        assert tick is not None
        qtbot.mouseClick(tick, LEFT)
    assert picked.text() == "選んだものを消す（2件）"
    in_dialog("confirm_clear", lambda asked: asked.findChild(QPushButton, "button_ok").click())
    qtbot.mouseClick(picked, LEFT)
    assert left.leftovers[0].place == "表紙 A1"
    assert len(left.leftovers) == 4


def test_what_has_no_box_stays(qtbot: QtBot, open_window: Open, left: Document) -> None:
    dialog = opened(open_window(left))
    press(qtbot, dialog, "leftover_section_put:2")
    assert len(left.leftovers) == 6
    done = dialog.findChild(QLabel, "leftovers_done")
    assert done is not None
    assert "残しました" in done.text()
