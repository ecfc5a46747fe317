"""What a screen reader says: every page has a name for each stop and a role for each group."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QListWidget,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pia_desktop.assessment.document import Document
from pia_desktop.files.paths import manual_dir
from tests.ui.conftest import Hands
from tests.ui.spoken import faults, group_of, name, stops
from ui.dialogs.sample import SampleDialog
from ui.dialogs.template import TemplateDialog
from ui.dialogs.timing_choices import TimingChoices
from ui.dialogs.upgrade import UpgradeDialog
from ui.menus import command_keys

Open = Callable[..., Hands]
COLUMNS = ("提出時期",)


@pytest.fixture
def filled(small: Document) -> Document:
    """The small one, published and then changed."""
    small.publish("令和7年5月1日")
    small.set("cover.number", "8")
    return small


def test_every_stop_of_every_page_has_a_name_and_every_option_a_group(
    open_window: Open, filled: Document
) -> None:
    hands = open_window(filled)
    wizard = hands.window.wizard
    nameless: list[str] = []
    for index, page in enumerate(wizard.pages):
        wizard.show_page(index)
        if wizard.view._banner.reason:
            wizard.view._banner.open()
        for widget in stops(hands.window):
            if not name(widget).strip():
                nameless.append(f"{page.title}: {type(widget).__name__} {widget.objectName()}")
        for field in wizard.view.fields.values():
            options = field.editor.findChildren(QRadioButton) + field.editor.findChildren(QCheckBox)
            for option in options:
                group = group_of(option)  # of a table it is the column's
                assert group is not None, f"no group around {name(option)}"
                assert name(group) in (field.place.name, *COLUMNS), group.objectName()
    assert nameless == []


def test_the_description_says_what_the_page_shows_around_a_box(
    qtbot: QtBot, open_window: Open, filled: Document
) -> None:
    hands = open_window(filled)
    box = hands.find(QWidget, "cover.number")
    qtbot.waitUntil(lambda: "公表版から変更" in box.accessibleDescription())
    assert "必須" in box.accessibleDescription()
    hands.window.go_to("files[0].subject_scope")
    marked = next(
        field for field in hands.window.wizard.view.fields.values() if field.place.item.important
    )
    assert "※" in marked.editor.accessibleDescription()
    filled.set("cover.number", "7")
    hands.window.go_to("cover.number")
    hands.window.wizard.refresh()
    assert "公表版から" not in hands.find(QWidget, "cover.number").accessibleDescription()


@pytest.mark.parametrize("action", ["action_unfilled", "action_notes", "action_find"])
def test_panels_and_the_search_bar_have_names_too(
    open_window: Open, filled: Document, action: str
) -> None:
    hands = open_window(filled)
    hands.trigger(action)
    assert [w.objectName() for w in stops(hands.window) if not name(w).strip()] == []


KEY = re.compile(r"(?:(?:Ctrl|Alt|Shift)\+)+(?:Enter|Tab|[A-Z](?![a-z]))|F[1-9][0-9]?")


def test_the_list_of_keys_has_every_command_s(
    open_window: Open, filled: Document, in_dialog: Callable[..., object]
) -> None:
    hands = open_window(filled)
    rows: list[str] = []

    def look(dialog: QWidget) -> None:
        listed = dialog.findChild(QListWidget, "keys")
        rows.extend(listed.item(row).text() for row in range(listed.count()))  # type: ignore[union-attr]
        dialog.findChild(QPushButton, "button_close").click()  # type: ignore[union-attr]

    in_dialog("dialog_keys", look)
    hands.trigger("action_keys")
    for text, keys in command_keys():
        assert f"{text}：{'、'.join(keys)}" in rows
    assert any("Ctrl+Z" in row for row in rows)
    # And whatever the manual names, menu or not.
    manual = "".join(page.read_text(encoding="utf-8") for page in manual_dir().glob("*.md"))
    listed = {key for row in rows for key in KEY.findall(row)}
    assert set(KEY.findall(manual)) <= listed


def test_the_tips_say_the_keys(open_window: Open, filled: Document) -> None:
    hands = open_window(filled)
    for action, key in (("action_undo", "Ctrl+Z"), ("action_save", "Ctrl+S")):
        assert key in hands.window.actions_by_name[action].toolTip()


@pytest.mark.parametrize(
    "make,questions",
    [
        (lambda small: SampleDialog(), {"記入例"}),
        (lambda small: UpgradeDialog(small.assessment), {"改める先の様式"}),
        (lambda small: TimingChoices(None), {"提出時期", "事前か事後かも選んでください。"}),
        (lambda small: TemplateDialog([], "様式4", lambda: None), {"どのブックで出しますか。"}),
    ],
)
def test_the_answers_in_dialogs_are_groups_with_their_question(
    qtbot: QtBot,
    small: Document,
    make: Callable[[Document], QWidget],
    questions: set[str],
) -> None:
    dialog = make(small)
    qtbot.addWidget(dialog)
    answers = dialog.findChildren(QRadioButton)
    assert answers
    groups = {group_of(answer) for answer in answers}
    assert {name(group) for group in groups if group is not None} == questions
    assert None not in groups


# The commands that ask something first.
ASKING = (
    "action_new",
    "action_sample",
    "action_upgrade",
    "action_backups",
    "action_left",
    "action_export_xlsx",
    "action_export_template",
    "action_export_pdf",
    "action_print",
    "action_copy_from",
    "action_phrases",
    "action_leftovers",
    "action_note",
    "action_changes",
    "action_publish",
    "action_versions",
    "action_review",
    "action_submission",
    "action_schedule",
    "action_manual",
    "action_keys",
    "action_about",
)


@pytest.fixture
def walked(qapp: QApplication) -> Iterator[dict[str, list[str]]]:
    """What is wrong with each dialog that opens; each is closed at once."""
    seen: dict[str, list[str]] = {}

    def look() -> None:
        dialog = qapp.activeModalWidget()
        if isinstance(dialog, QDialog) and dialog.isVisible():
            seen.setdefault(dialog.objectName(), []).extend(faults(dialog))
            dialog.reject()

    timer = QTimer(qapp)
    timer.timeout.connect(look)
    timer.start(10)
    yield seen
    timer.stop()


def test_every_stop_of_the_dialogs_has_a_name_and_every_option_a_group(
    open_window: Open, filled: Document, walked: dict[str, list[str]]
) -> None:
    hands = open_window(filled)
    hands.window.go_to("cover.name")
    for action in ASKING:
        hands.trigger(action)
    assert len(walked) > 8
    assert [fault for found in walked.values() for fault in found] == []
