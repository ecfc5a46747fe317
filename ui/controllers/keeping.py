"""That nothing gets lost: what watches over the open document, and what the window says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from pia_desktop.assessment.document import Document
from pia_desktop.files.lock_file import LockHolder
from ui.background.autosave_timer import AutosaveTimer
from ui.background.file_watcher import FileWatcher

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.wizard.notices import Notices

_NEWER = "新しい版のプログラムで作られたファイルなので、読み取り専用です。"


class Keeping:
    """Autosave, lock and the file's changes, for one window."""

    def __init__(self, window: MainWindow) -> None:
        """Nothing is open yet."""
        self._window = window
        self.autosave = AutosaveTimer(window)
        self.autosave.told.connect(self._tell_autosave)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):  # the PC is switched off, and does not wait for us
            app.commitDataRequest.connect(self.autosave.keep)
        self.guard = FileWatcher(window)
        self.guard.changed.connect(lambda: self._tell_changed(True))
        self.guard.taken.connect(self._tell_taken)
        self._document: Document | None = None
        self._forget()

    def _forget(self) -> None:
        self._fault = ""
        self._held = ""
        self._changed = False

    def follow(self, document: Document | None) -> None:
        """Watch over this document, and no longer over the one before."""
        if document is not self._document:
            self._document = document
            self._forget()
        if document is not None:
            self._held = _held(document) if document.assessment.read_only else self._held
        self.autosave.follow(document)
        self.guard.follow(document)

    def show(self, notices: Notices) -> None:
        """Say in the new notices what there is to say."""
        notices.save_as_asked.connect(self._window.session.save_as)
        notices.conflict_asked.connect(self._window.recovery.settle)
        self._say(notices)

    def saved(self) -> None:
        """The document is in its file now."""
        self.autosave.forget()
        self._held, self._changed = "", False
        self.guard.lock()
        self._refresh()

    def finish(self) -> None:
        """The window closes."""
        self.autosave.finish()
        self.guard.finish()

    def _tell_autosave(self, fault: str) -> None:
        self._fault = fault
        self._refresh()

    def _tell_changed(self, changed: bool) -> None:
        self._changed = changed
        self._refresh()

    def _tell_taken(self, holder: LockHolder) -> None:
        who = _named(holder)
        self._held = f"{who}も、このファイルを編集しています。保存する前に相手に確かめてください。"
        self._refresh()

    def _refresh(self) -> None:
        if self._window.wizard is not None:
            self._say(self._window.wizard.notices)

    def _say(self, notices: Notices) -> None:
        notices.show_autosave(self._fault)
        notices.show_held(self._held)
        notices.show_changed(self._changed)


def _held(document: Document) -> str:
    """Why a document can only be read."""
    if document.locked_by is None:
        return _NEWER
    who = _named(document.locked_by)
    return f"{who}が開いているため、読み取り専用です。"


def _named(holder: LockHolder) -> str:
    """「田中さん（PC-12）」."""
    user = f"{holder.user}さん" if holder.user else "ほかの人"
    return f"{user}（{holder.pc}）" if holder.pc else user
