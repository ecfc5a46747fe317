"""Runs on the Windows Python: opens the window, looks at it and clicks in it, says what is wrong.

`window_probe.py FILE.pia PICTURE.png DESKTOP.png`
"""

import ctypes
import subprocess
import sys
import time
from collections.abc import Callable
from ctypes import wintypes
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer, qVersion
from PySide6.QtGui import QAction, QFont, QTextLayout
from PySide6.QtWidgets import QAbstractButton, QApplication, QRadioButton, QScrollArea, QWidget

from ui.app import application, open_window

FILE, PICTURE, DESKTOP = sys.argv[1:]
del sys.argv[1:]
CLASSES = ("QMenuBar", "QMenu", "QStatusBar", "QMessageBox", "QAbstractItemView", "QTipLabel")
BOLD = 600
DIALOG_CLASS = "#32770"  # of every dialog that Windows itself draws
WM_CLOSE = 0x0010

faults: list[str] = []


def expect(holds: object, fault: str) -> None:
    """Note a fault where something doesn't hold."""
    if not holds:
        faults.append(fault)


def look_at_fonts(app: QApplication) -> None:
    """One font in one size everywhere, and bold text in a bold face."""
    size = app.font().pixelSize()
    for name in CLASSES:
        own = QApplication.font(name)
        expect(
            (own.pixelSize(), own.family()) == (size, app.font().family()),
            f"{name} has {own.family()} {own.pixelSize()} px, the window {size} px",
        )
    for family in {app.font().family(), *app.font().families()}:
        bold = QFont(app.font())
        bold.setFamily(family)
        bold.setBold(True)
        layout = QTextLayout("評価書 PIA 123", bold)
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        for run in layout.glyphRuns():
            expect(
                run.rawFont().weight() >= BOLD, f"bold of {run.rawFont().familyName()} is regular"
            )


def choose_an_option(window: QWidget) -> None:
    """Go to a page with radio buttons, and click one that isn't chosen."""
    following = window.findChild(QAbstractButton, "button_next")
    for _ in range(20):
        options = [radio for radio in window.findChildren(QRadioButton) if radio.isVisible()]
        free = [radio for radio in options if not radio.isChecked() and radio.isEnabled()]
        if free:
            free[0].click()
            expect(free[0].isChecked(), "a click on a radio button chose nothing")
            expect(window.document.modified, "a click on a radio button changed nothing")
            free[0].setFocus()
            settle()
            show(free[0])
            return
        following.click()
        settle()
    faults.append("no page with radio buttons was found")


def settle() -> None:
    """Let the window lay out and draw what has changed."""
    loop = QEventLoop()
    QTimer.singleShot(700, loop.quit)
    loop.exec()


def show(widget: QWidget) -> None:
    """Scroll the page to a widget."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    if parent is not None:
        parent.ensureWidgetVisible(widget, 0, 200)


def windows_dialogs() -> list[tuple[int, str]]:
    """Handle and title of each dialog of Windows' own that is open."""
    user = ctypes.WinDLL("user32")
    found: list[tuple[int, str]] = []

    @ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.HWND, wintypes.LPARAM)
    def note(handle: int, _: int) -> bool:
        text = ctypes.create_unicode_buffer(256)
        user.GetClassNameW(wintypes.HWND(handle), text, 256)
        if text.value == DIALOG_CLASS and user.IsWindowVisible(wintypes.HWND(handle)):
            user.GetWindowTextW(wintypes.HWND(handle), text, 256)
            found.append((handle, text.value))
        return True

    user.EnumWindows(note, 0)
    return found


def close_windows_dialogs() -> list[str]:
    """Close each of them; their titles."""
    dialogs = windows_dialogs()
    for handle, _ in dialogs:
        ctypes.WinDLL("user32").PostMessageW(wintypes.HWND(handle), WM_CLOSE, 0, 0)
    return [title for _, title in dialogs]


def drop_two_files() -> None:
    """Two files on the program's icon: nobody sees its console, so a box says why none opens."""
    python = Path(sys.executable).with_name("pythonw.exe")
    started = subprocess.Popen([python, "-m", "pia_desktop", FILE, FILE])
    titles: list[str] = []
    while started.poll() is None:
        titles += close_windows_dialogs()
        time.sleep(0.2)
    ended = (set(titles), started.returncode)
    expect(ended == ({"pia-desktop"}, 2), f"no box for two files: {ended}")


def open_the_file_dialog(window: QWidget) -> None:
    """The dialog is Windows' own: it comes, and closing it leaves the file as it is."""
    titles: list[str] = []
    tries = 3000  # ten minutes: a busy machine takes its time

    def close_it() -> None:
        nonlocal tries
        tries -= 1
        titles.extend(close_windows_dialogs())
        if not titles and tries:
            QTimer.singleShot(200, close_it)

    QTimer.singleShot(200, close_it)
    action = window.findChild(QAction, "action_save_as")
    action.trigger()
    expect(titles, "the file dialog of Windows didn't come")
    print(f"file dialog of Windows: {titles}")


def main() -> int:
    """Open, look, click, close; 1 if anything was wrong."""
    app = application()
    drop_two_files()
    window = open_window(Path(FILE))

    def step(act: Callable[[], None], after: int) -> None:
        QTimer.singleShot(after, act)

    def look() -> None:
        try:
            expect(window.document is not None, "the file didn't open")
            look_at_fonts(app)
            choose_an_option(window)
            settle()
            window.grab().save(PICTURE)
            app.primaryScreen().grabWindow(0).save(DESKTOP)
            open_the_file_dialog(window)
        except Exception as error:
            faults.append(f"{type(error).__name__}: {error}")
        window.controllers.documents.may_leave = lambda: True  # type: ignore[method-assign]
        window.close()
        step(app.quit, 500)

    step(look, 3000)
    app.exec()
    print(f"Qt {qVersion()} on {app.platformName()}: the window opened and closed")
    for fault in faults:
        print(f"FAULT {fault}")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
