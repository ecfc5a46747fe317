"""Above a table that has a page of its own: what is shown of it, and how."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from pia_desktop.forms.model import Item
from ui.style.buttons import button
from ui.style.theme import theme
from ui.widgets.accessibility import identify
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.flow_layout import FlowLayout

_OWN_ORDER = "表の順"
_SORTED_KINDS = ("date", "choice")
_QUIET = 200  # milliseconds without a letter after which the rows are filtered


class TableBar(QWidget):
    """A filter, an order, and two switches: the current row's boxes, and the table alone."""

    filter_changed = Signal(str)
    # The column to sort by, or -1.
    sort_changed = Signal(int)

    def __init__(self, address: str, columns: tuple[Item, ...], parent: QWidget) -> None:
        """For the table at `address` with these columns."""
        super().__init__(parent)
        flow = self._flow = FlowLayout(self, theme().px(8))
        self._filter = QLineEdit(self)
        identify(self._filter, f"filter:{address}", "表の絞り込み")
        self._filter.setPlaceholderText("絞り込む文字")
        self._filter.setClearButtonEnabled(True)
        self._filter.setFixedWidth(theme().px(150))
        self._sort = ChoiceBox(self)
        identify(self._sort, f"sort:{address}", "表の並べ替え")
        self._sort.addItem(_OWN_ORDER, -1)
        for number, column in enumerate(columns):
            short = column.id.rpartition(".")[2] == "item"
            if column.kind in _SORTED_KINDS or short:
                self._sort.addItem(f"{column.label}の順", number)
        self._sort.currentIndexChanged.connect(
            lambda: self.sort_changed.emit(self._sort.currentData())
        )
        self._count = QLabel(self)
        self._count.setObjectName(f"count:{address}")
        self._count.setProperty("look", "support")
        self.boxes = self._switch(f"boxes:{address}", "行の欄")
        self.boxes.setToolTip("選んだ行を、欄に分けて表の下に出します")
        self.large = self._switch(f"large:{address}", "表だけを大きく表示")
        for part in (self._filter, self._sort, self.boxes, self.large, self._count):
            flow.addWidget(part)
        self._pause = QTimer(self, singleShot=True, interval=_QUIET)
        self._pause.timeout.connect(self._tell)
        self._filter.textChanged.connect(lambda: self._pause.start())
        self._filter.returnPressed.connect(self._tell)

    def _switch(self, name: str, text: str) -> QPushButton:
        push_button = button(text, parent=self)
        push_button.setProperty("look", "compact")
        push_button.setCheckable(True)
        identify(push_button, name, text)
        return push_button

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops before the buttons that were added."""
        return (self._filter, self._sort, self.boxes, self.large)

    def add(self, tool: QWidget) -> None:
        """Put one more button at the end."""
        tool.setParent(self)
        self._flow.addWidget(tool)

    def _tell(self) -> None:
        self._pause.stop()
        self.filter_changed.emit(self._filter.text())

    def show_count(self, shown: int, total: int) -> None:
        """Say how many of the rows are shown."""
        self._count.setText(f"{total}行" if shown == total else f"{total}行のうち{shown}行")

    def clear(self) -> None:
        """All rows in the table's own order."""
        self._filter.clear()
        self._tell()
        self._sort.setCurrentIndex(0)
