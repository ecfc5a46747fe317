"""The choice of one box of the form by a part of its name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from pia_desktop.assessment.search import SearchQuery
from ui.dialogs.base import Dialog
from ui.style import theme
from ui.widgets.accessibility import identify

_ADDRESS = Qt.ItemDataRole.UserRole


class ChoosePlaceDialog(Dialog):
    """`address` is the chosen box."""

    def __init__(
        self, rows: list[tuple[str, str]], chosen: str, parent: QWidget | None = None
    ) -> None:
        """`rows` are addresses with their names; `chosen` is the address chosen at first."""
        super().__init__("dialog_place", "入れる項目を選ぶ", parent)
        self.want(640, 560)
        self._search = QLineEdit(self)
        identify(self._search, "place_search", "項目を探す")
        self._search.setPlaceholderText("項目の名前の一部を入れると絞り込めます")
        self._search.textChanged.connect(self._narrow)
        self.body.addWidget(self._search)
        self._list = QListWidget(self)
        identify(self._list, "places", "項目")
        self._list.setWordWrap(True)
        self._list.setMinimumHeight(theme().px(200))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for address, name in rows:
            item = QListWidgetItem(name, self._list)
            item.setData(_ADDRESS, address)
            if address == chosen:
                self._list.setCurrentItem(item)
        self._list.currentItemChanged.connect(self._show)
        self._list.itemActivated.connect(lambda _item: self.accept())
        self.body.addWidget(self._list, 1)
        self._ok = self.add_ok_cancel("選ぶ")
        self._show()
        self._search.setFocus()

    @property
    def address(self) -> str:
        """The chosen box's address, or nothing."""
        shown = [item for item in self._list.selectedItems() if not item.isHidden()]
        return str(shown[0].data(_ADDRESS)) if shown else ""

    def _narrow(self, text: str) -> None:
        """Leave the boxes whose names have every word of the text."""
        queries = [SearchQuery(word) for word in text.split()]
        first = None
        for row in range(self._list.count()):
            item = self._list.item(row)
            fits = all(any(query.spans(item.text())) for query in queries)
            item.setHidden(not fits)
            first = first or (item if fits else None)
        if first is not None and not self.address:
            self._list.setCurrentItem(first)
        self._show()

    def _show(self) -> None:
        self._ok.setEnabled(bool(self.address))
