"""The window in which a diagram is made: the canvas, its tools, and what no longer agrees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from pia_desktop.assessment.answers import Answers
from pia_desktop.diagrams import flow_edits
from pia_desktop.diagrams.drop_target import DropTarget
from pia_desktop.diagrams.flow_agreement import Mismatch, brought_up_to_date, mismatches
from pia_desktop.diagrams.flow_model import FlowDiagram, renumber_arrows
from pia_desktop.diagrams.flow_proposal import propose_diagram
from pia_desktop.forms.diagram_value import circled, joined_lines
from ui.editors.diagram_canvas import DiagramCanvas
from ui.editors.diagram_panel import DiagramPanel
from ui.style.buttons import button
from ui.style.theme import theme
from ui.widgets.accessibility import identify, tab_through
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.focus_scroll import FocusScrollArea
from ui.widgets.labels import plain_label

_KEYS = (
    "箱はマウスで動かします。矢印キーで箱を選び、Ctrl＋矢印キーで動かし、Enterで文字を直し、"
    "Deleteで消します。"
)
_LINKING = "矢印の先の箱をクリックしてください。（Escでやめる）"
_PICK_FIRST = "矢印の元になる箱を、先に選んでください。"
_WIDE, _HIGH = 1240, 760
_SCREEN_EDGE = 40
_SIDE = 330
# In px at 100 %: with less beside them, the lists take the canvas' place when they are wanted.
_CANVAS = 280
_FOLD = "一覧と文字"
_ANY = 16_777_215  # Qt's own, for no greatest width
# With large text these stand at the end of the lists: the canvas has their room.
_RARE = ("renumber", "tidy", "again")


class DiagramWindow(QDialog):
    """Edits a diagram; `diagram` is what it is now. What no longer agrees with `answers` is listed,
    and put right by a click.
    """

    def __init__(
        self, diagram: FlowDiagram, answers: Answers | None, address: str, parent: QWidget
    ) -> None:
        """Show a diagram."""
        super().__init__(parent)
        self.setWindowTitle("事務の流れ図")
        identify(self, f"diagram_window:{address}", "事務の流れ図")
        self.diagram = diagram
        self._answers = answers
        self._before: list[tuple[FlowDiagram, str]] = []
        self._after: list[FlowDiagram] = []
        self._mismatches: list[Mismatch] = []
        self._fitted = False
        self._buttons: dict[str, QPushButton] = {}
        self._build()
        self.say("")
        for keys, act in (
            (QKeySequence.StandardKey.Undo, self.undo),
            (QKeySequence.StandardKey.Redo, self.redo),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self._show()

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        look = theme()
        self.canvas = DiagramCanvas(self)
        identify(self.canvas, "diagram_canvas", "流れ図")
        self.canvas.setAccessibleDescription(_KEYS)
        self._area = QScrollArea(self)
        self._area.setWidget(self.canvas)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.panel = DiagramPanel(self)
        self._message = plain_label("", self, "support")
        identify(self._message, "diagram_message", "")
        side = QVBoxLayout()
        side.setSpacing(look.px(8))
        self._parts = QListWidget(self)
        identify(self._parts, "diagram_parts", "箱と矢印の一覧")
        side.addWidget(plain_label("箱と矢印", self, "label"))
        self._list = QListWidget(self)
        self._list.setWordWrap(True)
        identify(self._list, "diagram_mismatches", "ⅠとⅡに合わないところ")
        self._parts.setMinimumHeight(look.px(120))
        self._list.setMinimumHeight(look.px(110))
        side.addWidget(self._parts, 1)
        side.addWidget(self.panel)
        self._disagreement = plain_label("", self, "label")
        side.addWidget(self._disagreement)
        side.addWidget(self._list, 1)
        put = QHBoxLayout()
        put.addWidget(self._tool("put", "選んだものを直す", self._put))
        put.addWidget(self._tool("put_all", "すべて直す", self._put_all))
        side.addLayout(put)
        tools = self._tools()
        self._keys = plain_label(_KEYS, self, "support")
        if look.is_large:
            for name in _RARE:
                side.addWidget(self._buttons[name])
            side.addWidget(self._keys)
        holder = QWidget(self)
        holder.setLayout(side)
        side.setContentsMargins(look.px(6), look.px(6), look.px(6), look.px(6))
        beside = self._beside = FocusScrollArea(self)
        beside.setWidgetResizable(True)
        beside.setFrameShape(QFrame.Shape.NoFrame)
        beside.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        beside.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        beside.setWidget(holder)
        middle = QHBoxLayout()
        middle.addWidget(self._area, 1)
        middle.addWidget(beside)
        column = QVBoxLayout(self)
        column.addWidget(tools)
        column.addWidget(self._message)
        column.addLayout(middle, 1)
        column.addLayout(self._end_row())
        put_one, put_all = self._buttons["put"], self._buttons["put_all"]
        rare = [self._buttons[name] for name in _RARE] if look.is_large else []
        tab_through(self.canvas, self._parts, self.panel, self._list, put_one, put_all, *rare)
        self.canvas.chosen.connect(self._choose)
        self.canvas.dropped.connect(self._drop)
        self.canvas.stepped.connect(self._step)
        self.canvas.linked.connect(self._link)
        self.canvas.edit_asked.connect(self._begin)
        self.canvas.remove_asked.connect(self._remove)
        self.panel.edited.connect(self._edit)
        self._parts.currentRowChanged.connect(self._choose_part)
        self._parts.itemActivated.connect(lambda _item: self.panel.begin())
        self._list.itemDoubleClicked.connect(lambda _item: self._put())

    def _tools(self) -> QWidget:
        tools = QWidget(self)
        flow = FlowLayout(tools, theme().px(8))
        for name, text, act in (
            ("undo", "元に戻す", self.undo),
            ("redo", "やり直す", self.redo),
            ("add", "箱を足す", self._add),
            ("link", "矢印を引く", self._begin_link),
            ("remove", "消す", self._remove),
            ("renumber", "番号を振り直す", self._renumber),
            ("tidy", "空きを詰める", self._tidy),
            ("again", "案を作り直す", self._propose_again),
            ("smaller", "縮小", lambda: self._zoom(1 / 1.2)),
            ("larger", "拡大", lambda: self._zoom(1.2)),
        ):
            flow.addWidget(self._tool(name, text, act))
        self._fold = self._tool("side", _FOLD, lambda: self._show_side(self._fold.isChecked()))
        self._fold.setCheckable(True)
        flow.addWidget(self._fold)
        return tools

    def _tool(self, name: str, text: str, act: Callable[[], None]) -> QPushButton:
        tool = button(text, parent=self)
        tool.setProperty("look", "compact")
        tool.setAutoDefault(False)
        identify(tool, f"diagram_{name}", text)
        tool.clicked.connect(lambda _=False: act())
        self._buttons[name] = tool
        return tool

    def _end_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        if theme().is_large:
            row.addStretch(1)
        else:
            row.addWidget(self._keys, 1)
        for name, text, act in (
            ("button_ok", "この図にする", self.accept),
            ("button_cancel", "キャンセル", self.reject),
        ):
            end = button(text, primary=name == "button_ok", parent=self)
            end.setAutoDefault(False)
            identify(end, name, text)
            end.clicked.connect(act)
            row.addWidget(end)
        return row

    def showEvent(self, event: QShowEvent) -> None:
        """As large as the screen has room for, all of the diagram in view."""
        if not self._fitted:
            self._fitted = True
            room = self.screen().availableSize() - QSize(_SCREEN_EDGE, _SCREEN_EDGE)
            self.resize(QSize(theme().px(_WIDE), theme().px(_HIGH)).boundedTo(room))
        super().showEvent(event)
        self._share_width()
        if (inside := self.layout()) is not None:
            inside.activate()  # so that the canvas knows its room
        self.canvas.set_zoom(self.canvas.fitting_zoom(self._area.viewport().size()))
        self.canvas.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for both, the lists come in the canvas' place."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        folds = self.width() < theme().px(_SIDE + _CANVAS)
        self._fold.setVisible(folds)
        self._beside.setMinimumWidth(0 if folds else theme().px(_SIDE))
        self._beside.setMaximumWidth(_ANY if folds else theme().px(_SIDE))
        self._show_side(folds and self._fold.isChecked())

    def _show_side(self, shown: bool) -> None:
        """Show the lists in the canvas' place, or the canvas again; where both have room, both."""
        folds = not self._fold.isHidden()
        self._fold.setChecked(shown)
        self._beside.setVisible(shown or not folds)
        self._area.setVisible(not (shown and folds))

    def _begin(self) -> None:
        """Put the cursor into the text of what is chosen."""
        self._show_side(not self._fold.isHidden())
        self.panel.begin()

    def say(self, text: str) -> None:
        """Say something above the canvas."""
        self._message.setText(text)
        self._message.setVisible(bool(text))

    # -- one step ---------------------------------------------------------------------------------

    def _edit(self, diagram: FlowDiagram, name: str) -> None:
        """Show a changed diagram; changes of one text, one after the other, are one step."""
        if diagram == self.diagram:
            return
        if not (self._before and self._before[-1][1] == name and ":" in name):
            self._before.append((self.diagram, name))
        self._after.clear()
        self.diagram = diagram
        self._show()

    def undo(self) -> None:
        """Take the last step back."""
        if self._before:
            self._after.append(self.diagram)
            self.diagram, _ = self._before.pop()
            self._show()

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._after:
            self._before.append((self.diagram, ""))
            self.diagram = self._after.pop()
            self._show()

    def _show(self) -> None:
        self.canvas.show_diagram(self.diagram)
        self.panel.show_choice(self.diagram, self.canvas.box, self.canvas.arrow)
        self._fill_parts()
        self._fill_mismatches()
        chosen = bool(self.canvas.box) or self.canvas.arrow >= 0
        self._buttons["undo"].setEnabled(bool(self._before))
        self._buttons["redo"].setEnabled(bool(self._after))
        self._buttons["remove"].setEnabled(chosen)
        self._buttons["link"].setEnabled(len(self.diagram.nodes) > 1)
        self._buttons["again"].setEnabled(self._answers is not None)

    def _fill_parts(self) -> None:
        self._parts.blockSignals(True)
        self._parts.clear()
        for node in self.diagram.nodes:
            self._parts.addItem(f"箱　{joined_lines(node.label) or '（名前なし）'}")
        labels = {node.id: joined_lines(node.label) for node in self.diagram.nodes}
        for edge in self.diagram.edges:
            arrow = "⇔" if edge.both else "→"
            words = f"{circled(edge.number)}{labels[edge.start]}{arrow}{labels[edge.end]}"
            self._parts.addItem(f"矢印　{words}")
        self._parts.setCurrentRow(self._row_of_choice())
        self._parts.blockSignals(False)

    def _row_of_choice(self) -> int:
        if self.canvas.box:
            ids = [node.id for node in self.diagram.nodes]
            return ids.index(self.canvas.box)
        return len(self.diagram.nodes) + self.canvas.arrow if self.canvas.arrow >= 0 else -1

    def _fill_mismatches(self) -> None:
        disagreements = mismatches(self.diagram, self._answers) if self._answers else []
        self._mismatches = disagreements
        self._list.clear()
        for mismatch in disagreements:
            item = QListWidgetItem(f"{mismatch.message}　［{mismatch.remedy}］")
            self._list.addItem(item)
        self._disagreement.setText(
            f"ⅠとⅡに合わないところ（{len(disagreements)}）"
            if disagreements
            else "ⅠとⅡの記載に合っています。"
        )
        self._fold.setText(
            _FOLD + (f"（合わないところ{len(disagreements)}）" if disagreements else "")
        )
        self._list.setVisible(bool(disagreements))
        for name in ("put", "put_all"):
            self._buttons[name].setVisible(bool(disagreements))

    # -- choosing ---------------------------------------------------------------------------------

    def _choose(self, box: str, arrow: int) -> None:
        self.panel.show_choice(self.diagram, box, arrow)
        self._parts.blockSignals(True)
        self._parts.setCurrentRow(self._row_of_choice())
        self._parts.blockSignals(False)
        self._buttons["remove"].setEnabled(bool(box) or arrow >= 0)
        if box:
            place = self.canvas.place_of(box).center().toPoint()
            self._area.ensureVisible(place.x(), place.y(), theme().px(80), theme().px(60))

    def _choose_part(self, row: int) -> None:
        count = len(self.diagram.nodes)
        if 0 <= row < count:
            self.canvas.choose(self.diagram.nodes[row].id)
        elif row >= count:
            self.canvas.choose(arrow=row - count)

    # -- verbs ------------------------------------------------------------------------------------

    def _drop(self, box: str, target: DropTarget) -> None:
        self._edit(target.moved(self.diagram, box), "箱の移動")

    def _step(self, box: str, dx: int, dy: int) -> None:
        node = self.diagram.by_id[box]
        self._edit(flow_edits.move_box(self.diagram, box, (node.x + dx, node.y + dy)), "箱の移動")

    def _add(self) -> None:
        around = [self.diagram.by_id[self.canvas.box]] if self.canvas.box else []
        cell = flow_edits.free_cell_near(self.diagram, around) if around else None
        diagram, node_id = flow_edits.add_box(self.diagram, "office", "新しい箱", cell)
        if around:
            diagram = diagram.with_node(replace(diagram.by_id[node_id], area=around[0].area))
        self._edit(diagram, "箱の追加")
        self.canvas.choose(node_id)
        self._begin()

    def _begin_link(self) -> None:
        if not self.canvas.box:
            self.say(_PICK_FIRST)
            return
        self.canvas.linking = True
        self.say(_LINKING)
        self._show_side(False)
        self.canvas.setFocus()

    def _link(self, start: str, end: str) -> None:
        self.canvas.linking = False
        self.say("")
        self._edit(flow_edits.add_arrow(self.diagram, start, end), "矢印の追加")
        self.canvas.choose(arrow=len(self.diagram.edges) - 1)
        self._begin()

    def _remove(self) -> None:
        if self.canvas.box:
            self._edit(flow_edits.remove_box(self.diagram, self.canvas.box), "箱の削除")
        elif self.canvas.arrow >= 0:
            self._edit(flow_edits.remove_arrow(self.diagram, self.canvas.arrow), "矢印の削除")
        self.canvas.setFocus()

    def _renumber(self) -> None:
        self._edit(renumber_arrows(self.diagram), "番号の振り直し")

    def _tidy(self) -> None:
        self._edit(flow_edits.without_empty_lines(self.diagram), "空きを詰める")

    def _propose_again(self) -> None:
        if self._answers is not None:
            self._edit(propose_diagram(self._answers), "案の作り直し")
            self.say("ⅠとⅡの記載から、図を最初から作り直しました。「元に戻す」で戻せます。")

    def _zoom(self, factor: float) -> None:
        self.canvas.set_zoom(max(min(self.canvas.zoom * factor, 4.0), 0.3))

    def _put(self) -> None:
        row = max(self._list.currentRow(), 0)
        if row < len(self._mismatches):
            self._edit(self._mismatches[row].change(self.diagram), "ⅠとⅡに合わせる")

    def _put_all(self) -> None:
        if self._answers is not None:
            self._edit(brought_up_to_date(self.diagram, self._answers), "ⅠとⅡに合わせる")
