"""How a row of the navigator is drawn: mark, title in as many lines as it needs, state in words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from pia_desktop.forms.flow import State
from ui.icons import icon
from ui.style import theme
from ui.wizard.words import STATE_ICONS

STATE_ROLE = Qt.ItemDataRole.UserRole + 1
SHORT_ROLE = Qt.ItemDataRole.UserRole + 2

_ICONS = {state.value: STATE_ICONS[state] for state in State}
_WRAP = Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class NodeDelegate(QStyledItemDelegate):
    """Draws and measures the rows of one tree."""

    def __init__(self, tree: QTreeView) -> None:
        """For this tree, whose width the titles are broken to."""
        super().__init__(tree)
        self._tree = tree

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As high as the title needs."""
        width = self._tree.viewport().width() - self._indent(index)
        box = self._title_box(QRect(0, 0, width, 10_000), self._state_width(index))
        metrics = QFontMetrics(self._font(index))
        text = str(index.data() or "")
        height = metrics.boundingRect(box, _WRAP, text).height() if box.width() > 0 else 0
        return QSize(width, max(height, theme().px(20)) + 2 * theme().px(7))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Mark, title, state; the current row on the tint with a bar of the key colour."""
        look = theme()
        current = index == self._tree.currentIndex()
        painter.save()
        if current:
            painter.fillRect(option.rect, QColor(look.tint))
            bar = QRect(option.rect)
            bar.setWidth(look.px(4))
            painter.fillRect(bar, QColor(look.key))
        box = self._title_box(option.rect, self._state_width(index))
        mark = look.px(18)
        marked = QRect(box.left() - mark - look.px(6), box.top() + look.px(1), mark, mark)
        icon(_ICONS.get(index.data(STATE_ROLE), "")).paint(painter, marked)
        painter.setFont(self._font(index))
        painter.setPen(QColor(look.key if current else look.text))
        painter.drawText(box, _WRAP, str(index.data() or ""))
        painter.setFont(self._small())
        painter.setPen(QColor(look.text if current else look.support))
        rest = QRect(option.rect).adjusted(0, box.top() - option.rect.top() + 1, -look.px(8), 0)
        painter.drawText(rest, _RIGHT, str(index.data(SHORT_ROLE) or ""))
        painter.restore()

    def _title_box(self, row: QRect, state_width: int) -> QRect:
        look = theme()
        left = look.px(8) + look.px(18) + look.px(6)
        right = look.px(8) + state_width + look.px(8)
        return row.adjusted(left, look.px(7), -right, 0)

    def _state_width(self, index: QModelIndex | QPersistentModelIndex) -> int:
        return QFontMetrics(self._small()).horizontalAdvance("要確認")

    def _indent(self, index: QModelIndex | QPersistentModelIndex) -> int:
        depth = 1
        parent = index.parent()
        while parent.isValid():
            depth, parent = depth + 1, parent.parent()
        return depth * self._tree.indentation()

    def _font(self, index: QModelIndex | QPersistentModelIndex) -> QFont:
        font = QFont(self._tree.font())
        font.setPixelSize(theme().px(theme().body if not index.parent().isValid() else 15))
        font.setBold(not index.parent().isValid())
        return font

    def _small(self) -> QFont:
        font = QFont(self._tree.font())
        font.setPixelSize(theme().px(theme().small))
        return font
