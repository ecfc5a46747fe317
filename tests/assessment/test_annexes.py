"""別紙 in answers and files: what they take, and that their tables and pictures go along."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pia_desktop.assessment import Assessment, from_json, new_assessment, pia_file
from pia_desktop.assessment.continuation import add_continuation
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.grid_edits import paste_cells
from pia_desktop.assessment.notes import Note
from pia_desktop.assessment.publication import load_version
from pia_desktop.assessment.search import SearchQuery, find_hits, replace_hits
from pia_desktop.assessment.upgrade import upgrade
from pia_desktop.errors import AnswersError
from pia_desktop.files import limits
from pia_desktop.forms import form_ids, load_form_by_id
from pia_desktop.forms.catalogue import catalogue_rows
from pia_desktop.forms.outline import occurrence_number, occurrence_title
from tests.made_up_annexes import ANNEXES, with_annexes
from tests.strategies import PNG

GRID = "annexes[0].table"


@pytest.mark.parametrize("form_id", form_ids())
def test_every_edition_has_them_behind_the_form(form_id: str) -> None:
    form = load_form_by_id(form_id)
    assert [row[2] for row in catalogue_rows(form)][-5:] == [
        "annexes[]", "annexes[].title", "annexes[].text", "annexes[].table", "annexes[].figures",
    ]  # fmt: skip
    assert not [item for item in form.items if item.id.startswith("annexes")]


def test_they_go_out_as_json_and_come_back_equal(tmp_path: Path) -> None:
    before = with_annexes()
    (tmp_path / "回答.json").write_text(json.dumps(before.answers.to_json()), "utf-8")
    (tmp_path / "連絡.png").write_bytes(PNG)
    after = from_json(tmp_path / "回答.json")
    assert after.answers == before.answers
    assert after.figures == before.figures


def test_they_are_in_the_file_and_in_what_was_published(tmp_path: Path) -> None:
    document = Document(with_annexes())
    version = document.publish("令和8年4月1日")
    pia_file.save(document.assessment, tmp_path / "評価書.pia")
    again = pia_file.load(tmp_path / "評価書.pia")
    assert again.answers.get("annexes") == document.answers.get("annexes")
    assert again.figures == {"連絡.png": PNG}
    published = load_version(version)
    assert published.answers.get("annexes") == document.answers.get("annexes")
    assert published.figures == {"連絡.png": PNG}


def test_another_form_takes_all_of_them_along() -> None:
    before = with_annexes()
    result = upgrade(before, "youshiki4-2018-05")
    assert result.assessment.answers.get("annexes") == before.answers.get("annexes")
    assert result.assessment.figures == before.figures
    assert result.assessment.leftovers == []


@pytest.mark.parametrize(
    "table, said",
    [
        ([["1"]], "表の書き方が違います"),
        ({"columns": ["a"], "rows": [["1", "2"]]}, "表の1行目のマスの数が、列の数と違います"),
        ({"columns": ["a", "b"], "rows": [["1", "2"], ["3"]]}, "表の2行目"),
        ({"columns": ["a"], "rows": [[1]]}, "文字列ではない値"),
        ({"columns": "a", "rows": []}, "一覧ではありません"),
        ({"columns": [], "rows": [["1"]]}, "表の1行目"),
        ({"columns": ["a"], "rows": [["\x07"]]}, "印刷できない制御文字"),
        ({"columns": ["a"] * (limits.GRID_COLUMNS + 1), "rows": []}, "表が大きすぎます"),
        ({"columns": ["a"], "rows": [["1"]] * (limits.ROWS + 1)}, "表が大きすぎます"),
        ({"columns": ["a"], "rows": [], "more": 1}, "表の書き方が違います"),
    ],
)
def test_a_table_of_another_shape_is_refused(table: Any, said: str) -> None:
    answers = new_assessment("youshiki3-2025-05").answers
    with pytest.raises(AnswersError, match=said) as refused:
        answers.fill({"annexes": [{"table": table}]})
    assert (refused.value.item, refused.value.item_name) == (GRID, "表")


def test_a_table_without_columns_is_none() -> None:
    answers = new_assessment("youshiki3-2025-05").answers
    answers.fill({"annexes": [{"table": {"columns": [], "rows": []}, "title": "別紙1"}]})
    assert answers.get("annexes") == [{"title": "別紙1"}]


@pytest.mark.parametrize(
    "title, number, shown",
    [
        ("別紙1 一覧", "別紙1", "別紙1 一覧"),
        ("(別紙２の２)　移転先", "別紙2の2", "(別紙２の２)　移転先"),
        ("別紙 3", "別紙3", "別紙 3"),
        ("別紙二", "別紙二", "別紙二"),
        ("別紙一覧表", "別紙1", "別紙1　別紙一覧表"),
        ("提供先一覧", "別紙1", "別紙1　提供先一覧"),
        ("", "別紙1", "別紙1"),
    ],
)
def test_it_is_called_by_its_title_or_by_its_place(title: str, number: str, shown: str) -> None:
    answers = new_assessment("youshiki3-2025-05").answers
    answers.fill({"annexes": [{"title": title}]})
    item = answers.form.by_id["annexes[]"]
    assert occurrence_number(answers, item, (0,)) == number
    assert occurrence_title(answers, item, (0,)) == shown


def test_search_finds_cells_and_replaces_them_in_one_step() -> None:
    document = Document(with_annexes())
    hits = list(find_hits(document.answers, SearchQuery("介護保険課")))
    assert {hit.address for hit in hits} == {"annexes[1].table"}
    assert hits[0].key.endswith(",2")
    assert replace_hits(document, SearchQuery("介護保険課"), "長寿課", hits) == len(hits) > 5
    assert not list(find_hits(document.answers, SearchQuery("介護保険課")))
    document.undo()
    assert document.answers.get("annexes[1].table") == ANNEXES[1]["table"]


def test_a_note_moves_along_with_its_annex() -> None:
    document = Document(with_annexes())
    document.set_notes([Note("番号を確かめる", "annexes[2].table")], "メモの追加")
    document.move("annexes", 2, 0)
    assert document.answers.get("annexes[0].title") == "連絡体制"
    assert [note.address for note in document.assessment.notes] == ["annexes[0].table"]


def test_a_further_workbook_s_annexes_come_behind_those_that_are_there() -> None:
    document = Document(with_annexes())
    further = new_assessment("youshiki3-2025-05")
    further.answers.fill(
        {
            "annexes": [
                {"title": "別紙5 新しい一覧", "figures": [{"file": "連絡.png", "caption": ""}]},
                {"title": "別紙2の2　特定個人情報の移転先一覧", "text": "別の本文"},
            ]
        }
    )
    further.figures["連絡.png"] = PNG
    done = add_continuation(document, Assessment(further.answers, further.figures), "続き.xlsx")
    titles = [entry["title"] for entry in document.answers.get("annexes")]
    assert titles[3:] == ["別紙5 新しい一覧"]
    assert [entry.text for entry in done.kept] == ["別の本文"]
    document.undo()
    assert document.answers.count("annexes") == 3


def test_a_paste_beyond_all_limits_changes_nothing() -> None:
    table = ANNEXES[2]["table"]
    after, said = paste_cells(table, [["x"] * 50], 0, 0)
    assert after == table
    assert said.endswith("貼り付けていません。")
