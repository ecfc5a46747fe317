"""Blank workbooks that other offices have laid out, as templates: every answer finds its box."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pia_desktop.assessment import Answers, Assessment
from pia_desktop.excel.importer import read_workbook
from pia_desktop.excel.template_filling import fill_template
from tests.effort import effort
from tests.excel.leaves import leaves
from tests.excel.office_book import office_book, plain_style, sample_slice, style_of
from tests.locations import SAMPLES

# Offices between whose habits lies everything that a template can ask of the filling: answers
# beside and below, unmerged boxes, ticks in cells of their own, squares, lists in one cell.
OFFICES = (0, 4, 12, 18, 25, 30, 36)


@pytest.mark.parametrize("seed", [*OFFICES, *range(100, effort(100, 160))])
def test_an_office_s_own_blank_workbook_takes_every_answer(seed: int, tmp_path: Path) -> None:
    form, answers = sample_slice(SAMPLES / "youshiki3.json", seed, small=True)
    original = Assessment(Answers.read(form, answers))
    blank: dict[str, Any] = {"files": [{} for _file in answers["files"]]}
    office_book(form, blank, style_of(seed)).workbook.save(tmp_path / "ひな形.xlsx")
    filled = fill_template(original, tmp_path / "ひな形.xlsx")
    assert filled.missing == ()
    (tmp_path / "記入済み.xlsx").write_bytes(filled.data)
    shown = read_workbook(tmp_path / "記入済み.xlsx").assessment
    assert leaves(shown.answers) == leaves(original.answers)


def test_records_of_each_file_go_on_its_own_worksheet(tmp_path: Path) -> None:
    """(別添2) once for each file, and no name of a file in it yet."""
    form, answers = sample_slice(SAMPLES / "youshiki4.json", 2, small=True)
    first, second = answers["files"]
    first["records"], second["records"] = "宛名番号、税額", "宛名番号、納付額"
    original = Assessment(Answers.read(form, answers))
    blank: dict[str, Any] = {"files": [{}, {}]}
    office_book(form, blank, plain_style(2)).workbook.save(tmp_path / "ひな形.xlsx")
    filled = fill_template(original, tmp_path / "ひな形.xlsx")
    assert filled.missing == ()
    (tmp_path / "記入済み.xlsx").write_bytes(filled.data)
    shown = read_workbook(tmp_path / "記入済み.xlsx").assessment
    assert leaves(shown.answers) == leaves(original.answers)
