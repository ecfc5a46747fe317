"""The changes since a published state, each with a tick that says whether it gets a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from pia_desktop.changes.change_rows import ChangeRow
from pia_desktop.changes.table_merge import ChangeStatus
from ui.style import theme
from ui.style.rows import WrappedRows
from ui.widgets.accessibility import identify
from ui.widgets.text_format import one_line

STATUS_WORDS = {
    ChangeStatus.NEW: "新しい行",
    ChangeStatus.WAITING: "自動で作成済みの行",
    ChangeStatus.SAID: "すでにある行",
    ChangeStatus.STALE: "記載と違う行",
}
# Before what a person has to decide; the sign stands out without its colour.
UNDECIDED_SIGN = "▲要判断"
# A person's own rows are left alone: there is nothing to tick.
OPEN = (ChangeStatus.NEW, ChangeStatus.WAITING)


@dataclass
class ProposedChange:
    """A change, how it stands to the table, and whether it is to have a row."""

    row: ChangeRow
    standing: ChangeStatus
    wanted: bool = True

    @property
    def open(self) -> bool:
        """Whether a person can say if it gets a row."""
        return self.standing in OPEN

    @property
    def undecided(self) -> bool:
        """Whether it is to have a row and nobody has said its 提出時期."""
        return self.open and self.wanted and self.row.undecided

    @property
    def about(self) -> str:
        """「事前　新しい行」; 「▲要判断　新しい行」 for what a person has to decide."""
        left_out = "（入れない）" if self.open and not self.wanted else ""
        time = self.row.timing.time or (UNDECIDED_SIGN if self.open else "時期なし")
        return f"{time}　{STATUS_WORDS[self.standing]}{left_out}"


class ChangeList(QListWidget):
    """Two lines a change; ※ stands before those that the form marks. Space ticks. Several can be
    selected.
    """

    ticked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        """Nothing in it yet."""
        super().__init__(parent)
        identify(self, "changes_rows", "変更のあった項目")
        self.setWordWrap(True)
        self.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.setItemDelegate(WrappedRows(self))
        self.setMinimumWidth(theme().px(200))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.itemChanged.connect(lambda item: self.ticked.emit(self.row(item)))

    def show_entries(self, entries: Sequence[ProposedChange]) -> None:
        """Put these in; the chosen place stays chosen."""
        at = max(self.currentRow(), 0)
        with QSignalBlocker(self):
            self.clear()
            for entry in entries:
                item = QListWidgetItem()
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                if entry.open:
                    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                self.addItem(item)
                self._fill(item, entry)
        if entries:
            self.setCurrentRow(min(at, len(entries) - 1))

    def show_entry(self, at: int, entry: ProposedChange) -> None:
        """Show one that has changed."""
        with QSignalBlocker(self):
            self._fill(self.item(at), entry)

    @property
    def chosen(self) -> list[int]:
        """The places that are selected, from above."""
        return sorted(index.row() for index in self.selectedIndexes())

    def go_to(self, at: int) -> None:
        """Select this place alone, and show it."""
        self.setCurrentRow(at, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollToItem(self.item(at))

    def select(self, places: Sequence[int]) -> None:
        """Select these places; the first is the current one."""
        with QSignalBlocker(self):
            self.go_to(places[0])
            for at in places:
                self.item(at).setSelected(True)
        self.itemSelectionChanged.emit()

    def wants(self, at: int) -> bool:
        """Whether the change at this place is ticked."""
        return self.item(at).checkState() == Qt.CheckState.Checked

    def _fill(self, item: QListWidgetItem, entry: ProposedChange) -> None:
        mark = "※ " if entry.row.important else ""
        text = f"{mark}{one_line(entry.row.name)}\n{entry.about}"
        item.setText(text)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, text.replace("\n", "、"))
        if entry.open:
            state = Qt.CheckState.Checked if entry.wanted else Qt.CheckState.Unchecked
            item.setCheckState(state)
