"""Notes at items: writing, listing, and printing the list."""

from __future__ import annotations

import getpass

from pia_desktop.assessment.document import Document
from pia_desktop.assessment.model import name_at
from pia_desktop.assessment.notes import Note, notes_at
from ui.shell import Shell
from ui.widgets.composition import commit_composition
from ui.wizard.wizard import Wizard

_WHOLE = "評価書全体"


class NotesController:
    """The commands of the notes, in the document that is open."""

    def __init__(self, shell: Shell) -> None:
        """Nothing is open yet."""
        self._shell = shell
        self._wizard: Wizard | None = None
        # Kept while the window is open, not in the settings: it is a person's name.
        self._by = _user()

    def attach(self, wizard: Wizard | None) -> None:
        """Work with this wizard; without a document there is none."""
        self._wizard = wizard

    def write(self) -> None:
        """A note at the item in hand."""
        if self._wizard is not None:
            self._write(self._wizard.place_in_hand())

    def show(self) -> None:
        """The list beside the page."""
        from ui.dialogs.notes_panel import NotesPanel

        wizard, document = self._wizard, self._shell.document
        if wizard is None or document is None:
            return
        commit_composition()
        panel = NotesPanel(document, wizard)
        panel.go_asked.connect(self._shell.go_to)
        panel.new_asked.connect(self.write)
        panel.whole_asked.connect(lambda: self._write(""))
        panel.edit_asked.connect(self._edit)
        panel.turn_asked.connect(self._turn)
        panel.print_asked.connect(lambda: self._print(panel.shown))
        wizard.show_panel(panel)

    def show_at(self, address: str) -> None:
        """Open the note of an item; of several, the list."""
        document = self._shell.document
        notes = notes_at(document.assessment.notes, address) if document is not None else []
        if len(notes) == 1 and document is not None and not document.assessment.read_only:
            self._edit(notes[0])
        else:
            self.show()

    # -- changing ----------------------------------------------------------------------------

    def _write(self, address: str) -> None:
        document = self._writable()
        if document is None:
            return
        note = self._asked(document, Note("", address, self._by), is_new=True)
        if note is not None:
            document.set_notes([*document.assessment.notes, note], "メモの追加")

    def _edit(self, note: Note) -> None:
        document = self._writable()
        if document is None or note not in document.assessment.notes:
            return
        from ui.dialogs.note import NoteDialog

        dialog = NoteDialog(_name(document, note), note, self._shell.parent_widget, is_new=False)
        answer = dialog.exec()
        if answer == NoteDialog.REMOVE:
            _put(document, note, None, "メモの削除")
        elif answer:
            _put(document, note, dialog.note, "メモの変更")

    def _turn(self, note: Note) -> None:
        document = self._writable()
        if document is not None:
            _put(document, note, note._replace(done=not note.done), "メモの変更")

    def _asked(self, document: Document, note: Note, *, is_new: bool) -> Note | None:
        from ui.dialogs.note import NoteDialog

        commit_composition()
        dialog = NoteDialog(_name(document, note), note, self._shell.parent_widget, is_new=is_new)
        if not dialog.exec():
            return None
        self._by = dialog.note.by or self._by
        return dialog.note

    def _writable(self) -> Document | None:
        document = self._shell.document
        if document is not None and document.assessment.read_only:
            self._shell.say("読み取り専用なので、メモは書けません。")
            return None
        return document

    def _print(self, notes: list[Note]) -> None:
        from ui.dialogs.notes_panel import name_of_note
        from ui.printing.notes_list import notes_pdf
        from ui.printing.preview import PreviewDialog

        document = self._shell.document
        if document is None:
            return
        title = f"{document.assessment.title} メモの一覧".strip()
        rows = [(name_of_note(note, document), note) for note in notes]
        PreviewDialog(
            notes_pdf(title, rows), title, self._shell.parent_widget, heading="メモの一覧"
        ).exec()


def _put(document: Document, old: Note, new: Note | None, name: str) -> None:
    """Put a note in place of another one, or take it away."""
    notes = list(document.assessment.notes)
    at = notes.index(old)
    notes[at : at + 1] = [] if new is None else [new]
    document.set_notes(notes, name)


def _name(document: Document, note: Note) -> str:
    return name_at(document.assessment, note.address) if note.address else _WHOLE


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a system without accounts
        return ""
