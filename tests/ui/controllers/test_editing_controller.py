"""EditingController by itself, with the pages of a wizard: undo, and the buttons of repeats."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from pia_desktop.assessment.document import Document
from tests.ui.controllers.fake_shell import FakeShell, as_shell, click
from ui.controllers.editing import EditingController
from ui.wizard.wizard import Wizard


class Editing:
    """The controller with a wizard of the small document; a test says what is in front of it."""

    def __init__(self, shell: FakeShell, wizard: Wizard) -> None:
        self.wizard = wizard
        self.compares = False
        self.controller = EditingController(as_shell(shell), lambda: self.compares)
        self.controller.attach(wizard)
        wizard.asked.connect(self.controller.perform)


@pytest.fixture
def editing(qtbot: QtBot, shell: FakeShell, small: Document) -> Editing:
    shell.show_document(small)
    wizard = Wizard(small)
    qtbot.addWidget(wizard)
    return Editing(shell, wizard)


@pytest.mark.parametrize("compares", [False, True])
def test_undo_goes_to_the_page_unless_a_comparison_is_in_front(
    editing: Editing, small: Document, compares: bool
) -> None:
    small.set("systems[1].functions", "宛名を管理する。")
    editing.compares = compares
    before = editing.wizard.page.key
    editing.controller.undo()
    assert small.answers.get("systems[1].functions") is None
    assert editing.wizard.shows("systems[1].functions") is not compares
    assert (editing.wizard.page.key == before) is compares
    editing.controller.redo()
    assert small.answers.get("systems[1].functions") == "宛名を管理する。"


def test_an_occurrence_that_holds_something_is_removed_after_a_question(
    editing: Editing, small: Document, in_dialog: Any
) -> None:
    losses: list[str] = []

    def read(dialog: QWidget) -> None:
        label = dialog.findChild(QLabel, "loss")
        assert label is not None
        losses.append(label.text())
        click("button_cancel")(dialog)

    in_dialog("confirm_remove", read)
    editing.controller.perform("remove", "systems[0]")
    assert "2項目" in losses[0]
    assert small.answers.count("systems") == 2
    in_dialog("confirm_remove", click("button_ok"))
    editing.controller.perform("remove", "systems[0]")
    assert small.answers.get("systems[0].name") == "宛名システム"
    assert small.answers.count("systems") == 1


def test_a_new_and_a_copied_occurrence_are_gone_to(
    shell: FakeShell, editing: Editing, small: Document
) -> None:
    editing.controller.perform("add", "systems")
    editing.controller.perform("duplicate", "systems[0]")
    assert small.answers.count("systems") == 4
    assert small.answers.get("systems[1].name") == "児童手当システム"
    assert shell.addresses == ["systems[2]", "systems[1]"]


def test_the_shown_occurrence_is_followed_where_it_moves(
    shell: FakeShell, editing: Editing, small: Document
) -> None:
    editing.wizard.go_to("systems[0].name")
    editing.controller.perform("down", "systems[0]")
    assert small.answers.get("systems[1].name") == "児童手当システム"
    assert shell.addresses == ["systems[1]"]
