"""What the window remembers on the PC: paths and sizes, and no words of a person's."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QPushButton

from pia_desktop.assessment.document import Document
from tests.ui.conftest import Hands
from ui.file_dialogs import safe_name
from ui.settings import ALL_SETTINGS, Settings


def test_a_setting_is_a_number_a_switch_or_a_list_of_paths() -> None:
    assert {type(setting.default) for setting in ALL_SETTINGS} == {int, bool, list}
    assert {setting.name for setting in ALL_SETTINGS if setting.default == []} == {
        "recent",
        "templates",
        "ledger_folders",
        "phrase_libraries",
    }


def test_what_is_no_setting_any_more_goes_with_the_next_save(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"approval": "課長 山田太郎", "text_size": 150}', encoding="utf-8")
    settings = Settings(path)
    settings.add_recent(tmp_path / "a.pia")
    settings.save()
    kept = json.loads(path.read_text("utf-8"))
    assert "山田" not in path.read_text("utf-8")
    assert kept["text_size"] == 150


def test_titles_of_the_stamps_stay_with_the_window(
    open_window: Callable[..., Hands], small: Document, in_dialog: Any, tmp_path: Path
) -> None:
    hands = open_window(small)
    seen: list[str] = []

    def ask(written: str) -> Callable[[QDialog], None]:
        def answer(dialog: QDialog) -> None:
            titles = dialog.findChild(QLineEdit, "approval_titles")
            wanted = dialog.findChild(QCheckBox, "approval_wanted")
            ok = dialog.findChild(QPushButton, "button_ok")
            assert titles is not None
            assert wanted is not None
            assert ok is not None
            seen.append(titles.text())
            wanted.setChecked(True)
            titles.setText(written)
            ok.click()

        return answer

    for written in ("部長,課長 山田太郎", "次長"):
        in_dialog("dialog_approval", ask(written))
        hands.trigger("action_export_pdf")  # and then no file is chosen
    assert seen == ["課長,係長,担当", "部長,課長 山田太郎"]
    hands.window.close()
    assert "山田" not in (tmp_path / "settings.json").read_text("utf-8")


@pytest.mark.parametrize("title", ["CON", "nul.", "Com1"])
def test_no_name_is_suggested_that_windows_takes_for_a_device(title: str) -> None:
    assert safe_name(title).endswith("_")


def test_a_long_title_ends_in_nothing_that_windows_drops() -> None:
    assert safe_name("あ" * 79 + ". 以下略") == "あ" * 79
