"""Brings the window of another process of the same person to the front."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from pia_desktop.files.paths import user_data_dir


class WindowCaller(QObject):
    """Listens for calls. `called` tells that this process's window is wanted."""

    called = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Listen from now on; where the folder can't be made, nobody can call."""
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        folder = _folder()
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            self._watcher.addPath(str(folder))
        self._watcher.directoryChanged.connect(self._look)

    def _look(self) -> None:
        with contextlib.suppress(OSError):
            _call_of(os.getpid()).unlink()
            self.called.emit()


def call_window(process: int) -> bool:
    """Ask the process of this number to show its window; whether it could be asked."""
    if sys.platform == "win32":  # only whoever is in front may let another come there
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(process)
    try:
        _folder().mkdir(parents=True, exist_ok=True)
        _call_of(process).touch()
    except OSError:
        return False
    return True


def _folder() -> Path:
    return user_data_dir() / "calls"


def _call_of(process: int) -> Path:
    return _folder() / str(process)
