"""Python's garbage collection between two events, never within one.

Qt holds locks while it destroys an object, and PySide may run Python code meanwhile. A collection
that begins just then and destroys another object waits for those locks for ever: the window hangs.
Nor may a thread that works for the window destroy an object of the window's (napari/napari#1029
tells of the same).

Upstream: we know of no report of the locks in PySide. No test shows the hang at will, so none tells
when this can go; tests/ui/background/test_garbage_collection.py holds what is done in its place.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

# Milliseconds between two looks at the counters; what is due is collected at once.
_PAUSE = 500


class IdleCollector(QTimer):
    """Replaces Python's automatic collection, which is switched off, at the same thresholds."""

    def __init__(self, parent: QObject) -> None:
        """From now on, as long as `parent` lives."""
        super().__init__(parent)
        gc.disable()
        self.timeout.connect(collect_due)
        self.start(_PAUSE)


def collect_due() -> None:
    """Collect the generations that have reached Python's own thresholds."""
    due = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    for generation in (2, 1, 0):
        if due[generation]:
            gc.collect(generation)
            return
