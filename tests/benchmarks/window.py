"""In the window: turning pages, and pressing keys in a very long text."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from statistics import median
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from pia_desktop.assessment import Answers, Assessment
from pia_desktop.assessment.document import Document
from tests.benchmarks.runner import Row, percentile, seconds, within
from tests.benchmarks.subject import Subject
from ui.app import application
from ui.main_window import MainWindow
from ui.style.apply import apply_text_size

SIZE = (1366, 768)
ROUNDS = 3
MEDIAN_TURN, WORST_TURN = 0.050, 0.150

# One text in so many differs from the published state.
CHANGED = 10

LONG_ITEM = "business.content"
LENGTH = 20_000
PRESSES = 300
MOST_PRESS = 0.016

Found = TypeVar("Found", bound=QWidget)


def rows(subject: Subject) -> Iterator[Row]:
    """Each with the assessment in the real window, off screen, painting included. It was published
    and has been changed since.
    """
    application()
    apply_text_size(100)
    window = MainWindow(_changed(Document(_copy_of(subject.assessment))))
    window.resize(*SIZE)
    window.show()
    _settle()
    yield from _turning(window)
    for name, line in (("one paragraph", LENGTH), ("lines of 200", 200)):
        press = percentile(_presses(window, line), 0.99)
        yield within(f"key press in {LENGTH:,} letters, {name}: p99", press, MOST_PRESS)
    window.document = None  # nothing asks about unsaved changes
    window.close()


def _changed(document: Document) -> Document:
    """The document published, and then changed in some texts: pages and keys have marks to show."""
    document.publish("令和7年4月1日")
    answers = document.answers
    kinds = ("line", "text")
    places = [it for it in answers.places() if it.item.kind in kinds and answers.get(it.address)]
    for place in places[::CHANGED]:
        document.set(place.address, f"{answers.get(place.address)}（改）")
    return document


def _turning(window: MainWindow) -> Iterator[Row]:
    """次へ from the first page to the last, by mouse."""
    turns: list[list[float]] = []
    for _ in range(ROUNDS):
        window.wizard.show_page(0)
        _settle()
        turn = _child(window, QPushButton, "button_next")
        times = []
        while turn.isEnabled():
            times.append(seconds(partial(_click, turn)))
        turns.append(times)
    a_page = [median(times) for times in zip(*turns, strict=True)]
    yield within(f"turn a page, median of {len(a_page)}", median(a_page), MEDIAN_TURN)
    yield within("turn a page, worst page", max(a_page), WORST_TURN)


def _presses(window: MainWindow, line: int) -> list[float]:
    """Letters typed in the middle of a long text, at most `line` letters a line."""
    whole = "".join(_letters(number, line) for number in range(LENGTH))
    assert window.document is not None
    window.document.set(LONG_ITEM, whole)
    window.go_to(LONG_ITEM)
    _settle()
    editor = _child(window, QPlainTextEdit, LONG_ITEM)
    editor.setFocus()
    cursor = editor.textCursor()
    cursor.setPosition(LENGTH // 2)
    editor.setTextCursor(cursor)
    _settle()
    times = []
    for number in range(PRESSES):
        key = Qt.Key(Qt.Key.Key_A + number % 26)
        times.append(seconds(partial(_press, editor, key)))
    written = window.document.answers.get(LONG_ITEM)
    if len(written) != LENGTH + PRESSES:
        raise RuntimeError("the keys did not reach the document")
    return times


def _letters(number: int, line: int) -> str:
    return "\n" if (number + 1) % line == 0 else chr(ord("ぁ") + number % 80)


def _press(editor: QPlainTextEdit, key: Qt.Key) -> None:
    QTest.keyClick(editor, key)
    _handle_events()


def _click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    _handle_events()


def _handle_events() -> None:
    """What the event loop does before it waits again: lay out, paint, delete what is gone."""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _settle() -> None:
    """Let timers run out, such as the one after which marks are worked out anew."""
    until = time.perf_counter() + 0.5
    while time.perf_counter() < until:
        _handle_events()


def _copy_of(assessment: Assessment) -> Assessment:
    answers: Answers = assessment.answers.copy()
    return Assessment(answers, dict(assessment.figures))


def _child(window: QObject, kind: type[Found], name: str) -> Found:
    found = window.findChild(kind, name)
    if found is None:
        raise RuntimeError(f"the window has no {name}")
    return found
