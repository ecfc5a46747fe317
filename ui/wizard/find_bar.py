"""The bar at the foot that finds and replaces, beside the page rather than over it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.editors.options import WrappedCheck
from ui.style import button, theme
from ui.style.icons import put_icon
from ui.widgets.accessibility import identify
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.flow_layout import FlowLayout

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_QUIET = 200
_BOX = 220  # px at 100 %
# With large text everything must do with fewer lines, and with less in each.
_BOX_OF_LARGE = 300
_LOOSE = "全角・半角を区別しない"


class _Line(QLineEdit):
    """A line whose Enter is told apart from the one that ends a composition."""

    entered = Signal(int)

    def __init__(self, name: str, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        identify(self, name, label)
        self.setPlaceholderText(label)
        self.setFixedWidth(_BOX_OF_LARGE if theme().is_large else theme().px(_BOX))
        self.composed = ""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Compose."""
        self.composed = event.preeditString()
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next hit, with Shift to the one before."""
        if event.key() in _ENTER:
            if not self.composed:
                back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self.entered.emit(-1 if back else 1)
            return
        super().keyPressEvent(event)


class FindBar(QFrame):
    """Says what a person wants; whoever follows it does it and says what came of it."""

    # The words or how they are compared have changed.
    changed = Signal()
    # Another hit is wanted: 1 is the next one, -1 the one before.
    step_asked = Signal(int)
    replace_asked = Signal()
    replace_all_asked = Signal()
    closed = Signal()
    # Whether it is in view now.
    shown = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        """Hidden until it is opened."""
        super().__init__(parent)
        identify(self, "find_bar", "検索と置換")
        self.setProperty("look", "find-bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        look = theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(16), look.px(8), look.px(16), look.px(8))
        column.setSpacing(look.px(6))
        column.addWidget(self._finding())
        column.addWidget(self._replacing())
        column.addLayout(self._telling())
        self._pause = QTimer(self, singleShot=True, interval=_QUIET)
        self._pause.timeout.connect(self.changed)
        self.text_line.textChanged.connect(lambda: self._pause.start())
        self._loose.toggled.connect(lambda: self.changed.emit())
        self.hide()

    def _finding(self) -> QWidget:
        row = QWidget(self)
        flow = FlowLayout(row, theme().px(8))
        self.text_line = _Line("find_text", "探す文字", row)
        self.text_line.entered.connect(self.step_asked)
        self._previous = self._button("find_previous", "前へ", "up", row)
        self._previous.setToolTip("前の箇所へ（Shift+F3）")
        self._previous.clicked.connect(lambda: self.step_asked.emit(-1))
        self._next = self._button("find_next", "次へ", "down", row)
        self._next.setToolTip("次の箇所へ（F3、Enter）")
        self._next.clicked.connect(lambda: self.step_asked.emit(1))
        self._open = self._button("find_replace", "置換", "", row)
        self._open.setToolTip("置き換える文字の欄を出します（Ctrl+H）")
        self._open.clicked.connect(lambda: self.show_replacing(self._below.isHidden()))
        close = self._close = self._button("find_close", "閉じる", "", row)
        close.setToolTip("検索を閉じます（Esc）")
        close.clicked.connect(self.close_bar)
        for part in (self.text_line, self._previous, self._next, self._open, close):
            flow.addWidget(part)
        return row

    def _telling(self) -> QBoxLayout:
        """In lines of their own with large text; the bar is as high with hits as without."""
        way = QBoxLayout.Direction
        row = QBoxLayout(way.TopToBottom if theme().is_large else way.LeftToRight)
        row.setSpacing(theme().px(4))
        self._where = ElidedLabel(self, "support")
        self._where.setObjectName("find_where")
        self._loose = WrappedCheck(_LOOSE, self)
        identify(self._loose, "find_loose", _LOOSE)
        self._loose.setChecked(True)
        row.addWidget(self._where, 1)
        row.addWidget(self._loose)
        return row

    def _replacing(self) -> QWidget:
        self._below = QWidget(self)
        flow = FlowLayout(self._below, theme().px(8))
        self.by_line = _Line("replace_text", "置き換える文字", self._below)
        self.by_line.entered.connect(lambda: self.replace_asked.emit())
        self._one = self._button("replace_one", "この箇所を置換", "", self._below)
        self._one.clicked.connect(self.replace_asked)
        self._all = self._button("replace_all", "すべて置換…", "", self._below)
        self._all.clicked.connect(self.replace_all_asked)
        for part in (self.by_line, self._one, self._all):
            flow.addWidget(part)
        self._below.hide()
        return self._below

    def _button(self, name: str, text: str, mark: str, parent: QWidget) -> QPushButton:
        short = bool(mark) and theme().is_large
        push_button = button("" if short else text, parent=parent)
        identify(push_button, name, text)
        push_button.setProperty("look", "compact")
        put_icon(push_button, mark)
        return push_button

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab stops: the words and what replaces them, then what is done with them."""
        replace = (self.by_line, self._one, self._all)
        return [
            *(self.text_line, *replace),
            *(self._previous, self._next, self._open, self._close, self._loose),
        ]

    # -- what is wanted ----------------------------------------------------------------------

    @property
    def text(self) -> str:
        """What is looked for."""
        return self.text_line.text()

    @property
    def loose(self) -> bool:
        """Whether widths and cases count as one."""
        return self._loose.isChecked()

    @property
    def replacement(self) -> str:
        """What comes in its place."""
        return self.by_line.text()

    # -- showing -----------------------------------------------------------------------------

    def open(self, text: str, *, replacing: bool) -> None:
        """Show the bar with these words, selected so that typing replaces them. Who comes with a
        word to replace, or is in the bar already, goes on with what comes in its place.
        """
        known = bool(text) or (self.isAncestorOf(self.window().focusWidget()) and bool(self.text))
        if text and text != self.text:
            self.text_line.setText(text)
        self.show()
        self.shown.emit(True)
        self.show_replacing(replacing or not self._below.isHidden())
        line = self.by_line if replacing and known else self.text_line
        line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        line.selectAll()

    def restore(self, text: str, replacement: str, *, loose: bool) -> None:
        """Begin with what was looked for before, without showing the bar."""
        self.text_line.setText(text)
        self.by_line.setText(replacement)
        self._loose.setChecked(loose)
        self._pause.stop()

    def show_replacing(self, shown: bool) -> None:
        """Show what is needed to replace, or hide it."""
        self._below.setVisible(shown)
        self._open.setText("たたむ" if shown else "置換")
        self._open.setAccessibleName("置換の欄をたたむ" if shown else "置換")

    def show_hits(self, words: str, *, some: bool, may_replace: bool) -> None:
        """Say how many hits there are and which one is shown, in a line below."""
        self._where.setText(words)
        for push_button in (self._previous, self._next):
            push_button.setEnabled(some)
        for push_button in (self._one, self._all):
            push_button.setEnabled(some and may_replace)

    def take_changes(self) -> None:
        """Take what has been typed for wanted at once."""
        if self._pause.isActive():
            self._pause.stop()
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
            return
        super().keyPressEvent(event)

    def close_bar(self) -> None:
        """Hide it; whoever follows it takes the focus back."""
        self.hide()
        self.shown.emit(False)
        self.closed.emit()
