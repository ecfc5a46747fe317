"""「変更箇所を作る」: rows wait until they are accepted, and a person's own are left alone."""

import copy
from pathlib import Path
from typing import Any

import pytest

from pia_desktop.assessment import Answers, Assessment
from pia_desktop.assessment.document import Document
from pia_desktop.changes import change_table
from pia_desktop.changes.table_merge import MergedTable
from pia_desktop.errors import VersionError
from pia_desktop.forms import load_form_by_id

DATE = "令和8年4月1日"
OLD_ROW = {
    "date": "令和6年4月1日",
    "item": "全般",
    "before": "旧",
    "after": "新",
    "timing": "事後",
    "reason": "",
}
BASIS = "Ⅰ 基本情報 4. 個人番号の利用 法令上の根拠"
DEPARTMENT = "Ⅰ 基本情報 6. 評価実施機関における担当部署 ①部署"


@pytest.fixture
def document() -> Document:
    """Published, and then changed in two items: one with ※ and one without."""
    data = {
        "number_use": {"legal_basis": "番号法第9条第1項"},
        "department": {"name": "総務課"},
        "systems": [{"name": "宛名システム"}],
        "changes": [OLD_ROW],
    }
    form = load_form_by_id("youshiki3-2025-05")
    document = Document.unsaved(Assessment(Answers.read(form, data)))
    document.publish("令和7年4月1日")
    document.set("number_use.legal_basis", "番号法第9条第2項")
    document.set("department.name", "デジタル課")
    return document


def generate(document: Document, date: str = DATE, **how: Any) -> MergedTable:
    version = change_table.version_to_compare(document.assessment)
    rows = change_table.rows_since(document.assessment, version, **how)
    table = change_table.merge_rows(document.assessment, version, rows, date)
    change_table.apply_rows(document, table)
    return table


def rows(document: Document) -> list[dict[str, str]]:
    return list(document.answers.get("changes"))


def test_the_rows_come_after_those_of_old_and_wait(document: Document) -> None:
    table = generate(document)
    assert table.added == 2
    assert rows(document)[0] == OLD_ROW
    assert [tuple(row.values())[:5] for row in rows(document)[1:]] == [
        (
            DATE,
            BASIS,
            "番号法第9条第1項",
            "番号法第9条第2項",
            "事前",
        ),
        (DATE, DEPARTMENT, "総務課", "デジタル課", "事後"),
    ]
    assert rows(document)[1]["reason"] == "重要な変更"
    assert "義務付けられない" in rows(document)[2]["reason"]
    assert change_table.rows_waiting(document.assessment) == [False, True, True]


def test_generating_twice_adds_nothing(document: Document) -> None:
    generate(document)
    first = copy.deepcopy(rows(document))
    assert generate(document).added == 0
    assert rows(document) == first


def test_one_undo_takes_the_rows_and_their_marks_away(document: Document) -> None:
    generate(document)
    document.undo()
    assert rows(document) == [OLD_ROW]
    assert document.assessment.generated == []
    document.redo()
    assert change_table.rows_waiting(document.assessment) == [False, True, True]


def test_a_waiting_row_follows_the_item(document: Document) -> None:
    generate(document)
    document.move("changes", 1, 2)
    document.set("number_use.legal_basis", "番号法第19条")
    assert generate(document, "令和8年5月1日").added == 0
    assert [row["after"] for row in rows(document)] == ["新", "デジタル課", "番号法第19条"]
    assert {row["date"] for row in rows(document)[1:]} == {"令和8年5月1日"}


def test_a_waiting_row_goes_when_nothing_differs_any_more(document: Document) -> None:
    generate(document)
    document.set("department.name", "総務課")
    generate(document)
    assert [row["after"] for row in rows(document)] == ["新", "番号法第9条第2項"]


@pytest.mark.parametrize("key", ["date", "item", "before", "after", "timing", "reason"])
def test_an_edited_row_is_the_persons_own(document: Document, key: str) -> None:
    generate(document)
    value = "事後" if key == "timing" else "人が直した"
    document.set(f"changes[1].{key}", value)
    assert change_table.rows_waiting(document.assessment) == [False, False, True]
    mine = copy.deepcopy(rows(document)[1])
    assert generate(document).added == 0
    assert rows(document)[1] == mine


def test_an_accepted_row_is_left_alone_and_said_to_be_stale(document: Document) -> None:
    generate(document)
    change_table.accept_rows(document, 2)
    assert change_table.rows_waiting(document.assessment) == [False, True, False]
    document.set("department.name", "情報政策課")
    table = generate(document)
    assert table.added == 0
    assert rows(document)[2]["after"] == "デジタル課"
    assert [(stale.index, stale.today["after"]) for stale in table.stale] == [(2, "情報政策課")]


def test_accepting_all_and_undoing_it(document: Document) -> None:
    generate(document)
    change_table.accept_rows(document)
    assert not any(change_table.rows_waiting(document.assessment))
    document.undo()
    assert change_table.rows_waiting(document.assessment) == [False, True, True]


def test_a_row_that_a_person_typed_for_the_change_is_enough(document: Document) -> None:
    own = {
        **OLD_ROW,
        "item": "Ⅰ　基本情報　６．評価実施機関における担当部署　①部署",
        "before": "総務課",
        "after": "デジタル課",
    }
    document.add("changes", occurrence=own)
    assert generate(document).added == 1
    assert rows(document)[1] == own


def test_last_years_row_of_the_same_item_is_not(document: Document) -> None:
    last = {**OLD_ROW, "item": DEPARTMENT}
    document.set_rows("changes", [OLD_ROW, last])
    document.publish("令和7年10月1日")
    document.set("department.name", "情報政策課")
    assert generate(document).added == 1
    assert rows(document)[1] == last


def test_two_items_with_the_same_texts_are_two_rows(document: Document) -> None:
    document.set("department.head_title", "課長")
    document.publish("令和7年10月1日")
    document.set("department.name", "課長")
    document.set("department.head_title", "")
    document.set("systems[0].name", "課長")
    generate(document)
    assert len(rows(document)) == 1 + 3
    document.set("changes[2].item", "人が書いた項目名")
    assert generate(document).added == 0


def test_publishing_accepts_what_waits(document: Document) -> None:
    generate(document)
    document.publish("令和8年4月1日")
    assert not any(change_table.rows_waiting(document.assessment))
    assert generate(document).added == 0
    assert len(rows(document)) == 3


def test_abridged_rows_keep_the_changed_sentence(document: Document) -> None:
    long = "この文は変わらない長い文である。"
    document.set("systems[0].functions", long * 3 + "\n終わりの文。")
    document.publish("令和7年10月1日")
    document.set("systems[0].functions", long * 3 + "\n改めた終わりの文。")
    generate(document, abridged=True)
    assert rows(document)[-1]["after"] == "(略)\n改めた終わりの文。"
    assert generate(document).added == 0
    change_table.accept_rows(document)
    assert generate(document).stale == []


def test_the_marks_are_kept_in_the_file(document: Document, tmp_path: Path) -> None:
    generate(document)
    document.save_as(tmp_path / "a.pia")
    again = Document.open(tmp_path / "a.pia")
    assert change_table.rows_waiting(again.assessment) == [False, True, True]
    assert [version.date for version in again.assessment.versions] == ["令和7年4月1日"]
    assert not again.modified
    change_table.accept_rows(again, 1)
    assert again.unsaved_names() == ["変更箇所の作成の印"]


def test_without_a_published_state_the_remedy_is_said() -> None:
    with pytest.raises(VersionError, match="公表版として確定"):
        change_table.version_to_compare(Assessment(Answers(load_form_by_id("youshiki3-2025-05"))))
