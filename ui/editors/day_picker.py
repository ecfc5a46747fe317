"""A calendar that pops up below a date's line."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QAbstractItemView, QCalendarWidget, QFrame, QVBoxLayout, QWidget

from ui.style.theme import theme


class DayPicker(QFrame):
    """Shows a month and tells the day that is clicked, or chosen with the arrow keys and Enter."""

    picked = Signal(object)

    def __init__(self, shown: date | None, parent: QWidget) -> None:
        """A calendar of the month of `shown`, or of today's."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "popup")
        self._calendar = QCalendarWidget(self)
        self._calendar.setObjectName(f"days:{parent.objectName()}")
        view = self._calendar.findChild(QAbstractItemView)
        if view is not None:
            view.setAccessibleName("カレンダー")
        self._calendar.setLocale(QLocale(QLocale.Language.Japanese))
        self._calendar.setVerticalHeaderFormat(
            QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        )
        self._calendar.setMinimumSize(theme().px(400), theme().px(360))
        for day, colour in (
            (Qt.DayOfWeek.Saturday, theme().key),
            (Qt.DayOfWeek.Sunday, theme().error),
        ):
            look = QTextCharFormat()
            look.setForeground(QColor(colour))
            self._calendar.setWeekdayTextFormat(day, look)
        if shown is not None:
            self._calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self._calendar.clicked.connect(self._pick)
        self._calendar.activated.connect(self._pick)
        QVBoxLayout(self).addWidget(self._calendar)

    def pop_up(self) -> None:
        """Show below the line, or above it where the screen ends."""
        line = self.parentWidget()
        if line is None:
            return
        self.adjustSize()
        corner = line.mapToGlobal(QPoint(0, line.height()))
        if corner.y() + self.height() > line.screen().availableGeometry().bottom():
            corner = line.mapToGlobal(QPoint(0, -self.height()))
        self.move(corner)
        self.show()
        self._calendar.setFocus()

    def _pick(self, day: QDate) -> None:
        self.close()
        self.picked.emit(date(day.year(), day.month(), day.day()))
