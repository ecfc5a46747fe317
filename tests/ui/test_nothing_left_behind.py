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
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pia_desktop.assessment import from_json
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.undo_history import UndoEdit, UndoStep
from pia_desktop.files.paths import resources_dir
from tests.recovery import soak
from tests.ui.conftest import Hands
from ui.background.worker_thread import WorkerThread
from ui.main_window import MainWindow

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
def only_new_garbage() -> Iterator[None]:
    """What was there before is neither collected nor counted: a run's other tests leave a million
    objects, and looking through them all took most of the time here.
    """
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def hands(only_new_garbage: None, open_window: OpenWindow, tmp_path: Path) -> Hands:
    """A window with the sample, saved."""
    document = Document(from_json(resources_dir() / "sample" / "youshiki4.json"))
    document.save_as(tmp_path / "評価書.pia")
    return open_window(document)


def opened(hands: Hands, app: QApplication) -> QWidget | None:
    """What is open beside the window, the innermost first."""
    shown = [app.activeModalWidget(), app.activePopupWidget(), *app.topLevelWidgets()]
    others = (each for each in shown if each is not None and each is not hands.window)
    return next((each for each in others if each.isVisible()), None)


@pytest.fixture
def nothing_stays_open(hands: Hands, qapp: QApplication) -> Iterator[None]:
    """Whatever opens beside the window is closed again."""

    def close() -> None:
        widget = opened(hands, qapp)
        if widget is not None:
            widget.close()

    timer = QTimer()
    timer.timeout.connect(close)
    timer.start(5)
    yield
    timer.stop()


def rest(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until nothing goes on any more: an autosave holds a copy of all answers, on a slow disk
    for seconds, and the next page is built in a pause.
    """
    workers = window.findChildren(WorkerThread)
    assert workers
    done: list[object] = []
    for worker in workers:
        worker.run(lambda: None, done.append, done.append)
    qtbot.waitUntil(lambda: len(done) == len(workers))
    qtbot.waitUntil(lambda: window.findChild(QWidget, "ahead:page") is not None)


def counts(app: QApplication) -> tuple[int, Counter[str]]:
    """How many widgets there are, and how many objects of each of Python's types."""
    for _ in range(2):  # what is let go of by the one lets go of more
        QTest.qWait(10)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    return len(app.allWidgets()), Counter(type(each).__name__ for each in gc.get_objects())


@pytest.mark.slow
def test_rounds_of_work(
    hands: Hands, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soak, "PACE", 0)

    def rounds(first: int, last: int) -> tuple[int, Counter[str]]:
        for number, box in zip(range(first, last), cycle(soak.BOXES), strict=False):
            soak.work(hands.window, box, number)
        rest(hands.window, qtbot)
        return counts(qapp)

    widgets, objects = rounds(1, soak.EXPORTED + 1)  # what is loaded once is loaded then
    more_widgets, more_objects = rounds(soak.EXPORTED + 1, 2 * soak.EXPORTED + 1)
    assert more_widgets == widgets
    grown = {kind: n for kind, n in (more_objects - objects).items() if n >= soak.EXPORTED}
    assert grown.keys() <= KEPT_UP_TO_A_NUMBER, grown


@pytest.mark.slow
@pytest.mark.usefixtures("nothing_stays_open")
def test_commands(hands: Hands, qapp: QApplication, qtbot: QtBot) -> None:
    """What opens is closed again, as by a person who only looks."""
    window = hands.window

    def choose() -> int:
        for name in OPENING:
            if window.actions_by_name[name].isEnabled():
                window.actions_by_name[name].trigger()
                QTest.qWait(1)  # some open a moment later
                qtbot.waitUntil(lambda: opened(hands, qapp) is None)
        window.go_to("cover.remarks")
        rest(window, qtbot)
        return counts(qapp)[0]

    choose()  # what is loaded once is loaded then
    before = choose()
    choose()
    assert choose() <= before
