"""A scroll area that shows whatever has the focus whole, not its edge alone."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QTextEdit, QWidget

from ui.style.theme import theme

# The dynamic property of what is shown with the widget inside it that has the focus: a field with
# its label and what the rules find in it.
SHOWN_WHOLE = "shown_whole"
# In px at 100 %: what stays free above and below for the focus ring.
_EDGE = 12


class FocusScrollArea(QScrollArea):
    """Scrolls vertically so that Tab never leads out of sight.

    What has the focus stays in sight when the page or the area changes its height, until a person
    scrolls elsewhere.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty area."""
        super().__init__(parent)
        # Qt's own would be met with as a QWidget of whatever class: the first time PySide then
        # loads every class of widget there is, a twentieth of the start.
        self.setViewport(QWidget())
        self._follows = False
        bar = self.verticalScrollBar()
        bar.actionTriggered.connect(self._let_go)
        # The page has another height: texts grow, notes and findings come between the fields.
        bar.rangeChanged.connect(self._follow_soon)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell Qt what the style keeps from it: the bar covers all that lies below it."""
        super().showEvent(event)
        self.verticalScrollBar().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def _let_go(self) -> None:
        self._follows = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the area: bars come above and below it."""
        super().resizeEvent(event)
        self._follow_soon()

    def _follow_soon(self) -> None:
        if self._follows:
            QTimer.singleShot(0, self, self._follow)

    def _follow(self) -> None:
        if self._follows:
            self.show_focus()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Go to the next widget, and show all of it."""
        if not super().focusNextPrevChild(next):
            return False
        self.show_focus()
        return True

    def show_focus(self) -> None:
        """Show the widget inside that has the focus, if there is one."""
        focused: QWidget | None = self.window().focusWidget()
        page: QWidget | None = self.widget()
        if focused is not None and page is not None and page.isAncestorOf(focused):
            self.show_whole(focused)

    def show_whole(self, widget: QWidget) -> None:
        """Scroll so far that the widget is seen whole: with its field where there is room for it,
        else alone; of a text that is higher than the area, the line of the cursor.
        """
        page = self.widget()
        if page is None:
            return
        self._follows = True
        self.lay_out()
        edge = theme().px(_EDGE)
        ring = theme().px(theme().focus_ring + theme().focus_line)
        room = self.viewport().height() - 2 * ring
        for part in (_field_around(widget, page), widget):
            if part is not None and part.height() <= room:
                self._bring_in(part.mapTo(page, QPoint(0, 0)).y(), part.height(), edge)
                return
        if isinstance(widget, QTextEdit | QPlainTextEdit):
            line: QRect = widget.cursorRect()
            top = widget.viewport().mapTo(page, line.topLeft()).y()
            self._bring_in(top, line.height(), 3 * line.height())
        else:
            self.verticalScrollBar().setValue(widget.mapTo(page, QPoint(0, 0)).y() - edge)

    def lay_out(self) -> None:
        """Lay the page out now, not with the next event, to know where something stands."""
        page: QWidget | None = self.widget()
        while page is not None and (layout := page.layout()) is not None:
            layout.activate()
            # A page may lie in a sheet that has nothing else in it.
            inside = layout.itemAt(0) if layout.count() == 1 else None
            page = inside.widget() if inside is not None else None

    def _bring_in(self, top: int, height: int, edge: int) -> None:
        """Scroll no further than it takes to see this part of the page."""
        bar = self.verticalScrollBar()
        room = self.viewport().height()
        edge = min(edge, max(0, (room - height) // 2))  # in a low area the part itself counts
        if top - edge < bar.value():
            bar.setValue(top - edge)
        elif top + height + edge > bar.value() + room:
            bar.setValue(top + height + edge - room)


def show_focused(widget: QWidget) -> None:
    """Show a widget whole in the area that it stands in, if it stands in one."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, FocusScrollArea):
        around = around.parentWidget()
    if around is not None:
        around.show_whole(widget)


def _field_around(widget: QWidget, page: QWidget) -> QWidget | None:
    """The field that the widget stands in."""
    around: QWidget | None = widget
    while around is not None and around is not page:
        if around.property(SHOWN_WHOLE):
            return around
        around = around.parentWidget()
    return None
