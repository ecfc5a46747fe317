"""Beside an item's label: that there are notes at it, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from pia_desktop.assessment.document import Document
from pia_desktop.assessment.notes import Note, notes_at, open_notes
from ui.editors.field import Field
from ui.style import link_button, theme
from ui.style.icons import icon
from ui.style.tips import plain_tip
from ui.widgets.accessibility import identify
from ui.widgets.text_format import one_line


class NoteMarks:
    """The marks of one page's fields; one is made when its item has its first note."""

    def __init__(
        self, document: Document, fields: Mapping[str, Field], show: Callable[[str], object]
    ) -> None:
        """`show` shows the notes of an address."""
        self._document = document
        self._fields = fields
        self._show = show
        self._marks: dict[str, NoteMark] = {}

    def refresh(self) -> None:
        """Show the notes as they are now."""
        notes = self._document.assessment.notes
        addresses = {note.address for note in notes}
        for address, field in self._fields.items():
            if address in addresses or address in self._marks:
                self._mark(field).show_notes(notes_at(notes, address))

    def _mark(self, field: Field) -> NoteMark:
        address = field.place.address
        mark = self._marks.get(address)
        if mark is None:
            mark = self._marks[address] = NoteMark(address, one_line(field.place.name), field)
            mark.link.clicked.connect(lambda: self._show(address))
            field.put_beside_label(mark, mark.link)
        return mark


class NoteMark(QWidget):
    """「メモ2件（未了1件）」 as a link."""

    def __init__(self, address: str, name: str, parent: QWidget) -> None:
        """For the item of this name at `address`."""
        super().__init__(parent)
        identify(self, f"note:{address}", f"{name}のメモ")
        self._name = name
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(4))
        size = theme().px(18)
        sign = QLabel(self)
        sign.setPixmap(icon("note").pixmap(size, size))
        self.link = link_button("", self)
        self.link.setProperty("look", "mark-link")
        identify(self.link, f"show_note:{address}", f"{name}のメモ")
        row.addWidget(sign)
        row.addWidget(self.link)

    def show_notes(self, notes: list[Note]) -> None:
        """Say how many there are; nothing where there is none."""
        waiting = len(open_notes(notes))
        words = f"メモ{len(notes)}件（未了{waiting}件）" if waiting else f"メモ{len(notes)}件（済）"
        self.link.setText(words)
        self.link.setAccessibleName(f"{self._name}：{words}")
        self.link.setToolTip(plain_tip("\n".join(note.text for note in notes)))
        self.setVisible(bool(notes))
