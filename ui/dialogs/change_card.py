"""One change before it becomes a row: both texts, how they are written, and the 提出時期."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from pia_desktop.changes.change_rows import ChangeRow
from pia_desktop.changes.submission_timing import CHOICES, TIMING_HELP, Timing
from pia_desktop.changes.table_merge import ChangeStatus
from ui.dialogs.change_list import ProposedChange
from ui.editors.options import WrappedRadio
from ui.editors.text_box import TextBox
from ui.style import link_button, theme
from ui.widgets.accessibility import identify
from ui.widgets.before_after import BeforeAfter
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import plain_label
from ui.widgets.text_format import one_line

_OWN = {
    ChangeStatus.SAID: "変更箇所に、この項目の行がすでにあります。その行は変えません。",
    ChangeStatus.STALE: "変更箇所にあるこの項目の行は、いまの記載と違います。"
    "あなたが書いた行や確認済みの行なので、自動では変えません。表で見直してください。",
}
# So high the texts are at most, in px at 100 %: the 提出時期 is to be seen below them.
_HIGHEST = 220
_LEFT = Qt.AlignmentFlag.AlignLeft


class ChangeCard(QWidget):
    """Shows an entry. `edited` gives the row as the person wants it."""

    edited = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        """Nothing to show yet."""
        super().__init__(parent)
        self._row: ChangeRow | None = None
        column = QVBoxLayout(self)
        side = theme().px(8)
        column.setContentsMargins(theme().px(16), side, side, side)
        column.setSpacing(theme().px(8))
        self._name = plain_label("", self, "card-title")
        self._name.setObjectName("change_name")
        self._own = plain_label("", self, "folded")
        self._own.setObjectName("change_own")
        self._texts = BeforeAfter(self, ("変更前の記載", "変更後の記載"), _HIGHEST)
        for part in (self._name, self._own, self._texts):
            column.addWidget(part)
        self._choices = QWidget(self)
        inside = QVBoxLayout(self._choices)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(4))
        self._add_passages(inside)
        self._add_timing(inside)
        column.addWidget(self._choices)
        column.addStretch(1)
        self._fold_help()

    def _add_passages(self, column: QVBoxLayout) -> None:
        self._long = QWidget(self)
        inside = QVBoxLayout(self._long)
        inside.setContentsMargins(0, 0, 0, theme().px(8))
        inside.setSpacing(theme().px(4))
        inside.addWidget(plain_label("文の書き方", self, "label"))
        row = FlowLayout(spacing=theme().px(16))
        inside.addLayout(row)
        self._passages = QButtonGroup(self)
        options = (
            ("whole", "全文を書く"),
            ("abridged", "変更部分だけを書く（ほかは「(略)」）"),
        )
        for number, (name, text) in enumerate(options):
            row.addWidget(self._radio(self._passages, number, f"change_{name}", text))
        column.addWidget(self._long)
        self._passages.idToggled.connect(self._take_passages)

    def _add_timing(self, column: QVBoxLayout) -> None:
        column.addWidget(plain_label("提出時期", self, "label"))
        self._timings = QButtonGroup(self)
        for number, choice in enumerate(CHOICES):
            text = f"{choice.time}：{choice.when}"
            radio = self._radio(self._timings, number, f"change_timing:{number}", text)
            column.addWidget(radio)
        self._timings.idToggled.connect(self._take_reason)
        self._help = link_button("", self)
        self._help.clicked.connect(self._fold_help)
        column.addWidget(self._help, 0, _LEFT)
        self._help_words = plain_label(TIMING_HELP, self, "folded")
        self._help_words.setObjectName("change_timing_help")
        self._help_words.show()
        column.addWidget(self._help_words)
        label = plain_label("提出時期に係る説明", self, "label")
        column.addWidget(label)
        self._reason = TextBox(self, least_lines=2)
        identify(self._reason, "change_reason", "提出時期に係る説明")
        label.setBuddy(self._reason)
        self._reason.changed.connect(self._edit)
        column.addWidget(self._reason)

    def _radio(self, group: QButtonGroup, number: int, name: str, text: str) -> WrappedRadio:
        radio = WrappedRadio(text, self)
        identify(radio, name, text)
        policy = radio.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)  # a long label breaks
        radio.setSizePolicy(policy)
        group.addButton(radio, number)
        return radio

    def show_entry(self, entry: ProposedChange) -> None:
        """Show a change and what has been chosen for it."""
        row = entry.row
        self._row = None  # what is set below is no person's doing
        self._name.setText(f"{'※ ' if row.important else ''}{one_line(row.name)}")
        self._own.setText(_OWN.get(entry.standing, ""))
        self._own.setVisible(not entry.open)
        self._choices.setVisible(entry.open)
        whole = (row.before, row.after)
        self._long.setVisible(row.shortened != whole)
        self._passages.button(int(row.abridged)).setChecked(True)
        self._timings.button(_number(row.timing)).setChecked(True)
        self._reason.set_text(row.timing.reason)
        self._texts.show_texts(*row.texts())
        self._row = row

    def _take_passages(self, _number: int, chosen: bool) -> None:
        if chosen:
            self._edit()

    def _take_reason(self, number: int, chosen: bool) -> None:
        """Another 提出時期 brings its own words."""
        if chosen and self._row is not None:
            row, self._row = self._row, None
            self._reason.set_text(CHOICES[number].reason)
            self._row = row
            self._edit()

    def _edit(self) -> None:
        if self._row is None:
            return
        choice = CHOICES[self._timings.checkedId()]
        timing = Timing(choice.time, self._reason.text().strip(), choice.when)
        abridged = self._passages.checkedId() == 1
        if abridged != self._row.abridged:
            self._texts.show_texts(*replace(self._row, abridged=abridged).texts())
        self._row = replace(self._row, timing=timing, abridged=abridged)
        self.edited.emit(self._row)

    def _fold_help(self) -> None:
        opened = self._help_words.isHidden()
        self._help_words.setVisible(opened)
        text = "提出時期の決め方をたたむ" if opened else "提出時期の決め方"
        self._help.setText(text)
        identify(self._help, "change_help", text)


def _number(timing: Timing) -> int:
    """Which of the choices a 提出時期 belongs to, whatever its words."""
    kinds = [(choice.time, choice.when) for choice in CHOICES]
    return kinds.index((timing.time, timing.when))
