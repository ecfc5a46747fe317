"""The lines below a diagram that say what its shapes mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pia_desktop.diagrams.brevity import NETWORK_LONG, NETWORK_SHORT
from pia_desktop.diagrams.flow_model import FlowEdge, FlowNode
from pia_desktop.diagrams.label_lines import label_length
from pia_desktop.forms.diagram_value import NODE_KINDS

TITLE, FLOW_SIGN, LINE_SIGN, NO_SIGN = "title", "flow", "line", ""
SIGN_WIDTHS = {TITLE: 0.0, FLOW_SIGN: 20.0, LINE_SIGN: 20.0, NO_SIGN: 0.0}
BOX_WIDTH = 17.0
_BESIDE_SIGN, _BETWEEN = 4.0, 8.0
# However narrow a diagram is, so much stands in a line.
_LEAST_LINE = 260.0


@dataclass(frozen=True)
class LegendEntry:
    """A sign (a kind of box, or one of those above) and what it means."""

    sign: str
    text: str

    @property
    def text_start(self) -> float:
        """How far behind the sign's beginning its text begins."""
        wide = SIGN_WIDTHS.get(self.sign, BOX_WIDTH)
        return wide + _BESIDE_SIGN if wide else 0.0

    def width(self, size: float) -> float:
        """The room that it takes with letters of this size, with the gap behind it."""
        return self.text_start + label_length(self.text) * size + _BETWEEN


def legend_entries(nodes: Iterable[FlowNode], edges: Iterable[FlowEdge]) -> list[LegendEntry]:
    """What there is to explain in a diagram."""
    kinds = {node.kind for node in nodes}
    arrows = list(edges)
    entries = [LegendEntry(TITLE, "凡例")]
    entries += [LegendEntry(kind, name) for kind, name in NODE_KINDS.items() if kind in kinds]
    if any(edge.spoken for edge in arrows):
        entries.append(LegendEntry(FLOW_SIGN, "情報の流れ（番号は備考）"))
    if any(not edge.spoken for edge in arrows):
        entries.append(LegendEntry(LINE_SIGN, "システムの接続"))
    if any(NETWORK_SHORT in edge.label for edge in arrows):
        entries.append(LegendEntry(NO_SIGN, f"{NETWORK_SHORT}：{NETWORK_LONG}"))
    return entries


def legend_lines(
    entries: list[LegendEntry], size: float, width: float
) -> list[list[tuple[float, LegendEntry]]]:
    """The entries in lines no longer than a diagram's width, each with its place on its line."""
    room = max(width, _LEAST_LINE)
    lines: list[list[tuple[float, LegendEntry]]] = [[]]
    x = 2.0
    for entry in entries:
        wide = entry.width(size)
        if lines[-1] and x + wide - _BETWEEN > room:
            lines.append([])
            x = 2.0
        lines[-1].append((x, entry))
        x += wide
    return lines
