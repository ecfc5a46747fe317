"""Jobs are done in turn, away from the window, and hold up nothing."""

from __future__ import annotations

import threading
import weakref

from PySide6.QtCore import QThread, QTimer
from pytestqt.qtbot import QtBot

from ui.background.worker_thread import WorkerThread


def test_the_answers_come_back_in_turn_to_the_window_s_thread(qtbot: QtBot) -> None:
    worker = WorkerThread("test")
    here, said = QThread.currentThread(), []

    def note(value: object) -> None:
        assert QThread.currentThread() is here
        said.append(value)

    def fail() -> None:
        raise OSError("gone")

    for number in range(3):
        worker.run(lambda n=number: n, note, note)  # type: ignore[misc]
    worker.run(fail, note, lambda error: note(str(error)))
    worker.run(threading.current_thread, lambda thread: note(thread.name), note)
    qtbot.waitUntil(lambda: len(said) == 5)
    assert said == [0, 1, 2, "gone", "test"]
    worker.finish(1.0)


def test_a_server_that_never_answers_holds_up_neither_window_nor_end(qtbot: QtBot) -> None:
    worker = WorkerThread("server")
    never = threading.Event()
    worker.run(never.wait, lambda _: None, lambda _: None)
    events: list[str] = []
    QTimer.singleShot(0, lambda: events.append("the window's"))
    qtbot.waitUntil(lambda: bool(events))
    worker.finish(0.1)
    assert not never.is_set()
    left = weakref.ref(worker)
    del worker
    never.set()
    qtbot.waitUntil(lambda: "server" not in [each.name for each in threading.enumerate()])
    # Else it went in that thread, where Qt crashes now and then.
    assert left() is not None


def test_what_was_asked_for_is_done_before_the_end(qtbot: QtBot) -> None:
    worker = WorkerThread("test")
    done: list[int] = []
    for number in range(50):
        worker.run(lambda n=number: done.append(n), lambda _: None, lambda _: None)  # type: ignore[misc]
    worker.finish(5.0)
    assert done == list(range(50))


def test_a_job_that_is_done_is_let_go_of(qtbot: QtBot) -> None:
    """A job has a copy of the whole assessment, which would stay until the next one."""
    worker = WorkerThread("test")
    kept: list[weakref.ref[object]] = []

    class Copy:
        """What a job works on, or comes to."""

    def ask(*, fails: bool) -> None:
        copy = Copy()
        kept.append(weakref.ref(copy))

        def work() -> Copy:
            kept.append(weakref.ref(result := Copy()))
            if fails:
                raise OSError(copy)
            return result

        worker.run(work, lambda _: None, lambda _: None)

    for fails in (False, True):
        ask(fails=fails)
        qtbot.waitUntil(lambda: [each() for each in kept] == [None, None])
        kept.clear()
    worker.finish(1.0)
