"""The page: which two states, the list of what differs, and one item in full."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from pia_desktop.assessment.document import Change, Document
from pia_desktop.assessment.versions import Version
from pia_desktop.errors import PiaError
from ui.comparison.detail import Detail
from ui.comparison.entry_list import EntryList
from ui.comparison.header import ALL, IMPORTANT, PAGE_TITLE, ComparisonHeader
from ui.comparison.state_choice import StateBox, StateChoice, choice_of_file, choices_of
from ui.comparison.state_pair import StatePair
from ui.style import theme
from ui.widgets.accessibility import identify
from ui.widgets.document_binding import bind_document
from ui.widgets.labels import plain_label

_NO_VERSION = (
    "公表版がまだありません。公表版として確定するか、比べるファイルを「旧」に選んでください。"
)
# Milliseconds without a change after which the list follows the document.
_QUIET = 200

_LEAST = 40  # px at 100 %: what list and item keep of a low window

AskFile = Callable[[], Path | None]


class ComparisonPage(QWidget):
    """Two states side by side. It changes the document only where a text is taken back."""

    closed = Signal()
    # The address of an item that a person wants to see in its page.
    go_asked = Signal(str)
    # 「xlsx」「pdf」「print」
    output_asked = Signal(str)
    refused = Signal(object)

    def __init__(
        self, document: Document, ask_file: AskFile, parent: QWidget | None = None
    ) -> None:
        """Nothing is compared before `compare`."""
        super().__init__(parent)
        identify(self, "comparison", PAGE_TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._document = document
        self._ask_file = ask_file
        self._choices: list[StateChoice] = []
        self.pair: StatePair | None = None
        self._pause = QTimer(self, singleShot=True, interval=_QUIET)
        self._pause.timeout.connect(self.refresh)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = self._make_head()
        column.addWidget(self._head)
        column.addWidget(self._body(), 1)
        bind_document(document, self, self._changed)

    # -- building ----------------------------------------------------------------------------

    def _make_head(self) -> ComparisonHeader:
        head = ComparisonHeader(self)
        head.closed.connect(self.closed)
        head.output_asked.connect(self.output_asked)
        head.scope.currentIndexChanged.connect(self.refresh)
        for box in (head.old, head.new):
            box.chosen.connect(self._read)
            box.other_asked.connect(lambda state_box=box: self._ask_other(state_box))
        return head

    def _body(self) -> QWidget:
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setObjectName("panes")
        splitter.setChildrenCollapsible(False)
        left = QWidget(splitter)
        column = QVBoxLayout(left)
        column.setContentsMargins(theme().px(8), theme().px(4), theme().px(8), theme().px(8))
        column.setSpacing(theme().px(4))
        self._summary = plain_label("", left, "support")
        self._summary.setObjectName("comparison_summary")
        self._list = EntryList(left)
        self._list.shown.connect(self._show_entry)
        self._list.entered.connect(self._go)
        column.addWidget(self._summary)
        column.addWidget(self._list, 1)
        self._detail = Detail(splitter)
        self._detail.go_asked.connect(self._go)
        self._detail.restore_asked.connect(self._restore)
        self._detail.put_back_asked.connect(self._put_back)
        for part in (self._list, self._detail):  # the head is never the lower for them
            part.setMinimumHeight(theme().px(_LEAST))
        splitter.addWidget(left)
        splitter.addWidget(self._detail)
        splitter.setStretchFactor(1, 1)
        self._panes = splitter
        return splitter

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out between the list and the item."""
        super().resizeEvent(event)
        left = self.width() * (4 if theme().is_large else 3) // 10
        self._panes.setSizes([left, self.width() - left])

    # -- choosing ----------------------------------------------------------------------------

    def compare(self, version: Version | None = None) -> None:
        """Compare a published state with what is written now; the latest if none is named."""
        self._choices = choices_of(self._document)
        present, *published = self._choices
        wanted = version.title if version is not None else ""
        first = published[0] if published else None
        self._head.old.offer(
            self._choices, next((c for c in published if c.title == wanted), first)
        )
        self._head.new.offer(self._choices, present)
        self._read()
        self._list.setFocus()

    def _ask_other(self, box: StateBox) -> None:
        path = self._ask_file()
        if path is None:
            return
        try:
            choice = choice_of_file(path)
        except PiaError as error:
            self.refused.emit(error)
            return
        old, new = self._head.old.choice, self._head.new.choice
        self._choices.append(choice)
        self._head.old.offer(self._choices, choice if box is self._head.old else old)
        self._head.new.offer(self._choices, choice if box is self._head.new else new)
        self._read()

    def _read(self) -> None:
        """Read the two states that are chosen now."""
        self.pair = None
        old, new = self._head.old.choice, self._head.new.choice
        if old is not None and new is not None:
            try:
                self.pair = StatePair(old, new, self._document)
            except PiaError as error:
                self.refused.emit(error)
        self.refresh()

    # -- showing -----------------------------------------------------------------------------

    @property
    def everything(self) -> bool:
        """Whether what stayed is shown too."""
        return self._head.scope.currentText() == ALL

    def refresh(self) -> None:
        """Show what differs now."""
        self._pause.stop()
        self._head.allow_output(self.pair is not None)
        if self.pair is None:
            self._summary.setText(_NO_VERSION)
            self._list.show_entries([])
            return
        entries = self.pair.entries(
            everything=self.everything,
            important_only=self._head.scope.currentText() == IMPORTANT,
        )
        changed = [entry for entry in entries if entry.changed]
        important = sum(entry.important for entry in changed)
        summary = f"変更{len(changed)}項目、うち※{important}項目"
        self._summary.setText(summary if changed else "違いはありません。")
        self._list.show_entries(entries)

    def _show_entry(self) -> None:
        entry, pair = self._list.entry, self.pair
        if entry is None or pair is None:
            self._detail.show_entry(None, ("", ""), ({}, {}))
            return
        self._detail.show_entry(
            entry,
            pair.titles,
            pair.pictures,
            can_go=bool(pair.address(entry)),
            can_restore=pair.can_restore(entry),
            can_put_back=pair.can_put_back(entry),
        )

    def _changed(self, change: Change) -> None:
        if self.pair is not None and self.pair.follows:
            self.pair.note(change)
            self._pause.start()

    # -- doing -------------------------------------------------------------------------------

    def _go(self) -> None:
        entry = self._list.entry
        address = self.pair.address(entry) if self.pair is not None and entry is not None else ""
        if address:
            self.go_asked.emit(address)

    def _restore(self) -> None:
        if self.pair is not None and self._list.entry is not None:
            self.pair.restore(self._list.entry)
            self._follow_at_once()

    def _put_back(self) -> None:
        if self.pair is not None and self._list.entry is not None:
            self.pair.put_back(self._list.entry)
            self._follow_at_once()

    def _follow_at_once(self) -> None:
        self.refresh()
        self._list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
