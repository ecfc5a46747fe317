"""The head of the entries of one section in the 取込記録, and what can be done with all of them."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QWidget

from pia_desktop.assessment.leftovers import Leftover
from pia_desktop.forms.places import Place
from ui.style import button, theme
from ui.widgets.accessibility import identify
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import plain_label
from ui.widgets.text_format import one_line

_ELSEWHERE = "そのほか"
_WIDE = 560  # px at 100 %: from here on the buttons have room beside the title


class LeftoverSection(QFrame):
    """「Ⅱ 特定個人情報ファイルの概要（12件）」 with two buttons."""

    def __init__(self, title: str, number: int, parent: QWidget, *, read_only: bool) -> None:
        """For the section of this title, the `number`th of the list."""
        super().__init__(parent)
        self.title = title
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, theme().px(8), 0, 0)
        self._label = plain_label("", self, "heading")
        tools = QWidget(self)
        flow = FlowLayout(tools, theme().px(8))
        self.put = self._button("決まっている項目に入れる")
        self.clear = self._button("まとめて消す")
        row.addWidget(self._label, 1)
        row.addWidget(tools)
        for push_button in (self.put, self.clear):
            push_button.setEnabled(not read_only)
            flow.addWidget(push_button)
        self.set_number(number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons beside the title, or below it where there is no room."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        wide = event.size().width() >= theme().px(_WIDE)
        self._row.setDirection(way.LeftToRight if wide else way.TopToBottom)

    def _button(self, text: str) -> QPushButton:
        push_button = button(text, parent=self)
        push_button.setProperty("look", "compact")
        push_button.setAutoDefault(False)
        return push_button

    def set_number(self, number: int) -> None:
        """Name the parts after the section's place in the list."""
        identify(self, f"leftover_section:{number}", self.title)
        for verb, push_button in (("put", self.put), ("clear", self.clear)):
            spoken = f"{self.title}を{push_button.text()}"
            identify(push_button, f"leftover_section_{verb}:{number}", spoken)

    def show_count(self, count: int) -> None:
        """Say how many entries the section has."""
        self._label.setText(f"{self.title}（{count}件）")


def section_of(leftover: Leftover, near: Place | None) -> str:
    """The section that an entry belongs to: that of the item it stood nearest to, else what its
    place begins with.
    """
    if near is not None:
        return one_line(near.section.title)
    return one_line(leftover.place).partition(" ")[0] or _ELSEWHERE
