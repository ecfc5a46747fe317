"""ledger and replace from outside: the JSON's keys, the exit status, and what is said."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.document_access import changing
from tests.acceptance.conftest import Call
from tests.ledger.municipality import Town, build_town


@pytest.fixture
def town(work: Path) -> Town:
    return build_town(work / "町", 8)


def test_the_ledger_as_json(town: Town, pia_process: Call) -> None:
    done = pia_process("ledger", "町", "--json", LC_ALL="C")
    assert (done.status, done.err) == (0, "")
    rows = {row["path"]: row for row in json.loads(done.out)}
    assert len(rows) == 8
    path = town.files[0].relative_to(Path.cwd())
    row = rows[str(path)]
    assert row == {
        "path": str(path),
        "number": "1",
        "name": "青空市 住民基本台帳に関する事務",
        "form": "様式3",
        "form_id": "youshiki3-2025-05",
        "edition": "令和7年5月",
        "department": "市民生活部市民課",
        "publication_date": "令和3年1月1日",
        "review_due": "令和9年1月1日",
        "repeat_due": "令和8年1月1日",
        "repeat_is_duty": False,
        "change_date": None,
        "threshold": {
            "subjects": 800,
            "staff": 40,
            "accident": False,
            "as_of": None,
            "result": "義務なし",
            "changed": False,
        },
        "share_filled": row["share_filled"],
        "unfilled": row["unfilled"],
        "errors": 0,
        "warnings": row["warnings"],
        "confirmed": 0,
        "unpublished_changes": 0,
        "open_by": None,
        "reason": None,
    }
    assert 0 < row["share_filled"] < 1
    for broken in (*town.broken, town.newer):
        bad = rows[str(broken.relative_to(Path.cwd()))]
        assert bad["reason"]
        assert {key for key, value in bad.items() if value is not None} == {"path", "reason"}
    opened = rows[str(town.opened.relative_to(Path.cwd()))]
    assert opened["open_by"]["user"] == "tanaka"


def test_the_ledger_as_lists(town: Town, pia_in_process: Call) -> None:
    done = pia_in_process("ledger", town.folder, "--xlsx", "一覧.xlsx", "--pdf", "一覧.pdf")
    assert done.status == 0
    assert done.out.splitlines()[8].startswith("評価書8件（読めない4件）")
    sheet = load_workbook("一覧.xlsx").worksheets[0]
    numbers = [row[0].value for row in sheet.iter_rows(min_row=4)]
    assert numbers == ["1", "2", "3", "4", None, None, None, None]
    assert Path("一覧.pdf").read_bytes().startswith(b"%PDF")


def test_replace_says_first_and_writes_with_apply(town: Town, pia_in_process: Call) -> None:
    held = {path: path.read_bytes() for path in town.files}
    done = pia_in_process("replace", town.folder, "青空市長", "青空町長", "--json")
    plans = json.loads(done.out)
    (hit,) = next(plan["hits"] for plan in plans if plan["path"] == str(town.files[0]))
    assert (hit["address"], hit["before"], hit["after"]) == ("cover.agency", "青空市長", "青空町長")
    assert {path: path.read_bytes() for path in town.files} == held
    done = pia_in_process("replace", town.folder, "青空市長", "青空町長", "--apply", "--json")
    report = json.loads(done.out)
    assert done.status == 0
    states = {file["path"]: file["state"] for file in report["files"]}
    assert states[str(town.files[0])] == "変更済み"
    assert states[str(town.opened)] == "元のまま"
    (listed,) = json.loads(pia_in_process("runs", "--json").out)
    assert listed["run"] == report["run"]
    done = pia_in_process("undo-run", report["run"])
    assert (done.status, done.out) == (0, "3件の評価書を元に戻しました。\n")
    assert {path: path.read_bytes() for path in town.files} == held


AT, ITEM = "files[0].use_purpose", "files[].use_purpose"
TEXT = "年に一度、内部監査を行う。監査の結果を情報セキュリティ委員会に報告する。"
NEWER = TEXT.replace("一度", "二度")


def test_phrases_on_the_command_line(town: Town, tmp_path: Path, pia_in_process: Call) -> None:
    library, path = tmp_path / "文例集.json", town.files[0]
    with changing(path) as document:
        document.set(AT, TEXT)
        document.publish("令和8年5月1日")
    done = pia_in_process("phrases", library, "--add", "監査", "--file", path, "--at", AT)
    assert (done.status, done.out) == (0, "文例「監査」を登録しました。\n")
    second = town.files[1]
    done = pia_in_process("phrases", library, "--insert", "監査", "--file", second, "--at", AT)
    assert done.status == 0
    assert pia_file.load(second).answers.get(AT) == TEXT
    done = pia_in_process("phrases", library, "--list")
    assert done.out.startswith(f"監査\t{ITEM}\t年に一度")
    done = pia_in_process("phrases", library, "--used-in", town.folder)
    used = [line.split("\t") for line in done.out.splitlines() if line.endswith("最新")]
    assert {(row[0], row[1]) for row in used} == {(str(path), AT), (str(second), AT)}
    with changing(path) as document:
        document.set(AT, NEWER)
    pia_in_process("phrases", library, "--add", "監査", "--file", path, "--at", AT)
    done = pia_in_process("phrases", library, "--update", town.folder)
    assert "1件の評価書に1か所あります" in done.out
    assert pia_file.load(second).answers.get(AT) == TEXT
    done = pia_in_process(
        "phrases", library, "--update", town.folder, "--apply", "--timing", "誤字"
    )
    assert done.status == 0
    assert pia_file.load(second).answers.get(AT) == NEWER
    rows = pia_file.load(second).answers.get("changes")
    assert rows[-1]["after"] == NEWER
    assert pia_in_process("phrases", library).status == 2
    assert pia_in_process("phrases", library, "--add", "監査").status == 2
    assert pia_in_process("phrases", tmp_path / "ない.json", "--list").status == 2
