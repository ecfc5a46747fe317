"""Surveys a folder off the GUI thread and hands its rows over as they are read."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot

from pia_desktop.errors import PiaError
from pia_desktop.ledger.entry import LedgerEntry
from pia_desktop.ledger.survey import survey, survey_files
from pia_desktop.task_progress import TaskCancelled

# Seconds between two deliveries: the window has to draw meanwhile.
_DELIVER_EVERY = 0.1


class SurveyThread(QObject):
    """One survey at a time, in a daemon thread: a file server that never answers holds up neither
    the window nor the end of the program. What a survey that was called off still finds is dropped.
    """

    # Rows as they are read, in lists; then again those whose counts were found out later.
    found = Signal(object)
    # How far it is, 0 to 1, and what is being done.
    advanced = Signal(float, str)
    # It is over; the reason where the folder can't be read, else nothing.
    ended = Signal(str)

    _delivered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Nothing is surveyed yet."""
        super().__init__(parent)
        self._number = 0
        self.running = False
        self._delivered.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def begin(self, folder: Path, today: date) -> None:
        """Survey this folder; a survey that is running is called off."""
        self._number += 1
        self.running = True
        thread = threading.Thread(
            target=self._run, args=(self._number, folder, today), name="survey", daemon=True
        )
        thread.start()

    def cancel(self) -> None:
        """Call it off: what was found stays, no more comes."""
        if self.running:
            self._number += 1
            self.running = False
            self.ended.emit("")

    # -- in the thread -----------------------------------------------------------------------

    def _run(self, number: int, folder: Path, today: date) -> None:
        reason = ""
        try:
            rows = self._deliver(number, self._quick(number, folder, today))
            later = [row.path for row in rows if row.facts is not None and row.counts is None]
            counted = survey_files(later, folder, today, self._progress(number, "点検しています"))
            self._deliver(number, counted)
        except TaskCancelled:
            return
        except PiaError as error:
            reason = f"{error.message}{error.remedy}"
        self._send(number, None, 1.0, reason)

    def _quick(self, number: int, folder: Path, today: date) -> Iterator[LedgerEntry]:
        progress = self._progress(number, "読んでいます")
        return survey(folder, today, progress, counted=False)

    def _progress(self, number: int, what: str) -> _Reporter:
        return _Reporter(self, number, what)

    def _deliver(self, number: int, rows: Iterator[LedgerEntry]) -> list[LedgerEntry]:
        delivered: list[LedgerEntry] = []
        waiting: list[LedgerEntry] = []
        last = time.monotonic()
        for row in rows:
            waiting.append(row)
            if time.monotonic() - last >= _DELIVER_EVERY:
                self._send(number, waiting, -1.0, "")
                delivered += waiting
                waiting, last = [], time.monotonic()
        self._send(number, waiting, -1.0, "")
        return [*delivered, *waiting]

    def report(self, number: int, share: float, what: str) -> None:
        """Tell how far a survey is; TaskCancelled where it was called off."""
        if self.is_over(number):
            raise TaskCancelled
        self._send(number, [], share, what)

    def is_over(self, number: int) -> bool:
        """Whether another survey has begun, or this one was called off."""
        return number != self._number

    def _send(self, number: int, rows: list[LedgerEntry] | None, share: float, what: str) -> None:
        with contextlib.suppress(RuntimeError):  # the window is deleted already
            self._delivered.emit((number, rows, share, what))

    # -- in the GUI thread -------------------------------------------------------------------

    @Slot(object)
    def _hand_over(self, delivery: tuple[int, list[LedgerEntry] | None, float, str]) -> None:
        number, rows, share, what = delivery
        if number != self._number:
            return
        if rows is None:
            self.running = False
            self.ended.emit(what)
        elif share >= 0:
            self.advanced.emit(share, what)
        elif rows:
            self.found.emit(rows)


class _Reporter:
    """Reports now and then how far a survey is."""

    def __init__(self, thread: SurveyThread, number: int, what: str) -> None:
        self._thread = thread
        self._number = number
        self._what = what
        self._last = 0.0

    def __call__(self, share: float) -> None:
        if time.monotonic() - self._last >= _DELIVER_EVERY:
            self._last = time.monotonic()
            self._thread.report(self._number, share, self._what)
        elif self._thread.is_over(self._number):
            raise TaskCancelled
