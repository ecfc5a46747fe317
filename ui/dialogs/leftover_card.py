"""One entry of the 取込記録: where it stood, what it says, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from pia_desktop.assessment.leftovers import Leftover
from ui.editors.options import WrappedCheck
from ui.style import button, theme
from ui.widgets.accessibility import identify
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import plain_label
from ui.widgets.text_format import one_line

_SELECTABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)


class LeftoverCard(QFrame):
    """The buttons do nothing by themselves: the dialog connects them."""

    def __init__(self, leftover: Leftover, parent: QWidget, *, read_only: bool = False) -> None:
        """A card for this entry."""
        super().__init__(parent)
        self.leftover = leftover
        self._read_only = read_only
        self.setProperty("look", "card")
        look = theme()
        column = QVBoxLayout(self)
        side = look.px(16)
        column.setContentsMargins(side, look.px(12), side, look.px(12))
        column.setSpacing(look.px(6))
        self.pick = WrappedCheck(one_line(leftover.place), self)
        column.addWidget(self.pick)
        column.addWidget(plain_label(one_line(leftover.source), self, "small"))
        column.addWidget(self._make_text())
        self._target = plain_label("", self)
        column.addWidget(self._target)
        buttons = QWidget(self)
        self._flow = FlowLayout(buttons, look.px(look.gap))
        self.put = self._button("この項目に入れる")
        self.choose = self._button("ほかの項目を選ぶ…")
        self.open = self._button("項目を開く")
        self.export = self._button("画像を保存…") if leftover.figures else None
        self.clear = self._button("消す")
        self.clear.setEnabled(not read_only)
        column.addWidget(buttons)

    def _make_text(self) -> QLabel:
        self._text = plain_label(self.leftover.text, self, "left-text")
        self._text.setTextInteractionFlags(_SELECTABLE)
        self._text.setCursor(Qt.CursorShape.IBeamCursor)
        return self._text

    def _button(self, text: str) -> QPushButton:
        push_button = button(text, parent=self)
        push_button.setProperty("look", "compact")
        push_button.setAutoDefault(True)  # Enter presses it
        self._flow.addWidget(push_button)
        return push_button

    @property
    def buttons(self) -> list[QPushButton]:
        """All buttons from left to right."""
        all_buttons = (self.put, self.choose, self.open, self.export, self.clear)
        return [each for each in all_buttons if each is not None]

    @property
    def first_button(self) -> QPushButton:
        """The first button that does something."""
        return next((each for each in self.buttons if each.isEnabled()), self.clear)

    def set_index(self, index: int) -> None:
        """Name the parts after the entry's place in the list."""
        title = one_line(self.leftover.place)
        identify(self, f"leftover:{index}", title)
        identify(self.pick, f"leftover_pick:{index}", f"{title}を選ぶ")
        identify(self._text, f"leftover_text:{index}", f"{title}の記入")
        self._target.setObjectName(f"leftover_target:{index}")
        named = {
            "put": self.put,
            "choose": self.choose,
            "open": self.open,
            "clear": self.clear,
            "export": self.export,
        }
        for name, push_button in named.items():
            if push_button is not None:
                spoken = f"{push_button.text()}（{title}）"
                identify(push_button, f"leftover_{name}:{index}", spoken)

    def show_target(self, target: str, *, can_open: bool, can_choose: bool) -> None:
        """Say which box the entry would go into."""
        if target:
            text = f"入れる項目：{target}"
        elif can_choose:
            text = "入れる項目が決まっていません。「ほかの項目を選ぶ」で選んでください。"
        else:
            text = "この様式には、図を入れる項目がありません。画像を保存しておけます。"
        self._target.setText(text)
        self.put.setEnabled(bool(target) and not self._read_only)
        self.choose.setEnabled(can_choose and not self._read_only)
        self.open.setEnabled(can_open)
