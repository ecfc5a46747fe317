"""A plain text box that is as high as its text, for texts of up to many thousand letters."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QSizePolicy, QWidget

from pia_desktop.forms.sanitize import too_long
from ui.editors.line_base import show_notice_below
from ui.editors.text_paste import holds_files, read_paste
from ui.editors.undo_steps import end_step, ends_step, is_undo, is_whole_step, with_window_undo
from ui.style.theme import theme
from ui.widgets.text_format import utf16_length

# From this length on letters are placed one by one, not shaped: a key press stays fast even where
# the whole text is one paragraph, which Qt lays out anew with each letter.
_LONG = 4_000


class TextBox(QPlainTextEdit):
    """Grows with its content, keeps an input method's composition, and pastes plain text."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, least_lines: int = 1) -> None:
        """An empty box that is never lower than `least_lines`."""
        super().__init__(parent)
        self._least = least_lines
        self._text = ""
        self._setting = False
        self.composed = ""
        self._measuring = False
        self._waiting: str | None = None
        self._lines = self._high = 0
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._text_changed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    # -- the text ---------------------------------------------------------------------------

    def text(self) -> str:
        """The text as it stands, without what is being composed."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show a text. Only what differs is replaced, so that the cursor stays where it was.

        While a person composes, it waits: the input method would lose what it has.
        """
        if self.composed:
            self._waiting = text
            return
        self._waiting = None
        old = self._text
        if text == old:
            return
        show_notice_below(self, "")
        start = _common(old, text)
        end = _common(old[start:][::-1], text[start:][::-1])
        cursor = QTextCursor(self.document())
        cursor.setPosition(utf16_length(old[:start]))
        cursor.setPosition(utf16_length(old[: len(old) - end]), QTextCursor.MoveMode.KeepAnchor)
        self._setting = True
        cursor.insertText(text[start : len(text) - end])
        if not old:
            self.moveCursor(QTextCursor.MoveOperation.Start)
        self._setting = False

    def _text_changed(self) -> None:
        text = self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")
        if text == self._text:
            return  # only what is being composed has changed
        self._text = text
        self._choose_shaping()
        self._fit()
        if not self._setting:
            self.changed.emit()
            QTimer.singleShot(0, self, self._show_cursor)

    # -- typing -----------------------------------------------------------------------------

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste the text with its lines and nothing of its formatting."""
        if self.isReadOnly():
            return
        pasted = read_paste(self, source)
        remark = too_long(self._text + pasted.text) or pasted.said
        if pasted.text and not too_long(self._text + pasted.text):
            end_step(self)
            self.textCursor().insertText(pasted.text)
            self.ensureCursorVisible()
            end_step(self)
        if remark:
            show_notice_below(self, remark)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Texts only: what files are dropped is the window's."""
        return source.hasText() and not holds_files(source)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Compose; a text that was to be shown meanwhile is shown if nothing came of it."""
        before = self.text()
        self.composed = event.preeditString()
        super().inputMethodEvent(event)
        self._fit()
        if not self.composed and self._waiting is not None:
            self.set_text(self._waiting if self.text() == before else self.text())

    def event(self, event: QEvent) -> bool:
        """Let the window's shortcuts have undo and redo."""
        if event.type() == QEvent.Type.ShortcutOverride and is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type; undo and redo go to the window, and Tab is never a letter. Where the cursor moves,
        a step of undo ends.
        """
        if is_undo(event) or event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.ignore()
            return
        if is_whole_step(event):
            end_step(self)
        text, at = self._text, self.textCursor().position()
        super().keyPressEvent(event)
        moved = self._text == text and self.textCursor().position() != at
        if moved or ends_step(event):
            end_step(self)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Keep it, as a letter's press is kept: nobody around waits for it."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click puts the cursor elsewhere: what is typed there is another step of undo."""
        end_step(self)
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The usual menu with the window's undo."""
        menu = with_window_undo(self.createStandardContextMenu(), self)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page."""
        event.ignore()

    # -- the height -------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """As high as the text."""
        return QSize(theme().px(300), self._height())

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for any page; never lower than its text."""
        return QSize(theme().px(120), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the text at the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again after the text size has changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()

    def _measure(self) -> None:
        """Break every paragraph into lines (Qt breaks only those in view) and add them up."""
        self._measuring = True
        layout = self.document().documentLayout()
        block = self.document().begin()
        line = 0.0
        high = 2 * self.document().documentMargin()
        while block.isValid():
            high += layout.blockBoundingRect(block).height()
            line = line or block.layout().lineAt(0).height()
            block = block.next()
        self._measuring = False
        self._lines = self.document().lineCount()
        high += line * max(self._least - self._lines, 0)
        around = 2 * (1 + theme().px(theme().text_padding))
        if ceil(high) + around != self._high:
            self._high = ceil(high) + around
            self.updateGeometry()

    def _fit(self) -> None:
        """After a change: measure if the text has more or fewer lines now."""
        if not self._measuring and self.document().lineCount() != self._lines:
            self._measure()

    def _height(self) -> int:
        if not self._high:
            self._measure()
        return self._high

    def _choose_shaping(self) -> None:
        strategy = QFont.StyleStrategy.PreferDefault
        if len(self._text) > _LONG:
            strategy = QFont.StyleStrategy.PreferNoShaping
        font = self.font()
        if font.styleStrategy() != strategy:
            font.setStyleStrategy(strategy)
            self.setFont(font)

    def _show_cursor(self) -> None:
        """Scroll the page so that the line that is being written is in view."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        page = around.widget() if around is not None else None
        if around is not None and page is not None and self.hasFocus():
            at = self.viewport().mapTo(page, self.cursorRect().center())
            margin = 2 * self.fontMetrics().lineSpacing()
            around.ensureVisible(at.x(), at.y(), 0, margin)


def _common(first: str, second: str) -> int:
    """How many characters two texts begin with alike."""
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        if first[:middle] == second[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
