"""A framed part of a page about the whole assessment: a title that leads somewhere, and lines."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ui.style import theme
from ui.style.buttons import link_button
from ui.widgets.accessibility import identify
from ui.widgets.labels import plain_label


class Card(QFrame):
    """A title, lines of text and what else is put in. `asked` tells that the title was pressed."""

    asked = Signal()

    def __init__(self, name: str, title: str, spoken: str, parent: QWidget) -> None:
        """`spoken` says where the title leads."""
        super().__init__(parent)
        self.setObjectName(f"card_{name}")
        self.setProperty("look", "panel")
        self.body = QVBoxLayout(self)
        side = theme().px(12)
        self.body.setContentsMargins(side, theme().px(6), side, theme().px(10))
        self.body.setSpacing(theme().px(4))
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.title = link_button(title, self)
        self.title.setProperty("look", "bar-title")
        identify(self.title, f"card_{name}_open", f"{title}：{spoken}")
        self.title.clicked.connect(self.asked)
        self.body.addWidget(self.title, 0, Qt.AlignmentFlag.AlignLeft)
        self._lines: dict[str, QLabel] = {}

    def say(self, name: str, text: str, look: str = "") -> QLabel:
        """Show a line, in place of the one of this name; nothing hides it."""
        line = self._lines.get(name)
        if line is None:
            line = self._lines[name] = plain_label("", self, look)
            line.setObjectName(f"{self.objectName()}_{name}")
            self.body.addWidget(line)
        line.setText(text)
        line.setVisible(bool(text))
        return line
