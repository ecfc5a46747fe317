"""When, by whom and why: the boxes that publishing and reviewing have in common."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pia_desktop.assessment.publication import fault_of_date
from pia_desktop.forms.wareki import format_date, read_day
from ui.dialogs.base import Dialog
from ui.editors.date import DateLine
from ui.editors.line_base import LineBase
from ui.style import theme
from ui.widgets.accessibility import identify, repolish
from ui.widgets.labels import plain_label


class DateBox(QWidget):
    """A date that must be given, with its label and what is wrong with it. `changed` is emitted for
    whatever is in it.
    """

    changed = Signal()

    def __init__(self, name: str, label: str, text: str, parent: QWidget) -> None:
        """`text` is the date to begin with."""
        super().__init__(parent)
        column = _column(self)
        head = plain_label("", self)
        head.setTextFormat(Qt.TextFormat.RichText)
        red = f'<span style="color:{theme().error}">必須</span>'
        head.setText(f"<b>{escape(label)}　{red}</b>")
        column.addWidget(head)
        self.line = DateLine(name, label, self)
        head.setBuddy(self.line)
        column.addWidget(self.line)
        self._fault = plain_label("", self, "error")
        self._fault.setObjectName(f"{name}_fault")
        column.addWidget(self._fault)
        self.line.set_value(text)
        self.line.changed.connect(self._check)
        self._check()

    @property
    def text(self) -> str:
        """The date as it is written."""
        return self.line.value().strip()

    @property
    def in_wareki(self) -> str:
        """The day in 和暦, however it was spelt."""
        day = read_day(self.text)
        return self.text if day is None else format_date(day)

    @property
    def fits(self) -> bool:
        """Whether it can be a date."""
        return not fault_of_date(self.text)

    def _check(self) -> None:
        fault = fault_of_date(self.text) if self.text else ""
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        if bool(self.line.property("wrong")) != bool(fault):
            self.line.setProperty("wrong", bool(fault))
            repolish(self.line)
        self.changed.emit()


class LineBox(QWidget):
    """A line of free words with its label."""

    def __init__(self, name: str, label: str, parent: QWidget) -> None:
        """An empty line."""
        super().__init__(parent)
        column = _column(self)
        head = plain_label(label, self, "label")
        column.addWidget(head)
        self._line = LineBase(self)
        identify(self._line, name, label)
        head.setBuddy(self._line)
        column.addWidget(self._line)

    @property
    def text(self) -> str:
        """What was written."""
        return self._line.text().strip()


class PublicationFieldsDialog(Dialog):
    """A dialog that asks for a date, a note and who; accepted, `date`, `note` and `by` say them."""

    _date: DateBox
    _note: LineBox
    _by: LineBox

    @property
    def date(self) -> str:
        """The day in 和暦, however it was spelt."""
        return self._date.in_wareki

    @property
    def note(self) -> str:
        """Free words on it."""
        return self._note.text

    @property
    def by(self) -> str:
        """Who it was."""
        return self._by.text


def _column(parent: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme().px(6))
    return column
