"""Parts side by side that a person can make wider, below each other where there is little room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QSplitter, QWidget

from ui.style.theme import theme

# Narrower than this in px at 100 %, neither part could be read beside the other.
_NARROW = 600


class Panes(QSplitter):
    """None of the parts can be folded away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without parts, side by side."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setChildrenCollapsible(False)
        self._beside: tuple[QSizePolicy, int] = (self.sizePolicy(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the width wants it."""
        super().resizeEvent(event)
        narrow = event.size().width() < theme().px(_NARROW)
        if narrow != (self.orientation() == Qt.Orientation.Vertical):
            self._turn(below=narrow)

    def _turn(self, *, below: bool) -> None:
        """Below each other the parts are as high as they need: what is around them scrolls."""
        if below:
            self._beside = (self.sizePolicy(), self.minimumHeight())
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            self.setMinimumHeight(0)
            self.setOrientation(Qt.Orientation.Vertical)
        else:
            self.setOrientation(Qt.Orientation.Horizontal)
            self.setSizePolicy(self._beside[0])
            self.setMinimumHeight(self._beside[1])
