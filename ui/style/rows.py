"""Rows of a list that are as high as their broken text: Qt forgets the style sheet's padding, and
the tick beside the text.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from ui.style.theme import theme

# In px at 100 %, as the style sheet has them: beside a row's text, and a tick with its distance.
_SIDE = 12
_TICK = 24 + 8


class WrappedRows(QStyledItemDelegate):
    """Measures the rows of one list."""

    def __init__(self, view: QListView) -> None:
        """For this list."""
        super().__init__(view)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As high as the text needs that is as much narrower as what stands beside it."""
        narrow = QStyleOptionViewItem(option)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) is not None
        beside = theme().px(2 * _SIDE + (_TICK if ticked else 0))
        narrow.rect = option.rect.adjusted(0, 0, -beside, 0)
        return super().sizeHint(narrow, index)
