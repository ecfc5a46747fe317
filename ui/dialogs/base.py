"""What all dialogs share: a body, and a row of buttons in Japanese."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QEventLoop, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.style import button, theme
from ui.widgets.accessibility import identify
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.focus_scroll import FocusScrollArea
from ui.widgets.labels import plain_label
from ui.widgets.scroll_keys import scroll_by_key

CANCEL = "キャンセル"
# Pixels that a dialog leaves free of the screen for its frame.
_SCREEN_EDGE = 48


class _Body(QWidget):
    """As high as its wrapped texts need at its width: Qt's layouts would cut them short first."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another height."""
        super().resizeEvent(event)
        self._keep_height()

    def event(self, event: QEvent) -> bool:
        """Other texts, another height."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._keep_height()
        return done

    def _keep_height(self) -> None:
        self._choose_bar()
        layout = self.layout()
        height = layout.minimumHeightForWidth(self.width()) if layout is not None else -1
        if height >= 0 and height != self.minimumHeight():
            self.setMinimumHeight(height)

    def _choose_bar(self) -> None:
        """A bar only where all isn't seen without one. Qt keeps one that has once come: the texts,
        broken narrower because of it, need it.
        """
        viewport = self.parentWidget()
        area = viewport.parentWidget() if viewport is not None else None
        layout = self.layout()
        if layout is None or not isinstance(area, FocusScrollArea):
            return
        room: QSize = area.maximumViewportSize()
        wanted = layout.totalHeightForWidth(room.width())
        fits = 0 <= max(wanted, layout.minimumHeightForWidth(room.width())) <= room.height()
        policy = Qt.ScrollBarPolicy
        area.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded
        )


class Dialog(QDialog):
    """A dialog with `body` above and a row of buttons below.

    What the screen has no room for scrolls; the buttons are always in view.
    """

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        """An empty dialog; `name` is its object name."""
        super().__init__(parent)
        identify(self, name, title)
        self.setWindowTitle(title)
        self._size = (480, 0)
        self._fitted = self._begun = False
        look = theme()
        self._inside = _Body(self)
        self._inside.setObjectName("dialog_body")
        self.body = QVBoxLayout(self._inside)
        self.body.setSpacing(look.px(12))
        margin = look.px(20)
        self.body.setContentsMargins(margin, margin, margin, look.px(8))
        self._pinned = QVBoxLayout()
        self._buttons = FlowLayout(None, look.px(8), to_right=True)
        self._buttons.setContentsMargins(margin, look.px(12), margin, margin)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._body_area = self._scrolling(self._inside)
        column.addWidget(self._body_area, 1)
        column.addLayout(self._pinned)
        column.addLayout(self._buttons)

    def _scrolling(self, inside: QWidget) -> FocusScrollArea:
        area = FocusScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area

    def pin(self, widget: QWidget) -> None:
        """Put a widget between body and buttons, in view however far the body is scrolled."""
        side = theme().px(20)
        self._pinned.setContentsMargins(side, theme().px(8), side, 0)
        self._pinned.addWidget(widget)

    def want(self, width: int, height: int = 0) -> None:
        """The size in px at 100 %; without a height, as high as the content needs."""
        self._size = (width, height)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the wanted size, within the screen."""
        if not self._fitted:
            self._fitted = True
            self.fit()
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Begin where the focus is seen, once Qt has given it; later a person may scroll away."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            if not self._begun:
                QTimer.singleShot(0, self, self._body_area.show_focus)
            self._begun = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up, Page Down, Home and End scroll what the screen has no room for."""
        if not scroll_by_key(self._body_area.verticalScrollBar(), event.key()):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Go to the next widget, and show it also where the way comes from the buttons."""
        if not super().focusNextPrevChild(next):
            return False
        self._body_area.show_focus()
        return True

    def fit(self) -> None:
        """Take the wanted size; without a height, that of what it holds now."""
        room = self.screen().availableSize()
        width = min(theme().px(self._size[0]), room.width() - _SCREEN_EDGE)
        height = theme().px(self._size[1])
        if not height:
            self.ensurePolished()
            body = self.body.totalHeightForWidth(width)
            if body < 0:
                body = self.body.totalSizeHint().height()
            height = body + self._buttons.totalHeightForWidth(width) + self._pinned_height(width)
        self.resize(width, min(height, room.height() - _SCREEN_EDGE))

    def _pinned_height(self, width: int) -> int:
        height = self._pinned.totalHeightForWidth(width)
        return height if height >= 0 else self._pinned.totalSizeHint().height()

    def exec(self) -> int:
        """Show the dialog, wait for its end, and let it go; the result is given back.

        QDialog's own makes Python the dialog's owner, whose collector then deletes it in the midst
        of whatever Qt is doing.
        """
        loop = QEventLoop()
        self.finished.connect(loop.quit)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.show()
        loop.exec(QEventLoop.ProcessEventsFlag.DialogExec)
        self.deleteLater()
        return self.result()

    def say(self, text: str, look: str = "") -> QLabel:
        """Put a text into the body."""
        label = plain_label(text, self, look)
        self.body.addWidget(label)
        return label

    def add_button(
        self, text: str, name: str, *, primary: bool = False, default: bool = False
    ) -> QPushButton:
        """Put a button into the row; what it does is connected by the caller."""
        push_button = button(text, primary=primary, parent=self)
        identify(push_button, name, text)
        push_button.setAutoDefault(default)
        push_button.setDefault(default)
        self._buttons.addWidget(push_button)
        return push_button

    def add_ok_cancel(self, ok: str) -> QPushButton:
        """「…する」 and キャンセル; the OK button is given back."""
        push_button = self.add_button(ok, "button_ok", primary=True, default=True)
        push_button.clicked.connect(self.accept)
        self.add_button(CANCEL, "button_cancel").clicked.connect(self.reject)
        return push_button

    def add_close(self, text: str = "閉じる") -> QPushButton:
        """A single button that closes."""
        push_button = self.add_button(text, "button_close", default=True)
        push_button.clicked.connect(self.accept)
        return push_button
