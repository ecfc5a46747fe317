"""Unstyled Qt widgets to compare the window with, in a process without its style.

Reads one JSON object a line and answers each with the seconds it took, painting included.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFont, QFontDatabase, QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from pia_desktop.files.font_files import BOLD, REGULAR, font_path
from ui.style.line_height import line_height_font


class BareWindow(QMainWindow):
    """A scroll area that shows what it is told to."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self._area = QScrollArea(widgetResizable=True)
        self.setCentralWidget(self._area)
        self._text = QPlainTextEdit()
        self.resize(width, height)
        self.show()
        handle_events()

    def page(self, fields: list[dict[str, Any]]) -> None:
        """Show a page of fields in place of the last one."""
        page = QWidget()
        layout = QVBoxLayout(page)
        for field in fields:
            layout.addWidget(QLabel(field["label"], wordWrap=True))
            for widget in widgets_of(**field):
                layout.addWidget(widget)
        self._area.setWidget(page)
        handle_events()

    def table(self, head: list[str], rows: list[list[str]]) -> None:
        """Show a table of texts in place of the last page."""
        view = QTableView()
        view.setModel(table_model(head, rows))
        self._area.setWidgetResizable(True)  # as large as the window, which a text box wasn't
        self._area.setWidget(view)
        handle_events()

    def text(
        self, text: str, font: str, families: list[str], width: int, height: int, position: int
    ) -> None:
        """Show a text box of this size, the cursor in the middle of the text."""
        self._text = QPlainTextEdit()
        font_of_window = QFont()
        font_of_window.fromString(font)  # which knows the first family alone
        font_of_window.setFamilies(families)
        self._text.setFont(font_of_window)
        self._text.setPlainText(text)
        self._area.setWidgetResizable(False)
        self._area.setWidget(self._text)
        self._text.resize(width, height)
        self._text.setFocus()
        cursor = self._text.textCursor()
        cursor.setPosition(position)
        self._text.setTextCursor(cursor)
        handle_events()
        # Into view, as in the window: what is typed out of sight isn't painted.
        at = self._text.cursorRect().center()
        self._area.ensureVisible(at.x(), at.y())
        handle_events()

    def press(self, key: int) -> None:
        """Type a letter into the text box."""
        QTest.keyClick(self._text, Qt.Key(key))
        handle_events()


def load_fonts() -> None:
    """Have the fonts that the window draws its texts with: without one that has their letters, Qt
    draws boxes in their place, in half the time.
    """
    for name in (REGULAR, BOLD):
        QFontDatabase.addApplicationFont(str(font_path(name)))
    for bold in (False, True):
        QFontDatabase.addApplicationFontFromData(QByteArray(line_height_font(bold=bold)))


def widgets_of(label: str, kind: str, value: Any, options: list[str]) -> list[QWidget]:
    """What a form's field is made of where nobody cares for its looks."""
    if kind == "text":
        return [QPlainTextEdit(str(value or ""))]
    if kind == "choice":
        radios = [QRadioButton(option) for option in options]
        for radio in radios:
            radio.setChecked(radio.text() == value)
        return list(radios)
    if kind == "checks":
        return [QCheckBox(option) for option in options]
    if kind == "check":
        return [QCheckBox(label)]
    if kind == "table":
        view = QTableView()
        rows = [[str(cell) for cell in row.values()] for row in value or ()]
        view.setModel(table_model(options, rows))
        return [view]
    return [QLineEdit(str(value or ""))] if kind in ("line", "date", "count") else []


def table_model(head: list[str], rows: list[list[str]]) -> QStandardItemModel:
    """The texts as Qt's own model of them."""
    model = QStandardItemModel(0, len(head))
    model.setHorizontalHeaderLabels(head)
    for row in rows:
        model.appendRow([QStandardItem(text) for text in row])
    return model


def handle_events() -> None:
    """Lay out, paint, delete what is gone."""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def main() -> None:
    """Answer until the other side is gone."""
    app = QApplication([])
    assert app is not None
    load_fonts()
    window = BareWindow(*map(int, sys.argv[1:3]))
    calls: dict[str, Callable[..., None]] = {
        "page": window.page,
        "table": window.table,
        "text": window.text,
        "press": window.press,
    }
    for line in sys.stdin:
        asked = json.loads(line)
        call = calls[asked.pop("call")]
        start = time.perf_counter()
        call(**asked)
        print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main()
