"""What the program itself has exported comes back with every answer, in all editions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia_desktop.assessment import Answers, Assessment, new_assessment
from pia_desktop.assessment.model import from_json
from pia_desktop.diagrams.flow_model import value_of
from pia_desktop.diagrams.flow_proposal import propose_diagram
from pia_desktop.excel import write_workbook
from pia_desktop.excel.importer import read_workbook
from pia_desktop.forms import load_form_by_id
from tests.effort import effort
from tests.excel.leaves import leaves
from tests.office_printing import SAMPLES, large_assessment
from tests.strategies import FORM_IDS, PNG, answers


def back(assessment: Assessment, folder: Path) -> Assessment:
    """The assessment after a way through a workbook, which must leave nothing unrecognised."""
    path = folder / "評価書.xlsx"
    path.write_bytes(write_workbook(assessment))
    imported = read_workbook(path)
    assert imported.assessment.form.id == assessment.form.id
    assert imported.assessment.leftovers == []
    return imported.assessment


def sample_in(form_id: str) -> Assessment:
    """The made-up town's assessment, in this edition of its form."""
    sample = from_json(SAMPLES / f"{form_id.partition('-')[0]}.json")
    form = load_form_by_id(form_id)
    options = {o.key: o.id for o in sample.form.by_id["files[].record_main"].options}
    labels = {o.id: o.key for o in form.by_id["files[].record_main"].options}
    written = sample.answers.to_json() | {"edition": form.edition}
    for file in written["files"]:
        ticked = file.get("record_main", {})
        file["record_main"] = {labels[options[key]]: value for key, value in ticked.items()}
    return Assessment(Answers.read(form, written), sample.figures)


def test_a_real_assessment_comes_back_whole(real_file: Path, tmp_path: Path) -> None:
    original = from_json(real_file)
    again = back(original, tmp_path)
    assert leaves(again.answers) == leaves(original.answers)
    assert again.figures == original.figures


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_the_sample_comes_back_in_each_edition(form_id: str, tmp_path: Path) -> None:
    original = sample_in(form_id)
    again = back(original, tmp_path)
    assert leaves(again.answers) == leaves(original.answers)
    assert again.figures == original.figures


@pytest.mark.parametrize("drawn", [False, True])
def test_each_answer_is_counted_once(drawn: bool, tmp_path: Path) -> None:
    """The picture of a diagram, on a page of its own, is one of the figures."""
    assessment = new_assessment("youshiki4-2025-05")
    assessment.figures["図.png"] = PNG
    assessment.answers.fill(
        {
            "cover": {"name": "青空市 税に関する事務"},
            "systems": [{"name": "税システム"}],
            "process": {"figures": [{"file": "図.png", "caption": "図"}], "notes": "番号は順。"},
        }
    )
    if drawn:
        diagram = value_of(propose_diagram(assessment.answers))
        assessment.answers.set("process.flow", diagram)
    path = tmp_path / "評価書.xlsx"
    path.write_bytes(write_workbook(assessment))
    imported = read_workbook(path)
    assert len(imported.assessment.answers.get("process.figures")) == 1 + drawn
    assert imported.taken == 4


@pytest.mark.slow
def test_more_than_anybody_writes_comes_back(tmp_path: Path) -> None:
    original = large_assessment()
    assert leaves(back(original, tmp_path).answers) == leaves(original.answers)


@pytest.mark.parametrize("form_id", FORM_IDS)
@given(data=st.data())
@settings(max_examples=effort(3, 60))
def test_whatever_is_written_comes_back(form_id: str, tmp_path: Path, data: st.DataObject) -> None:
    written: dict[str, Any] = data.draw(answers(form_id))
    # An empty row of the table says nothing, and a workbook's empty rows are no answers.
    written["changes"] = [row for row in written.get("changes", ()) if any(row.values())]
    original = Assessment(Answers.read(load_form_by_id(form_id), written))
    original.figures = dict.fromkeys(original.figure_names(), PNG)
    path = tmp_path / "評価書.xlsx"
    path.write_bytes(write_workbook(original))
    again = read_workbook(path, form_id).assessment
    assert leaves(again.answers) == leaves(original.answers)
    assert again.leftovers == []
    assert again.figures == original.figures
