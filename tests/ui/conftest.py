"""A window with a document in it, and hands that click and type."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, QTimer
from PySide6.QtGui import QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from pia_desktop.assessment import Assessment, new_assessment
from pia_desktop.assessment.document import Document
from ui.background.garbage_collection import collect_due
from ui.file_dialogs import FileDialogs
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.style import theme
from ui.style.apply import apply_text_size

W = TypeVar("W", bound=QWidget)

# No test takes nearly as long on the slowest machine; what never comes ends here.
LONGEST_WAIT_MS = 240_000


class PatientQtBot(QtBot):
    """Waits for what must come, however busy the machine is; and not long for what comes soon."""

    def wait(self, ms: int) -> None:
        """Let events through between two looks of `waitUntil`, which would wait for 10 ms."""
        super().wait(min(ms, 1))

    def waitUntil(
        self, callback: Callable[[], bool | None], *, timeout: int = LONGEST_WAIT_MS
    ) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = LONGEST_WAIT_MS, **options: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **options)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's own, with time for a slow machine."""
    return PatientQtBot(request)


class Answering(FileDialogs):
    """Answers for the system's file dialogs with what a test has put in."""

    def __init__(self) -> None:
        self.path: Path | None = None
        self.template: Path | None = None
        self.folder: Path | None = None
        self.asked: list[Path] = []

    def to_open(self, parent: QWidget, folder: Path) -> Path | None:
        return self.path

    def to_import(self, parent: QWidget, folder: Path) -> Path | None:
        return self.path

    def to_template(self, parent: QWidget, folder: Path) -> Path | None:
        return self.template

    def to_library(self, parent: QWidget, folder: Path) -> Path | None:
        return self.path

    def to_folder(self, parent: QWidget, title: str, folder: Path) -> Path | None:
        self.asked.append(folder)
        return self.folder

    def to_save(self, parent: QWidget, title: str, suggested: Path, kind: str) -> Path | None:
        self.asked.append(suggested)
        return self.path


class Rearranged(QObject):
    """An event filter: the names of what was moved or given another size."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moved = isinstance(event, QMoveEvent) and event.pos() != event.oldPos()
        resized = isinstance(event, QResizeEvent) and event.size() != event.oldSize()
        if moved or resized:
            self.names.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


class Hands:
    """The window, and the document behind it."""

    def __init__(self, window: MainWindow, files: Answering) -> None:
        self.window = window
        self.files = files

    @property
    def document(self) -> Document:
        assert self.window.document is not None
        return self.window.document

    def get(self, address: str) -> Any:
        return self.document.answers.get(address)

    def find(self, kind: type[W], name: str) -> W:
        """The one widget of this name below the window."""
        found = self.window.findChildren(kind, name)
        assert len(found) == 1, (name, len(found))
        return found[0]

    def entry(self, title: str) -> QModelIndex:
        """The navigator's outermost entry whose title begins so."""
        model = self.find(QTreeView, "navigator").model()
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        return next(index for index in rows if str(index.data()).startswith(title))

    def trigger(self, action: str) -> None:
        self.window.actions_by_name[action].trigger()

    def title(self) -> str:
        assert self.window.wizard is not None
        return self.window.wizard.page.title


@pytest.fixture(autouse=True)
def own_data(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIA_DESKTOP_DATA", str(tmp_path_factory.mktemp("data")))


@pytest.fixture(autouse=True)
def no_collection_within_qt() -> Iterator[None]:
    """Python's garbage is cleared away between tests, as the program does it between events."""
    gc.disable()
    yield
    collect_due()
    gc.enable()


# A dialog that nobody answers would hang the whole run.
@pytest.fixture(scope="session", autouse=True)
def nothing_copied_left(qapp: QApplication) -> Iterator[None]:
    """Without a display, Qt keeps what was copied until Python is gone, and then stumbles over what
    Python had made of it.
    """
    yield
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def no_dialog_left(qapp: QApplication) -> Iterator[None]:
    left: list[str] = []

    def close_all() -> None:
        for widget in qapp.topLevelWidgets():
            if _open_dialog(widget):
                said = [label.text() for label in widget.findChildren(QLabel)]
                left.append(f"{widget.objectName()}: {' '.join(said)}")
                widget.close()

    watch = QTimer()
    watch.timeout.connect(close_all)
    watch.start(LONGEST_WAIT_MS)
    yield
    watch.stop()
    close_all()
    assert not left


def _open_dialog(widget: QWidget) -> bool:
    return isinstance(widget, QDialog) and widget.isVisible() and widget.isModal()


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Hands]]:
    """Show a window with a document; it is closed without a question at the end."""
    made: list[MainWindow] = []

    def show(document: Document | None = None, *, percent: int = 100) -> Hands:
        files = Answering()
        settings = Settings(tmp_path / "settings.json")
        dress(percent)
        window = MainWindow(document, settings, files)
        window.resize(1366, 728)
        made.append(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return Hands(window, files)

    yield show
    for window in made:
        window.controllers.documents.may_leave = lambda: True  # type: ignore[method-assign]
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    dress(100)


def dress(percent: int) -> None:
    """Dress the application if it isn't yet: every widget alive is dressed anew."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if not app.styleSheet() or theme().scale != percent / 100:
        apply_text_size(percent)


@pytest.fixture
def empty3() -> Document:
    return Document(new_assessment("youshiki3-2025-05"))


@pytest.fixture
def empty4() -> Document:
    return Document(new_assessment("youshiki4-2025-05"))


@pytest.fixture
def small() -> Document:
    """A 様式4 with two systems and one file with an outsourcing, in made-up words."""
    assessment = new_assessment("youshiki4-2025-05")
    assessment.answers.fill(
        {
            "cover": {"name": "青空町 児童手当に関する事務 全項目評価書", "number": "7"},
            "systems": [
                {"name": "児童手当システム", "functions": "受給者を管理する。"},
                {"name": "宛名システム"},
            ],
            "files": [
                {
                    "name": "児童手当ファイル",
                    "outsourcing_exists": "委託する",
                    "outsourcing": [{"name": "システムの保守"}],
                }
            ],
            "changes": [
                {
                    "date": "令和7年5月1日",
                    "item": "Ⅰの2",
                    "before": "なし",
                    "after": "あり",
                    "timing": "事後",
                }
            ],
        }
    )
    return Document(Assessment(assessment.answers))


D = TypeVar("D", bound=QDialog)


@pytest.fixture
def in_dialog(qapp: QApplication) -> Callable[[str, Callable[[Any], object]], list[str]]:
    """Do something in the modal dialog of this name as soon as it is open.

    The list that is given back holds the dialog's name once it was there.
    """

    def arrange(name: str, act: Callable[[Any], object]) -> list[str]:
        seen: list[str] = []
        timer = QTimer(qapp)
        timer.setInterval(1)

        def look() -> None:
            dialog = qapp.activeModalWidget()
            if dialog is not None and dialog.objectName() == name:
                timer.stop()
                seen.append(name)
                act(dialog)

        timer.timeout.connect(look)
        timer.start()
        return seen

    return arrange
