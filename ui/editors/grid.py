"""A table whose columns and rows a person makes: the list of a 別紙."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from pia_desktop.assessment import grid_edits
from pia_desktop.assessment.clipboard import parse_cells
from pia_desktop.assessment.grid_edits import GRID_PATTERNS, Grid
from pia_desktop.forms.places import Place
from ui.editors.base import Editor, identify_place
from ui.editors.confirm_remove import ask_to_remove
from ui.editors.grid_model import GridModel
from ui.editors.grid_tools import GridTools
from ui.editors.grid_view import GridView
from ui.editors.undo_steps import end_step
from ui.style.theme import theme
from ui.widgets.accessibility import identify

_NO_TABLE = (
    "まだ表がありません。ひな形を選ぶか、"
    "Excelの表をコピーして「Excelから貼り付け」を押してください。"
)
_FIRST_COLUMNS = ("No.", "列2", "列3")


class GridEditor(Editor, QWidget):
    """The table with its tools. `confirm` is asked before something is lost."""

    changed = Signal()
    # Whether the table is wanted alone, without what stands around it.
    large_asked = Signal(bool)

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        """The table of the item at `place`."""
        super().__init__(parent)
        identify_place(self, place)
        self.confirm: Callable[[str], bool] = lambda text: ask_to_remove(self, text)
        self._model = GridModel()
        self._view = GridView(self._model, self)
        identify(self._view, f"cells:{place.address}", place.name)
        self._view.paste_asked.connect(self.paste)
        self._view.clear_asked.connect(self.clear)
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._view.customContextMenuRequested.connect(self._show_menu)
        self._model.edited.connect(self._edited_in_place)
        self._empty = QLabel(_NO_TABLE, self)
        self._empty.setWordWrap(True)
        self._empty.setProperty("look", "support")
        self._tools = GridTools(place, GRID_PATTERNS, self)
        self._tools.asked.connect(self._do)
        self._tools.large_asked.connect(self.large_asked)
        self._notice = QLabel(self)
        self._notice.setObjectName(f"said:{place.address}")
        self._notice.setWordWrap(True)
        self._notice.hide()
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(10))
        for part in (self._empty, self._tools, self._view, self._notice):
            layout.addWidget(part)
        self._verbs: dict[str, Callable[[], None]] = {
            "start": lambda: self._start(_FIRST_COLUMNS),
            "paste": self.paste,
            "copy": self._view.copy,
            "clear": self.clear,
            "add": lambda: self._insert_row(self._model.rowCount()),
            "insert": lambda: self._insert_row(self._rows.start),
            "up": lambda: self._move_rows(-1),
            "down": lambda: self._move_rows(1),
            "remove": self._remove_rows,
            "add_column": lambda: self._insert_column(self._model.columnCount()),
            "insert_column": lambda: self._insert_column(self._columns.start),
            "left": lambda: self._move_columns(-1),
            "right": lambda: self._move_columns(1),
            "remove_column": self._remove_columns,
            "name": lambda: self._view.edit_name(max(self._view.currentIndex().column(), 0)),
        }
        for number, pattern in enumerate(GRID_PATTERNS):
            self._verbs[f"pattern{number}"] = partial(self._start, pattern.columns)
        self._show()

    def value(self) -> Grid:
        """The table as it stands."""
        return self._model.table

    def set_value(self, value: Grid | None) -> None:
        """Show a table; the chosen cells stay chosen as far as they are there."""
        if (value or {}) != self._model.table:
            self._show_table(value or {}, *self._view.chosen())

    def set_read_only(self, read_only: bool) -> None:
        """Show the table without letting it be changed."""
        self._model.read_only = read_only
        self._tools.setHidden(read_only)

    def set_large(self, large: bool) -> None:
        """Take all the room of the page, or what it takes beside others."""
        vertical = QSizePolicy.Policy.Expanding if large else QSizePolicy.Policy.Preferred
        self.setSizePolicy(QSizePolicy.Policy.Preferred, vertical)
        self._layout.setStretchFactor(self._view, int(large))
        self._view.set_large(large)

    def show_cell(self, row: int, column: int) -> QWidget:
        """Make a cell the current one, in view; the cell of a column's name is in its first row."""
        at = max(row, 0)
        self._view.choose(range(at, at + 1), range(column, column + 1))
        return self._view

    # -- what a person does -----------------------------------------------------------------

    @property
    def _rows(self) -> range:
        return self._view.chosen()[0]

    @property
    def _columns(self) -> range:
        return self._view.chosen()[1]

    def _show_menu(self, at: QPoint) -> None:
        menu = self._tools.menu(read_only=self._model.read_only)
        menu.popup(self._view.viewport().mapToGlobal(at))

    def _do(self, verb: str) -> None:
        self._verbs[verb]()

    def _start(self, columns: tuple[str, ...]) -> None:
        self._change_to(grid_edits.new_grid(columns), range(1), range(1))
        self._view.setFocus()

    def paste(self) -> None:
        """Put the clipboard's cells into the table, from the current cell on."""
        if self._model.read_only:
            return
        here = self._view.currentIndex()
        row = here.row() if here.isValid() else self._model.rowCount()
        cells = parse_cells(QGuiApplication.clipboard().text())
        table, message = grid_edits.paste_cells(
            self._model.table, cells, row, max(here.column(), 0)
        )
        if table != self._model.table:
            wide = max(map(len, cells))
            start = max(here.column(), 0)
            self._change_to(table, range(row, row + len(cells)), range(start, start + wide))
        self._say(message)

    def clear(self) -> None:
        """Empty the chosen cells."""
        if not self._model.read_only and self._rows:
            rows, columns = self._view.chosen()
            table = grid_edits.clear_cells(self._model.table, rows, columns)
            if table != self._model.table:
                self._change_to(table, rows, columns)

    def _insert_row(self, at: int) -> None:
        columns = self._columns
        if fault := grid_edits.size_fault(self._model.columnCount(), self._model.rowCount() + 1):
            self._say(fault)
            return
        table = grid_edits.insert_rows(self._model.table, at)
        first = columns.start if columns and at < self._model.rowCount() else 0
        self._change_to(table, range(at, at + 1), range(first, first + 1))
        self._view.setFocus()

    def _move_rows(self, by: int) -> None:
        rows, columns = self._view.chosen()
        if rows and rows.start + by >= 0 and rows.stop + by <= self._model.rowCount():
            table = grid_edits.move_rows(self._model.table, rows.start, rows.stop - 1, by)
            self._change_to(table, range(rows.start + by, rows.stop + by), columns)

    def _remove_rows(self) -> None:
        rows, columns = self._view.chosen()
        lost = [" ".join(filter(None, self._model.rows[row])) for row in rows]
        if not rows or not self._may_lose(f"{_span(rows)}行目を削除します。", lost):
            return
        table = grid_edits.remove_rows(self._model.table, rows.start, rows.stop - 1)
        self._change_to(table, range(rows.start, rows.start + 1), columns)

    def _insert_column(self, at: int) -> None:
        rows = self._rows
        if fault := grid_edits.size_fault(self._model.columnCount() + 1, self._model.rowCount()):
            self._say(fault)
            return
        name = grid_edits.free_column_name(self._model.table)
        table = grid_edits.insert_column(self._model.table, at, name)
        first = rows.start if rows else 0
        self._change_to(table, range(first, first + 1), range(at, at + 1))
        self._view.edit_name(at)

    def _move_columns(self, by: int) -> None:
        rows, columns = self._view.chosen()
        if columns and columns.start + by >= 0 and columns.stop + by <= self._model.columnCount():
            table = grid_edits.move_columns(self._model.table, columns.start, columns.stop - 1, by)
            self._change_to(table, rows, range(columns.start + by, columns.stop + by))

    def _remove_columns(self) -> None:
        rows, columns = self._view.chosen()
        names = "」「".join(self._model.names[at] for at in columns)
        lost = [row[at] for row in self._model.rows for at in columns]
        if not columns or not self._may_lose(f"列「{names}」を削除します。", lost):
            return
        table = grid_edits.remove_columns(self._model.table, columns.start, columns.stop - 1)
        self._change_to(table, rows, range(columns.start, columns.start + 1))

    def _may_lose(self, what: str, texts: list[str]) -> bool:
        """Ask, unless nothing is lost."""
        lost = [text for text in texts if text]
        more = f"\n（ほか{len(lost) - 5}件）" if len(lost) > 5 else ""
        shown = "\n".join(text[:60] for text in lost[:5])
        return not lost or self.confirm(f"{what}\n\n{shown}{more}")

    # -- showing ----------------------------------------------------------------------------

    def _edited_in_place(self) -> None:
        end_step(self)
        self._say("")
        self.changed.emit()
        end_step(self)

    def _change_to(self, table: Grid, rows: range, columns: range) -> None:
        end_step(self)
        self._show_table(table, rows, columns)
        self._say("")
        self.changed.emit()
        end_step(self)

    def _show_table(self, table: Grid, rows: range, columns: range) -> None:
        self._model.set_table(table)
        self._show()
        if rows and columns:
            self._view.choose(rows, columns)

    def _show(self) -> None:
        has_table = bool(self._model.table)
        self._empty.setHidden(has_table)
        self._view.setVisible(has_table)
        self._tools.show_for(has_table=has_table)
        self.setFocusProxy(self._view if has_table else self._tools.first)

    def _say(self, text: str) -> None:
        self._notice.setText(text)
        self._notice.setVisible(bool(text))


def _span(numbers: range) -> str:
    return f"{numbers.start + 1}" if len(numbers) == 1 else f"{numbers.start + 1}～{numbers.stop}"
