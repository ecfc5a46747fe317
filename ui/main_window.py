"""The main window: menus, tool bar, and the wizard around the document that is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import (
    QActionGroup,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QIcon,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget

from pia_desktop.assessment.document import Change, Document
from pia_desktop.errors import PiaError
from pia_desktop.files.paths import resources_dir
from pia_desktop.forms import load_form_by_id, newest_edition
from ui.commands import COMMANDS, fit_tool_bar, make_actions, make_menus, make_tool_bar
from ui.controllers.comparison import ComparisonController
from ui.controllers.document import DocumentController
from ui.controllers.editing import EditingController
from ui.controllers.export import ExportController
from ui.controllers.import_upgrade import ImportUpgradeController
from ui.controllers.keeping import Keeping
from ui.controllers.publication import PublicationController
from ui.controllers.recovery import RecoveryController
from ui.controllers.review_reminder import ReviewReminder
from ui.file_dialogs import FileDialogs
from ui.settings import (
    HELP_OPEN,
    MAXIMIZED,
    RECENT,
    TEXT_SIZE,
    WINDOW_HEIGHT,
    WINDOW_WIDTH,
    Settings,
)
from ui.style import theme
from ui.style.apply import apply_text_size
from ui.style.tips import plain_tip
from ui.widgets.accessibility import identify
from ui.wizard.start import StartPage
from ui.wizard.wizard import Wizard

PROGRAM = "特定個人情報保護評価書"
# Above this text size the help pane closes itself in a window of a small screen.
_HELP_FITS = 1500


class MainWindow(QMainWindow):
    """The program's window. `files` answers for the system's file dialogs."""

    def __init__(
        self,
        document: Document | None = None,
        settings: Settings | None = None,
        files: FileDialogs | None = None,
    ) -> None:
        """The window with a document, or with the page that offers to begin one."""
        super().__init__()
        identify(self, "main_window", PROGRAM)
        self.setWindowIcon(QIcon(str(resources_dir() / "icons" / "pia-desktop.svg")))
        self.settings = settings or Settings()
        self.files = files or FileDialogs()
        self.document: Document | None = None
        self.wizard: Wizard | None = None
        self.session = DocumentController(self)
        self.keeping = Keeping(self)
        self.recovery = RecoveryController(self)
        self.output = ExportController(self)
        self.editing = EditingController(self)
        self.carrying = ImportUpgradeController(self)
        self.comparing = ComparisonController(self)
        self.reminding = ReviewReminder(self)
        self.publishing = PublicationController(self)
        # Whose notice of a newer edition a person has closed.
        self._edition_closed: Document | None = None
        self.setAcceptDrops(True)
        self._build_actions()
        self._titles = QTimer(self)
        self._titles.setSingleShot(True)
        self._titles.setInterval(150)
        self._titles.timeout.connect(self._show_title)
        self.resize(
            self.settings.get(WINDOW_WIDTH) or 1366, self.settings.get(WINDOW_HEIGHT) or 728
        )
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        self.set_document(document)

    def _build_actions(self) -> None:
        self.actions_by_name = make_actions(self)
        self._recent = QMenu("最近使ったファイル(&T)", self)
        self._recent.aboutToShow.connect(self._fill_recent)
        sizes = self._text_size_menu()
        menus = {"menu_recent": self._recent, "menu_text_size": sizes}
        self._menus = list(make_menus(self, self.actions_by_name, menus))
        self._tools = make_tool_bar(self, self.actions_by_name)
        for name, slot in self._slots().items():
            self.actions_by_name[name].triggered.connect(lambda _=False, run=slot: run())
        self.actions_by_name["action_help_pane"].setChecked(self.settings.get(HELP_OPEN))
        self.actions_by_name["action_help_pane"].toggled.connect(self._help_toggled)

    def _slots(self) -> dict[str, Callable[[], object]]:
        return {
            "action_new": self.session.new,
            "action_open": self.session.open,
            "action_sample": self.session.open_sample,
            "action_import": self.carrying.import_workbook,
            "action_upgrade": self.carrying.upgrade,
            "action_leftovers": self.carrying.show_leftovers,
            "action_save": self.session.save,
            "action_save_as": self.session.save_as,
            "action_backups": self.recovery.show_backups,
            "action_left": self.recovery.show_left,
            "action_export_xlsx": self.output.export_xlsx,
            "action_export_template": self.output.export_template,
            "action_export_pdf": self.output.export_pdf,
            "action_print": self.output.print,
            "action_quit": self.close,
            "action_undo": self.editing.undo,
            "action_redo": self.editing.redo,
            "action_find": self.editing.find,
            "action_back": self._back,
            "action_next": self._next,
            "action_larger": lambda: self._step_text_size(1),
            "action_smaller": lambda: self._step_text_size(-1),
            "action_compare": self.comparing.open,
            "action_check": self.editing.show_check,
            "action_unfilled": self.editing.show_unfilled,
            "action_changes": self.publishing.make_changes,
            "action_publish": self.publishing.publish,
            "action_versions": self.publishing.show_versions,
            "action_review": self.publishing.review,
            "action_manual": self._show_manual,
            "action_about": self._show_about,
        }

    # -- the document ------------------------------------------------------------------------

    def set_document(self, document: Document | None) -> None:
        """Show a document in place of the one that is open."""
        self.editing.close_dialogs()
        old = self.centralWidget()
        if old is not None:
            self.takeCentralWidget()
            old.setParent(None)
            old.deleteLater()
        self.document = document
        self.keeping.follow(document)
        self.wizard = None
        if document is None:
            self.setCentralWidget(self._start_page())
        else:
            self.wizard = self._make_wizard(document)
            around = self.comparing.around(self.wizard)
            self.setCentralWidget(around)
            around.show()  # now, not with the next event: the focus goes into it below
            document.listen(self._changed)
        for command in COMMANDS:
            enabled = document is not None or not command.needs_document
            self.actions_by_name[command.name].setEnabled(enabled)
        self._fit_panes()
        self._show_title()
        if self.wizard is not None:
            self.wizard.focus_page()

    def _make_wizard(self, document: Document) -> Wizard:
        wizard = Wizard(document, self)
        wizard.asked.connect(self.editing.perform)
        wizard.refused.connect(self.show_error)
        wizard.help_closed.connect(self.actions_by_name["action_help_pane"].toggle)
        wizard.notices.leftovers_asked.connect(self.actions_by_name["action_leftovers"].trigger)
        wizard.notices.upgrade_asked.connect(self.actions_by_name["action_upgrade"].trigger)
        wizard.notices.edition_closed.connect(self._close_edition)
        self.keeping.show(wizard.notices)
        self.reminding.show(document, wizard.notices)
        form = document.assessment.form
        newest = newest_edition(form.id)
        if newest != form.id and self._edition_closed is not document:
            wizard.notices.offer_edition(load_form_by_id(newest).edition)
        return wizard

    def _close_edition(self) -> None:
        self._edition_closed = self.document

    def _start_page(self) -> StartPage:
        recent = [Path(name) for name in self.settings.get(RECENT)]
        page = StartPage(recent, self)
        page.new.clicked.connect(self.actions_by_name["action_new"].trigger)
        page.open.clicked.connect(self.actions_by_name["action_open"].trigger)
        page.imports.clicked.connect(self.actions_by_name["action_import"].trigger)
        page.sample.clicked.connect(self.actions_by_name["action_sample"].trigger)
        page.recent_chosen.connect(lambda name: self.session.open_path(Path(name)))
        return page

    def show_page(self, index: int) -> None:
        """Turn to a page by its place in printed order."""
        if self.wizard is not None:
            self.wizard.show_page(index)

    def go_to(self, address: str) -> bool:
        """Show the page of an address and focus its editor; whether there is such a page."""
        return self.wizard is not None and self.wizard.go_to(address)

    def _back(self) -> None:
        if self.wizard is not None:
            self.wizard.back()

    def _next(self) -> None:
        if self.wizard is not None:
            self.wizard.next()

    def document_saved(self) -> None:
        """Show that the document is saved now."""
        self.keeping.saved()
        self._show_title()

    def _changed(self, change: Change) -> None:
        self.editing.note(change)
        self._titles.start()
        self._show_undo()

    def _show_title(self) -> None:
        self._titles.stop()
        document = self.document
        self._show_undo()
        if document is None:
            self.setWindowTitle(PROGRAM)
            return
        name = " ".join(document.assessment.title.split()) or document.assessment.form.name
        file = document.path.name if document.path else "未保存"
        star = "*" if document.modified else ""
        only = "［読み取り専用］" if document.assessment.read_only else ""
        self.setWindowTitle(f"{name} — {file}{star}{only} — {PROGRAM}")

    def _show_undo(self) -> None:
        for name, words, what in (
            ("action_undo", "元に戻す(&U)", self.document.undo_name if self.document else ""),
            ("action_redo", "やり直し(&R)", self.document.redo_name if self.document else ""),
        ):
            action = self.actions_by_name[name]
            icon_text = action.iconText()
            action.setText(f"{words}：{what}" if what else words)
            action.setIconText(icon_text)
            action.setToolTip(plain_tip(f"{icon_text}：{what}") if what else icon_text)
            action.setEnabled(bool(what))

    # -- looks -------------------------------------------------------------------------------

    def set_text_size(self, percent: int) -> None:
        """Show everything at this text size, now and at the next start."""
        self.settings.set(TEXT_SIZE, percent)
        self.settings.save()
        apply_text_size(percent)
        fit_tool_bar(self._tools)
        for action in self._sizes.actions():
            action.setChecked(action.data() == percent)
        index = self.wizard.index if self.wizard else 0
        self.set_document(self.document)
        if self.wizard is not None:
            self.wizard.show_page(index)

    def _text_size_menu(self) -> QMenu:
        menu = QMenu("文字の大きさ(&T)", self)
        self._sizes = QActionGroup(self)
        for percent in TEXT_SIZE.among:
            action = menu.addAction(f"{percent}%")
            action.setObjectName(f"text_size_{percent}")
            action.setCheckable(True)
            action.setChecked(percent == self.settings.get(TEXT_SIZE))
            action.setData(percent)
            action.triggered.connect(lambda _=False, to=percent: self.set_text_size(to))
            self._sizes.addAction(action)
        return menu

    def _step_text_size(self, step: int) -> None:
        sizes = TEXT_SIZE.among
        at = sizes.index(self.settings.get(TEXT_SIZE)) + step
        if 0 <= at < len(sizes):
            self.set_text_size(sizes[at])

    def _help_toggled(self, opened: bool) -> None:
        self.settings.set(HELP_OPEN, opened)
        self._fit_panes(asked=opened)

    def _fit_panes(self, *, asked: bool = False) -> None:
        if self.wizard is None:
            return
        fits = asked or self.width() >= _HELP_FITS * (theme().scale - 0.35)
        self.wizard.set_help_open(self.settings.get(HELP_OPEN) and fits)
        self.wizard.fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_panes()

    def changeEvent(self, event: QEvent) -> None:
        """Back in front: somebody may have written the file meanwhile."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.keeping.guard.look()

    def _focus_moved(self, _old: QWidget | None, _now: QWidget | None) -> None:
        if self.document is not None:
            self.document.end_merge()

    # -- messages ----------------------------------------------------------------------------

    def show_error(self, error: PiaError, *, extra: str = "") -> bool:
        """Show a refusal; whether the person took the way out that `extra` offers."""
        from ui.dialogs.messages import show_error

        return show_error(error, self, self.go_to, extra=extra)

    def say(self, text: str) -> None:
        """Say something that needs no answer, for a few seconds."""
        self.statusBar().showMessage(text, 8000)

    def _show_manual(self) -> None:
        from ui.dialogs.manual import ManualDialog

        ManualDialog(self).exec()

    def _show_about(self) -> None:
        from ui.dialogs.about import AboutDialog

        AboutDialog(self).exec()

    def _fill_recent(self) -> None:
        self._recent.clear()
        names = self.settings.get(RECENT)
        for name in names:
            action = self._recent.addAction(name)
            action.triggered.connect(lambda _=False, n=name: self.session.open_path(Path(n)))
        if not names:
            self._recent.addAction("（まだありません）").setEnabled(False)

    # -- coming and going --------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one .pia file."""
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file."""
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            QTimer.singleShot(0, lambda: self.session.open_path(path))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved changes; remember the window's size."""
        if not self.session.may_leave():
            event.ignore()
            return
        self.editing.close_dialogs()
        self.keeping.finish()
        self.settings.set(MAXIMIZED, self.isMaximized())
        if not self.isMaximized():
            self.settings.set(WINDOW_WIDTH, self.width())
            self.settings.set(WINDOW_HEIGHT, self.height())
        self.settings.save()
        event.accept()


def _dropped(event: QDropEvent) -> Path | None:
    """The one .pia file that is dragged, or None."""
    urls = event.mimeData().urls()
    if len(urls) == 1 and urls[0].isLocalFile():
        path = Path(urls[0].toLocalFile())
        return path if path.suffix.lower() == ".pia" else None
    return None
