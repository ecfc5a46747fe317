"""The choice of the two states: every published one, what is written now, and other files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.document import Document
from pia_desktop.changes.state_reference import AssessmentState, current_state, published_state
from ui.style import theme
from ui.style.tips import plain_tip
from ui.widgets.accessibility import identify
from ui.widgets.choice_box import ChoiceBox

PRESENT_STATE = "現在の記載"
OTHER_FILE = "ほかのファイルを選ぶ…"
# A state's name may be long; the box shows its beginning, and all of it in its list and its tip.
_LETTERS, _LETTERS_OF_LARGE_TEXT = 18, 14


@dataclass(frozen=True)
class StateChoice:
    """A state that can be chosen. It is read when it is, and is then kept by whoever chose it."""

    title: str
    read: Callable[[], AssessmentState]
    is_present: bool = False


def choices_of(document: Document) -> list[StateChoice]:
    """What the document itself offers: what is written now, and its published states from the
    latest on.
    """
    versions = reversed(document.assessment.versions)
    return [
        StateChoice(PRESENT_STATE, lambda: current_state(document.assessment), is_present=True),
        *(StateChoice(version.title, partial(published_state, version)) for version in versions),
    ]


def choice_of_file(path: Path) -> StateChoice:
    """A file as it is; FileError where it can't be read."""
    state = AssessmentState(pia_file.load(path), path.stem)
    return StateChoice(path.name, lambda: state)


class StateBox(ChoiceBox):
    """Offers choices. `chosen` tells that another one is wanted, `other_asked` that a file is."""

    chosen = Signal()
    other_asked = Signal()

    def __init__(self, name: str, label: str, parent: QWidget) -> None:
        """Without a choice yet."""
        super().__init__(parent)
        identify(self, name, label)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        large = theme().is_large
        self.setMinimumContentsLength(_LETTERS_OF_LARGE_TEXT if large else _LETTERS)
        self._choices: list[StateChoice] = []
        self._before = -1
        self.activated.connect(self._activated)

    @property
    def choice(self) -> StateChoice | None:
        """The choice that is shown; None where there is nothing to choose."""
        index = self.currentIndex()
        return self._choices[index] if 0 <= index < len(self._choices) else None

    def offer(self, choices: list[StateChoice], chosen: StateChoice | None) -> None:
        """Offer these, and show one of them."""
        self._choices = choices
        self.clear()
        self.addItems([*(choice.title for choice in choices), OTHER_FILE])
        self.show_choice(chosen)

    def show_choice(self, chosen: StateChoice | None) -> None:
        """Show one of the choices, or none."""
        self._before = self._choices.index(chosen) if chosen in self._choices else -1
        self.setCurrentIndex(self._before)
        self.setToolTip("" if chosen is None else plain_tip(chosen.title))

    def _activated(self, index: int) -> None:
        if index == len(self._choices):
            self.setCurrentIndex(self._before)
            self.other_asked.emit()
        elif index != self._before:
            self._before = index
            self.setToolTip(plain_tip(self._choices[index].title))
            self.chosen.emit()
