"""A list of places in the assessment: pick one and the window goes there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui.style import theme
from ui.style.icons import icon
from ui.style.rows import WrappedRows
from ui.widgets.accessibility import identify

_ICON = 20


class PlaceList(QListWidget):
    """Rows of two lines, an item's name and what about it. Enter or a click goes there."""

    def __init__(
        self, name: str, label: str, go: Callable[[int], None], parent: QWidget | None = None
    ) -> None:
        """`go` is called with the row's number."""
        super().__init__(parent)
        identify(self, name, label)
        self._go = go
        self.setWordWrap(True)
        self.setItemDelegate(WrappedRows(self))
        self.setIconSize(QSize(theme().px(_ICON), theme().px(_ICON)))
        self.setMinimumHeight(theme().px(160))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.itemClicked.connect(lambda item: self._go(self.row(item)))

    def show_rows(self, rows: list[tuple[str, str]], icons: Sequence[str] = ()) -> None:
        """Put these rows in; the chosen one stays chosen if there is still one at its place.
        `icons` are the names of what stands before each.
        """
        at = self.currentRow()
        self.clear()
        for position, (title, about) in enumerate(rows):
            item = QListWidgetItem(f"{title}\n{about}" if about else title)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}、{about}")
            if icons:
                item.setIcon(icon(icons[position]))
            self.addItem(item)
        if rows:
            self.setCurrentRow(min(max(at, 0), len(rows) - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the row's place."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self._go(self.currentRow())
            return
        super().keyPressEvent(event)
