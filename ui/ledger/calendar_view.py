"""The next twelve months: what is due when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidgetItem, QWidget

from pia_desktop.forms.wareki import format_date
from pia_desktop.ledger.entry import LedgerEntry
from pia_desktop.ledger.totals import CalendarDay, overdue_days, year_calendar
from ui.dialogs.place_list import PlaceList
from ui.style import theme

OVERDUE_TITLE = "期限を過ぎたもの"
_NOTHING = "なし"


class CalendarView(PlaceList):
    """A heading for what is overdue and for each month, and below it a row a day. A click or Enter
    on a day shows its assessment in the list.
    """

    # The assessments of a row.
    rows_asked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        """Nothing is known yet."""
        super().__init__("ledger_calendar", "今後12か月の期限", self._ask, parent)
        self._shown: list[CalendarDay | None] = []

    def show_entries(self, entries: Sequence[LedgerEntry], today: date) -> None:
        """Show what is due of these rows."""
        parts = [(OVERDUE_TITLE, overdue_days(entries, today))]
        parts += [(month.title, list(month.days)) for month in year_calendar(entries, today)]
        self._shown, texts = [], []
        for title, days in parts:
            self._shown += [None, *days]
            texts.append(f"{title}　{f'{len(days)}件' if days else _NOTHING}")
            texts += [f"{format_date(day.day)}　{day.name}　{day.what}" for day in days]
        if texts == [self.item(row).text() for row in range(self.count())]:
            return
        self.show_rows([(text, "") for text in texts])
        for row, day in enumerate(self._shown):
            if day is None:
                self._make_heading(self.item(row))
        self.setCurrentRow(next((row for row, day in enumerate(self._shown) if day), -1))

    def _make_heading(self, item: QListWidgetItem) -> None:
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = self.font()
        font.setBold(True)
        item.setFont(font)
        item.setForeground(QColor(theme().text))
        item.setBackground(QColor(theme().panel))

    def _ask(self, row: int) -> None:
        day = self._shown[row] if 0 <= row < len(self._shown) else None
        if day is not None:
            self.rows_asked.emit([day.entry])
