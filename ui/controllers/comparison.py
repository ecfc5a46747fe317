"""Comparing two states of the assessment: the page beside the wizard, and what it hands out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget

if TYPE_CHECKING:
    from pia_desktop.assessment.versions import Version
    from pia_desktop.changes.comparison import Comparison
    from ui.comparison.page import ComparisonPage
    from ui.main_window import MainWindow
    from ui.wizard.wizard import Wizard


class ComparisonController:
    """The comparison of one window's document."""

    def __init__(self, window: MainWindow) -> None:
        """For this window."""
        self._window = window
        self._stack: QStackedWidget | None = None
        self._page: ComparisonPage | None = None

    def around(self, wizard: Wizard) -> QStackedWidget:
        """A place for the wizard, which the page takes while two states are compared."""
        self._stack = QStackedWidget(self._window)
        self._stack.addWidget(wizard)
        self._page = None
        wizard.wanted.connect(self.close)
        return self._stack

    @property
    def shown(self) -> bool:
        """Whether the page is in view."""
        return self._stack is not None and self._stack.currentWidget() is self._page

    def open(self) -> None:
        """Compare the latest published state with what is written now."""
        self.compare()

    def compare(self, version: Version | None = None) -> None:
        """Compare a published state with what is written now."""
        QGuiApplication.inputMethod().commit()
        stack, document = self._stack, self._window.document
        if stack is None or document is None:
            return
        document.end_merge()
        if self._page is None:
            from ui.comparison.page import ComparisonPage

            self._page = ComparisonPage(document, self._ask_file, stack)
            self._page.closed.connect(self.close)
            self._page.go_asked.connect(self._window.go_to)
            self._page.output_asked.connect(self._hand_out)
            self._page.refused.connect(self._window.show_error)
            stack.addWidget(self._page)
        stack.setCurrentWidget(self._page)
        self._page.compare(version)

    def close(self) -> None:
        """Show the wizard again, as it was left."""
        if self._stack is not None and self.shown:
            self._stack.setCurrentIndex(0)
            if self._window.wizard is not None:
                self._window.wizard.focus_page()

    def _ask_file(self) -> Path | None:
        return self._window.files.to_open(self._window, self._window.session.folder())

    def _hand_out(self, kind: str) -> None:
        """The 新旧対照表 of what the page compares, as a workbook, as PDF, or on paper."""
        if self._page is None or self._page.pair is None:
            return
        comparison: Comparison = self._page.pair.comparison(everything=self._page.everything)
        self._window.output.hand_out_comparison(comparison, kind)
