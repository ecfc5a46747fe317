"""Several options, some with a text or a number in their brackets."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from pia_desktop.forms.model import Option
from pia_desktop.forms.places import Place
from ui.editors.base import Editor, identify_place
from ui.editors.count import CountLine
from ui.editors.options import WrappedCheck
from ui.editors.text_box import TextBox
from ui.widgets.accessibility import identify, repolish
from ui.widgets.column_layout import ColumnGroup


class ChecksEditor(Editor, ColumnGroup):
    """A check box an option, under the headings that the form prints, with fields for brackets.

    A field keeps its text while its box isn't ticked, and gives it back when it is ticked again.
    """

    changed = Signal()

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        """The options of the item at `place`."""
        super().__init__(parent)
        identify_place(self, place)
        self._options = place.item.options
        self._boxes: dict[str, WrappedCheck] = {}
        self._fields: dict[str, TextBox | CountLine] = {}
        # What stood in a bracket when a person took its tick away.
        self._kept: dict[str, Any] = {}
        heading = ""
        for option in self._options:
            if option.heading and option.heading != heading:
                heading = option.heading
                self.add(_heading(heading, self), "across")
            self._add_option(option, place)
        self.setFocusProxy(self._boxes[self._options[0].key])

    def value(self) -> dict[str, Any]:
        """The ticked options with what stands in their brackets."""
        out: dict[str, Any] = {}
        for key, box in self._boxes.items():
            if box.isChecked():
                field = self._fields.get(key)
                if field is None:
                    out[key] = True
                else:
                    out[key] = field.text() if isinstance(field, TextBox) else field.value() or 0
        return out

    def set_value(self, value: dict[str, Any] | None) -> None:
        """Tick options and fill their brackets."""
        ticked, before = value or {}, self.value()
        if ticked == before:
            return
        for key, box in self._boxes.items():
            box.setChecked(key in ticked)
            field = self._fields.get(key)
            if field is None:
                continue
            if key in ticked:
                _show(field, ticked[key])
            elif key in before:  # what was typed is taken back; what was there before, comes back
                _show(field, self._kept.get(key))
            _grey(field, key not in ticked)

    def set_read_only(self, read_only: bool) -> None:
        """Show the ticks without letting them be changed; texts can still be copied."""
        for box in self._boxes.values():
            box.setEnabled(not read_only)
        for field in self._fields.values():
            field.setReadOnly(read_only)

    def _add_option(self, option: Option, place: Place) -> None:
        box = self._boxes[option.key] = WrappedCheck(option.label, self)
        box.clicked.connect(lambda: self._ticked(option.key))
        self.add(box, "column" if option.bracket == "none" else "across")
        if option.bracket == "none":
            return
        field = TextBox(self) if option.bracket == "text" else CountLine(self)
        identify(field, f"{place.address}:{option.key}", f"{place.name} {option.label}")
        field.changed.connect(lambda: self._typed(option.key))
        _grey(field, True)
        self._fields[option.key] = field
        self.add(field, "beside")

    def _ticked(self, key: str) -> None:
        field = self._fields.get(key)
        if field is not None:
            off = not self._boxes[key].isChecked()
            _grey(field, off)
            if off:
                self._kept[key] = field.text() if isinstance(field, TextBox) else field.value()
        self.changed.emit()

    def _typed(self, key: str) -> None:
        """Typing into a bracket ticks its box; taking the last letter away leaves the tick."""
        self._boxes[key].setChecked(True)
        _grey(self._fields[key], False)
        self.changed.emit()


def _heading(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setProperty("look", "group")
    return label


def _show(field: TextBox | CountLine, content: Any) -> None:
    if isinstance(field, TextBox):
        field.set_text(content if isinstance(content, str) else "")
    else:
        field.set_value(content if content is not True else None)


def _grey(field: TextBox | CountLine, grey: bool) -> None:
    """Show that a field's text doesn't count, for its box isn't ticked."""
    if bool(field.property("off")) != grey:
        field.setProperty("off", grey)
        repolish(field)
