"""The ring around whatever has the focus: a yellow ring and a black outline outside the control.

A style sheet can draw only inside a control, so the ring is a widget of its own that follows the
focus. Its mask is the ring alone: what it surrounds is never painted over, nor painted twice.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QMenu,
    QMenuBar,
    QScrollArea,
    QWidget,
)
from shiboken6 import isValid

from ui.style.theme import theme

_PLACE = QEvent.Type(QEvent.registerEventType())
_MOVES = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ZOrderChange,
}


class FocusRing(QObject):
    """Follows the focus through the application and shows one frame around its widget."""

    _instance: FocusRing | None = None

    def __init__(self, app: QApplication) -> None:
        """Follow `app`'s focus from now on."""
        super().__init__(app)
        self._target: QWidget | None = None
        self._frame: FocusFrame | None = None
        self._frames: dict[QWidget, FocusFrame] = {}
        self._host: QWidget | None = None
        self._watched: list[QWidget] = []
        # Whether the frame is to be placed anew before anything is painted.
        self._due = False
        app.focusChanged.connect(self._follow)

    @classmethod
    def install(cls, app: QApplication) -> FocusRing:
        """The application's one ring; made at the first call."""
        if cls._instance is None or not isValid(cls._instance):
            cls._instance = cls(app)
        cls._instance._follow(None, app.focusWidget())
        return cls._instance

    @property
    def frame(self) -> FocusFrame | None:
        """The frame around the focus, or None where nothing has it."""
        return self._frame if self._frame is not None and isValid(self._frame) else None

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        for old in self._watched:
            if isValid(old):
                old.removeEventFilter(self)
        self._watched = []
        self._target = now if now is not None and _wants_ring(now) else None
        if self._target is None:
            self._leave_for(None)
            return
        host = self._host = _host(self._target)
        self._leave_for(self._frame_in(host))
        self._watched = _from(self._target, host)
        for widget in self._watched:
            widget.installEventFilter(self)
        self._place()

    def _leave_for(self, frame: FocusFrame | None) -> None:
        """Put the frame away that is shown, unless it is the one that is wanted."""
        if self.frame is not None and self.frame is not frame:
            self.frame.put_away()
        self._frame = frame

    def _frame_in(self, host: QWidget) -> FocusFrame:
        """The host's frame, kept while the host lives: the focus goes to and fro between the page
        and the window around it.
        """
        self._frames = {each: frame for each, frame in self._frames.items() if isValid(frame)}
        if host not in self._frames:
            self._frames[host] = FocusFrame(host)
        return self._frames[host]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move the frame with its widget, also into another window or scrolling page: once, however
        many of the widgets around it move.
        """
        kind = event.type()
        if kind in _MOVES and not self._due:
            self._due = True
            QCoreApplication.postEvent(self, QEvent(_PLACE))  # what paints comes after all posted
        elif kind == QEvent.Type.ParentChange:
            self._follow(None, self._target)
        return False

    def customEvent(self, event: QEvent) -> None:
        """Everything stands where it is to stand now."""
        self._due = False
        self._place()

    def _place(self) -> None:
        frame, target = self.frame, self._target
        if frame is None or target is None or self._host is None or not isValid(target):
            return
        if not target.isVisible():
            frame.put_away()
            return
        corner = target.mapTo(self._host, QPoint(0, 0))
        frame.surround(QRect(corner, target.size()))


class FocusFrame(QWidget):
    """The ring itself."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("focus_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def put_away(self) -> None:
        """Be nowhere to be seen. Whatever is hidden or shown has all around it laid out anew."""
        self.setGeometry(QRect())

    def surround(self, inner: QRect) -> None:
        """Lie around `inner`, above everything else."""
        width = theme().px(theme().focus_ring + theme().focus_line)
        outer = inner.adjusted(-width, -width, width, width)
        resized = outer.size() != self.size()
        self.setGeometry(outer)
        if resized:
            hole = self.rect().adjusted(width, width, -width, -width)
            self.setMask(QRegion(self.rect()).subtracted(QRegion(hole)))
        self.raise_()
        if self.isHidden():
            self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Yellow next to the control, black outside."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line, ring = look.px(look.focus_line), look.px(look.focus_ring)
        # Of a ring around a text of many pages, what is seen: its sides are straight there.
        near = 2 * look.px(look.radius) + line + ring
        rect = QRectF(self.rect() & event.rect().adjusted(-near, -near, near, near))
        for colour, width, offset in (
            (look.focus, ring + 1, line + ring / 2 - 0.5),
            (look.focus_outline, line, line / 2),
        ):
            painter.setPen(QPen(QColor(colour), width))
            radius = look.px(look.radius)
            painter.drawRoundedRect(rect.adjusted(offset, offset, -offset, -offset), radius, radius)


def _wants_ring(widget: QWidget) -> bool:
    """Menus show where they are themselves; a page that only scrolls is no control."""
    return not isinstance(widget, QMenu | QMenuBar | QScrollArea) and not widget.isWindow()


def _host(widget: QWidget) -> QWidget:
    """The viewport that the widget scrolls in, or its window: the ring moves and is cut with it."""
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        around = parent.parentWidget()
        if isinstance(around, QAbstractScrollArea) and around.viewport() is parent:
            return parent
        parent = around
    return widget.window()


def _from(widget: QWidget, host: QWidget) -> list[QWidget]:
    """The widget and all around it that can move it inside its host."""
    out: list[QWidget] = []
    current: QWidget | None = widget
    while current is not None and current is not host:
        out.append(current)
        current = current.parentWidget()
    return out
