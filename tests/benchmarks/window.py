"""In the window: turning pages, pressing keys in a very long text, a long table, the text size.

Each against the same in unstyled Qt widgets, in turn with them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from pia_desktop.assessment import Answers, Assessment
from pia_desktop.assessment.document import Document
from pia_desktop.forms.model import Item
from pia_desktop.forms.outline import WizardPage
from tests.benchmarks.bare_widgets import BareWidgets
from tests.benchmarks.runner import Row, against, percentile, seconds
from tests.benchmarks.subject import Subject
from ui.app import application
from ui.main_window import MainWindow
from ui.style.apply import apply_text_size

SIZE = (1366, 768)
ROUNDS = 3

# One text in so many differs from the published state.
CHANGED = 10

LONG_ITEM = "business.content"
LENGTH = 20_000
PRESSES = 300
PRESSED = f"key press in {LENGTH:,} letters"

TABLE = "changes"
TABLE_ROWS = 1_000

# Ratios to bare widgets that hold.
READ_TURN = 1.5
WORST_READ_TURN = 2.5
MEDIAN_TURN = 4.5
PRESS = 1.5
LONG_TABLE = 2.0
TEXT_SIZE = 4.0

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
    with BareWidgets(*SIZE) as bare:
        yield from _turns(window, bare)
        for line, name in ((LENGTH, "one paragraph"), (200, "lines of 200")):
            pair = _presses(window, bare, line)
            yield against(f"{PRESSED}, {name}: p99", "bare QPlainTextEdit", pair, PRESS)
        yield _long_table(window, bare)
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


def _turns(window: MainWindow, bare: BareWidgets) -> Iterator[Row]:
    """次へ from the first page to the last, by mouse, as one reads and as fast as it goes; then the
    text size, all pages visited.
    """
    read, other = _all_pages(window, bare, pause=_settle)
    pair = median(read), median(other)
    name = f"turn a page once it was read, median of {len(read)}"
    yield against(name, "bare Qt fields", pair, READ_TURN)
    # The slowest of each: a page that only lists occurrences has next to nothing to compare with.
    name = "turn a page once it was read, worst"
    yield against(name, "bare Qt fields", (max(read), max(other)), WORST_READ_TURN)
    own, other = _all_pages(window, bare, pause=_handle_events)
    typical = median(own)
    name = "turn pages one after the other, median"
    yield against(name, "bare Qt fields", (typical, median(other)), MEDIAN_TURN)
    size = median(_seconds_for_size(window, percent) for percent in (125, 150, 100))
    name = "text size, all pages visited"
    yield against(name, "turn pages", (size, typical), TEXT_SIZE)


def _all_pages(
    window: MainWindow, bare: BareWidgets, pause: Callable[[], None]
) -> tuple[list[float], list[float]]:
    """What each page took to be turned to, a pause before it, and its fields as bare widgets."""
    turns: list[list[tuple[float, float]]] = []
    for _ in range(ROUNDS):
        window.wizard.show_page(0)
        turn = _child(window, QPushButton, "button_next")
        times = []
        while turn.isEnabled():
            pause()
            own = seconds(partial(_click, turn))
            times.append((own, bare.seconds("page", fields=_fields(window))))
        turns.append(times)
    own, other = (
        [median(pair[side] for pair in a_page) for a_page in zip(*turns, strict=True)]
        for side in (0, 1)
    )
    return own, other


def _fields(window: MainWindow) -> list[dict[str, Any]]:
    """What the page in view asks for, as the bare widgets take it."""
    assert window.document is not None
    page: WizardPage = window.wizard.page
    answers = window.document.answers
    return [
        {
            "label": place.item.label,
            "kind": place.item.kind,
            "value": answers.get(place.address) if place.item.answerable else None,
            "options": _options(answers, place.item),
        }
        for place in page.places
    ]


def _options(answers: Answers, item: Item) -> list[str]:
    if item.kind == "table":
        return [column.label for column in answers.form.tables[item.id]]
    return [option.label for option in item.options]


def _presses(window: MainWindow, bare: BareWidgets, line: int) -> tuple[float, float]:
    """The p99 of letters typed in the middle of a long text, at most `line` letters a line, and of
    the same in a bare box.
    """
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
    bare.seconds(
        "text",
        text=whole,
        font=editor.font().toString(),
        families=editor.font().families(),
        width=editor.width(),
        height=editor.height(),
        position=LENGTH // 2,
    )
    rounds = []
    for _ in range(ROUNDS):  # the slowest of a hundred keys is often a matter of luck
        times = []
        for number in range(PRESSES):
            key = Qt.Key(Qt.Key.Key_A + number % 26)
            own = seconds(partial(_press, editor, key))
            times.append((own, bare.seconds("press", key=key.value)))
        rounds.append([percentile((pair[side] for pair in times), 0.99) for side in (0, 1)])
    written = window.document.answers.get(LONG_ITEM)
    if len(written) != LENGTH + ROUNDS * PRESSES:
        raise RuntimeError("the keys did not reach the document")
    return median(own for own, _ in rounds), median(other for _, other in rounds)


def _long_table(window: MainWindow, bare: BareWidgets) -> Row:
    """変更箇所 with very many rows, from another page until it is shown."""
    assert window.document is not None
    columns = window.document.answers.form.tables[f"{TABLE}[]"]
    keys = [column.id.rpartition(".")[2] for column in columns]
    texts = [
        [
            column.options[number % 2].label if column.options else f"{number}番目の記載"
            for column in columns
        ]
        for number in range(TABLE_ROWS)
    ]
    window.document.set(TABLE, [dict(zip(keys, row, strict=True)) for row in texts])
    head = [column.label for column in columns]
    times = []
    for _ in range(ROUNDS):
        window.wizard.show_page(0)
        _settle()
        own = seconds(lambda: (window.go_to(TABLE), _handle_events()))
        times.append((own, bare.seconds("table", head=head, rows=texts)))
    pair = median(own for own, _ in times), median(other for _, other in times)
    name = f"show {TABLE_ROWS:,} rows of 変更箇所"
    return against(name, "bare QTableView", pair, LONG_TABLE)


def _seconds_for_size(window: MainWindow, percent: int) -> float:
    _settle()
    return seconds(lambda: (window.controllers.view.set_text_size(percent), _handle_events()))


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
