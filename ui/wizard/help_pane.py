"""The pane at the right: what belongs in the focused item, what to look out for, an example."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from pia_desktop.forms.model import Item
from ui.style import button
from ui.widgets.accessibility import identify
from ui.widgets.labels import MeasuredLabel
from ui.widgets.scroll_keys import scroll_by_key
from ui.widgets.text_format import one_line

LabelKind = TypeVar("LabelKind", bound=QLabel)

_NOTHING = "項目を選ぶと、ここに書き方が出ます。"


class HelpPane(QWidget):
    """Shows one item's help. `closed` is emitted when a person closes the pane."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty pane."""
        super().__init__(parent)
        identify(self, "help_pane", "ヘルプ欄")
        self._item_id = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head())
        layout.addWidget(self._body(), 1)
        self._show(_NOTHING, ())

    def _head(self) -> QWidget:
        head = QWidget(self)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 8, 8, 8)
        title = QLabel("書き方のヘルプ", head)
        title.setProperty("look", "heading")
        close = button("閉じる", parent=head)
        close.setProperty("look", "quiet")
        close.setToolTip("ヘルプ欄を閉じます（F2でまた開きます）。↑と↓で説明を送ります。")
        identify(close, "close_help", "ヘルプ欄を閉じる")
        close.clicked.connect(self.closed)
        close.installEventFilter(self)
        self.close_button = close
        row.addWidget(title, 1)
        row.addWidget(close)
        return head

    def _body(self) -> QWidget:
        area = QScrollArea(self)
        area.setObjectName("help_scroll")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = self._content = QWidget(area)
        content.setObjectName("help_content")
        column = self._column = QVBoxLayout(content)
        column.setContentsMargins(16, 4, 16, 16)
        column.setSpacing(4)
        self._name = _dressed(_Text(parent=content), "help-name")
        self._name.setObjectName("help_name")
        column.addWidget(self._name)
        self._parts: list[tuple[_Text, _Copied]] = []
        column.addStretch(1)
        area.setWidget(content)
        self._area = area
        return area

    def _add_parts(self) -> None:
        """What an item's help consists of, below its name; made with the first that is shown."""
        column, content = self._column, self._content
        for title in ("書き方", "気をつけること", "記入例"):
            last = title == "記入例"
            head = _dressed(_Text(title, content), "help-head")
            body = _dressed(_Copied(content), "help-example" if last else "help-text")
            self._parts.append((head, body))
            column.insertSpacing(column.count() - 1, 8)
            for part in (head, body):
                column.insertWidget(column.count() - 1, part)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Scroll with the keys of its button, the one stop that the pane has."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and scroll_by_key(self._area.verticalScrollBar(), event.key(), lines=True)
        ):
            return True
        return super().eventFilter(watched, event)

    def show_item(self, item: Item) -> None:
        """Show the help of an item; the texts are read when the first one is asked for."""
        if item.id == self._item_id:
            return
        self._item_id = item.id
        from pia_desktop.checks.every_rule import looked_at_in
        from pia_desktop.forms.help import load_help

        help_text = load_help().get(item.id)
        looked_at = "\n".join(f"点検：{words}" for words in looked_at_in(item.id))
        if help_text:
            care = "\n".join(filter(None, (help_text.care, looked_at)))
            texts: tuple[str, ...] = (help_text.write, care, help_text.example)
        else:
            texts = ("", looked_at, "")
        self._show(one_line(item.name.replace("{n}", "")), texts)

    def show_nothing(self) -> None:
        """No item has the focus, unless one has it before the next event: then what was shown is
        not taken away first.
        """
        self._item_id = ""
        QTimer.singleShot(0, self, self._clear)

    def _clear(self) -> None:
        if not self._item_id:
            self._show(_NOTHING, ())

    def _show(self, name: str, texts: tuple[str, ...]) -> None:
        self._name.setText(name)
        if texts and not self._parts:
            self._add_parts()
        for position, (head, body) in enumerate(self._parts):
            text = texts[position] if position < len(texts) else ""
            body.show_text(text)
            for part in (head, body):
                if part.isHidden() == bool(text):  # showing what is shown has its price
                    part.setVisible(bool(text))
        self._area.verticalScrollBar().setValue(0)


class _Text(MeasuredLabel):
    """A text that takes what room there is."""

    def sizeHint(self) -> QSize:
        return QSize(0, 0)

    minimumSizeHint = sizeHint


class _Copied(_Text):
    """A text of which one can select a part by mouse. Qt takes five times as long to lay out and
    draw a text in which one can: it does so once the mouse is pressed in it.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def show_text(self, text: str) -> None:
        """Show a text of which nothing is selected."""
        if text != self.text():
            self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            self.setText(text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to select, or ask for the menu with which one copies."""
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        super().mousePressEvent(event)


def _dressed(label: LabelKind, look: str) -> LabelKind:
    label.setProperty("look", look)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
