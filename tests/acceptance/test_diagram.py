"""The 事務の流れ図 from outside: as JSON, as a picture, in workbook, PDF and 変更箇所."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

Pia = Callable[..., Any]

FLOW: dict[str, Any] = {
    "nodes": [
        {"id": "a", "kind": "system", "label": "台帳システム", "x": 2, "y": 1},
        {"id": "b", "kind": "file", "label": "台帳ファイル", "x": 2, "y": 2},
    ],
    "edges": [{"from": "a", "to": "b", "label": "専用線", "number": 3}],
}


@pytest.fixture
def pia(pia_in_process: Pia) -> Pia:
    return pia_in_process


@pytest.fixture
def made(pia: Pia, work: Path) -> Path:
    """A 様式4 with the diagram in it."""
    answers = {"form": "様式4", "edition": "令和7年5月", "process": {"flow": FLOW}}
    (work / "回答.json").write_text(json.dumps(answers), "utf-8")
    assert pia("from-json", "回答.json", "図.pia").status == 0
    return work / "図.pia"


def test_a_diagram_comes_back_as_it_was_written(pia: Pia, made: Path) -> None:
    assert json.loads(pia("dump", made).out)["process"]["flow"] == FLOW


@pytest.mark.parametrize(
    "change",
    [
        lambda flow: flow["nodes"][0].pop("id"),
        lambda flow: flow["nodes"][0].update(kind="robot"),
        lambda flow: flow["nodes"][0].update(x=-1),
        lambda flow: flow["nodes"][1].update(y=1),
        lambda flow: flow["edges"][0].update(to="c"),
        lambda flow: flow["edges"][0].update(number=0),
        lambda flow: flow.update(shapes=[]),
    ],
)
def test_a_faulty_diagram_is_refused_in_one_line(
    pia: Pia, work: Path, change: Callable[[Any], object]
) -> None:
    flow = json.loads(json.dumps(FLOW))
    change(flow)
    answers = {"form": "様式4", "edition": "令和7年5月", "process": {"flow": flow}}
    (work / "回答.json").write_text(json.dumps(answers), "utf-8")
    done = pia("from-json", "回答.json", "図.pia")
    assert done.status == 2
    assert done.err.count("\n") == 1
    assert "process.flow" in done.err
    assert "事務の流れ図" in done.err
    assert not (work / "図.pia").exists()


def test_it_is_written_as_a_picture(pia: Pia, made: Path, work: Path) -> None:
    for name, begin in (("図.svg", b"<?xml"), ("図.png", b"\x89PNG"), ("図.pdf", b"%PDF")):
        assert pia("diagram", made, name).status == 0
        data = (work / name).read_bytes()
        assert data.startswith(begin)
        assert pia("diagram", made, name).status == 0
        assert (work / name).read_bytes() == data
    assert "台帳システム" in PdfReader(work / "図.pdf").pages[0].extract_text()
    assert pia("diagram", made, "図.gif").status == 2


def test_without_one_the_proposal_is_written(pia: Pia, work: Path, sample_dir: Path) -> None:
    assert pia("from-json", sample_dir / "youshiki3.json", "様式3.pia").status == 0
    done = pia("diagram", "様式3.pia", "案.svg")
    assert (done.status, "案を" in done.out) == (0, True)
    assert "児童手当システム" in (work / "案.svg").read_text("utf-8")
    assert pia("new", "youshiki3-2025-05", "空.pia").status == 0
    done = pia("diagram", "空.pia", "空.svg")
    assert (done.status, (work / "空.svg").exists()) == (2, False)


def test_a_changed_diagram_is_one_row_that_names_what_differs(
    pia: Pia, made: Path, work: Path
) -> None:
    assert pia("publish", made, "--date", "令和7年4月1日").status == 0
    flow = json.loads(json.dumps(FLOW))
    flow["nodes"][0]["label"] = "住民台帳システム"
    flow["nodes"].append({"id": "c", "kind": "person", "label": "本人", "x": 0, "y": 0})
    flow["edges"].append({"from": "c", "to": "a", "label": "紙", "number": 1})
    (work / "回答.json").write_text(json.dumps({"process": {"flow": flow}}), "utf-8")
    assert pia("fill", made, "回答.json").status == 0
    (row,) = json.loads(pia("changes", made, "--json").out)
    assert "事務の流れ図" in row["item"]
    assert row["before"].split("\n") == [
        "システム「台帳システム」",
        "③台帳システム→台帳ファイル（専用線）",
    ]
    assert row["after"].split("\n") == [
        "システム「住民台帳システム」",
        "人「本人」",
        "①本人→住民台帳システム（紙）",
        "③住民台帳システム→台帳ファイル（専用線）",
    ]


def test_a_moved_box_alone_is_no_change(pia: Pia, made: Path, work: Path) -> None:
    assert pia("publish", made, "--date", "令和7年4月1日").status == 0
    flow = json.loads(json.dumps(FLOW))
    flow["nodes"][0]["x"] = 5
    (work / "回答.json").write_text(json.dumps({"process": {"flow": flow}}), "utf-8")
    assert pia("fill", made, "回答.json").status == 0
    assert json.loads(pia("changes", made, "--json").out) == []


def test_a_workbook_brings_it_back_as_a_picture_and_says_so(
    pia: Pia, made: Path, work: Path
) -> None:
    assert pia("export", made, "--xlsx", "図.xlsx").status == 0
    done = pia("import", "図.xlsx", "戻り.pia")
    assert done.status == 0
    assert "「事務の流れ図.png」は、図の画像として(別添1) 事務の内容に取り込みました。" in done.out
    process = json.loads(pia("dump", "戻り.pia").out)["process"]
    assert process["figures"] == [{"file": "事務の流れ図.png", "caption": "事務の流れ図"}]


def test_the_risk_list_goes_along_on_request(pia: Pia, work: Path, sample_dir: Path) -> None:
    assert pia("from-json", sample_dir / "youshiki3.json", "様式3.pia").status == 0
    assert pia("export", "様式3.pia", "--pdf", "一覧.pdf", "--risk-list").status == 0
    assert "リスク対策一覧" in PdfReader(work / "一覧.pdf").pages[0].extract_text()
    assert pia("export", "様式3.pia", "--xlsx", "一覧.xlsx", "--risk-list").status == 2
