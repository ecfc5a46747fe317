"""Widgets in a row that runs on in the next line where it is too narrow."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_NO_WAY = Qt.Orientation(0)


class FlowLayout(QLayout):
    """Left to right, top to bottom."""

    def __init__(
        self, parent: QWidget | None = None, spacing: int = 8, *, to_right: bool = False
    ) -> None:
        """An empty layout with `spacing` px between widgets and lines; `to_right` puts each line
        at the right.
        """
        super().__init__(parent)
        self._to_right = to_right
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # by width, until an item wants another size
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        """Put an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at an index, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take the item at an index out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more room than it needs."""
        return _NO_WAY

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at a width."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Measure again: an item came, went, or wants another size."""
        super().invalidate()
        self._heights.clear()

    def setGeometry(self, rect: QRect) -> None:
        """Lay the items out in `rect`."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        sizes = [item.sizeHint() for item in self._items]
        width = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        height = max((size.height() for size in sizes), default=0)
        return QSize(width, height).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        """One item a line."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        around = self.contentsMargins()
        room = rect.marginsRemoved(around)
        x, y = room.x(), room.y()
        line: list[tuple[QLayoutItem, QRect]] = []
        for item in self._items:
            if item.isEmpty():
                continue
            size = _size_within(item, room.width())
            if line and x + size.width() > room.x() + room.width():
                x, y = room.x(), y + self._close(line, room, move=move) + self.spacing()
                line = []
            line.append((item, QRect(QPoint(x, y), size)))
            x += size.width() + self.spacing()
        return y + self._close(line, room, move=move) + around.bottom() - rect.y()

    def _close(self, line: list[tuple[QLayoutItem, QRect]], room: QRect, *, move: bool) -> int:
        """The height of a line; what is lower stands in its middle."""
        height = max((place.height() for _, place in line), default=0)
        right = room.right() - line[-1][1].right() if line and self._to_right else 0
        for item, place in line if move else ():
            item.setGeometry(place.translated(right, (height - place.height()) // 2))
        return height


def _size_within(item: QLayoutItem, width: int) -> QSize:
    """What an item would like, no wider than the line."""
    size = item.sizeHint()
    if size.width() <= width:
        return size
    size.setWidth(max(width, item.minimumSize().width()))
    if item.hasHeightForWidth():
        size.setHeight(item.heightForWidth(size.width()))
    return size
