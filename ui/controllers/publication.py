"""Publishing: freezing states, looking at them again, and the change table out of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from pia_desktop.assessment.document import Document
from pia_desktop.assessment.publication import COVER_DATE, draft_from_version, load_version
from pia_desktop.assessment.versions import Version
from pia_desktop.errors import PiaError, VersionError
from pia_desktop.task_progress import TaskCancelled

if TYPE_CHECKING:
    from pia_desktop.changes.history import VersionHistoryEntry
    from ui.dialogs.publish import PublishDialog
    from ui.main_window import MainWindow


class PublicationController:
    """The commands of one window that have to do with published states."""

    def __init__(self, window: MainWindow) -> None:
        """For this window."""
        self._window = window

    # -- freezing ----------------------------------------------------------------------------

    def publish(self) -> None:
        """Ask when and why, freeze the present state, and save."""
        from ui.dialogs.publish import PublishDialog

        document = self._writable()
        if document is None:
            return
        dialog = PublishDialog(document.assessment, self._window)
        answer = dialog.exec()
        if answer == PublishDialog.MAKE_ROWS:
            self.make_changes()
        elif answer:
            self._freeze(document, dialog)

    def _freeze(self, document: Document, asked: PublishDialog) -> None:
        try:
            with document.step("公表日の記入"):
                if asked.to_cover:
                    document.set(COVER_DATE, asked.date)
                version = document.publish(
                    asked.date, asked.note, asked.by, repeated=asked.repeated
                )
        except PiaError as error:
            self._window.show_error(error)
            return
        self._save(version)

    def _save(self, version: Version) -> None:
        """Save until it is done, or the person puts it off."""
        from ui.dialogs.not_saved import NotSavedDialog

        while not self._window.session.save():
            if not NotSavedDialog(version.title, self._window).exec():
                self._window.say(f"{version.title}は、まだファイルに保存していません。")
                return
        self._window.say(f"{version.title}として確定し、保存しました。")

    def review(self) -> None:
        """Note a review that changed nothing."""
        from ui.dialogs.review import ReviewDialog

        document = self._writable()
        if document is None:
            return
        dialog = ReviewDialog(self._window)
        if dialog.exec():
            review = document.record_review(dialog.date, dialog.note, dialog.by)
            self._window.say(f"{review.date}の見直しを記録しました。まだ保存していません。")

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
            if NoVersionDialog(self._window).exec():
                self.publish()
            return
        try:
            dialog = ChangesDialog(document.assessment, self._window)
        except PiaError as error:  # a state that can't be read any more
            self._window.show_error(error)
            return
        if dialog.exec():
            table = dialog.table
            change_table.apply_rows(document, table)
            waits = change_table.rows_waiting(document.assessment)
            first = waits.index(True) if True in waits else 0
            self._window.go_to(f"{TABLE}[{first}]" if waits else TABLE)
            said = f"変更箇所に{table.added}行を書き足しました。"
            if table.stale:
                said += f"いまの記載と違う行が{len(table.stale)}行あります。"
            self._window.say(said)

    # -- looking back ------------------------------------------------------------------------

    def show_versions(self) -> None:
        """The published states, and what can be done with them."""
        from ui.dialogs.versions import VersionsDialog

        document = self._ready()
        if document is None:
            return
        entries = self._history(document)
        if entries is None:
            return
        dialog = VersionsDialog(document.assessment, entries, self._window)
        dialog.look_asked.connect(self._look)
        dialog.export_asked.connect(self._export)
        answer = dialog.exec()
        if answer == VersionsDialog.PUBLISH:
            self.publish()
        elif answer == VersionsDialog.COMPARE:
            self._window.comparing.compare(dialog.chosen)
        elif answer:
            self._begin_draft(document, dialog.chosen)

    def _history(self, document: Document) -> list[VersionHistoryEntry] | None:
        """Every state with how much it changed; None where that was refused or called off."""
        from pia_desktop.changes.history import version_history
        from ui.dialogs.progress import run_with_progress

        assessment = document.assessment
        try:
            return run_with_progress(
                "公表版の一覧を準備",
                lambda progress: version_history(assessment, progress),
                self._window,
            )
        except TaskCancelled:
            return None
        except PiaError as error:
            self._window.show_error(error)
            return None

    def _look(self, version: Version) -> None:
        """The state on paper."""
        self._window.output.preview_state(Document(load_version(version)), version.title)

    def _export(self, version: Version, ending: str) -> None:
        self._window.output.export_state(Document(load_version(version)), version.title, ending)

    def _begin_draft(self, document: Document, version: Version) -> None:
        """Go on with a state, in a document that has no file yet."""
        if self._window.session.may_leave():
            draft = draft_from_version(document.assessment, version)
            self._window.set_document(Document.unsaved(draft))
            self._window.say(f"{version.title}からの新しい下書きです。まだ保存していません。")

    # -- small things ------------------------------------------------------------------------

    def _ready(self) -> Document | None:
        QGuiApplication.inputMethod().commit()
        return self._window.document

    def _writable(self) -> Document | None:
        """The document, if it can be written in; else the person is told."""
        document = self._ready()
        if document is not None and document.assessment.read_only:
            self._window.show_error(
                VersionError(
                    "読み取り専用で開いているので、記録できません。",
                    "「名前を付けて保存」をしてから、もう一度選んでください。",
                    file=document.path or "",
                )
            )
            return None
        return document
