"""「ほかのファイルから写す」: answers of another 特定個人情報ファイル or another assessment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.model import Assessment
from pia_desktop.errors import PiaError
from ui.controllers.task import run_task
from ui.shell import Shell
from ui.widgets.composition import commit_composition
from ui.wizard.wizard import Wizard

_READING = "ファイルを読む準備を"


class CopyFromController:
    """The command, in the document that is open."""

    def __init__(self, shell: Shell, choose_file: Callable[[], Path | None]) -> None:
        """`choose_file` asks for a .pia file."""
        self._shell = shell
        self._choose_file = choose_file
        self._wizard: Wizard | None = None

    def attach(self, wizard: Wizard | None) -> None:
        """Copy into this wizard's pages; without a document there is none."""
        self._wizard = wizard

    def ask(self) -> None:
        """Ask from where and what, show it before and after, and copy it."""
        from pia_desktop.assessment.copy_source import copy_items, file_of
        from ui.dialogs.copy_from import CopyFromDialog

        wizard, document = self._wizard, self._shell.document
        if wizard is None or document is None:
            return
        if document.assessment.read_only:
            self._shell.say("読み取り専用なので、写せません。")
            return
        commit_composition()
        address = wizard.place_in_hand()
        dialog = CopyFromDialog(
            document.assessment,
            wizard.page,
            address,
            file_of(address or wizard.page.occurrence),
            self._other,
            self._shell.parent_widget,
        )
        if not dialog.exec() or dialog.source is None:
            return
        items = dialog.wanted
        try:
            copy_items(document, dialog.source, items)
        except PiaError as error:
            self._shell.show_error(error)
            return
        self._shell.say(f"{len(items)}項目を写しました（元に戻せます）。")

    def _other(self) -> tuple[str, Assessment] | None:
        """Another assessment by its file's name; None where none was chosen, or it can't be read,
        which is shown.
        """
        path = self._choose_file()
        if path is None:
            return None
        assessment = run_task(self._shell, _READING, lambda _: pia_file.load(path))
        return None if assessment is None else (path.stem, assessment)
