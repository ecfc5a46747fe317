"""確認済み: quiet until what was compared changes, kept in the file, never printed."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia_desktop.assessment import Assessment, from_json, new_assessment, pia_file
from pia_desktop.assessment.confirmations import renumber_confirmations
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.publication import draft_from_version, load_version
from pia_desktop.assessment.upgrade import upgrade
from pia_desktop.changes.comparison import since_published
from pia_desktop.checks import Finding, LiveCheck, check
from pia_desktop.checks.confirmation import confirm, unconfirm
from tests.locations import SAMPLES

TODAY = date(2026, 4, 1)
NOTE = "国の通知どおりの書き方にしている。"


def found(assessment: Assessment, code: str, address: str) -> Finding:
    (finding,) = [f for f in check(assessment, TODAY) if (f.code, f.address) == (code, address)]
    return finding


@pytest.fixture
def document() -> Document:
    """A 様式3 of two files, the second of which says 通知カード and has a date out of order."""
    assessment = new_assessment("youshiki3-2018-05")
    second = {
        "name": "乙ファイル",
        "record_main": {"4情報(氏名、性別、生年月日、住所)": True, "個人番号": True},
        "records": "宛名番号、氏名、性別、生年月日、住所",
        "held_since": "令和7年4月1日",
        "used_since": "令和6年4月1日",
        "use_method": "通知カードを見る。",
    }
    assessment.answers.fill({"files": [{"name": "甲ファイル"}, second]})
    return Document(assessment)


def test_it_is_quiet_until_a_compared_answer_changes(document: Document) -> None:
    order = ("date-order", "files[1].used_since")
    confirm(document, [found(document.assessment, *order)], f" {NOTE} ")
    assert found(document.assessment, *order).confirmed == NOTE
    document.set("files[1].use_method", "通知カードを二度見る。")  # not compared here
    assert found(document.assessment, *order).confirmed == NOTE
    document.set("files[1].held_since", "令和7年5月1日")
    assert found(document.assessment, *order).confirmed is None
    document.undo()
    assert found(document.assessment, *order).confirmed == NOTE


def test_it_can_be_taken_back_and_undone(document: Document) -> None:
    term = ("stale-term", "files[1].use_method")
    confirm(document, [found(document.assessment, *term)], NOTE)
    assert document.modified
    assert document.unsaved_names(1) == ["確認済み"]
    unconfirm(document, [found(document.assessment, *term)])
    assert found(document.assessment, *term).confirmed is None
    document.undo()
    assert found(document.assessment, *term).confirmed == NOTE
    document.undo()
    assert document.assessment.confirmations == []


def test_a_second_note_replaces_the_first(document: Document) -> None:
    term = ("stale-term", "files[1].use_method")
    confirm(document, [found(document.assessment, *term)], "まだ使う。")
    confirm(document, [found(document.assessment, *term)], NOTE)
    assert [each.note for each in document.assessment.confirmations] == [NOTE]


def test_an_error_cannot_be_confirmed(document: Document) -> None:
    with pytest.raises(ValueError, match="error"):
        confirm(document, [found(document.assessment, "required", "cover.name")], NOTE)
    assert document.assessment.confirmations == []


def test_it_goes_along_with_an_occurrence_that_moves(document: Document) -> None:
    confirm(document, [found(document.assessment, "stale-term", "files[1].use_method")], NOTE)
    document.add("files", 0)
    assert found(document.assessment, "stale-term", "files[2].use_method").confirmed == NOTE
    document.move("files", 2, 0)
    assert found(document.assessment, "stale-term", "files[0].use_method").confirmed == NOTE
    document.undo()
    document.undo()
    assert found(document.assessment, "stale-term", "files[1].use_method").confirmed == NOTE
    document.remove("files", 1)
    assert document.assessment.confirmations == []


@given(st.lists(st.integers(0, 4), max_size=5, unique=True))
def test_what_moves_there_and_back_is_as_before(order: list[int]) -> None:
    document = Document(new_assessment("youshiki3-2018-05"))
    document.assessment.answers.fill({"files": [{"name": f"{n}ファイル"} for n in range(5)]})
    there = {before: now for now, before in enumerate(order)}
    back = {now: before for before, now in there.items()}
    confirm(document, [f for f in check(document.assessment, TODAY) if f.code == "form-note"], NOTE)
    kept = [c for c in document.assessment.confirmations if _index(c.address) in there]
    moved = renumber_confirmations(document.assessment.confirmations, "files", there.get)
    assert renumber_confirmations(moved, "files", back.get) == kept


def _index(address: str) -> int:
    return int(address.partition("[")[2].partition("]")[0])


def test_the_file_keeps_it(document: Document, tmp_path: Path, backups: Path) -> None:
    term = ("stale-term", "files[1].use_method")
    confirm(document, [found(document.assessment, *term)], NOTE)
    document.save_as(tmp_path / "a.pia")
    assert not document.modified
    loaded = pia_file.load(tmp_path / "a.pia")
    assert found(loaded, *term).confirmed == NOTE
    assert pia_file.to_bytes(loaded) == (tmp_path / "a.pia").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.pia") as archive:
        assert NOTE in archive.read("confirmations.json").decode()
        assert NOTE not in archive.read("answers.json").decode()


def test_another_edition_keeps_it(document: Document) -> None:
    term = ("stale-term", "files[1].use_method")
    records = ("records-vs-main", "files[1].records")
    for place in (term, records):
        confirm(document, [found(document.assessment, *place)], NOTE)
    upgraded = upgrade(document.assessment, "youshiki4-2018-05").assessment
    assert found(upgraded, *term).confirmed == NOTE
    assert found(upgraded, *records).confirmed == NOTE


def test_publishing_keeps_it_in_the_file_and_out_of_the_state(document: Document) -> None:
    term = ("stale-term", "files[1].use_method")
    confirm(document, [found(document.assessment, *term)], NOTE)
    version = document.publish("令和8年4月1日")
    assert found(document.assessment, *term).confirmed == NOTE
    assert load_version(version).confirmations == []
    assert NOTE.encode() not in version.data
    assert found(draft_from_version(document.assessment, version), *term).confirmed == NOTE
    assert since_published(document.assessment).changed == []


def test_the_live_findings_follow(document: Document) -> None:
    live = LiveCheck(document.assessment, TODAY)
    confirm(document, [found(document.assessment, "stale-term", "files[1].use_method")], NOTE)
    live.update_confirmations()
    assert live.findings == check(document.assessment, TODAY)
    assert NOTE in {finding.confirmed for finding in live.findings}


def test_a_sample_prints_the_same_with_and_without() -> None:
    from pia_desktop.sheets import lay_out

    assessment = from_json(SAMPLES / "youshiki3.json")
    document = Document(assessment)
    document.set("cover.remarks", "通知カード")
    before = lay_out(assessment)
    confirm(document, [found(assessment, "stale-term", "cover.remarks")], NOTE)
    assert lay_out(assessment) == before
