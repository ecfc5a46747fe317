"""What a person does with a diagram: each step gives the diagram anew."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pia_desktop.diagrams.flow_model import FlowDiagram, FlowEdge, FlowNode, GridCell
from pia_desktop.forms.diagram_value import MOST_COLUMNS, MOST_ROWS

_OWN_ID = re.compile(r"n(\d+)\Z")


def move_box(diagram: FlowDiagram, node_id: str, cell: GridCell) -> FlowDiagram:
    """The box in another cell; a box that stands there changes places with it. A cell left of the
    first column or above the first row moves all others on.
    """
    node = diagram.by_id[node_id]
    shift_x, shift_y = max(-cell[0], 0), max(-cell[1], 0)
    if shift_x or shift_y:
        diagram = _shifted(diagram, shift_x, shift_y)
        node = diagram.by_id[node_id]
    x, y = max(cell[0], 0), max(cell[1], 0)
    if not _is_in_grid(diagram, x, y):
        return diagram
    other = diagram.by_cell.get((x, y))
    if other is not None and other.id != node_id:
        diagram = diagram.with_node(replace(other, x=node.x, y=node.y))
    return without_empty_rim(diagram.with_node(replace(node, x=x, y=y)))


def _is_in_grid(diagram: FlowDiagram, x: int, y: int) -> bool:
    far_x = max((node.x for node in diagram.nodes), default=0)
    far_y = max((node.y for node in diagram.nodes), default=0)
    return max(x, far_x) < MOST_COLUMNS and max(y, far_y) < MOST_ROWS


def _shifted(diagram: FlowDiagram, x: int, y: int) -> FlowDiagram:
    nodes = tuple(replace(node, x=node.x + x, y=node.y + y) for node in diagram.nodes)
    return replace(diagram, nodes=nodes)


def insert_cell_row(diagram: FlowDiagram, at: int) -> FlowDiagram:
    """An empty row before row `at`."""
    nodes = tuple(replace(node, y=node.y + 1) if node.y >= at else node for node in diagram.nodes)
    if max((node.y for node in nodes), default=0) >= MOST_ROWS:
        return diagram
    return replace(diagram, nodes=nodes)


def insert_cell_column(diagram: FlowDiagram, at: int) -> FlowDiagram:
    """An empty column before column `at`."""
    nodes = tuple(replace(node, x=node.x + 1) if node.x >= at else node for node in diagram.nodes)
    if max((node.x for node in nodes), default=0) >= MOST_COLUMNS:
        return diagram
    return replace(diagram, nodes=nodes)


def without_empty_rim(diagram: FlowDiagram) -> FlowDiagram:
    """The diagram with its first box in the first row and in the first column."""
    if not diagram.nodes:
        return diagram
    return _shifted(
        diagram, -min(node.x for node in diagram.nodes), -min(node.y for node in diagram.nodes)
    )


def without_empty_lines(diagram: FlowDiagram) -> FlowDiagram:
    """The diagram without rows and columns in which nothing stands."""
    columns = {x: place for place, x in enumerate(sorted({node.x for node in diagram.nodes}))}
    rows = {y: place for place, y in enumerate(sorted({node.y for node in diagram.nodes}))}
    nodes = tuple(replace(node, x=columns[node.x], y=rows[node.y]) for node in diagram.nodes)
    return replace(diagram, nodes=nodes)


def add_box(
    diagram: FlowDiagram, kind: str, label: str, cell: GridCell | None = None
) -> tuple[FlowDiagram, str]:
    """The diagram with a box of a person's own, and the box's id. Without a cell it stands in the
    first free one below the others.
    """
    numbers = [int(match[1]) for node in diagram.nodes if (match := _OWN_ID.match(node.id))]
    node_id = f"n{max(numbers, default=0) + 1}"
    x, y = cell if cell is not None else free_cell_near(diagram, diagram.nodes[-1:])
    node = FlowNode(id=node_id, kind=kind, label=label, x=x, y=y)
    return replace(diagram, nodes=(*diagram.nodes, node)), node_id


def free_cell_near(diagram: FlowDiagram, around: Sequence[FlowNode]) -> GridCell:
    """A free cell in the column of the last of these boxes, as near below it as there is one; else
    in a new column at the right.
    """
    taken = set(diagram.by_cell)
    last = max(around, key=lambda node: (node.y, node.x), default=None)
    x = last.x if last is not None else 0
    start = last.y if last is not None else 0
    for y in [*range(start, MOST_ROWS), *range(start, -1, -1)]:
        if (x, y) not in taken:
            return x, y
    column = max((node.x for node in diagram.nodes), default=-1) + 1
    return min(column, MOST_COLUMNS - 1), 0


def remove_box(diagram: FlowDiagram, node_id: str) -> FlowDiagram:
    """The diagram without a box and its arrows; one that the program proposed isn't proposed
    again.
    """
    left_out = diagram.left_out
    if not _OWN_ID.match(node_id) and node_id not in left_out:
        left_out = (*left_out, node_id)
    return replace(diagram.without(node_id), left_out=left_out)


def relabel_box(diagram: FlowDiagram, node_id: str, label: str) -> FlowDiagram:
    """Another label, with the proposed one kept beside it."""
    node = diagram.by_id[node_id]
    own = bool(_OWN_ID.match(node_id)) or label == node.origin
    proposed = "" if own else node.origin
    return diagram.with_node(replace(node, label=label, proposed=proposed))


def next_number(diagram: FlowDiagram) -> int:
    """The number that comes after all others."""
    return max((edge.number or 0 for edge in diagram.edges), default=0) + 1


def add_arrow(diagram: FlowDiagram, start: str, end: str) -> FlowDiagram:
    """The diagram with a further arrow, numbered on."""
    edge = FlowEdge(start=start, end=end, number=next_number(diagram), own=True)
    return replace(diagram, edges=(*diagram.edges, edge))


def change_arrow(diagram: FlowDiagram, place: int, edge: FlowEdge) -> FlowDiagram:
    """The diagram with another arrow in place of one; its proposed words are kept beside other
    ones.
    """
    before = diagram.edges[place]
    moved = (before.start, before.end) != (edge.start, edge.end)
    if before.own or moved:
        edge = replace(edge, own=True, proposed="")
    elif edge.label != before.label:
        edge = replace(edge, proposed="" if edge.label == before.origin else before.origin)
    edges = list(diagram.edges)
    edges[place] = edge
    left_out = diagram.left_out
    if moved and not before.own:
        left_out = _with_left_out(left_out, before)
    return replace(diagram, edges=tuple(edges), left_out=left_out)


def remove_arrow(diagram: FlowDiagram, place: int) -> FlowDiagram:
    """The diagram without an arrow; one that the program proposed isn't proposed again."""
    edge = diagram.edges[place]
    left_out = diagram.left_out if edge.own else _with_left_out(diagram.left_out, edge)
    edges = tuple(other for number, other in enumerate(diagram.edges) if number != place)
    return replace(diagram, edges=edges, left_out=left_out)


def _with_left_out(left_out: tuple[str, ...], edge: FlowEdge) -> tuple[str, ...]:
    key = f"{edge.start}>{edge.end}"
    return left_out if key in left_out else (*left_out, key)


def move_number(diagram: FlowDiagram, place: int, number: int) -> FlowDiagram:
    """The arrow with another number; the arrows from there on move on by one, and the numbers stay
    without gaps.
    """
    others = sorted(
        (edge.number, index)
        for index, edge in enumerate(diagram.edges)
        if edge.number is not None and index != place
    )
    order = [index for _, index in others]
    order.insert(max(min(number, len(order) + 1), 1) - 1, place)
    new = {index: rank for rank, index in enumerate(order, 1)}
    edges = tuple(
        replace(edge, number=new[index]) if index in new else edge
        for index, edge in enumerate(diagram.edges)
    )
    return replace(diagram, edges=edges)
