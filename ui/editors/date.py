"""A date in 和暦, in free wording, with a calendar at hand."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from pia_desktop.forms.places import Place
from pia_desktop.forms.wareki import date_fault, format_date, parse_date, read_day
from ui.editors.base import Editor
from ui.editors.day_picker import DayPicker
from ui.editors.line_base import LineBase
from ui.style.buttons import tool_button
from ui.style.theme import theme
from ui.widgets.accessibility import identify

# How long the person must have paused before a half-written date is called wrong.
_PAUSE_MS = 600
# What the offer says where the line has no room for the day.
_SHORT_OFFER = "和暦に直す"
# In px at 100 %: what stands free around the text and between the buttons.
_AROUND = 56
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# The focus comes back to the line from these.
_PASSING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class DateLine(LineBase):
    """A line that writes dates for the person. `fault` tells a date that can't be, or nothing.
    Once it is left, it offers the 和暦 of a day in another spelling: a button in the line, so that
    nothing moves under a click that is on its way.
    """

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
        self._label = label
        self._wareki = tool_button(_SHORT_OFFER, parent=self)
        identify(self._wareki, f"wareki:{name}", f"{label} を和暦に直す")
        self._today.setToolTip("今日の日付を入れます（Shift+F4）")
        self._open.setToolTip("カレンダーから選びます（F4、Alt+↓）")
        for tool in (self._today, self._open):
            tool.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # they have keys: Tab goes to the next box
        self._wareki.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for tool in (self._today, self._open, self._wareki):
            tool.setCursor(Qt.CursorShape.ArrowCursor)
        self._today.clicked.connect(lambda: self._pick(date.today()))
        self._open.clicked.connect(self.open_calendar)
        self._wareki.clicked.connect(self._write_offer)
        self._wareki.hide()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._tell_fault)
        self._fault = self._offer = ""
        self.changed.connect(self._pause.start)
        self.changed.connect(lambda: self._show_offer(""))

    def value(self) -> str:
        """The text as it stands."""
        return self.text()

    def set_value(self, value: str | None) -> None:
        """Show a date, and whether it can be."""
        self.set_text(value or "")
        if not self.hasFocus():
            self._show_offer(self._other_spelling())
        if not self._pause.isActive():
            self._tell_fault()

    def set_read_only(self, read_only: bool) -> None:
        """Show the date without letting it be changed."""
        super().set_read_only(read_only)
        self._show_offer(self._other_spelling())
        self._today.setEnabled(not read_only)
        self._open.setEnabled(not read_only)

    def open_calendar(self) -> None:
        """Let the person pick a day."""
        if self.isReadOnly():
            return
        picker = DayPicker(read_day(self.text()) or parse_date(self.text()), self)
        picker.picked.connect(self._pick)
        picker.pop_up()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the buttons at the right end."""
        super().resizeEvent(event)
        self._place_tools()

    def _place_tools(self) -> None:
        side = theme().px(4)
        right = self.width() - side
        if self._offer:
            self._word_offer()
        offer = (self._wareki,) if self._offer else ()
        for tool in (self._open, self._today, *offer):
            size = tool.sizeHint()
            high = self.height() - 2 * side
            wide = max(size.width(), high)
            tool.setGeometry(right - wide, side, wide, high)
            right -= wide + side
        self.setTextMargins(0, 0, self.width() - right, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter writes the 和暦 of a day in another spelling, Shift+F4 today; F4 or Alt and ↓ opens
        the calendar.
        """
        with_alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() in _ENTER and not self.composed and self._other_spelling():
            self._write_offer()
        elif event.key() == Qt.Key.Key_F4 and not with_alt:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._pick(date.today())
            else:
                self.open_calendar()
        elif event.key() == Qt.Key.Key_Down and with_alt:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Offer the 和暦 of what was written, unless a menu or another window comes in between."""
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self._show_offer(self._other_spelling())

    def _write_offer(self) -> None:
        day = read_day(self.text())
        if day is not None:
            self._pick(day)

    def _pick(self, day: date) -> None:
        if self.isReadOnly():
            return
        self.setFocus()
        self.selectAll()
        self.insert(format_date(day))
        self._edited(self.text())
        self._tell_fault()

    def _other_spelling(self) -> str:
        """The 和暦 of the day that the text names in another spelling; free wording names none."""
        day = None if self.isReadOnly() else read_day(self.text())
        written = "" if day is None else format_date(day)
        return "" if written == self.text() else written

    def _show_offer(self, offer: str) -> None:
        """Offer this 和暦, or nothing."""
        self._offer = offer
        if offer:
            self._wareki.setToolTip(f"{offer} に直す")
            self._wareki.setAccessibleName(f"{self._label} を {offer} に直す")
        self._wareki.setVisible(bool(offer))
        self._place_tools()

    def _word_offer(self) -> None:
        """Say the day in the offer, or where the line has no room for it beside its text, in the
        offer's tip alone.
        """
        others = self._today.sizeHint().width() + self._open.sizeHint().width()
        text = self.fontMetrics().horizontalAdvance(self.text()) + theme().px(_AROUND)
        self._wareki.setText(f"{self._offer} に直す")
        if self._wareki.sizeHint().width() > self.width() - others - text:
            self._wareki.setText(_SHORT_OFFER)

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
