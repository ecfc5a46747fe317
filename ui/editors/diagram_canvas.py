"""The diagram as it will be printed, with its boxes to take hold of."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from pia_desktop.diagrams.drop_target import DropTarget, drop_target
from pia_desktop.diagrams.flow_drawing import draw_layout
from pia_desktop.diagrams.flow_layout import lay_out_diagram
from pia_desktop.diagrams.flow_model import FlowDiagram
from pia_desktop.diagrams.layout_parts import DiagramLayout, PlacedArrow, Rect
from ui.style.theme import theme
from ui.widgets.picture_view import paint_picture

_RIM = 14.0
_NEAR = 5.0
_DIRECTIONS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class DiagramCanvas(QWidget):
    """Shows a diagram and what is chosen in it.

    `chosen` tells a box's id or an arrow's place ("" and -1 for none); `dropped` a box and where it
    was let go; `stepped` a box and the step by which a key moves it; `linked` the boxes between
    which an arrow is to be drawn; `edit_asked`, `remove_asked`: Enter and Delete.
    """

    chosen = Signal(str, int)
    dropped = Signal(str, object)
    stepped = Signal(str, int, int)
    linked = Signal(str, str)
    edit_asked = Signal()
    remove_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Nothing shown yet."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._diagram = FlowDiagram()
        self._layout: DiagramLayout = lay_out_diagram(self._diagram)
        self._picture = draw_layout(self._layout)
        self._zoom = 1.0
        self.box, self.arrow = "", -1
        self.linking = False
        self._held = ""
        self._grip = QPointF()
        self._pointer = QPointF()
        self._moved = False
        self._target: DropTarget | None = None

    def show_diagram(self, diagram: FlowDiagram) -> None:
        """Show a diagram; what was chosen stays so where it is still there."""
        self._diagram = diagram
        self._layout = lay_out_diagram(diagram)
        self._picture = draw_layout(self._layout)
        if self.box not in diagram.by_id:
            self.box = ""
        if self.arrow >= len(diagram.edges):
            self.arrow = -1
        self._resize()

    def choose(self, box: str = "", arrow: int = -1) -> None:
        """Mark a box or an arrow."""
        if (box, arrow) != (self.box, self.arrow):
            self.box, self.arrow = box, arrow
            self.update()
            self.chosen.emit(box, arrow)

    def set_zoom(self, zoom: float) -> None:
        """Show it larger or smaller."""
        self._zoom = zoom
        self._resize()

    @property
    def zoom(self) -> float:
        """How large it is shown."""
        return self._zoom

    def fitting_zoom(self, room: QSize) -> float:
        """The zoom at which all of it is in view."""
        wide, high = self._picture.width + 2 * _RIM, self._picture.height + 2 * _RIM
        zoom = min(room.width() / max(wide, 1), room.height() / max(high, 1))
        return min(max(zoom, 0.4), 1.6 * theme().scale)

    def _resize(self) -> None:
        wide = (self._picture.width + 2 * _RIM) * self._zoom
        high = (self._picture.height + 2 * _RIM) * self._zoom
        self.setFixedSize(round(wide), round(high))
        self.update()

    def place_of(self, box: str) -> QRectF:
        """Where a box stands on the canvas."""
        rect = next(b.rect for b in self._layout.boxes if b.node.id == box)
        return QRectF(
            (rect.left + _RIM) * self._zoom,
            (rect.top + _RIM) * self._zoom,
            (rect.right - rect.left) * self._zoom,
            (rect.bottom - rect.top) * self._zoom,
        )

    # -- painting ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, what is chosen, and where a held box would go."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#FFFFFF"))
        painter.scale(self._zoom, self._zoom)
        painter.translate(_RIM, _RIM)
        paint_picture(painter, self._picture)
        self._paint_choice(painter)
        if self._held and self._moved:
            self._paint_held(painter)

    def _paint_choice(self, painter: QPainter) -> None:
        pen = QPen(QColor(theme().key), 2.4)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for box in self._layout.boxes:
            if box.node.id == self.box:
                painter.drawRect(_as_rect(box.rect).adjusted(-4, -4, 4, 4))
        if 0 <= self.arrow < len(self._layout.arrows):
            arrow = self._layout.arrows[self.arrow]
            wide = QPen(QColor(theme().focus), 5.0)
            painter.setPen(wide)
            painter.setOpacity(0.7)
            painter.drawPolyline([QPointF(x, y) for x, y in arrow.points])
            painter.setOpacity(1.0)
            painter.setPen(pen)
            if arrow.words_rect:
                painter.drawRect(_as_rect(arrow.words_rect).adjusted(-3, -3, 3, 3))

    def _paint_held(self, painter: QPainter) -> None:
        rect = next(b.rect for b in self._layout.boxes if b.node.id == self._held)
        shifted = _as_rect(rect).translated(self._pointer - self._grip)
        painter.setPen(QPen(QColor(theme().key), 1.5))
        painter.setBrush(QColor(232, 241, 254, 160))
        painter.drawRect(shifted)
        if self._target is not None:
            painter.setPen(QPen(QColor(theme().focus_outline), 1.5, Qt.PenStyle.DotLine))
            painter.setBrush(QColor(255, 212, 61, 110))
            painter.drawRect(_as_rect(self._target.area))

    # -- the mouse --------------------------------------------------------------------------------

    def _at(self, position: QPointF) -> QPointF:
        return QPointF(position.x() / self._zoom - _RIM, position.y() / self._zoom - _RIM)

    def _box_at(self, point: QPointF) -> str:
        for box in self._layout.boxes:
            if box.rect.contains(point.x(), point.y()):
                return box.node.id
        return ""

    def _arrow_at(self, point: QPointF) -> int:
        for place, arrow in enumerate(self._layout.arrows):
            rect = arrow.words_rect
            if rect is not None and rect.contains(point.x(), point.y()):
                return place
        near = [
            (distance, place)
            for place, arrow in enumerate(self._layout.arrows)
            if (distance := _distance(arrow, point)) <= _NEAR
        ]
        return min(near)[1] if near else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what lies below; a box is taken hold of."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        point = self._at(event.position())
        box = self._box_at(point)
        if self.linking and self.box and box and box != self.box:
            self.linked.emit(self.box, box)
            return
        self.choose(box, -1 if box else self._arrow_at(point))
        if event.button() == Qt.MouseButton.LeftButton and box and not self.linking:
            self._held, self._grip, self._pointer, self._moved = box, point, point, False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where the held box would go."""
        self._pointer = self._at(event.position())
        if not self._held:
            over = self._box_at(self._pointer)
            shape = Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            return
        if (self._pointer - self._grip).manhattanLength() > _NEAR:
            self._moved = True
        rect = next(b.rect for b in self._layout.boxes if b.node.id == self._held)
        middle = _as_rect(rect).center() + self._pointer - self._grip
        self._target = drop_target(self._layout, middle.x(), middle.y()) if self._moved else None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the box go."""
        held, target, moved = self._held, self._target, self._moved
        self._held, self._target, self._moved = "", None, False
        self.update()
        if held and moved and target is not None:
            self.dropped.emit(held, target)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit what was clicked."""
        if self.box or self.arrow >= 0:
            self.edit_asked.emit()

    # -- the keyboard -----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys go from box to box, with Ctrl they move the box."""
        key = Qt.Key(event.key())
        if key in _DIRECTIONS:
            dx, dy = _DIRECTIONS[key]
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if self.box:
                    self.stepped.emit(self.box, dx, dy)
            else:
                self._walk(dx, dy)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            if self.box or self.arrow >= 0:
                self.edit_asked.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_asked.emit()
        elif key == Qt.Key.Key_Escape and self.linking:
            self.linking = False
        else:
            super().keyPressEvent(event)

    def _walk(self, dx: int, dy: int) -> None:
        """Choose the nearest box in a direction; the first where none is chosen."""
        node = self._diagram.by_id.get(self.box)
        if node is None:
            if self._diagram.nodes:
                first = min(self._diagram.nodes, key=lambda other: (other.x, other.y))
                self.choose(first.id)
            return
        ahead = []
        for other in self._diagram.nodes:
            along = (other.x - node.x) * dx + (other.y - node.y) * dy
            across = abs((other.x - node.x) * dy) + abs((other.y - node.y) * dx)
            if along > 0:
                ahead.append((along + 2 * across, other.id))
        if ahead:
            self.choose(min(ahead)[1])


def _as_rect(rect: Rect) -> QRectF:
    return QRectF(rect.left, rect.top, rect.right - rect.left, rect.bottom - rect.top)


def _distance(arrow: PlacedArrow, point: QPointF) -> float:
    """How far a point is from an arrow's nearest stretch."""
    nearest = 1e9
    for (x1, y1), (x2, y2) in zip(arrow.points, arrow.points[1:], strict=False):
        x = min(max(point.x(), min(x1, x2)), max(x1, x2))
        y = min(max(point.y(), min(y1, y2)), max(y1, y2))
        nearest = min(nearest, abs(point.x() - x) + abs(point.y() - y))
    return nearest
