"""Two columns of a table's row side by side with what differs marked, in a fold."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.style.buttons import link_button
from ui.style.theme import theme
from ui.widgets.accessibility import identify
from ui.widgets.before_after import BeforeAfter

# Milliseconds without a letter after which the marks are set anew.
_PAUSE_MS = 300
# So wide, in px at 100 %, there is room for both texts beside each other.
_ROOM = 560


class DifferenceFold(QWidget):
    """Open where there is room, until a person opens or closes it."""

    def __init__(self, address: str, titles: tuple[str, str], parent: QWidget) -> None:
        """`titles` are the two columns' labels; the table is at this address."""
        super().__init__(parent)
        self._texts = self._shown = ("", "")
        self._asked: bool | None = None
        column = QVBoxLayout(self)
        side = theme().px(theme().focus_ring + theme().focus_line + 2)
        column.setContentsMargins(side, 0, side, 0)
        column.setSpacing(theme().px(6))
        self._toggle = link_button("", self)
        identify(self._toggle, f"differences:{address}", "")
        self._toggle.clicked.connect(self._turn)
        column.addWidget(self._toggle, 0, Qt.AlignmentFlag.AlignLeft)
        self.texts = BeforeAfter(self, titles)
        column.addWidget(self.texts)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._mark)
        self._open(False)

    def show_texts(self, before: str, after: str) -> None:
        """Show another row's texts."""
        self._texts = (before, after)
        self._pause.stop()
        self._mark()

    def follow(self, before: str, after: str) -> None:
        """Show the texts that are being typed, as soon as the person pauses."""
        self._texts = (before, after)
        self._pause.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Open or close with the room, unless a person has said otherwise."""
        super().resizeEvent(event)
        if self._asked is None:
            self._open(self.width() >= theme().px(_ROOM))

    def _turn(self) -> None:
        self._asked = self.texts.isHidden()
        self._open(self._asked)

    def _open(self, opened: bool) -> None:
        self.texts.setVisible(opened)
        words = "違いをたたむ" if opened else "違いを表示"
        self._toggle.setText(words)
        self._toggle.setAccessibleName(words)
        self._mark()

    def _mark(self) -> None:
        """Set the marks, if they are to be seen and the texts are others."""
        self.setVisible(any(self._texts))
        if not self.texts.isHidden() and self._shown != self._texts:
            self._shown = self._texts
            self.texts.show_texts(*self._texts)
