"""Surveys a folder off the GUI thread and hands its rows over as they are read."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot

from pia_desktop.errors import PiaError
from pia_desktop.ledger.entry import LedgerEntry
from pia_desktop.ledger.survey import survey, survey_files
from pia_desktop.task_progress import TaskCancelled

_UNEXPECTED = "思わぬ誤りで、調べるのをやめました。"
# Seconds between two deliveries: the window has to draw meanwhile.
_DELIVER_EVERY = 0.1


@dataclass(frozen=True)
class _Delivery:
    """What a survey hands over: rows, how far it is, or its end."""

    number: int
    rows: tuple[LedgerEntry, ...] = ()
    share: float = 0.0
    words: str = ""
    ended: bool = False
    fault: Exception | None = None


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
        self._start(lambda number: self._survey(number, folder, today))

    def look_again(self, files: Sequence[Path], folder: Path, today: date) -> None:
        """Read these files of the folder anew, unless a survey is running, which does so."""
        if not self.running:
            self._start(lambda number: self._survey_files(number, files, folder, today))

    def _start(self, work: Callable[[int], None]) -> None:
        self._number += 1
        self.running = True
        thread = threading.Thread(
            target=self._run, args=(self._number, work), name="survey", daemon=True
        )
        thread.start()

    def cancel(self) -> None:
        """Call it off: what was found stays, no more comes."""
        if self.running:
            self._number += 1
            self.running = False
            self.ended.emit("")

    # -- in the thread -----------------------------------------------------------------------

    def _run(self, number: int, work: Callable[[int], None]) -> None:
        reason, fault = "", None
        try:
            work(number)
        except TaskCancelled:
            return
        except PiaError as error:
            reason = f"{error.message}{error.remedy}"
        except Exception as error:  # handed to the GUI thread, whose last hook reports it
            fault = error
        self._send(_Delivery(number, ended=True, words=reason, fault=fault))

    def _survey(self, number: int, folder: Path, today: date) -> None:
        rows = self._deliver(number, self._quick(number, folder, today))
        later = [row.path for row in rows if row.facts is not None and row.counts is None]
        self._survey_files(number, later, folder, today)

    def _survey_files(self, number: int, files: Sequence[Path], folder: Path, today: date) -> None:
        progress = self._progress(number, "点検しています")
        self._deliver(number, survey_files(files, folder, today, progress))

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
                self._send(_Delivery(number, rows=tuple(waiting)))
                delivered += waiting
                waiting, last = [], time.monotonic()
        self._send(_Delivery(number, rows=tuple(waiting)))
        return [*delivered, *waiting]

    def report(self, number: int, share: float, what: str) -> None:
        """Tell how far a survey is; TaskCancelled where it was called off."""
        if self.is_over(number):
            raise TaskCancelled
        self._send(_Delivery(number, share=share, words=what))

    def is_over(self, number: int) -> bool:
        """Whether another survey has begun, or this one was called off."""
        return number != self._number

    def _send(self, delivery: _Delivery) -> None:
        with contextlib.suppress(RuntimeError):  # the window is deleted already
            self._delivered.emit(delivery)

    # -- in the GUI thread -------------------------------------------------------------------

    @Slot(object)
    def _hand_over(self, delivery: _Delivery) -> None:
        if self.is_over(delivery.number):
            return
        if delivery.ended:
            self.running = False
            self.ended.emit(delivery.words or ("" if delivery.fault is None else _UNEXPECTED))
            if delivery.fault is not None:
                raise delivery.fault
        elif delivery.rows:
            self.found.emit(list(delivery.rows))
        elif delivery.words:
            self.advanced.emit(delivery.share, delivery.words)


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
