"""A diagram on its page: small, with the buttons that make it, open it and take it away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pia_desktop.assessment.answers import Answers
from pia_desktop.diagrams.flow_agreement import mismatches
from pia_desktop.diagrams.flow_drawing import draw_diagram
from pia_desktop.diagrams.flow_model import FlowDiagram, diagram_of, value_of
from pia_desktop.diagrams.flow_notes import (
    followed_notes,
    unexplained_numbers,
    with_missing_lines,
)
from pia_desktop.diagrams.flow_proposal import propose_diagram
from pia_desktop.forms.places import Place
from ui.editors.base import Editor, identify_place
from ui.editors.confirm_remove import ask_to_remove
from ui.editors.diagram_window import DiagramWindow
from ui.style.buttons import button
from ui.style.theme import theme
from ui.widgets.accessibility import identify
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import plain_label
from ui.widgets.picture_view import PictureView

_NONE_YET = (
    "まだ流れ図がありません。「流れ図を作る」を押すと、ⅠとⅡの記載から図の案を作ります。"
    "案は、あとから自由に直せます。"
)
_NOTHING_WRITTEN = (
    "ⅠのシステムかⅡのファイルを記入すると、図の案を作れます。今は空の図から始めます。"
)
_NOTES = "process.notes"
_BUTTONS = (
    ("make", "流れ図を作る"),
    ("edit", "流れ図を開いて直す"),
    ("lines", "番号の行を(備考)に加える"),
    ("remove", "流れ図を消す"),
)


class DiagramEditor(Editor, QWidget):
    """Shows a diagram; it is edited in a window of its own. `answers_of` gives the answers that a
    proposal is made of.
    """

    changed = Signal()
    rewritten = Signal(object)

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        """The diagram of the item at `place`."""
        super().__init__(parent)
        identify_place(self, place)
        self._place = place
        self.confirm: Callable[[str], bool] = lambda text: ask_to_remove(self, text)
        self.answers_of: Callable[[], Answers | None] = lambda: None
        self._value: dict[str, Any] = {}
        self._read_only = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        self._hint = plain_label(_NONE_YET, self, "support")
        tools = QWidget(self)
        flow = FlowLayout(tools, theme().px(8))
        self._buttons = {}
        acts = (self.make, self.open_window, self._add_lines, self._remove)
        for (name, text), act in zip(_BUTTONS, acts, strict=True):
            tool = button(text, parent=tools)
            identify(tool, f"{name}:{place.address}", f"{place.name} {text}")
            tool.clicked.connect(lambda _=False, act=act: act())
            flow.addWidget(tool)
            self._buttons[name] = tool
        self._view = PictureView(self)
        identify(self._view, f"picture:{place.address}", place.name)
        self._view.setCursor(Qt.CursorShape.PointingHandCursor)
        self._view.activated.connect(self.open_window)
        for part in (self._hint, tools, self._view):
            column.addWidget(part)
        self.setFocusProxy(self._buttons["make"])
        self._show()

    def value(self) -> dict[str, Any]:
        """The diagram as it is kept."""
        return self._value

    def set_value(self, value: dict[str, Any] | None) -> None:
        """Show another diagram."""
        if (value or {}) != self._value:
            self._value = value or {}
            self._show()

    def set_read_only(self, read_only: bool) -> None:
        """Show it without letting it be changed."""
        self._read_only = read_only
        self._show()

    def refresh(self) -> None:
        """Say anew how far the diagram agrees with the answers."""
        answers = self.answers_of()
        disagreements = (
            mismatches(diagram_of(self._value), answers) if answers and self._value else []
        )
        if not self._value:
            self._hint.setText(_NONE_YET)
        elif disagreements:
            self._hint.setText(
                f"ⅠとⅡの今の記載と合わないところが{len(disagreements)}か所あります。"
                f"開くと、一つずつ直せます。（{disagreements[0].message}）"
            )
        self._hint.setVisible(bool(disagreements) or not self._value)
        notes = (answers.get(_NOTES) if answers is not None else None) or ""
        missing = unexplained_numbers(diagram_of(self._value), notes) if self._value else []
        self._buttons["lines"].setHidden(self._read_only or not missing)

    def _show(self) -> None:
        drawn = bool(self._value)
        name = self._place.name
        picture = draw_diagram(diagram_of(self._value), spoken=name) if drawn else None
        self._view.show_picture(picture)
        self._buttons["make"].setHidden(drawn or self._read_only)
        self._buttons["edit"].setHidden(not drawn or self._read_only)
        self._buttons["remove"].setHidden(not drawn or self._read_only)
        self.setFocusProxy(self._buttons["edit" if drawn else "make"])
        self.refresh()

    # -- making -----------------------------------------------------------------------------------

    def make(self) -> None:
        """Propose a diagram and open it."""
        answers = self.answers_of()
        self.open_window(propose_diagram(answers) if answers is not None else FlowDiagram())

    def open_window(self, diagram: FlowDiagram | None = None) -> None:
        """Open the diagram, or a new one, in a window of its own."""
        if self._read_only:
            return
        shown = diagram if diagram is not None else diagram_of(self._value)
        window = DiagramWindow(shown, self.answers_of(), self._place.address, self)
        if not shown.nodes:
            window.say(_NOTHING_WRITTEN)
        window.accepted.connect(lambda: self._take(window.diagram))
        window.finished.connect(window.deleteLater)
        window.open()

    def _take(self, diagram: FlowDiagram) -> None:
        """Take a diagram over, and let the lines of (備考) follow its numbers."""
        before, answers = diagram_of(self._value), self.answers_of()
        notes = (answers.get(_NOTES) if answers is not None else None) or ""
        followed = followed_notes(notes, before, diagram)
        self.set_value(value_of(diagram))
        if followed == notes:
            self.changed.emit()
        else:
            self.rewritten.emit({self._place.address: self._value, _NOTES: followed})

    def _add_lines(self) -> None:
        """A line in (備考) for each number that has none."""
        answers = self.answers_of()
        if answers is not None:
            notes = answers.get(_NOTES) or ""
            self.rewritten.emit({_NOTES: with_missing_lines(diagram_of(self._value), notes)})
            self.refresh()

    def _remove(self) -> None:
        if self.confirm("流れ図を消します。"):
            self.set_value(None)
            self.changed.emit()
