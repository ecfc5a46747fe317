"""The manual: chapters at the left, the text at the right."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QListWidget, QTextBrowser, QWidget

from pia_desktop.files.paths import manual_dir
from ui.dialogs.base import Dialog
from ui.style import theme
from ui.widgets.accessibility import identify
from ui.widgets.panes import Panes

# A line's end between two Japanese letters: Markdown would make a blank of it.
_BROKEN = re.compile(r"(?<=[^\x00-\x7f])\n *(?=[^\x00-\x7f])")

# In px at 100 %: the least height of the chapters' list; the text has twice as much.
_LEAST = 120


class ManualDialog(Dialog):
    """Shows docs/manual; a link to another chapter turns to it."""

    def __init__(self, parent: QWidget | None = None, folder: Path | None = None) -> None:
        """The first chapter."""
        super().__init__("dialog_manual", "マニュアル", parent)
        self.want(940, 620)
        self._chapters = sorted((folder or manual_dir()).glob("*.md"))
        panes = Panes(self)
        self._list = QListWidget(panes)
        identify(self._list, "manual_chapters", "章")
        self._list.setWordWrap(True)
        self._list.setMinimumHeight(theme().px(_LEAST))
        self._list.addItems([_title(path) for path in self._chapters])
        self._text = QTextBrowser(panes)
        identify(self._text, "manual_text", "本文")
        self._text.setOpenLinks(False)
        self._text.setMinimumHeight(theme().px(2 * _LEAST))
        self._text.anchorClicked.connect(self._follow)
        panes.setStretchFactor(1, 1)
        panes.setSizes([theme().px(240), theme().px(660)])
        self.body.addWidget(panes, 1)
        self.add_close()
        self._list.currentRowChanged.connect(self._show)
        self._list.setCurrentRow(0)

    def _show(self, row: int) -> None:
        if 0 <= row < len(self._chapters):
            text = self._chapters[row].read_text("utf-8")
            self._text.setMarkdown(_BROKEN.sub("", text))
            self._space_out()

    def _space_out(self) -> None:
        """Leave room below each paragraph and list; Qt sets them one right below the other."""
        cursor = QTextCursor(self._text.document())
        while True:
            inside = cursor.currentList() is not None and cursor.block().next().textList()
            if not inside and cursor.currentTable() is None:
                room = QTextBlockFormat()
                room.setBottomMargin(theme().px(10))
                cursor.mergeBlockFormat(room)
            if not cursor.movePosition(QTextCursor.MoveOperation.NextBlock):
                return

    def _follow(self, url: QUrl) -> None:
        names = [path.name for path in self._chapters]
        if url.fileName() in names:
            self._list.setCurrentRow(names.index(url.fileName()))


def _title(path: Path) -> str:
    """The chapter's first line without its mark."""
    with path.open(encoding="utf-8") as lines:
        return lines.readline().lstrip("# ").strip()
