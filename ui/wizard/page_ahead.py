"""The page that 次へ leads to, built while the one before it is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from pia_desktop.forms.outline import WizardPage
from ui.wizard.page_sheet import PageSheet

if TYPE_CHECKING:
    from ui.wizard.page_view import PageView

# Milliseconds in which nothing else was asked for, after which a person is taken to be reading.
_PAUSE = 150


class PageAhead(QObject):
    """Keeps one page at most, hidden on the sheet. It shows the document as it was when it was
    built: it has to be forgotten with every change.
    """

    def __init__(self, sheet: PageSheet, build: Callable[[WizardPage], PageView]) -> None:
        """No page yet; `build` makes one as a child of the sheet."""
        super().__init__(sheet)
        self._sheet = sheet
        self._build = build
        self._page: WizardPage | None = None
        self._view: PageView | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._make)

    def expect(self, page: WizardPage) -> None:
        """Build this page in the next pause, in place of any other."""
        self.forget()
        self._page = page
        self._pause.start()

    def forget(self) -> None:
        """Keep nothing, and build nothing."""
        self._pause.stop()
        view, self._view, self._page = self._view, None, None
        if view is not None:
            self._sheet.throw_away(view)

    def take(self, page: WizardPage) -> PageView | None:
        """The page, for whoever shows it, if it is the one that was built."""
        if self._view is None or self._page is None or self._page.key != page.key:
            return None
        view, self._view, self._page = self._view, None, None
        self._sheet.reveal_names()
        return view

    def _make(self) -> None:
        if self._page is not None:
            self._view = self._build(self._page)
            self._sheet.lay_out_hidden(self._view)
