"""Starts the window. Its modules are imported when they are needed, to start quickly."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from pia_desktop.assessment.document import Document
    from pia_desktop.errors import PiaError
    from ui.main_window import MainWindow

# Milliseconds until what the window needn't show at once: it is painted before.
_PAINTED = 30


def application() -> QApplication:
    """The one QApplication, made at the first call."""
    from ui.background.pyside_start import import_pyside

    import_pyside()
    from PySide6.QtCore import QLocale
    from PySide6.QtWidgets import QApplication

    from pia_desktop.files.paths import APP_NAME

    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    from ui.style import STYLE

    # Asked for it later, PySide makes itself acquainted with styles first: a fiftieth of the start.
    app = QApplication([*sys.argv[:1], "-style", STYLE])
    app.setProperty(STYLE, True)
    app.setApplicationName(APP_NAME)
    app.setDesktopFileName(APP_NAME)
    QLocale.setDefault(QLocale(QLocale.Language.Japanese, QLocale.Country.Japan))
    speak_japanese(app)
    return app


def speak_japanese(app: QApplication) -> bool:
    """Have Qt word its own menus and dialogs in Japanese; whether its translation is there."""
    from PySide6.QtCore import QLibraryInfo, QTranslator

    from ui.style.qt_words import MissingWords

    app.installTranslator(MissingWords(app))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return translator.load("qtbase_ja", folder) and app.installTranslator(translator)


def open_window(path: Path | None) -> MainWindow:
    """Show a window with the file; a refused file is reported in front of it."""
    from PySide6.QtCore import QTimer

    from ui.main_window import MainWindow
    from ui.settings import MAXIMIZED, TEXT_SIZE, Settings
    from ui.style.apply import apply_text_size

    if path is not None:
        path = path.absolute()  # what is remembered of it is read from other folders
    settings = Settings()
    apply_text_size(settings.get(TEXT_SIZE))
    document, refusal = _open(path)
    window = MainWindow(document, settings)
    if settings.get(MAXIMIZED):
        window.showMaximized()
    else:
        window.show()
    QTimer.singleShot(_PAINTED, window, lambda: _begin(window, path, refusal))
    return window


def _begin(window: MainWindow, path: Path | None, refusal: PiaError | None) -> None:
    """Remember the file; ask and report what has to be, once the window is shown."""
    from pia_desktop.files.lock_file import LockedError

    if path is not None and isinstance(refusal, LockedError):
        window.controllers.documents.open_path(path)
    elif refusal is not None:
        window.show_error(refusal)
    from pia_desktop.forms.terms import own_terms_fault

    if path is not None and refusal is None:
        window.controllers.documents.remember(path)
    fault = own_terms_fault()
    if fault is not None:
        window.show_error(fault)
    window.controllers.recovery.offer()


def _open(path: Path | None) -> tuple[Document | None, PiaError | None]:
    from pia_desktop.assessment.document_access import open_for_editing
    from pia_desktop.errors import PiaError

    if path is None:
        return None, None
    try:
        return open_for_editing(path), None
    except PiaError as error:
        return None, error


def _check_installation() -> None:
    """FileError, shown in a box first, where the program was installed without its forms, or with
    a policy that can't be followed: a start by a click shows nobody its console. Where there is
    none, the entry point shows a box for every refusal.
    """
    from pia_desktop.errors import FileError
    from pia_desktop.files.paths import user_data_dir
    from pia_desktop.forms import form_ids

    try:
        user_data_dir()
        form_ids()
    except FileError as error:
        if sys.stderr is not None:
            from PySide6.QtWidgets import QMessageBox

            QMessageBox.critical(None, "pia-desktop", str(error))
        raise


def run(path: Path | None = None) -> int:
    """Open the window and stay until it is closed; the exit status."""
    # Until the window is shown hardly any object is garbage: collecting takes a tenth of the start.
    # It stays off while the window is open: see ui/background/garbage_collection.py.
    gc.disable()
    app = application()
    _check_installation()
    window = open_window(path)
    gc.freeze()
    from pia_desktop.event_log import Event, log_event
    from ui.background.error_hook import watch
    from ui.background.garbage_collection import IdleCollector
    from ui.background.window_caller import WindowCaller

    IdleCollector(app)
    WindowCaller(app).called.connect(window.come_to_front)
    watch(window.show_error)
    log_event(Event.STARTED)
    status = app.exec()
    log_event(Event.ENDED)
    return status
