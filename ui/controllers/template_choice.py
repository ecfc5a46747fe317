"""Which of the municipality's own workbooks is filled in: those put into the program's folder, and
those that were filled in before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from pia_desktop.files.paths import workbooks_dir
from pia_desktop.task_progress import ProgressCallback
from ui.controllers.task import run_task
from ui.file_dialogs import FileDialogs
from ui.settings import RECENT_TEMPLATES, Settings
from ui.shell import Shell

if TYPE_CHECKING:
    from pia_desktop.excel.template_filling import TemplateList, TemplateWorkbook


@dataclass(frozen=True)
class TemplateChoice:
    """The workbook to fill in; without one, the program's own layout."""

    path: Path | None


class TemplateChooser:
    """Offers the workbooks that are there, and remembers those that were filled in."""

    def __init__(
        self,
        shell: Shell,
        settings: Settings,
        file_dialogs: FileDialogs,
        folder: Callable[[], Path],
    ) -> None:
        """`folder` is where a file dialog starts as long as no workbook was filled in."""
        self._shell = shell
        self._settings = settings
        self._file_dialogs = file_dialogs
        self._folder = folder
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
            return self._pick(self._shell.parent_widget)
        choice = self._chosen(books, form, plain=False)
        return choice.path if choice is not None else None

    def remember(self, path: Path) -> None:
        """Offer this workbook first the next time."""
        self._settings.add_template(path)
        self._settings.save()

    def _chosen(
        self, books: list[TemplateWorkbook], form: str, *, plain: bool
    ) -> TemplateChoice | None:
        from ui.dialogs.template import TemplateDialog

        dialog = TemplateDialog(books, form, self._pick, self._shell.parent_widget, plain=plain)
        return TemplateChoice(dialog.path) if dialog.exec() else None

    def _pick(self, parent: QWidget) -> Path | None:
        """A workbook out of the system's file dialog, which begins where the last one lay."""
        last = next(iter(self._remembered()), None)
        folder = last.parent if last is not None else self._folder()
        return self._file_dialogs.to_template(parent, folder)

    def _remembered(self) -> list[Path]:
        return [Path(name) for name in self._settings.get(RECENT_TEMPLATES)]

    def _offered(self) -> list[TemplateWorkbook] | None:
        """The workbooks that are there, those filled in last first; None if called off."""
        remembered = self._remembered()
        if not any(path.is_file() for path in remembered) and not has_workbooks(workbooks_dir()):
            return []
        return run_task(
            self._shell,
            "団体のブックの確認を",
            lambda progress: self._look(remembered, progress),
        )

    def _look(self, remembered: list[Path], progress: ProgressCallback) -> list[TemplateWorkbook]:
        from pia_desktop.excel.template_filling import TemplateList, find_workbooks

        self._offering = self._offering or TemplateList()
        return self._offering.of([*remembered, *find_workbooks(workbooks_dir())], progress)


def has_workbooks(folder: Path) -> bool:
    """Whether there may be anything to fill in: else nothing is said of a check."""
    try:
        return any(path.suffix.lower() in (".xlsx", ".xlsm") for path in folder.iterdir())
    except OSError:
        return False


def _fits(books: list[TemplateWorkbook], form: str) -> bool:
    """Whether a workbook can be chosen for this form: it is one, or nobody knows what it is."""
    return any(book.form in (form, "") for book in books)
