"""Writing one note, or changing it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QWidget

from pia_desktop.assessment.notes import Note, checked_text
from pia_desktop.forms.values import ValueFault, clean_text
from pia_desktop.forms.wareki import format_date
from ui.dialogs.base import CANCEL, Dialog
from ui.editors.options import WrappedRadio
from ui.editors.own_undo import OwnUndoBox
from ui.widgets.accessibility import identify
from ui.widgets.radio_group import RadioGroup

_NEW, _OLD = "メモを書く", "メモを直す"
_ONLY = "メモは印刷されず、Excel・PDF・変更箇所にも入りません。評価書のファイルと一緒に渡ります。"
OPEN, DONE = "未了", "済"


class NoteDialog(Dialog):
    """Accepted, `note` is what was written; REMOVE means that the note is to go."""

    REMOVE = 2

    def __init__(
        self, name: str, note: Note, parent: QWidget | None = None, *, is_new: bool
    ) -> None:
        """`name` is that of the item; `note` what is shown at the beginning."""
        super().__init__("dialog_note", _NEW if is_new else _OLD, parent)
        self.want(560)
        self._before = note
        self.say(name, "label").setObjectName("note_item")
        self._text = OwnUndoBox(self, least_lines=4)
        identify(self._text, "note_text", "メモ")
        self._text.set_text(note.text)
        self._text.changed.connect(self._check)
        self.body.addWidget(self._text)
        self.say("書いた人", "label")
        self._by = QLineEdit(note.by, self)
        identify(self._by, "note_by", "書いた人")
        self.body.addWidget(self._by)
        self._add_state(note)
        self.say(_ONLY, "support")
        self._fault = self.say("", "error")
        self._fault.hide()
        self._ok = self.add_button("残す", "button_ok", primary=True, default=True)
        self._ok.clicked.connect(self.accept)
        if not is_new:
            remove = self.add_button("消す", "button_remove")
            remove.clicked.connect(lambda: self.done(self.REMOVE))
        self.add_button(CANCEL, "button_cancel").clicked.connect(self.reject)
        self._check()
        self._text.setFocus()

    def _add_state(self, note: Note) -> None:
        row = RadioGroup("このメモの状態", self, in_row=True)
        self._states = QButtonGroup(self)
        for number, words in enumerate((OPEN, DONE)):
            radio = WrappedRadio(words, self)
            identify(radio, f"note_state:{number}", words)
            self._states.addButton(radio, number)
            row.add(radio)
        self._states.button(int(note.done)).setChecked(True)
        self.body.addWidget(row, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def note(self) -> Note:
        """The note as it is now; what is changed is dated today."""
        text, by = checked_text(self._text.text()), clean_text(self._by.text().strip())
        changed = text != self._before.text or not self._before.date
        day = format_date(date.today()) if changed else self._before.date
        return Note(text, self._before.address, by, day, self._states.checkedId() == 1)

    def _check(self) -> None:
        fault = ""
        try:
            checked_text(self._text.text())
        except ValueFault as refusal:
            fault = str(refusal)
        self._ok.setEnabled(not fault)
