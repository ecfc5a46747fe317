"""Making the rows again: what each change stands to the table, and what a person chose before."""

from dataclasses import replace

import pytest

from pia_desktop.assessment import Answers, Assessment
from pia_desktop.assessment.document import Document
from pia_desktop.changes import change_table
from pia_desktop.changes.change_rows import ChangeRow
from pia_desktop.changes.submission_timing import IMPORTANT, OTHER, REDUCED, Timing, chosen
from pia_desktop.changes.table_merge import Standing, Written
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
    return change_table.resumed(document.assessment, found)


def table_of(document: Document, rows: list[ChangeRow], date: str = DATE) -> Written:
    version = change_table.version_to_compare(document.assessment)
    return change_table.written(document.assessment, version, rows, date)


def of(rows: list[ChangeRow], address: str) -> ChangeRow:
    return next(row for row in rows if row.place.address == address)


def test_each_change_says_how_it_stands_to_the_table(document: Document) -> None:
    first = rows_of(document)
    table = table_of(document, first)
    assert table.standings == [Standing.NEW] * 3
    change_table.apply(document, table)
    assert table_of(document, first).standings == [Standing.WAITING] * 3
    accepted = [row["item"] for row in document.answers.get("changes")]
    change_table.accept(document)
    document.set("department.name", "企画課")
    rows = rows_of(document)
    standings = dict(
        zip([row.name for row in rows], table_of(document, rows).standings, strict=True)
    )
    stale = of(rows, "department.name").name
    assert {name: standings[name] for name in accepted} == {
        name: Standing.STALE if name == stale else Standing.SAID for name in accepted
    }


def test_what_was_chosen_for_a_waiting_row_holds_again(document: Document) -> None:
    rows = rows_of(document)
    rows = [
        replace(row, timing=Timing("事後", "自分の言葉", REDUCED.when))
        if row.place.address == "number_use.legal_basis"
        else replace(row, abridged=row.place.address == "business.content")
        for row in rows
    ]
    change_table.apply(document, table_of(document, rows, "令和8年5月1日"))
    again = rows_of(document)
    assert of(again, "number_use.legal_basis").timing.reason == "自分の言葉"
    assert of(again, "number_use.legal_basis").timing.time == "事後"
    assert of(again, "business.content").abridged
    assert not of(again, "department.name").abridged
    assert change_table.dates_waiting(document.assessment) == ["令和8年5月1日"]
    before = list(document.answers.get("changes"))
    change_table.apply(document, table_of(document, again, "令和8年5月1日"))
    assert document.answers.get("changes") == before


def test_an_important_change_is_known_whatever_its_time(document: Document) -> None:
    rows = rows_of(document)
    assert [row.important for row in rows] == [row.timing == IMPORTANT for row in rows]
    assert of(rows, "number_use.legal_basis").important
    assert not of(rows, "department.name").important


def test_words_of_ones_own_belong_to_the_choice_of_their_time() -> None:
    assert chosen(REDUCED.time, REDUCED.reason, IMPORTANT) == REDUCED
    assert chosen("事前", "念のため", IMPORTANT) == Timing("事前", "念のため", IMPORTANT.when)
    assert chosen("事後", "軽い変更", IMPORTANT) == Timing("事後", "軽い変更", OTHER.when)
    assert chosen("", "", OTHER) == Timing("", "", OTHER.when)
