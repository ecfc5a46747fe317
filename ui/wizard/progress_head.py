"""Above the navigator: how much of the whole assessment is filled in, and what is wrong in it."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from pia_desktop.checks.progress import Completion
from ui.style import theme
from ui.widgets.accessibility import identify
from ui.wizard.finding_counts import FindingCounts
from ui.wizard.state_text import percent

# Above this text size the numbers would take a second line.
_COUNTS_UP_TO = 1.25


class ProgressHead(QWidget):
    """A line of words, a bar, and the numbers of errors and warnings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing done yet."""
        super().__init__(parent)
        look = theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(12), look.px(12), look.px(12), look.px(8))
        column.setSpacing(look.px(6))
        self._words = QLabel(self)
        self._words.setObjectName("progress_words")
        self._words.setWordWrap(True)
        self._words.setProperty("look", "label")
        self._bar = QProgressBar(self)
        identify(self._bar, "progress_bar", "記入の状況")
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(look.px(8))
        column.addWidget(self._words)
        self._counts = FindingCounts("progress_counts", self)
        column.addWidget(self._bar)
        column.addWidget(self._counts)

    def show_progress(self, total: Completion) -> None:
        """「記入済み 98%（412／418項目）」."""
        share = percent(total)
        counted = f"（{total.answered}／{total.needed}項目）"
        self._words.setText(f"記入済み {share}%{counted if theme().scale <= _COUNTS_UP_TO else ''}")
        self._words.setToolTip(f"記入済み {share}%{counted}")
        self._bar.setValue(share)
        self._counts.show_counts(total)
