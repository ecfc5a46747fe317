"""Radio buttons and check boxes whose labels wrap, drawn in the window's look
(docs/decisions/0038-look-of-the-window.md).

Qt's own cut a long label at the window's edge. These break it, and take a click on all of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from ui.style.theme import theme
from ui.widgets.focus_scroll import show_focused

_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
_TALLEST = 10_000
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Left: -1,
}
_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)

# Qt's classes are mixed in by name only: a widget has one of them as its own.
if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object


class _Wrapped(_Button):
    """A button with a mark at the left and a label that breaks into lines."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(label)
        self.setShortcut(QKeySequence())  # an & in a label is a letter
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)  # a layout lets Qt's not break
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._heights: dict[int, int] = {}
        self._natural: QSize | None = None

    def sizeHint(self) -> QSize:
        """The size with the label in one line."""
        if self._natural is None:
            text = self.fontMetrics().horizontalAdvance(self.text())
            # a pixel more than the text is wide: widths of glyphs are fractions
            width = self._indent() + text + theme().px(theme().gap) + 2
            self._natural = QSize(width, self.heightForWidth(width))
        return self._natural

    def minimumSizeHint(self) -> QSize:
        """Room for the mark and a few letters."""
        return QSize(self._indent() + theme().px(4 * theme().body), theme().px(theme().option))

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the broken label at this width."""
        known = self._heights.get(width)
        if known is None:
            metrics = QFontMetrics(self.font())
            box = QRect(0, 0, max(width - self._indent(), 1), _TALLEST)
            text = metrics.boundingRect(box, _WRAP, self.text()).height()
            known = max(text + theme().px(4), theme().px(theme().option))
            self._heights[width] = known
        return known

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it; whatever is chosen is seen whole."""
        super().keyPressEvent(event)
        self._show_focused()

    def _show_focused(self) -> None:
        focused = self.window().focusWidget()
        if focused is not None:
            show_focused(focused)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again after the text size has changed."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._heights.clear()
            self._natural = None
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The mark beside the first line, then the label."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect()
        spare = max(box.height() - self.heightForWidth(box.width()), 0)
        box.adjust(0, spare // 2, 0, spare // 2 - spare)
        ring = look.px(look.ring)
        top = box.top() + (min(box.height(), look.px(look.option)) - ring) / 2
        mark = QRectF(look.px(2), top, ring, ring).adjusted(1, 1, -1, -1)
        enabled = self.isEnabled()
        if not enabled:
            border, ground = look.disabled_border, look.disabled_ground
        elif self.isChecked():
            border, ground = look.key, look.ground
        else:
            border, ground = look.border, look.tint if self.underMouse() else look.ground
        painter.setPen(QPen(QColor(border), look.px(2)))
        painter.setBrush(QColor(ground))
        self._draw_mark(painter, mark, QColor(look.key if enabled else look.support))
        painter.setPen(QColor(look.text if enabled else look.disabled_text))
        painter.drawText(box.adjusted(self._indent(), 0, 0, 0), _WRAP, self.text())

    def _draw_mark(self, painter: QPainter, mark: QRectF, colour: QColor) -> None:
        raise NotImplementedError

    def _indent(self) -> int:
        """Where the label begins."""
        return theme().px(2 + theme().ring + theme().gap)


class WrappedRadio(_Wrapped, QRadioButton):
    """A radio button: a ring, and a dot in it when it is chosen."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab comes to the option that is chosen, so that an arrow goes on from there."""
        super().focusInEvent(event)
        group = self.group() if event.reason() in _BY_TAB else None
        chosen = group.checkedButton() if group is not None else None
        if chosen is not None and chosen is not self and chosen.isEnabled():
            chosen.setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """An arrow chooses the next option in reading order, also where none is chosen yet; after
        the last comes the first.
        """
        step = _STEPS.get(Qt.Key(event.key()))
        group = self.group()
        if step is None or group is None:
            super().keyPressEvent(event)
            return
        options = [each for each in group.buttons() if each.isEnabled() and not each.isHidden()]
        if self in options:
            chosen = options[(options.index(self) + step) % len(options)]
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)
            chosen.click()
            self._show_focused()

    def _draw_mark(self, painter: QPainter, mark: QRectF, colour: QColor) -> None:
        painter.drawEllipse(mark)
        if self.isChecked():
            dot = mark.width() / 4
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(mark.adjusted(dot, dot, -dot, -dot))


class WrappedCheck(_Wrapped, QCheckBox):
    """A check box: a square, filled with a white tick when it is ticked."""

    def _draw_mark(self, painter: QPainter, mark: QRectF, colour: QColor) -> None:
        if self.isChecked():
            painter.setBrush(colour)
        painter.drawRoundedRect(mark, theme().px(3), theme().px(3))
        if self.isChecked():
            unit = mark.width() / 22
            points = [(5, 11.5), (9.5, 16), (17.5, 6.5)]
            tick = QPolygonF([mark.topLeft() + QPointF(x, y) * unit for x, y in points])
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme().ground), theme().px(3)))
            painter.drawPolyline(tick)


def checked_key(group: QButtonGroup) -> str:
    """The property `key` of the chosen button, or nothing."""
    checked = group.checkedButton()
    return "" if checked is None else str(checked.property("key"))
