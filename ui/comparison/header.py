"""Above the comparison: what can be done with it, and which two states and which items it shows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.comparison.state_choice import StateBox
from ui.style import button, theme
from ui.style.icons import put_icon
from ui.widgets.accessibility import identify
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import plain_label

PAGE_TITLE = "比較（新旧対照表）"
CHANGED, IMPORTANT, ALL = SCOPES = ("変更のある項目だけ", "※重要な変更の対象だけ", "すべての項目")

# With large text the buttons show their marks alone, and the states' boxes are narrow enough (in
# px at 100 %) to stand beside each other: what is compared needs the room.
_WIDEST_OF_LARGE = 205


class ComparisonHeader(QWidget):
    """Buttons and boxes; `old`, `new` and `scope` are for the page to read and to follow."""

    closed = Signal()
    # 「xlsx」「pdf」「print」
    output_asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """No state is offered yet."""
        super().__init__(parent)
        self.setObjectName("comparison_head")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        look = theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(16), look.px(8), look.px(16), look.px(8))
        column.setSpacing(look.px(8))
        column.addWidget(self._title_row())
        column.addWidget(self._choosing())

    def _title_row(self) -> QWidget:
        row = QWidget(self)
        flow = FlowLayout(row, theme().px(8))
        title = plain_label(PAGE_TITLE, row, "heading")
        title.setWordWrap(False)
        flow.addWidget(title)
        self._outputs: list[QPushButton] = []
        for name, text, mark in (
            ("xlsx", "Excelに出す", "export-xlsx"),
            ("pdf", "PDFに出す", "export-pdf"),
            ("print", "印刷", "print"),
        ):
            push_button = _small_button(f"comparison_{name}", text, mark, row)
            push_button.clicked.connect(lambda _=False, kind=name: self.output_asked.emit(kind))
            flow.addWidget(push_button)
            self._outputs.append(push_button)
        close = _small_button("comparison_close", "記入に戻る", "back", row)
        close.setToolTip("記入のページに戻ります（Esc）")
        close.clicked.connect(self.closed)
        flow.addWidget(close)
        return row

    def _choosing(self) -> QWidget:
        row = QWidget(self)
        flow = FlowLayout(row, theme().px(8))
        self.old = StateBox("comparison_old", "旧（変更前）", row)
        self.new = StateBox("comparison_new", "新（変更後）", row)
        self.scope = ChoiceBox(row)
        identify(self.scope, "comparison_scope", "表示する項目")
        self.scope.addItems(SCOPES)
        for label, chosen in (("旧", self.old), ("新", self.new), ("表示", self.scope)):
            flow.addWidget(_labelled(label, chosen, row))
        return row

    def allow_output(self, allowed: bool) -> None:
        """Whether there is anything to hand out."""
        for push_button in self._outputs:
            push_button.setEnabled(allowed)


def _small_button(name: str, text: str, mark: str, parent: QWidget) -> QPushButton:
    push_button = button("" if theme().is_large else text, parent=parent)
    push_button.setToolTip(text)
    identify(push_button, name, text)
    push_button.setProperty("look", "compact")
    put_icon(push_button, mark)
    return push_button


def _labelled(label: str, chosen: ChoiceBox, parent: QWidget) -> QWidget:
    """A box with its label before it."""
    both = QWidget(parent)
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, theme().px(4), 0)
    row.setSpacing(theme().px(8))
    caption = QLabel(label, both)
    caption.setProperty("look", "label")
    caption.setBuddy(chosen)
    if theme().is_large and isinstance(chosen, StateBox):
        chosen.setMaximumWidth(theme().px(_WIDEST_OF_LARGE))
    row.addWidget(caption)
    row.addWidget(chosen)
    return both
