"""Where the pages are shown, one at a time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRegularExpression, QSize, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

# Before the names of what is not in view: a page that comes next, one that is on its way out.
_AHEAD, _LEFT = "ahead:", "left:"
# The names that are no part of Qt's own.
_NAMED = QRegularExpression("^(?!qt_).")
# Milliseconds after which a person is taken to be reading, and pages that are gone are deleted; and
# how many wait for that where pages are turned faster.
_PAUSE, _MOST = 100, 2


class PageSheet(QWidget):
    """Stays in the scroll area while pages come and go.

    With a style sheet Qt dresses a widget and everything in it anew whenever it gets another
    parent. So a page is built inside of the sheet, and stays there, hidden, till it is deleted.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without a page."""
        super().__init__(parent)
        self.setObjectName("page_sheet")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.page: QWidget | None = None
        self._left: list[QWidget] = []
        # The page that was laid out before it is shown, and its boxes with the names that they get
        # back.
        self._laid_out: QWidget | None = None
        self._unnamed: list[tuple[QWidget, str]] = []
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._delete_left)

    def put(self, page: QWidget) -> None:
        """Show a page that was built with the sheet as its parent."""
        self.page = page
        self.setMaximumWidth(page.maximumWidth())
        width, high = self._width_for(page), self.height()
        if page is self._laid_out and page.width() == width:
            # The area would make the sheet as low as itself: the page would be laid out again.
            high = page.height()
            self.setMinimumHeight(high)
        self._laid_out = None
        self.resize(width, high)
        self._column.addWidget(page)
        page.show()
        self.setMinimumHeight(0)
        self._lay_out()

    def _lay_out(self) -> None:
        """Lay the page out at once, as a scroll area does with a widget that it is given: a click
        or a look at a box that comes before the next event finds it in its place.
        """
        self._column.activate()
        viewport = self.parentWidget()
        area = viewport.parentWidget() if viewport is not None else None
        if viewport is not None and area is not None:
            QApplication.sendEvent(area, QEvent(QEvent.Type.LayoutRequest))
            QApplication.removePostedEvents(viewport, QEvent.Type.LayoutRequest.value)

    def take_away(self) -> bool:
        """Take the page out of sight, and throw it away; whether the focus was in it."""
        page, self.page = self.page, None
        if page is None:
            return False
        self._column.removeWidget(page)
        focused: QWidget | None = self.window().focusWidget()
        inside = focused if focused is not None and page.isAncestorOf(focused) else None
        if inside is not None:
            # Else Qt gives it to what comes next: the contents would then turn to their entry.
            inside.clearFocus()
        page.hide()
        self.throw_away(page)
        return inside is not None

    def throw_away(self, page: QWidget) -> None:
        """Have a page deleted in a pause, which takes a tenth of the time that another takes to be
        shown. Until then nothing more comes of it, and nobody is to find its boxes by the names
        that the next page's have.
        """
        _rename(page, _LEFT)
        for timer in page.findChildren(QTimer):
            timer.stop()
        self._left.append(page)
        self._delete_left(_MOST)
        self._pause.start()

    def _delete_left(self, most: int = 0) -> None:
        while len(self._left) > most:
            self._left.pop(0).deleteLater()

    def lay_out_hidden(self, page: QWidget) -> None:
        """Dress and lay out a page that is put here later; then it has to be painted alone. Until
        then nobody is to find its boxes by their names.
        """
        width, high = self._width_for(page), self._room().height()
        page.resize(width, high)
        page.show()  # what is hidden isn't laid out; it is hidden again before anything is painted
        page.resize(width, max(high, page.heightForWidth(width)))
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        page.hide()
        self._laid_out = page
        self._unnamed = _rename(page, _AHEAD)

    def _width_for(self, page: QWidget) -> int:
        """What the area has for the page, which may want no more than so much."""
        return min(self._room().width(), page.maximumWidth())

    def _room(self) -> QSize:
        """What the area has for a page."""
        area = self.parentWidget()
        return area.size() if area is not None else self.size()

    def reveal_names(self) -> None:
        """Give the boxes of the last such page their names back."""
        for widget, name in self._unnamed:
            widget.setObjectName(name)
        self._unnamed = []


def _rename(page: QWidget, before: str) -> list[tuple[QWidget, str]]:
    """Put a word before the names of a page and of all in it; these with their names till now."""
    # Without Qt's own, whose names nobody looks for: each would be made known to Python first.
    named = [(each, each.objectName()) for each in (page, *page.findChildren(QWidget, _NAMED))]
    for widget, name in named:
        widget.setObjectName(before + name)
    return named
