"""Copying from another 特定個人情報ファイル or another .pia, seen before and after."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget, QPushButton

from pia_desktop.assessment import new_assessment, pia_file
from pia_desktop.assessment.document import Document
from tests.strategies import PNG
from tests.ui.conftest import Hands

Open = Callable[..., Hands]
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
DEPARTMENT = "files[0].use_department"


@pytest.fixture
def two(small: Document) -> Document:
    """A second file with answers that the first one lacks."""
    small.add("files")
    small.set("files[1].name", "宛名ファイル")
    small.set("files[1].use_department", "市民課")
    small.set("files[1].use_purpose", "宛名の管理")
    small.set("files[1].outsourcing_exists", "委託する")
    for number in range(2):
        small.add("files[1].outsourcing")
        small.set(f"files[1].outsourcing[{number}].name", f"委託{number}")
    return small


def items(dialog: Any) -> list[str]:
    rows = dialog.findChild(QListWidget, "copy_items")
    return [rows.item(row).text() for row in range(rows.count())]


def press(dialog: Any, name: str) -> None:
    dialog.findChild(QPushButton, name).click()


def test_a_page_is_copied_from_another_file(
    open_window: Open, two: Document, in_dialog: Any
) -> None:
    hands = open_window(two)
    hands.window.go_to(DEPARTMENT)
    seen: list[Any] = []

    def act(dialog: Any) -> None:
        seen.extend([items(dialog), dialog.findChild(QComboBox, "copy_source").currentText()])
        seen.append(dialog.findChild(QLabel, "copy_summary").text())
        press(dialog, "button_ok")

    in_dialog("dialog_copy_from", act)
    hands.trigger("action_copy_from")
    assert "宛名ファイル" in seen[1]
    assert any("使用部署" in text for text in seen[0])
    assert f"{len(seen[0])}項目のうち{len(seen[0])}項目" in seen[2]
    assert hands.get(DEPARTMENT) == "市民課"
    assert hands.get("files[0].name") == "児童手当ファイル"
    hands.trigger("action_undo")
    assert hands.get(DEPARTMENT) is None


def test_what_is_unticked_stays(open_window: Open, two: Document, in_dialog: Any) -> None:
    hands = open_window(two)
    hands.window.go_to(DEPARTMENT)

    def act(dialog: Any) -> None:
        rows = dialog.findChild(QListWidget, "copy_items")
        for row in range(rows.count()):
            if "使用部署" in rows.item(row).text():
                rows.item(row).setCheckState(UNCHECKED)
        press(dialog, "button_ok")

    in_dialog("dialog_copy_from", act)
    hands.trigger("action_copy_from")
    assert hands.get(DEPARTMENT) is None
    assert hands.get("files[0].use_purpose") == "宛名の管理"


def test_one_item_alone_is_copied(open_window: Open, two: Document, in_dialog: Any) -> None:
    hands = open_window(two)
    hands.window.go_to(DEPARTMENT)

    def act(dialog: Any) -> None:
        dialog.findChild(QComboBox, "copy_scope").setCurrentIndex(2)
        press(dialog, "button_ok")

    in_dialog("dialog_copy_from", act)
    hands.trigger("action_copy_from")
    assert hands.get(DEPARTMENT) == "市民課"
    assert hands.get("files[0].use_purpose") is None


def test_a_section_brings_its_occurrences_along(
    open_window: Open, two: Document, in_dialog: Any
) -> None:
    hands = open_window(two)
    hands.window.go_to(DEPARTMENT)

    def act(dialog: Any) -> None:
        dialog.findChild(QComboBox, "copy_scope").setCurrentIndex(1)
        press(dialog, "button_ok")

    in_dialog("dialog_copy_from", act)
    hands.trigger("action_copy_from")
    assert [hands.get(f"files[0].outsourcing[{n}].name") for n in range(2)] == ["委託0", "委託1"]
    hands.trigger("action_undo")
    assert two.answers.count("files[0].outsourcing") == 1


def test_another_assessment_is_a_source_too(
    open_window: Open, small: Document, in_dialog: Any, tmp_path: Path
) -> None:
    other = Document(new_assessment("youshiki4-2018-05"))
    other.set("process.notes", "別の評価書の備考")
    other.add_figure("process.figures", "図.png", PNG, "流れ")
    path = tmp_path / "別の評価書.pia"
    pia_file.save(other.assessment, path)
    hands = open_window(small)
    hands.files.path = path
    hands.window.go_to("process.notes")
    seen: list[Any] = []

    def act(dialog: Any) -> None:
        seen.append(dialog.findChild(QPushButton, "button_ok").isEnabled())
        press(dialog, "copy_other")
        seen.append(dialog.findChild(QLabel, "copy_summary").text())
        press(dialog, "button_ok")

    in_dialog("dialog_copy_from", act)
    hands.trigger("action_copy_from")
    assert seen == [False, "2項目のうち2項目を写します。元に戻せます。"]
    assert hands.get("process.notes") == "別の評価書の備考"
    assert hands.get("process.figures") == [{"file": "図.png", "caption": "流れ"}]
    assert small.assessment.figures["図.png"] == PNG
    assert small.assessment.form.id == "youshiki4-2025-05"


def test_what_can_only_be_read_takes_nothing(open_window: Open, two: Document) -> None:
    two.assessment.read_only = True
    hands = open_window(two)
    hands.trigger("action_copy_from")
    assert "読み取り専用" in hands.window.statusBar().currentMessage()
