"""A shell without a window, and files in a folder of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pia_desktop.assessment.document import Document
from tests.ui.conftest import Answering
from tests.ui.controllers.fake_shell import FakeShell
from ui.settings import Settings


@pytest.fixture
def shell(qtbot: QtBot) -> FakeShell:
    parent = QWidget()
    qtbot.addWidget(parent)
    return FakeShell(parent)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def file_dialogs() -> Answering:
    return Answering()


@pytest.fixture
def saved(small: Document, tmp_path: Path) -> Path:
    """The small assessment in a file, with 7 as its number."""
    path = tmp_path / "a.pia"
    small.save_as(path)
    return path
