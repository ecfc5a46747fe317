"""文例: the library that was used last, and the texts of the other assessments in the folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pia_desktop.assessment.document import Document
from pia_desktop.errors import PiaError
from ui.background.worker_thread import WorkerThread
from ui.controllers.ledger import LedgerController
from ui.file_dialogs import JSON, FileDialogs
from ui.settings import PHRASE_LIBRARIES, Settings
from ui.shell import Shell
from ui.widgets.composition import commit_composition
from ui.wizard.wizard import Wizard

if TYPE_CHECKING:
    from pia_desktop.assessment.answers import Answers
    from pia_desktop.ledger.phrase_library import Phrase
    from pia_desktop.ledger.text_edits import TextEdit
    from pia_desktop.ledger.text_pool import TextPool
    from ui.ledger.phrases_dialog import PhrasesDialog, PhraseTarget

_READING = "（読んでいます）"


class PhrasesController:
    """The command 文例, for the item in hand. The texts of other assessments are read in a thread
    and kept in memory alone.
    """

    def __init__(
        self, shell: Shell, settings: Settings, file_dialogs: FileDialogs, ledger: LedgerController
    ) -> None:
        """`ledger` knows the folder, and writes to many files."""
        self._shell = shell
        self._settings = settings
        self._file_dialogs = file_dialogs
        self._ledger = ledger
        self._wizard: Wizard | None = None
        self._worker = WorkerThread("text-pool", shell.parent_widget)
        self._pool: TextPool | None = None
        self._dialog: PhrasesDialog | None = None

    def attach(self, wizard: Wizard | None) -> None:
        """Put texts into this wizard's items; without a document there is none."""
        self._wizard = wizard

    def show(self) -> None:
        """Offer passages and suggestions, and put the chosen one into the item."""
        from ui.ledger.phrases_dialog import PhrasesDialog

        document = self._shell.document
        if document is None or self._wizard is None:
            return
        commit_composition()
        target = self._target(document, self._wizard)
        dialog = self._dialog = PhrasesDialog(target, self._shell.parent_widget)
        dialog.library_asked.connect(self._choose_library)
        dialog.new_library_asked.connect(self._new_library)
        dialog.register_asked.connect(lambda: self._register(target))
        dialog.uses_asked.connect(self._show_uses)
        dialog.remove_asked.connect(self._remove)
        self._show_library()
        self._suggest(target, document.path)
        accepted, text = dialog.exec(), dialog.result_text
        self._dialog = None
        if accepted and target.address:
            try:
                document.set(target.address, text)
            except PiaError as error:
                self._shell.show_error(error)
                return
            self._shell.go_to(target.address)
            self._shell.say("文例を入れました（元に戻せます）。")

    def _target(self, document: Document, wizard: Wizard) -> PhraseTarget:
        from pia_desktop.assessment.model import name_at
        from ui.ledger.phrases_dialog import PhraseTarget

        address = wizard.place_in_hand()
        if not address:
            return PhraseTarget()
        item = document.answers.item_at(address)
        text = document.answers.get(address) or ""
        if not item.features.textual or not isinstance(text, str):
            return PhraseTarget()
        writable = "" if document.assessment.read_only else address
        return PhraseTarget(writable, item.id, name_at(document.assessment, address), text)

    # -- the library -------------------------------------------------------------------------

    @property
    def _library(self) -> Path | None:
        names = self._settings.get(PHRASE_LIBRARIES)
        return Path(names[0]) if names else None

    def _phrases(self) -> list[Phrase]:
        """The passages of the library; none where there is none, or it can't be read, which is
        shown.
        """
        from pia_desktop.ledger.phrase_library import load_phrases

        path = self._library
        if path is None:
            return []
        try:
            return load_phrases(path)
        except PiaError as error:
            self._shell.show_error(error)
            return []

    def _show_library(self) -> None:
        if self._dialog is not None:
            self._dialog.show_library(self._library, self._phrases())

    def _choose_library(self) -> None:
        start = self._library.parent if self._library else self._ledger.folder or Path.home()
        chosen = self._file_dialogs.to_library(self._dialog or self._shell.parent_widget, start)
        if chosen is not None:
            self._use(chosen)

    def _new_library(self) -> None:
        from pia_desktop.ledger.phrase_library import change_phrases

        start = self._ledger.folder or Path.home()
        parent = self._dialog or self._shell.parent_widget
        chosen = self._file_dialogs.to_save(
            parent, "文例集を新しく作る", start / "文例集.json", JSON
        )
        if chosen is None:
            return
        try:
            change_phrases(chosen, lambda phrases: phrases)
        except PiaError as error:
            self._shell.show_error(error)
            return
        self._use(chosen)

    def _use(self, path: Path) -> None:
        self._settings.add_phrase_library(path)
        self._settings.save()
        self._show_library()

    def _register(self, target: PhraseTarget) -> None:
        from pia_desktop.ledger.phrase_library import Phrase, change_phrases, with_phrase
        from ui.ledger.phrases_dialog import PhraseName

        path = self._library
        if path is None or self._dialog is None:
            return
        asked = PhraseName(target.text, [each.name for each in self._phrases()], self._dialog)
        if not asked.exec():
            return
        phrase = Phrase(asked.name, (target.item_id,), target.text)
        try:
            change_phrases(path, lambda phrases: with_phrase(phrases, phrase))
        except PiaError as error:
            self._shell.show_error(error)
        self._show_library()

    def _remove(self, name: str) -> None:
        from pia_desktop.ledger.phrase_library import change_phrases, without_phrase
        from ui.dialogs.messages import ConfirmDialog

        path = self._library
        if path is None or self._dialog is None:
            return
        asked = ConfirmDialog(
            f"文例「{name}」を文例集から消しますか。",
            "評価書の記載は変わりません。文例集を使うほかの人にも、この文例は出なくなります。",
            "消す",
            self._dialog,
        )
        if not asked.exec():
            return
        try:
            change_phrases(path, lambda phrases: without_phrase(phrases, name))
        except PiaError as error:
            self._shell.show_error(error)
        self._show_library()

    # -- other assessments -------------------------------------------------------------------

    def _folder(self, beside: Path | None) -> Path | None:
        """The folder of the 台帳, else the one in which the document lies."""
        return self._ledger.folder or (beside.parent if beside is not None else None)

    def _suggest(self, target: PhraseTarget, beside: Path | None) -> None:
        """Offer what was read before, and read the folder anew in the background."""
        folder = self._folder(beside)
        if folder is None or not target.item_id or self._dialog is None:
            return

        def read() -> TextPool:
            from pia_desktop.ledger.file_search import find_assessments
            from pia_desktop.ledger.text_pool import read_pool

            return read_pool(find_assessments(folder)[0])

        def show(pool: TextPool) -> None:
            self._pool = pool
            if self._dialog is not None:
                suggestions = pool.suggest(target.item_id, without=beside)
                words = f"（{pool.count}件の評価書から）"
                self._dialog.show_suggestions(suggestions, words)

        def failed(error: Exception) -> None:
            if not isinstance(error, PiaError):
                raise error
            if self._dialog is not None:
                self._dialog.show_suggestions((), f"（{error.message}）")

        if self._pool is not None:
            known = self._pool.suggest(target.item_id, without=beside)
            self._dialog.show_suggestions(known, _READING)
        else:
            self._dialog.show_suggestions((), _READING)
        self._worker.run(read, show, failed)

    def _show_uses(self, name: str) -> None:
        from ui.ledger.phrases_dialog import PhraseUpdateDialog

        if self._ledger.folder is None:
            self._shell.say("台帳（F10）でフォルダーを選んでから、もう一度行ってください。")
            return
        change = _CountedUpdate([each for each in self._phrases() if each.name == name])
        plans = self._ledger.find(change)
        if plans is None:
            return
        parent = self._dialog or self._shell.parent_widget
        dialog = PhraseUpdateDialog(name, plans, change.current, parent)
        if dialog.exec():
            self._ledger.apply(dialog.wanted, f"文例「{name}」の反映", dialog.entry)


class _CountedUpdate:
    """Brings passages up to date, and counts the assessments that have them as they are."""

    def __init__(self, phrases: list[Phrase]) -> None:
        self._phrases = tuple(phrases)
        self.current = 0

    def edits_in(self, answers: Answers) -> Iterator[TextEdit]:
        from pia_desktop.ledger.phrase_uses import PhraseState, PhraseUpdate, phrase_uses

        uses = phrase_uses(answers, self._phrases)
        self.current += any(use.state is PhraseState.CURRENT for use in uses)
        yield from PhraseUpdate(self._phrases).edits_in(answers)
