"""A window that somebody works in for so long: ``python -m tests.recovery.soak FILE SECONDS MARK``.

Pages are turned, texts written, undone, looked for and saved, states compared and exported. What
the process holds in memory is printed at the mark (in seconds) and at the end.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import date
from itertools import count, cycle
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from pia_desktop.assessment.autosave import snapshot
from pia_desktop.checks import check
from pia_desktop.excel import write_workbook
from pia_desktop.pdf import write_pdf
from ui.app import application, open_window
from ui.main_window import MainWindow

BOXES = ("cover.name", "cover.remarks", "business.content", "files[0].name", "process.notes")
# Milliseconds between two rounds: nobody turns a page and writes a sentence more often.
PACE = 400
# Rounds between two exports: a person doesn't export after each sentence.
EXPORTED = 25


def resident() -> int:
    """Bytes that the process has in memory."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def work(window: MainWindow, box: str, number: int) -> None:
    """One round of what a person does."""
    window.go_to(box)
    QTest.qWait(1)
    editor = window.findChild(QWidget, box)
    if editor is not None:
        QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(editor, f"abc {number} ")
        QTest.qWait(1)
    document = window.document
    assert document is not None
    text = document.answers.get("cover.remarks") or ""
    document.set("cover.remarks", f"{text[-300:]}\n{number}回目の記載です。")
    if number % 3 == 0:
        document.undo()
        document.redo()
    if number % 5 == 0:
        document.save()
    if number % EXPORTED == 0:
        state = snapshot(document.assessment)
        write_workbook(state)
        write_pdf(state)
        check(state, date.today())
    QTest.qWait(PACE)


def main() -> int:
    """Work until the time is up."""
    app = application()
    window = open_window(Path(sys.argv[1]))
    seconds, mark = float(sys.argv[2]), float(sys.argv[3])
    began = time.monotonic()
    boxes, numbers = cycle(BOXES), count(1)
    at_mark = 0
    rounds = 0
    while (passed := time.monotonic() - began) < seconds:
        if not at_mark and passed >= mark:
            at_mark = resident()
        rounds = next(numbers)
        work(window, next(boxes), rounds)
    print(f"{rounds} rounds: {at_mark} {resident()}")
    app.processEvents()
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
