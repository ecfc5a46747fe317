"""A long task in a daemon thread that can be left behind, so that no dead server holds it up."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from pia_desktop.task_progress import ProgressCallback, TaskCancelled

_T = TypeVar("_T")

# Seconds between two reports of the progress.
_REPORT_EVERY = 0.05
# Those whose threads still wait for a server: Qt's objects must not go in another thread than its.
_LEFT_BEHIND: list[QObject] = []


class DetachedWorker(QObject, Generic[_T]):
    """Runs one function; keeps its result or what it raised. Unlike `Worker` it need not be waited
    for: neither the window nor the end of the program depends on it.
    """

    advanced = Signal(float)
    finished = Signal()
    _ended = Signal()

    def __init__(self, work: Callable[[ProgressCallback], _T]) -> None:
        """`work` is called with a progress function in the new thread."""
        super().__init__()
        self._work = work
        self._told = 0.0
        self.cancelled = False
        self.running = False
        self.result: _T | None = None
        self.error: BaseException | None = None
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin the work."""
        self.running = True
        threading.Thread(target=self._run, name="detached-task", daemon=True).start()

    def leave(self) -> None:
        """Nobody waits any more; it is called off as soon as it asks."""
        self.cancelled = True
        _LEFT_BEHIND.append(self)

    def _run(self) -> None:
        try:
            self.result = self._work(self._progress)
        except BaseException as error:  # handed on whole to whoever waits
            self.error = error
        self._emit(self._ended)

    def _progress(self, share: float) -> None:
        if self.cancelled:
            raise TaskCancelled
        now = time.monotonic()
        if now - self._told >= _REPORT_EVERY:
            self._told = now
            self._emit(self.advanced, share)

    def _emit(self, signal: Any, *values: object) -> None:
        with contextlib.suppress(RuntimeError):  # the program is ending
            signal.emit(*values)

    @Slot()
    def _end(self) -> None:
        self.running = False
        if self in _LEFT_BEHIND:
            _LEFT_BEHIND.remove(self)
        self.finished.emit()
