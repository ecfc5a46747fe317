"""The current row of a table, with an editor for each column."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from pia_desktop.forms.model import Item
from pia_desktop.forms.places import Place
from ui.editors.base import EditorFactory
from ui.editors.difference_fold import DifferenceFold
from ui.editors.field import Field
from ui.editors.generated_row_bar import GeneratedRowBar
from ui.editors.table_model import Row
from ui.style.buttons import button
from ui.widgets.accessibility import identify
from ui.widgets.column_layout import ColumnLayout


class RowPanel(QFrame):
    """One row to edit. It shows another row by giving its editors that row's addresses."""

    focused = Signal(str)
    edited = Signal(str, object)

    def __init__(
        self,
        place: Place,
        columns: tuple[Item, ...],
        make_editor: EditorFactory,
        parent: QWidget,
        pair: tuple[str, str] | None = None,
    ) -> None:
        """The panel below the table at `place`. `pair` are the keys of two columns whose texts are
        shown side by side as well.
        """
        super().__init__(parent)
        self.setProperty("look", "panel")
        self._place = place
        self._columns = columns
        self._pair = pair
        self._fold: DifferenceFold | None = None
        self._row = 0
        self._title = QLabel(self)
        self._title.setProperty("look", "group")
        self.up = button("上へ", parent=self)
        self.down = button("下へ", parent=self)
        self.remove = button("削除", parent=self)
        identify(self.up, f"up:{place.address}", "この行を上へ")
        identify(self.down, f"down:{place.address}", "この行を下へ")
        identify(self.remove, "", "この行を削除")
        head = ColumnLayout(self, row_gap=12)
        for part in (self._title, self.up, self.down, self.remove):
            head.add(part)
        layout = QVBoxLayout(self)
        layout.addWidget(head)
        self.waiting = GeneratedRowBar(place.address, self)
        layout.addWidget(self.waiting)
        self._fields: dict[str, Field] = {}
        for column in columns:
            key = column.id.rpartition(".")[2]
            field = Field(self._place_of(column), make_editor, self)
            field.editor.changed.connect(
                lambda key=key, field=field: self.edited.emit(key, field.editor.value())
            )
            field.focused.connect(self.focused)
            self._fields[key] = field
            layout.addWidget(field)
            if pair is not None and key == pair[1]:
                self._fold = self._add_fold(*pair)
                layout.addWidget(self._fold)

    def _add_fold(self, before: str, after: str) -> DifferenceFold:
        titles = (self._fields[before].place.name, self._fields[after].place.name)
        fold = DifferenceFold(self._place.address, titles, self)
        for key in (before, after):
            editor = self._fields[key].editor
            editor.changed.connect(lambda: fold.follow(*self._texts(before, after)))
        return fold

    def _texts(self, before: str, after: str) -> tuple[str, str]:
        was, now = (self._fields[key].editor.value() or "" for key in (before, after))
        return str(was), str(now)

    def show_row(self, number: int, rows: list[Row]) -> None:
        """Show the row of this number."""
        self._row = number
        for column, (key, field) in zip(self._columns, self._fields.items(), strict=True):
            field.readdress(self._place_of(column))
            field.editor.set_value(rows[number].get(key))
        if self._fold is not None and self._pair is not None:
            self._fold.show_texts(*self._texts(*self._pair))
        self._title.setText(f"{number + 1}行目（全{len(rows)}行）")
        remove = f"remove:{self._place.address}[{number}]"
        identify(self.remove, remove, f"{number + 1}行目を削除")
        self.up.setEnabled(number > 0)
        self.down.setEnabled(number < len(rows) - 1)

    def allow_moving(self, allowed: bool) -> None:
        """Whether the row can move: not while the rows are shown in another order."""
        for tool in (self.up, self.down):
            tool.setVisible(allowed)

    def focus_first(self) -> None:
        """Bring the focus into the row's first box."""
        next(iter(self._fields.values())).focus_editor()

    def set_read_only(self, read_only: bool) -> None:
        """Show the row without letting it be changed."""
        for field in self._fields.values():
            field.editor.set_read_only(read_only)
        self.up.setHidden(read_only)
        self.down.setHidden(read_only)
        self.remove.setHidden(read_only)

    def _place_of(self, column: Item) -> Place:
        key = column.id.rpartition(".")[2]
        address = f"{self._place.address}[{self._row}].{key}"
        numbers = (*self._place.numbers, self._row)
        return Place(self._place.section, self._place.heading, column, address, numbers)
