"""A municipality's own workbook is filled in through the window."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

import ui.controllers.template_choice
from pia_desktop.assessment import new_assessment
from pia_desktop.assessment.document import Document
from pia_desktop.excel.importer import read_workbook
from pia_desktop.forms import load_form_by_id
from tests.excel.grid_paper import grid_paper
from tests.office_printing import reopened
from tests.shared_outputs import SharedOutputs
from tests.ui.conftest import Hands
from ui.dialogs.template import TemplateDialog
from ui.file_dialogs import BOOKS, FileDialogs
from ui.settings import RECENT_TEMPLATES, Settings

Open = Callable[..., Hands]
LEFT = Qt.MouseButton.LeftButton
FORM, OTHER_FORM = "youshiki3-2025-05", "youshiki4-2025-05"  # the shorter one is filled in
NAME = "青空町 児童手当に関する事務 重点項目評価書"
FOOTER = "青空町住民課"
SYSTEM = "児童手当システム"


@pytest.fixture
def small() -> Document:
    """A 様式3 with two systems and a file, in made-up words."""
    assessment = new_assessment(FORM)
    assessment.answers.fill(
        {
            "cover": {"name": NAME, "number": "7"},
            "systems": [
                {"name": SYSTEM, "functions": "受給者を管理する。"},
                {"name": "宛名システム"},
            ],
            "files": [
                {
                    "name": "児童手当ファイル",
                    "outsourcing_exists": "委託する",
                    "outsourcing": [{"name": "システムの保守"}],
                }
            ],
        }
    )
    return Document(assessment)


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A blank 様式3 that somebody else has laid out."""
    path = tmp_path_factory.mktemp("books") / "青空町様式3.xlsx"
    few = {"systems": 2, "outsourcing": 2, "provisions": 2, "transfers": 2}
    book = grid_paper(load_form_by_id(FORM), None, random.Random(1), **few)  # noqa: S311
    book.worksheets[0].oddFooter.center.text = FOOTER
    book.save(path)
    return path


@pytest.fixture(scope="module")
def lacking(tmp_path_factory: pytest.TempPathFactory, shared_outputs: SharedOutputs) -> Path:
    """A blank 様式3 without the rows for a system's name."""
    path = tmp_path_factory.mktemp("books") / "欄がない.xlsx"
    book = reopened(shared_outputs.short_workbook(FORM))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "①システムの名称":
                    cell.value = None
    book.save(path)
    return path


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's folder of workbooks, empty."""
    made = tmp_path / "workbooks"
    made.mkdir()
    monkeypatch.setattr(ui.controllers.template_choice, "workbooks_dir", lambda: made)
    return made


def put(book: Path, folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(book.read_bytes())
    return path


def footer(path: Path) -> str:
    """What is printed below the first worksheet's pages, in the middle."""
    with zipfile.ZipFile(path) as book:
        sheet = fromstring(book.read("xl/worksheets/sheet1.xml"))
    return (sheet.findtext(".//{*}oddFooter") or "").rpartition("&C")[2]


def button(parent: QWidget, name: str) -> QPushButton:
    found = parent.findChild(QPushButton, name)
    assert found is not None, name
    return found


def radio(parent: QWidget, name: str) -> QRadioButton:
    found = parent.findChild(QRadioButton, name)
    assert found is not None, name
    return found


def text(parent: QWidget, name: str) -> str:
    found = parent.findChild(QLabel, name)
    assert found is not None, name
    return found.text()


def close(dialog: QDialog) -> None:
    button(dialog, "button_close").click()


def test_without_a_workbook_nothing_is_asked(
    open_window: Open, in_dialog: Any, small: Document, folder: Path, tmp_path: Path
) -> None:
    (folder / "README.md").write_text("説明")
    (folder / "~$開いている.xlsx").write_bytes(b"")
    (folder / ".隠れた.xlsx").write_bytes(b"")
    hands = open_window(small)
    hands.files.path = tmp_path / "a.xlsx"
    seen = in_dialog("dialog_exported", close)
    hands.trigger("action_export_xlsx")
    assert seen
    assert read_workbook(tmp_path / "a.xlsx").assessment.title == NAME


def test_a_workbook_in_the_folder_is_offered_and_filled_in(
    qtbot: QtBot,
    open_window: Open,
    in_dialog: Any,
    small: Document,
    folder: Path,
    blank: Path,
    tmp_path: Path,
) -> None:
    template = put(blank, folder, "青空町様式3.xlsx")
    hands = open_window(small)
    hands.files.path = tmp_path / "出力.xlsx"

    def choose(dialog: QDialog) -> None:
        assert radio(dialog, "template:0").isChecked()
        assert "青空町様式3.xlsx" in radio(dialog, "template:0").text()
        in_dialog("dialog_exported", close)
        qtbot.mouseClick(button(dialog, "button_ok"), LEFT)

    in_dialog("template_dialog", choose)
    hands.trigger("action_export_xlsx")
    answers = read_workbook(tmp_path / "出力.xlsx").assessment.answers
    assert answers.get("cover.name") == NAME
    assert answers.get("systems[0].name") == SYSTEM
    assert footer(tmp_path / "出力.xlsx") == FOOTER
    assert template.read_bytes() == blank.read_bytes()
    remembered = Settings(hands.window.settings.path).get(RECENT_TEMPLATES)
    assert remembered == [str(template.resolve())]


def test_the_programs_layout_can_be_chosen(
    qtbot: QtBot,
    open_window: Open,
    in_dialog: Any,
    small: Document,
    folder: Path,
    blank: Path,
    tmp_path: Path,
) -> None:
    put(blank, folder, "青空町様式3.xlsx")
    hands = open_window(small)
    hands.files.path = tmp_path / "出力.xlsx"

    def choose(dialog: QDialog) -> None:
        qtbot.mouseClick(radio(dialog, "template:plain"), LEFT)
        in_dialog("dialog_exported", close)
        qtbot.mouseClick(button(dialog, "button_ok"), LEFT)

    in_dialog("template_dialog", choose)
    hands.trigger("action_export_xlsx")
    assert read_workbook(tmp_path / "出力.xlsx").assessment.title == NAME
    assert footer(tmp_path / "出力.xlsx") != FOOTER
    assert hands.window.settings.get(RECENT_TEMPLATES) == []


def test_cancelled_nothing_is_written(
    open_window: Open, in_dialog: Any, small: Document, folder: Path, blank: Path, tmp_path: Path
) -> None:
    put(blank, folder, "青空町様式3.xlsx")
    hands = open_window(small)
    hands.files.path = tmp_path / "出力.xlsx"
    for action in ("action_export_xlsx", "action_export_template"):
        seen = in_dialog("template_dialog", lambda d: button(d, "button_cancel").click())
        hands.trigger(action)
        assert seen
    assert hands.files.asked == []
    assert not (tmp_path / "出力.xlsx").exists()


def test_the_menu_asks_for_a_workbook_and_remembers_it(
    qtbot: QtBot,
    open_window: Open,
    in_dialog: Any,
    small: Document,
    blank: Path,
    tmp_path: Path,
) -> None:
    hands = open_window(small)
    hands.trigger("action_export_template")  # called off in the file dialog
    assert hands.files.asked == []
    hands.files.template = blank
    hands.files.path = tmp_path / "一.xlsx"
    in_dialog("dialog_exported", close)
    hands.trigger("action_export_template")
    assert read_workbook(tmp_path / "一.xlsx").assessment.title == NAME

    def again(dialog: QDialog) -> None:
        assert radio(dialog, "template:0").isChecked()
        assert dialog.findChild(QRadioButton, "template:plain") is None
        in_dialog("dialog_exported", close)
        qtbot.mouseClick(button(dialog, "button_ok"), LEFT)

    hands.files.template = None
    hands.files.path = tmp_path / "二.xlsx"
    in_dialog("template_dialog", again)
    hands.trigger("action_export_template")
    assert (tmp_path / "二.xlsx").read_bytes() == (tmp_path / "一.xlsx").read_bytes()


def test_another_workbook_is_picked_in_the_dialog(
    qtbot: QtBot,
    open_window: Open,
    in_dialog: Any,
    small: Document,
    folder: Path,
    blank: Path,
    lacking: Path,
    tmp_path: Path,
) -> None:
    put(lacking, folder, "欄がない.xlsx")
    hands = open_window(small)
    hands.files.template = blank
    hands.files.path = tmp_path / "出力.xlsx"

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, TemplateDialog)
        qtbot.mouseClick(button(dialog, "template_other"), LEFT)
        assert dialog.path == blank
        hands.files.template = folder / "欄がない.xlsx"
        qtbot.mouseClick(button(dialog, "template_other"), LEFT)
        assert radio(dialog, "template:0").isChecked()  # known already
        hands.files.template = blank
        qtbot.mouseClick(button(dialog, "template_other"), LEFT)
        assert dialog.path == blank
        hands.files.template = None
        qtbot.mouseClick(button(dialog, "template_other"), LEFT)
        assert dialog.path == blank
        in_dialog("dialog_exported", close)
        qtbot.mouseClick(button(dialog, "button_ok"), LEFT)

    in_dialog("template_dialog", choose)
    hands.trigger("action_export_xlsx")
    assert footer(tmp_path / "出力.xlsx") == FOOTER


def test_a_workbook_of_the_other_form_can_not_be_chosen(
    open_window: Open,
    in_dialog: Any,
    small: Document,
    folder: Path,
    blank: Path,
    tmp_path: Path,
    shared_outputs: SharedOutputs,
) -> None:
    other = folder / "1様式4.xlsx"
    other.write_bytes(shared_outputs.short_workbook(OTHER_FORM))
    hands = open_window(small)
    hands.files.path = tmp_path / "出力.xlsx"
    in_dialog("dialog_exported", close)
    hands.trigger("action_export_xlsx")  # nothing to choose from
    put(blank, folder, "2様式3.xlsx")
    chosen: list[bool] = []

    def look(dialog: QDialog) -> None:
        chosen.extend(radio(dialog, f"template:{number}").isEnabled() for number in range(2))
        chosen.append(radio(dialog, "template:1").isChecked())
        button(dialog, "button_cancel").click()

    in_dialog("template_dialog", look)
    hands.trigger("action_export_xlsx")
    assert chosen == [False, True, True]


def test_what_has_no_box_is_shown_and_nothing_written_unless_agreed(
    qtbot: QtBot,
    open_window: Open,
    in_dialog: Any,
    small: Document,
    lacking: Path,
    tmp_path: Path,
) -> None:
    hands = open_window(small)
    hands.files.template = lacking
    hands.files.path = tmp_path / "出力.xlsx"
    said: list[str] = []

    def stop(dialog: QDialog) -> None:
        said.append(text(dialog, "missing_summary"))
        said.extend(text(dialog, f"missing_text:{number}") for number in range(2))
        assert button(dialog, "missing_cancel").isDefault()
        qtbot.keyClick(dialog, Qt.Key.Key_Return)  # the default stops

    in_dialog("missing_dialog", stop)
    hands.trigger("action_export_template")
    assert "2件" in said[0]
    assert said[1:] == [SYSTEM, "宛名システム"]
    assert hands.files.asked == []
    assert not (tmp_path / "出力.xlsx").exists()
    left_out: list[str] = []

    def read(dialog: QDialog) -> None:
        left_out.append(text(dialog, "exported_left_out"))
        close(dialog)

    def go_on(dialog: QDialog) -> None:
        in_dialog("dialog_exported", read)
        qtbot.mouseClick(button(dialog, "missing_go_on"), LEFT)

    def choose(dialog: QDialog) -> None:
        in_dialog("missing_dialog", go_on)
        qtbot.mouseClick(button(dialog, "button_ok"), LEFT)

    in_dialog("template_dialog", choose)  # it is remembered now
    hands.trigger("action_export_template")
    answers = read_workbook(tmp_path / "出力.xlsx").assessment.answers
    assert answers.get("cover.name") == NAME
    assert not answers.get("systems[0].name")
    assert "2件" in left_out[0]


def test_many_are_shown_thirty_at_a_time(
    qtbot: QtBot, open_window: Open, in_dialog: Any, lacking: Path, tmp_path: Path
) -> None:
    assessment = new_assessment(FORM)
    systems = [{"name": f"架空システム{number}" + "、" * 300} for number in range(40)]
    assessment.answers.fill({"systems": systems})
    hands = open_window(Document(assessment))
    hands.files.template = lacking

    def look(dialog: QDialog) -> None:
        assert dialog.findChild(QLabel, "missing_text:29") is not None
        assert dialog.findChild(QLabel, "missing_text:30") is None
        assert text(dialog, "missing_text:0").endswith("…")
        qtbot.mouseClick(button(dialog, "missing_more"), LEFT)
        assert dialog.findChild(QLabel, "missing_text:39") is not None
        assert not button(dialog, "missing_more").isVisible()
        button(dialog, "missing_cancel").click()

    seen = in_dialog("missing_dialog", look)
    hands.trigger("action_export_template")
    assert seen


def test_macros_keep_their_ending(
    open_window: Open, in_dialog: Any, small: Document, blank: Path, tmp_path: Path
) -> None:
    template = put(blank, tmp_path, "マクロ.xlsm")
    hands = open_window(small)
    hands.files.template = template
    hands.files.path = tmp_path / "出力.xlsm"
    in_dialog("dialog_exported", close)
    hands.trigger("action_export_template")
    assert [path.suffix for path in hands.files.asked] == [".xlsm"]
    assert (tmp_path / "出力.xlsm").exists()


def test_the_workbook_itself_is_never_written_over(
    open_window: Open, in_dialog: Any, small: Document, blank: Path, tmp_path: Path
) -> None:
    template = put(blank, tmp_path, "青空町.xlsx")
    small.save_as(tmp_path / "青空町.pia")
    hands = open_window(small)
    hands.files.template = hands.files.path = template
    seen = in_dialog("dialog_error", close)
    hands.trigger("action_export_template")
    assert seen
    assert hands.files.asked == [tmp_path / "青空町_記入済み.xlsx"]
    assert template.read_bytes() == blank.read_bytes()


def test_what_is_no_workbook_is_refused_in_one_dialog(
    open_window: Open, in_dialog: Any, small: Document, folder: Path, tmp_path: Path
) -> None:
    (folder / "壊れた.xlsx").write_bytes(b"PK\x03\x04 cut off")
    hands = open_window(small)
    hands.files.path = tmp_path / "出力.xlsx"
    said: list[str] = []

    def read(dialog: QDialog) -> None:
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        close(dialog)

    def choose(dialog: QDialog) -> None:
        assert radio(dialog, "template:plain").isChecked()
        radio(dialog, "template:0").click()
        in_dialog("dialog_error", read)
        button(dialog, "button_ok").click()

    in_dialog("template_dialog", choose)
    hands.trigger("action_export_xlsx")
    assert any("壊れた.xlsx" in words for words in said)
    assert hands.files.asked == []
    assert hands.window.settings.get(RECENT_TEMPLATES) == []


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
    assert FileDialogs().to_template(parent, tmp_path) == tmp_path / "a.xlsm"
    assert asked == [BOOKS]
