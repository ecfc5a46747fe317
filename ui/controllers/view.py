"""What the window shows of the document: turning pages, the help pane, the size of the text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer

from ui.settings import HELP_OPEN, TEXT_SIZE, Settings
from ui.shell import Shell
from ui.style import theme
from ui.style.apply import apply_text_size
from ui.wizard.front_pages import OVERVIEW, RISKS
from ui.wizard.wizard import Wizard

# The help pane has room in a window of 975 px at 100 %, and of 1,500 px more for each 100 % more.
_HELP_FITS, _HELP_GROWS = 975, 1500
# Milliseconds until a text size is kept for the next start.
_SAVED_AFTER = 100


class ViewController:
    """The commands of the menu 表示."""

    def __init__(
        self, shell: Shell, settings: Settings, redraw: Callable[[Callable[[], object]], object]
    ) -> None:
        """`redraw` shows everything anew once it has called what gives it another text size."""
        self._shell = shell
        self._settings = settings
        self._redraw = redraw
        self._wizard: Wizard | None = None

    def attach(self, wizard: Wizard | None) -> None:
        """Show this wizard's pages; without a document there is none."""
        self._wizard = wizard
        if wizard is not None:
            wizard.panel_changed.connect(self.fit_panes)

    def back(self) -> None:
        """The page before."""
        if self._wizard is not None:
            self._wizard.back()

    def next(self) -> None:
        """The page after."""
        if self._wizard is not None:
            self._wizard.next()

    def show_overview(self) -> None:
        """The page about the assessment as a whole."""
        if self._wizard is not None:
            self._wizard.show_front(OVERVIEW)

    def show_risks(self) -> None:
        """The list of risks."""
        if self._wizard is not None:
            self._wizard.show_front(RISKS)

    def filter_pages(self) -> None:
        """Look for a page by its title."""
        if self._wizard is not None:
            self._wizard.filter_pages()

    # -- panes -------------------------------------------------------------------------------

    @property
    def help_open(self) -> bool:
        """Whether a person wants the help pane; it is closed where there is no room for it."""
        return bool(self._settings.get(HELP_OPEN))

    def toggle_help(self) -> None:
        """Open the help pane, or close it."""
        shown = self._wizard is not None and not self._wizard.help.isHidden()
        self._settings.set(HELP_OPEN, not shown)
        self.fit_panes(asked=self.help_open)

    def fit_panes(self, *, asked: bool = False) -> None:
        """Share the window's width out between the panes. `asked`: a person wants the help pane
        now, however narrow the window is.
        """
        if self._wizard is None:
            return
        width = self._shell.parent_widget.width()
        fits = asked or width >= _HELP_FITS + _HELP_GROWS * (theme().scale - 1)
        if asked:
            self._wizard.close_panel()
        free = self._wizard.panel is None and not (self._wizard.shows_table and not asked)
        self._wizard.set_help_open(self.help_open and fits and free)
        self._wizard.fit(width)

    # -- text size ---------------------------------------------------------------------------

    @property
    def text_size(self) -> int:
        """The text size in percent."""
        return int(self._settings.get(TEXT_SIZE))

    def set_text_size(self, percent: int) -> None:
        """Show everything at this text size, now and at the next start."""
        self._settings.set(TEXT_SIZE, percent)
        self._redraw(lambda: apply_text_size(percent))
        # Nobody waits for the disk to see the text.
        QTimer.singleShot(_SAVED_AFTER, self._shell.parent_widget, self._settings.save)

    def larger(self) -> None:
        """The next larger text size, if there is one."""
        self._step_text_size(1)

    def smaller(self) -> None:
        """The next smaller text size, if there is one."""
        self._step_text_size(-1)

    def _step_text_size(self, step: int) -> None:
        sizes = TEXT_SIZE.among
        at = sizes.index(self.text_size) + step
        if 0 <= at < len(sizes):
            self.set_text_size(sizes[at])
