"""The frame of an editor: its label, why it may be folded, and what the rules find in it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pia_desktop.checks import Severity
from pia_desktop.forms.model import Item
from pia_desktop.forms.places import Place
from pia_desktop.forms.values import is_empty
from ui.editors.base import EditorFactory
from ui.editors.check import CheckEditor
from ui.editors.count import CountEditor
from ui.editors.date import DateEditor
from ui.editors.finding_labels import FindingLabels
from ui.editors.line import LineEditor
from ui.editors.text import TextEditor
from ui.style.buttons import link_button
from ui.style.theme import theme
from ui.widgets.accessibility import repolish, tab_after, tab_before
from ui.widgets.focus_scroll import SHOWN_WHOLE
from ui.widgets.labels import MeasuredLabel, plain_label

_IMPORTANT = "※の項目（変更は重要な変更に当たることがあります）"
_KEPT = "入力済みの内容は残っています。"
_COUNT_PAUSE_MS = 250
# In px at 100 %: from which width on a mark has room beside the label, and up to which height an
# editor leaves in view what stands below it.
_WIDE = 560
_HIGH = 200
# A label of so many letters has room in the narrowest page, and takes a third of the time.
_NEVER_BROKEN = 8
# What a line's frame takes of its width.
_AROUND_LINE = 30
_TAB = Qt.FocusPolicy.TabFocus
_SHOWN_OR_HIDDEN = Qt.WidgetAttribute.WA_WState_ExplicitShowHide


class Field(QWidget):
    """One item of a page. `focused` tells the address when the focus comes into its editor."""

    focused = Signal(str)

    def __init__(
        self,
        place: Place,
        make_editor: EditorFactory,
        parent: QWidget | None = None,
        columns: tuple[Item, ...] = (),
    ) -> None:
        """The field of the item at `place`, whose editor `make_editor` makes."""
        super().__init__(parent)
        self.place = place
        self.setObjectName(f"field:{place.address}")
        self.setProperty(SHOWN_WHOLE, True)
        self._required = False
        self._labelled = True
        self._folded = ""
        self._findings: dict[Severity, str] = {}
        self._fault = self._changed = ""
        self._reason: QLabel | None = None
        self._toggle: QPushButton | None = None
        self._finding_labels: FindingLabels | None = None
        self._notice: QLabel | None = None
        self._whole: QLabel | None = None
        self._head: QBoxLayout | None = None
        self._layout = QVBoxLayout(self)
        side = theme().px(theme().focus_ring + theme().focus_line + 2)
        self._layout.setContentsMargins(side, side, side, side)
        self._layout.setSpacing(theme().px(6))
        self._label = _Caption(self)
        self._layout.addWidget(self._label)
        self._add_explanation()
        self.editor = make_editor(place, self, columns)
        self._body = self._framed()
        if isinstance(self.editor, CheckEditor):  # only its own words take a click
            self._layout.addWidget(self._body, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self._layout.addWidget(self._body)
        self._show_label()
        if isinstance(self.editor, DateEditor):
            self.editor.fault.connect(self._set_fault)
        if isinstance(self.editor, LineEditor):
            self.editor.textChanged.connect(self._show_whole)
        self.editor.changed.connect(lambda: self.show_notice(""))
        _follow_focus()

    # -- what the page says of it -----------------------------------------------------------

    def set_required(self, required: bool) -> None:
        """Show 「必須」 beside the label."""
        if required != self._required:
            self._required = required
            self._show_label()
            self._describe()

    def set_changed(self, changed: str) -> None:
        """Say that the item differs from the published state; the words for it, or nothing."""
        if changed != self._changed:
            self._changed = changed
            self._describe()

    def show_findings(self, texts: Mapping[Severity, str]) -> None:
        """Show below the editor what the rules find in it, in place of what was shown."""
        self._findings = dict(texts)
        self._show_findings()

    def show_notice(self, text: str) -> None:
        """Say below the editor what became of something that was pasted, until the next change."""
        if self._notice is None and text:
            self._notice = plain_label("", self, "support")
            self._notice.setObjectName(f"notice:{self.place.address}")
            self._layout.insertWidget(self._layout.indexOf(self._body) + 1, self._notice)
        if self._notice is not None:
            self._notice.setText(text)
            self._notice.setVisible(bool(text) and not self._body.isHidden())

    def set_folded(self, reason: str) -> None:
        """Fold the field to its label and the reason; with no reason, unfold it."""
        if reason == self._folded:
            return
        self._folded = reason
        if reason and self._reason is None:
            self._reason = plain_label("", self, "support")
            self._toggle = link_button("表示する", self)
            self._toggle.setObjectName(f"show:{self.place.address}")
            self._toggle.clicked.connect(lambda: self._show_body(self._body.isHidden()))
            row = QHBoxLayout()
            row.addWidget(self._reason, 1)
            row.addWidget(self._toggle, 0, Qt.AlignmentFlag.AlignTop)
            self._layout.insertLayout(1, row)
            tab_before(self.first_stop, self._toggle)
        self._show_label()
        self._show_body(not reason)

    @property
    def first_stop(self) -> QWidget:
        """Where Tab comes to first in the editor."""
        return self.editor.focusProxy() or self.editor

    def leave_out_label(self) -> None:
        """Don't show the label: something else on the page says it."""
        self._labelled = False
        self._show_label()

    def put_beside_label(self, mark: QWidget, stop: QWidget) -> None:
        """Put something at the end of the label's line, or below the label where it is narrow. Tab
        comes to its `stop` before it comes to the editor.
        """
        if self._head is None:
            self._layout.removeWidget(self._label)
            self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
            self._head.setSpacing(theme().px(8))
            self._head.addWidget(self._label, 1)
            self._layout.insertLayout(0, self._head)
        self._head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        tab_before(self.first_stop, stop)
        self._fit_head()

    def put_below_findings(self, steps: QWidget) -> None:
        """Put what can be done about the findings below them."""
        self._layout.addWidget(steps)
        tab_after(self._last_stop, steps)

    @property
    def _last_stop(self) -> QWidget:
        """Where Tab comes to last in the editor."""
        stops = [w for w in self.editor.findChildren(QWidget) if w.focusPolicy() & _TAB]
        return stops[-1] if stops else self.editor

    def put_near(self, added: QWidget, asked_by: QWidget) -> None:
        """Put something below the editor, or above it where the editor is so high that one would
        have to look for it. `asked_by` is what was clicked for it.
        """
        if self._body.height() > theme().px(_HIGH):
            self._layout.insertWidget(self._layout.indexOf(self._body), added)
            tab_after(asked_by, added)
            return
        self._layout.addWidget(added)
        tab_after(self._last_stop, added)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A mark beside the label, or below it."""
        super().resizeEvent(event)
        self._fit_head()
        self._show_whole()

    def showEvent(self, event: QShowEvent) -> None:
        """See whether there is room for a line's text, which may have come while it was hidden."""
        super().showEvent(event)
        self._show_whole()

    def _fit_head(self) -> None:
        if self._head is not None:
            beside = self.width() >= theme().px(_WIDE)
            way = QBoxLayout.Direction
            self._head.setDirection(way.LeftToRight if beside else way.TopToBottom)

    def readdress(self, place: Place) -> None:
        """Edit the same item at another place: every name in the field changes its address."""
        old, self.place = self.place.address, place
        if old == place.address:
            return
        for widget in (self, *self.findChildren(QWidget)):
            if old in widget.objectName():
                widget.setObjectName(widget.objectName().replace(old, place.address))
                widget.setAccessibleIdentifier(widget.objectName())

    def focus_editor(self) -> None:
        """Bring the focus into the editor; a folded one is shown first."""
        if self._body.isHidden():
            self._show_body(True)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- showing ----------------------------------------------------------------------------

    def _add_explanation(self) -> None:
        if self.place.item.text:
            explanation = plain_label(self.place.item.text, self, "support")
            explanation.setObjectName(f"explanation:{self.place.address}")
            self._layout.addWidget(explanation)

    def _framed(self) -> QWidget:
        """The editor with what stands around it: a unit behind a number, a count below a text."""
        if isinstance(self.editor, TextEditor):
            return _Counted(self.editor, self)
        if isinstance(self.editor, CountEditor):
            body = QWidget(self)
            row = QHBoxLayout(body)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(self.editor)
            row.addWidget(QLabel(self.editor.unit, body))
            row.addStretch(1)
            return body
        return self.editor

    def _show_label(self) -> None:
        text = f"<b>{escape(self.place.name)}</b>"
        if self._required:
            text += f' <span style="color:{theme().error}; font-weight:bold">　必須</span>'
        self._label.setText(text if self._required else self.place.name)
        self._label.setWordWrap(len(self.place.name) > _NEVER_BROKEN)
        own_label = self.place.item.features.single_tick and not self._required and not self._folded
        shown = self._labelled and not own_label
        if not shown or self._label.testAttribute(_SHOWN_OR_HIDDEN):
            self._label.setVisible(shown)  # it is shown with the field anyway

    def _show_body(self, shown: bool) -> None:
        self._body.setVisible(shown)
        if self._reason is not None and self._toggle is not None:
            note = "" if is_empty(self.editor.value()) or shown else _KEPT
            self._reason.setText(self._folded + note)
            self._reason.setVisible(bool(self._folded))
            self._toggle.setVisible(bool(self._folded))
            self._toggle.setText("たたむ" if shown else "表示する")
            self._toggle.setAccessibleName(f"{self.place.name} を{self._toggle.text()}")
        self._show_whole()
        self._show_findings()

    def _show_whole(self) -> None:
        """Below a line, show all of its text where the line has no room for it."""
        if not isinstance(self.editor, LineEditor) or not self.isVisible():
            return
        text = self.editor.text()
        room = self.editor.width() - theme().px(_AROUND_LINE)
        short = len(text) * theme().px(theme().body) <= room
        cut = not short and self.editor.fontMetrics().horizontalAdvance(text) > room
        if self._whole is None:
            if not cut:
                return
            self._whole = plain_label("", self, "small")
            self._whole.setObjectName(f"whole:{self.place.address}")
            self._layout.insertWidget(self._layout.indexOf(self._body) + 1, self._whole)
        self._whole.setText(text if cut else "")
        self._whole.setVisible(cut and not self._body.isHidden())

    def _set_fault(self, fault: str) -> None:
        self._fault = fault
        self._show_findings()

    def _show_findings(self) -> None:
        errors = filter(None, (self._findings.get(Severity.ERROR), self._fault))
        texts = {**self._findings, Severity.ERROR: "\n".join(dict.fromkeys(errors))}
        if self._finding_labels is None:
            if not any(texts.values()):
                self._describe()
                return
            self._finding_labels = FindingLabels(self)
            self._layout.addWidget(self._finding_labels)
        self._finding_labels.show_texts(texts)
        text = self._finding_labels.text
        self._finding_labels.setVisible(bool(text) and not self._body.isHidden())
        self._describe()
        wrong = bool(texts[Severity.ERROR])
        if bool(self.editor.property("wrong")) != wrong:
            self.editor.setProperty("wrong", wrong)
            repolish(self.editor)

    def _describe(self) -> None:
        """What the page shows around the editor, for whoever hears it."""
        found = self._finding_labels.text if self._finding_labels is not None else ""
        marks = (
            "必須" if self._required else "",
            _IMPORTANT if self.place.item.important else "",
            self._changed,
        )
        self.editor.setAccessibleDescription("\n".join(filter(None, (found, *marks))))


class _Caption(MeasuredLabel):
    """A label that brings the focus into its field's editor."""

    def __init__(self, field: Field) -> None:
        super().__init__(parent=field)
        self._field = field
        self.setProperty("look", "label")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the label."""
        self._field.focus_editor()


class _Counted(QWidget):
    """A text box with the number of its letters below."""

    def __init__(self, editor: TextEditor, parent: QWidget) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(2))
        layout.addWidget(editor)
        self._editor = editor
        self._count = QLabel(self)
        self._count.setProperty("look", "small")
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self._count)
        self._pause = QTimer(self, singleShot=True, interval=_COUNT_PAUSE_MS)
        self._pause.timeout.connect(self._show)
        editor.textChanged.connect(self._follow)
        self._show()

    def _follow(self) -> None:
        """Count what is typed in a pause of the typing, and what stands there at first now."""
        if self.isVisible():
            self._pause.start()
        else:
            self._show()

    def _show(self) -> None:
        letters = sum(len(line) for line in self._editor.value().split("\n"))
        self._count.setText(f"{letters:,}文字")


def _follow_focus() -> None:
    """Have the application tell fields of the focus; one connection serves all of them."""
    app = QApplication.instance()
    if isinstance(app, QApplication) and not app.property("fields_follow_focus"):
        app.setProperty("fields_follow_focus", True)
        app.focusChanged.connect(_tell_field)


def _tell_field(_old: QWidget | None, now: QWidget | None) -> None:
    while now is not None and not now.isWindow():
        if isinstance(now, Field):
            now.focused.emit(now.place.address)
            return
        now = now.parentWidget()
