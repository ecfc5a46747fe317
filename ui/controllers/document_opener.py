"""Opens a file, and asks what to do where somebody else has it open."""

from __future__ import annotations

from pathlib import Path

from pia_desktop.assessment.document import Document
from pia_desktop.assessment.document_access import (
    lock_restored,
    make_read_only,
    open_for_editing,
    open_for_reading,
)
from pia_desktop.files.lock_file import LockedError
from ui.background.window_caller import call_window
from ui.controllers.task import run_task
from ui.shell import Shell

_OPENING = "ファイルを開く準備を"


class DocumentOpener:
    """Reads files in a thread of its own, and asks about locks."""

    def __init__(self, shell: Shell) -> None:
        """For this window."""
        self._shell = shell

    def open(self, path: Path) -> Document | None:
        """The document in a file; asks if somebody else has it open, shows what is refused."""
        from ui.dialogs.file_locked import LockedDialog

        try:
            return run_task(self._shell, _OPENING, lambda _: open_for_editing(path))
        except LockedError as error:
            locked = error
        answer = self._ask(locked)
        if answer == LockedDialog.READ:
            return run_task(self._shell, _OPENING, lambda _: open_for_reading(path, locked.holder))
        if answer == LockedDialog.EDIT:
            return run_task(self._shell, _OPENING, lambda _: open_for_editing(path, take_over=True))
        if answer == LockedDialog.SHOW:
            call_window(locked.holder.process)
        return None

    def lock(self, document: Document) -> bool:
        """Lock the file of a document with restored work, or let the document only be read if
        somebody else has it open; False if the person wants neither.
        """
        from ui.dialogs.file_locked import LockedDialog

        try:
            lock_restored(document)
        except LockedError as error:
            answer = self._ask(error)
            if answer == LockedDialog.READ:
                make_read_only(document, error.holder)
            elif answer == LockedDialog.EDIT:
                lock_restored(document, take_over=True)
            elif answer == LockedDialog.SHOW:
                call_window(error.holder.process)
                return False
            else:
                return False
        return True

    def _ask(self, error: LockedError) -> int:
        from ui.dialogs.file_locked import LockedDialog

        return LockedDialog(error, self._shell.parent_widget).exec()
