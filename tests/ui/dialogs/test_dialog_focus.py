"""Every dialog on a small screen: whatever has the focus is seen, when it opens and at each Tab."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pia_desktop.assessment.document import Document
from tests.ui.conftest import dress
from tests.ui.dialogs.every_dialog import EVERY_DIALOG, prepare
from ui.style.focus import FocusFrame
from ui.widgets.focus_scroll import FocusScrollArea

# 1366×768 with a panel, and 1024×768 with the largest text, less what a dialog leaves free.
ROOM = {100: QSize(1318, 452), 200: QSize(976, 720)}
# In px: what a text, a list or a table that is higher than the dialog has to show at least.
LEAST = 60
MOST_STOPS = 200


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def seen_enough(widget: QWidget) -> bool:
    seen = widget.visibleRegion().boundingRect()
    return seen == widget.rect() or (
        widget.height() > 2 * LEAST and seen.width() == widget.width() and seen.height() >= LEAST
    )


def ring_is_whole() -> bool:
    """Whether the ring is cut neither above nor below, where there is room for it."""
    ring = next(r for r in focused().window().findChildren(FocusFrame) if not r.size().isEmpty())
    host = ring.parentWidget()
    assert host is not None
    shown = ring.geometry().intersected(host.rect())
    return ring.height() > host.height() or shown.height() == ring.height()


@pytest.mark.parametrize("name", ["unsaved", "open_findings", "locked", "publish"])
def test_what_the_screen_has_no_room_for_is_read_by_keyboard(
    qtbot: QtBot, small: Document, name: str
) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    dialog = EVERY_DIALOG[name](around, prepare(small))
    dialog.show()
    dialog.resize(dialog.width(), 240)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    bar = dialog.findChild(FocusScrollArea).verticalScrollBar()
    button = dialog.findChildren(QPushButton)[-1]
    button.setFocus()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    QTest.keyClick(button, Qt.Key.Key_Home)
    assert bar.value() == 0
    QTest.keyClick(button, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    QTest.keyClick(button, Qt.Key.Key_End)
    assert bar.value() == bar.maximum() > 0
    assert QApplication.focusWidget() is button
    dialog.done(0)


@pytest.mark.parametrize("percent", ROOM)
@pytest.mark.parametrize("name", EVERY_DIALOG)
def test_the_focus_is_in_sight_and_has_a_name(
    qapp: QApplication, qtbot: QtBot, small: Document, name: str, percent: int
) -> None:
    dress(percent)
    around = QWidget()
    qtbot.addWidget(around)
    dialog = EVERY_DIALOG[name](around, prepare(small))
    dialog.show()
    wide = max(dialog.width(), min(ROOM[percent].width(), 900))  # the test's screen has 800 px
    dialog.resize(QSize(wide, dialog.height()).boundedTo(ROOM[percent]))
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    stops: list[QWidget] = []
    while focused() not in stops:
        assert len(stops) < MOST_STOPS
        qtbot.waitUntil(lambda: seen_enough(focused()))
        qtbot.waitUntil(ring_is_whole)
        spoken = QAccessible.queryAccessibleInterface(focused())
        assert spoken.text(QAccessible.Text.Name), focused().objectName()
        stops.append(focused())
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    dialog.done(0)
    dress(100)
