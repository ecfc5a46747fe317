"""The window in which the 事務の流れ図 is made: mouse, keys, steps of undo, and what disagrees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
)
from pytestqt.qtbot import QtBot

from pia_desktop.assessment.document import Document
from tests.ui.conftest import Hands
from tests.ui.editors.conftest import type_text
from ui.editors.diagram_canvas import DiagramCanvas
from ui.editors.diagram_window import DiagramWindow

FLOW = "process.flow"


@pytest.fixture
def hands(open_window: Callable[..., Hands], small: Document, qtbot: QtBot) -> Hands:
    """A window with the proposal's window open above it."""
    own = open_window(small)
    own.window.go_to(FLOW)
    click(own, qtbot, f"make:{FLOW}")
    return own


def click(hands: Hands, qtbot: QtBot, name: str) -> None:
    qtbot.mouseClick(hands.find(QPushButton, name), Qt.MouseButton.LeftButton)


def window_of(hands: Hands) -> DiagramWindow:
    return hands.find(DiagramWindow, f"diagram_window:{FLOW}")


def cell(hands: Hands, box: str) -> tuple[int, int]:
    node = window_of(hands).diagram.by_id[box]
    return node.x, node.y


def middle(hands: Hands, box: str) -> QPoint:
    return hands.find(DiagramCanvas, "diagram_canvas").place_of(box).center().toPoint()


def labels(value: dict[str, Any]) -> list[str]:
    return [node["label"] for node in value["nodes"]]


def test_a_proposal_is_shown_and_taken_by_one_click(hands: Hands, qtbot: QtBot) -> None:
    assert hands.get(FLOW) is None
    click(hands, qtbot, "button_ok")
    assert {"児童手当システム", "システムの保守"} <= set(labels(hands.get(FLOW)))
    hands.trigger("action_undo")
    assert hands.get(FLOW) is None


def test_cancelling_leaves_everything_as_it_was(hands: Hands, qtbot: QtBot) -> None:
    click(hands, qtbot, "button_cancel")
    assert hands.get(FLOW) is None
    assert not hands.document.modified


def test_a_box_is_dragged_to_another_cell_and_back_by_undo(hands: Hands, qtbot: QtBot) -> None:
    canvas = hands.find(DiagramCanvas, "diagram_canvas")
    before, other = cell(hands, "office"), cell(hands, "f1")
    start, end = middle(hands, "office"), middle(hands, "f1")
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(canvas, start + QPoint(20, 0))
    qtbot.mouseMove(canvas, end)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)
    assert (cell(hands, "office"), cell(hands, "f1")) == (other, before)
    qtbot.keyClick(window_of(hands), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (cell(hands, "office"), cell(hands, "f1")) == (before, other)
    qtbot.keyClick(window_of(hands), Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert cell(hands, "office") == other


def test_the_keyboard_chooses_moves_and_removes(hands: Hands, qtbot: QtBot) -> None:
    canvas = hands.find(DiagramCanvas, "diagram_canvas")
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    first = canvas.box
    assert first
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.box != first
    chosen, before = canvas.box, cell(hands, canvas.box)
    qtbot.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert cell(hands, chosen) == (before[0], before[1] + 1)
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    assert chosen not in window_of(hands).diagram.by_id
    assert chosen in window_of(hands).diagram.left_out


def test_a_box_is_added_named_and_linked(hands: Hands, qtbot: QtBot) -> None:
    window = window_of(hands)
    click(hands, qtbot, "diagram_add")
    own = window.canvas.box
    qtbot.keyClicks(window.focusWidget(), "X")
    hands.find(QComboBox, "diagram_kind").setCurrentText("人")
    assert (window.diagram.by_id[own].label, window.diagram.by_id[own].kind) == ("X", "person")
    click(hands, qtbot, "diagram_link")
    canvas = hands.find(DiagramCanvas, "diagram_canvas")
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=middle(hands, "s1"))
    arrow = window.diagram.edges[-1]
    assert (arrow.start, arrow.end, arrow.own) == (own, "s1", True)
    type_text(hands.find(QLineEdit, "diagram_words"), "電話")
    assert window.diagram.edges[-1].label == "電話"
    click(hands, qtbot, "button_ok")
    assert hands.get(FLOW)["edges"][-1]["label"] == "電話"


def test_typing_a_label_is_one_step_of_undo(hands: Hands, qtbot: QtBot) -> None:
    window = window_of(hands)
    window.canvas.choose("s1")
    window.panel.begin()
    qtbot.keyClicks(window.focusWidget(), "abc")
    assert window.diagram.by_id["s1"].label == "abc"
    click(hands, qtbot, "diagram_undo")
    assert window.diagram.by_id["s1"].label == "児童手当システム"


def test_what_no_longer_agrees_is_listed_and_put_in_by_a_click(hands: Hands, qtbot: QtBot) -> None:
    click(hands, qtbot, "button_ok")
    hands.document.set("files[0].outsourcing", [{"name": "システムの保守"}, {"name": "封入封緘"}])
    hands.window.go_to("cover.name")
    hands.window.go_to(FLOW)
    said = [label.text() for label in hands.window.findChildren(QLabel)]
    assert any("合わないところが1か所" in text for text in said)
    click(hands, qtbot, f"edit:{FLOW}")
    window = hands.window.findChildren(DiagramWindow)[-1]
    listed = window.findChild(QListWidget, "diagram_mismatches")
    assert listed.item(0).text().startswith("委託事項2「封入封緘」が図にありません。")
    qtbot.mouseClick(window.findChild(QPushButton, "diagram_put"), Qt.MouseButton.LeftButton)
    assert window.diagram.by_id["c1-2"].label == "封入封緘"
    assert not listed.isVisible()
    qtbot.mouseClick(window.findChild(QPushButton, "button_ok"), Qt.MouseButton.LeftButton)
    assert "封入封緘" in labels(hands.get(FLOW))


def test_a_read_only_diagram_is_only_shown(open_window: Callable[..., Hands]) -> None:
    from pia_desktop.diagrams.flow_model import value_of
    from pia_desktop.diagrams.flow_proposal import propose_diagram
    from tests.diagrams.many_systems import many_systems

    assessment = many_systems()
    assessment.answers.set(FLOW, value_of(propose_diagram(assessment.answers)))
    assessment.read_only = True
    hands = open_window(Document(assessment))
    hands.window.go_to(FLOW)
    assert not hands.find(QPushButton, f"edit:{FLOW}").isVisible()
    assert hands.find(QPushButton, f"remove:{FLOW}").isHidden()


def test_the_lines_of_the_remarks_follow_the_numbers(hands: Hands, qtbot: QtBot) -> None:
    click(hands, qtbot, "button_ok")
    click(hands, qtbot, f"lines:{FLOW}")
    lines = hands.get("process.notes").split("\n")
    assert lines[0].startswith("① ")
    assert hands.find(QPushButton, f"lines:{FLOW}").isHidden()
    click(hands, qtbot, f"edit:{FLOW}")
    window = hands.window.findChildren(DiagramWindow)[-1]
    window.canvas.choose(arrow=0)
    number = window.findChild(QSpinBox, "diagram_number")
    number.setValue(2)
    qtbot.mouseClick(window.findChild(QPushButton, "button_ok"), Qt.MouseButton.LeftButton)
    after = hands.get("process.notes").split("\n")
    assert after[1] == f"②{lines[0][1:]}"
    assert after[0] == f"①{lines[1][1:]}"
    hands.trigger("action_undo")
    assert hands.get("process.notes").split("\n") == lines


def test_tab_goes_from_the_list_to_what_is_said_of_the_chosen_box(
    hands: Hands, qtbot: QtBot
) -> None:
    parts = hands.find(QListWidget, "diagram_parts")
    parts.setFocus()
    parts.setCurrentRow(0)
    names = []
    for _ in range(3):
        qtbot.keyClick(window_of(hands).focusWidget(), Qt.Key.Key_Tab)
        names.append(window_of(hands).focusWidget().objectName())
    assert names == ["diagram_label", "diagram_kind", "diagram_area"]
    parts.setFocus()
    qtbot.keyClick(parts, Qt.Key.Key_Return)
    assert window_of(hands).focusWidget().objectName() == "diagram_label"


def test_with_the_largest_text_the_lists_come_in_the_canvas_place(
    open_window: Callable[..., Hands], small: Document, qtbot: QtBot
) -> None:
    hands = open_window(small, percent=200)
    hands.window.go_to(FLOW)
    click(hands, qtbot, f"make:{FLOW}")
    window = window_of(hands)
    window.resize(984, 728)  # what a screen of 1024x768 has room for
    canvas = hands.find(DiagramCanvas, "diagram_canvas")
    parts = hands.find(QListWidget, "diagram_parts")
    fold = hands.find(QPushButton, "diagram_side")
    QApplication.processEvents()
    room = canvas.parentWidget()
    assert room.width() > 900
    assert room.height() > 350
    assert canvas.isVisible()
    assert not parts.isVisible()
    click(hands, qtbot, "diagram_side")
    assert parts.isVisible()
    assert not canvas.isVisible()
    click(hands, qtbot, "diagram_side")
    assert canvas.isVisible()
    canvas.choose("s1")
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    text = hands.find(QPlainTextEdit, "diagram_label")
    assert window.focusWidget() is text
    assert text.isVisible()
    assert fold.isChecked()
    click(hands, qtbot, "diagram_link")
    assert canvas.isVisible()
    window.resize(1800, 900)
    assert parts.isVisible()
    assert canvas.isVisible()
    assert not fold.isVisible()
