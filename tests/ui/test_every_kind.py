"""Every kind of item goes the whole way: window, file, JSON, Excel and back, a municipality's own
workbook, search, 変更箇所, another form. A kind that is forgotten on any layer fails here.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

import pia_desktop
import ui
from pia_desktop.assessment import Assessment, from_json, new_assessment, pia_file
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.leftover_placement import LeftoverTargets, place_leftover
from pia_desktop.assessment.leftovers import Leftover
from pia_desktop.assessment.search import SearchQuery, find_hits, replace_hits
from pia_desktop.assessment.upgrade import upgrade
from pia_desktop.assessment.value_text import value_as_text
from pia_desktop.changes.change_table import rows_since
from pia_desktop.changes.differences import changed_items
from pia_desktop.changes.state_comparison import compare_states
from pia_desktop.excel import write_workbook
from pia_desktop.excel.importer import ImportedWorkbook, read_workbook
from pia_desktop.excel.template_filling import TemplateGap, fill_template
from pia_desktop.files.paths import program_root
from pia_desktop.forms.kinds import KINDS, Kind, KindTable
from tests.locations import link_or_copy
from tests.strategies import PNG
from tests.ui.conftest import Hands
from tests.ui.editors.conftest import type_text

FORM, OTHER_FORM = "youshiki4-2027-04", "youshiki3-2025-05"

# An edition that prints an item of each kind: the shipped ones ask no question of yes or no.
EDITION = """\
extends: youshiki4-2025-05
edition: 令和9年4月
add:
  items:
    "business.shared": {kind: yes_no, label: 共同で行うか, after: business.content}
"""

# What is typed wherever there is room for a text, and found again.
NEEDLE = "令和7年5月1日"

# What stands there before, so that the boxes below are asked for.
BEFORE = {
    "files": [{"name": "台帳ファイル", "outsourcing_exists": "委託する"}],
    "annexes": [{"title": "別紙1 提供先一覧"}],
}

ANSWERABLE = [name for name, kind in KINDS.items() if kind.answerable]

OpenWindow = Callable[[Document], Hands]


class Person:
    """Somebody at the window: finds what is in view, types and clicks."""

    def __init__(self, hands: Hands, qtbot: QtBot) -> None:
        self._hands = hands
        self._qtbot = qtbot

    def type(self, kind: type[QWidget], name: str, text: str) -> None:
        type_text(self._hands.find(kind, name), text)

    def press(self, name: str) -> None:
        self._click(self._hands.find(QPushButton, name))

    def write_cell(self, name: str, text: str) -> None:
        """Type into the current cell of a table, and be done with it."""
        cells = self._hands.find(QTableView, name)
        cells.setFocus()
        self._qtbot.keyClick(cells, Qt.Key.Key_Return)
        type_text(cells.findChild(QPlainTextEdit, "cell_box"), text)
        self._qtbot.keyClick(cells.findChild(QPlainTextEdit, "cell_box"), Qt.Key.Key_Return)

    def clear(self, kind: type[QWidget], name: str) -> None:
        """Take a box's text away."""
        box = self._hands.find(kind, name)
        box.setFocus()
        self._qtbot.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self._qtbot.keyClick(box, Qt.Key.Key_Delete)

    def choose_row(self, name: str, row: int) -> None:
        """Go down a list with the arrow keys to a row."""
        rows = self._hands.find(QListWidget, name)
        rows.setFocus()
        while rows.currentRow() < row:
            self._qtbot.keyClick(rows, Qt.Key.Key_Down)

    def pick(self, kind: type[QAbstractButton], name: str, text: str) -> None:
        """Click the option with this text in the editor at an address."""
        editor = self._hands.find(QWidget, name)
        options = [editor] if isinstance(editor, kind) else editor.findChildren(kind)
        self._click(next(option for option in options if option.text() == text))

    def _click(self, button: QAbstractButton) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@dataclass(frozen=True)
class Subject:
    """An item of the kind: where it stands, what a person does there, and what is then kept."""

    address: str
    enter: Callable[[Person], object]
    value: Any


def _tick(person: Person) -> None:
    label = next(i.label for i in new_assessment(FORM).form.items if i.id == _id(CHECK))
    person.pick(QCheckBox, CHECK, label)


def _id(address: str) -> str:
    return address.replace("[0]", "[]")


def _fill_brackets(person: Person) -> None:
    person.type(QPlainTextEdit, f"{CHECKS}:その他", NEEDLE)


def _add_picture(person: Person) -> None:
    person.press(f"add:{FIGURES}")
    person.type(QPlainTextEdit, f"{FIGURES}[0].caption", NEEDLE)


def _write_in_grid(person: Person) -> None:
    person.press(f"start:{GRID}")
    person.write_cell(f"cells:{GRID}", NEEDLE)


def _add_row(person: Person) -> None:
    person.press(f"add:{TABLE}")
    person.type(QLineEdit, f"{TABLE}[0].date", NEEDLE)
    person.pick(QRadioButton, f"{TABLE}[0].timing", "事後")


def _draw(person: Person) -> None:
    person.press(f"make:{DIAGRAM}")
    person.choose_row("diagram_parts", 0)
    person.clear(QPlainTextEdit, "diagram_label")
    person.type(QPlainTextEdit, "diagram_label", NEEDLE)
    person.press("button_ok")


LINE, TEXT, DATE = "cover.name", "business.content", "procedure.basic_date"
CHOICE, CHECK = "business.subject_count", "files[0].risk.outsourcing.none"
YES_NO = "business.shared"
CHECKS, COUNT = "files[0].record_main", "files[0].outsourcing_count"
FIGURES, TABLE = "process.figures", "changes"
GRID = "annexes[0].table"
DIAGRAM = "process.flow"

# The proposal of what is written before, its chosen box with another text.
DRAWN = {
    "nodes": [
        {
            **{"id": "f1", "kind": "file", "label": NEEDLE, "x": 1, "y": 0},
            **{"area": "評価実施機関", "proposed": "台帳ファイル"},
        },
        {
            **{"id": "office", "kind": "office", "label": "事務担当部署", "x": 0, "y": 0},
            **{"area": "評価実施機関"},
        },
    ],
    "edges": [
        {"from": "office", "to": "f1", "label": "入力・照会", "number": 1, "both": True},
    ],
}

ROW = {"date": NEEDLE, "item": "", "before": "", "after": "", "timing": "事後", "reason": ""}

SUBJECTS: KindTable[Subject] = KindTable(
    "tests",
    lambda kind: kind.answerable,
    {
        "line": Subject(LINE, lambda person: person.type(QLineEdit, LINE, NEEDLE), NEEDLE),
        "text": Subject(TEXT, lambda person: person.type(QPlainTextEdit, TEXT, NEEDLE), NEEDLE),
        "date": Subject(DATE, lambda person: person.type(QLineEdit, DATE, NEEDLE), NEEDLE),
        "choice": Subject(
            CHOICE,
            lambda person: person.pick(QRadioButton, CHOICE, "1万人以上10万人未満"),
            "1万人以上10万人未満",
        ),
        "check": Subject(CHECK, _tick, True),
        "yes_no": Subject(
            YES_NO, lambda person: person.pick(QRadioButton, YES_NO, "いいえ"), False
        ),
        "checks": Subject(CHECKS, _fill_brackets, {"その他": NEEDLE}),
        "count": Subject(COUNT, lambda person: person.type(QLineEdit, COUNT, "3"), 3),
        "figures": Subject(FIGURES, _add_picture, [{"file": "図.png", "caption": NEEDLE}]),
        "grid": Subject(
            GRID,
            _write_in_grid,
            {"columns": ["No.", "列2", "列3"], "rows": [[NEEDLE, "", ""]]},
        ),
        "diagram": Subject(DIAGRAM, _draw, DRAWN),
        "table": Subject(TABLE, _add_row, [ROW]),
    },
)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program's folder with the edition among the definitions, which are read once."""
    home = tmp_path_factory.mktemp("program")
    shutil.copytree(program_root() / "templates", home / "templates")
    for name in ("resources", "docs"):
        link_or_copy(program_root() / name, home / name)
    (home / "templates" / "forms" / f"{FORM}.yaml").write_text(EDITION, "utf-8")
    return home


@pytest.fixture
def edition(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program with the edition in its folder of definitions."""
    monkeypatch.setattr(sys, "_MEIPASS", str(program), raising=False)


@dataclass(frozen=True)
class Workbooks:
    """Answers as the official workbook gives them back, and a blank one that was filled in."""

    assessment: Assessment
    official: ImportedWorkbook
    missing: tuple[TemplateGap, ...]
    filled: ImportedWorkbook


@pytest.fixture(scope="module")
def workbooks(program: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbooks]:
    """By kind. All kinds' answers go through the same workbooks, but for what is drawn: a picture
    of it comes back in the box of another kind. Where one kind stops them all, there are none.
    """
    folder = tmp_path_factory.mktemp("workbooks")
    made: dict[str, Workbooks] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "_MEIPASS", str(program), raising=False)
        for drawn in (False, True):
            kinds = [kind for kind in ANSWERABLE if KINDS[kind].drawn == drawn]
            with suppress(Exception):  # each goes on its own then, and it fails by its name
                made |= dict.fromkeys(kinds, _through_workbooks(kinds, folder))
    return made


def _through_workbooks(kinds: list[str], folder: Path) -> Workbooks:
    assessment = new_assessment(FORM)
    assessment.answers.fill(BEFORE)
    for kind in kinds:
        assessment.answers.set(SUBJECTS[kind].address, SUBJECTS[kind].value)
        if KINDS[kind].pictorial:
            assessment.figures["図.png"] = PNG
    official, blank, filled = (folder / f"{name}.xlsx" for name in ("評価書", "ひな形", "記入済み"))
    official.write_bytes(write_workbook(assessment))
    blank.write_bytes(write_workbook(new_assessment(FORM)))
    result = fill_template(assessment, blank)
    filled.write_bytes(result.data)
    return Workbooks(assessment, read_workbook(official), result.missing, read_workbook(filled))


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize("kind", ANSWERABLE)
def test_a_kind_goes_the_whole_way(
    kind: str,
    qtbot: QtBot,
    open_window: OpenWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    workbooks: dict[str, Workbooks],
) -> None:
    subject, features = SUBJECTS[kind], KINDS[kind]
    picture = tmp_path / "図.png"
    picture.write_bytes(PNG)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(picture)], ""))
    before = new_assessment(FORM)
    before.answers.fill(BEFORE)
    assert before.answers.item_at(subject.address).kind == kind

    assessment = enter_in_window(subject, before, Person, qtbot, open_window, tmp_path)
    assert assessment.answers.get(subject.address) == subject.value
    assert assessment.figures == ({"図.png": PNG} if features.pictorial else {})

    check_json(assessment, tmp_path / "json")
    gone_through = workbooks.get(kind) or _through_workbooks([kind], tmp_path)
    check_workbook(subject, features, gone_through)
    check_template(subject, features, gone_through)
    check_search(subject, features, assessment)
    check_changes(subject, features, assessment)
    check_upgrade(subject, assessment)
    check_placement(subject, features, assessment)


def enter_in_window(
    subject: Subject,
    before: Assessment,
    person: Callable[[Hands, QtBot], Person],
    qtbot: QtBot,
    open_window: OpenWindow,
    folder: Path,
) -> Assessment:
    """What the saved file holds after a person has opened it, written and saved."""
    path = folder / "評価書.pia"
    pia_file.save(before, path)
    document = Document.open(path)
    document.publish("令和7年4月1日")
    hands = open_window(document)
    hands.window.go_to(subject.address)
    assert hands.get(subject.address) is None
    subject.enter(person(hands, qtbot))
    assert hands.get(subject.address) == subject.value
    hands.trigger("action_save")
    qtbot.waitUntil(lambda: not document.modified)
    return pia_file.load(path)


def check_json(assessment: Assessment, folder: Path) -> None:
    """Answers and pictures out as JSON and in again are the same."""
    folder.mkdir()
    (folder / "回答.json").write_text(json.dumps(assessment.answers.to_json()), "utf-8")
    for name, data in assessment.figures.items():
        (folder / name).write_bytes(data)
    again = from_json(folder / "回答.json")
    assert again.answers == assessment.answers
    assert again.figures == assessment.figures


def check_workbook(subject: Subject, features: Kind, workbooks: Workbooks) -> None:
    """The official workbook holds the answer, and gives it back."""
    assert workbooks.assessment.answers.get(subject.address) == subject.value
    imported = workbooks.official.assessment
    if features.drawn:
        (picture,) = imported.answers.get(FIGURES)
        assert picture["caption"] == "事務の流れ図"
        assert imported.figures[picture["file"]].startswith(PNG[:8])
        assert any(picture["file"] in note for note in workbooks.official.notes)
        return
    assert imported.answers.get(subject.address) == subject.value
    assert imported.figures == workbooks.assessment.figures
    assert imported.leftovers == []


def check_template(subject: Subject, features: Kind, workbooks: Workbooks) -> None:
    """A blank workbook takes the answer."""
    assert workbooks.missing == ()
    filled = workbooks.filled.assessment.answers
    if features.drawn:
        (picture,) = filled.get(FIGURES)
        assert picture["caption"] == "事務の流れ図"
        return
    assert filled.get(subject.address) == subject.value


def check_search(subject: Subject, features: Kind, assessment: Assessment) -> None:
    """What a person typed is found where the kind holds texts, and replaced."""
    document = Document(assessment)
    query = SearchQuery(NEEDLE)
    hits = [hit for hit in find_hits(document.answers, query) if hit.text == NEEDLE]
    assert bool(hits) == features.searchable
    assert {hit.place.address for hit in hits} == ({subject.address} if hits else set())
    replace_hits(document, query, "置換後", hits)
    written = json.dumps(document.answers.get(subject.address), ensure_ascii=False)
    assert ("置換後" in written) == features.searchable
    document.undo()
    assert document.answers.get(subject.address) == subject.value


def check_changes(subject: Subject, features: Kind, assessment: Assessment) -> None:
    """The answer is a change since the published state, in a row of 変更箇所 and in words."""
    document = Document(assessment)
    version = document.assessment.versions[0]
    before = new_assessment(FORM)
    before.answers.fill(BEFORE)
    named = compare_states(before, Assessment(assessment.answers, assessment.figures))
    item = assessment.answers.item_at(subject.address)
    (difference,) = [entry for entry in named if entry.name == item.name.partition("\n")[0]]
    assert difference.here == ""
    assert difference.there
    rows = rows_since(assessment, version)
    changed = changed_items(before, assessment)
    if features.has_value:
        (entry,) = [entry for entry in changed if entry.new == subject.address]
        assert entry.now == value_as_text(item, subject.value) == difference.there
        assert subject.address in {row.place.address for row in rows}
    else:  # 変更箇所 does not list itself
        assert (changed, rows) == ([], [])


def check_upgrade(subject: Subject, assessment: Assessment) -> None:
    """Carried to the other form and back, the answer is in its box again."""
    there = upgrade(assessment, OTHER_FORM).assessment
    carried = there.answers.get(subject.address) if _is_in(there, subject.address) else None
    left = [entry for entry in there.leftovers if entry.address.startswith(subject.address)]
    assert (carried == subject.value) != bool(left)
    assert upgrade(there, FORM).assessment.answers.get(subject.address) == subject.value


def _is_in(assessment: Assessment, address: str) -> bool:
    return {_id(address), f"{_id(address)}[]"} & assessment.form.by_id.keys() != set()


def check_placement(subject: Subject, features: Kind, assessment: Assessment) -> None:
    """The 取込記録 offers the box for a text or for pictures, and puts it there below the rest."""
    for leftover, fits in (
        (Leftover("由来", "場所", "残った文"), features.textual),
        (Leftover("由来", "場所", "図", value=[{"file": "図.png"}]), features.pictorial),
    ):
        offered = {place.address for place in LeftoverTargets(assessment.answers).all(leftover)}
        assert (subject.address in offered) == fits
        if fits:
            document = Document(assessment)
            document.set_leftovers([leftover], "試験")
            place_leftover(document, leftover, subject.address)
            assert len(document.answers.get(subject.address)) > len(subject.value)
            assert document.leftovers == ()


# -- a kind that somebody forgets ------------------------------------------------------------


def tables_of_every_layer() -> dict[str, KindTable[Any]]:
    """Each table by kind that any module of the program holds."""
    tables: dict[str, KindTable[Any]] = {}
    for package in (pia_desktop, ui):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if info.name.endswith("__main__"):
                continue
            for value in vars(importlib.import_module(info.name)).values():
                if isinstance(value, KindTable):
                    tables[value.layer] = value
    return tables


def test_every_layer_serves_every_kind() -> None:
    tables = tables_of_every_layer()
    assert set(tables) == {
        "forms.values",
        "assessment.value_text",
        "assessment.value_text (options)",
        "assessment.search",
        "sheets.blocks",
        "excel.importer.value_readers",
        "excel.template_filling.cell_targets",
        "ui.editors",
    }
    assert {layer: table.missing() for layer, table in tables.items() if table.missing()} == {}
    assert SUBJECTS.missing() == []


def test_a_kind_that_a_layer_has_forgotten_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    slider = Kind(name="slider", has_options=True, textual=True, searchable=True)
    monkeypatch.setitem(KINDS, "slider", slider)
    for layer, table in tables_of_every_layer().items():
        assert table.missing() == ["slider"], layer
    assert SUBJECTS.missing() == ["slider"]
