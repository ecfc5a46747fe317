"""Boxes for a choice and for a number that only a person's choosing changes."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSpinBox

from ui.style.theme import theme

# In px at 100 %: a narrow window cuts a long choice, whose whole text the list shows.
_NARROWEST = 100


class ChoiceBox(QComboBox):
    """Leaves the wheel to what scrolls around it, and is as narrow as it must be."""

    def sizeHint(self) -> QSize:
        """As wide as the longest choice, which Qt takes for a pixel narrower than it is drawn."""
        hint = super().sizeHint()
        return QSize(hint.width() + 1, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the beginning of a choice."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), theme().px(_NARROWEST)), least.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel would choose without being asked."""
        event.ignore()


class NumberBox(QSpinBox):
    """Leaves the wheel to what scrolls around it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel would count without being asked."""
        event.ignore()
