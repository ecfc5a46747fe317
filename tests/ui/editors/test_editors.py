"""What holds for every editor: it is named after its place and tells of changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from pia_desktop.forms.kinds import KINDS
from pia_desktop.forms.model import Form
from pia_desktop.forms.places import Place
from ui.editors.base import Editor
from ui.editors.factory import EDITORS, make_editor, make_field

VALUES: dict[str, tuple[str, Any]] = {
    "line": ("cover.name", "住民基本台帳に関する事務 全項目評価書"),
    "text": ("business.content", "一行目\n二行目"),
    "date": ("cover.publication_date", "平成30年12月"),
    "choice": ("business.subject_count", "1万人以上10万人未満"),
    "check": ("files[0].risk.outsourcing.none", True),
    "yes_no": ("threshold.accident", False),
    "checks": ("systems[0].connections", {"庁内連携システム": True, "その他": "中間サーバー"}),
    "count": ("files[0].outsourcing_count", 3),
    "figures": ("process.figures", [{"file": "流れ.png", "caption": "全体"}]),
    "grid": ("annexes[0].table", {"columns": ["No.", "提供先"], "rows": [["1", "町長"]]}),
    "diagram": (
        "process.flow",
        {"nodes": [{"id": "a", "kind": "person", "label": "本人", "x": 0, "y": 0}], "edges": []},
    ),
    "table": (
        "changes",
        [
            {
                "date": "令和7年5月12日",
                "item": "Ⅰ",
                "before": "旧",
                "after": "新",
                "timing": "事後",
                "reason": "",
            }
        ],
    ),
}


def test_every_answerable_kind_has_an_editor() -> None:
    assert EDITORS.missing() == []
    assert set(EDITORS) == {kind.name for kind in KINDS.values() if kind.answerable}
    assert set(VALUES) == set(EDITORS)


@pytest.mark.parametrize("kind", VALUES)
def test_an_editor_shows_a_value_and_gives_it_back(
    kind: str, qtbot: QtBot, form: Form, all_places: dict[str, Place]
) -> None:
    address, value = VALUES[kind]
    place = all_places[address]
    assert place.item.kind == kind
    editor: Any = make_editor(place, None, form.tables.get(place.item.id, ()))
    qtbot.addWidget(editor)
    changes: list[int] = []
    editor.changed.connect(lambda: changes.append(1))
    assert isinstance(editor, Editor)
    assert editor.objectName() == editor.accessibleIdentifier() == address
    assert editor.accessibleName() == place.name
    assert not editor.value()
    editor.set_value(value)
    assert editor.value() == value
    editor.set_value(value)
    editor.set_value(None)
    assert not editor.value()
    editor.set_value(value)
    editor.set_read_only(True)
    assert editor.value() == value
    assert changes == []


def test_every_item_of_the_form_gets_its_field(
    qtbot: QtBot, form: Form, all_places: dict[str, Place]
) -> None:
    for place in all_places.values():
        if place.item.answerable:
            field = make_field(place, None, form.tables.get(place.item.id, ()))
            qtbot.addWidget(field)
            assert field.findChild(QWidget, place.address) is field.editor


@pytest.mark.parametrize("kind", VALUES)
def test_the_wheel_scrolls_the_page_and_changes_nothing(
    kind: str, open_page: Callable[..., Any], qapp: QApplication
) -> None:
    address, value = VALUES[kind]
    page = open_page(address)
    page.editor.set_value(value)
    page.editor.setFocus()
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(page.editor.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    target = page.editor.viewport() if isinstance(page.editor, QPlainTextEdit) else page.editor
    qapp.sendEvent(target, wheel)
    assert page.editor.value() == value
    assert not wheel.isAccepted()  # so Qt goes on to the page


@pytest.mark.parametrize("kind", ["line", "text", "date", "count"])
def test_undo_belongs_to_the_window(kind: str, open_page: Callable[..., Any], qtbot: QtBot) -> None:
    from PySide6.QtGui import QAction, QKeySequence

    page = open_page(VALUES[kind][0])
    undone: list[int] = []
    action = QAction(page.area)
    action.setShortcut(QKeySequence.StandardKey.Undo)
    action.triggered.connect(lambda: undone.append(1))
    page.area.addAction(action)
    page.editor.setFocus()
    qtbot.keyClicks(page.editor, "12")
    qtbot.keyClick(page.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [1]
    assert str(page.editor.value()) == "12"


def test_line_types_and_tells(open_page: Callable[..., Any], qtbot: QtBot) -> None:
    page = open_page("cover.name")
    assert isinstance(page.editor, QLineEdit)
    qtbot.keyClicks(page.editor, "abc")
    assert page.changes == ["a", "ab", "abc"]
    page.editor.setCursorPosition(1)
    page.editor.setFocus()
    page.editor.set_value("abcd")
    assert page.editor.cursorPosition() == 1


def test_line_pastes_excel_cells_without_breaks_and_controls(
    open_page: Callable[..., Any], qapp: QApplication
) -> None:
    page = open_page("cover.name")
    qapp.clipboard().setText("一\v二\x07\r\n")
    page.editor.paste()
    assert page.editor.value() == "一 二"
    assert page.changes == ["一 二"]


def test_a_line_break_out_of_a_file_stays(open_page: Callable[..., Any], qtbot: QtBot) -> None:
    page = open_page("cover.name")
    page.editor.set_value("一\n二")
    page.editor.setFocus()
    qtbot.keyClick(page.editor, Qt.Key.Key_End)
    qtbot.keyClicks(page.editor, "x")
    assert page.editor.value() == "一\n二x"


def test_count_takes_digits_of_any_width(open_page: Callable[..., Any], qtbot: QtBot) -> None:
    page = open_page("files[0].outsourcing_count")
    page.type_text(page.editor, "１2a件")
    assert page.editor.text() == "12"
    assert page.editor.value() == 12
    qtbot.keyClick(page.editor, Qt.Key.Key_Backspace)
    qtbot.keyClick(page.editor, Qt.Key.Key_Backspace)
    assert page.editor.value() is None
    assert page.changes[0] == 1
    assert page.changes[-1] is None


def test_check_is_ticked_by_mouse_and_space(open_page: Callable[..., Any], qtbot: QtBot) -> None:
    page = open_page("files[0].risk.outsourcing.none")
    assert page.editor.text() == "委託しない"
    qtbot.mouseClick(page.editor, Qt.MouseButton.LeftButton)
    assert page.editor.value() is True
    page.editor.setFocus()
    qtbot.keyClick(page.editor, Qt.Key.Key_Space)
    assert page.editor.value() is None
    assert page.changes == [True, None]


def test_nothing_is_smaller_than_14_px(open_page: Callable[..., Any], qapp: QApplication) -> None:
    for address, _value in VALUES.values():
        page = open_page(address)
        page.editor.set_value(VALUES["table"][1] if address == "changes" else None)
        qapp.sendEvent(page.area, QEvent(QEvent.Type.Polish))
        for widget in page.area.findChildren(QWidget):
            assert widget.fontInfo().pixelSize() >= 14, widget
