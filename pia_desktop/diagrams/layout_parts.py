"""A laid-out diagram: where its boxes, frames, arrows and words stand. Lengths are points; y grows
downwards.
"""

from __future__ import annotations

from dataclasses import dataclass

from pia_desktop.diagrams.flow_model import FlowEdge, FlowNode
from pia_desktop.diagrams.page_fit import PageFit, fit_size

BOX_SIZE, BOX_PITCH = 9.0, 11.2
WORDS_SIZE, WORDS_PITCH = 7.6, 9.2
TITLE_SIZE = 8.6
BADGE = 11.0
BADGE_GAP = 2.5
ARROW_LENGTH, ARROW_HALF = 6.5, 3.2
CAP = 5.0  # the height of half a cylinder's lid


@dataclass(frozen=True)
class Rect:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def centre(self) -> tuple[float, float]:
        """Its middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def contains(self, x: float, y: float) -> bool:
        """Whether a point is in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def meets(self, other: Rect, slack: float = 0.0) -> bool:
        """Whether both share more than their rims."""
        return (
            self.left < other.right - slack
            and other.left < self.right - slack
            and self.top < other.bottom - slack
            and other.top < self.bottom - slack
        )


@dataclass(frozen=True)
class PlacedFrame:
    """A frame around the boxes of an area; `depth` counts the frames around it."""

    area: str
    title: str
    rect: Rect
    depth: int
    inner: bool


@dataclass(frozen=True)
class PlacedArrow:
    """An arrow's way as points, and its words with their place; no words, no place."""

    edge: FlowEdge
    points: tuple[tuple[float, float], ...]
    words: tuple[str, ...] = ()
    words_rect: Rect | None = None


@dataclass(frozen=True)
class PlacedBox:
    """A box with the lines of its label."""

    node: FlowNode
    rect: Rect
    lines: tuple[str, ...]


@dataclass(frozen=True)
class DiagramLayout:
    """A laid-out diagram. `columns` and `rows` are the middles of the grid's cells;
    `junctions` the points where ways of one net part, and whether they have words.
    """

    width: float
    height: float
    boxes: tuple[PlacedBox, ...]
    frames: tuple[PlacedFrame, ...]
    arrows: tuple[PlacedArrow, ...]
    columns: tuple[float, ...] = ()
    rows: tuple[float, ...] = ()
    junctions: tuple[tuple[float, float, bool], ...] = ()

    @property
    def fit(self) -> PageFit:
        """How large it stands on an A4 page, and which way the page lies."""
        return fit_size(self.width, self.height)
