"""Places of the real form to edit, and a page that is as wide as the wizard's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pia_desktop.forms.loader import load_form_by_id
from pia_desktop.forms.model import Form
from pia_desktop.forms.places import Place, walk_places
from tests.ui.conftest import dress
from ui.editors.factory import make_field
from ui.editors.field import Field


@pytest.fixture(scope="session")
def form() -> Form:
    return load_form_by_id("youshiki4-2025-05")


@pytest.fixture(scope="session")
def all_places(form: Form) -> dict[str, Place]:
    return {place.address: place for place in walk_places(form, lambda _address: 1)}


@pytest.fixture(autouse=True)
def themed(qapp: QApplication) -> Iterator[None]:
    dress(100)
    yield
    dress(100)


def type_text(editor: QWidget, text: str) -> None:
    """Press keys that give these letters; QtBot.keyClicks knows half-width ones only."""
    for letter in text:
        key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(editor, key)


class Page:
    """A scrolling page with one field, and how often its editor told of a change."""

    def __init__(self, field: Field, area: QScrollArea) -> None:
        self.field = field
        self.editor: Any = field.editor
        self.area = area
        self.changes: list[Any] = []
        self.editor.changed.connect(lambda: self.changes.append(self.editor.value()))

    def type_text(self, editor: QWidget, text: str) -> None:
        type_text(editor, text)

    def child(self, kind: type, name: str) -> Any:
        found = self.area.findChild(kind, name)
        assert found is not None, name
        return found


@pytest.fixture
def open_page(qtbot: QtBot, form: Form, all_places: dict[str, Place]) -> Callable[[str, int], Page]:
    """Show the field at an address in a window of its own."""

    def show(address: str, width: int = 760) -> Page:
        place = all_places[address]
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        inner = QWidget()
        layout = QVBoxLayout(inner)
        columns = form.tables.get(place.item.id, ())
        field = make_field(place, inner, columns)
        layout.addWidget(field)
        layout.addStretch(1)
        area.setWidget(inner)
        area.resize(width, 700)
        qtbot.addWidget(area)
        area.show()
        qtbot.waitExposed(area)
        area.activateWindow()
        qtbot.waitUntil(area.isActiveWindow)
        return Page(field, area)

    return show
