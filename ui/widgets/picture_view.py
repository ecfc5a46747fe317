"""A picture of shapes, painted as sharp as the screen is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.style.fonts import drawing_families
from ui.style.theme import theme

if TYPE_CHECKING:
    from pia_desktop.diagrams.shapes import Path, Picture, PictureShape, Words


def paint_picture(painter: QPainter, picture: Picture) -> None:
    """Paint the picture with its top left corner at the painter's origin."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    for group in picture.groups:
        for shape in group.shapes:
            _paint(painter, shape)


def _paint(painter: QPainter, shape: PictureShape) -> None:
    # Whoever has a shape has loaded them; a window that is opened shows none yet.
    from pia_desktop.diagrams.shapes import Oblong, Oval, Words

    if isinstance(shape, Words):
        _paint_words(painter, shape)
    elif isinstance(shape, Oblong):
        _take(painter, shape.stroke, shape.fill, shape.line, shape.dash)
        rect = QRectF(shape.left, shape.top, shape.width, shape.height)
        painter.drawRoundedRect(rect, shape.radius, shape.radius)
    elif isinstance(shape, Oval):
        rect = QRectF(shape.left, shape.top, shape.width, shape.height)
        _take(painter, "" if shape.lower_half else shape.stroke, shape.fill, shape.line, ())
        painter.drawEllipse(rect)
        if shape.lower_half and shape.stroke:
            _take(painter, shape.stroke, "", shape.line, ())
            painter.drawArc(rect, 180 * 16, 180 * 16)
    else:
        _paint_path(painter, shape)


def _paint_path(painter: QPainter, path: Path) -> None:
    _take(painter, path.stroke, path.fill, path.width, path.dash)
    points = QPolygonF([QPointF(x, y) for x, y in path.points])
    if path.closed:
        painter.drawPolygon(points)
    else:
        painter.drawPolyline(points)


def _paint_words(painter: QPainter, words: Words) -> None:
    font = QFont()
    font.setFamilies(drawing_families(words.text))
    # Sizes are fractions of a point, and a font's pixels are whole: measured large, drawn small.
    font.setPixelSize(round(words.size * _FINE))
    font.setBold(words.bold)
    painter.save()
    painter.translate(words.x, words.y)
    painter.scale(1 / _FINE, 1 / _FINE)
    painter.setFont(font)
    painter.setPen(QColor(f"#{words.colour}"))
    metrics = painter.fontMetrics()
    width = metrics.horizontalAdvance(words.text)
    x = {"start": 0.0, "middle": -width / 2, "end": -width}[words.anchor]
    painter.drawText(QPointF(x, words.size * _FINE * _BASE), words.text)
    painter.restore()


_FINE = 8
# From the middle of the letters down to their base line, as a share of their size.
_BASE = 0.36


def _take(painter: QPainter, stroke: str, fill: str, width: float, dash: tuple[float, ...]) -> None:
    pen = QPen(Qt.PenStyle.NoPen)
    if stroke:
        pen = QPen(QColor(f"#{stroke}"), width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        if dash:
            pen.setDashPattern([length / width for length in dash])
    painter.setPen(pen)
    painter.setBrush(QBrush(QColor(f"#{fill}")) if fill else QBrush(Qt.BrushStyle.NoBrush))


class PictureView(QWidget):
    """A picture in the width that there is, no larger than `largest` times its own size.
    `activated` tells that it was clicked.
    """

    activated = Signal()

    def __init__(self, parent: QWidget, largest: float = 1.5) -> None:
        """Nothing shown yet."""
        super().__init__(parent)
        self._picture: Picture | None = None
        self._largest = largest
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_picture(self, picture: Picture | None) -> None:
        """Show a picture, or nothing."""
        self._picture = picture
        self.setAccessibleDescription(picture.spoken if picture else "")
        self.setVisible(picture is not None)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Wider is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The picture's height at this width."""
        if self._picture is None:
            return 0
        return round(self._picture.height * self._scale(width)) + 2

    def sizeHint(self) -> QSize:
        """As wide as it may be."""
        width = theme().px(640)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """It can be read no smaller."""
        return QSize(theme().px(240), 0)

    def _scale(self, width: int) -> float:
        if self._picture is None or not self._picture.width:
            return 1.0
        return min((width - 2) / self._picture.width, self._largest * theme().scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it on white, as paper is."""
        if self._picture is None:
            return
        painter = QPainter(self)
        scale = self._scale(self.width())
        painter.fillRect(self.rect(), QColor("#FFFFFF"))
        painter.translate(1, 1)
        painter.scale(scale, scale)
        paint_picture(painter, self._picture)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.activated.emit()
