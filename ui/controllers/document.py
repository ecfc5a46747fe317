"""Opens, saves and leaves the document that the window shows, so that no work is lost."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pia_desktop.assessment.autosave import UnsavedWork
from pia_desktop.assessment.document import ChangedError, Document
from pia_desktop.assessment.model import from_json, new_assessment
from pia_desktop.errors import FileError, PiaError
from pia_desktop.event_log import Event, log_event
from pia_desktop.files.paths import resources_dir
from ui.controllers.document_opener import DocumentOpener
from ui.controllers.document_watch import DocumentWatch
from ui.controllers.file_conflict import FileConflict
from ui.file_dialogs import PIA, FileDialogs, safe_name
from ui.settings import RECENT, Settings
from ui.shell import Shell
from ui.widgets.composition import commit_composition

if TYPE_CHECKING:
    from ui.wizard.notices import Notices


class DocumentController:
    """The file commands, with autosave and lock of the document that is open."""

    def __init__(self, shell: Shell, settings: Settings, file_dialogs: FileDialogs) -> None:
        """Nothing is open yet."""
        self._shell = shell
        self._settings = settings
        self._file_dialogs = file_dialogs
        self._opener = DocumentOpener(shell)
        # Told of each file that was saved.
        self.on_saved: Callable[[Path], object] = lambda _path: None
        self.watch = DocumentWatch(shell.parent_widget)
        self._conflict = FileConflict(shell, self._opener, self.watch.autosave, self.save_as)

    # -- the document that is shown ----------------------------------------------------------

    def follow(self, document: Document | None) -> None:
        """Keep and lock this document from now on, and let the one before go."""
        self.watch.follow(document)

    def attach(self, notices: Notices) -> None:
        """Show in the notices of the document what the watch reports."""
        notices.save_as_asked.connect(self.save_as)
        notices.conflict_asked.connect(self.settle_conflict)
        self.watch.attach(notices)

    def look_for_changes(self) -> None:
        """See whether somebody has written the file meanwhile."""
        self.watch.file_watcher.look()

    def finish(self) -> None:
        """The window closes."""
        self.watch.finish()

    # -- opening -----------------------------------------------------------------------------

    def new(self) -> None:
        """Ask for form and edition, and begin an empty assessment."""
        from pia_desktop.assessment.threshold_facts import threshold_answers
        from ui.dialogs.new_assessment import NewAssessmentDialog

        dialog = NewAssessmentDialog(self._shell.parent_widget)
        if dialog.exec() and self.may_leave():
            assessment = new_assessment(dialog.form_id)
            assessment.answers.fill(threshold_answers(dialog.facts))
            self._shell.show_document(Document.unsaved(assessment))

    def open(self) -> None:
        """Ask for a file and open it."""
        path = self.choose_file()
        if path is not None:
            self.open_path(path)

    def choose_file(self) -> Path | None:
        """Ask for a .pia file."""
        return self._file_dialogs.to_open(self._shell.parent_widget, self.folder())

    def open_path(self, path: Path) -> bool:
        """Open a file; whether it is shown now."""
        if not self.may_leave():
            return False
        began = time.monotonic()
        document = self._opener.open(path)
        if document is None:
            return False
        self._shell.show_document(document)
        log_event(Event.OPENED, seconds=time.monotonic() - began, form=document.assessment.form)
        self.remember(path)
        return True

    def open_sample(self) -> None:
        """Show a filled-in assessment of a made-up town, as a document that has no file yet."""
        from ui.dialogs.sample import SampleDialog

        dialog = SampleDialog(self._shell.parent_widget)
        if dialog.exec() and self.may_leave():
            try:
                sample = from_json(resources_dir() / "sample" / f"{dialog.form}.json")
            except PiaError as error:
                self._shell.show_error(error)
                return
            self._shell.show_document(Document(sample))

    def show_restored(self, document: Document, unsaved: UnsavedWork) -> bool:
        """Show a document with work that was left behind; whether it is shown. Where somebody else
        has its file open, the person is asked. `unsaved` is cleared once the work is kept again.
        """
        if not self._opener.lock(document):
            return False
        self._shell.show_document(document)
        self.watch.autosave.take_over(unsaved)
        return True

    # -- saving ------------------------------------------------------------------------------

    def save(self) -> bool:
        """Save to the document's file; whether it is saved now."""
        document = self._committed()
        if document is None:
            return False
        if document.path is None:
            return self.save_as()
        document.end_merge()
        return self._write(document, document.save)

    def save_as(self) -> bool:
        """Ask for a file and save to it; whether it is saved now."""
        document = self._committed()
        if document is None:
            return False
        name = document.path.name if document.path else safe_name(document.assessment.title)
        suggested = self.folder() / name
        if document.path is None:
            suggested = suggested.with_name(f"{name}.pia")
        parent = self._shell.parent_widget
        path = self._file_dialogs.to_save(parent, "名前を付けて保存", suggested, PIA)
        if path is None:
            return False
        document.end_merge()
        return self._write(document, lambda: document.save_as(path))

    def settle_conflict(self) -> bool:
        """Ask what to do about the file that somebody else has written; whether the work is saved
        now, under another name.
        """
        return self._conflict.settle()

    def _write(self, document: Document, write: Callable[[], None]) -> bool:
        """Whether it is written now: at once, after another try, or under another name."""
        was_read_only = document.assessment.read_only
        began = time.monotonic()
        try:
            write()
        except ChangedError:
            self.watch.autosave.keep()
            return self.settle_conflict()
        except FileError as error:
            return self._ask_after_failure(error, document, write)
        if was_read_only:
            self._shell.show_document(document)
        self._show_saved(document, time.monotonic() - began)
        return True

    def _ask_after_failure(
        self, error: FileError, document: Document, write: Callable[[], None]
    ) -> bool:
        """Keep the work on this PC meanwhile, and let the person pick a way on."""
        from ui.dialogs.save_failed import SaveFailedDialog

        self.watch.autosave.keep()
        log_event(Event.REFUSED, error=error)
        can_retry = not document.assessment.read_only
        answer = SaveFailedDialog(error, self._shell.parent_widget, can_retry=can_retry).exec()
        if answer == SaveFailedDialog.RETRY:
            return self._write(document, write)
        return answer == SaveFailedDialog.SAVE_AS and self.save_as()

    def _show_saved(self, document: Document, seconds: float) -> None:
        log_event(Event.SAVED, seconds=seconds, form=document.assessment.form)
        self.watch.saved()
        self._shell.document_changed()
        if document.path is not None:
            self.remember(document.path)
            self.on_saved(document.path)
            self._shell.say(f"保存しました：{document.path.name}")

    # -- leaving -----------------------------------------------------------------------------

    def may_leave(self) -> bool:
        """Whether the document may go: saved, unchanged, or the person lets the changes go."""
        document = self._committed()
        if document is None or not document.modified:
            return True
        from ui.dialogs.messages import UnsavedDialog

        answer = UnsavedDialog(document.unsaved_names(), self._shell.parent_widget).exec()
        if answer == UnsavedDialog.SAVE:
            return self.save()
        return answer == UnsavedDialog.DISCARD

    # -- remembering -------------------------------------------------------------------------

    def folder(self) -> Path:
        """Where a file dialog starts: beside the open file, or the one used last."""
        document = self._shell.document
        if document is not None and document.path is not None:
            return document.path.parent
        recent = self._settings.get(RECENT)
        folder = Path(recent[0]).parent if recent else Path.home()
        return folder if folder.is_dir() else Path.home()

    def remember(self, path: Path) -> None:
        """Put the file at the head of the recent ones."""
        self._settings.add_recent(path)
        self._settings.save()

    def _committed(self) -> Document | None:
        """The document with what is just being composed."""
        commit_composition()
        return self._shell.document
