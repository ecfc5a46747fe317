"""Making the rows again: what each change stands to the table, and what a person chose before."""

from dataclasses import replace

import pytest

from pia_desktop.assessment import Answers, Assessment
from pia_desktop.assessment.document import Document
from pia_desktop.changes import change_table
from pia_desktop.changes.change_rows import ChangeRow
from pia_desktop.changes.submission_timing import (
    IMPORTANT_CHANGE,
    OTHER_CHANGE,
    REDUCED,
    Timing,
    timing_of_row,
)
from pia_desktop.changes.table_merge import ChangeStatus, MergedTable
from pia_desktop.forms import load_form_by_id

DATE = "令和8年4月1日"
LONG = "窓口で本人を確認する。控えを残す。毎月見直す。"


@pytest.fixture
def document() -> Document:
    """Published, and then changed in three items, one of them with ※."""
    data = {
        "number_use": {"legal_basis": "番号法第9条第1項"},
        "department": {"name": "総務課"},
        "business": {"content": LONG},
    }
    form = load_form_by_id("youshiki3-2025-05")
    document = Document.unsaved(Assessment(Answers.read(form, data)))
    document.publish("令和7年4月1日")
    document.set("number_use.legal_basis", "番号法第9条第2項")
    document.set("department.name", "デジタル課")
    document.set("business.content", LONG.replace("毎月", "毎週"))
    return document


def rows_of(document: Document) -> list[ChangeRow]:
    version = change_table.version_to_compare(document.assessment)
    found = change_table.rows_since(document.assessment, version)
    return change_table.resume_choices(document.assessment, found)


def table_of(document: Document, rows: list[ChangeRow], date: str = DATE) -> MergedTable:
    version = change_table.version_to_compare(document.assessment)
    return change_table.merge_rows(document.assessment, version, rows, date)


def of(rows: list[ChangeRow], address: str) -> ChangeRow:
    return next(row for row in rows if row.place.address == address)


def test_each_change_says_how_it_stands_to_the_table(document: Document) -> None:
    first = rows_of(document)
    table = table_of(document, first)
    assert table.standings == [ChangeStatus.NEW] * 3
    change_table.apply_rows(document, table)
    assert table_of(document, first).standings == [ChangeStatus.WAITING] * 3
    accepted = [row["item"] for row in document.answers.get("changes")]
    change_table.accept_rows(document)
    document.set("department.name", "企画課")
    rows = rows_of(document)
    standings = dict(
        zip([row.name for row in rows], table_of(document, rows).standings, strict=True)
    )
    stale = of(rows, "department.name").name
    assert {name: standings[name] for name in accepted} == {
        name: ChangeStatus.STALE if name == stale else ChangeStatus.SAID for name in accepted
    }


def test_what_was_chosen_for_a_waiting_row_holds_again(document: Document) -> None:
    rows = rows_of(document)
    rows = [
        replace(row, timing=Timing("事後", "自分の言葉", REDUCED.when))
        if row.place.address == "number_use.legal_basis"
        else replace(row, abridged=row.place.address == "business.content")
        for row in rows
    ]
    change_table.apply_rows(document, table_of(document, rows, "令和8年5月1日"))
    again = rows_of(document)
    assert of(again, "number_use.legal_basis").timing.reason == "自分の言葉"
    assert of(again, "number_use.legal_basis").timing.time == "事後"
    assert of(again, "business.content").abridged
    assert not of(again, "department.name").abridged
    assert change_table.dates_waiting(document.assessment) == ["令和8年5月1日"]
    before = list(document.answers.get("changes"))
    change_table.apply_rows(document, table_of(document, again, "令和8年5月1日"))
    assert document.answers.get("changes") == before


def test_an_important_change_is_known_whatever_its_time(document: Document) -> None:
    rows = rows_of(document)
    assert [row.important for row in rows] == [row.timing == IMPORTANT_CHANGE for row in rows]
    assert of(rows, "number_use.legal_basis").important
    assert not of(rows, "department.name").important


def test_words_of_ones_own_belong_to_the_choice_of_their_time() -> None:
    assert timing_of_row(REDUCED.time, REDUCED.reason, IMPORTANT_CHANGE) == REDUCED
    assert timing_of_row("事前", "念のため", IMPORTANT_CHANGE) == Timing(
        "事前", "念のため", IMPORTANT_CHANGE.when
    )
    assert timing_of_row("事後", "軽い変更", IMPORTANT_CHANGE) == Timing(
        "事後", "軽い変更", OTHER_CHANGE.when
    )
    assert timing_of_row("", "", OTHER_CHANGE) == Timing("", "", OTHER_CHANGE.when)
