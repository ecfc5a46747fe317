"""Choice and checks: every option in view, whole, and within reach of mouse and keyboard."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pia_desktop.forms.places import Place
from ui.editors.options import WrappedRadio
from ui.style import apply_theme

CHOICE = "business.subject_count"
CHECKS = "systems[0].connections"


def button_of(kind: type, parent: QWidget, text: str) -> Any:
    return next(each for each in parent.findChildren(kind) if each.text() == text)


def test_choice_by_mouse_and_clear(open_page: Callable[..., Any], qtbot: QtBot) -> None:
    page = open_page(CHOICE)
    labels = [option.label for option in page.field.place.item.options]
    assert [radio.text() for radio in page.editor.findChildren(QRadioButton)] == labels
    clear = page.child(QPushButton, f"clear:{CHOICE}")
    assert clear.text() == "選択を解除"
    assert not clear.isEnabled()
    radio = button_of(QRadioButton, page.editor, labels[1])
    far = QPoint(radio.width() - 3, radio.height() // 2)
    qtbot.mouseClick(radio, Qt.MouseButton.LeftButton, pos=far)
    assert page.editor.value() == labels[1]
    assert clear.isEnabled()
    qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert page.editor.value() == ""
    assert not any(radio.isChecked() for radio in page.editor.findChildren(QRadioButton))
    assert page.changes == [labels[1], ""]


def test_choice_by_keyboard(open_page: Callable[..., Any], qtbot: QtBot) -> None:
    page = open_page(CHOICE)
    labels = [option.label for option in page.field.place.item.options]
    radios = page.editor.findChildren(QRadioButton)
    page.field.focus_editor()
    assert radios[0].hasFocus()
    assert page.editor.value() == ""  # coming in chooses nothing
    qtbot.keyClick(radios[0], Qt.Key.Key_Space)
    qtbot.keyClick(radios[0], Qt.Key.Key_Right)
    assert page.editor.value() == labels[1]
    assert radios[1].hasFocus()
    qtbot.keyClick(radios[1], Qt.Key.Key_Tab)
    clear = page.child(QPushButton, f"clear:{CHOICE}")
    assert not clear.hasFocus()  # Enter there would take back what was just answered
    assert page.editor.value() == labels[1]
    radios[1].setFocus()
    qtbot.keyClick(radios[1], Qt.Key.Key_Delete)
    assert page.changes == [labels[0], labels[1], ""]
    assert QApplication.focusWidget() is radios[0]
    qtbot.keyClick(radios[0], Qt.Key.Key_Delete)
    assert len(page.changes) == 3  # nothing is left to take back
    assert "Delete" in clear.toolTip()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_long_labels_wrap_and_are_not_cut(qtbot: QtBot, qapp: QApplication, scale: float) -> None:
    apply_theme(qapp, scale)
    radio = WrappedRadio("十分にしているとはいえない理由を五十文字ほどで書いた長い選択肢" * 2)
    qtbot.addWidget(radio)
    radio.resize(400, 400)
    one_line = radio.sizeHint()
    assert one_line.width() > QFontMetrics(radio.font()).horizontalAdvance(radio.text())
    assert radio.heightForWidth(one_line.width()) == one_line.height()
    high = radio.heightForWidth(400)
    assert high >= 2 * QFontMetrics(radio.font()).lineSpacing()
    assert high > one_line.height()


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [420, 760])
def test_every_option_of_the_form_has_the_room_it_needs(
    open_page: Callable[..., Any],
    all_places: dict[str, Place],
    qapp: QApplication,
    scale: float,
    width: int,
) -> None:
    apply_theme(qapp, scale)
    seen = set()
    for place in all_places.values():
        if place.item.kind not in ("choice", "checks") or place.item.options in seen:
            continue
        seen.add(place.item.options)
        page = open_page(place.address, width)
        qapp.processEvents()
        parts = page.editor.findChildren(QAbstractButton)
        for part in parts:
            if part.hasHeightForWidth():
                assert part.height() >= part.heightForWidth(part.width())
            assert part.geometry().right() <= page.editor.width()
            assert part.geometry().bottom() <= page.editor.height()
        for one, other in itertools.pairwise(parts):
            assert not one.geometry().intersects(other.geometry())


def test_checks_with_headings_texts_and_order(open_page: Callable[..., Any]) -> None:
    page = open_page("files[0].record_main")
    texts = [label.text() for label in page.editor.findChildren(QLabel)]
    assert texts == ["・識別情報", "・連絡先等情報", "・業務関係情報"]
    labels = [option.label for option in page.field.place.item.options]
    assert [box.text() for box in page.editor.findChildren(QCheckBox)] == labels


def test_typing_ticks_and_unticking_keeps_the_text(
    open_page: Callable[..., Any], qtbot: QtBot
) -> None:
    page = open_page(CHECKS)
    other = button_of(QCheckBox, page.editor, "その他( )")
    field = page.child(QPlainTextEdit, f"{CHECKS}:その他")
    qtbot.keyClicks(field, "ab")
    assert other.isChecked()
    assert page.changes == [{"その他": "a"}, {"その他": "ab"}]
    qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    assert page.editor.value() == {}
    assert field.toPlainText() == "ab"
    page.editor.set_value(page.editor.value() or None)
    assert field.toPlainText() == "ab"
    qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    assert page.editor.value() == {"その他": "ab"}


def test_checks_keep_the_form_s_order(open_page: Callable[..., Any], qtbot: QtBot) -> None:
    page = open_page(CHECKS)
    for label in ("税務システム", "庁内連携システム"):
        box = button_of(QCheckBox, page.editor, label)
        qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert list(page.editor.value()) == ["庁内連携システム", "税務システム"]
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert page.editor.value() == {"税務システム": True}


def test_a_bracket_s_number(open_page: Callable[..., Any], qtbot: QtBot) -> None:
    address = "files[0].sharing_exists"
    page = open_page(address)
    field = page.child(QLineEdit, f"{address}:提供を行っている")
    page.type_text(field, "１2")
    assert page.editor.value() == {"提供を行っている": 12}


def test_a_long_bracket_text_pushes_what_follows_down(
    open_page: Callable[..., Any], qtbot: QtBot
) -> None:
    address = "files[0].source"
    page = open_page(address)
    before = page.editor.height()
    key = next(o.key for o in page.field.place.item.options if o.bracket == "text")
    page.editor.set_value({key: "部署の名前。" * 100})
    qtbot.waitUntil(lambda: page.editor.height() > before + 100)
    fields = page.editor.findChildren(QPlainTextEdit)
    for one, other in itertools.pairwise(fields):
        assert one.geometry().bottom() < other.geometry().top()
    assert fields[0].verticalScrollBar().maximum() == 0


def test_read_only_options_stay(open_page: Callable[..., Any], qtbot: QtBot) -> None:
    for address in (CHOICE, CHECKS):
        page = open_page(address)
        page.editor.set_read_only(True)
        box = page.editor.findChildren(QAbstractButton)[0]
        qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
        assert page.changes == []
