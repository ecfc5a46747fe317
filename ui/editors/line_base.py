"""What all text boxes share: undo and redo belong to the window, where it has them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from pia_desktop.files import limits
from pia_desktop.forms.sanitize import sanitize_pasted, too_long
from ui.editors.text_paste import copied_content, holds_files, read_paste
from ui.editors.undo_steps import (
    end_step,
    ends_step,
    has_window_undo,
    is_undo,
    is_whole_step,
    with_window_undo,
)
from ui.widgets.focus_scroll import show_focused
from ui.widgets.surroundings import method_around
from ui.widgets.text_format import utf16_length


def show_notice_below(editor: QWidget, text: str) -> None:
    """Have what stands around an editor show a notice below it until the next change; an empty
    text hides it.
    """
    show_notice = method_around(editor, "show_notice")
    if show_notice is not None:
        show_notice(text)


class LineBase(QLineEdit):
    """A line edit that leaves undo and redo to the window."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty line."""
        super().__init__(parent)
        self._before = ""
        self.setMaxLength(limits.TEXT_CHARACTERS + 1)
        self.composed = ""
        self._waiting: str | None = None
        self.textEdited.connect(self._edited)

    def set_text(self, text: str) -> None:
        """Show a text; a different one keeps the cursor about where it was.

        While a person composes, it waits: the input method would lose what it has.
        """
        if self.composed:
            self._waiting = text
            return
        self._waiting = None
        self._before = text
        if text == self.text():
            return
        show_notice_below(self, "")
        cursor = self.cursorPosition()
        self.setText(text)
        self.setCursorPosition(min(cursor, len(text)) if self.hasFocus() else 0)

    def set_read_only(self, read_only: bool) -> None:
        """Show the text without letting it be changed."""
        self.setReadOnly(read_only)

    def cleaned(self, text: str) -> str:
        """What is kept of a text that a person typed or pasted; a line has no line breaks.

        A break that was there before, out of a file, stays.
        """
        text = sanitize_pasted(text).text
        return text if "\n" in self._before else text.strip("\n").replace("\n", " ")

    def _edited(self, text: str) -> None:
        halves = self._units() - utf16_length(text)
        remark = sanitize_pasted(text, halves).said
        if too_long(text):
            remark, text = too_long(text), self._before
            self.setText(text)
        cleaned = self.cleaned(text)
        if cleaned != text or halves:
            behind = self._units() - self.cursorPosition()  # where nothing was pasted
            self.setText(cleaned)
            self.setCursorPosition(max(utf16_length(cleaned) - behind, 0))
        if cleaned != self._before:
            self._before = cleaned
            self.changed.emit()
        if remark:
            show_notice_below(self, remark)

    def _units(self) -> int:
        """The text's length as Qt counts it, with halves of characters, which `text` leaves out."""
        cursor = self.cursorPosition()
        self.end(False)
        length = self.cursorPosition()
        self.setCursorPosition(cursor)
        return length

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Compose; a text that was to be shown meanwhile is shown if nothing came of it."""
        before = self.text()
        self.composed = event.preeditString()
        super().inputMethodEvent(event)
        if not self.composed and self._waiting is not None:
            self.set_text(self._waiting if self.text() == before else self.text())

    def event(self, event: QEvent) -> bool:
        """Let the window's shortcuts have undo and redo."""
        if event.type() == QEvent.Type.ShortcutOverride and is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type; undo and redo go to the window if it has them. Where the cursor moves, a step of
        undo ends.
        """
        if is_undo(event):
            if has_window_undo(self):
                event.ignore()
            elif event.matches(QKeySequence.StandardKey.Undo):
                self.undo()
            else:
                self.redo()
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return
        if is_whole_step(event):
            end_step(self)
        before = self.text(), self.cursorPosition()
        super().keyPressEvent(event)
        moved = self.text() == before[0] and self.cursorPosition() != before[1]
        if moved or ends_step(event):
            end_step(self)
        if self.text() != before[0]:
            show_focused(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click puts the cursor elsewhere: what is typed there is another step of undo."""
        end_step(self)
        super().mousePressEvent(event)

    # -- pasting ----------------------------------------------------------------------------

    def paste(self) -> None:
        """Put the clipboard's text in place of the selection."""
        self._take(copied_content())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take texts; files are the window's."""
        if holds_files(event.mimeData()):
            event.ignore()
            return
        super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Put a text from elsewhere where it is dropped; one of this line moves."""
        if event.source() is self:
            super().dropEvent(event)
            return
        self.setCursorPosition(self.cursorPositionAt(event.position().toPoint()))
        event.acceptProposedAction()
        self._take(event.mimeData())

    def _take(self, mime: QMimeData) -> None:
        if self.isReadOnly():
            return
        pasted = read_paste(self, mime)
        remark = pasted.said
        if pasted.text:
            end_step(self)
            remark = self._insert(pasted.text) or remark
            end_step(self)
        if remark:
            show_notice_below(self, remark)

    def _insert(self, text: str) -> str:
        """Put a text in place of the selection; why not, in a sentence, or nothing."""
        whole = self.text()[: -len(self.selectedText()) or None] + text
        if refusal := too_long(whole):
            return refusal
        self.insert(self.cleaned(text))
        self._edited(self.text())
        return ""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The usual menu with the window's undo and this line's own pasting."""
        menu = with_window_undo(self.createStandardContextMenu(), self)
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(self.paste)
        menu.exec(event.globalPos())
        menu.deleteLater()
