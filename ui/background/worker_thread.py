"""Runs blocking I/O serially off the GUI thread."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from queue import SimpleQueue

_T = TypeVar("_T")

# Those whose thread still waits for a server: it would else be the last that holds them, and Qt's
# objects must not go in another thread than its.
_LEFT_BEHIND: list[WorkerThread] = []

_Job = tuple[Callable[[], Any], Callable[[Any], object], Callable[[Exception], object]]


class WorkerThread(QObject):
    """A queue of jobs in a daemon thread; results are delivered in the GUI thread.

    A server that never answers blocks neither the window nor the end of the program.
    """

    _answered = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        """The thread starts with the first job."""
        super().__init__(parent)
        self._name = name
        self._jobs: SimpleQueue[_Job | None] | None = None
        self._thread: threading.Thread | None = None
        self._answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], _T],
        done: Callable[[_T], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Run `work` in the thread; then `done` or `failed` in the GUI thread."""
        if self._jobs is None or self._thread is None:
            from queue import SimpleQueue

            jobs = self._jobs = SimpleQueue()
            self._thread = threading.Thread(
                target=lambda: self._work(jobs), name=self._name, daemon=True
            )
            self._thread.start()
        self._jobs.put((work, done, failed))

    def finish(self, seconds: float) -> None:
        """Wait at most `seconds` for the queued jobs, and end the thread."""
        if self._jobs is not None and self._thread is not None:
            self._jobs.put(None)
            self._thread.join(seconds)
            if self._thread.is_alive():
                _LEFT_BEHIND.append(self)
            self._thread = None

    def _work(self, jobs: SimpleQueue[_Job | None]) -> None:
        while self._do(jobs.get()):
            pass

    def _do(self, job: _Job | None) -> bool:
        """Do a job, unless it is the end. Nothing of it stays here while the thread waits for the
        next one: it may hold a copy of the whole assessment.
        """
        if job is None:
            return False
        work, done, failed = job
        try:
            result = work()
        except Exception as error:  # handed to the GUI thread
            self._send(_bound(failed, error))
        else:
            self._send(_bound(done, result))
        return True

    def _send(self, answer: Callable[[], object]) -> None:
        with contextlib.suppress(RuntimeError):  # the window is deleted already
            self._answered.emit(answer)

    @Slot(object)
    def _answer(self, answer: Callable[[], object]) -> None:
        answer()


def _bound(call: Callable[[Any], object], value: object) -> Callable[[], object]:
    return lambda: call(value)
