"""What differs in the table of a 別紙, as 変更箇所 says it."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from pia_desktop.assessment import Assessment
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.model import new_assessment
from pia_desktop.changes.change_table import apply_rows, merge_rows, rows_since
from pia_desktop.changes.comparison import since_published
from pia_desktop.changes.table_merge import ChangeStatus
from tests.made_up_annexes import with_annexes

TABLE = "annexes[0].table"


@pytest.fixture
def document() -> Document:
    """The three 別紙 as they were published."""
    document = Document(with_annexes())
    document.publish("令和8年4月1日")
    return document


def change(document: Document, edit: Any, address: str = TABLE) -> None:
    table = copy.deepcopy(document.answers.get(address))
    edit(table)
    document.set(address, table)


def rows(document: Document) -> list[tuple[str, str, str]]:
    made = rows_since(document.assessment, document.assessment.versions[0])
    return [(row.name, row.before, row.after) for row in made]


def test_a_changed_cell_is_one_row_named_by_its_number_and_column(document: Document) -> None:
    change(document, lambda table: table["rows"][53].__setitem__(2, "省令第59条の2の2"))
    assert rows(document) == [
        ("(別紙1) 提供先No.54 法令上の根拠", "番号法別表の108の項", "省令第59条の2の2")
    ]


def test_a_new_row_and_a_removed_row_are_a_row_each(document: Document) -> None:
    change(document, lambda table: table["rows"].pop())
    added = ["70", "こども部", "保育課", "別表の70の項", "保育料の決定", "住所", "随時"]
    change(document, lambda table: table["rows"].append(added), "annexes[1].table")
    gone, new = rows(document)
    assert gone[0] == "(別紙1) 提供先No.80"
    assert gone[1].startswith("提供先No.80\n提供先：")
    assert gone[2] == "削除"
    assert new[0] == "(別紙2の2) 移転先No.70"
    assert new[1] == ""
    assert new[2].startswith("新規\n移転先No.70\n移転先部局：こども部\n移転先課：保育課")


def test_rows_that_only_count_otherwise_are_one_row(document: Document) -> None:
    def drop(table: dict[str, Any]) -> None:
        del table["rows"][11]
        for number, row in enumerate(table["rows"], 1):
            row[0] = str(number)

    change(document, drop)
    renumbered, gone = rows(document)
    assert renumbered == ("(別紙1) 提供先No. 番号の振り直し", "13～80", "12～79")
    assert gone[0] == "(別紙1) 提供先No.12"
    assert gone[2] == "削除"


def test_rows_that_only_moved_are_no_change(document: Document) -> None:
    change(document, lambda table: table["rows"].insert(0, table["rows"].pop(40)))
    assert rows(document) == []


def test_columns_are_paired_by_name_and_a_renamed_one_by_its_texts(document: Document) -> None:
    def swap(table: dict[str, Any]) -> None:
        for cells in (table["columns"], *table["rows"]):
            cells[1], cells[2] = cells[2], cells[1]
        table["columns"][1] = "根拠となる法令"

    change(document, swap)
    assert rows(document) == [("(別紙1) 列の名前", "法令上の根拠", "根拠となる法令")]


def test_a_removed_column_is_one_row(document: Document) -> None:
    def drop(table: dict[str, Any]) -> None:
        for cells in (table["columns"], *table["rows"]):
            del cells[1]

    change(document, drop)
    ((name, before, after),) = rows(document)
    assert (name, after) == ("(別紙1) 列「提供先」", "削除")
    assert before.startswith("提供先No.1：都道府県知事\n提供先No.2：市町村長\n")


def test_rows_without_a_number_go_by_their_first_cell(document: Document) -> None:
    change(document, lambda table: table["rows"][0].__setitem__(1, "内線200"), "annexes[2].table")
    assert rows(document) == [("(別紙3) 所属長 電話", "内線100", "内線200")]


def test_title_and_text_of_an_annex_are_items_of_their_own(document: Document) -> None:
    document.set("annexes[1].text", "別に定めます。")
    ((name, _before, after),) = rows(document)
    assert (name, after) == ("(別紙2の2) 本文", "別に定めます。")


def test_a_new_annex_is_one_row_and_so_is_a_removed_one(document: Document) -> None:
    document.remove("annexes", 2)
    document.add("annexes", 0, {"title": "別紙9 新しい一覧", "text": "新しい。"})
    new, gone = rows(document)
    assert new == ("(別紙9)", "", "新規\n題名：別紙9 新しい一覧\n本文：新しい。")
    assert gone[0] == "(別紙3)（削除）"
    assert gone[2] == "削除"


def test_the_rows_go_into_the_table_and_are_known_again(document: Document) -> None:
    change(document, lambda table: table["rows"][53].__setitem__(2, "省令第59条の2の2"))
    version = document.assessment.versions[0]
    made = rows_since(document.assessment, version)
    apply_rows(document, merge_rows(document.assessment, version, made, "令和8年5月1日"))
    (row,) = document.answers.get("changes")
    assert (row["item"], row["timing"]) == ("(別紙1) 提供先No.54 法令上の根拠", "事後")
    again = merge_rows(document.assessment, version, made, "令和8年5月1日")
    assert again.standings == [ChangeStatus.WAITING]


def test_the_comparison_names_cells_and_keeps_what_stayed_apart(document: Document) -> None:
    change(document, lambda table: table["rows"][53].__setitem__(2, "省令第59条の2の2"))
    comparison = since_published(document.assessment)
    (entry,) = comparison.entries
    assert (entry.parts, entry.was) == (
        ("(別紙1)", "提供先No.54", "法令上の根拠"),
        "番号法別表の108の項",
    )
    comparison.everything = True
    del comparison.__dict__["entries"]
    named = [entry.name for entry in comparison.entries if entry.place.address == TABLE]
    assert len(named) == 80


def test_a_first_table_is_one_row(document: Document) -> None:
    other = Document(Assessment(new_assessment("youshiki3-2025-05").answers))
    other.add("annexes", 0, {"title": "別紙1 一覧"})
    other.publish("令和8年4月1日")
    other.set(TABLE, {"columns": ["No."], "rows": [["1"]]})
    assert rows(other) == [("(別紙1) 表", "", "No.\n1")]
