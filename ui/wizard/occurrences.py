"""The occurrences of a repeat on a page: what there is, and the buttons that change it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pia_desktop.assessment.answers import Answers
from pia_desktop.checks.progress import Completion
from pia_desktop.forms.addresses import indices
from pia_desktop.forms.model import Item
from pia_desktop.forms.outline import RepeatList, occurrence_title
from ui.style import button, theme
from ui.style.icons import icon, put_icon
from ui.widgets.accessibility import identify, tab_before
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import plain_label
from ui.widgets.text_format import one_line
from ui.wizard.state_text import counted_state, state_icon

# What a person can do with an occurrence: the verb of the object name, its button, its icon.
OCCURRENCE_VERBS = (
    ("open", "開く", ""),
    ("duplicate", "複製", "duplicate"),
    ("up", "上へ", "up"),
    ("down", "下へ", "down"),
    ("remove", "削除", "remove"),
)
SUMMARY_CHARS = 48
_WIDE = 600
# What a field leaves free at its sides for the focus ring; everything else keeps in line with it.
INSET = 7


def list_name(item: Item) -> str:
    """「システム」: what one occurrence is called."""
    return one_line(item.label.replace("{n}", ""))


def verb_button(verb: str, text: str, address: str, title: str, parent: QWidget) -> QPushButton:
    """A button named after what it does and where."""
    push_button = button(text, parent=parent)
    identify(push_button, f"{verb}:{address}", f"{title}を{text}" if title else text)
    push_button.setProperty("look", "compact")
    return push_button


class OccurrenceButtons(QWidget):
    """The buttons of one occurrence; `asked` tells verb and address."""

    asked = Signal(str, str)

    def __init__(
        self, address: str, title: str, count: int, parent: QWidget, *, with_open: bool = True
    ) -> None:
        """For the occurrence at `address`, one of `count`."""
        super().__init__(parent)
        self._flow = FlowLayout(self, theme().px(theme().gap))
        index = indices(address)[-1]
        idle = {"up": index == 0, "down": index == count - 1}
        self.buttons: list[QPushButton] = []
        for verb, text, mark in OCCURRENCE_VERBS if with_open else OCCURRENCE_VERBS[1:]:
            push_button = verb_button(verb, text, address, title, self)
            put_icon(push_button, mark)
            push_button.setEnabled(not idle.get(verb, False))
            push_button.clicked.connect(lambda _=False, v=verb: self.asked.emit(v, address))
            self.add(push_button)

    def add(self, push_button: QPushButton) -> None:
        """Put one more button at the end."""
        self._flow.addWidget(push_button)
        self.buttons.append(push_button)

    def set_read_only(self) -> None:
        """Leave only what changes nothing."""
        for push_button in self.buttons:
            push_button.setEnabled(push_button.objectName().startswith("open:"))


class OccurrenceCard(QFrame):
    """One occurrence in a list: its title, the beginning of what it says, how far it is."""

    def __init__(self, title: str, summary: str, address: str) -> None:
        """The buttons are put in by `set_buttons`, the state by `show_progress`."""
        super().__init__()
        self.setObjectName(f"card:{address}")
        self.setProperty("look", "card")
        look = theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(16), look.px(12), look.px(12), look.px(12))
        column.setSpacing(look.px(4))
        column.addWidget(plain_label(title, self, "card-title"))
        if summary:
            column.addWidget(plain_label(summary, self, "small"))
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot.setSpacing(look.px(8))
        self._foot.addLayout(self._state(), 1)
        column.addLayout(self._foot)

    def _state(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().px(6))
        self._mark = QLabel(self)
        self._words = plain_label("", self, "support")
        row.addWidget(self._mark)
        row.addWidget(self._words, 1)
        return row

    def show_progress(self, progress: Completion) -> None:
        """Say how far the occurrence is."""
        size = theme().px(18)
        self._mark.setPixmap(icon(state_icon(progress)).pixmap(size, size))
        self._words.setText(counted_state(progress))

    def set_buttons(self, buttons: OccurrenceButtons) -> None:
        """Put the buttons beside the state, or below it where the page is narrow."""
        self._foot.addWidget(buttons, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break where the buttons leave the state too little room."""
        wide = event.size().width() >= theme().px(_WIDE)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._foot.setDirection(way)
        super().resizeEvent(event)


class RepeatBlock(QWidget):
    """The list of a repeat's occurrences with its add button. `asked` tells verb and address."""

    asked = Signal(str, str)

    def __init__(self, entry: RepeatList, parent: QWidget) -> None:
        """An empty list; `fill` puts the occurrences in."""
        super().__init__(parent)
        self.entry = entry
        self._states: dict[str, OccurrenceCard] = {}
        self.setObjectName(f"list:{entry.address}")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme().px(INSET), 0, theme().px(INSET), 0)
        column.setSpacing(theme().px(12))
        name = list_name(entry.item)
        self._head = plain_label(name, self, "heading")
        self._reason = plain_label("", self, "folded")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme().px(8))
        self.add_button = verb_button("add", f"{name}を追加", entry.address, "", self)
        put_icon(self.add_button, "add")
        self.add_button.clicked.connect(lambda: self.asked.emit("add", entry.address))
        column.addWidget(self._head)
        column.addWidget(self._reason)
        column.addLayout(self._cards)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(theme().px(8))
        column.addLayout(self._notes)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._empty = plain_label(
            f"まだ1件もありません。「{name}を追加」を押すと、記入するページが目次に加わります。",
            self,
            "support",
        )
        self._cards.addWidget(self._empty)

    def fill(
        self, answers: Answers, progress_at: dict[str, Completion], *, read_only: bool
    ) -> None:
        """Show the occurrences as they are now."""
        count = answers.count(self.entry.address)
        name = list_name(self.entry.item)
        self._head.setText(f"{name}（{count}件）")
        self._empty.setVisible(count == 0)
        numbers = indices(self.entry.address)
        for index in range(count):
            address = f"{self.entry.address}[{index}]"
            title = occurrence_title(answers, self.entry.item, (*numbers, index))
            card = OccurrenceCard(title, _summary(answers, address), address)
            self._states[address] = card
            buttons = OccurrenceButtons(address, title, count, card)
            buttons.asked.connect(self.asked)
            if read_only:
                buttons.set_read_only()
            card.set_buttons(buttons)
            self._cards.addWidget(card)
            for stop in buttons.buttons:
                tab_before(self.add_button, stop)
        self.add_button.raise_()  # the last one of the list, also for whoever goes through it
        self.add_button.setEnabled(not read_only)
        self.show_progress(progress_at)

    def show_progress(self, progress_at: dict[str, Completion]) -> None:
        """Say how far each occurrence is; nothing where that isn't known yet."""
        for address, card in self._states.items():
            if address in progress_at:
                card.show_progress(progress_at[address])

    def set_notes(self, notes: Sequence[QWidget]) -> None:
        """Put these below the occurrences, in place of those that stood there."""
        while (entry := self._notes.takeAt(0)) is not None:
            old = entry.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for note in notes:
            self._notes.addWidget(note)

    def set_reason(self, reason: str) -> None:
        """Why no occurrence is needed, or nothing. What there is stays in view."""
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self.add_button.setVisible(not reason)
        if reason:
            self._empty.hide()
        else:
            self._empty.setVisible(self._cards.count() == 1)


def _summary(answers: Answers, address: str) -> str:
    """The beginning of the occurrence's first text after its name."""
    occurrence = answers.get(address) or {}
    names = ("name", "title")
    texts = (v for key, v in occurrence.items() if key not in names and isinstance(v, str) and v)
    text = one_line(next(texts, ""))
    return text if len(text) <= SUMMARY_CHARS else text[:SUMMARY_CHARS] + "…"
