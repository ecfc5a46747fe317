"""A box with a list of choices that only a person's choosing changes."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class ChoiceBox(QComboBox):
    """Leaves the wheel to what scrolls around it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel would choose without being asked."""
        event.ignore()
