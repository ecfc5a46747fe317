"""The diagram that answers suggest: who stands where, and by which means they hear of whom."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pia_desktop.assessment import Assessment, from_json
from pia_desktop.assessment.answers import Answers
from pia_desktop.diagrams.flow_model import FlowDiagram, diagram_of, value_of
from pia_desktop.diagrams.flow_proposal import propose_diagram
from pia_desktop.forms import load_form_by_id
from pia_desktop.forms.diagram_value import read_diagram
from tests.diagrams.many_systems import many_systems
from tests.locations import SAMPLES


@pytest.fixture(scope="module")
def tax() -> FlowDiagram:
    return propose_diagram(from_json(SAMPLES / "youshiki4.json").answers)


def arrows(diagram: FlowDiagram, start: str, end: str) -> list[str]:
    """The words of the arrows between boxes whose labels hold these words."""
    return [
        edge.label
        for edge in diagram.edges
        if start in diagram.by_id[edge.start].label and end in diagram.by_id[edge.end].label
    ]


def box(diagram: FlowDiagram, label: str) -> Any:
    return next(node for node in diagram.nodes if label in node.label)


def propose(**answers: Any) -> FlowDiagram:
    form = load_form_by_id("youshiki4-2025-05")
    return propose_diagram(Answers.read(form, answers))


def test_sources_stand_left_and_contractors_and_receivers_right(tax: FlowDiagram) -> None:
    last = max(node.x for node in tax.nodes)
    assert {box(tax, label).x for label in ("本人又は", "給与支払者", "国税庁（税務署）、")} == {0}
    assert {node.x for node in tax.nodes if node.area in ("委託先", "提供先")} == {last}
    for label in ("個人住民税システム", "市民税課", "個人住民税課税ファイル", "中間サーバー"):
        assert 0 < box(tax, label).x < last


def test_an_arrow_has_the_means_of_its_source(tax: FlowDiagram) -> None:
    assert arrows(tax, "本人又は", "市民税課") == ["紙"]
    assert arrows(tax, "給与支払者", "市民税課") == ["紙・電子記録媒体"]
    assert arrows(tax, "市民課、", "個人住民税システム") == ["庁内連携システム"]
    assert arrows(tax, "国税庁（税務署）、", "中間サーバー") == ["情報提供ネットワークシステム"]
    assert arrows(tax, "中間サーバー", "情報提供命令") == ["情報提供ネットワークシステム"]
    assert "地方税ポータルシステム（eLTAX）" in arrows(
        tax, "国税庁", "地方税電子申告等受付システム"
    )


def test_each_file_stands_below_its_own_system(tax: FlowDiagram) -> None:
    for file, system in (
        ("課税ファイル", "個人住民税システム"),
        ("収納・滞納ファイル", "収納・滞納管理システム"),
    ):
        above, below = box(tax, system), box(tax, file)
        assert (below.x, below.y) == (above.x, above.y + 1)


def test_numbers_run_on_and_go_from_what_comes_in_to_who_is_handed_it(tax: FlowDiagram) -> None:
    numbered = [edge for edge in tax.edges if edge.number is not None]
    assert [edge.number for edge in numbered] == list(range(1, len(numbered) + 1))
    sorts = [
        0
        if edge.start.startswith("in-")
        else 1
        if edge.both
        else {"c": 2, "p": 3, "t": 4}[edge.end[0]]
        for edge in numbered
    ]
    assert sorts == sorted(sorts)


def test_what_a_storage_place_says_of_the_cloud_is_a_frame(tax: FlowDiagram) -> None:
    inside = {node.label for node in tax.nodes if "ガバメントクラウド" in node.area}
    assert {"個人住民税システム", "団体内統合宛名システム"} <= inside
    assert "地方税電子申告等受付システム" not in inside
    assert box(tax, "市民税課").area == "みなと野市"
    assert box(tax, "中間サーバー").area == ""


def test_listed_systems_are_connected_as_they_are_ticked() -> None:
    diagram = propose(
        systems=[
            {"name": "住民税システム", "connections": {"宛名システム等": True}},
            {
                "name": "団体内統合宛名システム",
                "connections": {"その他": "中間サーバー、住民税システム"},
            },
            {"name": "中間サーバー", "connections": {"情報提供ネットワークシステム": True}},
        ]
    )
    pairs = {
        frozenset((diagram.by_id[edge.start].label, diagram.by_id[edge.end].label))
        for edge in diagram.edges
        if edge.number is None
    }
    assert pairs == {
        frozenset(("住民税システム", "団体内統合宛名システム")),
        frozenset(("団体内統合宛名システム", "中間サーバー")),
        frozenset(("中間サーバー", "情報提供ネットワークシステム")),
    }


def test_receivers_in_an_annex_are_one_box_with_their_number() -> None:
    diagram = propose(
        systems=[{"name": "台帳システム"}],
        files=[
            {
                "name": "台帳ファイル",
                "sharing_exists": {"提供を行っている": 80, "移転を行っている": 69},
                "provisions": [{"name": "番号法第19条第8号に定める者（別紙1参照）"}],
                "transfers": [{"name": "福祉課"}, {"name": "保険課（別紙2）"}],
            }
        ],
    )
    labels = {node.label for node in diagram.nodes}
    assert "番号法第19条第8号に定める者など80件（別紙1）" in labels
    assert "保険課など69件（別紙2）" in labels


def test_more_than_twenty_receivers_are_gathered() -> None:
    diagram = propose_diagram(many_systems().answers)
    assert box(diagram, "ほか61件").area == "提供先"


def test_a_real_assessments_systems_and_contractors_are_all_there(real_file: Path) -> None:
    assessment = from_json(real_file)
    diagram = propose_diagram(assessment.answers)
    for number in range(assessment.answers.count("systems")):
        if assessment.answers.get(f"systems[{number}].name"):
            assert f"s{number + 1}" in diagram.by_id
    for place in range(assessment.answers.count("files[0].outsourcing")):
        if assessment.answers.get(f"files[0].outsourcing[{place}].name"):
            assert f"c1-{place + 1}" in diagram.by_id
    means = " ".join(edge.label for edge in diagram.edges)
    for key, tick in assessment.answers.get("files[0].obtain_method").items():
        word = tick if isinstance(tick, str) and tick else key
        named = any(word in node.label for node in diagram.nodes)
        assert word.removesuffix("(フラッシュメモリを除く。)") in means or named


def test_nothing_written_is_no_diagram() -> None:
    assert propose() == FlowDiagram()
    assert value_of(FlowDiagram()) == {}


def test_a_proposal_is_a_value_that_the_file_takes(tax: FlowDiagram) -> None:
    value = value_of(tax)
    assert read_diagram(value) == value
    assert diagram_of(value) == tax


def test_the_same_answers_give_the_same_diagram(assessment: Assessment) -> None:
    answers = many_systems().answers
    assert propose_diagram(answers) == propose_diagram(answers.copy())
