"""Above a page none of whose boxes is needed: the reason, and a way to see them all the same."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.style import link_button, theme
from ui.widgets.accessibility import identify


class Banner(QFrame):
    """`toggled` tells whether a person wants to see the boxes."""

    toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Hidden until there is a reason."""
        super().__init__(parent)
        self.setObjectName("banner")
        self.setProperty("look", "banner")
        self.reason = ""
        self.opened = False
        row = QHBoxLayout(self)
        side = theme().px(12)
        row.setContentsMargins(side, side // 2, side, side // 2)
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self.button = link_button("表示する", self)
        identify(self.button, "show_page_anyway", "このページの項目を表示する")
        self.button.clicked.connect(lambda: self._open(not self.opened))
        row.addWidget(self._words, 1)
        row.addWidget(self.button)
        self.hide()

    def set_reason(self, reason: str, question: str = "") -> None:
        """Why nothing here is needed, or nothing. `question` is the choice that nobody has made
        yet and that decides it.
        """
        words = f"先に「{question}」を選んでください。" if question else ""
        words = words or f"このページの記入は要りません。{reason}"
        if (reason, words) != (self.reason, self._words.text()):
            self.reason = reason
            self._words.setText(words)
            self.setVisible(bool(reason))

    def offer_fields(self, offered: bool) -> None:
        """Offer to show the boxes, or not where they are shown anyway."""
        self.button.setVisible(offered)

    def open(self) -> None:
        """Show the boxes."""
        self._open(True)

    def _open(self, opened: bool) -> None:
        self.opened = opened
        self.button.setText("たたむ" if opened else "表示する")
        self.toggled.emit(opened)
