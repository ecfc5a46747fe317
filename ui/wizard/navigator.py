"""The tree at the left: the pages about the whole assessment, then every section, file, heading and
occurrence, and how far each one is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QShowEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from pia_desktop.forms.outline import OutlineNode
from ui.style import theme
from ui.style.tips import plain_tip
from ui.widgets.accessibility import identify
from ui.widgets.text_format import one_line
from ui.wizard.front_pages import FRONT_PAGES
from ui.wizard.node_delegate import (
    CHANGED_ROLE,
    MARK_ROLE,
    NOTES_ROLE,
    SHORT_ROLE,
    STATELESS_ROLE,
    NodeDelegate,
)
from ui.wizard.page_progress import PageProgress
from ui.wizard.state_text import short_state, spoken_state, state_icon

if TYPE_CHECKING:
    from pia_desktop.assessment.search import SearchQuery

_INDENT = 18
_ARROW = 4

_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)

KEY_ROLE = Qt.ItemDataRole.UserRole + 10


class Navigator(QTreeView):
    """Shows an overview. `chosen` tells the key of the page that a person picked, of the form or
    about the whole assessment.

    `entered` follows when the person wants to go on in the page itself (Enter).
    """

    chosen = Signal(str)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty tree."""
        super().__init__(parent)
        identify(self, "navigator", "目次")
        self.setViewport(QWidget())  # as FocusScrollArea does
        self._model = QStandardItemModel(self)
        self._nodes: list[OutlineNode] = []
        self._items_by_page: dict[str, QStandardItem] = {}
        self._quiet = False
        # Whether Tab leads into the page: a person has just picked it here.
        self._leads_in = False
        self._wanted = ""
        self.setModel(self._model)
        self.setItemDelegate(NodeDelegate(self))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setExpandsOnDoubleClick(False)
        self.setIndentation(_INDENT)
        self.clicked.connect(self._picked)

    def show_overview(self, overview: PageProgress) -> None:
        """Show the entries; where only titles and states changed, the rows stay as they are."""
        if _shape(overview.nodes) != _shape(self._nodes):
            self._rebuild(overview.nodes)
        self._nodes = overview.nodes
        self._items_by_page.clear()
        for item, node in zip(_form_items(self._model), _walk(overview.nodes), strict=True):
            _fill(item, node, overview)
            if node.page is not None:
                self._items_by_page.setdefault(node.page.key, item)

    def select(self, key: str) -> None:
        """Make the page's entry the current one and open the way to it."""
        item = self._item_of(key)
        if item is not None:
            self._quiet = True
            self.setCurrentIndex(item.index())
            if item.hasChildren():  # an entry without any would have the whole tree drawn anew
                self.expand(item.index())
            if self.isVisible():
                self._bring_to_middle(item.index())
            self._quiet = False

    def _item_of(self, key: str) -> QStandardItem | None:
        """The page's own entry; one that only leads to it has the key too."""
        if key in FRONT_PAGES:
            return self._model.item(list(FRONT_PAGES).index(key))
        return self._items_by_page.get(key)

    def _bring_to_middle(self, index: QModelIndex) -> None:
        """Scroll so that the entry stands in the middle third, with what is around it in view."""
        self.executeDelayedItemsLayout()
        high, row = self.viewport().height(), self.visualRect(index)
        if not high // 3 <= row.center().y() <= 2 * high // 3:
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    @property
    def opened(self) -> set[str]:
        """The keys of the entries that are open."""
        items = _items(self._model)
        return {item.data(KEY_ROLE) for item in items if self.isExpanded(item.index())}

    def open(self, keys: set[str]) -> None:
        """Open these entries, as they were in another window's tree."""
        for item in _items(self._model):
            if item.data(KEY_ROLE) in keys and item.hasChildren():
                self.expand(item.index())

    def filter(self, text: str) -> None:
        """Show only the entries with this text in their title, and the way to them."""
        self._wanted = text
        query = _query(text)
        root = self._model.invisibleRootItem()
        for row in range(root.rowCount()):
            self._filter_below(root.child(row), query)
        if not text and self.currentIndex().isValid():  # with all entries it stands elsewhere
            self._bring_to_middle(self.currentIndex())

    def _filter_below(self, item: QStandardItem, query: SearchQuery) -> bool:
        """Whether an entry is shown: it matches, or one below it does."""
        below = [self._filter_below(item.child(row), query) for row in range(item.rowCount())]
        matches = not query.text or any(True for _ in query.spans(item.text()))
        shown = matches or any(below)
        self.setRowHidden(item.row(), self._parent_index(item), not shown)
        if query.text and any(below):
            self.expand(item.index())
        return shown

    def _parent_index(self, item: QStandardItem) -> QModelIndex:
        parent: QStandardItem | None = item.parent()
        return QModelIndex() if parent is None else parent.index()

    @property
    def first_match(self) -> str:
        """The key of the first entry whose own title matches the filter, or nothing."""
        item = self._first_match()
        return "" if item is None else str(item.data(KEY_ROLE))

    def _first_match(self) -> QStandardItem | None:
        query = _query(self._wanted)
        matches = (e for e in _items(self._model) if any(True for _ in query.spans(e.text())))
        return next(matches, None)

    def enter_matches(self) -> None:
        """Take the focus, with the first entry that matches the filter as the current one; without
        a filter, with the page that is shown.
        """
        match = self._first_match() if self._wanted else None
        if self._wanted and match is None:
            return
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if match is not None:
            self.setCurrentIndex(match.index())

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Turn to the entry's page."""
        super().currentChanged(current, previous)
        if not self._quiet and current.isValid():
            self._leads_in = True
            self.chosen.emit(current.data(KEY_ROLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on in the page; the rest is the tree's own."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick an entry; Tab then goes into its page."""
        super().mousePressEvent(event)
        self._leads_in = True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Come in by Tab, and Tab goes on from here until an entry is picked."""
        super().focusInEvent(event)
        if event.reason() in _BY_TAB:
            self._leads_in = False

    def focusNextPrevChild(self, next: bool) -> bool:
        """Into the page that was picked here, or to what stands beside the tree."""
        if next and self._leads_in:
            self.entered.emit()
            return True
        return super().focusNextPrevChild(next)

    def drawBranches(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """An arrow before what can be opened, as large as the text."""
        if not self._model.hasChildren(index):
            return
        arm = float(theme().px(_ARROW))
        at = QPointF(rect.right() - _INDENT / 2 + 1, rect.center().y())
        ways = ((-arm, -arm / 2), (0.0, arm / 2), (arm, -arm / 2))
        if not self.isExpanded(index):
            ways = ((-arm / 2, -arm), (arm / 2, 0.0), (-arm / 2, arm))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme().text), theme().px(1.5)))
        painter.drawPolyline([at + QPointF(x, y) for x, y in ways])
        painter.restore()

    def showEvent(self, event: QShowEvent) -> None:
        """Come into view at the page's entry: before, there was no height to find it in."""
        super().showEvent(event)
        self._bring_to_middle(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the titles anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _picked(self, index: QModelIndex) -> None:
        if index == self.currentIndex():
            self.chosen.emit(index.data(KEY_ROLE))

    def _rebuild(self, nodes: list[OutlineNode]) -> None:
        opened = {
            item.data(KEY_ROLE) for item in _items(self._model) if self.isExpanded(item.index())
        }
        self._quiet = True
        self._model.clear()
        root = self._model.invisibleRootItem()
        for key, title in FRONT_PAGES.items():
            root.appendRow(_make_front(key, title))
        for node in nodes:
            root.appendRow(_make(node))
        for item in _items(self._model):
            if item.data(KEY_ROLE) in opened and item.hasChildren():
                self.expand(item.index())
        self._quiet = False
        if self._wanted:
            self.filter(self._wanted)


def _query(text: str) -> SearchQuery:
    from pia_desktop.assessment.search import SearchQuery

    return SearchQuery(text)


def _shape(nodes: list[OutlineNode]) -> list[object]:
    return [
        (node.page.key if node.page is not None else "", _shape(node.children)) for node in nodes
    ]


def _make_front(key: str, title: str) -> QStandardItem:
    """The entry of a page on which nothing is filled in: it has a title and no state."""
    item = QStandardItem(title)
    item.setEditable(False)
    item.setData(key, KEY_ROLE)
    item.setData(True, STATELESS_ROLE)
    item.setToolTip(plain_tip(title))
    item.setData(title, Qt.ItemDataRole.AccessibleTextRole)
    return item


def _make(node: OutlineNode) -> QStandardItem:
    item = QStandardItem()
    item.setEditable(False)
    item.setData(node.first_page.key, KEY_ROLE)
    for child in node.children:
        item.appendRow(_make(child))
    return item


def _fill(item: QStandardItem, node: OutlineNode, overview: PageProgress) -> None:
    title = one_line(node.title)
    if not overview.known:
        item.setText(title)
        return
    progress, changes = overview.progress(node), overview.changes(node)
    short, notes = short_state(progress), overview.notes(node)
    shown = (item.text(), *(item.data(role) for role in (SHORT_ROLE, CHANGED_ROLE, NOTES_ROLE)))
    if shown == (title, short, changes, notes):
        return
    parts = [spoken_state(progress)]
    if changes:
        parts.append(f"公表版から{changes}項目を変更")
    if notes:
        parts.append(f"未了のメモ{notes}件")
    item.setData(notes, NOTES_ROLE)
    item.setText(title)
    item.setData(state_icon(progress), MARK_ROLE)
    item.setData(short, SHORT_ROLE)
    item.setData(changes, CHANGED_ROLE)
    item.setToolTip(plain_tip("\n".join((title, *parts))))
    item.setData("、".join((title, *parts)), Qt.ItemDataRole.AccessibleTextRole)


def _items(model: QStandardItemModel) -> Iterator[QStandardItem]:
    """The rows from top to bottom."""
    yield from _below(model.invisibleRootItem())


def _form_items(model: QStandardItemModel) -> Iterator[QStandardItem]:
    """The rows of the form's pages in printed order."""
    yield from _below(model.invisibleRootItem(), len(FRONT_PAGES))


def _below(item: QStandardItem, first: int = 0) -> Iterator[QStandardItem]:
    for row in range(first, item.rowCount()):
        child = item.child(row)
        yield child
        yield from _below(child)


def _walk(nodes: list[OutlineNode]) -> Iterator[OutlineNode]:
    for node in nodes:
        yield node
        yield from _walk(node.children)
