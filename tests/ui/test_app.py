"""Starting: what is imported for it, a file that can't be opened, and a fault of the program."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.document import Document
from pia_desktop.event_log import log_files
from tests.locations import ROOT
from tests.ui.conftest import Hands
from ui import app
from ui.background import error_hook

# What takes long to import and that nobody needs to see the first page.
LATE = ("openpyxl", "reportlab", "pypdfium2", "PIL", "PySide6.QtPrintSupport", "PySide6.QtNetwork")

_START = """
import sys
from pathlib import Path
from ui.app import application, open_window
made = application()
window = open_window(Path(sys.argv[1]))
made.processEvents()
assert window.document is not None
print(",".join(sorted(sys.modules)))
"""


def test_starting_imports_no_more_than_it_needs(small: Document, tmp_path: Path) -> None:
    path = tmp_path / "a.pia"
    pia_file.save(small.assessment, path)
    done = subprocess.run(
        [sys.executable, "-c", _START, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT,
    )
    imported = set(done.stdout.strip().split(","))
    assert "ui.main_window" in imported
    assert imported.isdisjoint(LATE)


def test_the_window_has_one_style_on_every_system() -> None:
    program = "from ui.app import application; print(application().style().objectName())"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_STYLE_OVERRIDE": "windows"},
        cwd=ROOT,
    )
    assert done.stdout.strip() == "fusion"


def _close(window: QWidget) -> None:
    window.controllers.documents.may_leave = lambda: True  # type: ignore[attr-defined]
    window.close()
    window.deleteLater()


def test_a_file_that_cannot_be_opened_is_named(
    qtbot: QtBot, tmp_path: Path, in_dialog: Any
) -> None:
    path = tmp_path / "broken.pia"
    path.write_bytes(b"no zip")
    said: list[str] = []

    def read(dialog: QWidget) -> None:
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        close = dialog.findChild(QPushButton, "button_close")
        assert close is not None
        close.click()

    seen = in_dialog("dialog_error", read)
    window = app.open_window(path)
    qtbot.waitUntil(lambda: bool(seen))
    assert any("broken.pia" in text for text in said)
    assert window.document is None
    _close(window)


def test_an_unexpected_fault_is_said_and_the_answers_stay(
    open_window: Callable[..., Hands],
    small: Document,
    in_dialog: Any,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hands = open_window(small)
    said: list[str] = []

    def read(dialog: QWidget) -> None:
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.close()

    in_dialog("dialog_error", read)
    error_hook.unexpected(hands.window.show_error, RuntimeError, RuntimeError("broken"), None)
    assert any("RuntimeError" in text for text in said)
    assert "broken" not in capsys.readouterr().err  # it may hold an answer
    assert "type=RuntimeError" in log_files()[0].read_text("ascii")
    monkeypatch.setenv("PIA_DESKTOP_DEBUG", "1")
    in_dialog("dialog_error", read)
    error_hook.unexpected(hands.window.show_error, RuntimeError, RuntimeError("broken"), None)
    assert "broken" in capsys.readouterr().err
    assert hands.get("cover.number") == "7"
