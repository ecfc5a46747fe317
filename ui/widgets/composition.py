"""Ends what an input method is composing, and what is typed into a table's cell, before something
else is done with the text.
"""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication


def commit_composition() -> None:
    """Take what is being composed for written, as Enter would, and what stands in the open box of a
    cell. Where the input method leaves it to the program, the box takes it itself.
    """
    QGuiApplication.inputMethod().commit()
    box = QApplication.focusWidget()
    composed = getattr(box, "composed", "")  # the text boxes have it
    if box is not None and composed:
        event = QInputMethodEvent()
        event.setCommitString(composed)
        QApplication.sendEvent(box, event)
    inside = box.parentWidget() if box is not None else None
    table = inside.parentWidget() if inside is not None else None
    if box is not None and isinstance(table, QAbstractItemView):
        table.commitData(box)
    give = getattr(box, "commit", None)  # a column's name keeps its text until it is done
    if callable(give):
        give()
