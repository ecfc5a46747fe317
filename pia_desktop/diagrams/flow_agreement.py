"""Where a diagram no longer says what Ⅰ and Ⅱ say, and what puts each such place right.

A person's own boxes and arrows, other words than the proposed ones and what they took away are
theirs: they stay, and no mismatch is about them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from pia_desktop.assessment.answers import Answers
from pia_desktop.diagrams.brevity import BREVITIES, IN_FULL, Brevity
from pia_desktop.diagrams.flow_edits import free_cell_near
from pia_desktop.diagrams.flow_model import FlowDiagram, FlowEdge, FlowNode
from pia_desktop.diagrams.flow_proposal import propose_diagram, unplaced_proposal
from pia_desktop.forms.diagram_value import circled, joined_lines

_NUMBERED = re.compile(r"([sfcpt])(\d+)(?:-(\d+))?\Z")
_OF_PROGRAM = re.compile(r"[sfcpt](?:\d+(?:-\d+)?|x)\Z|x\d+\Z|in-|office\Z")
_LISTS = {"c": "outsourcing", "p": "provisions", "t": "transfers"}
_NAMES = {"s": "システム", "f": "ファイル", "c": "委託事項", "p": "提供先", "t": "移転先"}

# From so many boxes and arrows on a diagram may have been proposed briefly.
_MAY_BE_BRIEF = 40

DiagramChange = Callable[[FlowDiagram], FlowDiagram]


@dataclass(frozen=True)
class Mismatch:
    """One place: what is wrong in a clerk's words, what is done about it, the box's address in Ⅰ or
    Ⅱ, and the diagram put right.
    """

    message: str
    remedy: str
    address: str
    change: DiagramChange


def mismatches(diagram: FlowDiagram, answers: Answers) -> list[Mismatch]:
    """Every place where the diagram says another thing than the answers, in the proposal's order.
    None for an empty diagram. A crowded diagram was proposed with short words and more boxes
    gathered: it is compared with what it would be then.
    """
    if not diagram.nodes:
        return []
    fewest = _mismatches(diagram, answers, IN_FULL)
    if len(diagram.nodes) + len(diagram.edges) >= _MAY_BE_BRIEF:
        for brevity in BREVITIES[1:]:
            if not fewest:
                break
            fewest = min(fewest, _mismatches(diagram, answers, brevity), key=len)
    return fewest


def _mismatches(diagram: FlowDiagram, answers: Answers, brevity: Brevity) -> list[Mismatch]:
    """The mismatches with the proposal that says things this briefly."""
    proposal = unplaced_proposal(answers, brevity)
    pairs = _paired(diagram, proposal)
    return [
        *_missing_boxes(diagram, proposal, pairs, answers),
        *_renamed_boxes(diagram, proposal, pairs, answers),
        *_stale_boxes(diagram, pairs, answers),
        *_arrows(diagram, proposal, pairs, answers),
    ]


def brought_up_to_date(diagram: FlowDiagram, answers: Answers) -> FlowDiagram:
    """The diagram with every mismatch put right; a new one where there is none yet."""
    if not diagram.nodes:
        return propose_diagram(answers)
    for mismatch in mismatches(diagram, answers):
        diagram = mismatch.change(diagram)
    return diagram


# -- which box is which ---------------------------------------------------------------------------


def _paired(diagram: FlowDiagram, proposal: FlowDiagram) -> dict[str, str]:
    """The diagram's box, by its id, for each proposed one that it has: first those that are called
    alike, for occurrences move, then those with the same id.
    """
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for own in (True, False):
        for wanted in proposal.nodes:
            if wanted.id in pairs:
                continue
            for node in diagram.nodes:
                alike = node.origin == wanted.label if own else node.id == wanted.id
                if node.id not in taken and _sort(node.id) == _sort(wanted.id) and alike:
                    pairs[wanted.id] = node.id
                    taken.add(node.id)
                    break
    return pairs


def _sort(node_id: str) -> str:
    """What a box stands for: a system, a contractor …"""
    return node_id if node_id.startswith(("in-", "office")) else node_id[:1]


def is_of_program(node: FlowNode) -> bool:
    """Whether the program proposed the box; a person's own have other ids."""
    return bool(_OF_PROGRAM.match(node.id))


def _address(node_id: str, answers: Answers) -> str:
    """Where in Ⅰ or Ⅱ the name of a proposed box stands."""
    match = _NUMBERED.match(node_id)
    if match is None:
        if node_id == "office":
            return "department.name"
        if node_id.startswith("in-"):
            return "files[0].source"
        return "systems[0].connections" if node_id.startswith("x") else "files[0].sharing_exists"
    sort, first, second = match[1], int(match[2]) - 1, int(match[3] or 1) - 1
    if sort in _LISTS:
        return f"files[{first}].{_LISTS[sort]}[{second}].name"
    return f"systems[{first}].name" if sort == "s" else f"files[{first}].name"


def _called(node: FlowNode, answers: Answers) -> str:
    """「委託事項4「データ入力」」; of several files with the file's number."""
    match = _NUMBERED.match(node.id)
    label = f"「{joined_lines(node.label)}」"
    if match is None:
        return ("入手元" if node.id.startswith("in-") else "") + label
    number = match[3] or match[2]
    several = match[1] in _LISTS and answers.count("files") > 1
    around = f"ファイル{match[2]}の" if several else ""
    return f"{around}{_NAMES[match[1]]}{number}{label}"


# -- boxes ----------------------------------------------------------------------------------------


def _missing_boxes(
    diagram: FlowDiagram, proposal: FlowDiagram, pairs: dict[str, str], answers: Answers
) -> Iterator[Mismatch]:
    for node in proposal.nodes:
        if node.id not in pairs and node.id not in diagram.left_out:
            yield Mismatch(
                f"{_called(node, answers)}が図にありません。",
                "図に入れる",
                _address(node.id, answers),
                partial(_with_box, node=node, proposal=proposal),
            )


def _with_box(diagram: FlowDiagram, *, node: FlowNode, proposal: FlowDiagram) -> FlowDiagram:
    """The diagram with a proposed box near others of its sort, and its arrows."""
    pairs = _paired(diagram, proposal)
    if node.id in pairs:
        return diagram
    alike = [other for other in diagram.nodes if _sort(other.id) == _sort(node.id)]
    around = alike or [
        other for other in diagram.nodes if other.kind == node.kind and other.area == node.area
    ]
    x, y = free_cell_near(diagram, around)
    taken = {other.id for other in diagram.nodes}
    own = node.id if node.id not in taken else _free_id(node.id, taken)
    diagram = replace(diagram, nodes=(*diagram.nodes, replace(node, id=own, x=x, y=y)))
    pairs[node.id] = own
    number = max((edge.number or 0 for edge in diagram.edges), default=0)
    new = []
    for edge in proposal.edges:
        ends = pairs.get(edge.start), pairs.get(edge.end)
        if node.id in (edge.start, edge.end) and None not in ends:
            number += edge.number is not None
            new.append(
                replace(
                    edge,
                    start=ends[0] or "",
                    end=ends[1] or "",
                    number=None if edge.number is None else number,
                )
            )
    return replace(diagram, edges=(*diagram.edges, *new))


def _free_id(name: str, taken: Iterable[str]) -> str:
    number = 2
    while f"{name}.{number}" in set(taken):
        number += 1
    return f"{name}.{number}"


def _renamed_boxes(
    diagram: FlowDiagram, proposal: FlowDiagram, pairs: dict[str, str], answers: Answers
) -> Iterator[Mismatch]:
    for wanted in proposal.nodes:
        node = diagram.by_id.get(pairs.get(wanted.id, ""))
        if node is not None and node.origin != wanted.label:
            yield Mismatch(
                f"図の「{joined_lines(node.label)}」は、今は{_called(wanted, answers)}です。",
                "今の記載に改める",
                _address(wanted.id, answers),
                partial(_with_label, node_id=node.id, label=wanted.label),
            )


def _with_label(diagram: FlowDiagram, *, node_id: str, label: str) -> FlowDiagram:
    return diagram.with_node(replace(diagram.by_id[node_id], label=label, proposed=""))


def _stale_boxes(
    diagram: FlowDiagram, pairs: dict[str, str], answers: Answers
) -> Iterator[Mismatch]:
    kept = set(pairs.values())
    for node in diagram.nodes:
        if node.id not in kept and is_of_program(node):
            where = "Ⅰ" if node.id[0] in "sxo" else "Ⅱ"
            yield Mismatch(
                f"図の「{joined_lines(node.label)}」は、{where}にありません。",
                "図から消す",
                "",
                partial(_without_box, node_id=node.id),
            )


def _without_box(diagram: FlowDiagram, *, node_id: str) -> FlowDiagram:
    return diagram.without(node_id)


# -- arrows ---------------------------------------------------------------------------------------


def _arrows(
    diagram: FlowDiagram, proposal: FlowDiagram, pairs: dict[str, str], answers: Answers
) -> Iterator[Mismatch]:
    back = {own: wanted for wanted, own in pairs.items()}
    held = {(edge.start, edge.end): edge for edge in diagram.edges}
    matched = set()
    for wanted in proposal.edges:
        start, end = pairs.get(wanted.start), pairs.get(wanted.end)
        if start is None or end is None:
            continue
        edge = held.get((start, end)) or (held.get((end, start)) if wanted.both else None)
        address = _address(_outer(wanted), answers)
        if edge is None:
            if f"{start}>{end}" not in diagram.left_out:
                new = replace(wanted, start=start, end=end)
                yield Mismatch(
                    f"矢印「{_way(diagram, replace(new, number=None))}」が図にありません。",
                    "図に入れる",
                    address,
                    partial(_with_arrow, edge=new),
                )
            continue
        matched.add((edge.start, edge.end))
        if edge.origin != wanted.label and not edge.own:
            yield Mismatch(
                f"図の矢印「{_way(diagram, edge)}」の手段は、"
                f"今は「{wanted.label or 'なし'}」です。",
                "今の記載に改める",
                address,
                partial(_with_means, edge=edge, label=wanted.label),
            )
    for edge in diagram.edges:
        known = edge.start in back and edge.end in back
        if known and not edge.own and (edge.start, edge.end) not in matched:
            yield Mismatch(
                f"図の矢印「{_way(diagram, edge)}」は、ⅠとⅡの記載にありません。",
                "図から消す",
                "",
                partial(_without_arrow, edge=edge),
            )


def _outer(edge: FlowEdge) -> str:
    """The box of an arrow that is a matter of its own: the contractor, not the system."""
    return edge.end if edge.end[0] in "cpt" else edge.start


def _way(diagram: FlowDiagram, edge: FlowEdge) -> str:
    labels = [
        joined_lines(diagram.by_id[name].label) if name in diagram.by_id else name
        for name in (edge.start, edge.end)
    ]
    means = f"（{edge.label}）" if edge.label else ""
    return f"{circled(edge.number)}{('⇔' if edge.both else '→').join(labels)}{means}"


def _with_arrow(diagram: FlowDiagram, *, edge: FlowEdge) -> FlowDiagram:
    ends = {edge.start, edge.end}
    if not ends <= diagram.by_id.keys() or any(
        {other.start, other.end} == ends and other.label == edge.label for other in diagram.edges
    ):
        return diagram
    number = edge.number and max((other.number or 0 for other in diagram.edges), default=0) + 1
    return replace(diagram, edges=(*diagram.edges, replace(edge, number=number)))


def _with_means(diagram: FlowDiagram, *, edge: FlowEdge, label: str) -> FlowDiagram:
    edges = tuple(
        replace(other, label=label, proposed="")
        if (other.start, other.end) == (edge.start, edge.end)
        else other
        for other in diagram.edges
    )
    return replace(diagram, edges=edges)


def _without_arrow(diagram: FlowDiagram, *, edge: FlowEdge) -> FlowDiagram:
    ends = (edge.start, edge.end)
    edges = tuple(other for other in diagram.edges if (other.start, other.end) != ends)
    return replace(diagram, edges=edges)
