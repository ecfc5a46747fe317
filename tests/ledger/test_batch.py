"""The same errand for several assessments: named by rule, each whole or not, all reported."""

import io
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from pia_desktop.assessment import pia_file
from pia_desktop.ledger.all_findings import write_all_findings
from pia_desktop.ledger.batch import CALLED_OFF, check_all, draft_all, export_all, review_all
from pia_desktop.ledger.file_change import undo_run
from pia_desktop.ledger.output_names import output_name
from pia_desktop.ledger.survey import survey
from pia_desktop.task_progress import TaskCancelled
from tests.ledger.municipality import Town, town_assessment

TODAY = date(2026, 11, 28)


def test_names_follow_the_rule_and_fit_windows() -> None:
    assert output_name("12", "青空市 介護保険", "様式4") == "12_青空市 介護保険_様式4"
    assert output_name("", "入力/出力: 表?", "様式3") == "入力_出力_ 表__様式3"
    assert output_name("", "", "様式3") == "様式3"
    assert output_name("1", "長" * 300, "様式3") == f"1_{'長' * 40}_様式3"


def test_workbook_and_pdf_are_written_and_what_cannot_be_read_is_named(
    town: Town, tmp_path: Path
) -> None:
    out = tmp_path / "出力"
    paths = [town.files[0], town.broken[0], town.newer]
    outcomes = export_all(paths, out, [".xlsx", ".pdf"])
    assert [path.name for path in outcomes[0].written] == [
        "1_青空市 住民基本台帳に関する事務_様式3.xlsx",
        "1_青空市 住民基本台帳に関する事務_様式3.pdf",
    ]
    assert all(not outcome.written and outcome.reason for outcome in outcomes[1:])
    assert len(list(out.iterdir())) == 2
    held = {path: path.read_bytes() for path in out.iterdir()}
    (again,) = export_all(paths[:1], out, [".pdf"])
    assert "もうあります" in again.reason
    assert {path: path.read_bytes() for path in out.iterdir()} == held
    (again,) = export_all(paths[:1], out, [".pdf"], replacing=True)
    assert again.written


def test_two_files_that_would_have_one_name_are_both_left_out_and_named(tmp_path: Path) -> None:
    paths = [tmp_path / "a.pia", tmp_path / "b.pia", tmp_path / "c.pia"]
    for path, number in zip(paths, (0, 0, 1), strict=True):
        pia_file.save(town_assessment(number), path)
    outcomes = export_all(paths, tmp_path / "出力", [".pdf"])
    assert [bool(outcome.written) for outcome in outcomes] == [False, False, True]
    assert all("ほかにもあります" in outcome.reason for outcome in outcomes[:2])


def test_called_off_the_rest_is_named(town: Town, tmp_path: Path) -> None:
    def progress(_share: float) -> None:
        raise TaskCancelled

    outcomes = export_all(town.files[:3], tmp_path / "出力", [".pdf"], progress)
    assert [outcome.reason for outcome in outcomes] == ["", CALLED_OFF, CALLED_OFF]


def test_a_new_draft_goes_on_from_the_last_published_state(town: Town, tmp_path: Path) -> None:
    (outcome,) = draft_all([town.files[1]], tmp_path / "案", TODAY)
    (path,) = outcome.written
    assert path.name == "2_青空市 個人住民税に関する事務_様式4_令和8年度案.pia"
    source, draft = pia_file.load(town.files[1]), pia_file.load(path)
    assert source.answers.get("department.head_title") == "主管課長"  # after the publication
    assert draft.answers.get("department.head_title") == "税務課長"
    assert draft.versions == source.versions
    (again,) = draft_all([town.files[1]], tmp_path / "案", date(2027, 2, 1))
    assert "もうあります" in again.reason  # still the same fiscal year


def test_a_review_is_recorded_in_each_and_can_be_undone(town: Town) -> None:
    entries = {entry.path: entry for entry in survey(town.folder, TODAY)}
    paths = [town.files[0], town.files[1], town.opened]
    files = [(path, entries[path].digest) for path in paths]
    held = [path.read_bytes() for path in paths]
    record = review_all(files, town.folder, "令和8年11月28日", "異動なし", "市民課")
    assert [bool(file.skipped) for file in record.files] == [False, False, True]
    assert pia_file.load(town.files[0]).reviews[-1].note == "異動なし"
    rows = {entry.path: entry for entry in survey(town.folder, TODAY)}
    facts = rows[town.files[1]].facts
    assert facts is not None
    assert facts.review_due == date(2027, 11, 28)
    undo_run(record)
    assert [path.read_bytes() for path in paths] == held


def test_the_findings_of_several_are_one_list(town: Town) -> None:
    files = check_all([town.files[0], town.broken[0]], TODAY)
    assert files[0].findings
    assert files[1].reason
    sheet = load_workbook(io.BytesIO(write_all_findings(files))).worksheets[0]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert texts.count("1 青空市 住民基本台帳に関する事務") == len(files[0].findings)
    assert any("途中で切れている" in text for text in texts)
