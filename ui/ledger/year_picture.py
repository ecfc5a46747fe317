"""The ledger drawn: what is due in each of the next twelve months, and how many files are in which
state. The numbers stand beside, and shapes tell what colours tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pia_desktop.ledger.entry import LedgerEntry
from pia_desktop.ledger.totals import CalendarMonth, overdue_days, state_counts, year_calendar
from ui.style import theme
from ui.widgets.accessibility import identify

_PATTERN = Qt.BrushStyle
# By state: the theme's colour and a pattern of its own.
_LOOKS = {
    "再実施の義務": ("error", _PATTERN.SolidPattern),
    "期限超過": ("error", _PATTERN.BDiagPattern),
    "期限がまもなく": ("warning", _PATTERN.Dense4Pattern),
    "誤りあり": ("warning", _PATTERN.DiagCrossPattern),
    "読めない": ("support", _PATTERN.VerPattern),
    "そのほか": ("key", _PATTERN.Dense6Pattern),
}
# In px at 100 %.
_BARS, _LINE, _SHARE, _EDGE = 56, 22, 16, 4


class YearPicture(QWidget):
    """A column for what is overdue and one for each month; below it a bar of the states."""

    def __init__(self, parent: QWidget) -> None:
        """Nothing is known yet."""
        super().__init__(parent)
        identify(self, "ledger_year", "今後12か月の期限と、評価書の状態")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._columns: list[tuple[str, int]] = []
        self._states: list[tuple[str, int]] = []

    def show_entries(self, entries: Sequence[LedgerEntry], today: date) -> None:
        """Draw these rows."""
        months = year_calendar(entries, today)
        self._columns = [("超過", len(overdue_days(entries, today)))]
        self._columns += [(_month_name(month), len(month.days)) for month in months]
        self._states = state_counts(entries, today)
        self.setAccessibleDescription(self.in_words())
        self.updateGeometry()
        self.update()

    def in_words(self) -> str:
        """What the picture shows, for who can't see it."""
        due = "、".join(f"{name}{count}件" for name, count in self._columns if count)
        states = "、".join(f"{name}{count}件" for name, count in self._states)
        return f"期限：{due or 'なし'}。状態：{states or 'なし'}。"

    def sizeHint(self) -> QSize:
        """High enough for the columns, their words, the bar and the lines of its words."""
        px = theme().px
        lines = max(1, len(self._legend_lines(max(self.width(), px(300)))))
        return QSize(px(600), px(_BARS + 3 * _LINE + _SHARE + 3 * _EDGE) + (lines - 1) * px(_LINE))

    def minimumSizeHint(self) -> QSize:
        """As high as its hint."""
        return QSize(theme().px(300), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Columns with their numbers above and names below, then the bar and its words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bottom = self._paint_columns(painter)
        self._paint_states(painter, bottom)

    def _paint_columns(self, painter: QPainter) -> float:
        px = theme().px
        most = max((count for _, count in self._columns[1:]), default=0)
        width = self.width() / max(len(self._columns), 1)
        floor = px(_BARS + _LINE)
        for number, (name, count) in enumerate(self._columns):
            left = number * width
            cell = QRectF(left, 0, width, px(_LINE))
            # What is overdue doesn't make the months look like nothing.
            high = px(_BARS) * min(count / max(most, 1), 1.0)
            colour = theme().error if number == 0 else theme().key
            pattern = _PATTERN.BDiagPattern if number == 0 else _PATTERN.SolidPattern
            bar = QRectF(left + width * 0.2, floor - high, width * 0.6, high)
            painter.fillRect(bar, QBrush(QColor(colour), pattern))
            painter.setPen(QColor(theme().text))
            if count:
                above = cell.translated(0, floor - high - px(_LINE))
                painter.drawText(above, Qt.AlignmentFlag.AlignCenter, str(count))
            below = cell.translated(0, floor)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, name)
        painter.setPen(QColor(theme().border))
        painter.drawLine(0, floor, self.width(), floor)
        return floor + px(_LINE + _EDGE)

    def _paint_states(self, painter: QPainter, top: float) -> None:
        px, total = theme().px, sum(count for _, count in self._states)
        left = 0.0
        for name, count in self._states:
            share = QRectF(left, top, self.width() * count / total, px(_SHARE))
            _paint_state(painter, share, name)
            left = share.right()
        y = top + px(_SHARE + _EDGE)
        for line in self._legend_lines(self.width()):
            for name, x, words in line:
                mark = QRectF(x, y + px(_LINE - _SHARE) / 2, px(_SHARE), px(_SHARE))
                _paint_state(painter, mark, name)
                painter.setPen(QColor(theme().text))
                place = QRectF(mark.right() + px(_EDGE), y, self.width(), px(_LINE))
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
            y += px(_LINE)

    def _legend_lines(self, width: int) -> list[list[tuple[str, float, str]]]:
        """The states' words in lines, each with its name and where it begins."""
        px, metrics = theme().px, self.fontMetrics()
        lines: list[list[tuple[str, float, str]]] = [[]]
        left = 0.0
        for name, count in self._states:
            words = f"{name} {count}件"
            needed = px(_SHARE + 4 * _EDGE) + metrics.horizontalAdvance(words)
            if lines[-1] and left + needed > width:
                lines.append([])
                left = 0.0
            lines[-1].append((name, left, words))
            left += needed + px(_EDGE)
        return lines


def _paint_state(painter: QPainter, area: QRectF, name: str) -> None:
    colour, pattern = _LOOKS[name]
    painter.fillRect(area, QBrush(QColor(getattr(theme(), colour)), pattern))
    painter.setPen(QColor(theme().border))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area)


def _month_name(month: CalendarMonth) -> str:
    """「4月」; January with its year."""
    return month.title.removeprefix("令和") if month.month == 1 else f"{month.month}月"
