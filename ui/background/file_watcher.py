"""Watches the file of the open document: keeps its lock fresh, and notices changes by others."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from pia_desktop.assessment.document import Document, digest_of
from pia_desktop.files.lock_file import HEARTBEAT_SECONDS, LockedError, LockHolder
from ui.background.worker_thread import WorkerThread

# A file's size, modification time and inode: while they are the same, its content is not read.
_Stamp = tuple[int, int, int] | None


class FileWatcher(QObject):
    """Asks the file server in a thread of its own: it may take long to answer, or never."""

    # The LockHolder who has taken the lock over, or has had it before us.
    taken = Signal(object)
    # The file is another than it was when it was opened or saved here.
    changed = Signal()

    def __init__(self, parent: QObject | None = None, beat: int = HEARTBEAT_SECONDS * 1000) -> None:
        """`beat` in milliseconds is the time between two signs of life of the lock."""
        super().__init__(parent)
        self._worker = WorkerThread("file server", self)
        self._document: Document | None = None
        self._stamp: _Stamp = None
        self._reported = ""  # the digest for which `changed` was emitted
        self._busy = False
        self._clock = QTimer(self)
        self._clock.setInterval(beat)
        self._clock.timeout.connect(self._beat)

    def follow(self, document: Document | None) -> None:
        """Watch this document's file, and unlock that of the one before."""
        if document is self._document:
            return
        before, self._document = self._document, document
        self._stamp, self._reported = None, ""
        self.lock()  # before the other is unlocked: it may be the same file
        if before is not None:
            self._worker.run(before.lock.end, _ignore, _ignore)
        if document is None:
            self._clock.stop()
        else:
            self._clock.start()

    def lock(self) -> None:
        """Lock the file if it isn't yet and may be written."""
        document = self._document
        if document is not None and not document.assessment.read_only:
            try:
                document.lock.begin(document.path)
            except LockedError as error:
                self.taken.emit(error.holder)

    def look(self) -> None:
        """See whether somebody has written the file; `changed` is emitted once for each change."""
        document = self._document
        if document is None or document.path is None or self._busy:
            return
        path, stamp, opened_digest = document.path, self._stamp, document.digest
        self._busy = True

        def answered(result: tuple[_Stamp, str]) -> None:
            self._busy = False
            if document is self._document and document.digest == opened_digest:
                self._stamp, digest = result
                self._compare(digest)

        self._worker.run(lambda: _stamp_and_digest(path, stamp), answered, self._failed)

    def finish(self) -> None:
        """The window closes."""
        self.follow(None)
        self._worker.finish(1.0)

    def _beat(self) -> None:
        lock = self._document.lock.file_lock if self._document is not None else None
        if lock is not None:
            self._worker.run(lock.beat, self._beaten, _ignore)

    def _beaten(self, other: LockHolder | None) -> None:
        if other is not None:
            self.taken.emit(other)

    def _compare(self, digest: str) -> None:
        document = self._document
        if document is not None and digest and digest not in (document.digest, self._reported):
            self._reported = digest
            self.changed.emit()

    def _failed(self, _error: Exception) -> None:
        """The server can't be reached: that is reported when something is to be saved."""
        self._busy = False


def _stamp_and_digest(path: Path, known: _Stamp) -> tuple[_Stamp, str]:
    """The file's stamp, and its digest where the stamp differs from the one that is known."""
    now = os.stat(path)
    stamp = (now.st_size, now.st_mtime_ns, now.st_ino)
    return stamp, digest_of(path) if stamp != known else ""


def _ignore(_result: object) -> None:
    """For jobs whose result nobody waits for."""
