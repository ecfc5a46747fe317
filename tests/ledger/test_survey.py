"""The 台帳 of a folder: what a row says, what can't be read, and that looking changes nothing."""

import json
import os
import threading
from datetime import date
from pathlib import Path

import pytest

from pia_desktop.assessment import Answers, Assessment, pia_file
from pia_desktop.assessment.document_access import changing, open_for_editing
from pia_desktop.assessment.publication import publish
from pia_desktop.checks import Severity, check
from pia_desktop.errors import FileError
from pia_desktop.forms import load_form_by_id
from pia_desktop.ledger.entry import DueState, LedgerEntry
from pia_desktop.ledger.index import LedgerIndex
from pia_desktop.ledger.survey import survey, survey_files
from pia_desktop.ledger.totals import state_counts
from pia_desktop.task_progress import TaskCancelled
from tests.ledger.municipality import Town, answers_of, town_assessment

TODAY = date(2026, 11, 28)
FORM = "youshiki4-2025-05"


def looked_at(town: Town) -> dict[Path, LedgerEntry]:
    return {entry.path: entry for entry in survey(town.folder, TODAY)}


def state(folder: Path) -> dict[Path, tuple[int, int, bytes]]:
    """Everything in a folder with size and times of writing."""
    return {
        path: (path.stat().st_mtime_ns, path.stat().st_ctime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_row_says_what_the_file_says(town: Town) -> None:
    entry = looked_at(town)[town.files[1]]
    facts, counts = entry.facts, entry.counts
    assert facts is not None
    assert counts is not None
    assessment = pia_file.load(town.files[1])
    assert (facts.number, facts.name) == ("2", "青空市 個人住民税に関する事務")
    assert (facts.form, facts.edition, facts.department) == (
        "様式4", "令和7年5月", "財政部税務課",
    )  # fmt: skip
    assert facts.published == date(2022, 2, 2)
    assert facts.review_due == date(2023, 2, 2)
    assert facts.repeat_due == date(2027, 2, 2)
    assert (facts.subjects, facts.staff, facts.accident) == (5_200, 120, False)
    assert facts.due is not None
    assert facts.due.short == "基礎項目評価"
    assert counts.unpublished == 1  # the head's title was changed after the publication
    findings = check(assessment, TODAY)
    missing = [finding for finding in findings if finding.code == "required"]
    assert counts.unfilled == len(missing)
    assert counts.needed - counts.answered == len(missing)
    wrong = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert counts.errors == len(wrong) - len(missing)
    assert entry.review_state(TODAY) is DueState.OVERDUE
    assert entry.repeat_state(TODAY) is DueState.LATER


def test_a_file_that_cannot_be_read_is_a_row_with_its_reason_and_nothing_else(town: Town) -> None:
    rows = looked_at(town)
    assert len(rows) == len(town.files)
    for path in (*town.broken, town.newer):
        assert rows[path].facts is None
        assert rows[path].reason
    assert "新しい版のプログラム" in rows[town.newer].reason
    assert all(rows[path].facts for path in town.files if path not in (*town.broken, town.newer))


def test_who_has_a_file_open_is_said_and_its_lock_is_left(town: Town) -> None:
    holder = looked_at(town)[town.opened].holder
    assert holder is not None
    assert (holder.user, holder.pc) == ("tanaka", "SOMU-PC-012")
    mine = open_for_editing(town.files[0])
    try:
        assert looked_at(town)[town.files[0]].holder is not None
        assert mine.lock.file_lock is not None
        assert mine.lock.file_lock.beat() is None
    finally:
        mine.lock.end()
    assert looked_at(town)[town.files[0]].holder is None


def test_looking_changes_nothing_in_the_folder(town: Town) -> None:
    before = state(town.folder)
    looked_at(town)
    looked_at(town)
    assert state(town.folder) == before


def test_the_second_look_says_the_same_and_reads_no_answers(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = looked_at(town)
    readable = {path for path, entry in first.items() if entry.facts is not None}
    read: list[Path] = []
    real = pia_file.from_bytes

    def noted(data: bytes, path: Path) -> Assessment:
        read.append(path)
        return real(data, path)

    monkeypatch.setattr(pia_file, "from_bytes", noted)
    assert looked_at(town) == first
    assert readable.isdisjoint(read)


def test_a_changed_file_is_read_anew(town: Town) -> None:
    looked_at(town)
    path = town.files[0]
    stamps = path.stat()
    with changing(path) as document:
        document.set("cover.name", "改めた名前")
    os.utime(path, ns=(stamps.st_atime_ns, stamps.st_mtime_ns))  # times are not believed
    facts = looked_at(town)[path].facts
    assert facts is not None
    assert facts.name == "改めた名前"


def test_the_index_holds_no_answer(town: Town, own_data: Path) -> None:
    looked_at(town)
    (index,) = (own_data / "ledger").iterdir()
    kept = index.read_text("utf-8")
    answers = pia_file.load(town.files[0]).answers.to_json()
    for text in (
        answers["cover"]["name"],
        answers["department"]["name"],
        answers["department"]["head_title"],
        answers["business"]["content"][:12],
        answers["systems"][0]["name"],
        answers["files"][0]["name"],
    ):
        assert text not in kept


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"format": 1, "entries": {"x": 3}}'])
def test_an_index_that_is_broken_costs_nothing_but_time(
    town: Town, own_data: Path, body: bytes
) -> None:
    first = looked_at(town)
    (own_data / "ledger" / "index.json").write_bytes(body)
    assert looked_at(town) == first


def test_an_entry_that_is_not_whole_is_not_believed(town: Town, own_data: Path) -> None:
    first = looked_at(town)
    path = own_data / "ledger" / "index.json"
    body = json.loads(path.read_text("utf-8"))
    for entry in body["entries"].values():
        entry["published"] = "heute"
    path.write_text(json.dumps(body), "utf-8")
    assert looked_at(town) == first


def test_other_rules_or_words_of_law_make_the_index_old(town: Town) -> None:
    digest = looked_at(town)[town.files[0]].digest
    data = town.files[0].read_bytes()
    assert LedgerIndex(TODAY).find(digest, data) is not None
    assert LedgerIndex(date(2015, 1, 1)).find(digest, data) is None


def test_what_takes_longer_can_be_left_for_later(town: Town) -> None:
    quick = list(survey_files(town.files[:3], town.folder, TODAY, counted=False))
    assert all(entry.facts is not None and entry.counts is None for entry in quick)
    whole = list(survey_files(town.files[:3], town.folder, TODAY))
    assert all(entry.counts is not None for entry in whole)
    again = list(survey_files(town.files[:3], town.folder, TODAY, counted=False))
    assert again == whole  # the index knows it now


def test_it_can_be_called_off(town: Town) -> None:
    def progress(_share: float) -> None:
        raise TaskCancelled

    rows = survey(town.folder, TODAY, progress)
    assert next(rows)
    with pytest.raises(TaskCancelled):
        next(rows)


def test_a_new_result_of_the_threshold_shows_at_once(tmp_path: Path) -> None:
    path = tmp_path / "評価書.pia"
    assessment = town_assessment(1, published="令和8年4月1日")
    pia_file.save(assessment, path)
    with changing(path) as document:
        document.set("threshold.subjects", 120_000)
        document.set("threshold.staff", 600)
    (entry,) = survey(tmp_path, TODAY)
    assert entry.facts is not None
    assert entry.facts.due is not None
    assert entry.facts.due.short == "基礎項目評価と全項目評価"
    assert entry.repeat_state(TODAY) is DueState.DUTY


def test_folders_of_the_server_are_left_out_and_a_missing_one_is_refused(tmp_path: Path) -> None:
    form = load_form_by_id(FORM)
    for name in ("~snapshot", ".git", "$RECYCLE.BIN", "課"):
        (tmp_path / name).mkdir()
        pia_file.save(Assessment(Answers.read(form, answers_of(1))), tmp_path / name / "a.PIA")
    assert [entry.place for entry in survey(tmp_path, TODAY)] == [os.path.join("課", "a.PIA")]
    with pytest.raises(FileError, match="フォルダーがありません"):
        list(survey(tmp_path / "nowhere", TODAY))


def test_a_folder_that_cannot_be_opened_is_a_row(town: Town, closed_folder: Path) -> None:
    rows = {entry.path: entry for entry in survey(town.folder, TODAY)}
    assert rows[closed_folder].reason.startswith("フォルダーを開けません")
    assert rows[closed_folder].facts is None
    assert town.files[0] not in rows
    assert town.files[1] in rows


def test_an_assessment_that_was_published_in_another_form_is_compared_all_the_same(
    tmp_path: Path,
) -> None:
    assessment = town_assessment(0)  # 様式3
    publish(assessment, "令和7年4月1日")
    other = Assessment(Answers.read(load_form_by_id(FORM), answers_of(0)))
    other.versions = assessment.versions
    pia_file.save(other, tmp_path / "評価書.pia")
    (entry,) = survey(tmp_path, TODAY)
    assert entry.counts is not None
    assert entry.counts.unpublished is not None


def test_a_fault_while_reading_is_raised_where_the_rows_are_awaited(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(_path: Path) -> bytes:
        raise MemoryError

    monkeypatch.setattr(pia_file, "read", fault)
    with pytest.raises(MemoryError):
        list(survey(town.folder, TODAY))


def test_a_server_that_does_not_answer_can_be_given_up(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = threading.Event()

    def hangs(_path: Path) -> bytes:
        answered.wait(60)
        raise FileError("つながりません。", "")

    def progress(_share: float) -> None:
        raise TaskCancelled

    monkeypatch.setattr(pia_file, "read", hangs)
    with pytest.raises(TaskCancelled):  # though no file was read
        list(survey(town.folder, TODAY, progress))
    answered.set()


def test_backups_are_no_assessments_of_anybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIA_DESKTOP_DATA", str(tmp_path / "AppData"))
    path = tmp_path / "評価書.pia"
    pia_file.save(town_assessment(1), path)
    with changing(path) as document:
        document.set("cover.name", "改めた名前")
    assert list((tmp_path / "AppData").rglob("*.pia"))
    assert [entry.path for entry in survey(tmp_path, TODAY)] == [path]


def test_each_file_counts_in_its_most_urgent_state(town: Town) -> None:
    entries = [*looked_at(town).values()]
    counts = dict(state_counts(entries, TODAY))
    assert sum(counts.values()) == len(entries)
    assert counts["読めない"] == sum(entry.facts is None for entry in entries)
    dues = [(entry.repeat_state(TODAY), entry.review_state(TODAY)) for entry in entries]
    duties = sum(DueState.DUTY in due for due in dues)
    overdue = sum(DueState.OVERDUE in due and DueState.DUTY not in due for due in dues)
    assert overdue
    assert counts.get("再実施の義務", 0) == duties
    assert counts["期限超過"] == overdue
