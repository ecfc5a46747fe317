"""Which of the municipality's own workbooks is filled in: those put into the program's folder, and
those that were filled in before.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from pia_desktop.files.paths import workbooks_dir
from pia_desktop.task_progress import ProgressCallback, TaskCancelled
from ui.settings import RECENT_TEMPLATES

if TYPE_CHECKING:
    from pia_desktop.excel.template_filling import TemplateList, TemplateWorkbook
    from ui.main_window import MainWindow


@dataclass(frozen=True)
class TemplateChoice:
    """The workbook to fill in; without one, the program's own layout."""

    path: Path | None


class TemplateChooser:
    """The workbooks that one window offers."""

    def __init__(self, window: MainWindow) -> None:
        """For this window."""
        self._window = window
        self._offering: TemplateList | None = None

    def ask(self, form: str) -> TemplateChoice | None:
        """Which workbook, or the program's own layout; None if a person wants neither.

        Where no workbook is of this form (「様式3」, 「様式4」) there is nothing to ask.
        """
        books = self._offered()
        if books is None:
            return None
        if not _fits(books, form):
            return TemplateChoice(None)
        return self._chosen(books, form, plain=True)

    def ask_for_one(self, form: str) -> Path | None:
        """Which workbook; asks for a file where none is known."""
        books = self._offered()
        if books is None:
            return None
        if not _fits(books, form):
            return self._pick(self._window)
        choice = self._chosen(books, form, plain=False)
        return choice.path if choice is not None else None

    def remember(self, path: Path) -> None:
        """Offer this workbook first the next time."""
        self._window.settings.add_template(path)
        self._window.settings.save()

    def _chosen(
        self, books: list[TemplateWorkbook], form: str, *, plain: bool
    ) -> TemplateChoice | None:
        from ui.dialogs.template import TemplateDialog

        dialog = TemplateDialog(books, form, self._pick, self._window, plain=plain)
        return TemplateChoice(dialog.path) if dialog.exec() else None

    def _pick(self, parent: QWidget) -> Path | None:
        """A workbook out of the system's file dialog, which begins where the last one lay."""
        last = next(iter(self._remembered()), None)
        folder = last.parent if last is not None else self._window.session.folder()
        return self._window.files.to_template(parent, folder)

    def _remembered(self) -> list[Path]:
        return [Path(name) for name in self._window.settings.get(RECENT_TEMPLATES)]

    def _offered(self) -> list[TemplateWorkbook] | None:
        """The workbooks that are there, those filled in last first; None if called off."""
        from ui.dialogs.progress import run_with_progress

        remembered = self._remembered()
        try:
            return run_with_progress(
                "団体のブックの確認を",
                lambda progress: self._look(remembered, progress),
                self._window,
            )
        except TaskCancelled:
            return None

    def _look(self, remembered: list[Path], progress: ProgressCallback) -> list[TemplateWorkbook]:
        from pia_desktop.excel.template_filling import TemplateList, find_workbooks

        self._offering = self._offering or TemplateList()
        return self._offering.of([*remembered, *find_workbooks(workbooks_dir())], progress)


def _fits(books: list[TemplateWorkbook], form: str) -> bool:
    """Whether a workbook can be chosen for this form: it is one, or nobody knows what it is."""
    return any(book.form in (form, "") for book in books)
