"""リスク対策一覧 in the window: each judgement leads to its item."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from pia_desktop.assessment.document import Document
from pia_desktop.changes.risk_table import Grade, GradeCell, GradeRow, RiskTable, risk_table
from ui.style import theme
from ui.style.buttons import button
from ui.widgets.accessibility import identify, repolish
from ui.widgets.labels import plain_label

_LOOKS = {
    Grade.BEST: "best",
    Grade.ENOUGH: "enough",
    Grade.LACKING: "lacking",
    Grade.EMPTY: "empty",
    Grade.NOT_APPLICABLE: "none",
}
_LEGEND = "　".join(f"{grade.mark}{grade.word}" for grade in Grade)
_OTHERS = "その他の評価"


class RiskPage(QWidget):
    """The table of the document that is open. `go_asked` tells the address of a judgement,
    `command_asked` the name of a command.
    """

    go_asked = Signal(str)
    command_asked = Signal(str)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        """The table as it is now."""
        super().__init__(parent)
        self.setObjectName("risk_page")
        self._document = document
        self._shown: RiskTable | None = None
        self._cells: list[QPushButton] = []
        column = QVBoxLayout(self)
        margin = theme().px(20)
        column.setContentsMargins(margin, theme().px(16), margin, theme().px(24))
        column.setSpacing(theme().px(10))
        column.addWidget(plain_label("リスク対策一覧", self, "title"))
        self._since = plain_label("", self, "support")
        column.addWidget(self._since)
        self._export = button("リスク対策一覧をPDFに出す", parent=self)
        identify(self._export, "risk_export", "リスク対策一覧をPDFに出す")
        self._export.clicked.connect(lambda: self.command_asked.emit("action_risk_list_pdf"))
        column.addWidget(self._export, 0, Qt.AlignmentFlag.AlignLeft)
        self._holder = QWidget(self)
        self._place = QVBoxLayout()
        column.addLayout(self._place)
        self._place.addWidget(self._holder)
        column.addStretch(1)
        self.refresh()

    def focus_first(self) -> None:
        """Go on with the keyboard at the first judgement."""
        (self._cells[0] if self._cells else self._export).setFocus()

    def refresh(self) -> None:
        """Show the judgements as they are now; rows are made anew only where others are needed."""
        table = risk_table(self._document.assessment)
        if table == self._shown:
            return
        before, self._shown = self._shown, table
        arrows = "　↑公表版より良くなった　↓悪くなった" if table.since else ""
        since = f"{table.since}と比べています。\n" if table.since else ""
        self._since.setText(f"{since}{_LEGEND}{arrows}")
        if before is None or _shape(before) != _shape(table):
            self._build(table)
        for place, cell in enumerate(cell for row in table.rows() for cell in row.cells):
            self._fill(self._cells[place], cell)

    def _build(self, table: RiskTable) -> None:
        self._place.removeWidget(self._holder)
        self._holder.hide()
        self._holder.deleteLater()
        self._holder, self._cells = QWidget(self), []
        grid = QGridLayout(self._holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme().px(3))
        grid.setColumnStretch(0, 1)
        for number, name in enumerate(table.files):
            label = plain_label(name, self._holder, "label")
            grid.addWidget(label, 0, number + 1)
            grid.setColumnMinimumWidth(number + 1, theme().px(150))
        row = self._add_rows(grid, table.risks, 1, len(table.files))
        if table.others:
            grid.addWidget(plain_label(_OTHERS, self._holder, "heading"), row, 0)
            self._add_rows(grid, table.others, row + 1, len(table.files))
        self._place.addWidget(self._holder)
        self._holder.show()

    def _add_rows(self, grid: QGridLayout, rows: tuple[GradeRow, ...], at: int, files: int) -> int:
        for heading, run in groupby(rows, lambda row: row.heading):
            grid.addWidget(plain_label(heading, self._holder, "label"), at, 0, 1, files + 1)
            at += 1
            for entry in run:
                grid.addWidget(plain_label(entry.label, self._holder), at, 0)
                for number, cell in enumerate(entry.cells):
                    span = files if entry.whole else 1
                    grid.addWidget(self._add_cell(cell, entry), at, number + 1, 1, span)
                at += 1
        return at

    def _add_cell(self, cell: GradeCell, row: GradeRow) -> QPushButton:
        entry = button("", parent=self._holder)
        entry.setObjectName(f"grade:{cell.address}")
        entry.setProperty("row", row.label)
        address = cell.address
        entry.clicked.connect(lambda _=False: self.go_asked.emit(address))
        self._cells.append(entry)
        return entry

    def _fill(self, entry: QPushButton, cell: GradeCell) -> None:
        entry.setText(cell.text)
        entry.setAccessibleName(f"{entry.property('row')}：{cell.spoken}")
        entry.setToolTip(cell.spoken)
        look = f"grade-{_LOOKS[cell.grade]}"
        if entry.property("look") != look:
            entry.setProperty("look", look)
            repolish(entry)


def _shape(table: RiskTable) -> list[object]:
    return [table.files, *((row.label, [c.address for c in row.cells]) for row in table.rows())]
