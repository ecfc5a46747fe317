"""提出用フォルダー of the open document, and the days before its planned change as a calendar."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QPushButton

from pia_desktop.assessment.document import Document
from tests.ledger.municipality import town_assessment
from tests.ui.conftest import Hands

Open = Callable[..., Hands]
InDialog = Callable[[str, Callable[[Any], object]], list[str]]


def test_the_folder_holds_what_the_window_shows(
    open_window: Open, in_dialog: InDialog, tmp_path: Path
) -> None:
    hands = open_window(Document(town_assessment(0, published="令和8年4月1日")))
    hands.document.set("cover.number", "77")  # not saved anywhere
    hands.files.folder = tmp_path

    def accept(dialog: QDialog) -> None:
        button = dialog.findChild(QPushButton, "button_ok")
        assert button is not None
        button.click()

    in_dialog("dialog_submission", accept)
    hands.trigger("action_submission")
    (folder,) = (path for path in tmp_path.iterdir() if path.is_dir())
    assert folder.name.startswith("77_")
    assert "個を書き出しました" in hands.window.statusBar().currentMessage()


def test_the_days_before_a_change_go_into_a_calendar(open_window: Open, tmp_path: Path) -> None:
    hands = open_window(Document(town_assessment(0)))
    hands.files.path = tmp_path / "期限.ics"
    hands.trigger("action_schedule")
    assert not hands.files.path.exists()
    assert "変更予定日を書くと" in hands.window.statusBar().currentMessage()
    hands.document.set("threshold.change_date", "令和9年4月1日")
    hands.trigger("action_schedule")
    written = hands.files.path.read_bytes().replace(b"\r\n ", b"").decode()
    assert "DTSTART;VALUE=DATE:20270331" in written
    assert "：公表" in written


def test_the_start_page_leads_to_the_ledger(open_window: Open) -> None:
    hands = open_window()
    hands.find(QPushButton, "start_ledger").click()
    assert hands.window.controllers.ledger._window is not None
