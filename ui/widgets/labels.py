"""Labels of plain text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget

# How many heights a label remembers: those of all help texts, and not of every letter typed.
_MOST = 512


class MeasuredLabel(QLabel):
    """A label that remembers how high it is. Qt lays a text out anew whenever its height for a
    width is asked, which a page's layout does several times for each label before it is shown.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        """A label with this text."""
        super().__init__(text, parent)
        # By text and width: one goes to and fro between the same texts.
        self._heights: dict[tuple[str, int], int] = {}

    def changeEvent(self, event: QEvent) -> None:
        """In another font or style texts have other heights."""
        self._heights.clear()
        super().changeEvent(event)

    def heightForWidth(self, width: int) -> int:
        """The height in px that the text takes at this width."""
        key = (self.text(), width)
        if not key[0]:  # that depends on what stood here before, and costs nothing
            return super().heightForWidth(width)
        if key not in self._heights:
            if len(self._heights) == _MOST:
                self._heights.clear()
            self._heights[key] = super().heightForWidth(width)
        return self._heights[key]


def plain_label(text: str, parent: QWidget, look: str = "") -> QLabel:
    """A label whose text is shown as it is and wraps; `look` is its style."""
    label = MeasuredLabel(text, parent)
    if look:
        label.setProperty("look", look)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
