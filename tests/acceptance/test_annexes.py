"""Three 別紙 the whole way on the command line: in, out to Excel, back in equal, into 変更箇所."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.acceptance.conftest import Call
from tests.made_up_annexes import ANNEXES
from tests.strategies import PNG

CELL = "省令第59条の2の2"


@pytest.fixture
def pia(pia_in_process: Call) -> Call:
    """Without processes: each verb has one elsewhere."""
    return pia_in_process


@pytest.mark.slow
def test_three_annexes_go_in_out_to_excel_and_back_and_into_the_changes(
    pia: Call, work: Path
) -> None:
    (work / "連絡.png").write_bytes(PNG)
    answers = {
        "form": "様式3",
        "edition": "令和7年5月",
        "cover": {"name": "住民基本台帳に関する事務 重点項目評価書"},
        "annexes": ANNEXES,
    }
    (work / "回答.json").write_text(json.dumps(answers), encoding="utf-8")
    assert pia("from-json", "回答.json", "元.pia").status == 0
    assert json.loads(pia("dump", "元.pia").out)["annexes"] == ANNEXES

    assert pia("export", "元.pia", "--xlsx", "出.xlsx", "--pdf", "出.pdf").status == 0
    done = pia("import", "出.xlsx", "先.pia")
    assert "取込記録に残した記載：0件" in done.out
    assert json.loads(pia("dump", "先.pia", "--figures", "図").out)["annexes"] == ANNEXES
    assert (work / "図" / "連絡.png").read_bytes() == PNG

    assert pia("publish", "先.pia", "--date", "令和8年4月1日").status == 0
    first = json.loads(json.dumps(ANNEXES[0]))
    first["table"]["rows"][53][2] = CELL
    changed = {"annexes": [first, *ANNEXES[1:]]}
    (work / "変更.json").write_text(json.dumps(changed), encoding="utf-8")
    assert pia("fill", "先.pia", "変更.json").status == 0
    (row,) = json.loads(pia("changes", "先.pia", "--apply", "--json").out)
    assert (row["address"], row["item"], row["after"]) == (
        "annexes[0].table",
        "(別紙1) 提供先No.54 法令上の根拠",
        CELL,
    )
    assert len(json.loads(pia("dump", "先.pia").out)["changes"]) == 1


def test_a_table_that_is_none_is_refused_with_its_place(pia: Call, work: Path) -> None:
    assert pia("new", "youshiki3-2025-05", "空.pia").status == 0
    table = {"columns": ["a", "b"], "rows": [["1"]]}
    (work / "誤り.json").write_text(json.dumps({"annexes": [{"table": table}]}), encoding="utf-8")
    done = pia("fill", "空.pia", "誤り.json")
    assert done.status == 2
    assert "annexes[0].table" in done.err
    assert "表の1行目のマスの数が、列の数と違います" in done.err
