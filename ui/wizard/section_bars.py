"""How much of each section is filled in, as bars."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QWidget

from pia_desktop.checks.progress import Completion
from pia_desktop.forms.outline import OutlineNode
from ui.style import theme
from ui.style.buttons import EnterButton
from ui.widgets.accessibility import identify
from ui.widgets.text_format import one_line
from ui.wizard.page_progress import PageProgress
from ui.wizard.state_text import counted_state, percent, state_word

_LONGEST = 11
# In px at 100 %: the least width of a title, and what its button needs beside the words.
_LEAST, _AROUND = 64, 8


class _Title(EnterButton):
    """A section's title, as much of it as there is room for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self._words = ""
        self._width = 0
        self.setProperty("look", "bar")
        self.setMinimumWidth(theme().px(_LEAST))

    def set_words(self, words: str) -> None:
        """Show another title."""
        words = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
        if words == self._words:
            return
        self._words = words
        self.ensurePolished()  # else the words are measured in another font
        self._width = self.fontMetrics().horizontalAdvance(words) + theme().px(_AROUND)
        self.updateGeometry()
        self._show()

    def sizeHint(self) -> QSize:
        """Wide enough for the title."""
        return QSize(self._width, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for."""
        super().resizeEvent(event)
        self._show()

    def _show(self) -> None:
        words = self._words
        if self.width() < self._width:
            room = self.width() - theme().px(_AROUND) + 1
            words = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        if words != self.text():
            self.setText(words)


class SectionBars(QWidget):
    """A line a section: its title, a bar, and the numbers. `chosen` tells a page's key."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """Nothing shown yet."""
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme().px(8))
        self._grid.setVerticalSpacing(theme().px(2))
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[_Title, QProgressBar, QLabel]] = []
        self._keys: list[str] = []

    def show_overview(self, overview: PageProgress) -> None:
        """Show the sections as they are now."""
        while len(self._rows) < len(overview.nodes):
            self._add_row(len(self._rows))
        while len(self._rows) > len(overview.nodes):
            for part in self._rows.pop():
                part.setParent(None)
                part.deleteLater()
        self._keys = [node.first_page.key for node in overview.nodes]
        for row, node in zip(self._rows, overview.nodes, strict=True):
            _fill(row, node, overview.progress(node), known=overview.known)

    def _add_row(self, number: int) -> None:
        title = _Title(self)
        title.clicked.connect(lambda _=False: self.chosen.emit(self._keys[number]))
        identify(title, f"section_bar_{number}", "")
        bar = QProgressBar(self)
        bar.setTextVisible(False)
        bar.setFixedHeight(theme().px(8))
        bar.setMinimumWidth(theme().px(56))
        counted = QLabel(self)
        counted.setProperty("look", "support")
        self._grid.addWidget(title, number, 0, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(bar, number, 1)
        self._grid.addWidget(counted, number, 2)
        self._rows.append((title, bar, counted))


def _fill(
    row: tuple[_Title, QProgressBar, QLabel],
    node: OutlineNode,
    progress: Completion,
    *,
    known: bool,
) -> None:
    title, bar, counted = row
    words = one_line(node.title)
    title.set_words(words)
    title.setAccessibleName(f"{words}、{counted_state(progress) if known else ''}")
    share = percent(progress) if progress.needed or progress.filled else 0
    bar.setValue(share if known else 0)
    bar.setAccessibleName(words)
    numbers = f"{progress.answered}／{progress.needed}"
    counted.setText("" if not known else numbers if progress.needed else state_word(progress))
