"""A diagram against the answers as they are now."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pia_desktop.assessment import Assessment
from pia_desktop.assessment.answers import Answers
from pia_desktop.checks import check
from pia_desktop.diagrams.flow_agreement import brought_up_to_date, mismatches
from pia_desktop.diagrams.flow_edits import (
    add_arrow,
    add_box,
    change_arrow,
    move_box,
    relabel_box,
    remove_arrow,
    remove_box,
)
from pia_desktop.diagrams.flow_model import FlowDiagram, value_of
from pia_desktop.diagrams.flow_proposal import propose_diagram
from pia_desktop.forms import load_form_by_id
from tests.locations import SAMPLES


@pytest.fixture
def answers() -> Answers:
    data: dict[str, Any] = json.loads((SAMPLES / "youshiki4.json").read_text(encoding="utf-8"))
    return Answers.read(load_form_by_id("youshiki4-2025-05"), data)


@pytest.fixture
def diagram(answers: Answers) -> FlowDiagram:
    return propose_diagram(answers)


def messages(diagram: FlowDiagram, answers: Answers) -> list[str]:
    return [mismatch.message for mismatch in mismatches(diagram, answers)]


def test_a_proposal_agrees(diagram: FlowDiagram, answers: Answers) -> None:
    assert messages(diagram, answers) == []
    assert brought_up_to_date(diagram, answers) == diagram


def test_a_new_contractor_is_missing_and_comes_in_by_one_click(
    diagram: FlowDiagram, answers: Answers
) -> None:
    answers.insert("files[0].outsourcing", 4, {"name": "税額通知の配送", "delivery": {"紙": True}})
    found = mismatches(diagram, answers)
    assert [one.message for one in found] == [
        "ファイル1の委託事項5「税額通知の配送」が図にありません。"
    ]
    assert found[0].address == "files[0].outsourcing[4].name"
    after = found[0].change(diagram)
    box = after.by_id["c1-5"]
    assert box.area == "委託先"
    assert box.x == after.by_id["c1-1"].x
    (arrow,) = [edge for edge in after.edges if edge.end == "c1-5"]
    assert (arrow.start, arrow.label) == ("office", "紙")
    assert arrow.number == 1 + max(edge.number or 0 for edge in diagram.edges)
    assert messages(after, answers) == []
    unmoved = [after.by_id[node.id] for node in diagram.nodes]
    assert unmoved == list(diagram.nodes)


def test_occurrences_that_moved_are_the_same_boxes(diagram: FlowDiagram, answers: Answers) -> None:
    answers.move("files[0].outsourcing", 3, 0)
    assert messages(diagram, answers) == []


def test_what_is_gone_or_called_otherwise_is_named(diagram: FlowDiagram, answers: Answers) -> None:
    answers.remove("files[0].transfers", 2)
    answers.set("systems[5].name", "申告書作成システム")
    answers.set("files[0].outsourcing[0].delivery", {"紙": True})
    found = messages(diagram, answers)
    assert "図の「こども支援課（児童扶養手当及び保育料に関する事務）」は、Ⅱにありません。" in found
    assert "図の「申告受付支援システム」は、今はシステム6「申告書作成システム」です。" in found
    assert any("矢印「財務部" in one and "（紙）」が図にありません" in one for one in found)
    after = brought_up_to_date(diagram, answers)
    assert messages(after, answers) == []
    assert "申告書作成システム" in {node.label for node in after.nodes}


def test_what_a_person_changed_stays(diagram: FlowDiagram, answers: Answers) -> None:
    mine = relabel_box(diagram, "c1-1", "保守事業者")
    mine = move_box(mine, "s1", (0, 9))
    mine, own = add_box(mine, "person", "相談員")
    mine = add_arrow(mine, own, "office")
    mine = remove_box(mine, "t1-1")
    place = next(i for i, edge in enumerate(mine.edges) if edge.end == "c1-2")
    mine = change_arrow(mine, place, replace(mine.edges[place], label="鍵付きケース"))
    line = next(i for i, edge in enumerate(mine.edges) if {edge.start, edge.end} == {"s1", "s2"})
    mine = remove_arrow(mine, line)
    assert messages(mine, answers) == []
    answers.insert("files[0].outsourcing", 4, {"name": "税額通知の配送"})
    after = brought_up_to_date(mine, answers)
    assert after.by_id["c1-1"].label == "保守事業者"
    assert (after.by_id["s1"].x, after.by_id["s1"].y) == (
        mine.by_id["s1"].x,
        mine.by_id["s1"].y,
    )
    assert own in after.by_id
    assert "t1-1" not in after.by_id
    assert "鍵付きケース" in {edge.label for edge in after.edges}
    assert messages(after, answers) == []


def test_an_own_name_is_asked_about_when_what_it_stands_for_changes(
    diagram: FlowDiagram, answers: Answers
) -> None:
    mine = relabel_box(diagram, "c1-1", "保守事業者")
    answers.set("files[0].outsourcing[0].name", "個人住民税システムの監視")
    assert messages(mine, answers) == [
        "図の「保守事業者」は、今はファイル1の委託事項1「個人住民税システムの監視」です。"
    ]


def test_the_check_finds_it_and_its_fix_puts_it_in(diagram: FlowDiagram, answers: Answers) -> None:
    answers.set("process.flow", value_of(diagram))
    assessment = Assessment(answers)
    today = date(2026, 4, 1)

    def own() -> list[Any]:
        return [f for f in check(assessment, today) if f.code == "diagram-differs"]

    assert own() == []
    answers.insert("files[0].outsourcing", 4, {"name": "税額通知の配送"})
    (finding,) = own()
    assert finding.message == "ファイル1の委託事項5「税額通知の配送」が図にありません。"
    assert finding.places == ("process.flow", "files[0].outsourcing[4].name")
    (edit,) = finding.fix.edits
    answers.set(edit.address, edit.value)
    assert own() == []
