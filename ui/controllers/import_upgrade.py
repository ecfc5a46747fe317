"""New documents out of old ones: another edition or form, and last year's workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pia_desktop.assessment.continuation import add_continuation
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.leftovers import Leftover
from pia_desktop.assessment.model import Assessment
from pia_desktop.errors import PiaError
from pia_desktop.files.atomic_write import write_atomic
from ui.controllers.document import DocumentController
from ui.controllers.modeless_dialogs import ModelessDialogs
from ui.file_dialogs import FileDialogs, picture_kind
from ui.shell import Shell
from ui.widgets.composition import commit_composition

if TYPE_CHECKING:
    from PySide6.QtGui import QAction


class ImportUpgradeController:
    """The commands that make a new document out of another one, and the 取込記録."""

    def __init__(
        self,
        shell: Shell,
        file_dialogs: FileDialogs,
        documents: DocumentController,
        dialogs: ModelessDialogs,
        show_unfilled: Callable[[], object],
        undo_actions: Callable[[], Sequence[QAction]],
    ) -> None:
        """`show_unfilled` lists what is still empty; `undo_actions` are the window's, whose keys
        count in the 取込記録 too.
        """
        self._shell = shell
        self._file_dialogs = file_dialogs
        self._documents = documents
        self._dialogs = dialogs
        self._show_unfilled = show_unfilled
        self._undo_actions = undo_actions

    def upgrade(self) -> None:
        """Ask for another edition or form, and go on with a new document in it."""
        from ui.dialogs.upgrade import UpgradeDialog

        document = self._shell.document
        if document is None:
            return
        commit_composition()
        dialog = UpgradeDialog(document.assessment, self._shell.parent_widget)
        if dialog.exec():
            self._begin(dialog.upgraded.assessment)

    def import_workbook(self) -> None:
        """Ask for a workbook, show what was read in it, and go on with a new document."""
        path = self._file_dialogs.to_import(self._shell.parent_widget, self._documents.folder())
        if path is not None:
            self.import_file(path)

    def import_file(self, path: Path) -> None:
        """Show what was read in a workbook, and go on with a new document if that is wanted."""
        from ui.dialogs.workbook_import import ImportDialog, read_with_progress

        imported = read_with_progress(path, "", self._shell.parent_widget)
        if imported is None:
            return
        dialog = ImportDialog(path, imported, self._shell.parent_widget)
        if dialog.exec():
            self._begin(dialog.imported.assessment)

    def continue_import(self) -> None:
        """Ask for a further workbook, show what was read in it, and add it to the document."""
        from ui.dialogs.workbook_import import ImportDialog, read_with_progress

        document = self._shell.document
        if document is None:
            return
        commit_composition()
        parent = self._shell.parent_widget
        path = self._file_dialogs.to_import(parent, self._documents.folder())
        if path is None:
            return
        imported = read_with_progress(path, document.assessment.form.id, parent)
        if imported is None:
            return
        dialog = ImportDialog(path, imported, parent, continues=True)
        if dialog.exec():
            done = add_continuation(document, dialog.imported.assessment, path.name)
            kept = (
                f"別の記入があるため取込記録に残した記入：{len(done.kept)}件。" if done.kept else ""
            )
            self._shell.say(f"続きとして{done.taken}件の記入を取り込みました。{kept}")
            if done.kept or dialog.imported.assessment.leftovers:
                self.show_leftovers()

    def _begin(self, assessment: Assessment) -> None:
        """Show what was made as a document that has no file yet, with what is left to do."""
        if self._documents.may_leave():
            self._shell.show_document(Document.unsaved(assessment))
            name = assessment.form.display_name
            self._shell.say(f"{name}の新しい評価書です。まだ保存していません。")
            if assessment.leftovers:
                self.show_leftovers()

    def show_leftovers(self) -> None:
        """What could not be placed."""
        from ui.dialogs.leftovers import LeftoversDialog

        document = self._shell.document
        if document is not None:
            dialog = LeftoversDialog(
                document,
                self._shell.go_to,
                self._shell.parent_widget,
                export=self._export,
                show_unfilled=self._show_unfilled,
            )
            dialog.addActions(self._undo_actions())
            self._dialogs.show("leftovers", dialog)

    def _export(self, leftover: Leftover) -> None:
        """Write an entry's pictures where the person wants them."""
        document = self._shell.document
        for figure in leftover.figures if document is not None else ():
            name = figure["file"]
            suggested = self._documents.folder() / name
            path = self._file_dialogs.to_save(
                self._shell.parent_widget, "画像を保存", suggested, picture_kind(name)
            )
            if path is not None and document is not None:
                self._write(path, document.assessment.figures[name])

    def _write(self, path: Path, data: bytes) -> None:
        try:
            write_atomic(path, data)
        except PiaError as error:
            self._shell.show_error(error)
        else:
            self._shell.say(f"保存しました：{path.name}")
