"""One change before it becomes a row, or several at once: both texts, how they are written, and the
提出時期.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from pia_desktop.changes.change_rows import ChangeRow
from pia_desktop.changes.submission_timing import Timing
from pia_desktop.changes.table_merge import ChangeStatus
from pia_desktop.changes.timing_arguments import timing_arguments
from ui.dialogs.change_list import ProposedChange
from ui.dialogs.messages import listed
from ui.dialogs.timing_choices import TimingChoices, add_radio
from ui.style import theme
from ui.widgets.before_after import BeforeAfter
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import plain_label
from ui.widgets.radio_group import RadioGroup
from ui.widgets.text_format import one_line

_OWN = {
    ChangeStatus.SAID: "変更箇所に、この項目の行がすでにあります。その行は変えません。",
    ChangeStatus.STALE: "変更箇所にあるこの項目の行は、いまの記載と違います。"
    "あなたが書いた行や確認済みの行なので、自動では変えません。表で見直してください。",
}
# So high the texts are at most, in px at 100 %: the 提出時期 is to be seen below them.
_HIGHEST = 150
_NONE_OPEN = "選んだ行は、すでに変更箇所にあります。それらの行は変えません。"


class ChangeCard(QWidget):
    """Shows an entry, or several. `edited` gives the row of the one as the person wants it, and
    `decided` the 提出時期 for all that are shown.
    """

    edited = Signal(object)
    decided = Signal(object)

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
        self._timing = TimingChoices(self)
        self._timing.chosen.connect(self._take_timing)
        column.addWidget(self._timing)
        self._add_passages(column)
        column.addStretch(1)

    def _add_passages(self, column: QVBoxLayout) -> None:
        self._long = QWidget(self)
        inside = QVBoxLayout(self._long)
        inside.setContentsMargins(0, theme().px(8), 0, 0)
        inside.setSpacing(theme().px(4))
        inside.addWidget(plain_label("文の書き方", self, "label"))
        row = RadioGroup("文の書き方", self, layout=FlowLayout(spacing=theme().px(16)))
        inside.addWidget(row)
        self._passages = QButtonGroup(self)
        options = (
            ("whole", "全文を書く"),
            ("abridged", "変更部分だけを書く（ほかは「(略)」）"),
        )
        for number, (name, text) in enumerate(options):
            row.add(add_radio(row, self._passages, number, f"change_{name}", text))
        column.addWidget(self._long)
        self._passages.idToggled.connect(self._take_passages)

    def show_entry(self, entry: ProposedChange) -> None:
        """Show a change and what has been chosen for it."""
        row = entry.row
        self._row = None  # what is set below is no person's doing
        self._name.setText(f"{'※ ' if row.important else ''}{one_line(row.name)}")
        self._own.setText(_OWN.get(entry.standing, ""))
        self._own.setVisible(not entry.open)
        self._long.setVisible(entry.open and row.shortened != (row.before, row.after))
        self._passages.button(int(row.abridged)).setChecked(True)
        self._timing.setVisible(entry.open)
        self._timing.show_timing(row.timing, asked=row.important, seen=timing_arguments(row))
        self._texts.setVisible(True)
        self._texts.show_texts(*row.texts())
        self._row = row

    def show_entries(self, entries: Sequence[ProposedChange]) -> None:
        """Show several changes, to decide one 提出時期 for all of them that are open."""
        rows = [entry.row for entry in entries if entry.open]
        self._row = None
        self._name.setText(f"{len(entries)}件を選んでいます")
        names = listed([one_line(row.name) for row in rows])
        together = f"次の{len(rows)}件の提出時期を、まとめて決めます。\n{names}"
        self._own.setText(together if rows else _NONE_OPEN)
        self._own.setVisible(True)
        self._long.setVisible(False)
        self._texts.setVisible(False)
        self._timing.setVisible(bool(rows))
        timings = {row.timing for row in rows}
        common = timings.pop() if len(timings) == 1 else Timing("", "", "")
        self._timing.show_timing(common, asked=any(row.important for row in rows))

    def _take_passages(self, number: int, chosen: bool) -> None:
        if chosen and self._row is not None:
            self._row = replace(self._row, abridged=number == 1)
            self._texts.show_texts(*self._row.texts())
            self.edited.emit(self._row)

    def _take_timing(self, timing: Timing) -> None:
        if self._row is not None:
            self._row = replace(self._row, timing=timing)
        self.decided.emit(timing)
