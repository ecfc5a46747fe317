"""Pictures of two states side by side, small."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pia_desktop.changes.differences import Difference
from ui.style import theme
from ui.widgets.picture_pixmap import picture_pixmap

_WIDE, _HIGH = 280, 200

Pictures = Mapping[str, bytes]


class Thumbnails(QWidget):
    """The pictures of an item before and after, below the two texts that name them."""

    def __init__(self, parent: QWidget) -> None:
        """Hidden until there is a picture."""
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme().px(12))
        self._sides: list[QWidget] = []
        self.hide()

    def show_pictures(self, entry: Difference, old: Pictures, new: Pictures) -> None:
        """Show the item's pictures out of those of both states, if it holds pictures."""
        for side in self._sides:
            self._row.removeWidget(side)
            side.hide()
            side.deleteLater()
        self._sides = []
        wanted = entry.place.item.features.pictorial
        for value, pictures in ((entry.before, old), (entry.after, new)) if wanted else ():
            side = self._side(value or [], pictures)
            self._row.addWidget(side, 1)
            self._sides.append(side)
        self.setVisible(wanted)

    def _side(self, figures: list[dict[str, str]], pictures: Pictures) -> QWidget:
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        for figure in figures:
            label = QLabel(side)
            label.setObjectName(f"thumbnail:{figure['file']}")
            label.setAccessibleName(f"図「{figure['file']}」")
            ratio = self.devicePixelRatioF()
            label.setPixmap(_small(pictures.get(figure["file"], b""), ratio))
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return side


def _small(data: bytes, ratio: float) -> QPixmap:
    """The picture as large as there is room for."""
    room = QSize(theme().px(_WIDE), theme().px(_HIGH)) * ratio
    pixmap = picture_pixmap(data, room)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
