"""A program of its own that opens a window, types into it and says what it typed, until it is
killed. `python -m tests.recovery.typist FILE INTERVAL`; an interval of 0 is the program's own.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ui.app import application, open_window

# Milliseconds between two letters: faster than anybody types.
PACE = 8
BOX = "cover.remarks"


def main() -> int:
    """Type until the end comes from outside."""
    app = application()
    window = open_window(Path(sys.argv[1]))
    interval = int(sys.argv[2])
    if interval:
        window.controllers.documents.watch.autosave.clock.setInterval(interval)
    window.go_to(BOX)
    box = window.findChild(QWidget, BOX)
    if box is None or window.document is None:
        return 2
    count = 0

    def press() -> None:
        nonlocal count
        target = app.focusWidget()
        if target is None:  # the window is not in front yet
            return
        QTest.keyClicks(target, chr(ord("a") + count % 26))
        count += 1
        os.write(1, f"{time.monotonic()} {count}\n".encode())

    clock = QTimer()
    clock.timeout.connect(press)
    clock.start(PACE)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
