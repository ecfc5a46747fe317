"""Making the rows again: what each change stands to the table, and what a person chose before."""

from dataclasses import replace

import pytest

from pia_desktop.assessment import Answers, Assessment
from pia_desktop.assessment.document import Document
from pia_desktop.changes import change_table
from pia_desktop.changes.change_rows import ChangeRow
from pia_desktop.changes.submission_timing import (
    CHOICES,
    CORRECTED,
    IMPORTANT_CHANGE,
    OTHER_CHANGE,
    OWN_WORDS,
    REDUCED,
    RENAMED,
    TIMING_HELP,
    UNDECIDED,
    Timing,
    choose_timing,
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
    first = [replace(row, timing=IMPORTANT_CHANGE) if row.undecided else row for row in first]
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
    assert [row.important for row in rows] == [row.timing == UNDECIDED for row in rows]
    assert of(rows, "number_use.legal_basis").important
    assert not of(rows, "department.name").important


def test_words_of_ones_own_are_the_choice_of_ones_own_words() -> None:
    assert timing_of_row(REDUCED.time, REDUCED.reason, UNDECIDED) == REDUCED
    for time, reason in (("事前", "念のため"), ("事後", "重要な変更"), ("事後", "")):
        assert timing_of_row(time, reason, UNDECIDED) == Timing(time, reason, OWN_WORDS.when)
    assert timing_of_row("", "", OTHER_CHANGE) == Timing("", "", OTHER_CHANGE.when)
    assert timing_of_row("", "", UNDECIDED) == UNDECIDED


@pytest.mark.parametrize("choice", [choice for choice in CHOICES if choice != OWN_WORDS])
@pytest.mark.parametrize("added", ["", "\n庁議で確認した。", "（別紙）"])
def test_every_reason_is_known_again_also_with_words_added(choice: Timing, added: str) -> None:
    for time in ("事前", "事後"):
        chosen = choose_timing(choice, time)
        row = Timing(chosen.time, chosen.reason + added, chosen.when)
        assert timing_of_row(row.time, row.reason, UNDECIDED) == row


# As earlier versions of the program wrote them into files that are still about.
EARLIER = {
    ("事前", "重要な変更"): IMPORTANT_CHANGE,
    (
        "事後",
        "重要な変更の対象でない項目の変更であり、事前の提出・公表が義務付けられないため",
    ): OTHER_CHANGE,
    ("事後", "リスクを明らかに軽減させる変更であり、重要な変更に当たらないため"): REDUCED,
    ("事後", "名称等の形式的な変更であり、重要な変更に当たらないため"): RENAMED,
    ("事後", "誤字脱字等の訂正であり、重要な変更に当たらないため"): CORRECTED,
}


@pytest.mark.parametrize("row", EARLIER)
def test_the_reasons_of_earlier_versions_are_known(row: tuple[str, str]) -> None:
    assert timing_of_row(*row, UNDECIDED) == EARLIER[row]


def test_the_rule_says_what_a_mark_means_and_what_it_does_not() -> None:
    assert "相当程度変動" in TIMING_HELP
    assert "明らかに軽減" in TIMING_HELP
    assert "指針第6の2(2)" in TIMING_HELP
    assert [choice.time for choice in CHOICES].count("") == 4
