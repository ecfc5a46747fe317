"""How a diagram fits on a page: upright or lying, and how large."""

from __future__ import annotations

from dataclasses import dataclass

from pia_desktop.diagrams.flow_model import FlowDiagram

_MM = 72 / 25.4
# What an A4 page has room for beside its margins of 15 mm, the section's title and the caption.
UPRIGHT = (179 * _MM, 238 * _MM)
LYING = (264 * _MM, 151 * _MM)
# No diagram is shown larger than this: small ones would look blown up.
_LARGEST = 1.15
# What a column takes with the arrows and words beside it, and a row, on the average.
_COLUMN, _ROW = 205.0, 52.0


@dataclass(frozen=True)
class PageFit:
    """How large a diagram stands on an A4 page, and which way the page lies."""

    scale: float
    landscape: bool

    @property
    def room(self) -> tuple[float, float]:
        """The page's room in points."""
        return LYING if self.landscape else UPRIGHT


def fit_size(width: float, height: float) -> PageFit:
    """The way of the page on which a picture of this size is larger; lying if there is no
    difference.
    """
    width, height = max(width, 1.0), max(height, 1.0)
    scales = {
        landscape: min(room[0] / width, room[1] / height, _LARGEST)
        for landscape, room in ((True, LYING), (False, UPRIGHT))
    }
    landscape = scales[True] >= scales[False]
    return PageFit(scales[landscape], landscape)


def likely_scale(diagram: FlowDiagram) -> float:
    """About the scale at which a diagram fits on a page, by its columns and rows alone: finding
    the ways of its arrows takes much longer.
    """
    columns = len({node.x for node in diagram.nodes})
    rows = len({node.y for node in diagram.nodes})
    width, height = columns * _COLUMN, rows * _ROW
    return max(min(room[0] / width, room[1] / height) for room in (LYING, UPRIGHT))
