"""A date in 和暦, in free wording, with a calendar at hand."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from pia_desktop.forms.places import Place
from pia_desktop.forms.wareki import date_fault, format_date, parse_date
from ui.editors.base import Editor
from ui.editors.day_picker import DayPicker
from ui.editors.line_base import LineBase
from ui.style.buttons import tool_button
from ui.style.theme import theme
from ui.widgets.accessibility import identify

# How long the person must have paused before a half-written date is called wrong.
_PAUSE_MS = 600


class DateLine(LineBase):
    """A line that writes dates for the person. `fault` tells a date that can't be, or nothing."""

    fault = Signal(str)

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        """`name` is its object name, `label` what it is the date of."""
        super().__init__(parent)
        identify(self, name, label)
        self.setMaximumWidth(theme().px(640))
        self._today = tool_button("今日", parent=self)
        identify(self._today, f"today:{name}", f"{label} に今日の日付を入れる")
        self._open = tool_button("カレンダーから選ぶ", "calendar", self)
        identify(self._open, f"calendar:{name}", f"{label} をカレンダーから選ぶ")
        for tool in (self._today, self._open):
            tool.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            tool.setCursor(Qt.CursorShape.ArrowCursor)
        self._today.clicked.connect(lambda: self._pick(date.today()))
        self._open.clicked.connect(self.open_calendar)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._tell_fault)
        self._fault = ""
        self.changed.connect(self._pause.start)

    def value(self) -> str:
        """The text as it stands."""
        return self.text()

    def set_value(self, value: str | None) -> None:
        """Show a date, and whether it can be."""
        self.set_text(value or "")
        if not self._pause.isActive():
            self._tell_fault()

    def set_read_only(self, read_only: bool) -> None:
        """Show the date without letting it be changed."""
        super().set_read_only(read_only)
        self._today.setEnabled(not read_only)
        self._open.setEnabled(not read_only)

    def open_calendar(self) -> None:
        """Let the person pick a day."""
        picker = DayPicker(parse_date(self.text()), self)
        picker.picked.connect(self._pick)
        picker.pop_up()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the buttons at the right end."""
        super().resizeEvent(event)
        side = theme().px(4)
        right = self.width() - side
        for tool in (self._open, self._today):
            size = tool.sizeHint()
            high = self.height() - 2 * side
            wide = max(size.width(), high)
            tool.setGeometry(right - wide, side, wide, high)
            right -= wide + side
        self.setTextMargins(0, 0, self.width() - right, 0)

    def _pick(self, day: date) -> None:
        if self.isReadOnly():
            return
        self.setFocus()
        self.selectAll()
        self.insert(format_date(day))
        self._edited(self.text())
        self._tell_fault()

    def _tell_fault(self) -> None:
        fault = date_fault(self.text())
        if fault != self._fault:
            self._fault = fault
            self.fault.emit(fault)


class DateEditor(Editor, DateLine):
    """The date of an item."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        """The date of the item at `place`."""
        super().__init__(place.address, place.name, parent)
