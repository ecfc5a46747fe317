"""Beginning from what there is already: another edition or form, and last year's workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from pia_desktop.assessment.document import Document
from pia_desktop.assessment.leftovers import Leftover
from pia_desktop.assessment.model import Assessment
from pia_desktop.errors import PiaError
from pia_desktop.files.atomic_write import write_atomic
from ui.file_dialogs import picture_kind

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class ImportUpgradeController:
    """The commands that make a new document out of another one, and the 取込記録."""

    def __init__(self, window: MainWindow) -> None:
        """For this window."""
        self._window = window

    def upgrade(self) -> None:
        """Ask for another edition or form, and go on with a new document in it."""
        from ui.dialogs.upgrade import UpgradeDialog

        document = self._window.document
        if document is None:
            return
        QGuiApplication.inputMethod().commit()
        dialog = UpgradeDialog(document.assessment, self._window)
        if dialog.exec():
            self._begin(dialog.upgraded.assessment)

    def import_workbook(self) -> None:
        """Ask for a workbook, show what was read in it, and go on with a new document."""
        from ui.dialogs.workbook_import import ImportDialog, read_with_progress

        path = self._window.files.to_import(self._window, self._window.session.folder())
        if path is None:
            return
        imported = read_with_progress(path, "", self._window)
        if imported is None:
            return
        dialog = ImportDialog(path, imported, self._window)
        if dialog.exec():
            self._begin(dialog.imported.assessment)

    def _begin(self, assessment: Assessment) -> None:
        """Show what was made as a document that has no file yet, with what is left to do."""
        if self._window.session.may_leave():
            self._window.set_document(Document.unsaved(assessment))
            name = assessment.form.display_name
            self._window.say(f"{name}の新しい評価書です。まだ保存していません。")
            if assessment.leftovers:
                self.show_leftovers()

    def show_leftovers(self) -> None:
        """What could not be placed."""
        from ui.dialogs.leftovers import LeftoversDialog

        document = self._window.document
        if document is not None:
            dialog = LeftoversDialog(
                document,
                self._window.go_to,
                self._window,
                export=self._export,
                show_unfilled=self._window.editing.show_unfilled,
            )
            for name in ("action_undo", "action_redo"):
                dialog.addAction(self._window.actions_by_name[name])
            self._window.editing.show_beside("leftovers", dialog)

    def _export(self, leftover: Leftover) -> None:
        """Write an entry's pictures where the person wants them."""
        document = self._window.document
        for figure in leftover.figures if document is not None else ():
            name = figure["file"]
            suggested = self._window.session.folder() / name
            path = self._window.files.to_save(
                self._window, "画像を保存", suggested, picture_kind(name)
            )
            if path is not None and document is not None:
                self._write(path, document.assessment.figures[name])

    def _write(self, path: Path, data: bytes) -> None:
        try:
            write_atomic(path, data)
        except PiaError as error:
            self._window.show_error(error)
        else:
            self._window.say(f"保存しました：{path.name}")
