"""Ways back: to work that was left behind, to an earlier save, and out of a conflict."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtGui import QGuiApplication

from pia_desktop.assessment.autosave import UnsavedWork, find_unsaved_work
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.document_access import (
    lock_restored,
    make_read_only,
    open_for_editing,
    open_for_reading,
    restore_document,
    restore_earlier_state,
)
from pia_desktop.assessment.model import Assessment
from pia_desktop.errors import PiaError
from pia_desktop.files.lock_file import LockedError
from pia_desktop.task_progress import ProgressCallback, TaskCancelled

if TYPE_CHECKING:
    from ui.dialogs.recovery import RecoverableWork
    from ui.main_window import MainWindow

_T = TypeVar("_T")

_OPENING = "ファイルを開く準備を"
_COMPARING = "内容を比べる準備を"


class RecoveryController:
    """The commands of one window that bring something back, and its way of opening a file."""

    def __init__(self, window: MainWindow) -> None:
        """For this window."""
        self._window = window

    # -- opening -----------------------------------------------------------------------------

    def open(self, path: Path) -> Document | None:
        """The document in a file; asks if somebody else has it open, says what is refused."""
        from ui.dialogs.file_locked import LockedDialog

        try:
            return self._work(_OPENING, lambda _: open_for_editing(path))
        except LockedError as error:
            refused = error
        answer = LockedDialog(refused, self._window).exec()
        if answer == LockedDialog.READ:
            return self._work(_OPENING, lambda _: open_for_reading(path, refused.holder))
        if answer == LockedDialog.EDIT:
            return self._work(_OPENING, lambda _: open_for_editing(path, take_over=True))
        return None

    def _work(self, title: str, work: Callable[[ProgressCallback], _T]) -> _T | None:
        """The result; None if it was called off, or refused, which is said. LockedError is not."""
        from ui.dialogs.progress import run_with_progress

        try:
            return run_with_progress(title, work, self._window)
        except TaskCancelled:
            return None
        except LockedError:
            raise
        except PiaError as error:
            self._window.show_error(error)
            return None

    # -- work that was left behind -----------------------------------------------------------

    def offer(self) -> None:
        """At the start: what is there, if anything."""
        if find_unsaved_work():
            self.show_left(quiet=True)

    def show_left(self, *, quiet: bool = False) -> None:
        """What a program that ended in the midst of work has left. `quiet`: nothing is said where
        there is nothing.
        """
        from ui.dialogs.recovery import RecoveryDialog, load_recoverable_work

        while left := self._work(_COMPARING, load_recoverable_work):
            dialog = RecoveryDialog(left, self._window)
            answer = dialog.exec()
            if answer == RecoveryDialog.RESTORE:
                self._restore(dialog.chosen)
                return
            if answer != RecoveryDialog.DISCARD or not self._discard(dialog.chosen.unsaved):
                return
            quiet = True
        if not quiet:
            self._window.say("残っている作業はありません。")

    def _restore(self, left: RecoverableWork) -> None:
        if left.assessment is not None and self._window.session.may_leave():
            document = restore_document(left.assessment, left.unsaved.origin)
            if self._show(document):
                self._window.say("作業を復元しました。まだ保存していません。")
                self._window.keeping.autosave.take_over(left.unsaved)

    def _discard(self, unsaved: UnsavedWork) -> bool:
        try:
            unsaved.remove()
        except PiaError as error:
            self._window.show_error(error)
            return False
        return True

    def _show(self, document: Document) -> bool:
        """Show a document that has work in it; read-only if somebody else has its file open."""
        from ui.dialogs.file_locked import LockedDialog

        try:
            lock_restored(document)
        except LockedError as error:
            answer = LockedDialog(error, self._window).exec()
            if answer == LockedDialog.READ:
                make_read_only(document, error.holder)
            elif answer == LockedDialog.EDIT:
                lock_restored(document, take_over=True)
            else:
                return False
        self._window.set_document(document)
        return True

    # -- earlier saves -----------------------------------------------------------------------

    def show_backups(self) -> None:
        """The last states of the file, and going back to one."""
        from ui.dialogs.backups import BackupsDialog, states_of

        document = self._window.document
        if document is None:
            return
        QGuiApplication.inputMethod().commit()
        path = document.path
        if path is None:
            self._window.say("まだ一度も保存していないので、以前の状態はありません。")
            return
        states = self._work(_COMPARING, lambda it: states_of(path, document.assessment, it))
        if states is None:
            return
        dialog = BackupsDialog(states, path.name, self._window)
        if dialog.exec() and dialog.chosen is not None:
            self._go_back(dialog.chosen, path, document)

    def _go_back(self, state: Assessment, path: Path, document: Document) -> None:
        if self._window.session.may_leave():
            self._window.set_document(restore_earlier_state(document, state))
            self._window.say("以前の状態を開きました。保存するまで、ファイルはいまのままです。")

    # -- a file that somebody else has written -----------------------------------------------

    def settle(self) -> bool:
        """Ask what to do about the file that somebody else has written; whether the work is saved
        now, under another name.
        """
        from ui.dialogs.save_failed import ConflictDialog

        document = self._window.document
        while document is not None and document.path is not None:
            dialog = ConflictDialog(str(document.path), self._window, modified=document.modified)
            answer = dialog.exec()
            if answer == ConflictDialog.COMPARE:
                self._compare(document.assessment, document.path)
            elif answer == ConflictDialog.SAVE_AS:
                return self._window.session.save_as()
            elif answer == ConflictDialog.THEIRS:
                self._open_theirs(document, document.path)
                return False
            else:
                return False
        return False

    def _compare(self, own: Assessment, path: Path) -> None:
        from ui.dialogs.compare import CompareDialog, differences_to

        found = self._work(_COMPARING, lambda _: differences_to(path, own))
        if found is not None:
            CompareDialog(found, "あなたの内容", "ファイルの内容", self._window).exec()

    def _open_theirs(self, document: Document, path: Path) -> None:
        """One's own work is left behind first, so that it can be restored."""
        modified = document.modified
        if modified:
            try:
                self._window.keeping.autosave.leave()
            except PiaError as error:
                self._window.show_error(error)
                return
        theirs = self.open(path)
        if theirs is not None:
            self._window.set_document(theirs)
            if modified:
                self._window.say("あなたの内容は「残っている作業」から復元できます。")
