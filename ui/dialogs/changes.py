"""「変更箇所を作る」: what changed since a published state, and which rows come out of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QFrame,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.versions import Version
from pia_desktop.changes import change_table
from pia_desktop.changes.change_rows import ChangeRow
from pia_desktop.changes.submission_timing import Timing
from pia_desktop.changes.table_merge import ChangeStatus, MergedTable
from pia_desktop.forms.wareki import format_date
from ui.dialogs.base import CANCEL, Dialog
from ui.dialogs.change_card import ChangeCard
from ui.dialogs.change_list import STATUS_WORDS, UNDECIDED_SIGN, ChangeList, ProposedChange
from ui.dialogs.publication_fields import DateBox
from ui.dialogs.undecided import UndecidedDialog
from ui.style import button, theme
from ui.widgets.accessibility import identify
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.focus_scroll import FocusScrollArea
from ui.widgets.labels import plain_label
from ui.widgets.panes import Panes
from ui.widgets.text_format import one_line

# How the list and the chosen row share the width.
_SHARES = (1, 2)
# In px at 100 %: the height that the chosen row needs at least.
_LEAST = 240

# What has been chosen for a change stays chosen while others are looked at.
_Key = tuple[str, str]


class ChangesDialog(Dialog):
    """Accepted, `table` is what 変更箇所 is to be."""

    def __init__(self, assessment: Assessment, parent: QWidget | None = None) -> None:
        """For an assessment with at least one published state; the latest is chosen."""
        super().__init__("dialog_changes", "変更箇所を作る", parent)
        self.want(1240, 720)
        self._assessment = assessment
        self._versions = assessment.versions[::-1]
        self._entries: list[ProposedChange] = []
        self._kept: dict[_Key, ProposedChange] = {}
        # Whether each item of a new or removed occurrence has a row; first as the table has it.
        self._by_field: bool | None = None
        self._add_questions()
        self._summary = self.say("", "label")
        self._summary.setObjectName("changes_summary")
        self._add_rows()
        # No default: Enter in the list or the date is no wish to be done.
        self._left_out = plain_label("", self, "support")
        self._left_out.setObjectName("changes_left_out")
        self.pin(self._left_out)
        self._ok = self.add_button("変更箇所に入れる", "button_ok", primary=True)
        self._ok.clicked.connect(self._finish)
        self.add_button(CANCEL, "button_cancel").clicked.connect(self.reject)
        self._load()
        self._list.setFocus()

    # -- asking ------------------------------------------------------------------------------

    def _add_questions(self) -> None:
        questions = QWidget(self)
        flow = FlowLayout(questions, theme().px(16))
        self._since = self._choice(
            flow, "changes_since", "比べる公表版", [version.title for version in self._versions]
        )
        dates = change_table.dates_waiting(self._assessment)
        today = dates[0] if len(dates) == 1 else format_date(date.today())
        self._date = DateBox("changes_date", "変更日（すべての行）", today, self)
        self._date.setFixedWidth(theme().px(300))
        flow.addWidget(self._date)
        self._fields = self._choice(
            flow,
            "changes_occurrences",
            "増えた・なくなった件",
            ["1件につき1行（新規・削除）", "記入のある項目ごとに1行"],
        )
        self._abridged = self._choice(
            flow, "changes_abridged", "文の書き方（すべての行）", ["全文", "変更部分だけ"]
        )
        self.body.addWidget(questions)
        self._since.currentIndexChanged.connect(self._load)
        self._fields.currentIndexChanged.connect(self._list_by)
        self._abridged.activated.connect(self._set_passages)
        self._date.changed.connect(self._show_ok)

    def _choice(self, flow: FlowLayout, name: str, label: str, options: list[str]) -> ChoiceBox:
        block = QWidget(self)
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(6))
        head = plain_label(label, block, "label")
        head.setWordWrap(False)
        box = ChoiceBox(block)
        identify(box, name, label)
        box.addItems(options)
        head.setBuddy(box)
        column.addWidget(head)
        column.addWidget(box)
        column.addStretch(1)
        flow.addWidget(block)
        return box

    def _add_rows(self) -> None:
        panes = Panes(self)
        panes.setMinimumHeight(theme().px(280))
        panes.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._list = ChangeList(self)
        self._list.itemSelectionChanged.connect(self._show)
        self._list.ticked.connect(self._tick)
        panes.addWidget(self._with_steps(self._list))
        self._area = FocusScrollArea(panes)
        self._area.setMinimumHeight(theme().px(_LEAST))
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._card = ChangeCard(self._area)
        self._card.edited.connect(self._take)
        self._card.decided.connect(self._decide)
        self._area.setWidget(self._card)
        for at, share in enumerate(_SHARES):
            panes.setStretchFactor(at, share)
        panes.setSizes([theme().px(380 * share) for share in _SHARES])
        self.body.addWidget(panes, 1)

    def _with_steps(self, rows: ChangeList) -> QWidget:
        """The list with what helps to decide, as long as something is undecided."""
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(12))
        column.addWidget(rows, 1)
        self._steps = QWidget(side)
        flow = FlowLayout(self._steps, theme().px(8))
        for name, text, act in (
            ("button_next_undecided", "次の要判断へ(&N)", self._go_to_undecided),
            ("button_select_undecided", "要判断をすべて選ぶ(&A)", self._select_undecided),
        ):
            step = button(text, parent=self._steps)
            step.setProperty("look", "compact")
            step.setAutoDefault(False)
            identify(step, name, text.partition("(")[0])
            step.clicked.connect(act)
            flow.addWidget(step)
        column.addWidget(self._steps)
        return side

    @property
    def version(self) -> Version:
        """The state that is compared with."""
        return self._versions[self._since.currentIndex()]

    @property
    def table(self) -> MergedTable:
        """The table with the rows that are wanted."""
        rows = [entry.row for entry in self._entries if entry.wanted or not entry.open]
        return change_table.merge_rows(self._assessment, self.version, rows, self._date.in_wareki)

    # -- showing -----------------------------------------------------------------------------

    def _load(self) -> None:
        """Compare anew; what was chosen for a change that is still there holds."""
        all_rows = change_table.rows_since(self._assessment, self.version, by_field=self._by_field)
        rows = change_table.resume_choices(self._assessment, all_rows)
        standings = change_table.merge_rows(self._assessment, self.version, rows, "").standings
        self._entries = [
            self._as_kept(ProposedChange(row, standing))
            for row, standing in zip(rows, standings, strict=True)
        ]
        if self._by_field is None:
            with QSignalBlocker(self._fields):
                self._fields.setCurrentIndex(int(any(row.within is not None for row in rows)))
        self._list.show_entries(self._entries)
        self._area.setVisible(bool(self._entries))
        self._show()
        self._show_counts()

    def _list_by(self, chosen: int) -> None:
        self._by_field = chosen == 1
        self._load()

    def _as_kept(self, entry: ProposedChange) -> ProposedChange:
        previous = self._kept.get(_key(entry.row))
        if previous is None:
            return entry
        chosen = replace(entry.row, timing=previous.row.timing, abridged=previous.row.abridged)
        return ProposedChange(chosen, entry.standing, previous.wanted)

    def _show(self) -> None:
        """Show what is selected: one change, or several to be decided together."""
        chosen = [self._entries[at] for at in self._list.chosen if at < len(self._entries)]
        if len(chosen) == 1:
            self._card.show_entry(chosen[0])
        elif chosen:
            self._card.show_entries(chosen)
        self._area.verticalScrollBar().setValue(0)

    def _show_counts(self) -> None:
        counts = Counter(entry.standing for entry in self._entries)
        parts = "、".join(
            f"{word} {counts[status]}" for status, word in STATUS_WORDS.items() if counts[status]
        )
        summary = f"変更のあった項目：{len(self._entries)}件（{parts}）"
        if not self._entries:
            summary = f"{self.version.title}から変わった項目はありません。"
        undecided = len(self._undecided_places())
        if undecided:
            summary += f"　{UNDECIDED_SIGN}：{undecided}件"
        self._summary.setText(summary)
        self._steps.setVisible(bool(undecided))
        self._show_ok()

    def _show_ok(self) -> None:
        undecided = len(self._undecided_places())
        wanted = sum(entry.open and entry.wanted for entry in self._entries) - undecided
        self._ok.setText(f"変更箇所に入れる（{wanted}行）")
        self._left_out.setText(
            f"{UNDECIDED_SIGN}の{undecided}件は入りません。" if undecided else ""
        )
        self._left_out.setVisible(bool(undecided))
        waiting = any(entry.standing is ChangeStatus.WAITING for entry in self._entries)
        waits = any(change_table.rows_waiting(self._assessment))
        some = bool(wanted or undecided or waiting or waits)
        self._ok.setEnabled(self._date.fits and some)

    # -- choosing ----------------------------------------------------------------------------

    def _tick(self, at: int) -> None:
        self._keep(at, replace(self._entries[at], wanted=self._list.wants(at)))
        self._show_counts()

    def _take(self, row: ChangeRow) -> None:
        """What was chosen for the one change that is shown."""
        for at in self._list.chosen:
            self._keep(at, replace(self._entries[at], row=row))

    def _decide(self, timing: Timing) -> None:
        """One 提出時期 for all that are selected and open."""
        for at in self._list.chosen:
            entry = self._entries[at]
            if entry.open:
                self._keep(at, replace(entry, row=replace(entry.row, timing=timing)))
        self._show_counts()

    def _undecided_places(self) -> list[int]:
        return [at for at, entry in enumerate(self._entries) if entry.undecided]

    def _go_to_undecided(self) -> None:
        """The next one below the current place, or the first."""
        places = self._undecided_places()
        current = self._list.currentRow()
        self._list.go_to(next((at for at in places if at > current), places[0]))
        self._list.setFocus()

    def _select_undecided(self) -> None:
        self._list.select(self._undecided_places())
        self._list.setFocus()

    def _finish(self) -> None:
        """Be done; what is undecided is left out only if the person says so."""
        undecided = [self._entries[at].row for at in self._undecided_places()]
        if undecided:
            asked = UndecidedDialog([one_line(row.name) for row in undecided], self)
            answer = asked.exec()
            if answer == UndecidedDialog.DECIDE:
                self._go_to_undecided()
            if answer != UndecidedDialog.LEAVE_OUT:
                return
        self.accept()

    def _set_passages(self, chosen: int) -> None:
        """All rows whole, or all abridged."""
        for at, entry in enumerate(self._entries):
            self._keep(at, replace(entry, row=replace(entry.row, abridged=chosen == 1)))
        self._show()

    def _keep(self, at: int, entry: ProposedChange) -> None:
        self._entries[at] = self._kept[_key(entry.row)] = entry
        self._list.show_entry(at, entry)


def _key(row: ChangeRow) -> _Key:
    return row.place.address, row.name
