"""What is said of the chosen box or arrow, to be changed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pia_desktop.diagrams import flow_edits
from pia_desktop.diagrams.flow_model import FlowDiagram, FlowEdge, FlowNode
from pia_desktop.forms.diagram_value import (
    HIGHEST_NUMBER,
    LONGEST_WORDS,
    NODE_KINDS,
    joined_lines,
)
from ui.style.theme import theme
from ui.widgets.accessibility import identify
from ui.widgets.choice_box import ChoiceBox, NumberBox
from ui.widgets.labels import plain_label

_NOTHING = "箱か矢印を選ぶと、ここで文字や種類を直せます。"


class DiagramPanel(QStackedWidget):
    """The chosen box or arrow; `edited` tells the diagram as a person changed it, and by what
    word the change is called.
    """

    edited = Signal(object, str)

    def __init__(self, parent: QWidget) -> None:
        """Nothing chosen yet."""
        super().__init__(parent)
        self._diagram = FlowDiagram()
        self._box, self._arrow = "", -1
        self._filling = False
        self._box_page = _BoxPage(self)
        self._arrow_page = _ArrowPage(self)
        nothing = QWidget(self)
        column = QVBoxLayout(nothing)
        column.addWidget(plain_label(_NOTHING, nothing, "support"))
        column.addStretch(1)
        for page in (nothing, self._box_page, self._arrow_page):
            self.addWidget(page)
        self._box_page.changed.connect(self._take_box)
        self._arrow_page.changed.connect(self._take_arrow)

    def show_choice(self, diagram: FlowDiagram, box: str, arrow: int) -> None:
        """Show what is chosen."""
        self._diagram, self._box, self._arrow = diagram, box, arrow
        self._filling = True
        if box in diagram.by_id:
            self._box_page.fill(diagram, diagram.by_id[box])
            self.setCurrentIndex(1)
        elif 0 <= arrow < len(diagram.edges):
            self._arrow_page.fill(diagram, diagram.edges[arrow])
            self.setCurrentIndex(2)
        else:
            self.setCurrentIndex(0)
        self._filling = False

    def begin(self) -> None:
        """Put the cursor into the text of what is chosen."""
        page = self.currentWidget()
        if isinstance(page, _BoxPage | _ArrowPage):
            page.begin()

    def _take_box(self) -> None:
        node = self._diagram.by_id.get(self._box)
        if self._filling or node is None:
            return
        page = self._box_page
        diagram = self._diagram
        label = page.label.toPlainText()[:LONGEST_WORDS]
        if label != node.label:
            diagram = flow_edits.relabel_box(diagram, node.id, label)
        area = page.area.currentText().strip()
        kind = page.kind.currentData()
        changed = replace(diagram.by_id[node.id], kind=kind, area=area)
        self.edited.emit(diagram.with_node(changed), f"箱の変更:{node.id}")

    def _take_arrow(self) -> None:
        if self._filling or not 0 <= self._arrow < len(self._diagram.edges):
            return
        page = self._arrow_page
        start, end = page.start.currentData(), page.end.currentData()
        if start == end:
            return
        before = self._diagram.edges[self._arrow]
        edge = replace(
            before,
            start=start,
            end=end,
            label=page.label.text()[:LONGEST_WORDS],
            both=page.both.isChecked(),
            number=before.number if page.numbered.isChecked() else None,
        )
        diagram = flow_edits.change_arrow(self._diagram, self._arrow, edge)
        if page.numbered.isChecked():
            wanted = page.number.value()
            if before.number is None:
                wanted = flow_edits.next_number(self._diagram)
            if wanted != before.number:
                diagram = flow_edits.move_number(diagram, self._arrow, wanted)
        self.edited.emit(diagram, f"矢印の変更:{self._arrow}")


class _BoxPage(QWidget):
    """Text, kind and frame of a box."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        form = _form(self)
        self.label = QPlainTextEdit(self)
        self.label.setTabChangesFocus(True)
        self.label.setFixedHeight(theme().px(92))
        identify(self.label, "diagram_label", "箱の文字")
        self.kind = ChoiceBox(self)
        for kind, name in NODE_KINDS.items():
            self.kind.addItem(name, kind)
        identify(self.kind, "diagram_kind", "箱の種類")
        self.area = ChoiceBox(self)
        self.area.setEditable(True)
        identify(self.area, "diagram_area", "箱を囲む枠")
        form.addRow(plain_label("文字", self), self.label)
        form.addRow(plain_label("種類", self), self.kind)
        form.addRow(plain_label("枠", self), self.area)
        form.addRow(
            plain_label(
                "同じ枠の名前の箱は、一つの枠で囲みます。枠の中の枠は「市＞ガバメントクラウド」"
                "のように書きます。",
                self,
                "support",
            )
        )
        self.label.textChanged.connect(self.changed)
        self.kind.currentIndexChanged.connect(self.changed)
        self.area.editTextChanged.connect(self.changed)

    def fill(self, diagram: FlowDiagram, node: FlowNode) -> None:
        if self.label.toPlainText() != node.label:
            self.label.setPlainText(node.label)
        self.kind.setCurrentIndex(self.kind.findData(node.kind))
        if self.area.currentText() != node.area or not self.area.count():
            self.area.clear()
            areas = {area for other in diagram.nodes for area in other.areas}
            self.area.addItems(["", *sorted(areas)])
            self.area.setEditText(node.area)
            line = self.area.lineEdit()
            if line is not None:
                line.setCursorPosition(0)

    def begin(self) -> None:
        self.label.setFocus()
        self.label.selectAll()


class _ArrowPage(QWidget):
    """Ends, words and number of an arrow."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        form = _form(self)
        self.start, self.end = ChoiceBox(self), ChoiceBox(self)
        identify(self.start, "diagram_from", "矢印の元")
        identify(self.end, "diagram_to", "矢印の先")
        self.label = QLineEdit(self)
        identify(self.label, "diagram_words", "矢印の文字（手段）")
        self.both = QCheckBox("両方向", self)
        identify(self.both, "diagram_both", "両方向")
        self.numbered = QCheckBox("番号を付ける", self)
        identify(self.numbered, "diagram_numbered", "番号を付ける")
        self.number = NumberBox(self)
        self.number.setRange(1, HIGHEST_NUMBER)
        self.number.setButtonSymbols(NumberBox.ButtonSymbols.NoButtons)
        identify(self.number, "diagram_number", "番号")
        form.addRow(plain_label("元", self), self.start)
        form.addRow(plain_label("先", self), self.end)
        form.addRow(plain_label("手段", self), self.label)
        form.addRow("", self.both)
        form.addRow("", self.numbered)
        form.addRow(plain_label("番号", self), self.number)
        self.start.currentIndexChanged.connect(self.changed)
        self.end.currentIndexChanged.connect(self.changed)
        self.label.textChanged.connect(self.changed)
        self.both.toggled.connect(self.changed)
        self.numbered.toggled.connect(self.changed)
        self.number.valueChanged.connect(self.changed)

    def fill(self, diagram: FlowDiagram, edge: FlowEdge) -> None:
        for box, chosen in ((self.start, edge.start), (self.end, edge.end)):
            box.clear()
            for node in diagram.nodes:
                box.addItem(joined_lines(node.label)[:30] or "（名前なし）", node.id)
            box.setCurrentIndex(box.findData(chosen))
        if self.label.text() != edge.label:
            self.label.setText(edge.label)
        self.both.setChecked(edge.both)
        self.numbered.setChecked(edge.number is not None)
        self.number.setEnabled(edge.number is not None)
        self.number.setValue(edge.number or 1)

    def begin(self) -> None:
        self.label.setFocus()
        self.label.selectAll()


def _form(page: QWidget) -> QFormLayout:
    form = QFormLayout(page)
    form.setContentsMargins(0, 0, 0, 0)
    form.setSpacing(theme().px(8))
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form
