"""Brings work back: what a program that ended has left behind, and earlier saves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pia_desktop.assessment.autosave import UnsavedWork, find_unsaved_work
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.document_access import restore_document, restore_earlier_state
from pia_desktop.assessment.model import Assessment
from pia_desktop.errors import PiaError
from ui.controllers.document import DocumentController
from ui.controllers.task import run_task
from ui.shell import Shell
from ui.widgets.composition import commit_composition

if TYPE_CHECKING:
    from ui.dialogs.recovery import RecoverableWork

_COMPARING = "内容を比べる準備を"


class RecoveryController:
    """The commands that bring something back."""

    def __init__(self, shell: Shell, documents: DocumentController) -> None:
        """`documents` shows what is restored."""
        self._shell = shell
        self._documents = documents

    # -- work that was left behind -----------------------------------------------------------

    def offer(self) -> None:
        """At the start: show what was left behind, if anything was."""
        if find_unsaved_work():
            self.show_left(quiet=True)

    def show_left(self, *, quiet: bool = False) -> None:
        """Show the work that programs which ended unexpectedly have left. `quiet`: say nothing
        where there is none.
        """
        from ui.dialogs.recovery import RecoveryDialog, load_recoverable_work

        while works := run_task(self._shell, _COMPARING, load_recoverable_work):
            dialog = RecoveryDialog(works, self._shell.parent_widget)
            answer = dialog.exec()
            if answer == RecoveryDialog.RESTORE:
                self._restore(dialog.chosen)
                return
            if answer != RecoveryDialog.DISCARD or not self._discard(dialog.chosen.unsaved):
                return
            quiet = True
        if not quiet:
            self._shell.say("残っている作業はありません。")

    def _restore(self, work: RecoverableWork) -> None:
        if work.assessment is not None and self._documents.may_leave():
            document = restore_document(work.assessment, work.unsaved.origin)
            if self._documents.show_restored(document, work.unsaved):
                self._shell.say("作業を復元しました。まだ保存していません。")

    def _discard(self, unsaved: UnsavedWork) -> bool:
        try:
            unsaved.remove()
        except PiaError as error:
            self._shell.show_error(error)
            return False
        return True

    # -- earlier saves -----------------------------------------------------------------------

    def show_backups(self) -> None:
        """The last states of the file, and going back to one."""
        from ui.dialogs.backups import BackupsDialog, states_of

        document = self._shell.document
        if document is None:
            return
        commit_composition()
        path: Path | None = document.path
        if path is None:
            self._shell.say("まだ一度も保存していないので、以前の状態はありません。")
            return
        present = document.assessment
        states = run_task(
            self._shell, _COMPARING, lambda progress: states_of(path, present, progress)
        )
        if states is None:
            return
        dialog = BackupsDialog(states, path.name, self._shell.parent_widget)
        if dialog.exec() and dialog.chosen is not None:
            self._go_back(document, dialog.chosen)

    def _go_back(self, document: Document, state: Assessment) -> None:
        if self._documents.may_leave():
            self._shell.show_document(restore_earlier_state(document, state))
            self._shell.say("以前の状態を開きました。保存するまで、ファイルはいまのままです。")
