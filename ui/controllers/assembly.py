"""The controllers of one window, and what each of them is given."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from pia_desktop.assessment.document import Document
from ui.controllers.clipboard import ClipboardController
from ui.controllers.comparison import ComparisonController
from ui.controllers.copy_from import CopyFromController
from ui.controllers.diagram import DiagramController
from ui.controllers.document import DocumentController
from ui.controllers.editing import EditingController
from ui.controllers.export import ExportController
from ui.controllers.finding_steps import FindingSteps
from ui.controllers.findings import FindingsController
from ui.controllers.help import HelpController
from ui.controllers.import_upgrade import ImportUpgradeController
from ui.controllers.incoming_files import IncomingFiles
from ui.controllers.ledger import LedgerController
from ui.controllers.modeless_dialogs import ModelessDialogs
from ui.controllers.notes import NotesController
from ui.controllers.phrases import PhrasesController
from ui.controllers.publication import PublicationController
from ui.controllers.recovery import RecoveryController
from ui.controllers.review_reminder import ReviewReminder
from ui.controllers.search import SearchController
from ui.controllers.submission import SubmissionController
from ui.controllers.template_choice import TemplateChooser
from ui.controllers.threshold_reminder import ThresholdReminder
from ui.controllers.view import ViewController
from ui.file_dialogs import FileDialogs
from ui.settings import Settings
from ui.shell import Shell
from ui.wizard.wizard import Wizard


class Controllers:
    """One controller a field of work; the commands call them."""

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
        self.quit_program = quit_program
        self.dialogs = ModelessDialogs()
        self.documents = DocumentController(shell, settings, file_dialogs)
        self.recovery = RecoveryController(shell, self.documents)
        self.view = ViewController(shell, settings, redraw)
        self.help = HelpController(shell, keys)
        self.comparison = ComparisonController(
            shell,
            self.documents.choose_file,
            lambda comparison, kind: self.export.hand_out_comparison(comparison, kind),
        )
        self.editing = EditingController(shell, lambda: self.comparison.shown)
        self.search = SearchController(shell)
        self.finding_steps = FindingSteps(shell)
        self.notes = NotesController(shell)
        folder, show_unfilled = self.documents.folder, self.finding_steps.show_unfilled
        templates = TemplateChooser(shell, settings, file_dialogs, folder)
        self.export = ExportController(
            shell,
            file_dialogs,
            templates,
            folder,
            show_unfilled,
            self.editing.place_in_hand,
            lambda: self.findings.show(),
        )
        self.diagram = DiagramController(shell, file_dialogs, folder)
        self.findings = FindingsController(shell, self.export.write_findings)
        self.import_upgrade = ImportUpgradeController(
            shell, file_dialogs, self.documents, self.dialogs, show_unfilled, undo_actions
        )
        self.publication = PublicationController(
            shell,
            self.documents,
            self.export,
            self.comparison.compare,
            self.findings.show,
        )
        self.submission = SubmissionController(shell, file_dialogs, folder)
        self.ledger = LedgerController(
            shell, settings, file_dialogs, self.documents.open_path, self.submission
        )
        self.documents.on_saved = self.ledger.look_again
        self.phrases = PhrasesController(shell, settings, file_dialogs, self.ledger)
        self.incoming_files = IncomingFiles(shell, self.documents, self.import_upgrade)
        self.clipboard = ClipboardController()
        self.copy_from = CopyFromController(shell, self.documents.choose_file)
        self.review_reminder = ReviewReminder(self.publication.review)
        self.threshold_reminder = ThresholdReminder(shell)

    def make_place(self) -> QWidget:
        """What the window shows, for a wizard to be built in: what gets another parent is dressed
        anew.
        """
        return self.comparison.make_stack()

    def attach(self, document: Document, wizard: Wizard) -> None:
        """Connect the wizard of a document."""
        self.editing.attach(wizard)
        self.search.attach(wizard)
        self.copy_from.attach(wizard)
        self.phrases.attach(wizard)
        self.finding_steps.attach(wizard)
        self.notes.attach(wizard)
        self.findings.attach(wizard)
        self.view.attach(wizard)
        self.documents.attach(wizard.notices)
        self.import_upgrade.attach(document, wizard.notices)
        self.review_reminder.attach(document, wizard.notices)
        self.threshold_reminder.attach(document, wizard.notices)
        self.comparison.attach(wizard)

    def detach(self) -> None:
        """The wizard goes, with the dialogs that belong to its document."""
        self.dialogs.close_all()
        self.editing.attach(None)
        self.search.attach(None)
        self.copy_from.attach(None)
        self.phrases.attach(None)
        self.finding_steps.attach(None)
        self.notes.attach(None)
        self.findings.attach(None)
        self.view.attach(None)
        self.comparison.detach()
