"""Saying that a window is shown: once its first picture is painted and events are handled."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from tests.benchmarks.drivers.resident import resident_megabytes


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
    print(f"shown {resident_megabytes():.1f}", flush=True)
