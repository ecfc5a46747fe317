"""Two texts side by side, before and after, with the characters marked that differ."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import QColor, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from pia_desktop.changes.text_diff import diff_passages
from ui.style.theme import theme
from ui.widgets.accessibility import identify
from ui.widgets.text_format import utf16_length

EMPTY_TEXT = "（記載なし）"
# Where there is less width for each of the two, in px at 100 %, they stand below each other.
_NARROWEST = 240
_HIGHEST = 360


class BeforeAfter(QWidget):
    """Both texts whole, to be read, selected and copied. What differs is underlined, coloured and
    has a ground of its own. Panes grow with their texts up to a height, and then scroll together.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        titles: tuple[str, str] = ("変更前", "変更後"),
        highest: int = _HIGHEST,
    ) -> None:
        """Two empty panes; `highest` is the height from which one scrolls, in px at 100 %."""
        super().__init__(parent)
        self._highest = highest
        self._scrolling = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme().px(12))
        self.before = _Pane("before", titles[0], self)
        self.after = _Pane("after", titles[1], self)
        for pane, other in ((self.before, self.after), (self.after, self.before)):
            self._row.addWidget(pane, 1)
            pane.text.document().documentLayout().documentSizeChanged.connect(self._fit)
            pane.text.verticalScrollBar().valueChanged.connect(
                lambda _=0, moved=pane, along=other: self._scroll_along(moved, along)
            )

    def show_texts(self, before: str, after: str) -> None:
        """Show two texts, from the first difference on where they are too long to be seen whole."""
        passages = diff_passages(before, after)
        changed = [passage for passage in passages if not passage.same]
        old_starts = [passage.old[0] for passage in passages]
        new_starts = [passage.new[0] for passage in passages]
        self.before.show_text(before, [passage.old for passage in changed], old_starts)
        self.after.show_text(after, [passage.new for passage in changed], new_starts)
        self._fit()
        first = next((at for at, passage in enumerate(passages) if not passage.same), 0)
        self._scrolling = True
        for pane in (self.before, self.after):
            pane.scroll_to(first)
        self._scrolling = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room."""
        super().resizeEvent(event)
        beside = self.width() >= theme().px(2 * _NARROWEST) + self._row.spacing()
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again after the text size has changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        """Beside each other both are as high as the longer text."""
        beside = self._row.direction() == QBoxLayout.Direction.LeftToRight
        panes = (self.before, self.after)
        highest = max(pane.wanted_height() for pane in panes)
        for pane in panes:
            pane.set_height(highest if beside else pane.wanted_height(), theme().px(self._highest))

    def _scroll_along(self, moved: _Pane, along: _Pane) -> None:
        """What belongs together stays side by side, however much stands before it."""
        if not self._scrolling:
            self._scrolling = True
            along.follow(*moved.top())
            self._scrolling = False


class _Pane(QWidget):
    """A title, and a text below it."""

    def __init__(self, name: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = title
        # Where each passage begins, as Qt counts; the other text has as many.
        self._starts: list[int] = [0]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(4))
        head = QLabel(title, self)
        head.setProperty("look", "label")
        column.addWidget(head)
        self.text = _Text(self)
        identify(self.text, name, title)
        head.setBuddy(self.text)
        column.addWidget(self.text)
        column.addStretch(1)

    def show_text(
        self, text: str, changed: Sequence[tuple[int, int]], starts: Sequence[int]
    ) -> None:
        """Show a text with these stretches marked; its passages begin at `starts`."""
        self.text.setPlainText(text)
        self.text.setAccessibleName(self._title if text else f"{self._title}{EMPTY_TEXT}")
        wide = len(text) != utf16_length(text)
        self._starts = [utf16_length(text[:at]) if wide else at for at in starts] or [0]
        look = _changed_look()
        for start, end in changed:
            cursor = self._cursor(utf16_length(text[:start]) if wide else start)
            length = utf16_length(text[start:end])
            cursor.setPosition(cursor.position() + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(look)

    def scroll_to(self, passage: int) -> None:
        """Bring the beginning of a passage into view, with a line above it."""
        bar = self.text.verticalScrollBar()
        bar.setValue(0)
        above = self.text.fontMetrics().lineSpacing()
        bar.setValue(self._y(self._starts[passage]) - above)

    def top(self) -> tuple[int, int, int]:
        """What stands at the upper edge: the passage, how far in it, and the pixels above."""
        at = self.text.cursorForPosition(QPoint(0, 0)).position()
        passage = bisect_right(self._starts, at) - 1
        return passage, at - self._starts[passage], self._y(at)

    def follow(self, passage: int, within: int, above: int) -> None:
        """Have at the upper edge what the other text has there."""
        ends = [*self._starts[1:], self.text.document().characterCount() - 1]
        at = min(self._starts[passage] + within, ends[passage])
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.value() + self._y(at) - above)

    def _y(self, at: int) -> int:
        return self.text.cursorRect(self._cursor(at)).top()

    def _cursor(self, at: int) -> QTextCursor:
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(at)
        return cursor

    def wanted_height(self) -> int:
        """What the whole text needs, in px."""
        around = self.text.contentsMargins()
        return ceil(self.text.document().size().height()) + around.top() + around.bottom()

    def set_height(self, wanted: int, highest: int) -> None:
        """Be so high; what is higher scrolls."""
        bar = Qt.ScrollBarPolicy
        over = self.wanted_height() > highest
        self.text.setVerticalScrollBarPolicy(
            bar.ScrollBarAlwaysOn if over else bar.ScrollBarAlwaysOff
        )
        self.text.setFixedHeight(min(wanted, highest))
        room = self.text.viewport().width()
        if self.text.document().textWidth() != room:  # the bar came while the text was laid out
            self.text.document().setTextWidth(room)


class _Text(QTextEdit):
    """A text to read. It is copied without its marks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "text")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(theme().px(_NARROWEST) // 2)
        self.setPlaceholderText(EMPTY_TEXT)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def createMimeDataFromSelection(self) -> QMimeData:
        """The plain text."""
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText())
        return data


def _changed_look() -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFontUnderline(True)
    look.setForeground(QColor(theme().key))
    look.setBackground(QColor(theme().tint))
    return look
