"""What a box makes of a clipboard that goes while it is read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from ui.editors import text_paste


def test_nothing_is_read_of_a_clipboard_once_the_scratch_box_has_gone(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows PySide takes the clipboard's data for deleted then, and pasting ended in an
    unexpected error.
    """
    count = text_paste._halves

    def count_and_let_go(mime: QMimeData) -> int:
        halves = count(mime)
        Shiboken.delete(mime)
        return halves

    monkeypatch.setattr(text_paste, "_halves", count_and_let_go)
    box = QLineEdit()
    qtbot.addWidget(box)
    mime = QMimeData()
    mime.setText("予防接種に関する事務")
    assert text_paste.read_paste(box, mime).text == "予防接種に関する事務"
