"""Workbooks that the program's own export has nothing to do with are read whole, too."""

from __future__ import annotations

import io
import random
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl.drawing.image import Image

from pia_desktop.assessment import Assessment
from pia_desktop.assessment.model import from_json
from pia_desktop.excel.importer import ImportedWorkbook, read_workbook
from pia_desktop.forms import load_form_by_id
from tests.excel.grid_paper import grid_paper
from tests.excel.grid_sheet import Habits
from tests.excel.leaves import leaves
from tests.excel.workbook_edits import texts
from tests.office_printing import reopened, sample
from tests.strategies import FORM_IDS, PNG

# Every way to lay out each thing is among these; see the test of it.
SEEDS = range(8)

# 様式4's (別添1)事務の内容 among the sheets, and the row below its title.
PROCESS_SHEET = 2
TITLE_ROWS = 4

# Blocks that are printed even where nothing is filled in: few, for the sake of time.
FEW = {"systems": 2, "outsourcing": 2, "transfers": 2}

# Habits that are measures: any number will do.
MEASURES = ("columns", "tallest")

# Habits that none has by chance.
UNOFFICIAL = ("numbers_apart", "one_cell", "checks_in_a_cell")


def chance(seed: int) -> random.Random:
    """What a municipality's habits are chosen with."""
    return random.Random(seed)  # noqa: S311


def answered(assessment: Assessment) -> dict[str, Any]:
    """Every answer but the figures, which these workbooks don't have."""
    found = leaves(assessment.answers).items()
    return {address: value for address, value in found if ".figures[" not in address}


def written(original: Assessment, seed: int, folder: Path) -> Path:
    """The assessment in some municipality's workbook."""
    path = folder / "評価書.xlsx"
    form, answers = original.form, original.answers
    grid_paper(form, answers, chance(seed), **FEW, provisions=6).save(path)
    return path


def check(imported: ImportedWorkbook, original: Assessment) -> None:
    """Everything is there, and nothing is left over."""
    assert imported.assessment.form.id == original.form.id
    assert answered(imported.assessment) == answered(original)
    assert imported.assessment.leftovers == []


def test_the_seeds_lay_out_each_thing_in_every_way() -> None:
    seen = [Habits.of(chance(seed)) for seed in SEEDS]
    many = [Habits.of(chance(seed)) for seed in range(200)]
    for name in (field.name for field in fields(Habits) if field.name not in MEASURES):
        assert {getattr(h, name) for h in seen} == {getattr(h, name) for h in many}, name


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", ["youshiki3", "youshiki4"])
def test_the_sample_is_read_from_any_layout(name: str, seed: int, tmp_path: Path) -> None:
    original = sample(name)
    check(read_workbook(written(original, seed, tmp_path)), original)


@pytest.mark.parametrize("seed", SEEDS[::4])
def test_a_real_assessment_is_read_from_any_layout(
    real_file: Path, seed: int, tmp_path: Path
) -> None:
    original = from_json(real_file)
    check(read_workbook(written(original, seed, tmp_path)), original)


@pytest.mark.parametrize("habit", UNOFFICIAL)
@pytest.mark.parametrize("name", ["youshiki3", "youshiki4"])
def test_what_the_official_file_never_does_is_read_too(
    name: str, habit: str, tmp_path: Path
) -> None:
    original = sample(name)
    habits = replace(Habits.of(chance(0)), **{habit: True})
    book = grid_paper(original.form, original.answers, chance(0), **FEW, habits=habits)
    book.save(tmp_path / "評価書.xlsx")
    check(read_workbook(tmp_path / "評価書.xlsx"), original)


@pytest.mark.parametrize(
    "mark, in_a_cell",
    [("O", False), ("x", False), ("1", False), ("■", False), ("o", True), ("X", True), ("×", True)],
)
def test_a_tick_is_whatever_people_type(mark: str, in_a_cell: bool, tmp_path: Path) -> None:
    original = sample("youshiki3")
    habits = replace(Habits.of(chance(0)), mark=mark, checks_in_a_cell=in_a_cell)
    book = grid_paper(original.form, original.answers, chance(0), **FEW, habits=habits)
    book.save(tmp_path / "評価書.xlsx")
    imported = read_workbook(tmp_path / "評価書.xlsx")
    check(imported, original)
    said = [note for note in imported.notes if f"の{mark}は、選んだ印として読みました" in note]
    assert bool(said) == (mark in "xX×")


def test_a_cross_beside_circles_is_no_tick(tmp_path: Path) -> None:
    original = sample("youshiki3")
    habits = replace(Habits.of(chance(0)), checks_in_a_cell=True)
    path = tmp_path / "評価書.xlsx"
    grid_paper(original.form, original.answers, chance(0), **FEW, habits=habits).save(path)
    book = reopened(path)
    sheet = next(sheet for sheet in book if "概要" in sheet.title)
    cell = next(cell for cell in texts(sheet) if "[] フラッシュメモリ" in str(cell.value))
    cell.value = str(cell.value).replace("[] フラッシュメモリ", "[×] フラッシュメモリ")
    book.save(path)
    imported = read_workbook(path).assessment
    assert imported.answers.to_json() == original.answers.to_json()
    (leftover,) = imported.leftovers
    assert "[×] フラッシュメモリ" in leftover.text


@pytest.mark.parametrize("seed", SEEDS[1:2])
@pytest.mark.parametrize("form_id", FORM_IDS)
def test_a_blank_form_holds_no_answers(form_id: str, seed: int, tmp_path: Path) -> None:
    form = load_form_by_id(form_id)
    path = tmp_path / "様式.xlsx"
    grid_paper(form, None, chance(seed), **FEW, files=2).save(path)
    imported = read_workbook(path)
    assert imported.assessment.form.id == form_id
    assert answered(imported.assessment) == {}
    assert imported.assessment.leftovers == []


@pytest.mark.parametrize("seed", SEEDS[:2])
def test_pictures_are_figures_under_the_sections_title_alone_too(seed: int, tmp_path: Path) -> None:
    original = sample("youshiki4")
    book = grid_paper(original.form, original.answers, chance(seed), **FEW)
    sheet = book.worksheets[PROCESS_SHEET]
    for row in (8, 14):
        sheet.add_image(Image(io.BytesIO(PNG)), f"D{row}")
    sheet["C20"] = "二つめの図の説明"
    book.save(tmp_path / "評価書.xlsx")
    imported = read_workbook(tmp_path / "評価書.xlsx").assessment
    figures = imported.answers.get("process.figures")
    assert [figure["caption"] for figure in figures] == ["", "二つめの図の説明"]
    assert answered(imported) == answered(original)
    assert imported.leftovers == []


def test_pictures_are_figures_without_any_title_too(tmp_path: Path) -> None:
    original = sample("youshiki4")
    path = tmp_path / "評価書.xlsx"
    grid_paper(original.form, original.answers, chance(0), **FEW).save(path)
    book = reopened(path)
    sheet = book.worksheets[PROCESS_SHEET]
    titles = [cell for cell in texts(sheet) if "事務の内容" in str(cell.value)]
    assert titles
    for cell in titles:
        cell.value = None
    sheet.add_image(Image(io.BytesIO(PNG)), "D8")
    book.save(path)
    imported = read_workbook(path).assessment
    assert len(imported.answers.get("process.figures")) == 1
    assert answered(imported) == answered(original)
    assert imported.leftovers == []


def test_a_note_above_the_figures_label_is_not_lost(tmp_path: Path) -> None:
    form = load_form_by_id("youshiki4-2025-05")
    seed = next(s for s in SEEDS if Habits.of(chance(s)).figure_label)
    book = grid_paper(form, None, chance(seed), **FEW)
    book.worksheets[PROCESS_SHEET].insert_rows(TITLE_ROWS)
    book.worksheets[PROCESS_SHEET].cell(TITLE_ROWS, 2, "図は別に送ります。")
    book.save(tmp_path / "評価書.xlsx")
    left = read_workbook(tmp_path / "評価書.xlsx").assessment.leftovers
    assert [leftover.text for leftover in left] == ["図は別に送ります。"]
