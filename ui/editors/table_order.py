"""Which of a table's rows are shown, and in which order: the table itself stays as it is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from pia_desktop.assessment.search import SearchQuery
from pia_desktop.forms.wareki import read_day
from ui.editors.table_model import MATCH_ROLE, MATCHES, TableModel

_Index = QModelIndex | QPersistentModelIndex


class TableOrder(QSortFilterProxyModel):
    """Shows the rows that hold a text, sorted by a column or as the table has them.

    The model says which rows match: Qt asks for none of them while no text is looked for, where a
    method of this class would be called for each row whenever the table is shown.
    """

    def __init__(self, model: TableModel, parent: QObject) -> None:
        """All rows in the table's own order."""
        super().__init__(parent)
        self._rows = model
        self._column = -1
        self.setDynamicSortFilter(False)
        self.setFilterRole(MATCH_ROLE)
        self.setSourceModel(model)

    @property
    def is_own(self) -> bool:
        """Whether all rows are shown as the table has them."""
        return self._column < 0 and not self._rows.query.text

    def show_matching(self, text: str) -> None:
        """Show only the rows one of whose cells holds the text."""
        self._rows.query = SearchQuery(text)
        self.setFilterFixedString(MATCHES if text else "")
        self.invalidate()

    def sort_by(self, column: int) -> None:
        """Sort by a column; by -1 as the table has them."""
        self._column = column
        self.sort(column, Qt.SortOrder.AscendingOrder)

    def lessThan(self, source_left: _Index, source_right: _Index) -> bool:
        """Dates by their day, other texts by their letters; what is empty comes last."""
        return self._key(source_left) < self._key(source_right)

    def _key(self, index: _Index) -> tuple[int, str, int]:
        key = self._rows.keys[index.column()]
        text = str(self._rows.rows[index.row()].get(key) or "").strip()
        day = read_day(text) if self._rows.columns[index.column()].kind == "date" else None
        return (not text, day.isoformat() if day is not None else text, index.row())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The rows' own numbers, wherever they are shown."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical and not self.is_own:
            source = self.mapToSource(self.index(section, 0))
            return self._rows.headerData(source.row(), orientation, role)
        return self._rows.headerData(section, orientation, role)
