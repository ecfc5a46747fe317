"""A refusal in a dialog: what is wrong, in which file, what to do, and each of several faults."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from pia_desktop.errors import DefinitionError, FileError, PiaError
from ui.dialogs.messages import ErrorDialog


def texts(error: PiaError, qtbot: QtBot) -> list[str]:
    dialog = ErrorDialog(error)
    qtbot.addWidget(dialog)
    return [label.text().replace("\u200b", "") for label in dialog.findChildren(QLabel)]


def test_a_refusal_says_what_where_and_what_to_do(qtbot: QtBot) -> None:
    shown = texts(FileError("開けません。", "場所を確かめてください。", file="評価書.pia"), qtbot)
    assert shown == ["開けません。", "ファイル：評価書.pia", "場所を確かめてください。"]


@pytest.mark.parametrize("count", [1, 3])
def test_each_fault_of_a_definition_is_shown(qtbot: QtBot, count: int) -> None:
    faults = [f"youshiki3-x.yaml:{line}: 「label」がありません" for line in range(1, count + 1)]
    shown = texts(DefinitionError(faults, file="youshiki3-x.yaml"), qtbot)
    assert shown[-count:] == faults
    assert f"{count}件" in shown[0]
