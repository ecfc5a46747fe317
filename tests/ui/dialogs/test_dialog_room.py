"""Every dialog at 200 % on a screen of 1024×768: nothing is cut, and the buttons are in view. With
smaller text nothing scrolls that has room.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pia_desktop.assessment.document import Document
from tests.ui.dialogs.every_dialog import EVERY_DIALOG, prepare
from ui.dialogs.base import Dialog
from ui.style.apply import apply_text_size

# 1024×768 less what a dialog leaves free of the screen.
ROOM = QSize(976, 720)


@pytest.fixture(scope="module")
def at_size(request: pytest.FixtureRequest) -> Iterator[None]:
    apply_text_size(request.param)
    yield
    apply_text_size(100)


@pytest.fixture
def dialog(at_size: None, qtbot: QtBot, small: Document, name: str) -> Iterator[Dialog]:
    """The dialog of this name, shown."""
    around = QWidget()
    qtbot.addWidget(around)
    dialog = EVERY_DIALOG[name](around, prepare(small))
    dialog.show()
    yield dialog
    dialog.done(0)


@pytest.mark.parametrize("name", EVERY_DIALOG)
@pytest.mark.parametrize("at_size", [200], indirect=True)
def test_nothing_is_cut(qapp: QApplication, dialog: Dialog) -> None:
    dialog.resize(dialog.size().boundedTo(ROOM) if dialog.width() < 752 else ROOM)
    for _ in range(3):
        qapp.processEvents()
    assert dialog.size().boundedTo(ROOM) == dialog.size()
    cut = [_name(part) for part in dialog.findChildren(QWidget) if _is_cut(part, dialog)]
    assert cut == []
    for button in dialog.findChildren(QPushButton):
        if button.parentWidget() is dialog and not button.isHidden():
            assert dialog.rect().contains(button.geometry()), button.objectName()


@pytest.mark.parametrize("name", EVERY_DIALOG)
@pytest.mark.parametrize("at_size", [100, 125], indirect=True)
def test_nothing_scrolls_that_is_seen_whole(qapp: QApplication, dialog: Dialog) -> None:
    for _ in range(5):
        qapp.processEvents()
    body = dialog.findChild(QWidget, "dialog_body")
    assert body is not None
    area = body.parentWidget().parentWidget()
    assert isinstance(area, QScrollArea)
    room = area.maximumViewportSize()
    if area.verticalScrollBar().isVisible():
        least = body.layout().minimumHeightForWidth(room.width())
        assert max(body.heightForWidth(room.width()), least) > room.height()
    else:
        assert body.height() <= room.height()


def _name(part: QWidget) -> str:
    text = getattr(part, "text", lambda: "")()
    return f"{part.objectName() or type(part).__name__} {text[:20]}"


def _is_cut(part: QWidget, dialog: QWidget) -> bool:
    """Whether a part is narrower or lower than its words, or goes beyond the dialog's edge."""
    if not part.isVisible():
        return False
    if (
        isinstance(part, QPushButton | QToolButton)
        and part.width() < part.minimumSizeHint().width()
    ):
        return True
    if isinstance(part, QLabel | QRadioButton | QCheckBox) and part.text():
        if part.hasHeightForWidth():
            return part.height() < part.heightForWidth(part.width())
        return part.width() < part.sizeHint().width()
    right = part.mapTo(dialog, QPoint(part.width(), 0)).x()
    return right > dialog.width() and not _within_a_list(part)


def _within_a_list(part: QWidget) -> bool:
    around: QWidget | None = part
    while around is not None and not isinstance(around, QAbstractItemView):
        around = around.parentWidget()
    return around is not None
