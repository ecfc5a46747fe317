"""「変更箇所を作る」: rows wait until they are accepted, and a person's own are left alone."""

import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pia_desktop.assessment import Answers, Assessment
from pia_desktop.assessment.document import Document
from pia_desktop.changes import change_table
from pia_desktop.changes.comparison import since_published
from pia_desktop.changes.submission_timing import IMPORTANT_CHANGE, LAW_AMENDED, choose_timing
from pia_desktop.changes.summary import unlisted_changes
from pia_desktop.changes.table_merge import ChangeStatus, MergedTable
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


def generate(
    document: Document, date: str = DATE, *, decide: bool = True, **how: Any
) -> MergedTable:
    """Make the rows; what a person has to decide is decided as a 重要な変更."""
    version = change_table.version_to_compare(document.assessment)
    rows = change_table.rows_since(document.assessment, version, **how)
    rows = change_table.resume_choices(document.assessment, rows)
    if decide:
        rows = [replace(row, timing=IMPORTANT_CHANGE) if row.undecided else row for row in rows]
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


def test_what_nobody_has_decided_is_not_written(document: Document) -> None:
    table = generate(document, decide=False)
    assert [row["item"] for row in rows(document)[1:]] == [DEPARTMENT]
    assert (table.added, [row.name for row in table.undecided]) == (1, [BASIS])
    assert table.standings == [ChangeStatus.NEW] * 2
    generate(document)
    assert [row["item"] for row in rows(document)[1:]] == [DEPARTMENT, BASIS]
    again = generate(document, decide=False)  # once decided, it stays so
    assert again.undecided == []
    assert rows(document)[2]["reason"] == IMPORTANT_CHANGE.reason


def test_a_waiting_row_keeps_its_decision_though_the_change_is_undecided_now(
    document: Document,
) -> None:
    version = change_table.version_to_compare(document.assessment)
    undecided = change_table.rows_since(document.assessment, version)
    chosen = choose_timing(LAW_AMENDED, "事後")
    decided = [replace(row, timing=chosen) for row in undecided]
    for choice in (decided, undecided):
        table = change_table.merge_rows(document.assessment, version, choice, DATE)
        change_table.apply_rows(document, table)
    assert table.undecided == []
    basis = rows(document)[1]
    assert (basis["item"], basis["timing"], basis["reason"]) == (BASIS, "事後", LAW_AMENDED.reason)


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


# -- occurrences that came or went -----------------------------------------------------------


def with_another_system(document: Document) -> None:
    document.add("systems", occurrence={"name": "窓口システム", "functions": "受け付ける。"})


def of_systems(document: Document) -> list[tuple[str, str]]:
    return [
        (row["item"].rpartition("システム ")[2], row["after"])
        for row in rows(document)
        if "システム2" in row["item"]
    ]


WHOLE = [("システム2", "新規\n①システムの名称：窓口システム\n②システムの機能：受け付ける。")]
FIELDS = [
    ("システム2 ①システムの名称", "窓口システム"),
    ("システム2 ②システムの機能", "受け付ける。"),
]


def test_a_new_occurrence_is_one_row_unless_a_field_a_row_is_chosen(document: Document) -> None:
    with_another_system(document)
    generate(document)
    assert of_systems(document) == WHOLE
    generate(document, by_field=True)
    assert of_systems(document) == FIELDS
    assert generate(document).added == 0  # as it was chosen, while those rows wait
    assert of_systems(document) == FIELDS
    generate(document, by_field=False)
    assert of_systems(document) == WHOLE


@pytest.mark.parametrize("by_field", [True, False])
def test_a_persons_own_rows_of_an_occurrence_stay_as_they_are(
    document: Document, by_field: bool
) -> None:
    with_another_system(document)
    generate(document, by_field=by_field)
    change_table.accept_rows(document)
    for other in (True, False, None):
        table = generate(document, by_field=other)
        assert (table.added, table.stale) == (0, [])
    assert of_systems(document) == (FIELDS if by_field else WHOLE)


def test_a_row_that_names_an_occurrence_alone_still_says_it(document: Document) -> None:
    """As the program wrote it before, without the items."""
    with_another_system(document)
    generate(document)
    at = next(at for at, row in enumerate(rows(document)) if "システム2" in row["item"])
    document.set(f"changes[{at}].after", "新規\n窓口システム")
    assert generate(document).stale == []


def test_what_the_table_lacks_is_counted_however_an_occurrence_is_listed(
    document: Document,
) -> None:
    def lacking() -> tuple[int, int]:
        unlisted = unlisted_changes(since_published(document.assessment))
        return unlisted.count, unlisted.undecided

    with_another_system(document)
    assert lacking() == (3, 1)
    generate(document, by_field=True, decide=False)
    assert lacking() == (1, 1)
    change_table.accept_rows(document)
    assert lacking() == (1, 1)
    generate(document)
    assert lacking() == (0, 0)
