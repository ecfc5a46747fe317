"""Editing a table's cell where it stands: a text box or the column's choices over it."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from pia_desktop.forms.model import Item
from ui.editors.own_undo import OwnUndoBox
from ui.style.theme import theme
from ui.widgets.accessibility import identify
from ui.widgets.choice_box import ChoiceBox

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ASIDE = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
# In px at 100 %: a cell's box is at least so high, where the table has room for it.
_LEAST = 96
_Index = QModelIndex | QPersistentModelIndex


class CellBox(OwnUndoBox):
    """A cell's text while it is edited; its undo is its own until it is done."""

    def __init__(self, parent: QWidget) -> None:
        """An empty box."""
        super().__init__(parent)
        self.setProperty("look", "cell")


class CellDelegate(QStyledItemDelegate):
    """Makes the boxes of the columns. Enter is done with a cell, which `entered` tells, and so is
    Tab, of which `tabbed` tells whether the next cell is wanted (1) or the one before (-1);
    Alt+Enter is a line, Esc takes the cell as it was.
    """

    entered = Signal()
    tabbed = Signal(int)

    def __init__(self, columns: tuple[Item, ...], parent: QWidget) -> None:
        """For a view of these columns; without any, each cell is a text."""
        super().__init__(parent)
        self._columns = columns
        # Whether the next box begins with all of its text selected: a letter opened it.
        self.replacing = False

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """A list of the column's options, or a box for its text."""
        column = self._columns[index.column()] if self._columns else None
        box: QWidget
        if column is not None and column.features.has_options:
            box = ChoiceBox(parent)
            box.addItems(["", *(each.label for each in column.options)])
        else:
            box = CellBox(parent)
        label = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        identify(box, "cell_box", f"{index.row() + 1}行目の{label}")
        return box

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Begin with the cell's text."""
        text = str(index.data() or "")
        if isinstance(editor, ChoiceBox):
            editor.setCurrentText(text)
        elif isinstance(editor, CellBox) and editor.text() != text:
            editor.set_text(text)
            if self.replacing:
                editor.selectAll()
            else:
                editor.moveCursor(QTextCursor.MoveOperation.End)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """Take the box's text over."""
        if isinstance(editor, ChoiceBox):
            model.setData(index, editor.currentText())
        elif isinstance(editor, CellBox):
            model.setData(index, editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        """Over the cell, higher where the cell is low and the table has the room."""
        place = option.rect
        if isinstance(editor, CellBox):
            around = editor.parentWidget()
            room = around.height() if around is not None else place.bottom()
            high = min(max(place.height(), theme().px(_LEAST)), room)
            place.setHeight(high)
            place.moveTop(max(0, min(place.top(), room - high)))
        else:
            place.setHeight(min(place.height(), editor.sizeHint().height()))
        editor.setGeometry(place)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter, Alt+Enter and Tab; Esc is Qt's own."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(editor, QWidget):
            return super().eventFilter(editor, event)
        if isinstance(event, QKeyEvent) and event.key() in (*_ENTER, *_ASIDE):
            self._leave(editor, event)
            return True
        return super().eventFilter(editor, event)

    def _leave(self, editor: QWidget, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if isinstance(editor, CellBox):
            if editor.composed:  # the input method's own Enter
                return
            if key in _ENTER and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                editor.insertPlainText("\n")
                return
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if key in _ENTER:
            self.entered.emit()
        else:
            self.tabbed.emit(_ASIDE[key])
