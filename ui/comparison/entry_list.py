"""The list of compared items: below each section its items, with how many of them differ."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from pia_desktop.changes.differences import Difference, Fate
from ui.style import theme
from ui.style.rows import WrappedRows
from ui.widgets.accessibility import identify

IMPORTANT_SIGN = "※重要な変更の対象"
_FATES = {Fate.KEPT: "変更", Fate.ADDED: "追加", Fate.REMOVED: "削除"}
_SAME = "変更なし"


def what_happened(entry: Difference) -> str:
    """「変更」「追加」「削除」「変更なし」, with 「※重要な変更の対象」 where the form says so."""
    fate = _FATES[entry.fate] if entry.changed else _SAME
    return f"{fate}　{IMPORTANT_SIGN}" if entry.changed and entry.important else fate


def label_of(entry: Difference) -> str:
    """The item's name below its section."""
    return " › ".join(entry.parts[1:]) or entry.name


class EntryList(QListWidget):
    """`shown` tells that another item is current, `entered` that a person wants to go to it."""

    shown = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget) -> None:
        """An empty list."""
        super().__init__(parent)
        identify(self, "comparison_entries", "比べた項目")
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)  # break the names anew
        self.setItemDelegate(WrappedRows(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._entries: dict[int, Difference] = {}
        self.currentRowChanged.connect(lambda _row: self.shown.emit())
        self.itemActivated.connect(lambda _item: self.entered.emit())

    @property
    def entry(self) -> Difference | None:
        """The current item."""
        return self._entries.get(self.currentRow())

    def show_entries(self, entries: Sequence[Difference]) -> None:
        """Show these; the current one stays, or its neighbour becomes it."""
        before, number = _key(self.entry), self._number()
        self.blockSignals(True)
        self.clear()
        self._entries = {}
        for group, within in groupby(entries, lambda entry: entry.parts[0]):
            listed = list(within)
            self.addItem(_head(group, sum(entry.changed for entry in listed)))
            for entry in listed:
                self._entries[self.count()] = entry
                self.addItem(_row(entry))
        rows = list(self._entries)
        same = (row for row in rows if _key(self._entries[row]) == before)
        near = rows[min(number, len(rows) - 1)] if rows else -1
        self.setCurrentRow(next(same, near))
        self.blockSignals(False)
        self.shown.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the item."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.entry is not None:
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def _number(self) -> int:
        return list(self._entries).index(self.currentRow()) if self.entry is not None else 0


def _key(entry: Difference | None) -> object:
    return None if entry is None else (entry.old, entry.new, entry.key)


def _head(group: str, changed: int) -> QListWidgetItem:
    """A section's line, which can't be chosen."""
    item = QListWidgetItem(f"{group}（変更{changed}件）" if changed else group)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    font = QFont()
    font.setBold(True)
    item.setFont(font)
    item.setBackground(QColor(theme().panel))
    return item


def _row(entry: Difference) -> QListWidgetItem:
    item = QListWidgetItem(f"{label_of(entry)}\n{what_happened(entry)}")
    spoken = f"{entry.name}、{what_happened(entry)}"
    item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
    return item
