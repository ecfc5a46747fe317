"""How a diagram fits on a page: upright or lying, and how large."""

from __future__ import annotations

from dataclasses import dataclass

from pia_desktop.diagrams.flow_layout import DiagramLayout, lay_out_diagram
from pia_desktop.diagrams.flow_model import FlowDiagram

_MM = 72 / 25.4
# What an A4 page has room for beside its margins of 15 mm and the section's title.
UPRIGHT = (180 * _MM, 252 * _MM)
LYING = (265 * _MM, 164 * _MM)
# The line below a diagram that says what its shapes mean.
LEGEND_HEIGHT = 20.0
# No diagram is shown larger than this: small ones would look blown up.
_LARGEST = 1.15


@dataclass(frozen=True)
class PageFit:
    """How large a diagram stands on an A4 page, and which way the page lies."""

    scale: float
    landscape: bool

    @property
    def room(self) -> tuple[float, float]:
        """The page's room in points."""
        return LYING if self.landscape else UPRIGHT


def fit_layout(layout: DiagramLayout) -> PageFit:
    """The way of the page on which the diagram is larger; lying if there is no difference."""
    width, height = max(layout.width, 1.0), layout.height + LEGEND_HEIGHT
    scales = {
        landscape: min(room[0] / width, room[1] / height, _LARGEST)
        for landscape, room in ((True, LYING), (False, UPRIGHT))
    }
    landscape = scales[True] >= scales[False]
    return PageFit(scales[landscape], landscape)


def fit_of(diagram: FlowDiagram) -> float:
    """The scale at which a diagram fits on a page."""
    return fit_layout(lay_out_diagram(diagram)).scale
