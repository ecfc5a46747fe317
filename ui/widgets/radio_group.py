"""The answers to one question."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGroupBox, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.style.theme import theme


class RadioGroup(QGroupBox):
    """Radio buttons below each other, in a row, or as `layout` places them. Assistive technology
    has them as a group, whose question it says before each of them.
    """

    def __init__(
        self,
        question: str,
        parent: QWidget | None = None,
        *,
        in_row: bool = False,
        layout: QLayout | None = None,
    ) -> None:
        """No answer yet; the question is printed by whoever shows the group."""
        super().__init__(parent)
        self.setAccessibleName(question)
        self.box: QLayout = layout or _box(in_row)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self.box)

    def add(self, widget: QWidget, *, wide: bool = False) -> None:
        """Place an answer, or what belongs to the last one, next. It is as wide as its words, so
        that a click beside it chooses nothing; with `wide` as wide as the group, so that its words
        break.
        """
        self.box.addWidget(widget)
        if not wide:
            self.box.setAlignment(widget, Qt.AlignmentFlag.AlignLeft)


def _box(in_row: bool) -> QBoxLayout:
    box = QHBoxLayout() if in_row else QVBoxLayout()
    box.setSpacing(theme().px(16 if in_row else 4))
    return box
