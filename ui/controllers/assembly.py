"""The controllers of one window, and what each of them is given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from pia_desktop.assessment.document import Document
from ui.controllers.comparison import ComparisonController
from ui.controllers.document import DocumentController
from ui.controllers.edition_reminder import EditionReminder
from ui.controllers.modeless_dialogs import ModelessDialogs
from ui.controllers.review_reminder import ReviewReminder
from ui.controllers.threshold_reminder import ThresholdReminder
from ui.controllers.view import ViewController
from ui.file_dialogs import FileDialogs
from ui.settings import Settings
from ui.shell import Shell
from ui.wizard.wizard import Wizard

if TYPE_CHECKING:
    from ui.controllers.clipboard import ClipboardController
    from ui.controllers.copy_from import CopyFromController
    from ui.controllers.diagram import DiagramController
    from ui.controllers.editing import EditingController
    from ui.controllers.export import ExportController
    from ui.controllers.finding_steps import FindingSteps
    from ui.controllers.findings import FindingsController
    from ui.controllers.help import HelpController
    from ui.controllers.import_upgrade import ImportUpgradeController
    from ui.controllers.incoming_files import IncomingFiles
    from ui.controllers.ledger import LedgerController
    from ui.controllers.notes import NotesController
    from ui.controllers.phrases import PhrasesController
    from ui.controllers.publication import PublicationController
    from ui.controllers.recovery import RecoveryController
    from ui.controllers.search import SearchController
    from ui.controllers.submission import SubmissionController


class _WorksInWizard(Protocol):
    """A controller of what the wizard shows."""

    def attach(self, wizard: Wizard | None) -> None:
        """Work in this wizard from now on; without a document there is none."""


_InWizard = TypeVar("_InWizard", bound=_WorksInWizard)


class Controllers:
    """One controller a field of work; the commands call them.

    Those that a window shows nothing of when it opens are made when they are first asked for: the
    start of the program doesn't wait for their modules.
    """

    def __init__(
        self,
        shell: Shell,
        settings: Settings,
        file_dialogs: FileDialogs,
        *,
        redraw: Callable[[Callable[[], object]], object],
        quit_program: Callable[[], object],
        undo_actions: Callable[[], Sequence[QAction]],
        keys: Callable[[], Sequence[tuple[str, Sequence[str]]]],
    ) -> None:
        """`redraw` shows everything anew in another text size, `quit_program` closes the window,
        `undo_actions` gives the window's actions for undo and redo, `keys` the commands' texts with
        their keys.
        """
        self._shell = shell
        self._settings = settings
        self._file_dialogs = file_dialogs
        self._undo_actions = undo_actions
        self._keys = keys
        self._wizard: Wizard | None = None
        self._in_wizard: list[_WorksInWizard] = []
        self.quit_program = quit_program
        self.dialogs = ModelessDialogs()
        self.documents = DocumentController(shell, settings, file_dialogs)
        self.documents.on_saved = lambda path: self.ledger.look_again(path)
        self.view = self._follows_wizard(ViewController(shell, settings, redraw))
        self.comparison = ComparisonController(
            shell,
            self.documents.choose_file,
            lambda comparison, kind: self.export.hand_out_comparison(comparison, kind),
        )
        self.edition_reminder = EditionReminder(lambda: self.import_upgrade.upgrade())
        self.review_reminder = ReviewReminder(lambda: self.publication.review())
        self.threshold_reminder = ThresholdReminder(shell)

    def _follows_wizard(self, controller: _InWizard) -> _InWizard:
        """Have a controller work in the wizard that is shown, and in each that comes after it."""
        self._in_wizard.append(controller)
        if self._wizard is not None:
            controller.attach(self._wizard)
        return controller

    # -- made when they are first asked for --------------------------------------------------

    @cached_property
    def recovery(self) -> RecoveryController:
        """Brings work back."""
        from ui.controllers.recovery import RecoveryController

        return RecoveryController(self._shell, self.documents)

    @cached_property
    def help(self) -> HelpController:
        """The manual, the keys, the licences."""
        from ui.controllers.help import HelpController

        return HelpController(self._shell, self._keys)

    @cached_property
    def editing(self) -> EditingController:
        """Undo, and the buttons of repeats."""
        from ui.controllers.editing import EditingController

        editing = EditingController(self._shell, lambda: self.comparison.shown)
        return self._follows_wizard(editing)

    @cached_property
    def search(self) -> SearchController:
        """Find and replace."""
        from ui.controllers.search import SearchController

        return self._follows_wizard(SearchController(self._shell))

    @cached_property
    def finding_steps(self) -> FindingSteps:
        """From one missing or faulty item to the next."""
        from ui.controllers.finding_steps import FindingSteps

        return self._follows_wizard(FindingSteps(self._shell))

    @cached_property
    def notes(self) -> NotesController:
        """Notes at items."""
        from ui.controllers.notes import NotesController

        return self._follows_wizard(NotesController(self._shell))

    @cached_property
    def export(self) -> ExportController:
        """Workbook, PDF and paper."""
        from ui.controllers.export import ExportController
        from ui.controllers.template_choice import TemplateChooser

        folder = self.documents.folder
        return ExportController(
            self._shell,
            self._file_dialogs,
            TemplateChooser(self._shell, self._settings, self._file_dialogs, folder),
            folder,
            lambda: self.finding_steps.show_unfilled(),
            self.editing.place_in_hand,
            lambda: self.findings.show(),
        )

    @cached_property
    def diagram(self) -> DiagramController:
        """The 事務の流れ図 outside of its box."""
        from ui.controllers.diagram import DiagramController

        return DiagramController(self._shell, self._file_dialogs, self.documents.folder)

    @cached_property
    def findings(self) -> FindingsController:
        """点検."""
        from ui.controllers.findings import FindingsController

        findings = FindingsController(self._shell, lambda found: self.export.write_findings(found))
        return self._follows_wizard(findings)

    @cached_property
    def import_upgrade(self) -> ImportUpgradeController:
        """New documents out of old ones, and the 取込記録."""
        from ui.controllers.import_upgrade import ImportUpgradeController

        return ImportUpgradeController(
            self._shell,
            self._file_dialogs,
            self.documents,
            self.dialogs,
            lambda: self.finding_steps.show_unfilled(),
            self._undo_actions,
        )

    @cached_property
    def publication(self) -> PublicationController:
        """Published states."""
        from ui.controllers.publication import PublicationController

        return PublicationController(
            self._shell,
            self.documents,
            self.export,
            self.comparison.compare,
            lambda: self.findings.show(),
        )

    @cached_property
    def submission(self) -> SubmissionController:
        """Handing an assessment in."""
        from ui.controllers.submission import SubmissionController

        return SubmissionController(self._shell, self._file_dialogs, self.documents.folder)

    @cached_property
    def ledger(self) -> LedgerController:
        """The 台帳."""
        from ui.controllers.ledger import LedgerController

        return LedgerController(
            self._shell,
            self._settings,
            self._file_dialogs,
            self.documents.open_path,
            self.submission,
        )

    @cached_property
    def phrases(self) -> PhrasesController:
        """文例."""
        from ui.controllers.phrases import PhrasesController

        phrases = PhrasesController(self._shell, self._settings, self._file_dialogs, self.ledger)
        return self._follows_wizard(phrases)

    @cached_property
    def incoming_files(self) -> IncomingFiles:
        """What is dropped or pasted and is no text."""
        from ui.controllers.incoming_files import IncomingFiles

        return IncomingFiles(self._shell, self.documents, self.import_upgrade)

    @cached_property
    def clipboard(self) -> ClipboardController:
        """Cut, copy, paste and select."""
        from ui.controllers.clipboard import ClipboardController

        return ClipboardController()

    @cached_property
    def copy_from(self) -> CopyFromController:
        """「ほかのファイルから写す」."""
        from ui.controllers.copy_from import CopyFromController

        copy_from = CopyFromController(self._shell, self.documents.choose_file)
        return self._follows_wizard(copy_from)

    def redraw(self) -> None:
        """The text has another size: dress the windows anew that are open beside the main one."""
        if "ledger" in vars(self):  # else it was never asked for
            self.ledger.redraw()

    # -- the wizard that is shown ------------------------------------------------------------

    def make_place(self) -> QWidget:
        """What the window shows, for a wizard to be built in: what gets another parent is dressed
        anew.
        """
        return self.comparison.make_stack()

    def attach(self, document: Document, wizard: Wizard) -> None:
        """Connect the wizard of a document."""
        self._wizard = wizard
        for controller in self._in_wizard:
            controller.attach(wizard)
        wizard.asked.connect(lambda verb, address: self.editing.perform(verb, address))
        wizard.notes_asked.connect(lambda address: self.notes.show_at(address))
        wizard.finding_asked.connect(lambda address: self.findings.show_at(address))
        wizard.fix_asked.connect(lambda finding: self.findings.fix(finding))
        wizard.confirm_asked.connect(lambda finding: self.findings.confirm(finding))
        notices = wizard.notices
        notices.leftovers_asked.connect(lambda: self.import_upgrade.show_leftovers())
        self.documents.attach(notices)
        self.edition_reminder.attach(document, notices)
        self.review_reminder.attach(document, notices)
        self.threshold_reminder.attach(document, notices)
        self.comparison.attach(wizard)

    def detach(self) -> None:
        """The wizard goes, with the dialogs that belong to its document."""
        self._wizard = None
        self.dialogs.close_all()
        for controller in self._in_wizard:
            controller.attach(None)
        self.comparison.detach()
