"""A list that stands beside the page for as long as a person works through it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.style import button, theme
from ui.widgets.accessibility import identify
from ui.widgets.focus_scroll import FocusScrollArea
from ui.widgets.labels import plain_label


class SidePanel(QWidget):
    """Takes the help pane's place; `closed` is emitted when a person closes it."""

    closed = Signal()

    def __init__(self, name: str, title: str, parent: QWidget) -> None:
        """An empty panel; `name` is its object name."""
        super().__init__(parent)
        identify(self, name, title)
        self.setProperty("look", "side-panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        look = theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(look.px(16), look.px(8), look.px(8), look.px(4))
        caption = QLabel(title, self)
        caption.setProperty("look", "heading")
        caption.setWordWrap(True)
        close = button("閉じる", parent=self)
        close.setProperty("look", "quiet")
        close.setToolTip(f"{title}を閉じます（Esc）")
        identify(close, f"close_{name}", f"{title}を閉じる")
        close.clicked.connect(self.closed)
        head.addWidget(caption, 1)
        head.addWidget(close)
        column.addLayout(head)
        inside = QWidget(self)
        inside.setObjectName("panel_body")
        self.body = QVBoxLayout(inside)
        # With large text the widest button needs the room.
        left, right = (8, 8) if look.is_large else (16, 12)
        self.body.setContentsMargins(look.px(left), 0, look.px(right), look.px(12))
        self.body.setSpacing(look.px(8))
        area = self._area = FocusScrollArea(self)
        area.setObjectName("panel_scroll")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        column.addWidget(area, 1)

    def take_focus(self) -> None:
        """Begin in the list, with as much of it in sight as there is room for."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._area.show_focus)  # once it is laid out

    def say(self, text: str, look: str = "") -> QLabel:
        """Put a text into the panel."""
        label = plain_label(text, self, look)
        self.body.addWidget(label)
        return label

    def small_button(self, parent: QWidget, name: str, text: str) -> QPushButton:
        """A small button for what is done with the list; `name` is its object name."""
        push_button = button(text, parent=parent)
        push_button.setProperty("look", "compact")
        identify(push_button, name, text.removesuffix("…"))
        return push_button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
