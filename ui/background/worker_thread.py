"""Work that may take long because of a disk or a file server: one thread, one thing at a time."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

_T = TypeVar("_T")

_Job = tuple[Callable[[], Any], Callable[[Any], object], Callable[[Exception], object]]


class WorkerThread(QObject):
    """What is asked for is done in turn, away from the window; the answer comes back to it.

    A server that never answers holds up neither the window nor the end of the program.
    """

    _answered = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        """The thread starts with the first errand."""
        super().__init__(parent)
        self._name = name
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], _T],
        done: Callable[[_T], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Do `work` in the thread, then one of the others in the window's."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name=self._name, daemon=True)
            self._thread.start()
        self._jobs.put((work, done, failed))

    def finish(self, seconds: float) -> None:
        """Wait for what was asked for, so long at most, and end the thread."""
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join(seconds)
            self._thread = None

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            work, done, failed = job
            try:
                result = work()
            except Exception as error:  # handed on whole to the window
                self._send(_bound(failed, error))
            else:
                self._send(_bound(done, result))

    def _send(self, answer: Callable[[], object]) -> None:
        with contextlib.suppress(RuntimeError):  # the window is gone, and nobody waits
            self._answered.emit(answer)

    @Slot(object)
    def _answer(self, answer: Callable[[], object]) -> None:
        answer()


def _bound(call: Callable[[Any], object], value: object) -> Callable[[], object]:
    return lambda: call(value)
