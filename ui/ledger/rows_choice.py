"""How the rows of 変更箇所 are to be written, asked once for all files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pia_desktop.changes.submission_timing import AFTER, BEFORE, CHOICES, Timing, choose_timing
from pia_desktop.forms.wareki import format_date
from pia_desktop.ledger.change_entry import ChangeEntry, proposed_timing
from ui.dialogs.publication_fields import DateBox
from ui.editors.own_undo import OwnUndoBox
from ui.style import theme
from ui.widgets.accessibility import identify
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.labels import plain_label

_PROPOSED = "項目ごとの提案のまま（※の項目は要判断として、変更箇所に入れない）"


def _timings() -> list[Timing]:
    """Every choice with each of the times that it may have."""
    timings = []
    for choice in CHOICES:
        times = ("",) if choice.decided else (BEFORE, AFTER)
        timings += [choose_timing(choice, time) for time in times]
    return timings


class RowsChoice(QWidget):
    """変更日, 提出時期 and its reason. `changed` is emitted when any of them is."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Today, and each item's own proposal."""
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(6))
        today = format_date(date.today())
        self._date = DateBox("rows_date", "変更箇所の変更日", today, self)
        column.addWidget(self._date)
        self._timings = _timings()
        self._timing = ChoiceBox(self)
        identify(self._timing, "rows_timing", "提出時期")
        self._timing.addItem(_PROPOSED)
        self._timing.addItems([timing.label for timing in self._timings])
        self._timing.setSizeAdjustPolicy(
            ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._timing.setMinimumContentsLength(20)
        label = plain_label("提出時期（すべての行に）", self, "label")
        label.setBuddy(self._timing)
        column.addWidget(label)
        column.addWidget(self._timing)
        self._reason_label = plain_label("提出時期に係る説明", self, "label")
        self._reason = OwnUndoBox(self, least_lines=2)
        identify(self._reason, "rows_reason", "提出時期に係る説明")
        self._reason_label.setBuddy(self._reason)
        column.addWidget(self._reason_label)
        column.addWidget(self._reason)
        self._date.changed.connect(self.changed)
        self._reason.changed.connect(self.changed)
        self._timing.currentIndexChanged.connect(self._take_timing)
        self._take_timing(0)

    @property
    def fits(self) -> bool:
        """Whether day and reason are given."""
        chosen = self._chosen
        return self._date.fits and (chosen is None or bool(self._reason.text().strip()))

    @property
    def entry(self) -> ChangeEntry:
        """How the rows are to be written."""
        chosen = self._chosen
        if chosen is None:
            return ChangeEntry(self._date.in_wareki, proposed_timing)
        timing = replace(chosen, reason=self._reason.text().strip())
        return ChangeEntry(self._date.in_wareki, lambda _row: timing)

    @property
    def _chosen(self) -> Timing | None:
        at = self._timing.currentIndex() - 1
        return self._timings[at] if at >= 0 else None

    def _take_timing(self, _at: int) -> None:
        chosen = self._chosen
        for widget in (self._reason_label, self._reason):
            widget.setVisible(chosen is not None)
        self._reason.set_text(chosen.reason if chosen is not None else "")
        self.changed.emit()
