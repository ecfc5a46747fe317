"""The cells of a free table: chosen as in a spreadsheet, edited where they stand."""

from __future__ import annotations

from math import ceil
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from pia_desktop.assessment.clipboard import write_cells
from ui.editors.cell_table_view import ENTER, CellTableView
from ui.editors.grid_model import GridModel
from ui.editors.table_view import LinedCellDelegate, count_lines, line_height
from ui.style.theme import theme
from ui.widgets.accessibility import identify

_Index = QModelIndex | QPersistentModelIndex
_Trigger = QAbstractItemView.EditTrigger
# A row shows so many lines of its texts; the table is so high in px at 100 %, then it scrolls.
_LINES = 6
_HIGHEST = 440
# So much wider is bold text.
_BOLD = 1.08
# In letters: what a column has at least, and wants at most; one of longer texts has so many of
# them also where there is little room.
_LEAST, _WIDEST, _READABLE = 4, 40, 14


class NameBox(QLineEdit):
    """A column's name while it is edited. `done` tells the name, and whether to go on to the next
    column's; Esc leaves the name as it was.
    """

    done = Signal(str, bool)

    def __init__(self, parent: QWidget, name: str) -> None:
        """With all of the name selected."""
        super().__init__(name, parent)
        self._open = True
        self._around = parent
        self.selectAll()

    def commit(self) -> None:
        """Give the name as it is now."""
        self._finish(go_on=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the name, Esc does not."""
        if event.key() in ENTER:
            self._finish(go_on=False)
        elif event.key() == Qt.Key.Key_Escape:
            self._open = False
            self.deleteLater()
            self._around.setFocus()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes to the next column's name."""
        self._finish(go_on=forward)
        return True

    def focusOutEvent(self, event: Any) -> None:
        """Whoever goes elsewhere has given the name."""
        super().focusOutEvent(event)
        self._finish(go_on=False)

    def _finish(self, *, go_on: bool) -> None:
        if self._open:
            self._open = False
            self.deleteLater()
            self.done.emit(self.text(), go_on)


class GridView(CellTableView):
    """Cells to choose, to copy and to edit. Ctrl+V emits `paste_asked`, Delete `clear_asked`, a
    double click on a column's name or F2 there opens its box.
    """

    clear_asked = Signal()

    def __init__(self, model: GridModel, parent: QWidget) -> None:
        """A view of the model's table."""
        super().__init__(parent)
        self._grid = model
        self._large = False
        self.setModel(model)
        self.cells = LinedCellDelegate((), self)
        self.cells.entered.connect(self.go_down)
        self.cells.tabbed.connect(self.go_aside)
        self.setItemDelegate(self.cells)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            _Trigger.AnyKeyPressed | _Trigger.EditKeyPressed | _Trigger.DoubleClicked
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        head = self.horizontalHeader()
        head.setHighlightSections(True)
        head.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        )
        head.setSectionsClickable(True)
        head.setToolTip("列の名前は、ダブルクリックして変えられます")
        head.sectionDoubleClicked.connect(self.edit_name)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        model.modelReset.connect(self._fit_anew)
        model.headerDataChanged.connect(self._fit_anew)
        model.dataChanged.connect(self._fit_changed)

    # -- what is chosen ---------------------------------------------------------------------

    def chosen(self) -> tuple[range, range]:
        """The rows and columns of the chosen cells; those of the current one where none is."""
        areas = self.selectionModel().selection()
        if not areas.isEmpty():
            area = areas.first()
            return range(area.top(), area.bottom() + 1), range(area.left(), area.right() + 1)
        here = self.currentIndex()
        if not here.isValid():
            return range(0), range(0)
        return range(here.row(), here.row() + 1), range(here.column(), here.column() + 1)

    def choose(self, rows: range, columns: range) -> None:
        """Choose these cells, as far as they are there; the first one is the current one."""
        model = self._grid
        last = model.index(
            min(rows.stop, model.rowCount()) - 1, min(columns.stop, model.columnCount()) - 1
        )
        first = model.index(min(rows.start, last.row()), min(columns.start, last.column()))
        if not first.isValid() or not last.isValid():
            return
        self.setCurrentIndex(first)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().select(QItemSelection(first, last), flag)
        self.scrollTo(first)

    def copy(self) -> None:
        """Put the chosen cells on the clipboard."""
        rows, columns = self.chosen()
        if rows:
            cells = [[self._grid.rows[row][at] for at in columns] for row in rows]
            QGuiApplication.clipboard().setText(write_cells(cells))

    # -- editing ----------------------------------------------------------------------------

    def clear_cells(self) -> None:
        """Ask for what is chosen to be emptied."""
        self.clear_asked.emit()

    def edit_name(self, column: int) -> None:
        """Open a box over a column's name."""
        if self._grid.read_only or not 0 <= column < self._grid.columnCount():
            return
        self.scrollTo(self._grid.index(0, column))
        head = self.horizontalHeader()
        box = NameBox(self, self._grid.names[column])
        identify(box, "name_box", f"{column + 1}列目の名前")
        left = head.x() + head.sectionViewportPosition(column)
        wide = max(head.sectionSize(column), theme().px(120))
        high = max(head.height(), box.sizeHint().height())
        box.setGeometry(QRect(min(left, self.width() - wide), head.y(), wide, high))
        box.done.connect(lambda name, go_on: self._named(column, name, go_on))
        box.show()
        box.setFocus()

    def _named(self, column: int, name: str, go_on: bool) -> None:
        self._grid.set_name(column, name)
        if go_on and column + 1 < self._grid.columnCount():
            self.edit_name(column + 1)
        else:
            self.setFocus()

    # -- the size ---------------------------------------------------------------------------

    def set_large(self, large: bool) -> None:
        """Take the room that there is, and scroll by itself; or be as high as the rows."""
        self._large = large
        if large:
            self.setMinimumHeight(theme().px(130))
            self.setMaximumHeight(16_777_215)
        vertical = QSizePolicy.Policy.Ignored if large else QSizePolicy.Policy.Preferred
        self.setSizePolicy(QSizePolicy.Policy.Expanding, vertical)
        self._fit_anew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_anew()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure what came while nobody saw it."""
        super().showEvent(event)
        self._fit_anew()

    def _fit_anew(self) -> None:
        if self.isVisible() and self._grid.columnCount():
            self._share_width()
            self._fit_rows(range(self._grid.rowCount()))

    def _fit_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if self.isVisible():
            self._fit_rows(range(first.row(), last.row() + 1))

    def _share_width(self) -> None:
        """Give each column what its texts want, but none less than a few letters; what is left
        goes to the widest.
        """
        letter, pad = self.fontMetrics().horizontalAdvance("あ"), 2 * theme().px(theme().gap)
        sample = [self._grid.names, *self._grid.rows[:60]]
        wanted = [
            min(max(max(_longest(row[at]) for row in sample) + 1, _LEAST), _WIDEST)
            for at in range(self._grid.columnCount())
        ]
        least = [min(count, _READABLE) * letter + pad for count in wanted]
        room = max(self.viewport().width() - sum(least), 0)
        spare = [count - min(count, _READABLE) for count in wanted]
        if sum(spare) * letter <= room:
            widths = [low + more * letter for low, more in zip(least, spare, strict=True)]
            widths[spare.index(max(spare))] += room - sum(spare) * letter
        else:
            widths = [
                low + int(room * more / max(sum(spare), 1))
                for low, more in zip(least, spare, strict=True)
            ]
        for position, width in enumerate(widths):
            self.setColumnWidth(position, width)

    def _name_lines(self, column: int) -> int:
        """The lines of a column's name, which is bold."""
        pad = theme().px(theme().gap)
        wide = self.fontMetrics().horizontalAdvance(self._grid.names[column]) * _BOLD
        return max(ceil(wide / max(self.columnWidth(column) - 2 * pad, 1)), 1)

    def _fit_rows(self, numbers: range) -> None:
        line, pad = line_height(self.fontMetrics()), theme().px(theme().gap)
        letter = self.fontMetrics().horizontalAdvance("あ")
        room = [
            max((self.columnWidth(at) - 2 * pad) // letter, 1)
            for at in range(self._grid.columnCount())
        ]
        header = self.verticalHeader()
        blocker = QSignalBlocker(header)  # a row's own signal would lay all of them out anew
        header.setDefaultSectionSize(line + 2 * pad + 1)
        for number in numbers:
            lines = max(map(count_lines, self._grid.rows[number], room), default=1)
            high = min(lines, _LINES) * line + 2 * pad + 1  # the grid
            if header.sectionSize(number) != high:
                header.resizeSection(number, high)
        blocker.unblock()
        head = self.horizontalHeader()
        head.setFixedHeight(max(map(self._name_lines, range(len(room)))) * line + 2 * pad)
        header.viewport().update()
        self.viewport().update()
        self.updateGeometries()
        around = head.height() + 2 * self.frameWidth() + 2
        if head.length() > self.viewport().width():
            around += self.horizontalScrollBar().sizeHint().height()
        if self._large:
            return
        least = 2 * (line + 2 * pad)  # a box that is being edited has room
        self.setFixedHeight(max(min(header.length(), theme().px(_HIGHEST)), least) + around)


def _longest(text: str) -> int:
    """The letters of a text's longest line, two narrow ones for one."""
    return max((len(line.encode("cp932", "replace")) + 1) // 2 for line in text.split("\n"))
