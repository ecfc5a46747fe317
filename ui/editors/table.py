"""A table with any number of rows: an overview, and the current row to edit below it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from pia_desktop.assessment.clipboard import parse_cells
from pia_desktop.files import limits
from pia_desktop.forms.model import Item
from pia_desktop.forms.places import Place
from pia_desktop.forms.sanitize import too_long
from ui.editors.base import Editor, EditorFactory, identify_place
from ui.editors.confirm_remove import ask_to_remove
from ui.editors.row_panel import RowPanel
from ui.editors.table_bar import TableBar
from ui.editors.table_model import Row, TableModel, rows_of
from ui.editors.table_order import TableOrder
from ui.editors.table_view import TableView
from ui.editors.undo_steps import end_step
from ui.style.buttons import button
from ui.style.theme import theme
from ui.widgets.accessibility import identify, tab_after, tab_through
from ui.widgets.column_layout import ColumnLayout
from ui.widgets.focus_scroll import FocusScrollArea
from ui.widgets.surroundings import method_around

_NO_ROWS = "まだ行がありません。「行を追加」を押すか、Excelの表をコピーして貼り付けてください。"


class _PanelArea(FocusScrollArea):
    """The current row's boxes on a page of the table's own; they scroll."""

    def sizeHint(self) -> QSize:
        """No more than it needs: the table above has the rest."""
        return QSize(super().sizeHint().width(), self.minimumHeight())


class TableEditor(Editor, QWidget):
    """The rows of a table. `confirm` is asked before something is lost; the window may set it."""

    changed = Signal()
    # The address of the cell whose editor got the focus.
    focused = Signal(str)
    # A person takes over a row that the program wrote: its number, or -1 for all of them.
    accepted = Signal(int)
    # Whether the table is wanted alone, without what stands around it.
    large_asked = Signal(bool)

    def __init__(
        self,
        place: Place,
        parent: QWidget | None,
        columns: tuple[Item, ...],
        make_editor: EditorFactory,
    ) -> None:
        """The table of the item at `place`, with `columns` of the form's tables. `make_editor`
        makes the editors of a row's boxes.
        """
        super().__init__(parent)
        identify_place(self, place)
        self.confirm: Callable[[str], bool] = lambda text: ask_to_remove(self, text)
        self._place = place
        self._make_editor = make_editor
        self._panel: RowPanel | None = None
        self._read_only = False
        self._pair: tuple[str, str] | None = None
        self._model = TableModel(columns)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(10))
        self._empty = QLabel(_NO_ROWS, self)
        self._empty.setWordWrap(True)
        self._empty.setProperty("look", "support")
        self._order = TableOrder(self._model, self)
        self._view = TableView(self._model, self._order, self)
        self._model.edited.connect(self._edited_in_place)
        identify(self._view, f"rows:{place.address}", f"{place.name} の一覧")
        self._view.paste_asked.connect(self.paste)
        self._view.selectionModel().currentRowChanged.connect(self._row_chosen)
        self._tools = ColumnLayout(self, row_gap=12)
        self._buttons: dict[str, QWidget] = {}
        for name, text, act in (
            ("add", "行を追加", self.add_row),
            ("insert", "上に挿入", self.insert_row),
            ("paste", "Excelから貼り付け", self.paste),
        ):
            tool = button(text, parent=self._tools)
            identify(tool, f"{name}:{place.address}", f"{place.name} {text}")
            tool.clicked.connect(act)
            self._buttons[name] = tool
            self._tools.add(tool)
        self._notice = QLabel(self)
        self._notice.setWordWrap(True)
        self._layout = layout
        self._bar: TableBar | None = None
        self._panel_area: FocusScrollArea | None = None
        for part in (self._empty, self._view, self._tools, self._notice):
            layout.addWidget(part)
        self._notice.hide()
        self._show(0)

    def value(self) -> list[dict[str, Any]]:
        """The rows as they stand."""
        return [dict(row) for row in self._model.rows]

    def set_value(self, value: list[dict[str, Any]] | None) -> None:
        """Show rows; the current one stays current as far as there is one."""
        empty = self._model.empty_row()
        rows = [{**empty, **row} for row in value or ()]
        if rows != self._model.rows:
            current = self.current
            self._model.set_rows(rows)
            self._show(max(current, 0))

    def set_read_only(self, read_only: bool) -> None:
        """Show the rows without letting them be changed."""
        self._read_only = read_only
        self._model.read_only = read_only
        for tool in self._buttons.values():
            tool.setHidden(read_only)
        if self._panel is not None:
            self._panel.set_read_only(read_only)

    def show_side_by_side(self, before: str, after: str) -> None:
        """Show the texts of these two columns side by side below the row's boxes, too.

        To be said before there are rows.
        """
        self._pair = (before, after)

    def set_waiting(self, waiting: list[bool]) -> None:
        """Mark the rows that the program wrote and that wait to be taken over."""
        self._model.set_waiting(waiting)
        self._show_waiting()

    @property
    def current(self) -> int:
        """The current row's number, or -1."""
        return self._order.mapToSource(self._view.currentIndex()).row()

    def show_row(self, number: int) -> None:
        """Make a row the current one, with its boxes in view."""
        self._show_all_rows()
        self._show(number)
        if self._bar is not None:
            self._bar.boxes.setChecked(True)

    # -- on a page of its own ---------------------------------------------------------------

    def fill_page(self) -> None:
        """Take a whole page: the table scrolls by itself, and the current row's boxes come when a
        person asks for them.
        """
        bar = self._bar = TableBar(self._place.address, self._model.columns, self)
        bar.filter_changed.connect(self._filter)
        bar.sort_changed.connect(self._sort)
        bar.boxes.toggled.connect(self._show_boxes)
        bar.large.toggled.connect(self.large_asked)
        self._tools.let_go()
        self._tools.hide()
        for tool in self._buttons.values():
            tool.setProperty("look", "compact")
            bar.add(tool)
        self._layout.insertWidget(0, bar)
        area = self._panel_area = _PanelArea(self)
        area.setObjectName("row_scroll")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumHeight(theme().px(120))
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._layout.addWidget(area, 1)
        self._layout.setStretchFactor(self._view, 1)
        area.hide()
        self._view.fill_page()
        if self._panel is not None:
            self._layout.removeWidget(self._panel)
            area.setWidget(self._panel)
        self._count()
        self._order_stops(bar)

    def _order_stops(self, bar: TableBar) -> None:
        """Tab goes through the bar into the table; where there are rows, the focus begins there."""
        tab_through(*bar.stops, *self._buttons.values(), self._view)

    def _filter(self, text: str) -> None:
        self._order.show_matching(text)
        self._after_order()

    def _sort(self, column: int) -> None:
        self._order.sort_by(column)
        self._after_order()

    def _after_order(self) -> None:
        self._view.fit()
        self._count()
        own = self._order.is_own
        self._buttons["insert"].setEnabled(own)
        if self._panel is not None:
            self._panel.allow_moving(own)
        if self.current < 0 and self._order.rowCount():
            self._view.setCurrentIndex(self._order.index(0, 0))
        self._show_panel_area()
        self._view.show_current()

    def _show_panel_area(self) -> None:
        """Show the current row's boxes where they are wanted: with no current row they would be
        those of a row that is out of sight.
        """
        if self._panel_area is not None and self._bar is not None:
            self._panel_area.setVisible(self._bar.boxes.isChecked() and self.current >= 0)

    def _show_all_rows(self) -> None:
        if self._bar is not None and not self._order.is_own:
            self._bar.clear()

    def _count(self) -> None:
        if self._bar is not None:
            self._bar.show_count(self._order.rowCount(), len(self._model.rows))

    def _show_boxes(self, shown: bool) -> None:
        if shown and self._model.rows:
            self._show(max(self.current, 0))
        self._show_panel_area()

    def _edited_in_place(self, row: int, key: str) -> None:
        end_step(self)
        if row == self.current and self._panel is not None:
            self._panel.show_row(row, self._model.rows)
        self.changed.emit()
        end_step(self)

    # -- what a person does -----------------------------------------------------------------

    def add_row(self) -> None:
        """A new row after the last one."""
        self._show_all_rows()
        self._add(len(self._model.rows), [self._model.empty_row()])

    def insert_row(self) -> None:
        """A new row before the current one."""
        self._add(max(self.current, 0), [self._model.empty_row()])

    def paste(self) -> None:
        """The clipboard's cells as rows, after the current one."""
        if self._read_only:
            return
        cells = parse_cells(QGuiApplication.clipboard().text())
        remark = next((remark for row in cells for cell in row if (remark := too_long(cell))), "")
        if remark:
            self._say(remark)
            return
        rows, remark = rows_of(self._model.columns, cells[: limits.ROWS + 1])
        if len(rows) + len(self._model.rows) > limits.ROWS:
            self._say(f"行が多すぎるので、貼り付けていません。{limits.ROWS:,}行までです。")
        elif rows:
            self._add(self.current + 1, rows, focus=False)
            self._say(f"{len(rows)}行を貼り付けました。{remark}")
        else:
            self._say("貼り付ける表がありません。Excelで行をコピーしてから押してください。")

    def move_row(self, by: int) -> None:
        """Move the current row up (-1) or down (1)."""
        rows = list(self._model.rows)
        at = self.current
        if not 0 <= at + by < len(rows):
            return
        rows.insert(at + by, rows.pop(at))
        self._changed_to(rows, at + by)

    def remove_row(self) -> None:
        """Take the current row away; asked first if something stands in it."""
        at = self.current
        row = self._model.rows[at]
        lost = [
            f"{column.label}：{str(row[key])[:60]}"
            for column, key in zip(self._model.columns, self._model.keys, strict=True)
            if row[key]
        ]
        if lost and not self.confirm(f"{at + 1}行目を削除します。\n\n" + "\n".join(lost)):
            return
        rows = [row for number, row in enumerate(self._model.rows) if number != at]
        self._changed_to(rows, at)

    # -- showing ----------------------------------------------------------------------------

    def _add(self, at: int, new: list[Row], *, focus: bool = True) -> None:
        rows = list(self._model.rows)
        rows[at:at] = new
        self._changed_to(rows, at)
        if not focus:
            return
        if self._bar is not None:
            self._bar.boxes.setChecked(True)
        if self._panel is not None:
            self._panel.focus_first()

    def _changed_to(self, rows: list[Row], current: int) -> None:
        self._model.set_rows(rows)
        self._show(current)
        self._say("")
        self.changed.emit()

    def _show(self, number: int) -> None:
        """Show the rows with this one current, as far as there is one."""
        has_rows = bool(self._model.rows)
        self.setFocusProxy(self._view if has_rows else self._buttons["add"])
        self._empty.setHidden(has_rows)
        self._view.setVisible(has_rows)
        self._count()
        if not has_rows:
            if self._panel is not None:
                self._panel.hide()
            self._show_panel_area()
            return
        number = min(max(number, 0), len(self._model.rows) - 1)
        if number == self.current:
            self._fill_panel(number)
        else:
            column = max(self._view.currentIndex().column(), 0)
            index = self._order.mapFromSource(self._model.index(number, column))
            self._view.setCurrentIndex(index)
            self._view.show_current()
        self._show_panel_area()

    def _row_chosen(self, now: QModelIndex) -> None:
        if now.isValid():
            self._fill_panel(self._order.mapToSource(now).row())

    def _fill_panel(self, number: int) -> None:
        if self._bar is not None and not self._bar.boxes.isChecked():
            self._show_waiting()
            return
        if self._panel is None:
            self._panel = self._make_panel()
        self._panel.show_row(number, self._model.rows)
        self._panel.show()
        self._show_waiting()

    def _make_panel(self) -> RowPanel:
        panel = RowPanel(self._place, self._model.columns, self._make_editor, self, self._pair)
        panel.edited.connect(self._cell_edited)
        panel.focused.connect(self.focused)
        panel.waiting.accepted.connect(lambda: self.accepted.emit(self.current))
        panel.waiting.all_accepted.connect(lambda: self.accepted.emit(-1))
        panel.up.clicked.connect(lambda: self.move_row(-1))
        panel.down.clicked.connect(lambda: self.move_row(1))
        panel.remove.clicked.connect(self.remove_row)
        panel.set_read_only(self._read_only)
        if self._panel_area is not None:
            self._panel_area.setWidget(panel)
        else:
            self._layout.addWidget(panel)
        tab_after(self._view if self._bar is not None else self._buttons["paste"], panel)
        return panel

    def _show_waiting(self) -> None:
        waits = self._model.waits(self.current) and not self._read_only
        if waits and self._bar is not None and not self._bar.boxes.isChecked():
            self._bar.boxes.setChecked(True)
        if self._panel is not None:
            self._panel.waiting.setVisible(waits)

    def _cell_edited(self, key: str, value: str) -> None:
        self._model.set_cell(self.current, key, value or "")
        self.changed.emit()

    def _say(self, text: str) -> None:
        self._notice.setText(text)
        self._notice.setVisible(bool(text))
        say = method_around(self, "say") if text and self._bar is not None else None
        if say is not None and theme().is_large:
            say(text)  # the table fills the page: what stands below it is out of sight
