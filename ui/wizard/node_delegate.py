"""How a row of the navigator is drawn: mark, title in as many lines as it needs, state in words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from ui.style import theme
from ui.style.fonts import family
from ui.style.icons import icon

MARK_ROLE = Qt.ItemDataRole.UserRole + 1
SHORT_ROLE = Qt.ItemDataRole.UserRole + 2
# How many items differ from the published state.
CHANGED_ROLE = Qt.ItemDataRole.UserRole + 3
# How many notes are open.
NOTES_ROLE = Qt.ItemDataRole.UserRole + 4
# Whether nothing is filled in on the page, so that it needs no room for a state.
STATELESS_ROLE = Qt.ItemDataRole.UserRole + 5

_MOST_LINES = 4
_MOST_LINES_BELOW = 6
# A row is denser than running text: half of the letters' height again, not 1.7 times.
_LINE = 1.4
_MARK = 18
_SIDE = 8
_ABOVE = 7

Index = QModelIndex | QPersistentModelIndex


class NodeDelegate(QStyledItemDelegate):
    """Draws and measures the rows of one tree."""

    def __init__(self, tree: QTreeView) -> None:
        """For this tree, whose width the titles are broken to."""
        super().__init__(tree)
        self._tree = tree
        self._broken: dict[tuple[str, int, int, bool], list[str]] = {}
        self._fonts: dict[tuple[int, bool], QFont] = {}
        self._state_widths: dict[int, int] = {}
        self._icons: dict[str, QIcon] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the title needs."""
        width = self._tree.viewport().width() - self._indent(index)
        lines = len(self._lines(index, self._title_box(QRect(0, 0, width, 0), index).width()))
        lines += self._below() and not index.data(STATELESS_ROLE)
        return QSize(width, lines * self._line_height(index) + 2 * theme().px(_ABOVE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Mark, title, state; the current row on the tint with a bar of the key colour."""
        look = theme()
        row: QRect = option.rect
        current = index == self._tree.currentIndex()
        painter.save()
        if current:
            _fill(painter, row, look.tint)
            _fill(painter, QRect(row.topLeft(), QSize(look.px(4), row.height())), look.key)
        box = self._title_box(row, index)
        height = self._line_height(index)
        line = box.top()
        if self._below():
            line += height * len(self._lines(index, box.width()))
        mark = look.px(_MARK)
        top = line + (height - mark) // 2
        left = row.left() + look.px(_SIDE)
        self._icon(index.data(MARK_ROLE) or "").paint(painter, QRect(left, top, mark, mark))
        for role, name in ((CHANGED_ROLE, "changed"), (NOTES_ROLE, "note")):
            if index.data(role):
                left += mark + look.px(2)
                self._icon(name).paint(painter, QRect(left, top, mark, mark))
        self._draw_title(painter, index, box, height, look.key if current else look.text)
        painter.setFont(self._font(look.small))
        painter.setPen(QColor(look.text if current else look.support))
        state = QRect(row.left(), line, row.width() - look.px(_SIDE), height)
        side = Qt.AlignmentFlag.AlignRight
        if self._below():
            state.setLeft(left + mark + look.px(6))
            side = Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(state, flags, str(index.data(SHORT_ROLE) or ""))
        painter.restore()

    def _draw_title(
        self, painter: QPainter, index: Index, box: QRect, height: int, colour: str
    ) -> None:
        painter.setFont(self._title_font(index))
        painter.setPen(QColor(colour))
        metrics = painter.fontMetrics()
        base = (height - metrics.height()) / 2 + metrics.ascent()
        for number, line in enumerate(self._lines(index, box.width())):
            painter.drawText(QPointF(box.left(), box.top() + number * height + base), line)

    def _lines(self, index: Index, width: int) -> list[str]:
        """The title broken to the width; what doesn't fit ends in 「…」 (the tool tip has all)."""
        font = self._title_font(index)
        key = (str(index.data() or ""), width, font.pixelSize(), font.bold())
        if key not in self._broken:
            most = _MOST_LINES_BELOW if self._below() else _MOST_LINES
            self._broken[key] = _break(key[0], font, width, most)
        return self._broken[key]

    def _title_box(self, row: QRect, index: Index) -> QRect:
        look = theme()
        side, above = look.px(_SIDE), look.px(_ABOVE)
        if self._below():
            return row.adjusted(side, above, -side, 0)
        words = self._state_width()
        left = look.px(_SIDE) + look.px(_MARK) + look.px(6)
        for role in (CHANGED_ROLE, NOTES_ROLE):
            left += look.px(_MARK) if index.data(role) else 0
        return row.adjusted(left, above, -(2 * side + words), 0)

    def _below(self) -> bool:
        """With large text mark and state stand below the title: they have no room beside it."""
        return theme().is_large

    def _indent(self, index: Index) -> int:
        depth, parent = 1, index.parent()
        while parent.isValid():
            depth, parent = depth + 1, parent.parent()
        return depth * self._tree.indentation()

    def _line_height(self, index: Index) -> int:
        return round(self._title_font(index).pixelSize() * _LINE)

    def _title_font(self, index: Index) -> QFont:
        top = not index.parent().isValid()
        return self._font(theme().body if top else 15, bold=top)

    def _state_width(self) -> int:
        """What the longest short state takes, in px."""
        font = self._font(theme().small)
        size = font.pixelSize()
        if size not in self._state_widths:
            self._state_widths[size] = QFontMetrics(font).horizontalAdvance("要確認")
        return self._state_widths[size]

    def _icon(self, name: str) -> QIcon:
        """Kept, and with it the picture that it has drawn from its file."""
        if name not in self._icons:
            self._icons[name] = icon(name)
        return self._icons[name]

    def _font(self, size: int, *, bold: bool = False) -> QFont:
        pixels = theme().px(size)
        if (pixels, bold) not in self._fonts:
            font = QFont(family())
            font.setPixelSize(pixels)
            font.setBold(bold)
            self._fonts[pixels, bold] = font
        return self._fonts[pixels, bold]


def _fill(painter: QPainter, box: QRect, colour: str) -> None:
    """As `fillRect` does, for whose ways to be called PySide first loads every kind of gradient."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRect(box)


def _break(text: str, font: QFont, width: int, most: int) -> list[str]:
    if QFontMetrics(font).horizontalAdvance(text) <= width and "\n" not in text:
        return [text]
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    spans = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        spans.append((line.textStart(), line.textLength()))
    layout.endLayout()
    lines = [text[start : start + length] for start, length in spans[:most]]
    if len(spans) > most:
        rest = text[spans[most - 1][0] :]
        elide = Qt.TextElideMode.ElideRight
        lines[-1] = QFontMetrics(font).elidedText(rest, elide, width)
    return lines or [""]
