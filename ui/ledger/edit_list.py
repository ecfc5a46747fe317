"""The hits of a change through many files: a tick each, with before and after."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from pia_desktop.ledger.entry import name_of_holder
from pia_desktop.ledger.text_edits import FilePlan, TextEdit
from ui.style import theme
from ui.style.rows import WrappedRows
from ui.widgets.accessibility import identify
from ui.widgets.before_after import BeforeAfter
from ui.widgets.labels import plain_label
from ui.widgets.panes import Panes
from ui.widgets.text_format import one_line

_TICKED = Qt.CheckState.Checked
_BY_HAND = "（手直しあり）"


class EditList(QWidget):
    """Files with their hits. A hit without a tick is left out; files that are open or can't be read
    are named and have no tick. `changed` is emitted when a tick is set or taken away.
    """

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        """No hit yet."""
        super().__init__(parent)
        self._plans: list[FilePlan] = []
        self._rows: list[tuple[FilePlan, TextEdit | None]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        panes = Panes(self)
        self._list = QListWidget(panes)
        identify(self._list, "edit_list", "書き換える箇所")
        self._list.setWordWrap(True)
        self._list.setItemDelegate(WrappedRows(self._list))
        self._list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._list.setMinimumHeight(theme().px(200))
        self._list.currentRowChanged.connect(self._show)
        self._list.itemChanged.connect(lambda _item: self.changed.emit())
        right = QWidget(panes)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(theme().px(12), 0, 0, 0)
        self._name = plain_label("", right, "label")
        beside.addWidget(self._name)
        self._texts = BeforeAfter(right)
        beside.addWidget(self._texts)
        beside.addStretch(1)
        panes.setStretchFactor(1, 1)
        panes.setSizes([theme().px(420), theme().px(540)])
        column.addWidget(panes)

    def show_plans(self, plans: Sequence[FilePlan]) -> None:
        """Show these files; every hit is ticked but those that were reworded by hand."""
        self._plans = list(plans)
        self._rows = []
        with QSignalBlocker(self._list):
            self._list.clear()
            for plan in self._plans:
                self._add_file(plan)
        first = next((row for row, (_, edit) in enumerate(self._rows) if edit is not None), -1)
        self._list.setCurrentRow(first)
        self._show(first)
        self.changed.emit()

    @property
    def wanted(self) -> list[FilePlan]:
        """The files with the hits that are ticked, and those that can't be read."""
        ticked: dict[int, list[TextEdit]] = {}
        for row, (plan, edit) in enumerate(self._rows):
            if edit is not None and self._list.item(row).checkState() == _TICKED:
                ticked.setdefault(id(plan), []).append(edit)
        return [plan.only(ticked.get(id(plan), ())) for plan in self._plans]

    def _add_file(self, plan: FilePlan) -> None:
        reason = plan.reason
        if plan.holder is not None:
            reason = f"{name_of_holder(plan.holder)}が開いています。開いている間は飛ばします。"
        head = QListWidgetItem(f"{plan.title}\n{reason}" if reason else plan.title, self._list)
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = self._list.font()
        font.setBold(True)
        head.setFont(font)
        self._rows.append((plan, None))
        for edit in plan.edits:
            count = f"　{edit.count}か所" if edit.count > 1 else ""
            mark = _BY_HAND if edit.by_hand else ""
            row = QListWidgetItem(f"{one_line(edit.name)}{count}{mark}", self._list)
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            row.setCheckState(Qt.CheckState.Unchecked if edit.by_hand else _TICKED)
            self._rows.append((plan, edit))

    def _show(self, row: int) -> None:
        edit = self._rows[row][1] if 0 <= row < len(self._rows) else None
        self._name.setText(f"{self._rows[row][0].title}\n{edit.name}" if edit is not None else "")
        self._texts.setVisible(edit is not None)
        if edit is not None:
            self._texts.show_texts(edit.before, edit.after)
