"""Where the pages are shown, one at a time."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget


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

    def put(self, page: QWidget) -> None:
        """Show a page that was built with the sheet as its parent."""
        self.page = page
        self.setMaximumWidth(page.maximumWidth())
        self._column.addWidget(page)
        page.show()
        self._lay_out()

    def _lay_out(self) -> None:
        """Lay the page out at once, as a scroll area does with a widget that it is given: a click
        or a look at a box that comes before the next event finds it in its place.
        """
        self._column.activate()
        viewport = self.parentWidget()
        area = viewport.parentWidget() if viewport is not None else None
        if area is not None:
            QApplication.sendEvent(area, QEvent(QEvent.Type.LayoutRequest))

    def take_away(self) -> None:
        """Take the page out of sight. It is deleted when it has no event to handle any more; until
        then nobody is to find its boxes by the names that the next page's have.
        """
        page, self.page = self.page, None
        if page is None:
            return
        self._column.removeWidget(page)
        page.hide()
        for widget in (page, *page.findChildren(QWidget)):
            widget.setObjectName(f"left:{widget.objectName()}")
        page.deleteLater()
