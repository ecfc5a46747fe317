"""What Qt complains of and what can't be raised: into the log by its kind, never by its words."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler, qWarning

from pia_desktop.assessment.document import Document
from pia_desktop.event_log import log_files
from tests.ui.conftest import Hands
from ui.background import error_hook

ANSWER = "山田太郎の回答"


@pytest.fixture
def watched(
    open_window: Callable[..., Hands], small: Document, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Hands]:
    hands = open_window(small)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    before = qInstallMessageHandler(None)
    error_hook.watch(hands.window.show_error)
    yield hands
    qInstallMessageHandler(before)


def logged() -> str:
    return log_files()[0].read_text("ascii")


def test_a_thousand_complaints_of_qt_leave_room_for_the_rest(
    watched: Hands, capfd: pytest.CaptureFixture[str]
) -> None:
    for _ in range(1000):
        qWarning(ANSWER)
    assert 10 < logged().count(" qt-warning\n") <= 50
    assert ANSWER not in "".join(capfd.readouterr())


def test_every_kind_of_message_has_its_event() -> None:
    assert set(error_hook._KINDS) == set(QtMsgType)


def test_what_cannot_be_raised_is_noted_without_its_words(
    watched: Hands, capfd: pytest.CaptureFixture[str]
) -> None:
    class Going:
        def __del__(self) -> None:
            raise KeyError(ANSWER)

    Going()
    assert " unexpected type=KeyError at=" in logged()
    assert ANSWER not in "".join(capfd.readouterr())
