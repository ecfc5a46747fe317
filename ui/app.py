"""Starting the window."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from pia_desktop.errors import PiaError
from pia_desktop.paths import APP_NAME
from ui.look import dress
from ui.main_window import MainWindow
from ui.settings import MAXIMIZED, TEXT_SIZE, Settings


def application() -> QApplication:
    """The one QApplication, made at the first call."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    app = QApplication(sys.argv[:1])
    app.setApplicationName(APP_NAME)
    app.setDesktopFileName(APP_NAME)
    QLocale.setDefault(QLocale(QLocale.Language.Japanese, QLocale.Country.Japan))
    return app


def open_window(path: Path | None) -> MainWindow:
    """A window with the file, shown."""
    settings = Settings()
    dress(settings.get(TEXT_SIZE))
    window = MainWindow(settings=settings)
    if path is not None:
        window.session.open_path(path)
    if settings.get(MAXIMIZED):
        window.showMaximized()
    else:
        window.show()
    return window


def run(path: Path | None = None) -> int:
    """Open the window and stay until it is closed; the exit status."""
    app = application()
    window = open_window(path)
    sys.excepthook = lambda kind, error, trace: _unexpected(window, kind, error, trace)
    return app.exec()


def _unexpected(
    window: MainWindow,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
) -> None:
    """A fault of the program: leave the trace on stderr, say that the answers are still there."""
    sys.__excepthook__(kind, error, trace)
    if isinstance(error, PiaError):
        window.show_error(error)
        return
    window.show_error(
        PiaError(
            f"プログラムに予期しない誤りが起きました（{kind.__name__}）。",
            "入力した内容は残っています。別の名前で保存してから、プログラムを開き直してください。",
        )
    )
