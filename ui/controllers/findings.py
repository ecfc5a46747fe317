"""点検: the list beside the page, putting a finding right, and marking it 確認済み."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pia_desktop.assessment.document import Document
from pia_desktop.checks import Finding
from pia_desktop.checks.confirmation import confirm, unconfirm
from pia_desktop.checks.review_calendar import is_due_later
from ui.shell import Shell
from ui.widgets.composition import commit_composition
from ui.wizard.wizard import Wizard

if TYPE_CHECKING:
    from ui.dialogs.findings_panel import FindingsPanel


class FindingsController:
    """The commands of 点検, in the document that is open."""

    def __init__(self, shell: Shell, write_list: Callable[[list[Finding]], object]) -> None:
        """`write_list` asks for a file and writes the findings into it, for the reviewer."""
        self._shell = shell
        self._write_list = write_list
        self._wizard: Wizard | None = None

    def attach(self, wizard: Wizard | None) -> None:
        """Work with this wizard; without a document there is none."""
        self._wizard = wizard

    def show(self) -> None:
        """The list beside the page."""
        self._open()

    def show_at(self, address: str) -> None:
        """The list, with what is found at an address chosen."""
        panel = self._open()
        if panel is not None:
            panel.choose(address)

    def _open(self) -> FindingsPanel | None:
        from ui.dialogs.findings_panel import FindingsPanel

        wizard, document = self._wizard, self._shell.document
        if wizard is None or document is None:
            return None
        commit_composition()
        wizard.findings()
        panel = FindingsPanel(document, lambda: wizard.overview.all_findings, wizard)
        panel.go_asked.connect(self._shell.go_to)
        panel.fix_asked.connect(self.fix)
        panel.confirm_asked.connect(self.confirm)
        panel.unconfirm_asked.connect(self.unconfirm)
        panel.list_asked.connect(self.write_list)
        wizard.checked.connect(panel.refresh)
        wizard.show_panel(panel)
        return panel

    def write_list(self) -> None:
        """Everything that is found, as a workbook for the reviewer."""
        wizard = self._wizard
        if wizard is not None:
            wizard.findings()
            every = wizard.overview.all_findings
            self._write_list([finding for finding in every if not is_due_later(finding)])

    # -- changing ----------------------------------------------------------------------------

    def fix(self, finding: Finding) -> None:
        """Set the right values, as one step of undo."""
        document = self._writable()
        if document is None or finding.fix is None:
            return
        with document.step(finding.fix.label):
            for edit in finding.fix.edits:
                document.set(edit.address, edit.value)
        self._look_again()

    def confirm(self, finding: Finding) -> None:
        """Ask why it is right as it stands, and mark it 確認済み."""
        from ui.dialogs.confirm_finding import ConfirmFindingDialog

        document = self._writable()
        if document is None:
            return
        dialog = ConfirmFindingDialog(finding, self._shell.parent_widget)
        if dialog.exec():
            confirm(document, [finding], dialog.note)
            self._look_again()

    def unconfirm(self, finding: Finding) -> None:
        """Let it be said again."""
        document = self._writable()
        if document is not None:
            unconfirm(document, [finding])
            self._look_again()

    def _look_again(self) -> None:
        if self._wizard is not None:
            self._wizard.refresh()

    def _writable(self) -> Document | None:
        document = self._shell.document
        if document is not None and document.assessment.read_only:
            self._shell.say("読み取り専用なので、直せません。")
            return None
        return document
