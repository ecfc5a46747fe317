"""What is done over and over leaves no widget and no object behind."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pia_desktop.assessment import from_json
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.undo_history import UndoEdit, UndoStep
from pia_desktop.files.paths import resources_dir
from tests.recovery import soak
from tests.ui.conftest import Hands

OpenWindow = Callable[[Document], Hands]

# What undo keeps of each change: up to a number, which tests/assessment/test_undo_history.py holds.
# And Python's own memory of a hundred formats.
KEPT_UP_TO_A_NUMBER = {UndoStep.__name__, UndoEdit.__name__, list.__name__, "Struct"}

# Commands that open a dialog, a window, a bar or a page.
OPENING = (
    "action_ledger", "action_backups", "action_left", "action_diagram", "action_print",
    "action_find", "action_replace", "action_copy_from", "action_phrases", "action_leftovers",
    "action_pages", "action_overview", "action_risks", "action_compare", "action_check",
    "action_unfilled", "action_note", "action_notes", "action_changes", "action_publish",
    "action_versions", "action_review", "action_submission", "action_schedule", "action_keys",
    "action_about",
)  # fmt: skip


@pytest.fixture
def hands(open_window: OpenWindow, tmp_path: Path) -> Hands:
    """A window with the sample, saved."""
    document = Document(from_json(resources_dir() / "sample" / "youshiki4.json"))
    document.save_as(tmp_path / "評価書.pia")
    return open_window(document)


@pytest.fixture
def nothing_stays_open(hands: Hands, qapp: QApplication) -> Iterator[None]:
    """Whatever opens beside the window is closed again."""

    def close() -> None:
        shown = [qapp.activeModalWidget(), qapp.activePopupWidget(), *qapp.topLevelWidgets()]
        for widget in shown:
            if widget is not None and widget.isVisible() and widget is not hands.window:
                widget.close()
                return

    timer = QTimer()
    timer.timeout.connect(close)
    timer.start(5)
    yield
    timer.stop()


def counts(app: QApplication) -> tuple[int, Counter[str]]:
    """How many widgets there are, and how many objects of each of Python's types."""
    for _ in range(2):  # what is let go of by the one lets go of more
        QTest.qWait(10)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    return len(app.allWidgets()), Counter(type(each).__name__ for each in gc.get_objects())


@pytest.mark.slow
def test_rounds_of_work(hands: Hands, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soak, "PACE", 0)

    def rounds(first: int, last: int) -> tuple[int, Counter[str]]:
        for number, box in zip(range(first, last), cycle(soak.BOXES), strict=False):
            soak.work(hands.window, box, number)
        return counts(qapp)

    widgets, objects = rounds(1, soak.EXPORTED + 1)  # what is loaded once is loaded then
    more_widgets, more_objects = rounds(soak.EXPORTED + 1, 2 * soak.EXPORTED + 1)
    assert more_widgets == widgets
    grown = {kind: n for kind, n in (more_objects - objects).items() if n >= soak.EXPORTED}
    assert grown.keys() <= KEPT_UP_TO_A_NUMBER, grown


@pytest.mark.slow
@pytest.mark.usefixtures("nothing_stays_open")
def test_commands(hands: Hands, qapp: QApplication) -> None:
    """What opens is closed again, as by a person who only looks."""
    window = hands.window

    def choose() -> int:
        for name in OPENING:
            if window.actions_by_name[name].isEnabled():
                window.actions_by_name[name].trigger()
                QTest.qWait(20)
        window.go_to("cover.remarks")
        return counts(qapp)[0]

    choose()
    choose()
    assert choose() <= choose()
