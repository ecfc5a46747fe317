"""One change through all files of a folder: hits, rows of 変更箇所, the record, and undoing it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.backups import list_backups
from pia_desktop.assessment.document import ChangedError
from pia_desktop.assessment.document_access import changing, open_for_editing
from pia_desktop.assessment.publication import load_version
from pia_desktop.assessment.search import SearchQuery
from pia_desktop.changes.submission_timing import LAW_AMENDED, RENAMED, choose_timing
from pia_desktop.errors import AnswersError, FileError
from pia_desktop.files.lock_file import LockedError, lock_path_of
from pia_desktop.ledger.change_entry import ChangeEntry, proposed_timing
from pia_desktop.ledger.file_change import OPEN_HERE, apply_plans, changing_as_seen, undo_run
from pia_desktop.ledger.item_choice import EVERY_ITEM, choose_items
from pia_desktop.ledger.run_record import FileState, find_run, list_runs
from pia_desktop.ledger.text_edits import FilePlan, Replacement, plan_files, plan_folder
from pia_desktop.task_progress import TaskCancelled
from tests.ledger.municipality import Town, town_assessment

ENTRY = ChangeEntry("令和8年12月1日", proposed_timing)
TITLE = "試しの置き換え"


def planned(
    paths: Sequence[Path], find: str, words: str, *items: str, loose: bool = True
) -> list[FilePlan]:
    chosen = choose_items(items) if items else EVERY_ITEM
    return list(plan_files(paths, Replacement(SearchQuery(find, loose=loose), words, chosen)))


@pytest.fixture
def trio(tmp_path: Path) -> list[Path]:
    """Three files: published, published and changed since, never published."""
    paths = [tmp_path / f"{number}.pia" for number in range(3)]
    pia_file.save(town_assessment(0, published="令和8年4月1日"), paths[0])
    pia_file.save(town_assessment(1, published="令和8年4月1日", edit=True), paths[1])
    pia_file.save(town_assessment(2), paths[2])
    return paths


def test_hits_are_named_by_file_and_item_with_before_and_after(trio: list[Path]) -> None:
    plans = planned(trio, "中間ｻｰﾊﾞｰ", "新しい基盤")  # widths make no difference
    assert [plan.path for plan in plans] == trio
    (edit,) = plans[0].edits
    assert (edit.address, edit.count) == ("business.content", 1)
    assert "②事務の内容" in edit.name
    assert "中間サーバーを使って" in edit.before
    assert "新しい基盤を使って" in edit.after
    assert planned(trio, "中間ｻｰﾊﾞｰ", "新しい基盤", loose=False) == []


def test_items_can_be_narrowed(trio: list[Path]) -> None:
    everywhere = {edit.address for edit in planned(trio[:1], "市民課", "窓口課")[0].edits}
    assert everywhere == {
        "business.content", "department.name", "department.head_title", "files[0].department",
    }  # fmt: skip

    def narrowed(*items: str) -> set[str]:
        plans = planned(trio[:1], "市民課", "窓口課", *items)
        return {edit.address for plan in plans for edit in plan.edits}

    assert narrowed("department.name") == {"department.name"}
    assert narrowed("department") == {"department.name", "department.head_title"}
    assert narrowed("files[].department") == {"files[0].department"}
    assert narrowed("files[0]") == {"files[0].department"}
    assert narrowed("files[1]") == set()
    assert narrowed("Ⅱ") == {"files[0].department"}
    assert narrowed("Ⅲ", "department.name") == {"department.name"}
    with pytest.raises(AnswersError, match=r"department\.nme"):
        choose_items(["department.nme"])


def test_it_is_written_with_a_backup_and_its_rows(trio: list[Path]) -> None:
    held = [path.read_bytes() for path in trio]
    assert planned(trio, "課", "係") != []
    record = apply_plans(
        planned(trio, "市民課", "くらし課", "department"), TITLE, trio[0].parent, ENTRY
    )
    assert [file.skipped for file in record.files] == [""]
    answers = pia_file.load(trio[0]).answers
    assert answers.get("department.name") == "市民生活部くらし課"
    rows = answers.get("changes")
    assert [row["after"] for row in rows] == ["市民生活部くらし課", "くらし課長"]
    assert {row["date"] for row in rows} == {"令和8年12月1日"}
    assert {row["timing"] for row in rows} == {"事後"}
    assert list_backups(trio[0])[0].read_bytes() == held[0]
    assert [path.read_bytes() for path in trio[1:]] == held[1:]
    assert not list(trio[0].parent.glob("~$*"))


def test_neither_the_published_state_nor_its_rows_are_touched(trio: list[Path]) -> None:
    plans = planned(trio[:1], "市民課", "くらし課")
    apply_plans(plans, TITLE, trio[0].parent, ENTRY)
    (version,) = pia_file.load(trio[0]).versions
    assert load_version(version).answers.get("department.name") == "市民生活部市民課"
    again = planned(trio[:1], "市民課", "くらし課")
    assert again == []  # 変更前の記載 still says 市民課, and is no hit
    assert any("市民課" in row["before"] for row in pia_file.load(trio[0]).answers.get("changes"))


def test_other_changes_get_no_row_and_keep_those_that_they_have(trio: list[Path]) -> None:
    plans = planned(trio[1:2], "税務課", "納税課", "department.name")
    record = apply_plans(plans, TITLE, trio[1].parent, ENTRY)
    rows = pia_file.load(trio[1]).answers.get("changes")
    assert [row["after"] for row in rows] == ["財政部納税課"]  # 主管課長 was changed by hand
    assert record.files[0].rows == 1
    plans = planned(trio[1:2], "納税課", "収納課", "department.name")
    apply_plans(plans, TITLE, trio[1].parent, ENTRY)
    rows = pia_file.load(trio[1]).answers.get("changes")
    assert [(row["before"], row["after"]) for row in rows] == [("財政部税務課", "財政部収納課")]


def test_an_item_with_the_mark_waits_for_a_person_unless_its_timing_is_given(
    trio: list[Path],
) -> None:
    # 使用目的 has ※.
    with changing(trio[0]) as document:
        document.set("files[0].use_purpose", "窓口で照会する。")
        document.publish("令和8年5月1日")
    plans = planned(trio[:1], "窓口で", "端末で")
    record = apply_plans(plans, TITLE, trio[0].parent, ENTRY)
    assert not pia_file.load(trio[0]).answers.get("changes")
    assert any("要判断" in said for said in record.files[0].said)
    undo_run(record)
    entry = ChangeEntry("令和8年12月1日", lambda _row: choose_timing(LAW_AMENDED, "事後"))
    apply_plans(planned(trio[:1], "窓口で", "端末で"), TITLE, trio[0].parent, entry)
    (row,) = pia_file.load(trio[0]).answers.get("changes")
    assert (row["timing"], row["reason"]) == ("事後", LAW_AMENDED.reason)


def test_the_timing_is_asked_once_for_all(trio: list[Path]) -> None:
    entry = ChangeEntry("令和8年12月1日", lambda _row: RENAMED)
    apply_plans(planned(trio[:2], "課", "室", "department.name"), TITLE, trio[0].parent, entry)
    for path in trio[:2]:
        (row,) = pia_file.load(path).answers.get("changes")
        assert row["reason"] == RENAMED.reason


def test_a_file_without_a_published_state_gets_no_rows_and_says_so(trio: list[Path]) -> None:
    plans = planned(trio[2:], "課", "室", "department.name")
    record = apply_plans(plans, TITLE, trio[0].parent, ENTRY)
    assert not pia_file.load(trio[2]).answers.get("changes")
    assert any("公表版がない" in said for said in record.files[0].said)
    assert any(said.startswith("点検：") for said in record.files[0].said)


def test_what_is_open_broken_or_newer_is_passed_over_and_named(town: Town) -> None:
    held = {path: path.read_bytes() for path in town.files}
    plans = planned(town.files, "に関する事務", "の事務")
    record = apply_plans(plans, TITLE, town.folder, ENTRY)
    files = {Path(file.path): file for file in record.files}
    assert files[town.opened].skipped.startswith("tanaka（SOMU-PC-012）が開いている")
    for path in (town.opened, town.newer, *town.broken):
        assert files[path].skipped
        assert path.read_bytes() == held[path]
    others = set(town.files) - {town.opened, town.newer, *town.broken}
    assert all(not files[path].skipped for path in others)
    assert all(pia_file.load(path).title.endswith("の事務") for path in others)


def test_a_file_that_this_program_has_open_is_passed_over_and_stays_locked(
    trio: list[Path],
) -> None:
    document = open_for_editing(trio[0])
    try:
        record = apply_plans(planned(trio, "課", "室"), TITLE, trio[0].parent, ENTRY)
        assert record.files[0].skipped == OPEN_HERE
        assert lock_path_of(trio[0]).exists()
        document.set("cover.remarks", "まだ書いている")
        document.save()
    finally:
        document.lock.end()


def test_a_file_that_changed_since_the_hits_were_found_is_passed_over(trio: list[Path]) -> None:
    plans = planned(trio, "課", "室")
    with changing(trio[1]) as document:
        document.set("cover.remarks", "その間に書いた")
    held = trio[1].read_bytes()
    record = apply_plans(plans, TITLE, trio[0].parent, ENTRY)
    assert "調べたあとに変わった" in record.files[1].skipped
    assert trio[1].read_bytes() == held
    assert not record.files[0].skipped


def test_a_text_that_an_item_does_not_take_leaves_its_file_whole(trio: list[Path]) -> None:
    held = trio[0].read_bytes()
    plans = planned(trio[:1], "市民課", "長" * 200_001)
    record = apply_plans(plans, TITLE, trio[0].parent, ENTRY)
    assert record.files[0].skipped.startswith("項目「")
    assert trio[0].read_bytes() == held


def test_single_hits_are_left_out(trio: list[Path]) -> None:
    (plan,) = planned(trio[:1], "市民課", "くらし課", "department")
    apply_plans([plan.only(plan.edits[:1])], TITLE, trio[0].parent, ENTRY)
    answers = pia_file.load(trio[0]).answers
    assert answers.get("department.name") == "市民生活部くらし課"
    assert answers.get("department.head_title") == "市民課長"


def test_a_run_is_undone_from_the_backups(trio: list[Path]) -> None:
    held = [path.read_bytes() for path in trio]
    record = apply_plans(planned(trio, "課", "室"), TITLE, trio[0].parent, ENTRY)
    assert [file.state() for file in record.files] == [FileState.NEW] * 3
    again = find_run(record.run_id)
    assert undo_run(again) == 3
    assert [path.read_bytes() for path in trio] == held
    assert [file.state() for file in again.files] == [FileState.OLD] * 3
    assert undo_run(again) == 0
    assert [each.run_id for each in list_runs()] == [record.run_id]


def test_a_run_is_not_undone_over_what_somebody_has_written_since(trio: list[Path]) -> None:
    record = apply_plans(planned(trio, "課", "室"), TITLE, trio[0].parent, ENTRY)
    with changing(trio[2]) as document:
        document.set("cover.remarks", "そのあとに書いた")
    held = [path.read_bytes() for path in trio]
    with pytest.raises(FileError, match="実行のあとに変わった"):
        undo_run(record)
    assert [path.read_bytes() for path in trio] == held


def test_a_file_that_was_renamed_since_is_said_as_such(trio: list[Path]) -> None:
    record = apply_plans(planned(trio, "課", "室"), TITLE, trio[0].parent, ENTRY)
    elsewhere = trio[1].rename(trio[1].with_name("新しい名前.pia"))
    held = [path.read_bytes() for path in (trio[0], elsewhere, trio[2])]
    with pytest.raises(FileError, match="元の名前と場所に戻して"):
        undo_run(record)
    assert [path.read_bytes() for path in (trio[0], elsewhere, trio[2])] == held
    elsewhere.rename(trio[1])
    assert undo_run(record) == 3


def test_a_run_without_a_file_to_change_is_not_kept(trio: list[Path]) -> None:
    trio[0].write_bytes(b"")
    record = apply_plans(planned(trio, "どこにもない言葉", "室"), TITLE, trio[0].parent, ENTRY)
    assert [file.skipped for file in record.files] != []
    assert list_runs() == []


def test_a_run_is_not_undone_while_somebody_has_a_file_open(trio: list[Path]) -> None:
    record = apply_plans(planned(trio, "課", "室"), TITLE, trio[0].parent, ENTRY)
    held = [path.read_bytes() for path in trio]
    document = open_for_editing(trio[2])
    try:
        with pytest.raises(LockedError):
            undo_run(record)
    finally:
        document.lock.end()
    assert [path.read_bytes() for path in trio] == held
    assert not list(trio[0].parent.glob("~$*"))


def test_without_its_backup_a_run_is_not_undone(trio: list[Path], own_data: Path) -> None:
    record = apply_plans(planned(trio[:1], "課", "室"), TITLE, trio[0].parent, ENTRY)
    list_backups(trio[0])[0].unlink()
    with pytest.raises(FileError, match="控えがありません"):
        undo_run(record)


def test_called_off_the_rest_stays_and_is_named(trio: list[Path]) -> None:
    def progress(_share: float) -> None:
        raise TaskCancelled

    held = [path.read_bytes() for path in trio]
    record = apply_plans(planned(trio, "課", "室"), TITLE, trio[0].parent, ENTRY, progress)
    assert [bool(file.skipped) for file in record.files] == [False, True, True]
    assert trio[0].read_bytes() != held[0]
    assert [path.read_bytes() for path in trio[1:]] == held[1:]
    assert undo_run(record) == 1


def test_without_a_record_nothing_is_changed(
    trio: list[Path], own_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = [path.read_bytes() for path in trio]
    (own_data / "runs").write_text("no folder")
    with pytest.raises(FileError):
        apply_plans(planned(trio, "課", "室"), TITLE, trio[0].parent, ENTRY)
    assert [path.read_bytes() for path in trio] == held


def test_two_changes_at_once_refuse_rather_than_lose(trio: list[Path]) -> None:
    """The file is written by somebody else between the look and the save."""
    plan = planned(trio[:1], "課", "室")[0]
    with ExitStack() as stack:
        stack.enter_context(pytest.raises(ChangedError))
        document = stack.enter_context(changing_as_seen(trio[0], plan.digest))
        other = pia_file.load(trio[0])
        other.answers.set("cover.remarks", "ロックを見ないプログラム")
        trio[0].write_bytes(pia_file.to_bytes(other))
        document.set("cover.remarks", "こちら")
    assert pia_file.load(trio[0]).answers.get("cover.remarks") == "ロックを見ないプログラム"


def test_a_run_is_found_again_from_another_folder(
    trio: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = [path.read_bytes() for path in trio]
    monkeypatch.chdir(trio[0].parent)
    record = apply_plans(planned([Path("0.pia")], "課", "室"), TITLE, Path(), ENTRY)
    monkeypatch.chdir("/")
    assert undo_run(find_run(record.run_id)) == 1
    assert [path.read_bytes() for path in trio] == held


@pytest.mark.parametrize("body", ["[]", "{}", '{"files": [{"path": 3, "before": ""}]}', "x"])
def test_a_record_that_is_none_is_passed_over(trio: list[Path], own_data: Path, body: str) -> None:
    record = apply_plans(planned(trio, "課", "室"), TITLE, trio[0].parent, ENTRY)
    (own_data / "runs" / "20990101-000000-000000.json").write_text(body, "utf-8")
    assert [each.run_id for each in list_runs()] == [record.run_id]


def test_a_folder_that_cannot_be_opened_is_named(town: Town, closed_folder: Path) -> None:
    plans = plan_folder(town.folder, Replacement(SearchQuery("課"), "室"))
    record = apply_plans(plans, TITLE, town.folder, ENTRY)
    (named,) = (file for file in record.files if file.path == str(closed_folder))
    assert named.skipped.startswith("フォルダーを開けません")
