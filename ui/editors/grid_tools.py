"""The buttons of a free table: how to begin one, and what is done with its rows and columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy, QVBoxLayout, QWidget

from pia_desktop.assessment.grid_edits import GridPattern
from pia_desktop.forms.places import Place
from ui.style.buttons import button
from ui.style.theme import theme
from ui.widgets.accessibility import identify
from ui.widgets.flow_layout import FlowLayout

_ROWS = (
    ("add", "行を追加"),
    ("insert", "上に挿入"),
    ("up", "上へ"),
    ("down", "下へ"),
    ("remove", "行を削除"),
)
_COLUMNS = (
    ("add_column", "列を追加"),
    ("insert_column", "左に挿入"),
    ("left", "左へ"),
    ("right", "右へ"),
    ("remove_column", "列を削除"),
    ("name", "列の名前"),
)
# What a right click on a cell offers, in words that need no title; nothing stands for a line.
_MENU = (
    ("copy", "コピー"),
    ("paste", "貼り付け"),
    ("clear", "文字を消す"),
    ("", ""),
    ("insert", "上に行を挿入"),
    ("up", "行を上へ"),
    ("down", "行を下へ"),
    ("remove", "行を削除"),
    ("", ""),
    ("insert_column", "左に列を挿入"),
    ("left", "列を左へ"),
    ("right", "列を右へ"),
    ("remove_column", "列を削除"),
    ("name", "列の名前"),
)
_CHANGES_NOTHING = ("copy",)
_PASTE = ("paste", "Excelから貼り付け")


class GridTools(QWidget):
    """Two rows of buttons, or those by which a table begins; `asked` tells the verb."""

    asked = Signal(str)
    large_asked = Signal(bool)

    def __init__(
        self, place: Place, patterns: Sequence[GridPattern], parent: QWidget | None
    ) -> None:
        """For the table of the item at `place`."""
        super().__init__(parent)
        self._place = place
        self._flows: list[FlowLayout] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(6))
        starts = [(f"pattern{n}", f"ひな形「{p.name}」") for n, p in enumerate(patterns)]
        self._begin = self._row("", [*starts, ("start", "空の表"), ("paste_first", _PASTE[1])])
        self._work = [self._row("行", [*_ROWS, _PASTE]), self._row("列", list(_COLUMNS))]
        self.large = button("大きく表示", parent=self._work[1])
        self.large.setProperty("look", "compact")
        self.large.setCheckable(True)
        identify(self.large, f"large:{place.address}", self.large.text())
        self.large.toggled.connect(self.large_asked)
        self._flows[1].addWidget(self.large)
        for row in (self._begin, *self._work):
            column.addWidget(row)
        self.first = self._begin.findChildren(QWidget, f"pattern0:{place.address}")[0]

    def _row(self, title: str, verbs: list[tuple[str, str]]) -> QWidget:
        row = QWidget(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        row.setSizePolicy(policy)
        flow = FlowLayout(row, theme().px(8))
        if title:
            self._flows.append(flow)
            label = QLabel(title, row)
            label.setProperty("look", "support")
            flow.addWidget(label)
        for verb, text in verbs:
            tool = button(text, parent=row)
            tool.setProperty("look", "compact")
            identify(tool, f"{verb}:{self._place.address}", f"{self._place.name} {title} {text}")
            name = verb.removesuffix("_first")
            tool.clicked.connect(lambda _=False, name=name: self.asked.emit(name))
            flow.addWidget(tool)
        return row

    def menu(self, *, read_only: bool) -> QMenu:
        """The menu of a cell; it goes away by itself."""
        menu = QMenu(self.parentWidget())
        menu.setObjectName(f"menu:{self._place.address}")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for verb, text in _MENU:
            if not verb:
                menu.addSeparator()
                continue
            action = menu.addAction(text)
            action.setObjectName(verb)
            action.setEnabled(verb in _CHANGES_NOTHING or not read_only)
            action.triggered.connect(lambda _=False, name=verb: self.asked.emit(name))
        return menu

    def show_for(self, *, has_table: bool) -> None:
        """Show what can be done with a table, or how to begin one."""
        self._begin.setHidden(has_table)
        for row in self._work:
            row.setVisible(has_table)
        if not has_table:
            self.large.setChecked(False)
