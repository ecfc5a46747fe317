"""The overview of a table: readable rows of at most four lines, however long their texts are."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.editors.table_model import TableModel
from ui.style.theme import theme

_LINES = 4
_LONGEST = 400  # letters of a cell that are laid out; four lines of a wide column hold fewer
_HIGHEST = 420  # px at 100 %: the overview's height, beyond which it scrolls


class TableView(QTableView):
    """Rows to look over and to choose from; edited below it. Ctrl+V emits `paste_asked`."""

    paste_asked = Signal()

    def __init__(self, model: TableModel, parent: QWidget) -> None:
        """A view of the model's rows."""
        super().__init__(parent)
        self._rows = model
        self.setModel(model)
        self.setItemDelegate(_Cell(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
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
        model.modelReset.connect(self.fit)
        model.dataChanged.connect(self.fit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rows can be pasted where the view has the focus."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_asked.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each column its share of the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._share_width()
            self.fit()

    def _share_width(self) -> None:
        """Give each column its share, but none less than a few letters."""
        least = 5 * self.fontMetrics().horizontalAdvance("あ") + 2 * theme().px(theme().gap)
        shares = [column.width or 10 for column in self._rows.columns]
        room = max(self.viewport().width() - least * len(shares), 0)
        for position, share in enumerate(shares):
            self.setColumnWidth(position, least + int(room * share / sum(shares)))

    def fit(self) -> None:
        """Make each row as high as its text, up to four lines, and the view as high as its rows."""
        line = _line_height(self.fontMetrics())
        letter = self.fontMetrics().horizontalAdvance("あ")
        pad = theme().px(theme().gap)
        room = {
            key: max((self.columnWidth(i) - 2 * pad) // letter, 1)
            for i, key in enumerate(self._rows.keys)
        }
        header = self.verticalHeader()
        for number, row in enumerate(self._rows.rows):
            lines = 1
            for key, letters in room.items():
                if lines < _LINES and row[key]:
                    lines = max(lines, _lines(row[key], letters))
            high = min(lines, _LINES) * line + 2 * pad + 1  # the grid
            if header.sectionSize(number) != high:
                header.resizeSection(number, high)
        head = self.horizontalHeader()
        head.setFixedHeight(
            max(
                _lines(column.label, room[key]) * line + 2 * pad
                for column, key in zip(self._rows.columns, self._rows.keys, strict=True)
            )
        )
        around = head.height() + 2 * self.frameWidth() + 2
        if self.horizontalHeader().length() > self.viewport().width():
            around += self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(min(header.length(), theme().px(_HIGHEST)) + around)


def _line_height(metrics: QFontMetrics) -> int:
    """A line's height as a text layout has it: ascent and descent each in whole pixels."""
    return metrics.ascent() + metrics.descent()


def _lines(text: str, letters: int) -> int:
    """About how many lines a text takes that has room for so many letters in a line."""
    return sum(max(-(-len(part) // letters), 1) for part in text[:_LONGEST].split("\n"))


class _Cell(QStyledItemDelegate):
    """Draws a cell's text in lines; the last that has room ends in an ellipsis if more follows."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The cell's ground as the style has it, then the text."""
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        text = drawn.text
        drawn.text = ""
        drawn.state &= ~QStyle.StateFlag.State_HasFocus
        widget = drawn.widget
        style = widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, widget)
        pad = theme().px(theme().gap)
        box = drawn.rect.adjusted(pad, pad, -pad, -pad)
        painter.setPen(QColor(theme().text))
        shown = text[:_LONGEST].replace("\n", "\u2028")
        layout = QTextLayout(shown, drawn.font)
        layout.beginLayout()
        high = 0.0
        lines = max(box.height() // _line_height(drawn.fontMetrics), 1)
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
