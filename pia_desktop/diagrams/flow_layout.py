"""Where everything of a diagram stands on its page: boxes, frames, arrows and their words.

Sizes follow from what is in them: a row is as high as its highest box and the arrows that enter it,
a channel between columns as wide as the arrows and words in it. Lengths are points; y grows
downwards.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import accumulate

from pia_desktop.diagrams.edge_routes import Route, point_of, route_edges
from pia_desktop.diagrams.flow_model import FlowDiagram, FlowEdge, FlowNode
from pia_desktop.diagrams.label_lines import label_length, label_lines
from pia_desktop.diagrams.layout_parts import (
    ARROW_LENGTH,
    BADGE,
    BADGE_GAP,
    BOX_PITCH,
    BOX_SIZE,
    CAP,
    WORDS_PITCH,
    WORDS_SIZE,
    DiagramLayout,
    PlacedArrow,
    PlacedBox,
    PlacedFrame,
    Rect,
)
from pia_desktop.diagrams.tracks import LatticeLine, StretchKey, lay_tracks
from pia_desktop.diagrams.way_junctions import find_junctions
from pia_desktop.forms.diagram_value import AREA_PARTING

# Boxes and the words of arrows are so many characters wide: the first that make the diagram as
# large on its page as any do, or nearly so.
_BOX_ROOMS = (10.0, 12.0, 14.0, 8.6)
_WORDS_ROOMS = (10.1, 8.1)
_AS_LARGE = 0.96
_BOX_PADDING_X, _BOX_PADDING_Y = 6.0, 4.0
_LEAST_BOX = 23.0
_PORT_EDGE = 4.0
_EMPTY_ROW, _EMPTY_COLUMN = 12.0, 24.0
_LEAST_ROW_GAP, _LEAST_COLUMN_GAP, _PAIR_GAP = 9.0, 18.0, 18.0
_OUTER_GAP = 2.0
_FRAME_SLOT, _FRAME_TITLE = 6.0, 15.0
_WORDS_TO_BOX, _WORDS_TO_TRACKS = 4.0, 4.0


def lay_out_diagram(diagram: FlowDiagram) -> DiagramLayout:
    """The diagram with all its places."""
    if not diagram.nodes:
        return DiagramLayout(0.0, 0.0, (), (), ())
    layout = _Layout(diagram)
    results = [
        layout.result(box_room, words_room)
        for words_room in _WORDS_ROOMS
        for box_room in _BOX_ROOMS
    ]
    largest = max(result.fit.scale for result in results)
    best = next(result for result in results if result.fit.scale >= largest * _AS_LARGE)
    return replace(best, junctions=tuple(find_junctions(layout.routes, best.arrows)))


@dataclass
class _Words:
    """The words of an arrow: their lines and size, on which stretch they stand, and at which box's
    side: ±1 for the side of the channel nearer to the lower or the higher column. 0: beside a
    vertical stretch.
    """

    lines: tuple[str, ...]
    width: float
    height: float
    stretch: int = 0
    channel: int = 0
    side: int = 0


@dataclass
class _Channel:
    """What stands in a channel: slots of frames that end, words before its tracks, tracks, words
    behind, slots of frames that begin.
    """

    before: float = 0.0
    ends: float = 0.0
    low: float = 0.0
    high: float = 0.0
    begins: float = 0.0
    behind: float = 0.0
    least: float = 0.0

    @property
    def size(self) -> float:
        return max(
            self.least, self.before + self.ends + self.low + self.high + self.begins + self.behind
        )

    @property
    def middle(self) -> float:
        """Where offset 0 lies, from the channel's beginning; spare room goes to both sides."""
        needed = self.before + self.ends + self.low + self.high + self.begins + self.behind
        return self.before + self.ends + self.low + (self.size - needed) / 2


@dataclass
class _Frame:
    area: str
    left: int
    top: int
    right: int
    bottom: int
    depth: int
    inner: bool
    slots: dict[str, float] = field(default_factory=dict)


class _Layout:
    def __init__(self, diagram: FlowDiagram) -> None:
        self._diagram = diagram
        self._wide = max(node.x for node in diagram.nodes) + 1
        self._high = max(node.y for node in diagram.nodes) + 1
        self._cells = {node.id: (node.x, node.y) for node in diagram.nodes}
        self.routes = route_edges(diagram)
        self._box_room = self._words_room = 0.0

    def result(self, box_room: float, words_room: float) -> DiagramLayout:
        """All places, with boxes and words of this width."""
        diagram = self._diagram
        if words_room != self._words_room:
            self._words_room = words_room
            self._words = self._place_words()
            self._tracks = lay_tracks(self.routes, self._halves())
            self._ports = self._find_ports()
        self._box_room = box_room
        self._lines = {node.id: tuple(label_lines(node.label, box_room)) for node in diagram.nodes}
        self._sizes = {node.id: self._box_size(node) for node in diagram.nodes}
        self._frames = self._find_frames()
        self._down = self._channels(across=False)
        self._across = self._channels(across=True)
        self._x_of, self._width = self._positions(self._down, self._column_widths())
        self._y_of, self._height = self._positions(self._across, self._row_heights())
        return self._placed()

    # -- words ------------------------------------------------------------------------------------

    def _place_words(self) -> dict[int, _Words]:
        """The words of every arrow that has some, at the end where there are fewest."""
        crowd: dict[tuple[str, int], int] = defaultdict(int)
        for route in self.routes:
            for name, side in self._sides(route):
                crowd[name, side] += 1
        out = {}
        for place, route in enumerate(self.routes):
            if not route.edge.spoken:
                continue
            words = _words_of(route.edge, self._words_room)
            out[place] = words
            first, last = self._sides(route)
            if not first[1]:  # straight down
                (_, y) = min(route.points[0], route.points[-1], key=lambda point: point[1])
                words.channel = y + 1
                continue
            ends = [(first, 0), (last, len(route.points) - 2)]
            if route.shared_at:
                ends = ends[1:] if route.shared_at == "start" else ends[:1]
            (name, side), words.stretch = min(
                ends, key=lambda end: (crowd[end[0]], self._depth(end[0][0]))
            )
            words.channel = 2 * self._cells[name][0] + 1 + side
            words.side = -side
        return out

    def _sides(self, route: Route) -> tuple[tuple[str, int], tuple[str, int]]:
        """The sides at which an arrow leaves and enters: ±1, or 0 for top and bottom."""
        points = route.points
        leaving = _sign(points[1][0] - points[0][0])
        entering = _sign(points[-2][0] - points[-1][0])
        return (route.edge.start, leaving), (route.edge.end, entering)

    def _depth(self, name: str) -> int:
        """How many columns are left or right of a box's, whichever are fewer."""
        x = self._cells[name][0]
        return min(x, self._wide - 1 - x)

    def _halves(self) -> dict[StretchKey, float]:
        return {
            (place, words.stretch): (words.height if words.side else words.width) / 2
            for place, words in self._words.items()
        }

    # -- sizes ------------------------------------------------------------------------------------

    def _box_size(self, node: FlowNode) -> tuple[float, float]:
        lines = self._lines[node.id]
        text = max((label_length(line) for line in lines), default=0.0) * BOX_SIZE
        width = max(self._box_room * BOX_SIZE, text) + 2 * _BOX_PADDING_X
        height = max(len(lines) * BOX_PITCH + 2 * _BOX_PADDING_Y, _LEAST_BOX)
        if node.kind == "file":
            height += 2 * CAP
        cap = CAP if node.kind == "file" else 0.0
        across, down = self._ports[node.id]
        return max(width, 2 * (down + _PORT_EDGE)), max(height, 2 * (across + _PORT_EDGE + cap))

    def _find_ports(self) -> dict[str, tuple[float, float]]:
        """How far from its middle arrows leave or enter each box: at its sides, at top and
        bottom.
        """
        ports: dict[str, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
        for place, route in enumerate(self.routes):
            points = route.points
            for name, stretch in ((route.edge.start, 0), (route.edge.end, len(points) - 2)):
                offset = abs(self._tracks.of[place, stretch].offset)
                across, down = ports[name]
                if points[stretch][1] == points[stretch + 1][1]:
                    ports[name] = max(across, offset), down
                else:
                    ports[name] = across, max(down, offset)
        return ports

    def _column_widths(self) -> list[float]:
        widths = []
        for x in range(self._wide):
            boxes = [self._sizes[node.id][0] for node in self._diagram.nodes if node.x == x]
            reach = max(self._tracks.extent((False, 2 * x + 1)))
            widths.append(max([_EMPTY_COLUMN, 2 * reach, *boxes]))
        return widths

    def _row_heights(self) -> list[float]:
        heights = []
        for y in range(self._high):
            boxes = [self._sizes[node.id][1] for node in self._diagram.nodes if node.y == y]
            reach = max(self._tracks.extent((True, 2 * y + 1)))
            heights.append(max([_EMPTY_ROW, 2 * reach, *boxes]))
        return heights

    # -- frames -----------------------------------------------------------------------------------

    def _find_frames(self) -> list[_Frame]:
        cells: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for node in self._diagram.nodes:
            for area in node.areas:
                cells[area].append((node.x, node.y))
        frames = []
        for area, inside in cells.items():
            columns, rows = [x for x, _ in inside], [y for _, y in inside]
            depth = area.count(AREA_PARTING)
            inner = any(other.startswith(area + AREA_PARTING) for other in cells)
            frames.append(
                _Frame(area, min(columns), min(rows), max(columns), max(rows), depth, inner)
            )
        return frames

    def _channels(self, *, across: bool) -> list[_Channel]:
        """The channels across (between rows), or down (between columns)."""
        number = (self._high if across else self._wide) + 1
        channels = []
        for place in range(number):
            channel = _Channel()
            line: LatticeLine = (across, 2 * place)
            low, high = self._tracks.extent(line)
            has_tracks = bool(self._tracks.lines.get(line))
            channel.low, channel.high = (low + 6, high + 6) if has_tracks else (0.0, 0.0)
            outer = place in (0, number - 1)
            gap = _LEAST_ROW_GAP if across else _LEAST_COLUMN_GAP
            channel.least = _OUTER_GAP if outer else gap
            if across and not outer and self._has_short_pair(place):
                channel.least = _PAIR_GAP
            self._fill_words(channel, 2 * place, across=across)
            self._fill_slots(channel, place, across=across)
            channels.append(channel)
        return channels

    def _has_short_pair(self, place: int) -> bool:
        """Whether an arrow with two heads goes straight down between the rows around a channel."""
        ends = [2 * place - 1, 2 * place + 1]
        return any(
            route.edge.both
            and len(route.points) == 2
            and route.points[0][0] == route.points[1][0]
            and sorted(y for _, y in route.points) == ends
            for route in self.routes
        )

    def _fill_words(self, channel: _Channel, line: int, *, across: bool) -> None:
        for words in self._words.values():
            if words.channel != line or (words.side == 0) != across:
                continue
            if across:
                channel.before = max(channel.before, words.height + ARROW_LENGTH + 4)
            elif words.side < 0:
                channel.before = max(channel.before, words.width + ARROW_LENGTH + 2 * _WORDS_TO_BOX)
            else:
                channel.behind = max(channel.behind, words.width + ARROW_LENGTH + 2 * _WORDS_TO_BOX)

    def _fill_slots(self, channel: _Channel, place: int, *, across: bool) -> None:
        """Room for the frames that end or begin here, the inner ones nearer to their boxes."""
        ends = [f for f in self._frames if (f.bottom if across else f.right) + 1 == place]
        begins = [f for f in self._frames if (f.top if across else f.left) == place]
        for frame in sorted(ends, key=lambda frame: -frame.depth):
            depth = sum(1 for other in ends if other.depth > frame.depth)
            frame.slots["bottom" if across else "right"] = (depth + 1) * _FRAME_SLOT
        channel.ends = max((f.slots["bottom" if across else "right"] for f in ends), default=0.0)
        step = _FRAME_TITLE if across else _FRAME_SLOT
        for frame in begins:
            depth = len({other.depth for other in begins if other.depth > frame.depth})
            frame.slots["top" if across else "left"] = (depth + 1) * step
        channel.begins = max((f.slots["top" if across else "left"] for f in begins), default=0.0)
        if channel.ends:
            channel.ends += 2
        if channel.begins:
            channel.begins += 2

    # -- places -----------------------------------------------------------------------------------

    def _positions(self, channels: list[_Channel], sizes: list[float]) -> tuple[list[float], float]:
        """The place of every line of the lattice, even and odd, and the whole size."""
        steps = [channels[0].size]
        for channel, size in zip(channels[1:], sizes, strict=True):
            steps += [size, channel.size]
        ends = list(accumulate(steps))
        places = []
        for number, (end, step) in enumerate(zip(ends, steps, strict=True)):
            start = end - step
            middle = channels[number // 2].middle if number % 2 == 0 else step / 2
            places.append(start + middle)
        return places, ends[-1]

    def _edge_of(self, channels: list[_Channel], places: list[float], number: int) -> float:
        """Where a channel begins."""
        return places[2 * number] - channels[number].middle

    def _placed(self) -> DiagramLayout:
        boxes = tuple(self._box(node) for node in self._diagram.nodes)
        rects = {box.node.id: box.rect for box in boxes}
        arrows = tuple(self._arrow(place, rects) for place in range(len(self.routes)))
        frames = sorted(self._frames, key=lambda frame: frame.depth)
        return DiagramLayout(
            self._width,
            self._height,
            boxes,
            tuple(map(self._frame, frames)),
            arrows,
            tuple(self._x_of[1::2]),
            tuple(self._y_of[1::2]),
        )

    def _box(self, node: FlowNode) -> PlacedBox:
        x, y = point_of((node.x, node.y))
        width, height = self._sizes[node.id]
        left, top = self._x_of[x] - width / 2, self._y_of[y] - height / 2
        return PlacedBox(node, Rect(left, top, left + width, top + height), self._lines[node.id])

    def _frame(self, frame: _Frame) -> PlacedFrame:
        left = self._edge_of(self._down, self._x_of, frame.left) + self._down[frame.left].size
        right = self._edge_of(self._down, self._x_of, frame.right + 1)
        top = self._edge_of(self._across, self._y_of, frame.top) + self._across[frame.top].size
        bottom = self._edge_of(self._across, self._y_of, frame.bottom + 1)
        rect = Rect(
            left - frame.slots["left"],
            top - frame.slots["top"],
            right + frame.slots["right"],
            bottom + frame.slots["bottom"],
        )
        title = frame.area.rsplit(AREA_PARTING, 1)[-1]
        return PlacedFrame(frame.area, title, rect, frame.depth, frame.inner)

    def _arrow(self, place: int, rects: dict[str, Rect]) -> PlacedArrow:
        route = self.routes[place]
        points = self._points(place)
        points[0] = _on_rim(rects[route.edge.start], points[0], points[1])
        points[-1] = _on_rim(rects[route.edge.end], points[-1], points[-2])
        words = self._words.get(place)
        if words is None:
            return PlacedArrow(route.edge, tuple(points))
        return PlacedArrow(route.edge, tuple(points), words.lines, self._words_rect(words, points))

    def _points(self, place: int) -> list[tuple[float, float]]:
        """The corners of a way, each where the tracks of its two stretches meet."""
        points = self.routes[place].points
        out = []
        for number, (a, b) in enumerate(points):
            x, y = self._x_of[a], self._y_of[b]
            for stretch in (number - 1, number):
                if not 0 <= stretch < len(points) - 1:
                    continue
                here, there = points[stretch], points[stretch + 1]
                offset = self._tracks.of[place, stretch].offset
                if here[1] == there[1]:
                    y = self._y_of[b] + offset
                else:
                    x = self._x_of[a] + offset
            out.append((x, y))
        return out

    def _words_rect(self, words: _Words, points: list[tuple[float, float]]) -> Rect:
        """On its stretch, in the part of the channel that is kept for words."""
        number = words.channel // 2
        if words.side == 0:
            start = self._edge_of(self._across, self._y_of, number)
            middle = start + self._across[number].ends + self._across[number].before / 2
            x = points[words.stretch][0]
            return _around(x, middle, words)
        start = self._edge_of(self._down, self._x_of, number)
        channel = self._down[number]
        y = points[words.stretch][1]
        if words.side < 0:
            return _around(start + channel.ends + channel.before / 2, y, words)
        return _around(start + channel.size - channel.begins - channel.behind / 2, y, words)


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _around(x: float, y: float, words: _Words) -> Rect:
    return Rect(
        x - words.width / 2, y - words.height / 2, x + words.width / 2, y + words.height / 2
    )


def _on_rim(
    rect: Rect, end: tuple[float, float], other: tuple[float, float]
) -> tuple[float, float]:
    """The point at which a way leaves or enters a box."""
    x, y = end
    if abs(other[1] - y) < 1e-6:
        return (rect.right if other[0] > x else rect.left), y
    return x, (rect.bottom if other[1] > y else rect.top)


def _words_of(edge: FlowEdge, room: float) -> _Words:
    lines = tuple(label_lines(edge.label, room))
    text = max((label_length(line) for line in lines), default=0.0) * WORDS_SIZE
    badge = 0.0 if edge.number is None else BADGE + (BADGE_GAP if lines else 0.0)
    height = max(len(lines) * WORDS_PITCH, BADGE if edge.number is not None else 0.0)
    return _Words(lines, text + badge + 3.0, height + 1.0)
