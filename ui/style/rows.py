"""Rows of a list that are as high as their broken text: Qt forgets the style sheet's padding."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from ui.style.theme import theme

# Beside a row's text, in px at 100 %, as the style sheet has it for QListWidget::item.
_SIDE = 12


class WrappedRows(QStyledItemDelegate):
    """Measures the rows of one list."""

    def __init__(self, view: QListView) -> None:
        """For this list."""
        super().__init__(view)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As high as the text needs that is as much narrower as the padding."""
        narrow = QStyleOptionViewItem(option)
        narrow.rect = option.rect.adjusted(0, 0, -theme().px(2 * _SIDE), 0)
        return super().sizeHint(narrow, index)
