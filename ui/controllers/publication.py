"""Published states: recording one, looking at them again, and the change table made of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pia_desktop.assessment.document import Document
from pia_desktop.assessment.publication import COVER_DATE, draft_from_version, load_version
from pia_desktop.assessment.versions import Version
from pia_desktop.errors import PiaError, VersionError
from ui.controllers.document import DocumentController
from ui.controllers.export import ExportController
from ui.controllers.task import run_task
from ui.shell import Shell
from ui.widgets.composition import commit_composition

if TYPE_CHECKING:
    from pia_desktop.changes.history import VersionHistoryEntry
    from ui.dialogs.publish import PublishDialog


class PublicationController:
    """The commands that have to do with published states."""

    def __init__(
        self,
        shell: Shell,
        documents: DocumentController,
        export: ExportController,
        compare: Callable[[Version], object],
        show_findings: Callable[[], object],
    ) -> None:
        """`compare` shows what differs between a published state and what is written now,
        `show_findings` the list of 点検.
        """
        self._show_findings = show_findings
        self._shell = shell
        self._documents = documents
        self._export = export
        self._compare = compare

    # -- freezing ----------------------------------------------------------------------------

    def publish(self) -> None:
        """Ask when and why, freeze the present state, and save."""
        from ui.dialogs.publish import PublishDialog

        document = self._writable()
        if document is None:
            return
        dialog = PublishDialog(document.assessment, self._shell.parent_widget)
        answer = dialog.exec()
        if answer == PublishDialog.MAKE_ROWS:
            self.make_changes()
        elif answer == PublishDialog.SHOW_FINDINGS:
            self._show_findings()
        elif answer:
            self._freeze(document, dialog)

    def _freeze(self, document: Document, asked: PublishDialog) -> None:
        from pia_desktop.changes.history import publish_counted

        try:
            with document.step("公表日の記入"):
                if asked.to_cover:
                    document.set(COVER_DATE, asked.date)
                version = publish_counted(
                    document, asked.date, asked.note, asked.by, repeated=asked.repeated
                )
        except PiaError as error:
            self._shell.show_error(error)
            return
        self._save(version)

    def _save(self, version: Version) -> None:
        """Save until it is done, or the person puts it off."""
        from ui.dialogs.not_saved import NotSavedDialog

        while not self._documents.save():
            if not NotSavedDialog(version.title, self._shell.parent_widget).exec():
                self._shell.say(f"{version.title}は、まだファイルに保存していません。")
                return
        self._shell.say(f"{version.title}として確定し、保存しました。")

    def review(self) -> None:
        """Note a review that changed nothing."""
        from ui.dialogs.review import ReviewDialog

        document = self._writable()
        if document is None:
            return
        dialog = ReviewDialog(self._shell.parent_widget)
        if dialog.exec():
            review = document.record_review(dialog.date, dialog.note, dialog.by)
            self._shell.say(f"{review.date}の見直しを記録しました。まだ保存していません。")

    # -- the change table --------------------------------------------------------------------

    def make_changes(self) -> None:
        """Show what changed since a published state, and write the rows that are wanted."""
        from pia_desktop.assessment.generated_rows import TABLE
        from pia_desktop.changes import change_table
        from ui.dialogs.changes import ChangesDialog
        from ui.dialogs.no_version import NoVersionDialog

        document = self._writable()
        if document is None:
            return
        if not document.assessment.versions:
            if NoVersionDialog(self._shell.parent_widget).exec():
                self.publish()
            return
        try:
            dialog = ChangesDialog(document.assessment, self._shell.parent_widget)
        except PiaError as error:  # a state that can't be read any more
            self._shell.show_error(error)
            return
        if dialog.exec():
            table = dialog.table
            change_table.apply_rows(document, table)
            waits = change_table.rows_waiting(document.assessment)
            first = waits.index(True) if True in waits else 0
            self._shell.go_to(f"{TABLE}[{first}]" if waits else TABLE)
            message = f"変更箇所に{table.added}行を書き足しました。"
            if table.undecided:
                message += f"要判断の{len(table.undecided)}件は入れていません。"
            if table.stale:
                message += f"いまの記載と違う行が{len(table.stale)}行あります。"
            self._shell.say(message)

    # -- looking back ------------------------------------------------------------------------

    def show_versions(self) -> None:
        """The published states, and what can be done with them."""
        from ui.dialogs.versions import VersionsDialog

        document = self._committed()
        if document is None:
            return
        entries = self._history(document)
        if entries is None:
            return
        dialog = VersionsDialog(document.assessment, entries, self._shell.parent_widget)
        dialog.look_asked.connect(self._look)
        dialog.export_asked.connect(self._export_version)
        answer = dialog.exec()
        if answer == VersionsDialog.PUBLISH:
            self.publish()
        elif answer == VersionsDialog.COMPARE:
            self._compare(dialog.chosen)
        elif answer:
            self._begin_draft(document, dialog.chosen)

    def _history(self, document: Document) -> list[VersionHistoryEntry] | None:
        """Every state with how much it changed; None where that was refused or called off."""
        from pia_desktop.changes.history import version_history

        assessment = document.assessment
        return run_task(
            self._shell,
            "公表版の一覧を準備",
            lambda progress: version_history(assessment, progress),
        )

    def _look(self, version: Version) -> None:
        """The state on paper."""
        self._export.preview_state(Document(load_version(version)), version.title)

    def _export_version(self, version: Version, ending: str) -> None:
        self._export.export_state(Document(load_version(version)), version.title, ending)

    def _begin_draft(self, document: Document, version: Version) -> None:
        """Go on with a state, in a document that has no file yet."""
        if self._documents.may_leave():
            draft = draft_from_version(document.assessment, version)
            self._shell.show_document(Document.unsaved(draft))
            self._shell.say(f"{version.title}からの新しい下書きです。まだ保存していません。")

    # -- small things ------------------------------------------------------------------------

    def _committed(self) -> Document | None:
        """The document with what is just being composed."""
        commit_composition()
        return self._shell.document

    def _writable(self) -> Document | None:
        """The document, if it can be written in; else the person is told."""
        document = self._committed()
        if document is not None and document.assessment.read_only:
            self._shell.show_error(
                VersionError(
                    "読み取り専用で開いているので、記録できません。",
                    "「名前を付けて保存」をしてから、もう一度選んでください。",
                    file=document.path or "",
                )
            )
            return None
        return document
