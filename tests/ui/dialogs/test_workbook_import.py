"""A workbook comes in through the window: recognised, shown, taken over, worked off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QListWidget,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pia_desktop.assessment import from_json
from pia_desktop.assessment.document import Document
from pia_desktop.files.paths import resources_dir
from tests.excel.leaves import leaves
from tests.excel.test_import_files import risks, without_any_sign
from tests.excel.workbook_edits import texts
from tests.office_printing import reopened, sample
from tests.shared_outputs import SharedOutputs
from tests.ui.conftest import Hands
from ui.file_dialogs import BOOKS, FileDialogs

Open = Callable[..., Hands]
LEFT = Qt.MouseButton.LeftButton
NOTE = "担当者の覚え書き：公表の前に法務課へ回す。"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, shared_outputs: SharedOutputs) -> Path:
    """A made-up 様式3 as a workbook, with a sheet of somebody's own."""
    workbook = reopened(shared_outputs.short_workbook("youshiki3"))
    workbook.create_sheet("覚え書き")["B2"] = NOTE
    path = tmp_path_factory.mktemp("books") / "去年.xlsx"
    workbook.save(path)
    return path


def button(parent: QWidget, name: str) -> QPushButton:
    found = parent.findChild(QPushButton, name)
    assert found is not None, name
    return found


def text(parent: QWidget, name: str) -> str:
    found = parent.findChild(QLabel, name)
    assert found is not None, name
    return found.text()


def radio(parent: QWidget, form_id: str) -> QRadioButton:
    found = parent.findChild(QRadioButton, f"import:{form_id}")
    assert found is not None, form_id
    return found


def test_a_workbook_becomes_a_new_document_with_its_worklist(
    qtbot: QtBot, open_window: Open, in_dialog: Any, book: Path
) -> None:
    hands = open_window()
    hands.files.path = book
    before = book.read_bytes()
    said: list[str] = []

    def accept(dialog: QDialog) -> None:
        assert radio(dialog, "youshiki3-2025-05").isChecked()
        said.append(text(dialog, "import_counts"))
        listed = dialog.findChild(QListWidget, "import_leftovers")
        assert listed is not None
        said.extend(listed.item(row).text() for row in range(listed.count()))
        qtbot.mouseClick(button(dialog, "import_accept"), LEFT)

    in_dialog("import_dialog", accept)
    qtbot.mouseClick(hands.find(QPushButton, "start_import"), LEFT)
    sample = from_json(resources_dir() / "sample" / "youshiki3.json")
    assert hands.document.assessment.title == sample.title
    assert hands.document.path is None
    assert hands.document.modified
    assert "取り込む記入" in said[0]
    assert any(NOTE in row for row in said[1:])
    worklist = hands.find(QDialog, "leftovers")
    texts = [entry.text for entry in hands.document.leftovers]
    row = texts.index(NOTE)
    assert text(worklist, f"leftover_text:{row}") == NOTE
    qtbot.mouseClick(button(worklist, f"leftover_clear:{row}"), LEFT)
    assert NOTE not in [entry.text for entry in hands.document.leftovers]
    assert book.read_bytes() == before


def test_another_form_is_read_again(
    qtbot: QtBot, open_window: Open, in_dialog: Any, book: Path
) -> None:
    hands = open_window()
    hands.files.path = book
    counts: list[str] = []

    def choose(dialog: QDialog) -> None:
        counts.append(text(dialog, "import_counts"))
        qtbot.mouseClick(radio(dialog, "youshiki4-2025-05"), LEFT)
        counts.append(text(dialog, "import_counts"))
        qtbot.mouseClick(button(dialog, "import_accept"), LEFT)

    in_dialog("import_dialog", choose)
    hands.trigger("action_import")
    assert hands.document.assessment.form.id == "youshiki4-2025-05"
    assert counts[0] != counts[1]


def test_an_edition_without_a_definition_is_asked_about(
    open_window: Open, in_dialog: Any, book: Path, tmp_path: Path
) -> None:
    workbook = reopened(book)
    for row in workbook["表紙"].iter_rows():
        for cell in row:
            if cell.value == "[令和7年5月 様式3]":
                cell.value = "［令和8年10月 様式３］"
    path = tmp_path / "来年.xlsx"
    workbook.save(path)
    hands = open_window()
    hands.files.path = path
    said: list[str] = []

    def choose(dialog: QDialog) -> None:
        said.append(text(dialog, "import_edition"))
        radio(dialog, "youshiki3-2018-05").click()
        said.append(text(dialog, "import_edition"))
        button(dialog, "import_accept").click()

    in_dialog("import_dialog", choose)
    hands.trigger("action_import")
    assert said[0].startswith("表紙の版は［令和8年10月 様式3］です。この版の定義はないため、")
    assert "（令和7年5月）として" in said[0]
    assert "（平成30年5月）として" in said[1]
    assert hands.document.assessment.form.id == "youshiki3-2018-05"


def test_cancelled_nothing_changes(
    open_window: Open, in_dialog: Any, book: Path, small: Document
) -> None:
    hands = open_window(small)
    hands.files.path = book
    seen = in_dialog("import_dialog", lambda dialog: button(dialog, "import_cancel").click())
    hands.trigger("action_import")
    assert seen
    assert hands.document is small
    hands.files.path = None
    hands.trigger("action_import")
    assert hands.document is small


def test_unsaved_changes_are_asked_about(
    open_window: Open, in_dialog: Any, book: Path, small: Document
) -> None:
    hands = open_window(small)
    small.set("cover.number", "8")
    hands.files.path = book

    def accept(dialog: QDialog) -> None:
        in_dialog("dialog_unsaved", lambda asked: button(asked, "button_cancel").click())
        button(dialog, "import_accept").click()

    in_dialog("import_dialog", accept)
    hands.trigger("action_import")
    assert hands.document is small


@pytest.mark.parametrize("data", [b"", b"no workbook", b"PK\x03\x04 cut off"])
def test_what_is_no_workbook_is_refused_in_one_dialog(
    open_window: Open, in_dialog: Any, tmp_path: Path, data: bytes
) -> None:
    hands = open_window()
    hands.files.path = tmp_path / "壊れた.xlsx"
    hands.files.path.write_bytes(data)
    said: list[str] = []

    def read(dialog: QDialog) -> None:
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        button(dialog, "button_close").click()

    in_dialog("dialog_error", read)
    hands.trigger("action_import")
    assert any("壊れた.xlsx" in words for words in said)
    assert hands.window.document is None


def test_the_file_dialog_shows_workbooks(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    asked: list[str] = []

    def answer(parent: QWidget, title: str, folder: str, kinds: str) -> tuple[str, str]:
        asked.append(kinds)
        return str(tmp_path / "a.xlsm"), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    parent = QWidget()
    qtbot.addWidget(parent)
    assert FileDialogs().to_import(parent, tmp_path) == tmp_path / "a.xlsm"
    assert asked == [BOOKS]


def test_what_is_left_stands_by_section_with_printed_names(
    qtbot: QtBot, open_window: Open, in_dialog: Any, tmp_path: Path, shared_outputs: SharedOutputs
) -> None:
    workbook = reopened(shared_outputs.short_workbook("youshiki3"))
    sheet = workbook["Ⅰ基本情報"]
    sheet.cell(sheet.max_row + 2, 1).value = NOTE
    workbook.create_sheet("覚え書き")["B2"] = NOTE
    workbook.save(tmp_path / "去年.xlsx")
    hands = open_window()
    hands.files.path = tmp_path / "去年.xlsx"
    rows: list[str] = []

    def look(dialog: QDialog) -> None:
        listed = dialog.findChild(QListWidget, "import_leftovers")
        assert listed is not None
        rows.extend(listed.item(row).text() for row in range(listed.count()))
        qtbot.mouseClick(button(dialog, "import_cancel"), LEFT)

    in_dialog("import_dialog", look)
    qtbot.mouseClick(hands.find(QPushButton, "start_import"), LEFT)
    assert [rows[0], rows[2]] == ["Ⅰ 基本情報（1件）", "シート「覚え書き」（1件）"]
    assert "「7. 他の評価実施機関 他の評価実施機関」の近く" in rows[1]
    assert NOTE in rows[1]
    assert NOTE in rows[3]


def test_a_form_that_is_uncertain_is_asked_for(
    qtbot: QtBot, open_window: Open, in_dialog: Any, tmp_path: Path, shared_outputs: SharedOutputs
) -> None:
    workbook = reopened(shared_outputs.short_workbook("youshiki3"))
    for sheet in workbook.worksheets[:]:
        if "リスク対策" not in sheet.title:
            workbook.remove(sheet)
    other = reopened(shared_outputs.short_workbook("youshiki4"))
    mixed = workbook.create_sheet("その他")
    for sheet in other.worksheets:
        for cell in texts(sheet) if "ファイルの概要" in sheet.title else ():
            mixed.cell(mixed.max_row + 1, 1).value = cell.value
    workbook.save(tmp_path / "去年.xlsx")
    hands = open_window()
    hands.files.path = tmp_path / "去年.xlsx"
    titles: list[str] = []

    def choose(dialog: QDialog) -> None:
        accept = button(dialog, "import_form_accept")
        assert not accept.isEnabled()
        qtbot.mouseClick(radio(dialog, "youshiki3-2025-05"), LEFT)
        qtbot.mouseClick(accept, LEFT)

    def look(dialog: QDialog) -> None:
        assert radio(dialog, "youshiki3-2025-05").isChecked()
        titles.append(text(dialog, "import_notes"))
        qtbot.mouseClick(button(dialog, "import_cancel"), LEFT)

    in_dialog("import_form_question", choose)
    in_dialog("import_dialog", look)
    qtbot.mouseClick(hands.find(QPushButton, "start_import"), LEFT)
    assert "このExcelにない部分：表紙、" in titles[0]


def test_a_sheet_of_an_uncertain_file_is_asked_for(
    qtbot: QtBot, open_window: Open, in_dialog: Any, tmp_path: Path, shared_outputs: SharedOutputs
) -> None:
    workbook = reopened(shared_outputs.short_workbook("youshiki4"))
    without_any_sign(workbook)
    workbook.save(tmp_path / "去年.xlsx")
    hands = open_window()
    hands.files.path = tmp_path / "去年.xlsx"

    def choose(dialog: QDialog) -> None:
        first, *others = dialog.findChildren(QComboBox)
        assert [first.itemText(n) for n in range(2)] == [
            "ファイル1「個人住民税課税ファイル」",
            "ファイル2「個人住民税収納・滞納ファイル」",
        ]
        first.setFocus()
        qtbot.keyClick(first, Qt.Key.Key_Down)
        assert [box.currentIndex() for box in (first, *others)] == [1, 0]
        qtbot.mouseClick(button(dialog, "import_accept"), LEFT)

    in_dialog("import_dialog", choose)
    qtbot.mouseClick(hands.find(QPushButton, "start_import"), LEFT)
    assert risks(hands.document.assessment.answers) == risks(sample("youshiki4").answers)


def test_a_second_workbook_goes_into_the_open_assessment(
    qtbot: QtBot, open_window: Open, in_dialog: Any, tmp_path: Path, shared_outputs: SharedOutputs
) -> None:
    """Half an assessment says what it lacks; the other half is added to it."""
    for name, kept in (("前半.xlsx", ("表紙", "Ⅰ", "Ⅱ")), ("後半.xlsx", ("Ⅲ", "Ⅳ", "Ⅴ", "(別添"))):
        workbook = reopened(shared_outputs.short_workbook("youshiki3"))
        for sheet in workbook.worksheets[:]:
            if not sheet.title.startswith(kept):
                workbook.remove(sheet)
        workbook.save(tmp_path / name)
    hands = open_window()
    hands.files.path = tmp_path / "前半.xlsx"
    lacking: list[str] = []

    def accept(dialog: QDialog) -> None:
        lacking.append(text(dialog, "import_notes"))
        qtbot.mouseClick(button(dialog, "import_accept"), LEFT)

    in_dialog("import_dialog", accept)
    hands.trigger("action_import")
    assert lacking[0].startswith("・このExcelにない部分：")
    assert "Ⅲ リスク対策" in lacking[0]
    half = hands.document.answers.copy()
    hands.files.path = tmp_path / "後半.xlsx"
    in_dialog("import_dialog", accept)
    hands.trigger("action_continue_import")
    expected = sample("youshiki3")
    assert leaves(hands.document.answers) == leaves(expected.answers)
    assert hands.document.leftovers == ()
    hands.trigger("action_undo")
    assert hands.document.answers == half
