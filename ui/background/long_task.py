"""A long task in a thread of its own, which reports how far it is and can be called off."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QThread, Signal

from pia_desktop.task_progress import ProgressCallback, TaskCancelled

_T = TypeVar("_T")

# Seconds between two reports of the progress.
_REPORT_EVERY = 0.05


class Worker(QThread, Generic[_T]):
    """Runs one function; keeps its result or what it raised."""

    advanced = Signal(float)

    def __init__(self, work: Callable[[ProgressCallback], _T]) -> None:
        """`work` is called with a progress function in the new thread."""
        super().__init__()
        self._work = work
        self._told = 0.0
        self.cancelled = False
        self.result: _T | None = None
        self.error: BaseException | None = None

    def run(self) -> None:
        """Do the work."""
        try:
            self.result = self._work(self._progress)
        except BaseException as error:  # handed on whole to the waiting thread
            self.error = error

    def _progress(self, share: float) -> None:
        if self.cancelled:
            raise TaskCancelled
        now = time.monotonic()
        if now - self._told >= _REPORT_EVERY:
            self._told = now
            self.advanced.emit(share)
