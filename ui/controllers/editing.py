"""Undo, find, checks, and what is asked of repeats: the commands that work in the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from pia_desktop.assessment.document import Change
from pia_desktop.forms import outline
from pia_desktop.forms.addresses import indices
from ui.wizard.removal_summary import summarize_removal

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class EditingController:
    """The editing commands of one window."""

    def __init__(self, window: MainWindow) -> None:
        """For this window."""
        self._window = window
        self._tracing: list[Change] | None = None
        self._open: dict[str, QDialog] = {}

    # -- undo --------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last step back, and go where it was."""
        self._travel(back=True)

    def redo(self) -> None:
        """Do the last undone step again, and go where it is."""
        self._travel(back=False)

    def note(self, change: Change) -> None:
        """Hear of a change of the document."""
        if self._tracing is not None:
            self._tracing.append(change)

    def _travel(self, *, back: bool) -> None:
        document, wizard = self._window.document, self._window.wizard
        if document is None or wizard is None:
            return
        QGuiApplication.inputMethod().commit()
        self._tracing = []
        try:
            (document.undo if back else document.redo)()
            changes = self._tracing
        finally:
            self._tracing = None
        addresses = [address for change in changes for address in change.addresses]
        seen = self._window.comparing.shown or any(wizard.shows(it) for it in addresses)
        if addresses and not seen:
            wizard.go_to(addresses[0])

    # -- dialogs that stay open beside the page ----------------------------------------------

    def find(self) -> None:
        """Find and replace."""
        from ui.dialogs.find import FindDialog

        document = self._window.document
        if document is not None:
            self.show_beside("find", FindDialog(document, self._go_to_hit, self._window))

    def show_check(self) -> None:
        """Everything that is missing or wrong."""
        self._show_findings("点検", missing_only=False)

    def show_unfilled(self) -> None:
        """Everything that is missing."""
        self._show_findings("未記入の項目", missing_only=True)

    def _show_findings(self, title: str, *, missing_only: bool) -> None:
        from ui.dialogs.findings import FindingsDialog

        document, wizard = self._window.document, self._window.wizard
        if document is not None and wizard is not None:
            QGuiApplication.inputMethod().commit()
            dialog = FindingsDialog(title, document, wizard.go_to, self._window, missing_only)
            self.show_beside("findings", dialog)

    def show_beside(self, name: str, dialog: QDialog) -> None:
        """Show a dialog that stays open; the one of this name that was open goes."""
        self.close_dialogs(name)
        self._open[name] = dialog
        dialog.finished.connect(lambda: self._forget(name, dialog))
        dialog.show()

    def _forget(self, name: str, dialog: QDialog) -> None:
        if self._open.get(name) is dialog:
            del self._open[name]
        dialog.deleteLater()

    def close_dialogs(self, only: str = "") -> None:
        """Close what belongs to the document that is shown."""
        for name, dialog in list(self._open.items()):
            if not only or name == only:
                dialog.reject()

    def _go_to_hit(self, address: str, text: str, start: int, end: int) -> None:
        if self._window.wizard is not None:
            self._window.wizard.go_to(address, (text, start, end))

    # -- repeats -----------------------------------------------------------------------------

    def perform(self, verb: str, address: str) -> None:
        """Do what a button of a repeat asks: `add` at a list, the others at an occurrence."""
        document = self._window.document
        if document is None:
            return
        if verb == "add":
            self._go(f"{address}[{document.add(address)}]")
        elif verb == "open":
            self._go(address)
        else:
            self._perform_on(verb, address[: address.rindex("[")], indices(address)[-1])

    def _perform_on(self, verb: str, of_list: str, index: int) -> None:
        document, wizard = self._window.document, self._window.wizard
        if document is None or wizard is None:
            return
        on_page = wizard.page.occurrence == f"{of_list}[{index}]"
        if verb == "remove":
            if self._may_remove(f"{of_list}[{index}]"):
                document.remove(of_list, index)
                left = document.answers.count(of_list)
                if on_page:
                    self._go(f"{of_list}[{min(index, left - 1)}]" if left else of_list)
            return
        to = index + 1
        if verb == "duplicate":
            document.duplicate(of_list, index)
        else:
            to = index - 1 if verb == "up" else index + 1
            document.move(of_list, index, to)
        if on_page or verb == "duplicate":
            self._go(f"{of_list}[{to}]")

    def _go(self, address: str) -> None:
        wizard = self._window.wizard
        if wizard is not None:
            wizard.go_to(address)

    def _may_remove(self, address: str) -> bool:
        """An empty occurrence goes without a question."""
        document = self._window.document
        if document is None:
            return False
        loss = summarize_removal(document.answers, address)
        if not loss:
            return True
        from ui.dialogs.messages import ConfirmRemoveDialog

        item = document.answers.item_at(address)
        title = outline.occurrence_title(document.answers, item, indices(address))
        return bool(ConfirmRemoveDialog(title, loss.words, self._window).exec())
