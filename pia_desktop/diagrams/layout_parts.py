"""A laid-out diagram: where its boxes, frames, arrows and words stand. Lengths are points; y grows
downwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pia_desktop.diagrams.flow_model import FlowEdge, FlowNode
from pia_desktop.diagrams.legend import LegendEntry, legend_entries, legend_lines
from pia_desktop.diagrams.page_fit import PageFit, fit_size

# No letter of a proposal is printed smaller than this, in points.
LEAST_LETTER = 6.0


@dataclass(frozen=True, kw_only=True)
class DiagramMeasures:
    """The sizes of letters, boxes, arrows and gaps.

    `box_rooms` and `words_rooms`: boxes and the words of arrows are so many characters wide, the
    first that make the diagram as large on its page as any do, or nearly so. `upright_lines`:
    whether lines without words may enter a box at its top and bottom, which takes room between the
    rows; `spanning`: whether a box may reach down over the empty cells below it.
    """

    box_size: float
    box_pitch: float
    words_size: float
    words_pitch: float
    title_size: float
    round: float  # the radius of a person's box
    badge: float
    badge_gap: float
    arrow_length: float
    arrow_half: float
    cap: float  # the height of half a cylinder's lid
    track_pitch: float
    track_margin: float
    label_gap: float
    box_padding_x: float
    box_padding_y: float
    least_box: float
    port_edge: float
    empty_row: float
    empty_column: float
    row_gap: float
    column_gap: float
    pair_gap: float
    frame_slot: float
    frame_title: float
    words_gap: float
    words_padding: float
    legend_size: float
    legend_height: float
    box_rooms: tuple[float, ...]
    words_rooms: tuple[float, ...]
    upright_lines: bool
    spanning: bool

    def badge_width(self, number: int) -> float:
        """The width of a number's badge: from 100 on it is longer than high."""
        return self.badge if number < 100 else self.badge + self.words_size * _FIGURE

    @property
    def smallest_letter(self) -> float:
        """The smallest size of letters that a diagram of these measures has."""
        return min(self.box_size, self.words_size, self.title_size, self.legend_size)


# The width of a figure, as a share of its size.
_FIGURE = 0.62

# For a diagram that has room on its page, and for one that is crowded: there everything is as close
# together as can be read, and all letters have one size.
ROOMY = DiagramMeasures(
    box_size=9.0,
    box_pitch=11.2,
    words_size=7.6,
    words_pitch=9.2,
    title_size=8.6,
    round=14.0,
    badge=11.0,
    badge_gap=2.5,
    arrow_length=6.5,
    arrow_half=3.2,
    cap=5.0,
    track_pitch=7.0,
    track_margin=6.0,
    label_gap=3.5,
    box_padding_x=6.0,
    box_padding_y=4.0,
    least_box=23.0,
    port_edge=4.0,
    empty_row=12.0,
    empty_column=24.0,
    row_gap=9.0,
    column_gap=18.0,
    pair_gap=18.0,
    frame_slot=6.0,
    frame_title=15.0,
    words_gap=4.0,
    words_padding=1.5,
    legend_size=7.6,
    legend_height=20.0,
    box_rooms=(10.0, 12.0, 14.0, 8.6),
    words_rooms=(10.1, 8.1),
    upright_lines=True,
    spanning=False,
)
DENSE = DiagramMeasures(
    box_size=6.4,
    box_pitch=7.2,
    words_size=6.4,
    words_pitch=7.1,
    title_size=6.4,
    round=7.0,
    badge=9.0,
    badge_gap=1.2,
    arrow_length=4.4,
    arrow_half=2.4,
    cap=3.0,
    track_pitch=3.7,
    track_margin=3.0,
    label_gap=1.5,
    box_padding_x=1.6,
    box_padding_y=1.7,
    least_box=12.0,
    port_edge=2.2,
    empty_row=6.0,
    empty_column=10.0,
    row_gap=3.8,
    column_gap=10.0,
    pair_gap=9.8,
    frame_slot=2.2,
    frame_title=8.6,
    words_gap=1.2,
    words_padding=1.0,
    legend_size=6.4,
    legend_height=13.0,
    box_rooms=(7.1, 8.1, 9.1, 10.1, 12.1, 14.1),
    words_rooms=(4.1, 5.1, 7.1, 10.1),
    upright_lines=False,
    spanning=True,
)


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
    measures: DiagramMeasures = ROOMY
    junctions: tuple[tuple[float, float, bool], ...] = ()

    @property
    def fit(self) -> PageFit:
        """How large it stands on an A4 page, and which way the page lies."""
        return fit_size(self.width, self.height + self.legend_height)

    @cached_property
    def legend(self) -> list[list[tuple[float, LegendEntry]]]:
        """The lines of its legend, each entry with its place."""
        nodes = (box.node for box in self.boxes)
        entries = legend_entries(nodes, (arrow.edge for arrow in self.arrows))
        return legend_lines(entries, self.measures.legend_size, self.width)

    @property
    def legend_height(self) -> float:
        """How high the legend is."""
        return len(self.legend) * self.measures.legend_height

    @property
    def smallest_letter(self) -> float:
        """How large its smallest letters are on an A4 page, in points."""
        return self.measures.smallest_letter * self.fit.scale
