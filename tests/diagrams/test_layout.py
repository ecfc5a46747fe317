"""Diagrams on their page: nothing overlaps, nothing is cut, no arrow runs through a box."""

from __future__ import annotations

from heapq import heappop
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia_desktop.assessment import from_json
from pia_desktop.assessment.answers import Answers
from pia_desktop.diagrams import edge_routes
from pia_desktop.diagrams.flow_agreement import mismatches
from pia_desktop.diagrams.flow_drawing import draw_layout
from pia_desktop.diagrams.flow_layout import lay_out_diagram
from pia_desktop.diagrams.flow_model import FlowDiagram, FlowEdge, FlowNode, value_of
from pia_desktop.diagrams.flow_proposal import propose_diagram
from pia_desktop.diagrams.label_lines import label_length, label_lines
from pia_desktop.diagrams.layout_parts import LEAST_LETTER, DiagramLayout
from pia_desktop.diagrams.page_fit import fit_size
from pia_desktop.diagrams.shapes import Words
from pia_desktop.forms import load_form_by_id
from pia_desktop.forms.diagram_value import MOST_EDGES, NODE_KINDS, read_diagram
from tests.diagrams.layout_faults import layout_faults
from tests.diagrams.many_systems import many_systems
from tests.effort import effort
from tests.locations import SAMPLES
from tests.strategies import FORM_IDS, japanese

_LETTERS = st.text(st.sampled_from("市民課システムの運用及び保守、（）・eLTAX12\n"), max_size=60)


@st.composite
def diagrams(draw: st.DrawFn) -> FlowDiagram:
    """A diagram as a person might have left it: boxes anywhere, arrows between any of them."""
    cells = draw(
        st.lists(
            st.tuples(st.integers(0, 5), st.integers(0, 7)), min_size=1, max_size=14, unique=True
        )
    )
    areas = st.sampled_from(["", "", "港野市", "港野市＞ガバメントクラウド", "委託先"])
    nodes = [
        FlowNode(
            id=f"n{place}",
            kind=draw(st.sampled_from(sorted(NODE_KINDS))),
            label=draw(_LETTERS),
            x=x,
            y=y,
            area=draw(areas),
        )
        for place, (x, y) in enumerate(cells)
    ]
    names = [node.id for node in nodes]
    pairs = st.tuples(st.sampled_from(names), st.sampled_from(names))
    edges = [
        FlowEdge(
            start=start,
            end=end,
            label=draw(_LETTERS.map(lambda text: text[:30])),
            number=draw(st.none() | st.integers(1, 99)),
            both=draw(st.booleans()),
        )
        for start, end in draw(st.lists(pairs, max_size=24))
        if start != end
    ]
    return FlowDiagram(tuple(nodes), tuple(edges))


@st.composite
def written_answers(draw: st.DrawFn) -> Answers:
    """Ⅰ and Ⅱ filled in somehow: systems, files, contractors and receivers in any number."""
    form = load_form_by_id(draw(st.sampled_from(FORM_IDS)))
    names = st.sampled_from(
        ["住民税システム", "団体内統合宛名システム", "中間サーバー", "収納システム", "税"]
    )

    def ticks(item: str) -> dict[str, Any]:
        options = form.by_id[item].options if item in form.by_id else ()
        out: dict[str, Any] = {}
        for option in options:
            if draw(st.booleans()):
                text = draw(japanese) if option.bracket == "text" else ""
                out[option.key] = {"none": True, "count": draw(st.integers(0, 90))}.get(
                    option.bracket, text
                )
        return out

    def occurrences(most: int, **entries: str) -> list[dict[str, Any]]:
        return [
            {"name": draw(names | japanese)} | {key: ticks(item) for key, item in entries.items()}
            for _ in range(draw(st.integers(0, most)))
        ]

    delivery = "files[].outsourcing[].delivery"
    return Answers.read(
        form,
        {
            "cover": {"agency": draw(st.sampled_from(["みなと野市長", "", "海辺県知事"]))},
            "systems": [
                {"name": draw(names | japanese), "connections": ticks("systems[].connections")}
                for _ in range(draw(st.integers(0, 22)))
            ],
            "files": [
                {
                    "name": draw(names | japanese),
                    "storage_place": draw(japanese),
                    "source": ticks("files[].source"),
                    "obtain_method": ticks("files[].obtain_method"),
                    "sharing_exists": ticks("files[].sharing_exists"),
                    "outsourcing": occurrences(
                        5, **({"delivery": delivery} if delivery in form.by_id else {})
                    ),
                    "provisions": occurrences(22, method="files[].provisions[].method"),
                    "transfers": occurrences(5, method="files[].transfers[].method"),
                }
                for _ in range(draw(st.integers(0, 3)))
            ],
        },
    )


def smallest_letter(layout: DiagramLayout) -> float:
    """The size on paper of the smallest letter that is drawn, in points."""
    picture = draw_layout(layout)
    sizes = [s.size for group in picture.groups for s in group.shapes if isinstance(s, Words)]
    return min(sizes) * fit_size(picture.width, picture.height).scale


@given(diagrams())
@settings(max_examples=effort(40, 2_000))
def test_no_diagram_that_a_person_draws_has_a_fault(diagram: FlowDiagram) -> None:
    assert layout_faults(lay_out_diagram(diagram)) == []


@given(written_answers())
@settings(max_examples=effort(12, 600))
def test_no_proposal_has_a_fault_or_a_letter_too_small_to_read(answers: Answers) -> None:
    diagram = propose_diagram(answers)
    layout = lay_out_diagram(diagram)
    assert layout_faults(layout) == []
    assert not diagram.nodes or smallest_letter(layout) >= LEAST_LETTER
    assert mismatches(diagram, answers) == []
    assert read_diagram(value_of(diagram)) == value_of(diagram)


def test_more_files_and_names_than_a_page_holds_are_gathered() -> None:
    form = load_form_by_id("youshiki4-2025-05")
    systems = [
        {"name": f"業務{n}システム", "connections": {"その他": f"機構{n}システム、外{n}"}}
        for n in range(60)
    ]
    files = [
        {
            "name": f"業務{n}ファイル",
            "source": {"本人又は本人の代理人": True, "民間事業者": f"会社{n}"},
            "obtain_method": {"紙": True, "専用線": True, "その他": f"方法{n}"},
            "outsourcing": [{"name": f"委託{n}-{m}"} for m in range(3)],
            "provisions": [{"name": f"提供{n}-{m}"} for m in range(3)],
            "transfers": [{"name": f"移転{n}-{m}"} for m in range(3)],
        }
        for n in range(50)
    ]
    diagram = propose_diagram(Answers.read(form, {"systems": systems, "files": files}))
    assert "ほか46ファイル" in {node.label for node in diagram.nodes}
    assert read_diagram(value_of(diagram)) == value_of(diagram)
    assert layout_faults(lay_out_diagram(diagram)) == []


def crowded(boxes: int, arrows: int, columns: int, rows: int) -> FlowDiagram:
    """Boxes anywhere on a grid, and arrows between any of them, the same each time."""
    chance = Random(17)  # noqa: S311 - a diagram, not a secret
    grid = [(x, y) for x in range(columns) for y in range(rows)]
    cells = chance.sample(grid, boxes)
    nodes = tuple(
        FlowNode(id=f"n{place}", kind="system", label=f"業務{place}システム", x=x, y=y)
        for place, (x, y) in enumerate(cells)
    )
    edges = []
    for number in range(1, arrows + 1):
        start, end = chance.sample(nodes, 2)
        spoken = number % 3
        edges.append(
            FlowEdge(
                start=start.id,
                end=end.id,
                label="専用線・紙" if spoken else "",
                number=number if spoken else None,
                both=number % 4 == 0,
            )
        )
    return FlowDiagram(nodes, tuple(edges))


@pytest.mark.parametrize("boxes,columns,rows", [(60, 10, 6), (60, 20, 60), (150, 20, 60)])
def test_the_ways_of_as_many_arrows_as_there_may_be_are_not_searched_for_ever(
    boxes: int, columns: int, rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    diagram = crowded(boxes, MOST_EDGES, columns, rows)
    searched: list[object] = []

    def counted(queue: list[Any]) -> Any:
        searched.append(None)
        return heappop(queue)

    monkeypatch.setattr(edge_routes, "heappop", counted)
    layout = lay_out_diagram(diagram)
    assert 0 < len(searched) <= edge_routes.MOST_SEARCHED
    assert layout_faults(layout) == []


def test_empty_rows_and_columns_cost_no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = []
    for step in (1, 6):
        nodes = tuple(
            FlowNode(
                id=f"n{place}", kind="system", label="業務", x=place % 3 * step, y=place * step
            )
            for place in range(9)
        )
        edges = tuple(FlowEdge(start="n0", end=f"n{place}", label="紙") for place in range(1, 9))
        searched: list[object] = []

        def counted(queue: list[Any], own: list[object] = searched) -> Any:
            own.append(None)
            return heappop(queue)

        monkeypatch.setattr(edge_routes, "heappop", counted)
        edge_routes.route_edges(FlowDiagram(nodes, edges))
        counts.append(len(searched))
    assert counts[0] == counts[1] > 0


@pytest.mark.parametrize("name", ["youshiki3", "youshiki4"])
def test_the_samples_proposal_has_no_fault(name: str) -> None:
    diagram = propose_diagram(from_json(SAMPLES / f"{name}.json").answers)
    layout = lay_out_diagram(diagram)
    assert layout_faults(layout) == []
    assert smallest_letter(layout) >= LEAST_LETTER


def test_a_real_proposal_has_no_fault(real_file: Path) -> None:
    diagram = propose_diagram(from_json(real_file).answers)
    layout = lay_out_diagram(diagram)
    assert layout_faults(layout) == []
    assert smallest_letter(layout) >= LEAST_LETTER


def test_twenty_systems_and_twenty_receivers_stand_on_one_page() -> None:
    diagram = propose_diagram(many_systems().answers)
    layout = lay_out_diagram(diagram)
    assert sum(node.kind == "system" for node in diagram.nodes) >= 20
    assert sum(node.area == "提供先" for node in diagram.nodes) == 20
    assert layout_faults(layout) == []
    assert smallest_letter(layout) >= LEAST_LETTER


def test_frames_of_a_proposal_hold_their_own_boxes_and_no_others() -> None:
    diagram = propose_diagram(many_systems().answers)
    layout = lay_out_diagram(diagram)
    for frame in layout.frames:
        for box in layout.boxes:
            inside = frame.rect.contains(*box.rect.centre)
            assert inside == (frame.area in box.node.areas), (frame.area, box.node.label)


def test_boxes_have_room_for_every_line_of_their_label() -> None:
    layout = lay_out_diagram(propose_diagram(many_systems().answers))
    for box in layout.boxes:
        shown = "".join(box.lines)
        assert shown == "".join(box.node.label.split("\n")).replace(" ", "") or " " in shown
        width = box.rect.right - box.rect.left
        assert all(label_length(line) * layout.measures.box_size <= width for line in box.lines)


@given(st.text(st.sampled_from("住民基本台帳ネットワークシステム（A1）、の"), max_size=50))
def test_the_lines_of_a_label_are_the_label_and_fit(text: str) -> None:
    lines = label_lines(text, 10.0)
    assert "".join(lines) == text.strip()
    assert all(label_length(line) <= 10.0 for line in lines)


def test_words_are_not_torn_where_a_line_may_end_before_them() -> None:
    assert label_lines("情報提供ネットワークシステム", 10.1) == ["情報提供", "ネットワークシステム"]
