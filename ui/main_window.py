"""The main window: menus, tool bar, and the wizard around the document that is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QIcon,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from shiboken6 import delete

from pia_desktop.assessment.document import Change, Document
from pia_desktop.checks.progress import is_well_begun
from pia_desktop.errors import PiaError
from pia_desktop.files.paths import resources_dir
from ui.controllers.assembly import Controllers
from ui.file_dialogs import FileDialogs
from ui.menus import Menus, command_keys
from ui.settings import MAXIMIZED, RECENT, WINDOW_HEIGHT, WINDOW_WIDTH, Settings
from ui.widgets.accessibility import identify
from ui.wizard.front_pages import OVERVIEW
from ui.wizard.wizard import Wizard, WizardState

if TYPE_CHECKING:
    from ui.wizard.start import StartPage

PROGRAM = "特定個人情報保護評価書"
_WIDTH, _HEIGHT = 1366, 728
# Smaller than this the window can't be made; what the system's frame takes of the screen at least.
_SMALLEST = QSize(640, 480)
_FRAME = QSize(16, 40)
# Milliseconds without a change after which the title says that there are unsaved ones.
_TITLE_PAUSE = 150
# Milliseconds for which a message that needs no answer is shown.
_MESSAGE = 8000


class MainWindow(QMainWindow):
    """The program's window; for its controllers it is the Shell."""

    def __init__(
        self,
        document: Document | None = None,
        settings: Settings | None = None,
        file_dialogs: FileDialogs | None = None,
    ) -> None:
        """The window with a document, or with the page that offers to begin one."""
        super().__init__()
        identify(self, "main_window", PROGRAM)
        self.setWindowIcon(QIcon(str(resources_dir() / "icons" / "pia-desktop.svg")))
        self.settings = settings or Settings()
        self.document: Document | None = None
        self.wizard: Wizard | None = None
        self._was_active = False
        self.controllers = Controllers(
            self,
            self.settings,
            file_dialogs or FileDialogs(),
            redraw=self._redraw,
            quit_program=self.close,
            undo_actions=self._undo_actions,
            keys=command_keys,
        )
        self._menus = Menus(self, self.controllers, self._recent, self._open_recent)
        self.actions_by_name = self._menus.actions
        self.setAcceptDrops(True)
        self._title_pause = QTimer(self, singleShot=True, interval=_TITLE_PAUSE)
        self._title_pause.timeout.connect(self.document_changed)
        self.statusBar().setSizeGripEnabled(False)  # its room is there before the first message
        self._take_size()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.show_document(document)

    def _take_size(self) -> None:
        """Take the size that was remembered, or the usual one, never more than the screen has."""
        frame = self.frameGeometry().size() - self.size()
        room = self.screen().availableSize() - frame.expandedTo(_FRAME)
        self.setMinimumSize(_SMALLEST.boundedTo(room))  # in place of what the pages would like
        width = self.settings.get(WINDOW_WIDTH) or _WIDTH
        height = self.settings.get(WINDOW_HEIGHT) or _HEIGHT
        self.resize(QSize(width, height).boundedTo(room))

    def come_to_front(self) -> None:
        """Show the window in front of all others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    # -- the document ------------------------------------------------------------------------

    @property
    def parent_widget(self) -> QWidget:
        """The parent of dialogs, timers and threads."""
        return self

    def show_document(self, document: Document | None) -> None:
        """Show a document in place of the one that is open."""
        front = ""
        if document is not None and document.path is not None:
            front = OVERVIEW if is_well_begun(document.assessment) else ""
        self._show(document, front=front)

    def _show(
        self, document: Document | None, *, front: str = "", state: WizardState | None = None
    ) -> None:
        """Show it at the page about the whole of it with this name, or as it was shown before."""
        self.controllers.detach()
        old = self.centralWidget()
        if old is not None:
            self.takeCentralWidget()
            old.setParent(None)
            old.deleteLater()
        self.document = document
        self.controllers.documents.follow(document)
        self.wizard = None
        if document is None:
            self.setCentralWidget(self._start_page())
        else:
            place = self.controllers.make_place()
            self.wizard = Wizard(document, place, front=front, state=state)
            self._connect_wizard(self.wizard)
            self.controllers.attach(document, self.wizard)
            self.setCentralWidget(place)
            place.show()  # now, not with the next event: the focus goes into it below
            document.listen(self._changed)
        self.controllers.view.fit_panes()
        self.document_changed()
        if self.wizard is not None:
            self.wizard.focus_page()

    def _connect_wizard(self, wizard: Wizard) -> None:
        wizard.refused.connect(self.show_error)
        wizard.help_closed.connect(self.actions_by_name["action_help_pane"].trigger)
        wizard.command_asked.connect(lambda name: self.actions_by_name[name].trigger())

    def _start_page(self) -> StartPage:
        from ui.wizard.start import StartPage

        page = StartPage([Path(name) for name in self._recent()], self)
        page.new.clicked.connect(self.actions_by_name["action_new"].trigger)
        page.open.clicked.connect(self.actions_by_name["action_open"].trigger)
        page.imports.clicked.connect(self.actions_by_name["action_import"].trigger)
        page.sample.clicked.connect(self.actions_by_name["action_sample"].trigger)
        page.ledger.clicked.connect(self.actions_by_name["action_ledger"].trigger)
        page.recent_chosen.connect(self._open_recent)
        return page

    def go_to(self, address: str) -> bool:
        """Show the page of an address and focus its editor; whether there is such a page."""
        return self.wizard is not None and self.wizard.go_to(address)

    def document_changed(self) -> None:
        """Show the document's name, file and state in the title, and what can be done with it."""
        self._title_pause.stop()
        self._menus.refresh(self.document)
        self.setWindowTitle(f"{_title(self.document)} — {PROGRAM}" if self.document else PROGRAM)

    def _changed(self, _change: Change) -> None:
        self._title_pause.start()
        self._menus.refresh(self.document)

    def _redraw(self, dress: Callable[[], object]) -> None:
        """Show everything anew after `dress`, which gives it another text size, at the page where
        it is.
        """
        state = self.wizard.state() if self.wizard is not None else None
        self._clear()
        dress()
        self._menus.fit()
        self.controllers.redraw()
        self._show(self.document, state=state)

    def _clear(self) -> None:
        """Delete at once what is shown: what goes anyway would be dressed once more."""
        self.controllers.detach()
        self.wizard = None
        old = self.centralWidget()
        if old is not None:
            delete(old)

    # -- messages ----------------------------------------------------------------------------

    def show_error(self, error: PiaError) -> None:
        """Show a refusal, and wait until the person has closed it."""
        from ui.dialogs.messages import show_error

        show_error(error, self, self.go_to)

    def say(self, text: str) -> None:
        """Show a message that needs no answer, for a few seconds."""
        self.statusBar().showMessage(text, _MESSAGE)

    # -- small things ------------------------------------------------------------------------

    def _undo_actions(self) -> Sequence[QAction]:
        return [self.actions_by_name[name] for name in ("action_undo", "action_redo")]

    def _recent(self) -> list[str]:
        names: list[str] = self.settings.get(RECENT)
        return names

    def _open_recent(self, name: str) -> None:
        self.controllers.documents.open_path(Path(name))

    def _focus_moved(self, _old: QWidget | None, _now: QWidget | None) -> None:
        if self.document is not None:
            self.document.end_merge()

    # -- events ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._menus.fit()
            self.controllers.view.fit_panes()

    def changeEvent(self, event: QEvent) -> None:
        """Back in front: somebody may have written the file meanwhile."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            if self._was_active:  # its file has just been read otherwise
                self.controllers.documents.look_for_changes()
            self._was_active = True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures."""
        if self.controllers.incoming_files.concern(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open, import or take in what is dropped, or say why not."""
        event.acceptProposedAction()
        refusal = self.take_files(event.mimeData())
        if refusal:
            self.say(refusal)

    def take_files(self, mime: QMimeData) -> str:
        """Take files or a picture over; why not, in a sentence, or nothing."""
        return self.controllers.incoming_files.take(mime, self.wizard)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved changes; remember the window's size."""
        if not self.controllers.documents.may_leave():
            event.ignore()
            return
        self.controllers.dialogs.close_all()
        self.controllers.ledger.close()
        self.controllers.documents.finish()
        self.settings.set(MAXIMIZED, self.isMaximized())
        if not self.isMaximized():
            self.settings.set(WINDOW_WIDTH, self.width())
            self.settings.set(WINDOW_HEIGHT, self.height())
        self.settings.save()
        event.accept()


def _title(document: Document) -> str:
    """「青空町 児童手当に関する事務 — 評価書.pia*」."""
    name = " ".join(document.assessment.title.split()) or document.assessment.form.name
    file = document.path.name if document.path else "未保存"
    star = "*" if document.modified else ""
    only = "［読み取り専用］" if document.assessment.read_only else ""
    return f"{name} — {file}{star}{only}"
