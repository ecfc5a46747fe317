"""Every kind of editor in the real window, by mouse and keyboard, down to the document."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pia_desktop.assessment.document import Document
from tests.strategies import PNG
from tests.ui.conftest import Hands

Open = Callable[..., Hands]
OUTSOURCING = "files[0].outsourcing[0]"


def _text_in(editor: QWidget) -> QPlainTextEdit:
    if isinstance(editor, QPlainTextEdit):
        return editor
    found = editor.findChild(QPlainTextEdit)
    assert found is not None
    return found


def _option(hands: Hands, address: str, text: str, kind: type[QWidget]) -> QWidget:
    editor = hands.find(QWidget, address)
    return next(b for b in editor.findChildren(kind) if text in b.text())  # type: ignore[attr-defined]


def test_line(qtbot: QtBot, open_window: Open, empty4: Document) -> None:
    hands = open_window(empty4)
    qtbot.keyClicks(hands.find(QLineEdit, "cover.number"), "12")
    assert hands.get("cover.number") == "12"


def test_text_keeps_lines(qtbot: QtBot, open_window: Open, empty4: Document) -> None:
    hands = open_window(empty4)
    text = _text_in(hands.find(QWidget, "cover.remarks"))
    qtbot.keyClicks(text, "abc")
    qtbot.keyClick(text, Qt.Key.Key_Return)
    qtbot.keyClicks(text, "def")
    assert hands.get("cover.remarks") == "abc\ndef"


def test_date(qtbot: QtBot, open_window: Open, empty4: Document) -> None:
    hands = open_window(empty4)
    editor = hands.find(QWidget, "cover.publication_date")
    line = editor if isinstance(editor, QLineEdit) else editor.findChild(QLineEdit)
    assert line is not None
    line.setFocus()
    QApplication.clipboard().setText("令和7年2月30日")
    qtbot.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert hands.get("cover.publication_date") == "令和7年2月30日"


def test_choice_and_clearing(qtbot: QtBot, open_window: Open, empty4: Document) -> None:
    hands = open_window(empty4)
    hands.window.go_to("business.subject_count")
    radio = _option(hands, "business.subject_count", "1,000人以上1万人未満", QRadioButton)
    qtbot.mouseClick(radio, Qt.MouseButton.LeftButton)
    assert hands.get("business.subject_count") == "1,000人以上1万人未満"
    clear = hands.find(QWidget, "clear:business.subject_count")
    qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert hands.get("business.subject_count") is None


def test_checks_with_a_text(qtbot: QtBot, open_window: Open, small: Document) -> None:
    hands = open_window(small)
    hands.window.go_to("systems[0].connections")
    box = _option(hands, "systems[0].connections", "庁内連携システム", QCheckBox)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    editor = hands.find(QWidget, "systems[0].connections")
    text = _text_in(editor)
    qtbot.keyClicks(text, "abc")
    assert hands.get("systems[0].connections") == {"庁内連携システム": True, "その他": "abc"}


def test_check(qtbot: QtBot, open_window: Open, small: Document) -> None:
    hands = open_window(small)
    place = next(p for p in small.answers.places() if p.item.kind == "check")
    hands.window.go_to(place.address)
    editor = hands.find(QWidget, place.address)
    box = editor if isinstance(editor, QCheckBox) else editor.findChild(QCheckBox)
    assert box is not None
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert hands.get(place.address) is True


def test_count(qtbot: QtBot, open_window: Open, small: Document) -> None:
    hands = open_window(small)
    hands.window.go_to("files[0].outsourcing_count")
    editor = hands.find(QWidget, "files[0].outsourcing_count")
    line = editor if isinstance(editor, QLineEdit) else editor.findChild(QLineEdit)
    assert line is not None
    qtbot.keyClicks(line, "3")
    assert hands.get("files[0].outsourcing_count") == 3


def test_a_picture_comes_into_the_document(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    hands.window.go_to("process.figures")
    editor = hands.find(QWidget, "process.figures")
    editor.picture_added.emit("流れ.png", PNG)  # type: ignore[attr-defined]
    assert hands.get("process.figures") == [{"file": "流れ.png", "caption": ""}]
    assert small.assessment.figures["流れ.png"] == PNG


def test_undo_crosses_editors(qtbot: QtBot, open_window: Open, empty4: Document) -> None:
    hands = open_window(empty4)
    number = hands.find(QLineEdit, "cover.number")
    qtbot.mouseClick(number, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(number, "12")
    name = hands.find(QLineEdit, "cover.name")
    qtbot.mouseClick(name, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(name, "abc")
    undo = hands.window.actions_by_name["action_undo"]
    assert "評価書名" in undo.text()
    qtbot.keyClick(name, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (hands.get("cover.number"), hands.get("cover.name")) == ("12", None)
    assert name.text() == ""
    qtbot.keyClick(name, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert hands.get("cover.number") is None
    qtbot.keyClick(name, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert hands.get("cover.number") == "12"


def test_undo_goes_to_the_page(qtbot: QtBot, open_window: Open, empty4: Document) -> None:
    hands = open_window(empty4)
    qtbot.keyClicks(hands.find(QLineEdit, "cover.number"), "12")
    hands.window.go_to("department.name")
    hands.trigger("action_undo")
    assert hands.title() == "表紙"
    assert hands.get("cover.number") is None


def test_a_box_that_is_not_needed_folds_and_unfolds(
    qtbot: QtBot, open_window: Open, small: Document
) -> None:
    hands = open_window(small)
    address = f"{OUTSOURCING}.sub_approval"
    hands.window.go_to(f"{OUTSOURCING}.sub_exists")
    editor = hands.find(QWidget, address)
    assert not editor.isVisible()
    radio = _option(hands, f"{OUTSOURCING}.sub_exists", "再委託する", QRadioButton)
    qtbot.mouseClick(radio, Qt.MouseButton.LeftButton)
    assert editor.isVisible()
    radio = _option(hands, f"{OUTSOURCING}.sub_exists", "再委託しない", QRadioButton)
    qtbot.mouseClick(radio, Qt.MouseButton.LeftButton)
    assert not editor.isVisible()


def test_going_to_a_folded_box_shows_it(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    address = f"{OUTSOURCING}.sub_approval"
    assert hands.window.go_to(address)
    assert hands.find(QWidget, address).isVisible()


def test_a_page_without_need_says_so_once(qtbot: QtBot, open_window: Open, small: Document) -> None:
    small.set("files[0].outsourcing_exists", "委託しない")
    hands = open_window(small)
    hands.window.go_to(OUTSOURCING)
    editor = hands.find(QWidget, f"{OUTSOURCING}.name")
    assert not editor.isVisible()
    show = hands.find(QWidget, "show_page_anyway")
    assert show.isVisible()
    qtbot.mouseClick(show, Qt.MouseButton.LeftButton)
    assert editor.isVisible()
