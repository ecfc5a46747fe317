"""Saves unsaved work to a side file on this PC while a person types."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from pia_desktop.assessment.autosave import SideFile, UnsavedWork, WorkOrigin, snapshot
from pia_desktop.assessment.document import Change, Document
from pia_desktop.errors import PiaError
from ui.background.worker_thread import WorkerThread

# Milliseconds from a change until it is saved aside. Of the promised five seconds, two are left for
# the disk.
INTERVAL = 3000
# Seconds that closing the window waits for a slow disk.
_FINISH_TIMEOUT = 2.0


class AutosaveTimer(QObject):
    """Keeps a side file with what the open document's file hasn't. The first change that isn't in
    it starts the clock, and later changes do not restart it, however long a person types.
    """

    # Why autosave fails, in a sentence; empty when it works again.
    status_changed = Signal(str)

    def __init__(self, parent: QObject | None = None, interval: int = INTERVAL) -> None:
        """`interval` in milliseconds."""
        super().__init__(parent)
        self._worker = WorkerThread("autosave", self)
        self._document: Document | None = None
        self._side = SideFile()
        self._kept = False  # whether there is a side file
        self._writing = False
        self._due = False
        self.clock = QTimer(self)
        self.clock.setSingleShot(True)
        self.clock.setInterval(interval)
        self.clock.timeout.connect(self.keep)

    def follow(self, document: Document | None) -> None:
        """Keep this document's work; that of the one before is saved, or was discarded."""
        if document is self._document:
            return
        if self._document is not None:
            self._document.unlisten(self._changed)
            self.forget()
        self._side = SideFile()
        self._document = document
        if document is not None:
            document.listen(self._changed)
            if document.modified:
                self.clock.start()

    def keep(self) -> None:
        """Write the work as it is now to the side file."""
        self.clock.stop()
        document = self._document
        if document is None or document.assessment.read_only:
            return
        if self._writing:  # on a slow disk the next write waits for this one
            self._due = True
            return
        if not document.modified:
            self.forget()
            return
        side, state = self._side, snapshot(document.assessment)
        origin = WorkOrigin(document.path, document.digest)
        self._writing = self._kept = True
        self._worker.run(lambda: side.write(state, origin), self._done, self._failed)

    def forget(self) -> None:
        """Remove the side file: its work is saved, or was discarded."""
        self.clock.stop()
        if self._kept:
            self._kept = False
            self._worker.run(self._side.remove, self._removed, self._failed)

    def take_over(self, unsaved: UnsavedWork) -> None:
        """The open document is this work, restored: it is removed once the document has a side
        file of its own.
        """
        document = self._document
        if document is None or document.assessment.read_only:
            return
        side, origin = self._side, WorkOrigin(document.path, document.digest)
        state = snapshot(document.assessment)

        def work() -> None:
            side.write(state, origin)
            unsaved.remove()

        self._writing = self._kept = True
        self._worker.run(work, self._done, self._failed)

    def leave(self) -> None:
        """Leave a side file with the work as it is now, to be offered later, or FileError."""
        document = self._document
        if document is not None:
            side = SideFile()
            side.write(document.assessment, WorkOrigin(document.path, document.digest))
            side.leave()

    def finish(self) -> None:
        """The window closes."""
        self.follow(None)
        self._worker.finish(_FINISH_TIMEOUT)

    def _changed(self, _change: Change) -> None:
        if not self.clock.isActive():
            self.clock.start()

    def _done(self, _: None) -> None:
        self._writing = False
        self.status_changed.emit("")
        if self._due:
            self._due = False
            self.keep()

    def _removed(self, _: None) -> None:
        self.status_changed.emit("")

    def _failed(self, error: Exception) -> None:
        """Report it, and try again: a disk may have room again."""
        self._writing = self._due = False
        if not isinstance(error, PiaError | OSError):
            raise error
        why = error.message if isinstance(error, PiaError) else ""
        self.status_changed.emit(f"入力中の内容を自動で控えられません。{why}")
        if self._document is not None:
            self.clock.start()
