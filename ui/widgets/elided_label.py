"""A text in one line that never asks for more room than there is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui.style.tips import plain_tip


class ElidedLabel(QLabel):
    """Shows the text's beginning and its end; where it has no room for all, the tip has it."""

    def __init__(self, parent: QWidget, look: str) -> None:
        """Without a text; `look` is its style."""
        super().__init__(parent)
        self.setProperty("look", look)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        self._tell_whole()

    def sizeHint(self) -> QSize:
        """A line high, also without a text."""
        return QSize(super().sizeHint().width(), self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """A line high and as narrow as need be."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether the text still has room."""
        super().resizeEvent(event)
        self._tell_whole()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again after the text size has changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def _tell_whole(self) -> None:
        cut = self._shown() != self.text()
        self.setToolTip(plain_tip(self.text()) if cut else "")

    def _shown(self) -> str:
        return self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideMiddle, self.width()
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what there is room for, in the style's colour."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), flags, self._shown())
