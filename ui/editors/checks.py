"""Several options, some with a text or a number in their brackets."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from pia_desktop.forms.walk import Place
from ui.editors.base import identify, identify_place


class ChecksEditor(QWidget):
    """A check box an option."""

    changed = Signal()

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        """The options of the item at `place`."""
        super().__init__(parent)
        identify_place(self, place)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._options = place.item.options
        self._boxes: dict[str, QCheckBox] = {}
        self._texts: dict[str, QLineEdit] = {}
        for option in self._options:
            box = self._boxes[option.key] = QCheckBox(option.label, self)
            box.clicked.connect(self.changed)
            layout.addWidget(box)
            if option.bracket != "none":
                text = self._texts[option.key] = QLineEdit(self)
                identify(text, f"{place.address}:{option.key}", option.label)
                text.textEdited.connect(lambda _text, box=box: box.setChecked(True))
                text.textEdited.connect(self.changed)
                layout.addWidget(text)

    def value(self) -> dict[str, Any]:
        """The ticked options with what stands in their brackets."""
        out: dict[str, Any] = {}
        for option in self._options:
            if not self._boxes[option.key].isChecked():
                continue
            if option.bracket == "none":
                out[option.key] = True
                continue
            text = self._texts[option.key].text()
            out[option.key] = text if option.bracket == "text" else int(text or 0)
        return out

    def set_value(self, value: dict[str, Any] | None) -> None:
        """Tick options."""
        ticked = value or {}
        if ticked == self.value():
            return
        for key, box in self._boxes.items():
            box.setChecked(key in ticked)
            if key in self._texts:
                self._texts[key].setText(str(ticked.get(key, "")))

    def set_read_only(self, read_only: bool) -> None:
        """Show the ticks without letting them be changed."""
        self.setEnabled(not read_only)
