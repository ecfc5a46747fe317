"""A table's rows, as high as their texts up to a bound, whose cells are edited where they stand."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QGuiApplication,
    QPainter,
    QPen,
    QResizeEvent,
    QShowEvent,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyleOptionHeader,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from pia_desktop.assessment.clipboard import write_cells
from ui.editors.cell_table_view import CellTableView
from ui.editors.table_cells import CellDelegate
from ui.editors.table_model import Row, TableModel
from ui.editors.table_order import TableOrder
from ui.style.theme import theme

_Index = QModelIndex | QPersistentModelIndex
# A row in a page of other things is an overview; on a page of its own it may be read.
_FEW_LINES, _LINES = 4, 12
_LONGEST = 1_600  # letters of a cell that are laid out; the lines of a wide column hold fewer
_HIGHEST = 420  # px at 100 %: the overview's height, beyond which it scrolls
# In px at 100 %: its least height on a page of its own; with large text it nearly fills the page,
# above which the rest is scrolled away.
_LEAST, _LEAST_OF_LARGE = 130, 190
_LONGEST_DAY = "令和28年12月28日"
_Trigger = QAbstractItemView.EditTrigger
_UNFOCUSED = ~QStyle.StateFlag.State_HasFocus
_ONE_LINE = Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip


class TableView(CellTableView):
    """Rows to look over, to choose from and to edit. Ctrl+V emits `paste_asked`."""

    def __init__(self, model: TableModel, order: TableOrder, parent: QWidget) -> None:
        """A view of the model's rows in this order."""
        super().__init__(parent)
        self._rows = model
        self._order = order
        self._lines = _FEW_LINES
        self._whole_page = False
        self.setVerticalHeader(_RowNumbers(model, self))
        self.setModel(order)
        self.cells = LinedCellDelegate(model.columns, self)
        self.cells.entered.connect(self.go_down)
        self.cells.tabbed.connect(self.go_aside)
        self.setItemDelegate(self.cells)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            _Trigger.AnyKeyPressed | _Trigger.EditKeyPressed | _Trigger.DoubleClicked
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        )
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setHighlightSections(False)
        # What the rows' heights were measured for: the letters in a line, and the lines at most.
        self._measured: object = None
        for changed in (
            order.modelReset,
            order.layoutChanged,
            order.rowsInserted,
            order.rowsRemoved,
        ):
            changed.connect(self._fit_anew)
        order.dataChanged.connect(self._fit_changed)

    def fill_page(self) -> None:
        """Take the room that there is, with higher rows, and scroll by itself."""
        self._whole_page, self._lines = True, _LINES
        large = theme().is_large
        self.setMinimumHeight(theme().px(_LEAST_OF_LARGE if large else _LEAST))
        self.setMaximumHeight(16_777_215)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.fit()

    def sizeHint(self) -> QSize:
        """On a page of its own it asks for no more than it needs, and gets what there is."""
        hint = super().sizeHint()
        return QSize(hint.width(), self.minimumHeight()) if self._whole_page else hint

    def show_current(self) -> None:
        """Scroll to the current row, also to one that has just been added."""
        self.updateGeometries()
        self.scrollTo(self.currentIndex())

    # -- editing ----------------------------------------------------------------------------

    def clear_cells(self) -> None:
        """Empty the current cell."""
        self._order.setData(self.currentIndex(), "")

    def copy(self) -> None:
        """Put the current row's cells on the clipboard."""
        row = self.currentIndex().row()
        if row >= 0:
            cells = [self._order.index(row, at).data() for at in range(len(self._rows.keys))]
            QGuiApplication.clipboard().setText(write_cells([cells]))

    # -- the size ---------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each column its share of the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._share_width()
            self.fit()
        if event.size().height() < event.oldSize().height():
            self.show_current()  # the row's boxes have come below

    def _share_width(self) -> None:
        """Give each column its share, but none less than a few letters, nor a day's less than a day
        where the others have it to spare.
        """
        metrics, around = self.fontMetrics(), 2 * theme().px(theme().gap)
        least = 5 * metrics.horizontalAdvance("あ") + around
        columns = self._rows.columns
        shares = [column.width or 10 for column in columns]
        room = max(self.viewport().width() - least * len(columns), 0)
        widths = [least + int(room * share / sum(shares)) for share in shares]
        day = metrics.horizontalAdvance(_LONGEST_DAY) + around + 2  # the grid, and to be less than
        short = [
            max(day - width, 0) if column.kind == "date" else 0
            for column, width in zip(columns, widths, strict=True)
        ]
        others = [0 if missing else share for missing, share in zip(short, shares, strict=True)]
        if sum(short) <= room * sum(others) / sum(shares):
            for position, (missing, share) in enumerate(zip(short, others, strict=True)):
                widths[position] += missing - ceil(sum(short) * share / max(sum(others), 1))
        for position, width in enumerate(widths):
            self.setColumnWidth(position, width)

    def fit(self) -> None:
        """Make each row as high as its text, up to a bound, and an overview as high as its rows."""
        wanted = (tuple(self._letters(theme().px(theme().gap)).values()), self._lines)
        if self.isVisible() and wanted != self._measured:
            self._measured = wanted
            self._fit_rows(range(self._order.rowCount()))

    def _fit_anew(self) -> None:
        """Other rows are shown."""
        self._measured = None
        self.fit()

    def _fit_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        self._fit_rows(range(first.row(), last.row() + 1))

    def showEvent(self, event: QShowEvent) -> None:
        """Measure the rows that came while nobody saw them."""
        super().showEvent(event)
        self.fit()

    def _fit_rows(self, numbers: range) -> None:
        if not self.isVisible():
            return
        line = line_height(self.fontMetrics())
        pad = theme().px(theme().gap)
        room = self._letters(pad)
        header = self.verticalHeader()
        blocker = QSignalBlocker(header)  # a row's own signal would lay all of them out anew
        lines = self._lines_of(self._rows_at(numbers), room)
        heights = [min(count, self._lines) * line + 2 * pad + 1 for count in lines]  # the grid
        # Telling each of a thousand rows its height takes as long as the rest: most have the same.
        usual = header.defaultSectionSize()
        if len(heights) == header.count():
            usual = max(set(heights), key=heights.count, default=usual)
        changed = usual != header.defaultSectionSize()
        header.setDefaultSectionSize(usual)
        for number, high in zip(numbers, heights, strict=True):
            if header.sectionSize(number) != high:
                header.resizeSection(number, high)
                changed = True
        blocker.unblock()
        head = self.horizontalHeader()
        head.setFixedHeight(
            max(
                count_lines(column.label, room[key]) * line + 2 * pad
                for column, key in zip(self._rows.columns, self._rows.keys, strict=True)
            )
        )
        if changed:
            header.viewport().update()
            self.viewport().update()
            self.updateGeometries()
        if not self._whole_page:
            around = head.height() + 2 * self.frameWidth() + 2
            if self.horizontalHeader().length() > self.viewport().width():
                around += self.horizontalScrollBar().sizeHint().height()
            self.setFixedHeight(min(header.length(), theme().px(_HIGHEST)) + around)

    def _rows_at(self, numbers: range) -> list[Row]:
        """The rows that are shown at these places."""
        rows = self._rows.rows
        if self._order.is_own:
            return rows[numbers.start : numbers.stop]
        order = self._order
        return [rows[order.mapToSource(order.index(number, 0)).row()] for number in numbers]

    def _lines_of(self, rows: list[Row], room: dict[str, int]) -> list[int]:
        """How many lines each row needs."""
        out = [1] * len(rows)
        for position, (key, letters) in enumerate(room.items()):
            days: set[str] = set()  # that stand on one line: their figures are narrow
            is_day = self._rows.columns[position].kind == "date"
            for number, row in enumerate(rows):
                text = row[key]
                if text and (len(text) > letters or "\n" in text) and text not in days:
                    if is_day and self._has_room(position, text):
                        days.add(text)
                    else:
                        out[number] = max(out[number], count_lines(text, letters))
        return out

    def _has_room(self, column: int, text: str) -> bool:
        """Whether a cell of this column has room for a text on one line."""
        inside = self.columnWidth(column) - 2 * theme().px(theme().gap) - 1
        return "\n" not in text and self.fontMetrics().horizontalAdvance(text) < inside

    def _letters(self, pad: int) -> dict[str, int]:
        """How many letters a line of each column holds."""
        letter = self.fontMetrics().horizontalAdvance("あ")
        return {
            key: max((self.columnWidth(i) - 2 * pad) // letter, 1)
            for i, key in enumerate(self._rows.keys)
        }


class _RowNumbers(QHeaderView):
    """The rows' numbers. Left alone, Qt finds their width by asking for two hundred of them, five
    times each, whenever anything of the table is laid out.
    """

    def __init__(self, model: TableModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionsClickable(True)  # as in the header that a table has of its own
        self._model = model
        self._widths: dict[str, int] = {}  # by number, in the font and style that there are

    def sizeHint(self) -> QSize:
        """Room for the number with the most letters."""
        number = self._model.longest_number
        if number not in self._widths:
            self._widths[number] = max(self._width_of(number), self.minimumSectionSize())
        return QSize(self._widths[number], 0)

    def _width_of(self, number: str) -> int:
        option = QStyleOptionHeader()
        self.initStyleOption(option)
        option.text = number
        kind = QStyle.ContentsType.CT_HeaderSection
        return self.style().sizeFromContents(kind, option, QSize(), self).width()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again after the text size has changed."""
        super().changeEvent(event)
        self._widths.clear()


def line_height(metrics: QFontMetrics) -> int:
    """A line's height as a text layout has it: ascent and descent each in whole pixels."""
    return metrics.ascent() + metrics.descent()


def count_lines(text: str, letters: int) -> int:
    """About how many lines a text takes that has room for so many letters in a line."""
    shown = text[:_LONGEST]
    if "\n" not in shown:
        return max(-(-len(shown) // letters), 1)
    return sum(max(-(-len(part) // letters), 1) for part in shown.split("\n"))


class LinedCellDelegate(CellDelegate):
    """Draws a cell's text in lines; the last that has room ends in an ellipsis if more follows."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The cell's ground as the style has it, then the text."""
        text = str(index.data() or "")
        drawn = QStyleOptionViewItem(option)
        drawn.state &= _UNFOCUSED
        widget = drawn.widget
        style = widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, widget)
        look = theme()
        pad = look.px(look.gap)
        box = drawn.rect.adjusted(pad, pad, -pad, -pad)
        painter.save()
        painter.setPen(QColor(look.text))
        if text.isprintable() and drawn.fontMetrics.horizontalAdvance(text) < box.width():
            painter.drawText(box, _ONE_LINE, text)
        else:
            self._draw_lines(painter, drawn, box, text)
        if isinstance(widget, QTableView) and index == widget.currentIndex():
            painter.setPen(QPen(QColor(look.key), look.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(drawn.rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _draw_lines(
        self, painter: QPainter, drawn: QStyleOptionViewItem, box: QRect, text: str
    ) -> None:
        shown = text[:_LONGEST].replace("\n", "\u2028")
        layout = QTextLayout(shown, drawn.font)
        layout.beginLayout()
        high = 0.0
        lines = max(box.height() // line_height(drawn.fontMetrics), 1)
        for number in range(lines):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(box.width())
            line.setPosition(QPointF(0, high))
            rest = text[line.textStart() :]
            if number == lines - 1 and len(rest) > line.textLength():
                where = QPointF(box.topLeft()) + QPointF(0, high + line.ascent())
                flat = rest[:_LONGEST].replace("\n", " ")
                elided = drawn.fontMetrics.elidedText(
                    flat + "…", Qt.TextElideMode.ElideRight, box.width()
                )
                painter.drawText(where, elided)
                line.setNumColumns(0)
                break
            high += line.height()
            line.draw(painter, QPointF(box.topLeft()))
        layout.endLayout()
