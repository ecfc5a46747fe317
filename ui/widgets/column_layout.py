"""Places options in columns, as many as the width has room for, and wide parts below each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGroupBox, QWidget

from ui.style.theme import Theme, theme

# A part that stands beside another needs at least this width, in px at 100 %; else it goes below.
_BESIDE = 240
# Qt's classes are mixed in by name only: a widget has one of them as its own.
if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object

# Where an option's label begins.
_LABEL = 2 + Theme.ring + Theme.gap


class _Columns(_Widget):
    """Children in reading order, which it places itself: layouts are slow for many options."""

    def __init__(
        self, parent: QWidget | None = None, row_gap: int = 0, indent: int = _LABEL
    ) -> None:
        """Nothing in it yet. In px at 100 %: `row_gap` lies between two rows, and by `indent` a
        part moves in that stands below the one it has no room beside.
        """
        super().__init__(parent)
        self._row_gap = row_gap
        self._indent = indent
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._parts: list[tuple[QWidget, str]] = []
        self._heights: dict[int, int] = {}  # by width, until a part wants another size

    def add(self, widget: QWidget, where: str = "column") -> None:
        """Place a widget next: in a "column", "across" the width, or "beside" the one before it."""
        if widget.parentWidget() is not self:
            widget.setParent(self)
        self._parts.append((widget, where))
        self._heights.clear()

    def let_go(self) -> None:
        """Place none of the parts any more: somebody else does."""
        self._parts = []
        self._heights.clear()

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all parts at this width."""
        known = self._heights.get(width)
        if known is None:
            known = self._arrange(width, moving=False)
            if not self._grows:
                self._heights[width] = known
        return known

    @property
    def _grows(self) -> bool:
        """Whether a part's height depends on more than its width: a text beside an option."""
        return any(where == "beside" for _, where in self._parts)

    def sizeHint(self) -> QSize:
        """As wide as there is room; the height follows from the width."""
        width = self.width() or theme().px(600)
        return QSize(theme().px(300), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest part can be."""
        least = max((widget.minimumSizeHint().width() for widget, _ in self._parts), default=0)
        return QSize(least, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the parts in the new width."""
        self._place()

    def event(self, event: QEvent) -> bool:
        """Place the parts again when one of them wants another size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._heights.clear()
            self._place()
            self.updateGeometry()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again after the text size has changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._heights.clear()

    def _place(self) -> None:
        """Place the parts; once more if a field's text needs another height in its new width."""
        before = self._arrange(self.width(), moving=True)
        if self._grows and self._arrange(self.width(), moving=True) != before:
            self.updateGeometry()

    def _arrange(self, width: int, *, moving: bool) -> int:
        """Place the parts (or only measure them) and give back the height."""
        gap = 2 * theme().px(theme().gap)
        across = self._columns(width, gap)
        cell = (width - gap * (across - 1)) // across
        y = row = column = 0
        last = QRect()
        for widget, where in self._parts:
            if where == "beside":
                y = self._beside(widget, last, y, width, moving=moving)
                continue
            size = widget.sizeHint()
            span = across
            if where == "column":
                span = min(-(-(size.width() + gap) // (cell + gap)), across)
            if column + span > across:
                y, row, column = y + row + theme().px(self._row_gap), 0, 0
            wide = min(size.width(), span * (cell + gap) - gap)
            high = widget.heightForWidth(wide) if widget.hasHeightForWidth() else size.height()
            last = QRect(column * (cell + gap), y, wide, high)
            if moving:
                widget.setGeometry(last)
            row, column = max(row, high), column + span
            if where == "across":
                y, row, column = y + row, 0, 0
        return y + row

    def _columns(self, width: int, gap: int) -> int:
        """As many columns as most parts fit in; a longer part takes two or more."""
        wanted = sorted(w.sizeHint().width() for w, where in self._parts if where == "column")
        if not wanted:
            return 1
        usual = wanted[(len(wanted) - 1) * 9 // 10]
        return max((width + gap) // (min(usual, width) + gap), 1)

    def _beside(self, widget: QWidget, last: QRect, y: int, width: int, *, moving: bool) -> int:
        """Place a field beside `last`, or below it where there is little room. The new height."""
        gap = theme().px(theme().gap)
        left = last.right() + 1 + gap
        most = min(widget.maximumWidth(), width - gap)
        if width - left - gap >= min(theme().px(_BESIDE), most):
            top = last.top() + gap // 2
        else:
            left, top = theme().px(self._indent), last.bottom() + 1
        wide = min(width - left - gap, most)
        high = widget.sizeHint().height()
        if widget.hasHeightForWidth():
            high = widget.heightForWidth(wide)
        place = QRect(left, top, wide, high)
        if moving:
            widget.setGeometry(place)
        return max(y, place.bottom() + 1 + gap)


class ColumnLayout(_Columns, QWidget):
    """Parts that only stand beside each other."""


class ColumnGroup(_Columns, QGroupBox):
    """Options of one question: assistive technology has it as a group, whose name it says before
    the option.
    """
