"""Pasting what can't be printed: it is taken out, said below the box, and the rest is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pia_desktop.files import limits

Open = Callable[..., Any]
PASTE = (Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def clip(qapp: QApplication) -> Callable[[str], None]:
    def put(text: str) -> None:
        mime = QMimeData()
        mime.setText(text)
        qapp.clipboard().setMimeData(mime)

    return put


def notice(page: Any) -> str:
    label = page.area.findChild(QLabel, f"notice:{page.field.place.address}")
    return label.text() if label is not None and label.isVisible() else ""


@pytest.mark.parametrize("address", ["business.content", "cover.name", "cover.publication_date"])
def test_controls_are_taken_out_and_named(
    open_page: Open, clip: Callable[[str], None], qtbot: QtBot, address: str
) -> None:
    page = open_page(address)
    page.editor.setFocus()
    clip("令和\x077年\x075月\x1b1日")
    qtbot.keyClick(page.editor, *PASTE)
    assert page.editor.value() == "令和7年5月1日"
    assert page.changes == ["令和7年5月1日"]
    assert "3個" in notice(page)
    assert "U+0007が2個" in notice(page)
    assert "U+001Bが1個" in notice(page)


@pytest.mark.parametrize("address", ["business.content", "cover.name", "cover.publication_date"])
def test_where_nothing_was_copied_nothing_happens(
    open_page: Open, qtbot: QtBot, qapp: QApplication, address: str
) -> None:
    """Without a display, Qt then gives no clipboard's content at all."""
    page = open_page(address)
    page.editor.setFocus()
    qapp.clipboard().clear()
    qtbot.keyClick(page.editor, *PASTE)
    assert page.changes == []
    assert notice(page) == ""


@pytest.mark.parametrize("address", ["business.content", "cover.name"])
def test_a_half_of_a_character_is_taken_out_and_said(
    open_page: Open, clip: Callable[[str], None], qtbot: QtBot, address: str
) -> None:
    page = open_page(address)
    page.editor.setFocus()
    clip("前\ud842\u3042𠮷\udfff後")
    qtbot.keyClick(page.editor, *PASTE)
    assert page.editor.value() == "前あ𠮷後"
    assert "2個" in notice(page)
    assert "片割れ" in notice(page)
    qtbot.keyClicks(page.editor, "x")
    assert page.editor.value() == "前あ𠮷後x"


def test_the_notice_goes_with_the_next_letter_and_with_another_value(
    open_page: Open, clip: Callable[[str], None], qtbot: QtBot
) -> None:
    page = open_page("cover.name")
    for leave in (lambda: qtbot.keyClicks(page.editor, "x"), lambda: page.editor.set_value("前")):
        page.editor.setFocus()
        clip("a\x01")
        qtbot.keyClick(page.editor, *PASTE)
        assert notice(page)
        leave()
        assert notice(page) == ""


def test_nothing_is_said_where_nothing_was_lost(
    open_page: Open, clip: Callable[[str], None], qtbot: QtBot
) -> None:
    page = open_page("business.content")
    page.editor.setFocus()
    clip("一行目\r\n二行目\v三行目")
    qtbot.keyClick(page.editor, *PASTE)
    assert page.editor.value() == "一行目\n二行目\n三行目"
    assert notice(page) == ""


@pytest.mark.parametrize("address", ["business.content", "cover.name"])
def test_a_text_beyond_all_measure_is_not_pasted(
    open_page: Open, clip: Callable[[str], None], qtbot: QtBot, address: str
) -> None:
    page = open_page(address)
    page.editor.set_value("前からある文")
    page.editor.setFocus()
    clip("a" * limits.TEXT_CHARACTERS)
    qtbot.keyClick(page.editor, *PASTE)
    assert page.editor.value() == "前からある文"
    assert "200,000文字まで" in notice(page)


def test_cells_of_a_table_are_cleaned_and_said(
    open_page: Open, clip: Callable[[str], None], qtbot: QtBot
) -> None:
    page = open_page("changes", 900)
    clip("令和7年5月1日\tⅠ\x02\t前\t後\n")
    qtbot.mouseClick(page.child(QWidget, "paste:changes"), Qt.MouseButton.LeftButton)
    assert page.editor.value()[0]["item"] == "Ⅰ"
    said = [label.text() for label in page.editor.findChildren(QLabel)]
    assert any("U+0002が1個" in text for text in said)


def test_more_rows_than_a_table_holds_are_not_pasted(
    open_page: Open, clip: Callable[[str], None], qtbot: QtBot
) -> None:
    page = open_page("changes", 900)
    clip("a\tb\n" * (limits.ROWS + 1))
    qtbot.mouseClick(page.child(QWidget, "paste:changes"), Qt.MouseButton.LeftButton)
    assert page.editor.value() == []
    assert any("5,000行まで" in label.text() for label in page.editor.findChildren(QLabel))


MEGABYTE = 1_000_000


@pytest.mark.parametrize("address", ["business.content", "cover.name", "cover.publication_date"])
@pytest.mark.parametrize("unit", ["a", "あ\n", "(", "\x9b\u202e", '"\t'])
def test_a_megabyte_is_not_pasted_and_that_is_said(
    open_page: Open, clip: Callable[[str], None], qtbot: QtBot, address: str, unit: str
) -> None:
    page = open_page(address)
    page.editor.set_value("前")
    page.editor.setFocus()
    clip(unit * (MEGABYTE // len(unit)))
    qtbot.keyClick(page.editor, *PASTE)
    assert page.editor.value() == "前"
    assert "貼り付けていません" in notice(page) or f"{MEGABYTE:,}個" in notice(page)


@pytest.mark.parametrize("unit", ["\n", "a\tb\n", "\t", '"', '"a\t', '""\n', "(\n"])
def test_a_megabyte_of_cells_is_pasted_up_to_what_a_table_holds_or_that_is_said(
    open_page: Open, qtbot: QtBot, qapp: QApplication, unit: str
) -> None:
    page = open_page("changes")
    qapp.clipboard().setText(unit * (MEGABYTE // len(unit)))
    page.child(QPushButton, "paste:changes").click()
    said = "\n".join(label.text() for label in page.editor.findChildren(QLabel))
    rows = page.editor.value()
    assert len(rows) <= limits.ROWS
    assert rows or "貼り付けていません" in said or "貼り付ける表がありません" in said
    for row in rows:
        assert max(map(len, row.values())) <= limits.TEXT_CHARACTERS
