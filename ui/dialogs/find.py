"""Find and replace through every item."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from pia_desktop.assessment.document import Change, Document
from pia_desktop.assessment.search import SearchHit, SearchQuery, find_hits, replace_hits
from pia_desktop.errors import PiaError
from ui.dialogs.base import Dialog
from ui.dialogs.place_list import PlaceList
from ui.editors.options import WrappedCheck
from ui.style import button, theme
from ui.widgets.accessibility import identify
from ui.widgets.document_binding import bind_document
from ui.widgets.labels import plain_label
from ui.widgets.text_format import one_line

# Rows that the list shows; more than a person reads through.
MOST_ROWS = 500
_CONTEXT = 24

GoTo = Callable[[str, str, int, int], None]


class FindDialog(Dialog):
    """Lists all hits while one types; stays open beside the page."""

    def __init__(self, document: Document, go_to: GoTo, parent: QWidget | None = None) -> None:
        """`go_to` is called with address, text, start and end of a hit."""
        super().__init__("dialog_find", "検索と置換", parent)
        self.want(640, 600)
        self._document = document
        self._go_to = go_to
        self._hits: list[SearchHit] = []
        self._read_only = document.assessment.read_only
        self._add_boxes()
        self._count = self.say("探す文字を入れてください。", "support")
        self._count.setObjectName("hit_count")
        self._list = PlaceList("hits", "見つかった箇所", self._go, self)
        self.body.addWidget(self._list, 1)
        self.add_close()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(200)
        self._pause.timeout.connect(self.search)
        bind_document(document, self, self._changed)

    def _add_boxes(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(theme().px(8))
        self._text = self._box("find_text", "探す文字")
        self._text.textChanged.connect(lambda: self._pause.start())
        self._text.returnPressed.connect(self.search)
        self._by = self._box("replace_text", "置き換える文字")
        for row, (label, box) in enumerate((("探す文字", self._text), ("置換後", self._by))):
            grid.addWidget(plain_label(label, self, "label"), row, 0)
            grid.addWidget(box, row, 1)
        self.body.addLayout(grid)
        self._loose = WrappedCheck("全角・半角を区別しない", self)
        identify(self._loose, "find_loose", "全角・半角を区別しない")
        self._loose.setChecked(True)
        self._loose.toggled.connect(self.search)
        self.body.addWidget(self._loose)
        row_of_buttons = QHBoxLayout()
        self._one = button("この箇所を置換", parent=self)
        identify(self._one, "replace_one", "この箇所を置換")
        self._one.clicked.connect(self._replace_one)
        self._all = button("すべて置換", parent=self)
        identify(self._all, "replace_all", "すべて置換")
        self._all.clicked.connect(self._replace_all)
        for push_button in (self._one, self._all):
            push_button.setAutoDefault(False)
            push_button.setEnabled(False)
            row_of_buttons.addWidget(push_button)
        row_of_buttons.addStretch(1)
        self.body.addLayout(row_of_buttons)

    def _box(self, name: str, label: str) -> QLineEdit:
        line = QLineEdit(self)
        identify(line, name, label)
        return line

    @property
    def _query(self) -> SearchQuery:
        return SearchQuery(self._text.text(), self._loose.isChecked())

    def search(self) -> None:
        """List the hits as they are now."""
        self._pause.stop()
        self._hits = list(find_hits(self._document.answers, self._query))
        count = len(self._hits)
        if not self._text.text():
            message = "探す文字を入れてください。"
        elif not count:
            message = "見つかりませんでした。"
        else:
            more = f"（はじめの{MOST_ROWS}件を表示）" if count > MOST_ROWS else ""
            message = f"{count}件見つかりました{more}。選ぶと、その項目へ移ります。"
        self._count.setText(message)
        self._list.show_rows([_row(hit) for hit in self._hits[:MOST_ROWS]])
        for push_button in (self._one, self._all):
            push_button.setEnabled(bool(count) and not self._read_only)

    def _go(self, row: int) -> None:
        if 0 <= row < len(self._hits):
            hit = self._hits[row]
            self._go_to(hit.address, hit.text, hit.start, hit.end)

    def _replace_one(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._hits):
            self._replace([self._hits[row]])
            self._go(self._list.currentRow())

    def _replace_all(self) -> None:
        self._replace(self._hits)

    def _replace(self, hits: list[SearchHit]) -> None:
        from ui.dialogs.messages import show_error

        try:
            done = replace_hits(self._document, self._query, self._by.text(), hits)
        except PiaError as error:
            show_error(error, self)
            return
        self.search()
        self._count.setText(f"{done}件を置換しました（元に戻せます）。{self._count.text()}")

    def _changed(self, _change: Change) -> None:
        if self.isVisible() and self._text.text():
            self._pause.start()


def _row(hit: SearchHit) -> tuple[str, str]:
    """The item's name, and the hit with what stands around it."""
    before = one_line(hit.text[max(0, hit.start - _CONTEXT) : hit.start])
    after = one_line(hit.text[hit.end : hit.end + _CONTEXT])
    start = "…" if hit.start > _CONTEXT else ""
    end = "…" if hit.end + _CONTEXT < len(hit.text) else ""
    return (
        one_line(hit.place.name),
        f"{start}{before}【{hit.text[hit.start : hit.end]}】{after}{end}",
    )
