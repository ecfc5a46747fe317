"""How many rows of the grid a box takes where room is scarce: one at which many arrows end, or with
many lines, reaches down over the empty cells below it, so that it makes no row higher for all.
"""

from __future__ import annotations

from collections import defaultdict
from math import ceil

from pia_desktop.diagrams.flow_model import FlowDiagram
from pia_desktop.diagrams.label_lines import label_lines

_MOST_ROWS = 4
# A label of more lines than this in a narrow box needs two rows.
_LINES_OF_ROW = 3
_NARROW = 8.1


def wanted_spans(diagram: FlowDiagram) -> dict[str, int]:
    """The rows that each box would take if there were room: one for each arrow whose words stand at
    it, which is the end with fewer arrows.
    """
    crowd: dict[str, int] = defaultdict(int)
    for edge in diagram.edges:
        crowd[edge.start] += 1
        crowd[edge.end] += 1
    words: dict[str, float] = defaultdict(float)
    for edge in diagram.edges:
        if edge.spoken and crowd[edge.start] == crowd[edge.end]:
            words[edge.start] += 0.5
            words[edge.end] += 0.5
        elif edge.spoken:
            words[min(edge.start, edge.end, key=lambda name: crowd[name])] += 1
    spans = {}
    for node in diagram.nodes:
        lines = len(label_lines(node.label, _NARROW))
        rows = max(ceil(words[node.id]), 1 + (lines > _LINES_OF_ROW))
        spans[node.id] = min(rows, _MOST_ROWS)
    return spans


def free_spans(diagram: FlowDiagram) -> dict[str, int]:
    """The rows that each box takes: as many as it wants, as far as the cells below it are empty."""
    taken = {(node.x, node.y) for node in diagram.nodes}
    wanted = wanted_spans(diagram)
    spans = {}
    for node in diagram.nodes:
        rows = 1
        while rows < wanted[node.id] and (node.x, node.y + rows) not in taken:
            rows += 1
        spans[node.id] = rows
    return spans
