"""Scrolling by keys what no box that has the focus would scroll."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSlider, QScrollBar

_Action = QAbstractSlider.SliderAction
_PAGES = {
    Qt.Key.Key_PageUp: _Action.SliderPageStepSub,
    Qt.Key.Key_PageDown: _Action.SliderPageStepAdd,
    Qt.Key.Key_Home: _Action.SliderToMinimum,
    Qt.Key.Key_End: _Action.SliderToMaximum,
}
_LINES = {
    Qt.Key.Key_Up: _Action.SliderSingleStepSub,
    Qt.Key.Key_Down: _Action.SliderSingleStepAdd,
}


def scroll_by_key(bar: QScrollBar, key: int, *, lines: bool = False) -> bool:
    """Page Up, Page Down, Home and End, with `lines` the arrows too; whether it was one of them and
    there is something to scroll.
    """
    move = (_PAGES | _LINES if lines else _PAGES).get(Qt.Key(key))
    if move is None or not bar.maximum():
        return False
    bar.triggerAction(move)
    return True
