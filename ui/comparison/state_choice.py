"""Choosing the two states: every published one, what is written now, and other files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.document import Document
from pia_desktop.changes.state_reference import State, present, published
from ui.editors.base import identify
from ui.style import theme
from ui.style.tips import plain_tip

PRESENT = "現在の記載"
OTHER = "ほかのファイルを選ぶ…"
# A state's name may be long; the box shows its beginning, and all of it in its list and its tip.
_LETTERS, _LETTERS_OF_LARGE_TEXT = 18, 14
_LARGE = 1.5


@dataclass(frozen=True)
class Choice:
    """A state that can be chosen. It is read when it is, and is then kept by whoever chose it."""

    title: str
    read: Callable[[], State]
    is_present: bool = False


def choices_of(document: Document) -> list[Choice]:
    """What the document itself offers: what is written now, and its published states from the
    latest on.
    """
    versions = reversed(document.assessment.versions)
    return [
        Choice(PRESENT, lambda: present(document.assessment), is_present=True),
        *(Choice(version.title, partial(published, version)) for version in versions),
    ]


def choice_of_file(path: Path) -> Choice:
    """A file as it is; FileError where it can't be read."""
    state = State(pia_file.load(path), path.stem)
    return Choice(path.name, lambda: state)


class StateBox(QComboBox):
    """Offers choices. `chosen` tells that another one is wanted, `other_asked` that a file is."""

    chosen = Signal()
    other_asked = Signal()

    def __init__(self, name: str, label: str, parent: QWidget) -> None:
        """Without a choice yet."""
        super().__init__(parent)
        identify(self, name, label)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        large = theme().scale >= _LARGE
        self.setMinimumContentsLength(_LETTERS_OF_LARGE_TEXT if large else _LETTERS)
        self._choices: list[Choice] = []
        self._before = -1
        self.activated.connect(self._activated)

    @property
    def choice(self) -> Choice | None:
        """The choice that is shown; None where there is nothing to choose."""
        index = self.currentIndex()
        return self._choices[index] if 0 <= index < len(self._choices) else None

    def offer(self, choices: list[Choice], chosen: Choice | None) -> None:
        """Offer these, and show one of them."""
        self._choices = choices
        self.clear()
        self.addItems([*(choice.title for choice in choices), OTHER])
        self.show_choice(chosen)

    def show_choice(self, chosen: Choice | None) -> None:
        """Show one of the choices, or none."""
        self._before = self._choices.index(chosen) if chosen in self._choices else -1
        self.setCurrentIndex(self._before)
        self.setToolTip("" if chosen is None else plain_tip(chosen.title))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel would choose without being asked."""
        event.ignore()

    def _activated(self, index: int) -> None:
        if index == len(self._choices):
            self.setCurrentIndex(self._before)
            self.other_asked.emit()
        elif index != self._before:
            self._before = index
            self.setToolTip(plain_tip(self._choices[index].title))
            self.chosen.emit()
