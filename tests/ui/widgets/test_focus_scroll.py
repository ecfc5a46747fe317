"""What has the focus stays in sight, however low the area is and whatever grows above it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.style import theme
from ui.widgets.focus_scroll import FocusScrollArea


class Stage:
    """An area with three high boxes below a label."""

    def __init__(self, qtbot: QtBot, height: int) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        self.label = QLabel("見出し", page)
        column.addWidget(self.label)
        self.boxes = [QPlainTextEdit("一行目\n二行目", page) for _ in range(3)]
        for box in self.boxes:
            box.setFixedHeight(400)
            column.addWidget(box)
        self.area = FocusScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(page)
        self.area.resize(400, height)
        qtbot.addWidget(self.area)
        self.area.show()
        qtbot.waitExposed(self.area)

    def focus(self, number: int) -> QPlainTextEdit:
        box = self.boxes[number]
        box.setFocus()
        self.area.show_focus()
        return box

    def sees_line(self, box: QPlainTextEdit) -> bool:
        line = box.cursorRect()
        top = box.viewport().mapTo(self.area.viewport(), line.topLeft()).y()
        return top >= 0 and top + line.height() <= self.area.viewport().height()


@pytest.mark.parametrize("height", [40, 80, 160, 300])
def test_the_line_of_the_cursor_is_in_sight_in_a_low_area(qtbot: QtBot, height: int) -> None:
    stage = Stage(qtbot, height)
    for number in (2, 0, 1):
        assert stage.sees_line(stage.focus(number))


def test_it_stays_in_sight_when_something_above_it_grows(qtbot: QtBot) -> None:
    stage = Stage(qtbot, 160)
    box = stage.focus(1)
    stage.label.setFixedHeight(500)
    qtbot.waitUntil(lambda: stage.label.height() == 500 and stage.sees_line(box))
    stage.area.resize(400, 90)
    qtbot.waitUntil(lambda: stage.sees_line(box))


def test_where_a_person_has_scrolled_to_is_kept(qtbot: QtBot) -> None:
    stage = Stage(qtbot, 160)
    stage.focus(2)
    place = QPointF(10, 10)
    event = QWheelEvent(
        place,
        stage.area.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, 12000),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    for _ in range(20):  # a page at most each time
        QApplication.sendEvent(stage.area.viewport(), event)
    assert stage.area.verticalScrollBar().value() == 0
    stage.label.setFixedHeight(500)
    qtbot.waitUntil(lambda: stage.label.height() == 500)
    for _ in range(5):
        QApplication.processEvents()
    assert stage.area.verticalScrollBar().value() == 0


@pytest.mark.parametrize("height", [412, 414, 424, 440])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_box_that_just_fits_is_seen_whole_with_its_ring(
    qtbot: QtBot, height: int, number: int
) -> None:
    stage = Stage(qtbot, height)
    box = stage.focus(number)
    ring = theme().px(theme().focus_ring + theme().focus_line)
    top = box.mapTo(stage.area.viewport(), QPoint(0, 0)).y()
    assert top >= ring
    assert top + box.height() + ring <= stage.area.viewport().height()
