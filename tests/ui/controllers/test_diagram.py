"""The 事務の流れ図 as a file, and as a picture in a 別紙 of 様式3."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from pia_desktop.assessment.document import Document
from tests.ui.conftest import Hands

Open = Callable[..., Hands]


@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_it_is_written_as_a_file(
    open_window: Open, small: Document, tmp_path: Path, kind: str
) -> None:
    hands = open_window(small)
    hands.files.path = tmp_path / f"図.{kind}"
    hands.trigger(f"action_diagram_{kind}")
    begin = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}[kind]
    assert hands.files.path.read_bytes().startswith(begin)
    assert hands.files.asked[0].name.endswith(f"_事務の流れ図.{kind}")


def test_a_focused_assessment_carries_it_in_an_annex(
    open_window: Open, empty3: Document, qtbot: QtBot
) -> None:
    empty3.set("systems", [{"name": "台帳システム"}])
    hands = open_window(empty3)
    hands.trigger("action_diagram")
    qtbot.mouseClick(hands.find(QPushButton, "button_ok"), Qt.MouseButton.LeftButton)
    (annex,) = hands.get("annexes")
    assert annex["title"] == "別紙1 事務の流れ図"
    (figure,) = annex["figures"]
    assert empty3.assessment.figures[figure["file"]].startswith(b"\x89PNG")
    hands.trigger("action_undo")
    assert not hands.get("annexes")


def test_with_nothing_to_draw_it_says_so(
    open_window: Open, empty3: Document, tmp_path: Path
) -> None:
    hands = open_window(empty3)
    hands.files.path = tmp_path / "図.svg"
    hands.trigger("action_diagram_svg")
    assert not hands.files.path.exists()
    assert "図にするものがまだありません" in hands.window.statusBar().currentMessage()


def test_it_leads_to_its_box_where_the_form_has_one(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    hands.trigger("action_diagram")
    assert hands.window.wizard is not None
    assert hands.window.wizard.has_field("process.flow")
