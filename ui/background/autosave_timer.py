"""Keeping unsaved work on this PC while a person types."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from pia_desktop.assessment.autosave import SideFile, UnsavedWork, WorkOrigin, snapshot
from pia_desktop.assessment.document import Change, Document
from pia_desktop.errors import PiaError
from ui.background.worker_thread import WorkerThread

# Milliseconds from a change until it is kept. Two of the promised five seconds are for the disk.
INTERVAL = 3000
# Seconds that the window's end waits for a slow disk.
_PATIENCE = 2.0


class AutosaveTimer(QObject):
    """Keeps what the open document's file hasn't. However long a person types without a pause, the
    first change that isn't kept yet starts the clock, and no later one sets it back.
    """

    # A sentence why it doesn't work, or nothing when it works again.
    told = Signal(str)

    def __init__(self, parent: QObject | None = None, interval: int = INTERVAL) -> None:
        """`interval` in milliseconds."""
        super().__init__(parent)
        self._errands = WorkerThread("autosave", self)
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
        """Keep this document's work; that of the one before is saved or was let go."""
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
        """Keep the work as it is now."""
        self.clock.stop()
        document = self._document
        if document is None or document.assessment.read_only:
            return
        if self._writing:  # a slow disk is given the next one when it has done with this
            self._due = True
            return
        if not document.modified:
            self.forget()
            return
        side, state = self._side, snapshot(document.assessment)
        origin = WorkOrigin(document.path, document.digest)
        self._writing = self._kept = True
        self._errands.run(lambda: side.write(state, origin), self._done, self._failed)

    def forget(self) -> None:
        """What was kept is saved or let go."""
        self.clock.stop()
        if self._kept:
            self._kept = False
            self._errands.run(self._side.remove, self._removed, self._failed)

    def take_over(self, unsaved: UnsavedWork) -> None:
        """The open document is this work, restored: only when it is kept under the document's own
        name does what was left behind go.
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
        self._errands.run(work, self._done, self._failed)

    def leave(self) -> None:
        """Leave the work as it is now behind, to be offered again later; FileError if it can't."""
        document = self._document
        if document is not None:
            side = SideFile()
            side.write(document.assessment, WorkOrigin(document.path, document.digest))
            side.leave()

    def finish(self) -> None:
        """The window closes."""
        self.follow(None)
        self._errands.finish(_PATIENCE)

    def _changed(self, _change: Change) -> None:
        if not self.clock.isActive():
            self.clock.start()

    def _done(self, _: None) -> None:
        self._writing = False
        self.told.emit("")
        if self._due:
            self._due = False
            self.keep()

    def _removed(self, _: None) -> None:
        self.told.emit("")

    def _failed(self, error: Exception) -> None:
        """Say so, and try again: a disk may have room again."""
        self._writing = self._due = False
        if not isinstance(error, PiaError | OSError):
            raise error
        why = error.message if isinstance(error, PiaError) else ""
        self.told.emit(f"入力中の内容を自動で控えられません。{why}")
        if self._document is not None:
            self.clock.start()
