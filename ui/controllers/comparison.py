"""The comparison of two states of the assessment: its page in front of the wizard, its output."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from ui.shell import Shell
from ui.widgets.composition import commit_composition

if TYPE_CHECKING:
    from pia_desktop.assessment.versions import Version
    from pia_desktop.changes.comparison import Comparison
    from ui.comparison.page import ComparisonPage
    from ui.wizard.wizard import Wizard


class ComparisonController:
    """The comparison of the document that is open."""

    def __init__(
        self,
        shell: Shell,
        choose_file: Callable[[], Path | None],
        hand_out: Callable[[Comparison, str], object],
    ) -> None:
        """`choose_file` asks for a file to compare with. `hand_out` writes or prints a comparison:
        as a workbook (`xlsx`), as PDF (`pdf`), or on paper (`print`).
        """
        self._shell = shell
        self._choose_file = choose_file
        self._hand_out = hand_out
        self._wizard: Wizard | None = None
        self._stack: QStackedWidget | None = None
        self._page: ComparisonPage | None = None

    def make_stack(self) -> QStackedWidget:
        """A place for a wizard, to be built inside of it; the page takes it while two states are
        compared.
        """
        self._stack, self._page = QStackedWidget(self._shell.parent_widget), None
        return self._stack

    def attach(self, wizard: Wizard) -> None:
        """Put the wizard into its place."""
        self._wizard = wizard
        if self._stack is not None:
            self._stack.addWidget(wizard)
        wizard.wanted.connect(self.close)

    def detach(self) -> None:
        """The wizard goes, and the page with it."""
        self._wizard = self._stack = self._page = None

    @property
    def shown(self) -> bool:
        """Whether the page is in view."""
        return self._stack is not None and self._stack.currentWidget() is self._page

    def compare(self, version: Version | None = None) -> None:
        """Compare a published state, or the latest one, with what is written now."""
        commit_composition()
        stack, document = self._stack, self._shell.document
        if stack is None or document is None:
            return
        document.end_merge()
        if self._page is None:
            from ui.comparison.page import ComparisonPage

            self._page = ComparisonPage(document, self._choose_file, stack)
            self._page.closed.connect(self.close)
            self._page.go_asked.connect(self._shell.go_to)
            self._page.output_asked.connect(self._output)
            self._page.refused.connect(self._shell.show_error)
            stack.addWidget(self._page)
        stack.setCurrentWidget(self._page)
        self._page.compare(version)

    def close(self) -> None:
        """Show the wizard again, as it was left."""
        if self._stack is not None and self.shown:
            self._stack.setCurrentIndex(0)
            if self._wizard is not None:
                self._wizard.return_to_page()

    def _output(self, kind: str) -> None:
        if self._page is not None and self._page.pair is not None:
            comparison = self._page.pair.comparison(everything=self._page.everything)
            self._hand_out(comparison, kind)
