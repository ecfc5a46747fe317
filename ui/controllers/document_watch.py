"""Watches over the open document: autosave, its lock, and changes of its file by others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from pia_desktop.assessment.document import Document
from pia_desktop.files.lock_file import LockHolder
from ui.background.autosave_timer import AutosaveTimer
from ui.background.file_watcher import FileWatcher

if TYPE_CHECKING:
    from ui.wizard.notices import Notices

_NEWER = "新しい版のプログラムで作られたファイルなので、読み取り専用です。"


class DocumentWatch:
    """Runs the timer and the thread for the document that is open, and shows in its notices what
    they report.
    """

    def __init__(self, parent: QWidget) -> None:
        """Nothing is open yet."""
        self.autosave = AutosaveTimer(parent)
        self.autosave.status_changed.connect(self._show_autosave)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):  # the PC shuts down and does not wait
            app.commitDataRequest.connect(self.autosave.keep)
        self.file_watcher = FileWatcher(parent)
        self.file_watcher.changed.connect(self._show_changed)
        self.file_watcher.taken.connect(self._show_taken)
        self._document: Document | None = None
        self._notices: Notices | None = None
        self._forget()

    def _forget(self) -> None:
        self._fault = ""
        self._locked = ""
        self._changed = False

    def follow(self, document: Document | None) -> None:
        """Watch over this document, and no longer over the one before."""
        self._notices = None
        if document is not self._document:
            self._document = document
            self._forget()
        if document is not None and document.assessment.read_only:
            self._locked = _read_only_reason(document)
        self.autosave.follow(document)
        self.file_watcher.follow(document)

    def attach(self, notices: Notices) -> None:
        """Show in these notices what there is to say, now and later."""
        self._notices = notices
        self._refresh()

    def saved(self) -> None:
        """The document is in its file now."""
        self.autosave.forget()
        self._locked, self._changed = "", False
        self.file_watcher.lock()
        self._refresh()

    def finish(self) -> None:
        """The window closes."""
        self.autosave.finish()
        self.file_watcher.finish()

    def _show_autosave(self, fault: str) -> None:
        self._fault = fault
        self._refresh()

    def _show_changed(self) -> None:
        self._changed = True
        self._refresh()

    def _show_taken(self, holder: LockHolder) -> None:
        who = _named(holder)
        self._locked = (
            f"{who}も、このファイルを編集しています。保存する前に相手に確かめてください。"
        )
        self._refresh()

    def _refresh(self) -> None:
        if self._notices is not None:
            self._notices.show_autosave(self._fault)
            self._notices.show_held(self._locked)
            self._notices.show_changed(self._changed)


def _read_only_reason(document: Document) -> str:
    """Why a document can only be read."""
    if document.locked_by is None:
        return _NEWER
    if document.locked_by.is_same_person:
        return "このパソコンの別の画面で開いているため、読み取り専用です。"
    return f"{_named(document.locked_by)}が開いているため、読み取り専用です。"


def _named(holder: LockHolder) -> str:
    """「田中さん（PC-12）」."""
    user = f"{holder.user}さん" if holder.user else "ほかの人"
    return f"{user}（{holder.pc}）" if holder.pc else user
