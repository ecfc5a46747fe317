"""Every command has a handler and an action, every action a command, and keys mean one thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar

from pia_desktop.assessment.document import Document
from tests.ui.conftest import Hands
from ui.commands import WINDOW_COMMANDS
from ui.menus import MENUS, TOOLS
from ui.style import theme

Open = Callable[..., Hands]

WITHOUT_DOCUMENT = {
    "action_new",
    "action_open",
    "action_import",
    "action_ledger",
    "action_sample",
    "action_left",
    "action_quit",
    "action_larger",
    "action_smaller",
    "action_manual",
    "action_keys",
    "action_about",
}


class Recorder:
    """Stands for an object whose methods a command may call; only those that there are."""

    def __init__(self, real: Any, calls: list[Any]) -> None:
        self._real = real
        self._calls = calls

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._real, name)
        if callable(value):
            return lambda *given: self._calls.append((value, given))
        return Recorder(value, self._calls)


def test_every_command_runs_one_method_of_a_controller(open_window: Open) -> None:
    hands = open_window()
    for command in WINDOW_COMMANDS:
        calls: list[Any] = []
        command.run(Recorder(hands.window.controllers, calls))  # type: ignore[arg-type]
        assert len(calls) == 1, command.name
        _, given = calls[0]
        assert given == (), command.name


def test_every_action_has_a_command_and_every_command_an_action(
    open_window: Open, small: Document
) -> None:
    hands = open_window(small)
    names = [command.name for command in WINDOW_COMMANDS]
    assert len(names) == len(set(names))
    actions = [
        action.objectName()
        for action in hands.window.findChildren(QAction)
        if action.objectName().startswith("action_")
    ]
    assert sorted(actions) == sorted(names)
    in_menus = [entry for entries in MENUS.values() for entry in entries if entry]
    assert sorted(set(in_menus) - {"menu_recent", "menu_text_size"}) == sorted(names)
    assert set(TOOLS) - {None} <= set(names)


def test_an_action_runs_its_command(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    small.set("cover.number", "8")
    hands.trigger("action_undo")
    assert hands.get("cover.number") == "7"
    hands.trigger("action_redo")
    assert hands.get("cover.number") == "8"


def test_without_a_document_only_what_needs_none_can_be_used(
    open_window: Open, small: Document
) -> None:
    hands = open_window()
    actions = hands.window.actions_by_name
    assert {name for name, action in actions.items() if action.isEnabled()} == WITHOUT_DOCUMENT
    hands.window.show_document(small)
    disabled = {name for name, action in actions.items() if not action.isEnabled()}
    assert disabled == {"action_undo", "action_redo"}


def test_undo_and_redo_say_what_they_act_on(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    undo, redo = (hands.window.actions_by_name[f"action_{name}"] for name in ("undo", "redo"))
    small.set("cover.number", "8")
    assert "評価書番号" in undo.text()
    assert undo.iconText() == "元に戻す"
    assert undo.isEnabled()
    assert not redo.isEnabled()
    small.undo()
    assert "評価書番号" in redo.toolTip()
    assert not undo.isEnabled()


def test_no_two_commands_have_the_same_keys() -> None:
    keys = Counter(key for command in WINDOW_COMMANDS for key in command.keys)
    assert max(keys.values()) == 1


def test_the_tick_of_the_help_pane_follows_it(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    action = hands.window.actions_by_name["action_help_pane"]
    assert hands.window.wizard is not None
    pane = hands.window.wizard.help
    for _ in range(2):
        assert action.isChecked() == pane.isVisible()
        action.trigger()
    pane.closed.emit()
    assert action.isChecked() == pane.isVisible()
    assert not action.isChecked()


def test_menus_tools_and_messages_take_a_new_text_size_too(
    open_window: Open, empty4: Document
) -> None:
    window = open_window(empty4).window
    for percent in (200, 125, 100):
        window.controllers.view.set_text_size(percent)
        window.say("保存しました")
        for bar in (window.menuBar(), window.statusBar(), window.findChild(QToolBar, "tool_bar")):
            assert bar.font().pixelSize() == theme().px(theme().body)


def test_the_tool_bar_has_words_until_the_text_is_large(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    bar = hands.find(QToolBar, "tool_bar")
    with_words = bar.sizeHint().width()
    hands.window.controllers.view.set_text_size(150)
    assert bar.sizeHint().width() < with_words
