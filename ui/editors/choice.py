"""One option of several, all of them in view."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from pia_desktop.forms.places import Place
from ui.editors.base import Editor, identify_place
from ui.editors.options import WrappedRadio
from ui.style.buttons import link_button
from ui.widgets.accessibility import identify
from ui.widgets.column_layout import ColumnGroup

_CLEARS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class RadioEditor(Editor, ColumnGroup):
    """A radio button an option, and a button that takes the choice back, as Delete does. What the
    chosen option stands for is the subclass's.

    Tab passes that button by: Tab and Enter at the last answer turn the page, and take none back.
    """

    changed = Signal()

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        """The options of the item at `place`."""
        super().__init__(parent)
        identify_place(self, place)
        self._group = QButtonGroup(self)
        for option in place.item.options:
            radio = WrappedRadio(option.label, self)
            self._group.addButton(radio)
            self.add(radio)
        self._clear = link_button("選択を解除", self)
        identify(self._clear, f"clear:{place.address}", f"{place.name} の選択を解除")
        self._clear.setToolTip("選択を解除します（Delete）")
        self._clear.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.add(self._clear)
        self._shown = ""
        self._clear.setEnabled(False)
        self._group.buttonClicked.connect(self._picked)
        self._clear.clicked.connect(self._cleared)
        self.setFocusProxy(self._group.buttons()[0])

    def _show(self, text: str) -> None:
        if text == self._shown:
            return
        self._shown = text
        self._group.setExclusive(False)
        for radio in self._group.buttons():
            radio.setChecked(radio.text() == self._shown)
        self._group.setExclusive(True)
        self._clear.setEnabled(bool(self._shown))
        self.setFocusProxy(self._group.checkedButton() or self._group.buttons()[0])

    def set_read_only(self, read_only: bool) -> None:
        """Show the choice without letting it be changed."""
        self.setEnabled(not read_only)

    def _picked(self, radio: QAbstractButton) -> None:
        if radio.text() != self._shown:
            self._shown = radio.text()
            self._clear.setEnabled(True)
            self.setFocusProxy(radio)
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the choice back."""
        if event.key() in _CLEARS and self._shown:
            self._cleared()
            return
        super().keyPressEvent(event)

    def _cleared(self) -> None:
        self._group.buttons()[0].setFocus()  # the button that has the focus is about to be off
        self._show("")
        self.changed.emit()


class ChoiceEditor(RadioEditor):
    """The options of a choice."""

    def value(self) -> str:
        """The chosen option's text, or nothing."""
        return self._shown

    def set_value(self, value: str | None) -> None:
        """Choose an option, or none."""
        self._show(value or "")
