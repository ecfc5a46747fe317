"""Garbage goes between two events, and only then."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from pia_desktop.errors import FileError
from pia_desktop.task_progress import ProgressCallback
from ui.background.garbage_collection import IdleCollector
from ui.dialogs import progress
from ui.dialogs.progress import run_with_progress


@pytest.fixture
def collector(qapp: QObject) -> Iterator[IdleCollector]:
    """The collector, looking often."""
    made = IdleCollector(qapp)
    made.start(10)
    yield made
    made.deleteLater()


def rubbish() -> weakref.ref[QObject]:
    """An object of Qt that only a cycle holds."""
    made = QObject()
    made.itself = made  # type: ignore[attr-defined]
    return weakref.ref(made)


def test_pythons_own_collector_is_off(collector: IdleCollector) -> None:
    assert not gc.isenabled()
    gone = rubbish()
    kept = [[] for _ in range(3 * gc.get_threshold()[0])]  # type: ignore[var-annotated]
    assert gone() is not None
    assert kept


def test_what_is_due_goes_with_the_next_look(qtbot: QtBot, collector: IdleCollector) -> None:
    gone = rubbish()
    kept = [[] for _ in range(3 * gc.get_threshold()[0])]  # type: ignore[var-annotated]
    qtbot.waitUntil(lambda: gone() is None)
    assert kept


def test_a_refused_work_leaves_no_thread_for_the_collector(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[weakref.ref[QObject]] = []

    class Watched(progress.Worker):
        def __init__(self, *given: object) -> None:
            super().__init__(*given)  # type: ignore[arg-type]
            made.append(weakref.ref(self))

    def refuse(_: ProgressCallback) -> None:
        raise FileError("壊れています。", "別のファイルを選んでください。")

    monkeypatch.setattr(progress, "Worker", Watched)
    with pytest.raises(FileError):
        run_with_progress("試して", refuse, None)
    assert [worker() for worker in made] == [None]
