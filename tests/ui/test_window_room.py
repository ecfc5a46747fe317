"""The window's room on the screen, the wheel over choices, another window of the same person."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.document import Document
from pia_desktop.excel.importer.file_assignment import FileDecision
from pia_desktop.files.lock_file import lock_path_of, take_lock
from pia_desktop.files.process_identity import pc_name, process_start
from tests.ui.conftest import Hands
from ui.background.window_caller import WindowCaller
from ui.dialogs.file_choices import FileChoices
from ui.editors.diagram_window import DiagramWindow
from ui.main_window import MainWindow
from ui.settings import WINDOW_HEIGHT, WINDOW_WIDTH, Settings
from ui.style.apply import apply_text_size

Open = Callable[..., Hands]


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[Callable[[int], object]]:
    yield apply_text_size
    apply_text_size(100)


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("remembered", [0, 3000])
def test_the_window_is_never_larger_than_the_screen(
    tmp_path: Path,
    small: Document,
    dressed: Callable[[int], object],
    percent: int,
    remembered: int,
) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings.set(WINDOW_WIDTH, remembered)
    settings.set(WINDOW_HEIGHT, remembered)
    dressed(percent)
    for document in (None, small):
        window = MainWindow(document, settings)
        window.show()
        room = window.screen().availableSize()
        size = window.frameGeometry().size().expandedTo(window.size())
        assert size.boundedTo(room) == size
        window.resize(QSize(room))
        assert window.size() == room
        window.close()
        window.deleteLater()


def test_the_status_bar_s_room_is_there_before_the_first_message(
    open_window: Open, small: Document
) -> None:
    hands = open_window(small)
    QApplication.processEvents()
    before = hands.window.wizard.area.height()
    hands.window.say("保存しました。")
    QApplication.processEvents()
    assert hands.window.wizard.area.height() == before
    assert hands.window.statusBar().currentMessage() == "保存しました。"


def test_the_wheel_changes_no_choice(open_window: Open, small: Document, in_dialog: Any) -> None:
    small.publish("令和7年5月1日")
    small.set("cover.number", "8")
    small.publish("令和7年6月1日")
    hands = open_window(small)
    seen: list[str] = []

    def turn(around: QWidget) -> None:
        for box in around.findChildren(QComboBox):
            if box.count() > 1:
                before = box.currentIndex()
                for step in (120, -120):
                    wheel(box, step)
                assert box.currentIndex() == before, box.objectName()
                seen.append(box.objectName())

    def in_changes(dialog: Any) -> None:
        turn(dialog)
        dialog.reject()

    in_dialog("dialog_changes", in_changes)
    hands.trigger("action_changes")
    hands.trigger("action_compare")
    turn(hands.window)
    assert {"changes_since", "comparison_old", "comparison_scope"} <= set(seen)


def test_the_wheel_changes_nothing_of_a_diagram(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    hands.window.go_to("process.flow")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    window = hands.find(DiagramWindow, "diagram_window:process.flow")
    parts = hands.find(QListWidget, "diagram_parts")
    names = {"diagram_kind", "diagram_area", "diagram_from", "diagram_to", "diagram_number"}
    seen: set[str] = set()
    for row in range(parts.count()):
        parts.setCurrentRow(row)
        for box in window.findChildren(QWidget):
            if box.objectName() in names and box.isVisible() and box.isEnabled():
                before = window.diagram
                for step in (120, -120, -120):
                    wheel(box, step)
                assert window.diagram == before, box.objectName()
                seen.add(box.objectName())
    assert seen == names


def test_the_wheel_answers_no_question_of_the_import(open_window: Open) -> None:
    choices = FileChoices(open_window().window)
    names = ("住民記録ファイル", "本人確認情報ファイル")
    keys = ((0, 0), (0, 1))
    choices.show_decisions(
        [FileDecision(key, "Ⅲ", "Ⅲ(1)", 0, names, (), certain=False) for key in keys]
    )
    for box in choices.findChildren(QComboBox):
        wheel(box, -120)
        assert box.currentIndex() == 0
    assert choices.chosen == {}


def wheel(box: QWidget, step: int) -> None:
    place = QPointF(5, 5)
    event = QWheelEvent(
        place,
        QPointF(box.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, step),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, event)


@pytest.fixture
def other_process() -> Iterator[int]:
    """A process that runs as long as the test."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield process.pid
    process.communicate(b"\n")


def test_one_s_own_other_window_is_called_so_and_brought_forward(
    qtbot: QtBot,
    open_window: Open,
    small: Document,
    tmp_path: Path,
    in_dialog: Any,
    other_process: int,
) -> None:
    path = tmp_path / "a.pia"
    pia_file.save(small.assessment, path)
    lock = take_lock(path)
    file = lock_path_of(path)
    facts = json.loads(file.read_text("utf-8"))
    facts |= {"process": other_process, "started": process_start(other_process), "pc": pc_name()}
    file.write_text(json.dumps(facts), encoding="utf-8")
    hands = open_window()
    said: list[str] = []

    def show(dialog: QWidget) -> None:
        label = dialog.findChild(QLabel, "locked_message")
        button = dialog.findChild(QPushButton, "button_show")
        assert label is not None
        assert button is not None
        said.append(label.text())
        button.click()

    in_dialog("dialog_locked", show)
    assert not hands.window.controllers.documents.open_path(path)
    assert said == ["このパソコンの別の画面で開いています。"]
    calls = Path(os.environ["PIA_DESKTOP_DATA"]) / "calls"
    assert [call.name for call in calls.iterdir()] == [str(other_process)]
    lock.release()


def test_a_called_window_comes_to_the_front(
    qtbot: QtBot, open_window: Open, small: Document
) -> None:
    from ui.background.window_caller import call_window

    hands = open_window(small)
    caller = WindowCaller(hands.window)
    caller.called.connect(hands.window.come_to_front)
    hands.window.showMinimized()
    with qtbot.waitSignal(caller.called):
        assert call_window(os.getpid())
    assert not hands.window.isMinimized()
    assert not list((Path(os.environ["PIA_DESKTOP_DATA"]) / "calls").iterdir())


def test_an_export_without_a_template_speaks_of_none(
    open_window: Open, small: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.controllers import template_choice

    hands = open_window(small)
    tasks: list[str] = []
    monkeypatch.setattr(
        template_choice, "run_task", lambda _shell, title, _work: tasks.append(title)
    )
    hands.files.path = None
    hands.trigger("action_export_xlsx")
    assert tasks == []
    assert hands.files.asked
