"""Saying that a window is shown: once its first picture is painted and events are handled."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

_STATUS = Path("/proc/self/status")


class _Watch(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Paint, QEvent.Type.UpdateRequest):
            watched.removeEventFilter(self)
            QTimer.singleShot(0, _say)
        return False


def say_when_shown(window: QWidget) -> None:
    """Print `shown MB` when the window has been painted."""
    window.installEventFilter(_Watch(window))


def _say() -> None:
    print(f"shown {_resident_megabytes():.1f}", flush=True)


def _resident_megabytes() -> float:
    """The resident memory of this process, 0 where the system has no /proc."""
    if not _STATUS.exists():
        return 0.0
    for line in _STATUS.read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
