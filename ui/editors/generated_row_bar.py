"""Above a row that the program wrote: that it waits, and the buttons that take it over."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ui.style.buttons import button
from ui.style.theme import theme
from ui.widgets.accessibility import identify
from ui.widgets.column_layout import ColumnLayout

_SAID = "自動で作成した行です。中身を確かめてください。書き換えた行は、確認済みになります。"


class GeneratedRowBar(QFrame):
    """Hidden as long as the row is the person's own."""

    accepted = Signal()
    all_accepted = Signal()

    def __init__(self, address: str, parent: QWidget) -> None:
        """For the rows of the table at this address."""
        super().__init__(parent)
        identify(self, f"waiting:{address}", "自動で作成した行")
        self.setProperty("look", "waiting")
        column = QVBoxLayout(self)
        side = theme().px(12)
        column.setContentsMargins(side, theme().px(8), side, side)
        column.setSpacing(theme().px(8))
        words = QLabel(_SAID, self)
        words.setWordWrap(True)
        column.addWidget(words)
        row = ColumnLayout(self, row_gap=12, indent=0)
        for name, text, signal in (
            ("accept", "この行を確認済みにする", self.accepted),
            ("accept_all", "すべて確認済みにする", self.all_accepted),
        ):
            push_button = button(text, parent=row)
            push_button.setProperty("look", "compact")
            identify(push_button, f"{name}:{address}", text)
            push_button.clicked.connect(signal)
            row.add(push_button)
        column.addWidget(row)
        self.hide()
