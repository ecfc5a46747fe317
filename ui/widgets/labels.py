"""Labels of plain text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


def plain_label(text: str, parent: QWidget, look: str = "") -> QLabel:
    """A label whose text is shown as it is and wraps; `look` is its style."""
    label = QLabel(text, parent)
    if look:
        label.setProperty("look", look)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
