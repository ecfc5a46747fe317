"""Ends what an input method is composing, before something else is done with the text."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication


def commit_composition() -> None:
    """Take what is being composed for written, as Enter would. Where the input method leaves it to
    the program, the box takes it itself.
    """
    QGuiApplication.inputMethod().commit()
    box = QApplication.focusWidget()
    composed = getattr(box, "composed", "")  # the text boxes have it
    if box is not None and composed:
        event = QInputMethodEvent()
        event.setCommitString(composed)
        QApplication.sendEvent(box, event)
