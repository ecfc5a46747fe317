"""A flow diagram: boxes on a grid and arrows between them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from pia_desktop.forms.diagram_value import AREA_PARTING

GridCell = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class FlowNode:
    """A box. `x` and `y` are its column and row; `area` the frame that it stands in, with those
    around it before it; `proposed` the program's label where a person has written another.
    """

    id: str
    kind: str
    label: str
    x: int = 0
    y: int = 0
    area: str = ""
    proposed: str = ""

    @property
    def areas(self) -> tuple[str, ...]:
        """The frames that it stands in, each with those around it, the outermost first."""
        parts = [part for part in self.area.split(AREA_PARTING) if part]
        return tuple(AREA_PARTING.join(parts[:end]) for end in range(1, len(parts) + 1))

    @property
    def origin(self) -> str:
        """The label as the program proposed it."""
        return self.proposed or self.label


@dataclass(frozen=True, kw_only=True)
class FlowEdge:
    """An arrow between two boxes, by their ids; `both`: it has a head at either end;
    `own`: a person has drawn it.
    """

    start: str
    end: str
    label: str = ""
    number: int | None = None
    both: bool = False
    proposed: str = ""
    own: bool = False

    @property
    def spoken(self) -> bool:
        """Whether something stands beside it."""
        return bool(self.label.strip()) or self.number is not None

    @property
    def origin(self) -> str:
        """The label as the program proposed it."""
        return self.proposed or self.label


@dataclass(frozen=True)
class FlowDiagram:
    """Boxes and arrows. No two boxes stand in one cell of the grid. `left_out`: what the program
    proposed and a person took away.
    """

    nodes: tuple[FlowNode, ...] = ()
    edges: tuple[FlowEdge, ...] = ()
    left_out: tuple[str, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, FlowNode]:
        """The boxes by their id."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def by_cell(self) -> dict[GridCell, FlowNode]:
        """The boxes by the cell that they stand in."""
        return {(node.x, node.y): node for node in self.nodes}

    def with_node(self, node: FlowNode) -> FlowDiagram:
        """The diagram with this box in place of the one with its id."""
        nodes = tuple(node if other.id == node.id else other for other in self.nodes)
        return replace(self, nodes=nodes)

    def without(self, node_id: str) -> FlowDiagram:
        """The diagram without a box and its arrows."""
        nodes = tuple(node for node in self.nodes if node.id != node_id)
        edges = tuple(edge for edge in self.edges if node_id not in (edge.start, edge.end))
        return replace(self, nodes=nodes, edges=edges)


def diagram_of(value: dict[str, Any] | None) -> FlowDiagram:
    """The diagram that a value says; an empty one for no value."""
    if not value:
        return FlowDiagram()
    nodes = [FlowNode(**node) for node in value["nodes"]]
    edges = [
        FlowEdge(
            start=edge["from"],
            end=edge["to"],
            label=edge["label"],
            number=edge["number"],
            both=edge.get("both", False),
            proposed=edge.get("proposed", ""),
            own=edge.get("own", False),
        )
        for edge in value["edges"]
    ]
    return FlowDiagram(tuple(nodes), tuple(edges), tuple(value.get("left_out", ())))


def value_of(diagram: FlowDiagram) -> dict[str, Any]:
    """The diagram as it is kept in the file; {} for an empty one."""
    if not diagram.nodes:
        return {}
    value = {
        "nodes": [_node_value(node) for node in diagram.nodes],
        "edges": [_edge_value(edge) for edge in diagram.edges],
    }
    return value | ({"left_out": list(diagram.left_out)} if diagram.left_out else {})


def _node_value(node: FlowNode) -> dict[str, Any]:
    value = {"id": node.id, "kind": node.kind, "label": node.label, "x": node.x, "y": node.y}
    more = {"area": node.area, "proposed": node.proposed}
    return value | {key: text for key, text in more.items() if text}


def _edge_value(edge: FlowEdge) -> dict[str, Any]:
    value: dict[str, Any] = {
        "from": edge.start,
        "to": edge.end,
        "label": edge.label,
        "number": edge.number,
    }
    if edge.both:
        value["both"] = True
    if edge.own:
        value["own"] = True
    return value | ({"proposed": edge.proposed} if edge.proposed else {})


def renumber_arrows(diagram: FlowDiagram) -> FlowDiagram:
    """The numbers from 1 on without a gap, in the order that they have."""
    numbers = sorted({edge.number for edge in diagram.edges if edge.number is not None})
    new = {number: place for place, number in enumerate(numbers, 1)}
    edges = tuple(
        edge if edge.number is None else replace(edge, number=new[edge.number])
        for edge in diagram.edges
    )
    return replace(diagram, edges=edges)
