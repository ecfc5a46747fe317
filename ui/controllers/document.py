"""Opening, saving and leaving: which document the window shows, and that nothing gets lost."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from pia_desktop.assessment.document import ChangedError, Document
from pia_desktop.assessment.model import from_json, new_assessment
from pia_desktop.errors import FileError, PiaError
from pia_desktop.event_log import Event, log_event
from pia_desktop.files.paths import resources_dir
from ui.file_dialogs import PIA, safe_name
from ui.settings import RECENT

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class DocumentController:
    """The file commands of one window."""

    def __init__(self, window: MainWindow) -> None:
        """For this window."""
        self._window = window

    # -- coming ------------------------------------------------------------------------------

    def new(self) -> None:
        """Ask for form and edition, and begin an empty assessment."""
        from ui.dialogs.new_assessment import NewAssessmentDialog

        dialog = NewAssessmentDialog(self._window)
        if dialog.exec() and self.may_leave():
            self._window.set_document(Document(new_assessment(dialog.form_id)))

    def open(self) -> None:
        """Ask for a file and open it."""
        path = self._window.files.to_open(self._window, self.folder())
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> bool:
        """Open a file; whether it is shown now."""
        if not self.may_leave():
            return False
        began = time.monotonic()
        document = self._window.recovery.open(path)
        if document is None:
            return False
        self._window.set_document(document)
        log_event(Event.OPENED, seconds=time.monotonic() - began, form=document.assessment.form)
        self.remember(path)
        return True

    def open_sample(self, form: str = "") -> None:
        """Show a filled-in assessment of a made-up town, as a document that has no file yet."""
        from ui.dialogs.sample import SampleDialog

        if not form:
            dialog = SampleDialog(self._window)
            if not dialog.exec():
                return
            form = dialog.form
        if self.may_leave():
            try:
                sample = from_json(resources_dir() / "sample" / f"{form}.json")
            except PiaError as error:
                self._window.show_error(error)
                return
            self._window.set_document(Document(sample))

    # -- saving ------------------------------------------------------------------------------

    def save(self) -> bool:
        """Save to the document's file; whether it is saved now."""
        document = self._window.document
        if document is None:
            return False
        QGuiApplication.inputMethod().commit()
        if document.path is None:
            return self.save_as()
        document.end_merge()
        return self._write(document, document.save)

    def save_as(self) -> bool:
        """Ask for a file and save to it; whether it is saved now."""
        document = self._window.document
        if document is None:
            return False
        QGuiApplication.inputMethod().commit()
        name = document.path.name if document.path else safe_name(document.assessment.title)
        suggested = self.folder() / name
        if document.path is None:
            suggested = suggested.with_name(f"{name}.pia")
        path = self._window.files.to_save(self._window, "名前を付けて保存", suggested, PIA)
        if path is None:
            return False
        document.end_merge()
        return self._write(document, lambda: document.save_as(path))

    def _write(self, document: Document, write: Callable[[], None]) -> bool:
        """Whether it is written now: at once, after another try, or under another name."""
        was_read_only = document.assessment.read_only
        began = time.monotonic()
        try:
            write()
        except ChangedError:
            self._window.keeping.autosave.keep()
            return self._window.recovery.settle()
        except FileError as error:
            return self._refused(error, document, write)
        if was_read_only:
            self._window.set_document(document)
        self._saved(document, time.monotonic() - began)
        return True

    def _refused(self, error: FileError, document: Document, write: Callable[[], None]) -> bool:
        """The work is kept on this PC meanwhile, and the person picks a way on."""
        from ui.dialogs.save_failed import SaveFailedDialog

        self._window.keeping.autosave.keep()
        log_event(Event.REFUSED, error=error)
        can_retry = not document.assessment.read_only
        answer = SaveFailedDialog(error, self._window, can_retry=can_retry).exec()
        if answer == SaveFailedDialog.RETRY:
            return self._write(document, write)
        return answer == SaveFailedDialog.SAVE_AS and self.save_as()

    def _saved(self, document: Document, seconds: float) -> None:
        log_event(Event.SAVED, seconds=seconds, form=document.assessment.form)
        self._window.document_saved()
        if document.path is not None:
            self.remember(document.path)
            self._window.say(f"保存しました：{document.path.name}")

    # -- leaving -----------------------------------------------------------------------------

    def may_leave(self) -> bool:
        """Whether the document may go: saved, unchanged, or the person lets the changes go."""
        document = self._window.document
        QGuiApplication.inputMethod().commit()
        if document is None or not document.modified:
            return True
        from ui.dialogs.messages import UnsavedDialog

        answer = UnsavedDialog(document.unsaved_names(), self._window).exec()
        if answer == UnsavedDialog.SAVE:
            return self.save()
        return answer == UnsavedDialog.DISCARD

    # -- remembering -------------------------------------------------------------------------

    def folder(self) -> Path:
        """Where a file dialog starts: beside the open file, or the one used last."""
        document = self._window.document
        if document is not None and document.path is not None:
            return document.path.parent
        recent = self._window.settings.get(RECENT)
        folder = Path(recent[0]).parent if recent else Path.home()
        return folder if folder.is_dir() else Path.home()

    def remember(self, path: Path) -> None:
        """Put the file at the head of the recent ones."""
        self._window.settings.add_recent(path)
        self._window.settings.save()
