"""The file behind the open document: its lock shows signs of life, and a change by somebody else is
noticed.
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from pia_desktop.assessment.document import Document, digest_of
from pia_desktop.files.lock_file import HEARTBEAT_SECONDS, LockedError, LockHolder
from ui.background.worker_thread import WorkerThread

# A file's size and dates: when they are the same, its content is not read again.
_Look = tuple[int, int, int] | None


class FileWatcher(QObject):
    """Asks the file server in a thread of its own: it may take long to answer, or never."""

    # Somebody has taken the lock over, or has it: it could not be had.
    taken = Signal(object)
    # The file is another than it was when it was opened or saved here.
    changed = Signal()

    def __init__(self, parent: QObject | None = None, beat: int = HEARTBEAT_SECONDS * 1000) -> None:
        """`beat` in milliseconds."""
        super().__init__(parent)
        self._errands = WorkerThread("file server", self)
        self._document: Document | None = None
        self._look: _Look = None
        self._told = ""  # the digest of which was told
        self._busy = False
        self._clock = QTimer(self)
        self._clock.setInterval(beat)
        self._clock.timeout.connect(self._beat)

    def follow(self, document: Document | None) -> None:
        """Guard this document's file; the one before is let go."""
        if document is self._document:
            return
        before, self._document = self._document, document
        self._look, self._told = None, ""
        self.lock()  # before the other is let go: it may be the same file
        if before is not None:
            self._errands.run(before.lock.end, _nothing, _nothing)
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
        """See whether somebody has written the file; `changed` is told once a change."""
        document = self._document
        if document is None or document.path is None or self._busy:
            return
        path, known, held = document.path, self._look, document.digest
        self._busy = True

        def seen(look: _Look, digest: str) -> None:
            self._busy = False
            if document is self._document and document.digest == held:
                self._look = look
                self._compare(digest)

        self._errands.run(lambda: _looked(path, known), lambda it: seen(*it), self._unseen)

    def finish(self) -> None:
        """The window closes."""
        self.follow(None)
        self._errands.finish(1.0)

    def _beat(self) -> None:
        lock = self._document.lock.file_lock if self._document is not None else None
        if lock is not None:
            self._errands.run(lock.beat, self._answered, _nothing)

    def _answered(self, other: LockHolder | None) -> None:
        if other is not None:
            self.taken.emit(other)

    def _compare(self, digest: str) -> None:
        document = self._document
        if document is not None and digest and digest not in (document.digest, self._told):
            self._told = digest
            self.changed.emit()

    def _unseen(self, _error: Exception) -> None:
        """The server can't be reached: that is said when something is to be saved."""
        self._busy = False


def _looked(path: Path, known: _Look) -> tuple[_Look, str]:
    """How the file looks, and its digest where it looks other than before."""
    now = os.stat(path)
    look = (now.st_size, now.st_mtime_ns, now.st_ino)
    return look, digest_of(path) if look != known else ""


def _nothing(_: object) -> None:
    """Nobody waits for it."""
