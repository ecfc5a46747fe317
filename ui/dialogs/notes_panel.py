"""All notes beside the page, with a way to each item."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pia_desktop.assessment.document import Change, Document
from pia_desktop.assessment.notes import Note, open_notes
from ui.dialogs.note import DONE, OPEN
from ui.dialogs.place_list import PlaceList
from ui.style import theme
from ui.widgets.accessibility import identify
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.document_binding import bind_document
from ui.widgets.flow_layout import FlowLayout
from ui.wizard.side_panel import SidePanel

WHOLE = "評価書全体"
FILTERS = ("すべて", OPEN, DONE)


class NotesPanel(SidePanel):
    """Follows the document. A click or Enter goes to the item."""

    go_asked = Signal(str)
    # A note at the item in hand is wanted, or one of the whole assessment.
    new_asked = Signal()
    whole_asked = Signal()
    edit_asked = Signal(object)
    # The note is to change between 未了 and 済.
    turn_asked = Signal(object)
    print_asked = Signal()

    def __init__(self, document: Document, parent: QWidget) -> None:
        """The notes of this document."""
        super().__init__("notes_panel", "メモ", parent)
        self._document = document
        self._names: dict[str, str] = {}
        self._shown: list[Note] = []
        self._summary = self.say("", "label")
        self._summary.setObjectName("notes_summary")
        self._filter = ChoiceBox(self)
        identify(self._filter, "notes_filter", "表示するメモ")
        self._filter.addItems(FILTERS)
        self._filter.currentIndexChanged.connect(self.refresh)
        self.body.addWidget(self._filter)
        self.rows = PlaceList("notes", "メモの一覧", self._go, self)
        self.rows.currentRowChanged.connect(self._show_buttons)
        self.body.addWidget(self.rows, 1)
        self.setFocusProxy(self.rows)
        self._add_buttons()
        bind_document(document, self, self._follow)
        self.refresh()

    def _add_buttons(self) -> None:
        tools = QWidget(self)
        flow = FlowLayout(tools, theme().px(8))
        self._turn = self.small_button(tools, "note_turn", "済にする")
        self._turn.clicked.connect(lambda: self._ask(self.turn_asked))
        self._edit = self.small_button(tools, "note_edit", "直す…")
        self._edit.clicked.connect(lambda: self._ask(self.edit_asked))
        new = self.small_button(tools, "note_new", "この項目に書く…")
        new.clicked.connect(self.new_asked)
        whole = self.small_button(tools, "note_whole", "全体に書く…")
        whole.clicked.connect(self.whole_asked)
        self._print = self.small_button(tools, "notes_print", "一覧を印刷…")
        self._print.clicked.connect(self.print_asked)
        for tool in (self._turn, self._edit, new, whole, self._print):
            flow.addWidget(tool)
        for tool in (self._turn, self._edit, new, whole):
            tool.setVisible(not self._document.assessment.read_only)
        self.body.addWidget(tools)

    def refresh(self) -> None:
        """List the notes that are wanted, in the order of the form."""
        notes = self._document.assessment.notes
        rank = {place.address: at for at, place in enumerate(self._document.answers.places())}
        wanted = self._filter.currentText()
        self._shown = [
            note
            for note in sorted(notes, key=lambda each: rank.get(each.address, -1))
            if wanted in (FILTERS[0], DONE if note.done else OPEN)
        ]
        waiting = len(open_notes(notes))
        self._summary.setText(f"メモ{len(notes)}件（未了{waiting}件）" if notes else _NONE)
        self.rows.show_rows([_row(note, self._document) for note in self._shown])
        self._print.setEnabled(bool(self._shown))
        self._show_buttons()

    @property
    def shown(self) -> list[Note]:
        """The notes as they are listed."""
        return list(self._shown)

    @property
    def _current(self) -> Note | None:
        row = self.rows.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _show_buttons(self) -> None:
        note = self._current
        for tool in (self._turn, self._edit):
            tool.setEnabled(note is not None)
        self._turn.setText("未了に戻す" if note is not None and note.done else "済にする")

    def _ask(self, signal: object) -> None:
        note = self._current
        if note is not None:
            signal.emit(note)  # type: ignore[attr-defined]

    def _go(self, row: int) -> None:
        if 0 <= row < len(self._shown) and self._shown[row].address:
            self.go_asked.emit(self._shown[row].address)

    def _follow(self, change: Change) -> None:
        if change.notes or change.structure:
            self.refresh()


_NONE = "メモはまだありません。項目を選んで「この項目に書く」を押してください。"


def name_of_note(note: Note, document: Document) -> str:
    """The item's printed name, with the occurrences around it."""
    from pia_desktop.assessment.upgrade import place_in_words

    if not note.address:
        return WHOLE
    for place in document.answers.places():
        if place.address == note.address:
            return place_in_words(document.answers, place)
    item = document.answers.item_at(note.address)
    return " ".join(item.name.split())


def _row(note: Note, document: Document) -> tuple[str, str]:
    who = "　".join(part for part in (DONE if note.done else OPEN, note.by, note.date) if part)
    return name_of_note(note, document), f"{note.text}\n{who}"
