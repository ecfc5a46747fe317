"""An edition is one file: put into the forms' folder, it goes the whole way through the program."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pia_desktop.cli.main import main
from pia_desktop.files.paths import DATA_ENV, program_root
from tests.locations import link_or_copy

EDITION = """\
extends: youshiki3-2025-05
edition: 令和9年4月

options:
  record_main:
    contact: 連絡先(電話番号、電子メールアドレス等)

items:
  "business.content": {label: ②事務の内容及び流れ}

add:
  options:
    connections:
      cloud: {label: ガバメントクラウド, before: other}
    backup_places:
      inside: 庁舎内
      outside: 庁舎外
  items:
    "business.cloud":
      kind: choice
      label: クラウドの控えの場所
      options: backup_places
      after: business.content
    "business.cloud_reason":
      kind: text
      label: その理由
      after: business.cloud
      needed: {item: business.cloud, is: [outside]}
"""

ANSWERS = {
    "form": "様式3",
    "edition": "令和9年4月",
    "cover": {"number": "12", "name": "みなと野町の予防接種に関する事務 重点項目評価書"},
    "business": {
        "name": "予防接種に関する事務",
        "content": "記録する。",
        "cloud": "庁舎外",
        "cloud_reason": "同時に被災しないため。",
        "subject_count": "1,000人以上1万人未満",
    },
    "systems": [
        {"name": "予防接種システム", "connections": {"ガバメントクラウド": True, "その他": "住基"}}
    ],
    "files": [
        {
            "name": "予防接種ファイル",
            "record_main": {"連絡先(電話番号、電子メールアドレス等)": True},
        }
    ],
}

Program = Callable[..., str]


@pytest.fixture
def pia(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Program:
    """Call the program as it would be with the new edition in its folder; what it prints."""
    home = tmp_path / "program"
    shutil.copytree(program_root() / "templates", home / "templates")
    link_or_copy(program_root() / "resources", home / "resources")
    (home / "templates" / "forms" / "youshiki3-2027-04.yaml").write_text(EDITION, "utf-8")
    monkeypatch.setattr(sys, "_MEIPASS", str(home), raising=False)
    monkeypatch.setenv(DATA_ENV, str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str, status: int = 0) -> str:
        assert main(list(arguments)) == status, capsys.readouterr().err
        return capsys.readouterr().out

    return call


def test_the_edition_is_listed_with_those_that_were_there(pia: Program) -> None:
    ids = [line.split("\t")[0] for line in pia("forms").splitlines()]
    assert "youshiki3-2027-04" in ids
    assert {f"youshiki{n}-{month}" for n in (3, 4) for month in ("2018-05", "2025-05")} < set(ids)


def test_its_items_are_those_of_the_older_edition_but_for_what_it_says(pia: Program) -> None:
    old = [line.split("\t") for line in pia("items", "youshiki3-2025-05").splitlines()]
    new = [line.split("\t") for line in pia("items", "youshiki3-2027-04").splitlines()]
    ids = [row[2] for row in old]
    place = ids.index("business.content") + 1
    assert [row[2] for row in new] == [
        *ids[:place],
        "business.cloud",
        "business.cloud_reason",
        *ids[place:],
    ]
    by_id = {row[2]: row for row in new}
    assert by_id["business.content"][4] == "②事務の内容及び流れ"
    assert by_id["business.cloud"][1] == by_id["business.content"][1]
    assert by_id["business.cloud"][5] == "庁舎内｜庁舎外"
    assert "ガバメントクラウド｜その他( )" in by_id["systems[].connections"][5]
    assert "連絡先(電話番号、電子メールアドレス等)" in by_id["files[].record_main"][5]
    changed = {"business.content", "systems[].connections", "files[].record_main"}
    assert [by_id[row[2]] for row in old if row[2] not in changed] == [
        row for row in old if row[2] not in changed
    ]


def test_answers_go_through_file_workbook_and_import(pia: Program, tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text(json.dumps(ANSWERS, ensure_ascii=False), "utf-8")
    pia("from-json", "answers.json", "評価書.pia")
    assert json.loads(pia("dump", "評価書.pia")) == ANSWERS
    missing = pia("check", "評価書.pia", status=1)
    assert "systems[0].functions" in missing
    assert "business.cloud" not in missing
    pia("export", "評価書.pia", "--xlsx", "評価書.xlsx", "--pdf", "評価書.pdf")
    assert (tmp_path / "評価書.pdf").read_bytes().startswith(b"%PDF")
    printed = pia("import", "評価書.xlsx", "取込.pia")
    assert "令和9年4月" in printed
    assert json.loads(pia("dump", "取込.pia")) == ANSWERS


def test_an_assessment_is_carried_to_it_and_back(pia: Program, tmp_path: Path) -> None:
    answers = {
        "form": "様式3",
        "edition": "令和7年5月",
        "business": {"content": "記録する。"},
        "files": [{"record_main": {"連絡先(電話番号等)": True}}],
    }
    (tmp_path / "answers.json").write_text(json.dumps(answers, ensure_ascii=False), "utf-8")
    pia("from-json", "answers.json", "旧.pia")
    assert "business.cloud" in pia("upgrade", "旧.pia", "youshiki3-2027-04", "新.pia")
    carried = json.loads(pia("dump", "新.pia"))
    assert carried["edition"] == "令和9年4月"
    assert carried["files"] == [{"record_main": {"連絡先(電話番号、電子メールアドレス等)": True}}]
    pia("upgrade", "新.pia", "youshiki3-2025-05", "戻.pia")
    assert json.loads(pia("dump", "戻.pia")) == answers


def test_each_fault_of_the_edition_is_a_line_of_the_refusal(
    pia: Program, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "program" / "templates" / "forms" / "youshiki3-2027-04.yaml"
    text = path.read_text("utf-8")
    faulty = text.replace("contact:", "contcat:").replace("kind: choice", "kind: chioce")
    path.write_text(faulty, "utf-8")
    assert main(["items", "youshiki3-2027-04"]) == 2
    printed = capsys.readouterr()
    head, *lines = printed.err.splitlines()
    assert printed.out == ""
    assert f"「{path}」" in head
    assert "2件" in head
    wanted = [text[: text.index(word)].count("\n") + 1 for word in ("contact:", "kind: choice")]
    assert [line.split(": ")[0] for line in lines] == [f"{path.name}:{n}" for n in wanted]


def test_help_for_an_unknown_item_is_found_with_the_items(
    pia: Program, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    helped = tmp_path / "program" / "templates" / "forms" / "help" / "cloud.yaml"
    entry = "  write: 場所を書く。\n  care: 一つに限らない。\n  example: 庁舎外\n"
    helped.write_text(f'"business.cloud":\n{entry}"business.clowd":\n{entry}', "utf-8")
    assert main(["items", "youshiki3-2027-04"]) == 2
    assert "cloud.yaml:5: " in capsys.readouterr().err
    helped.write_text(f'"business.cloud":\n{entry}', "utf-8")
    assert "business.cloud" in pia("items", "youshiki3-2027-04")
