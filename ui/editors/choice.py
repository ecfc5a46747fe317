"""One option of several, all of them in view."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QRadioButton, QVBoxLayout, QWidget

from pia_desktop.forms.walk import Place
from ui.editors.base import identify, identify_place


class ChoiceEditor(QWidget):
    """A radio button an option, and a button that takes the choice back."""

    changed = Signal()

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        """The options of the item at `place`."""
        super().__init__(parent)
        identify_place(self, place)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._group = QButtonGroup(self)
        for option in place.item.options:
            radio = QRadioButton(option.label.replace("&", "&&"), self)
            self._group.addButton(radio)
            layout.addWidget(radio)
        self._clear = QPushButton("選択を解除", self)
        identify(self._clear, f"clear:{place.address}", f"{place.name} の選択を解除")
        layout.addWidget(self._clear)
        self._group.buttonClicked.connect(self._picked)
        self._clear.clicked.connect(self._cleared)
        self._shown = ""
        self._mark()

    def value(self) -> str:
        """The chosen option's text, or nothing."""
        return self._shown

    def set_value(self, value: str | None) -> None:
        """Choose an option, or none."""
        self._shown = value or ""
        self._group.setExclusive(False)
        for radio in self._group.buttons():
            radio.setChecked(radio.text() == self._shown)
        self._group.setExclusive(True)
        self._mark()

    def set_read_only(self, read_only: bool) -> None:
        """Show the choice without letting it be changed."""
        self.setEnabled(not read_only)

    def _picked(self, radio: QRadioButton) -> None:
        if radio.text() != self._shown:
            self._shown = radio.text()
            self._mark()
            self.changed.emit()

    def _cleared(self) -> None:
        self.set_value("")
        self.changed.emit()

    def _mark(self) -> None:
        self._clear.setEnabled(bool(self._shown))
