"""How much of each section is filled in, as bars."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QPushButton, QWidget

from pia_desktop.checks.progress import Completion
from pia_desktop.forms.outline import OutlineNode
from ui.style import theme
from ui.style.buttons import link_button
from ui.widgets.accessibility import identify
from ui.widgets.text_format import one_line
from ui.wizard.page_progress import PageProgress
from ui.wizard.state_text import counted_state, percent, state_word

_LONGEST = 11


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
        self._rows: list[tuple[QPushButton, QProgressBar, QLabel]] = []
        self._keys: list[str] = []

    def show_overview(self, overview: PageProgress) -> None:
        """Show the sections as they are now."""
        while len(self._rows) < len(overview.nodes):
            self._add_row(len(self._rows))
        self._keys = [node.first_page.key for node in overview.nodes]
        for number, row in enumerate(self._rows):
            shown = number < len(overview.nodes)
            for part in row:
                part.setVisible(shown)
            if shown:
                node = overview.nodes[number]
                _fill(row, node, overview.progress(node), known=overview.known)

    def _add_row(self, number: int) -> None:
        title = link_button("", self)
        title.setProperty("look", "bar")
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
    row: tuple[QPushButton, QProgressBar, QLabel],
    node: OutlineNode,
    progress: Completion,
    *,
    known: bool,
) -> None:
    title, bar, counted = row
    words = one_line(node.title)
    title.setText(words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…")
    title.setAccessibleName(f"{words}、{counted_state(progress) if known else ''}")
    share = percent(progress) if progress.needed or progress.filled else 0
    bar.setValue(share if known else 0)
    bar.setAccessibleName(words)
    numbers = f"{progress.answered}／{progress.needed}"
    counted.setText("" if not known else numbers if progress.needed else state_word(progress))
