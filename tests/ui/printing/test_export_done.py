"""After an export: the file and its folder are opened by the system's own programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from ui.dialogs.export_done import ExportDoneDialog


def press(dialog: QDialog, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    assert button is not None
    button.click()


def test_the_file_and_its_folder_are_opened(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def open_url(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    dialog = ExportDoneDialog(tmp_path / "評価書.pdf", [])
    qtbot.addWidget(dialog)
    press(dialog, "button_open")
    press(dialog, "button_folder")
    assert opened == [tmp_path / "評価書.pdf", tmp_path]


def test_what_no_program_opens_is_said(
    qtbot: QtBot, tmp_path: Path, in_dialog: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    dialog = ExportDoneDialog(tmp_path / "評価書.pdf", [])
    qtbot.addWidget(dialog)
    shown: list[str] = []

    def read(error: QDialog) -> None:
        shown.append(error.windowTitle())
        error.accept()

    in_dialog("dialog_error", read)
    press(dialog, "button_open")
    assert shown == ["できませんでした"]
