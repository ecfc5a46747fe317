"""The table of the 台帳: rows of two lines, sorted by a click on a head."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from pia_desktop.ledger.columns import LEDGER_COLUMNS, REASON_COLUMN
from pia_desktop.ledger.entry import LedgerEntry
from ui.ledger.ledger_model import LedgerFilter, LedgerModel
from ui.style import theme
from ui.widgets.accessibility import identify

# Widths in px at 100 %; all together they fit a screen of 1366.
_WIDTHS = {
    "number": 56, "name": 136, "form": 88, "department": 94, "published": 130, "review": 138,
    "repeat": 138, "threshold": 158, "result": 106, "share": 46, "findings": 70,
    "unpublished": 78, "holder": 66,
}  # fmt: skip
# What has to stand on one line, however wide the letters are: what is due stands on the second.
_WIDEST = {
    **dict.fromkeys(("review", "repeat"), "令和28年12月28日"),
    "unpublished": "公表版なし",
    "share": "100%",
}
_BESIDE = 8
_LINES = 2
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_REASON = next(n for n, column in enumerate(LEDGER_COLUMNS) if column.name == REASON_COLUMN)


class LedgerTable(QTableView):
    """Several rows can be chosen. A double click or Enter opens one."""

    open_asked = Signal(object)
    chosen_changed = Signal()

    def __init__(self, model: LedgerModel, rows: LedgerFilter, parent: QWidget) -> None:
        """The rows of `model` as `rows` sorts and narrows them."""
        super().__init__(parent)
        identify(self, "ledger_table", "評価書の一覧")
        self._model = model
        self._filter = rows
        self.setModel(rows)
        behaviour, mode = QAbstractItemView.SelectionBehavior, QAbstractItemView.SelectionMode
        self.setSelectionBehavior(behaviour.SelectRows)
        self.setSelectionMode(mode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setAlternatingRowColors(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._dress()
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())
        # Once for all rows that change together.
        self._spanning = QTimer(self, singleShot=True, interval=0)
        self._spanning.timeout.connect(self._span_reasons)
        for signal in (rows.layoutChanged, rows.modelReset, rows.rowsInserted, rows.dataChanged):
            signal.connect(self._begin_spanning)

    def _dress(self) -> None:
        head = self.horizontalHeader()
        font = self.font()
        font.setPixelSize(theme().px(theme().small))
        font.setBold(True)
        bold = QFontMetrics(font)
        for number, column in enumerate(LEDGER_COLUMNS):
            needed = bold.horizontalAdvance(_WIDEST.get(column.name, "")) + theme().px(_BESIDE)
            self.setColumnWidth(number, max(theme().px(_WIDTHS[column.name]), needed))
        head.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        )
        font.setBold(False)
        line = QFontMetrics(font).lineSpacing()
        self.verticalHeader().setDefaultSectionSize(_LINES * line + theme().px(10))
        head.setMinimumHeight(_LINES * line + theme().px(14))

    @property
    def chosen(self) -> list[LedgerEntry]:
        """The rows that are chosen, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._entry(row) for row in rows]

    @property
    def shown(self) -> list[LedgerEntry]:
        """All rows that are listed, from top to bottom."""
        return [self._entry(row) for row in range(self._filter.rowCount())]

    def choose(self, entries: list[LedgerEntry]) -> None:
        """Choose these rows, and bring the first of them into view."""
        wanted = {entry.path for entry in entries}
        rows = [row for row, entry in enumerate(self.shown) if entry.path in wanted]
        selection = self.selectionModel()
        selection.clearSelection()
        flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
        for row in rows:
            selection.select(self._filter.index(row, 0), flags)
        if rows:
            current = self._filter.index(rows[0], 0)
            selection.setCurrentIndex(current, selection.SelectionFlag.NoUpdate)
            self.scrollTo(current)

    def sort_by(self, column: int) -> None:
        """Sort by a column; the other way round if it is sorted by it already."""
        head, order = self.horizontalHeader(), Qt.SortOrder
        again = head.sortIndicatorSection() == column
        is_rising = again and head.sortIndicatorOrder() == order.AscendingOrder
        self.sortByColumn(column, order.DescendingOrder if is_rising else order.AscendingOrder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the current row."""
        if event.key() in _ENTER and self.currentIndex().isValid():
            self._open(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def _entry(self, row: int) -> LedgerEntry:
        source = self._filter.mapToSource(self._filter.index(row, 0))
        return self._model.entry_at(source.row())

    def _open(self, row: int) -> None:
        self.open_asked.emit(self._entry(row))

    def _begin_spanning(self, *_: object) -> None:
        self._spanning.start()

    def _span_reasons(self) -> None:
        """Let the reason of a file that can't be read run on over the empty columns."""
        self.clearSpans()
        last = len(LEDGER_COLUMNS) - 1
        for row in range(self._filter.rowCount()):
            if self._entry(row).facts is None:
                self.setSpan(row, _REASON, 1, last - _REASON)
