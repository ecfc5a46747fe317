"""check, confirm and rules from outside."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from pia_desktop.checks import RULES
from tests.acceptance.conftest import Call

NOTE = "記載に変更がない通知カードだけを使う。"
KEYS = ["code", "severity", "item_id", "item_name", "message", "remedy", "places", "confirmed"]


@pytest.fixture
def pia(pia_in_process: Call) -> Call:
    """Without processes, but for a test of each command."""
    return pia_in_process


@pytest.fixture
def stale(pia: Call, work: Path, sample_dir: Path) -> Path:
    """The sample, in which a text says 通知カード and a date is out of order."""
    pia("from-json", sample_dir / "youshiki4.json", "a.pia")
    answers = {
        "inquiry": {"method": "通知カードで受ける。"},
        "procedure": {"basic_date": "令和8年1月5日"},
    }
    (work / "b.json").write_text(json.dumps(answers, ensure_ascii=False), "utf-8")
    assert pia("fill", "a.pia", "b.json").status == 0
    return work / "a.pia"


def listed(pia: Call) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(pia("check", "a.pia", "--json").out)
    return [row for row in rows if row["code"] not in ("review-due", "repeat-due")]


def test_check_names_every_place_that_was_compared(pia: Call, stale: Path) -> None:
    rows = listed(pia)
    assert all(list(row) == KEYS for row in rows)
    assert [(row["code"], row["item_id"], row["places"], row["confirmed"]) for row in rows] == [
        ("stale-term", "inquiry.method", ["inquiry.method"], None),
        (
            "date-order",
            "procedure.basic_date",
            ["procedure.basic_date", "cover.publication_date"],
            None,
        ),
    ]
    assert pia("check", "a.pia").status == 0


def test_a_confirmed_finding_is_quiet_until_its_answer_changes(
    pia: Call, pia_process: Call, stale: Path
) -> None:
    done = pia_process("confirm", "a.pia", "stale-term", "inquiry.method", "--note", NOTE)
    assert (done.status, done.out, done.err) == (0, "1件を確認済みにしました。\n", "")
    assert [row["confirmed"] for row in listed(pia)] == [NOTE, None]
    plain = pia_process("check", "a.pia").out
    assert "inquiry.method" not in plain
    assert "procedure.basic_date" in plain
    (stale.parent / "c.json").write_text('{"inquiry": {"method": "通知カードと電話"}}', "utf-8")
    pia("fill", "a.pia", "c.json")
    assert [row["confirmed"] for row in listed(pia)] == [None, None]
    assert "inquiry.method" in pia("check", "a.pia").out


@pytest.mark.parametrize(
    "call,words",
    [
        (("required", "cover.name"), "誤りは確認済みにできません。"),
        (("stale-term", "cover.name"), "「stale-term」の指摘はありません。"),
        (("stale-terms", "inquiry.method"), "「stale-terms」という規則はありません。"),
    ],
)
def test_what_cannot_be_confirmed_is_refused(
    pia: Call, work: Path, call: tuple[str, str], words: str
) -> None:
    pia("new", "youshiki4-2025-05", "a.pia")
    before = (work / "a.pia").read_bytes()
    done = pia("confirm", "a.pia", *call, "--note", NOTE)
    assert (done.status, done.out) == (2, "")
    assert words in done.err
    assert done.err.count("\n") == 1
    assert (work / "a.pia").read_bytes() == before


def test_a_note_has_to_say_something(pia: Call, stale: Path) -> None:
    done = pia("confirm", "a.pia", "stale-term", "inquiry.method", "--note", " ")
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert pia("confirm", "a.pia", "stale-term", "inquiry.method").status == 2


def test_the_list_for_the_reviewer(pia: Call, stale: Path) -> None:
    pia("confirm", "a.pia", "stale-term", "inquiry.method", "--note", NOTE)
    done = pia("check", "a.pia", "--xlsx", "list.xlsx")
    assert (done.status, done.err) == (0, "")
    sheet = load_workbook(io.BytesIO((stale.parent / "list.xlsx").read_bytes())).worksheets[0]
    rows = [[cell for cell in row if cell] for row in sheet.iter_rows(values_only=True)]
    filled = [row for row in rows if row]
    assert filled[1] == ["誤り0件、警告1件、お知らせ0件、確認済み1件"]
    assert filled[2] == ["規則", "重さ", "項目", "PDFの頁", "指摘", "直し方", "確認済み", "記入欄"]
    (term, order) = filled[3:]
    assert term[:3] == ["stale-term", "警告", "②対応方法\ninquiry.method"]
    assert term[-1] == f"済　{NOTE}"
    assert int(order[3]) >= int(term[3]) > 20
    assert order[0] == "date-order"


def test_the_list_of_an_unfinished_assessment_is_written_with_status_1(
    pia: Call, work: Path
) -> None:
    pia("new", "youshiki3-2025-05", "a.pia")
    assert pia("check", "a.pia", "--xlsx", "list.xlsx").status == 1
    assert (work / "list.xlsx").is_file()
    refused = pia("check", "a.pia", "--xlsx", "a.pia")
    assert (refused.status, refused.err.count("\n")) == (2, 1)


def test_rules_are_a_line_each(pia: Call, pia_process: Call) -> None:
    rows = [line.split("\t") for line in pia_process("rules").out.splitlines()]
    assert [row[0] for row in rows] == list(RULES)
    assert all(len(row) == 4 and all(row) for row in rows)
    plain = json.loads(pia("rules", "--json").out)
    assert [[row[key] for key in ("code", "severity", "title", "source")] for row in plain] == rows


def test_characters_that_no_font_has_are_named_all_at_once(pia: Call, work: Path) -> None:
    odd = {
        "form": "様式3",
        "edition": "令和7年5月",
        "cover": {"name": "\U00012000"},
        "systems": [{"name": "\U00012001\U00012002"}],
    }
    (work / "odd.json").write_text(json.dumps(odd), "utf-8")
    pia("from-json", "odd.json", "a.pia")
    rows = [row for row in listed(pia) if row["code"] == "character"]
    assert [row["item_id"] for row in rows] == ["cover.name", "systems[0].name"]
    assert "U+12001" in rows[1]["message"]
    assert "U+12002" in rows[1]["message"]
