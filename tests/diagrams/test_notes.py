"""(備考) follows the numbers of the diagram."""

from __future__ import annotations

from dataclasses import replace

from pia_desktop.diagrams.flow_edits import move_number, remove_arrow
from pia_desktop.diagrams.flow_model import FlowDiagram, FlowEdge, FlowNode, renumber_arrows
from pia_desktop.diagrams.flow_notes import (
    followed_notes,
    unexplained_numbers,
    with_missing_lines,
)

NODES = tuple(
    FlowNode(id=name, kind="office", label=f"{name}課", x=x) for x, name in enumerate("abcd")
)
DIAGRAM = FlowDiagram(
    NODES,
    (
        FlowEdge(start="a", end="b", label="紙", number=1),
        FlowEdge(start="b", end="c", number=2),
        FlowEdge(start="c", end="d", number=3, both=True),
    ),
)
TEXT = "図の番号は、次を示す。\n① 届け出る。\n　写しを添える。\n② 審査する。\n③ 照会する。"


def test_numbers_without_a_line_are_named_and_get_one() -> None:
    assert unexplained_numbers(DIAGRAM, TEXT) == []
    assert unexplained_numbers(DIAGRAM, "はじめに\n②審査する。") == [1, 3]
    assert with_missing_lines(DIAGRAM, "はじめに\n②審査する。") == (
        "はじめに\n① a課からb課へ（紙）\n②審査する。\n③ c課とd課の間"
    )
    assert with_missing_lines(DIAGRAM, "").startswith("① a課からb課へ（紙）\n② ")


def test_lines_go_with_their_arrows_when_numbers_change() -> None:
    moved = move_number(DIAGRAM, 2, 1)
    assert followed_notes(TEXT, DIAGRAM, moved) == (
        "図の番号は、次を示す。\n① 照会する。\n② 届け出る。\n　写しを添える。\n③ 審査する。"
    )


def test_what_is_about_an_arrow_that_is_gone_stays_at_the_end() -> None:
    after = renumber_arrows(remove_arrow(DIAGRAM, 1))
    followed = followed_notes(TEXT, DIAGRAM, after)
    assert followed.split("\n")[1:] == [
        "① 届け出る。",
        "　写しを添える。",
        "② 照会する。",
        "② 審査する。",
    ]


def test_other_means_are_the_same_arrow_and_a_new_diagram_changes_no_text() -> None:
    edges = (replace(DIAGRAM.edges[0], label="専用線"), *DIAGRAM.edges[1:])
    assert followed_notes(TEXT, DIAGRAM, replace(DIAGRAM, edges=edges)) == TEXT
    assert followed_notes(TEXT, FlowDiagram(), DIAGRAM) == TEXT
