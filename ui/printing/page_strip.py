"""A strip of small pages to choose from."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from ui.printing.page_images import PageImages
from ui.style import theme
from ui.widgets.accessibility import identify

# A small page's longer side in pixels at 100 %, and the most at any text size: it is no text.
_LONG, _LONGEST = 132, 180


class PageStrip(QListWidget):
    """The pages of a PDF, small, one below the other; they are drawn while nothing else happens."""

    # The index of the page that a person goes to.
    chosen = Signal(int)

    def __init__(self, pages: PageImages, parent: QWidget) -> None:
        """All pages are there at once, first without their pictures."""
        super().__init__(parent)
        identify(self, "preview_pages", "ページの一覧")
        look = theme()
        self._pages = pages
        side = min(look.px(_LONG), _LONGEST)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setIconSize(QSize(side, side))
        self.setUniformItemSizes(True)
        self.setSpacing(look.px(4))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(side + look.px(48))
        blank = self._icon(QPixmap())
        for number in range(1, len(pages) + 1):
            entry = QListWidgetItem(blank, str(number), self)
            entry.setData(Qt.ItemDataRole.AccessibleTextRole, f"{number}ページ")
        self.currentRowChanged.connect(self.chosen)
        self._drawn = 0
        self._drawing = QTimer(self)
        self._drawing.timeout.connect(self._draw_next)
        self._drawing.start(0)

    def go_to(self, index: int) -> None:
        """Mark a page that was turned to elsewhere, and scroll to it."""
        if index != self.currentRow():
            self.blockSignals(True)
            self.setCurrentRow(index)
            self.blockSignals(False)
        entry = self.item(index)
        if entry is not None:
            self.scrollToItem(entry)

    def stop(self) -> None:
        """Draw no more pages: the PDF is about to go."""
        self._drawing.stop()

    def _draw_next(self) -> None:
        if self._drawn >= len(self._pages):
            self._drawing.stop()
            return
        size = self._pages.size(self._drawn)
        ratio = self.devicePixelRatioF()
        scale = self.iconSize().width() / max(size.width(), size.height())
        picture = QPixmap.fromImage(self._pages.image(self._drawn, scale * ratio))
        picture.setDevicePixelRatio(ratio)
        entry = self.item(self._drawn)
        if entry is not None:
            entry.setIcon(self._icon(picture))
        self._drawn += 1

    def _icon(self, page: QPixmap) -> QIcon:
        """The same picture whether the page is chosen or not: Qt would tint it."""
        icon, picture = QIcon(), self._framed(page)
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
            icon.addPixmap(picture, mode)
        return icon

    def _framed(self, page: QPixmap) -> QPixmap:
        """A page in the middle of the square that all of them have, with an edge round it."""
        ratio, room = self.devicePixelRatioF(), self.iconSize()
        square = QPixmap(room * ratio)
        square.setDevicePixelRatio(ratio)
        square.fill(Qt.GlobalColor.transparent)
        if not page.isNull():
            size = page.deviceIndependentSize().toSize()
            left, top = (room.width() - size.width()) // 2, (room.height() - size.height()) // 2
            painter = QPainter(square)
            painter.drawPixmap(left, top, page)
            painter.setPen(QColor(theme().border))
            painter.drawRect(left, top, size.width() - 1, size.height() - 1)
            painter.end()
        return square
