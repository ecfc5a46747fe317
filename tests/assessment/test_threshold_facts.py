"""The facts of the しきい値判断 are kept in the file, beside the form: JSON, undo, search, another
form and two states of one file know them; no printed page, workbook or change table does.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pia_desktop.assessment import Assessment, from_json, new_assessment, pia_file
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.search import SearchQuery, find_hits
from pia_desktop.assessment.upgrade import upgrade
from pia_desktop.changes.change_table import rows_since
from pia_desktop.changes.differences import compare_items
from pia_desktop.changes.state_comparison import compare_states
from pia_desktop.checks import check
from pia_desktop.cli.main import main
from pia_desktop.errors import AnswersError
from pia_desktop.excel import write_workbook
from pia_desktop.excel.importer import read_workbook
from pia_desktop.excel.template_filling import fill_template
from pia_desktop.files.paths import resources_dir
from pia_desktop.forms import load_form_by_id
from pia_desktop.pdf.documents import write_pdf
from tests.pdf.page_texts import page_texts
from tests.strategies import FORM_IDS

FACTS = {"subjects": 123_457, "staff": 89, "accident": False, "as_of": "令和8年4月2日"}


def with_facts(form_id: str = "youshiki3-2025-05", **facts: Any) -> Assessment:
    assessment = new_assessment(form_id)
    assessment.answers.fill({"cover": {"name": "試験の評価書"}, "threshold": facts or FACTS})
    return assessment


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_they_are_in_the_file(form_id: str, tmp_path: Path) -> None:
    path = tmp_path / "評価書.pia"
    pia_file.save(with_facts(form_id), path)
    again = pia_file.load(path).answers
    assert again.to_json()["threshold"] == FACTS
    assert again.get("threshold.accident") is False


def test_dump_and_from_json_and_fill_know_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, other, answers = (tmp_path / name for name in ("a.pia", "b.pia", "a.json"))
    pia_file.save(with_facts(), path)
    assert main(["dump", str(path)]) == 0
    answers.write_text(capsys.readouterr().out, "utf-8")
    assert main(["from-json", str(answers), str(other)]) == 0
    assert pia_file.load(other) == pia_file.load(path)
    answers.write_text(json.dumps({"threshold": {"accident": True}}), "utf-8")
    assert main(["fill", str(path), str(answers)]) == 0
    assert pia_file.load(path).answers.get("threshold") == {**FACTS, "accident": True}


@pytest.mark.parametrize(
    "facts",
    [{"subjects": -1}, {"staff": "89"}, {"accident": "なし"}, {"accident": 1}, {"other": 1}],
)
def test_what_is_no_fact_is_refused(facts: dict[str, Any]) -> None:
    with pytest.raises(AnswersError, match="threshold"):
        with_facts(**facts)


def test_a_change_is_undone(tmp_path: Path) -> None:
    document = Document(with_facts())
    document.set("threshold.accident", True)
    assert document.modified
    assert document.unsaved_names() == [
        "過去1年以内に、評価実施機関において特定個人情報に関する重大事故が発生したか"
    ]
    document.undo()
    assert document.answers.get("threshold.accident") is False
    assert not document.modified


def test_search_finds_the_day_of_the_counts() -> None:
    hits = list(find_hits(with_facts().answers, SearchQuery("令和8年4月2日")))
    assert [hit.address for hit in hits] == ["threshold.as_of"]


def test_another_form_takes_them_along() -> None:
    carried = upgrade(with_facts(), "youshiki4-2025-05").assessment
    assert carried.answers.get("threshold") == FACTS
    assert carried.leftovers == []


def test_two_states_of_a_file_are_told_apart_by_them() -> None:
    here, there = with_facts(), with_facts(**{**FACTS, "subjects": 5, "accident": True})
    assert [(entry.name, entry.here, entry.there) for entry in compare_states(here, there)] == [
        ("対象人数", "123457人", "5人"),
        (
            "過去1年以内に、評価実施機関において特定個人情報に関する重大事故が発生したか",
            "いいえ",
            "はい",
        ),
    ]


# -- what doesn't know them ------------------------------------------------------------------


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_the_form_has_no_such_items(form_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["items", form_id]) == 0
    assert "threshold." not in capsys.readouterr().out.replace("procedure.threshold", "")
    form = load_form_by_id(form_id)
    beside = [section for section in form.all_sections if not section.printed]
    assert [section.id for section in beside] == ["threshold"]
    assert not set(form.sections) & set(beside)


def test_no_workbook_and_no_pdf_holds_them(tmp_path: Path) -> None:
    empty, full = new_assessment("youshiki3-2025-05"), with_facts()
    empty.answers.set("cover.name", "試験の評価書")
    assert write_workbook(full) == write_workbook(empty)
    path = tmp_path / "評価書.pdf"
    path.write_bytes(write_pdf(full))
    pages = page_texts(path)
    assert "取扱者数" not in pages[0]
    assert not [page for page in pages if "123457" in page or "令和8年4月2日" in page]


def test_an_import_and_a_template_do_not_miss_them(tmp_path: Path) -> None:
    blank = tmp_path / "ひな形.xlsx"
    blank.write_bytes(write_workbook(new_assessment("youshiki3-2025-05")))
    assert fill_template(with_facts(), blank).missing == ()
    imported = read_workbook(blank).assessment
    assert imported.answers.get("threshold") is None


def test_they_are_no_row_of_the_changes(tmp_path: Path) -> None:
    document = Document(with_facts())
    version = document.publish("令和7年4月1日")
    document.set("threshold.subjects", 1)
    document.set("threshold.accident", None)
    assert rows_since(document.assessment, version) == []
    there = with_facts(subjects=1)
    assert {it.new for it in compare_items(with_facts(), there)} == {"cover.name"}


def test_they_are_asked_for_by_no_rule() -> None:
    sample = from_json(resources_dir() / "sample" / "youshiki3.json")
    addresses = {finding.address for finding in check(sample, date(2026, 4, 1))}
    assert not [address for address in addresses if address.startswith("threshold")]
