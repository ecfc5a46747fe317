"""A file that somebody else has written since it was opened: compare, save elsewhere, or reopen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pia_desktop.assessment.document import Document
from pia_desktop.assessment.model import Assessment
from pia_desktop.errors import PiaError
from ui.background.autosave_timer import AutosaveTimer
from ui.controllers.document_opener import DocumentOpener
from ui.controllers.task import run_task
from ui.shell import Shell

_COMPARING = "内容を比べる準備を"


class FileConflict:
    """Asks until the conflict of the open document is settled, or put off."""

    def __init__(
        self,
        shell: Shell,
        opener: DocumentOpener,
        autosave: AutosaveTimer,
        save_as: Callable[[], bool],
    ) -> None:
        """`save_as` asks for another file and saves to it; whether it is saved then."""
        self._shell = shell
        self._opener = opener
        self._autosave = autosave
        self._save_as = save_as

    def settle(self) -> bool:
        """Ask what to do; whether the work is saved now, under another name."""
        from ui.dialogs.save_failed import ConflictDialog

        document, parent = self._shell.document, self._shell.parent_widget
        while document is not None and document.path is not None:
            dialog = ConflictDialog(str(document.path), parent, modified=document.modified)
            answer = dialog.exec()
            if answer == ConflictDialog.COMPARE:
                self._compare(document.assessment, document.path)
            elif answer == ConflictDialog.SAVE_AS:
                return self._save_as()
            elif answer == ConflictDialog.THEIRS:
                self._open_theirs(document, document.path)
                return False
            else:
                return False
        return False

    def _compare(self, own: Assessment, path: Path) -> None:
        from ui.dialogs.compare import CompareDialog, differences_to

        differences = run_task(self._shell, _COMPARING, lambda _: differences_to(path, own))
        if differences is not None:
            parent = self._shell.parent_widget
            CompareDialog(differences, "あなたの内容", "ファイルの内容", parent).exec()

    def _open_theirs(self, document: Document, path: Path) -> None:
        """Open what the file holds; one's own work is left behind first, so it can be restored."""
        modified = document.modified
        if modified:
            try:
                self._autosave.leave()
            except PiaError as error:
                self._shell.show_error(error)
                return
        theirs = self._opener.open(path)
        if theirs is not None:
            self._shell.show_document(theirs)
            if modified:
                self._shell.say("あなたの内容は「残っている作業」から復元できます。")
