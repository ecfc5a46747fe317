"""Where everything of a diagram stands on its page: boxes, frames, arrows and their words.

Sizes follow from what is in them: a row is as high as its highest box and the arrows that enter it,
a channel between columns as wide as the arrows and words in it. Lengths are points; y grows
downwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate, product

from pia_desktop.diagrams.box_spans import free_spans
from pia_desktop.diagrams.edge_routes import Route, route_edges
from pia_desktop.diagrams.flow_model import FlowDiagram, FlowEdge, FlowNode
from pia_desktop.diagrams.label_lines import label_length, label_lines, longest_word
from pia_desktop.diagrams.layout_parts import (
    DENSE,
    LEAST_LETTER,
    ROOMY,
    DiagramLayout,
    DiagramMeasures,
    PlacedArrow,
    PlacedBox,
    PlacedFrame,
    Rect,
)
from pia_desktop.diagrams.legend import legend_entries, legend_lines
from pia_desktop.diagrams.page_fit import fit_size, likely_scale
from pia_desktop.diagrams.tracks import LatticeLine, StretchKey, lay_tracks
from pia_desktop.diagrams.way_junctions import find_junctions
from pia_desktop.forms.diagram_value import AREA_PARTING

# A narrower diagram is taken for one that is nearly as large on its page.
_AS_LARGE = 0.96
_OUTER_GAP = 2.0
# Where a diagram is at most about so large on its page, its letters are too small with roomy gaps.
_SURELY_CROWDED = 0.6
# What is gained by giving a column's boxes another width has to be more than this share.
_WORTH = 1.001
# With letters larger than the least by this, words may be wider.
_SPARE = 1.08
# Words of letters and figures up to so long are not torn, however narrow the rest is.
_LONGEST_WORD = 8.0
# 「入力・照会」 stands in one line.
_USE_ROOM = 5.1
# A means of no more characters than this is short.
_SHORT_WORDS = 7


@lru_cache(maxsize=8)
def lay_out_diagram(diagram: FlowDiagram) -> DiagramLayout:
    """The diagram with all its places: close together where its letters would be too small to read
    otherwise.
    """
    if not diagram.nodes:
        return DiagramLayout(0.0, 0.0, (), (), ())
    if likely_scale(diagram) >= _SURELY_CROWDED:
        roomy = _Layout(diagram, ROOMY).placed()
        if roomy.smallest_letter >= LEAST_LETTER:
            return roomy
    return _Layout(diagram, DENSE).placed()


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


@dataclass
class _Column:
    """A column with boxes of one width: the lines and sizes of its boxes, the heights that boxes of
    one row take there, and those of several rows.
    """

    width: float
    lines: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sizes: dict[str, tuple[float, float]] = field(default_factory=dict)
    rows: list[tuple[int, float]] = field(default_factory=list)
    long: list[tuple[range, float]] = field(default_factory=list)


class _Layout:
    def __init__(self, diagram: FlowDiagram, measures: DiagramMeasures) -> None:
        self._diagram = diagram
        self._measures = measures
        self._wide = max(node.x for node in diagram.nodes) + 1
        self._spans = {node.id: 1 for node in diagram.nodes}
        if measures.spanning:
            self._spans = free_spans(diagram)
        self._high = max(node.y + self._spans[node.id] for node in diagram.nodes)
        self._cells = {node.id: (node.x, node.y) for node in diagram.nodes}
        self.routes = route_edges(diagram, upright_lines=measures.upright_lines, spans=self._spans)
        self._words_room = 0.0
        self._legend = legend_entries(diagram.nodes, diagram.edges)

    def placed(self) -> DiagramLayout:
        """All places, with boxes and words in the widths that make the diagram largest."""
        choices: list[tuple[float, float, tuple[float, ...]]] = []
        for words_room in self._words_rooms():
            if choices and self._measures.spanning and not self._has_spare(choices[-1][0]):
                break
            self._prepare(words_room)
            for rooms in self._rooms_to_try():
                choices.append((self._scale(rooms), words_room, rooms))
        _, words_room, rooms = self._chosen(choices)
        if words_room != self._words_room:
            self._prepare(words_room)
        return self._place_all(rooms)

    def _words_rooms(self) -> tuple[float, ...]:
        """The widths of words to try: the narrowest on a crowded page only for short words, which
        it tears less.
        """
        rooms = self._measures.words_rooms
        if not self._measures.spanning:
            return rooms
        parts = [part for edge in self._diagram.edges for part in edge.label.split("・")]
        return rooms if max(map(len, parts), default=0) <= _SHORT_WORDS else rooms[1:]

    def _has_spare(self, scale: float) -> bool:
        """Whether letters of this scale are large enough for wider words to be tried."""
        return scale * self._measures.smallest_letter > LEAST_LETTER * _SPARE

    def _chosen(
        self, choices: list[tuple[float, float, tuple[float, ...]]]
    ) -> tuple[float, float, tuple[float, ...]]:
        """The first that is nearly as large as any; on a crowded page the widest words that can be
        read.
        """
        if self._measures.spanning:
            large = [one for one in choices if self._has_spare(one[0] * _SPARE)]
            return large[-1] if large else max(choices)
        largest = max(scale for scale, _, _ in choices)
        return next(one for one in choices if one[0] >= largest * _AS_LARGE)

    def _prepare(self, words_room: float) -> None:
        """What depends on the width of words alone: tracks, channels, and how much room each
        column's boxes take in every width.
        """
        measures = self._measures
        self._words_room = words_room
        self._words = self._place_words()
        halves = self._halves()
        self._tracks = lay_tracks(self.routes, halves, measures.track_pitch, measures.label_gap)
        self._find_ports()
        self._frames = self._find_frames()
        self._down = self._channels(across=False)
        self._across = self._channels(across=True)
        # Many widths of boxes are tried between the same channels.
        self._gaps = [channel.size for channel in self._across]
        self._high_gaps = sum(self._gaps)
        self._wide_gaps = sum(channel.size for channel in self._down)
        self._rows = self._least_rows()
        self._columns = {
            (x, room): self._column(x, room)
            for x in range(self._wide)
            for room in measures.box_rooms
        }

    def _rooms_to_try(self) -> Iterator[tuple[float, ...]]:
        """Widths for the boxes of each column: one for all of them, or where room is scarce a
        narrower or wider one for some, as long as that makes the diagram larger.
        """
        alike = [(room,) * self._wide for room in self._measures.box_rooms]
        if not self._measures.spanning:
            yield from alike
            return
        best = max(alike, key=self._scale)
        reached, better = self._scale(best), True
        while better:
            better = False
            for x, room in product(range(self._wide), self._measures.box_rooms):
                rooms = (*best[:x], room, *best[x + 1 :])
                scale = self._scale(rooms)
                if scale > reached * _WORTH:
                    best, reached, better = rooms, scale, True
        yield best

    def _scale(self, rooms: tuple[float, ...]) -> float:
        """How large the diagram is on its page with boxes of these widths."""
        width = sum(self._columns[x, room].width for x, room in enumerate(rooms))
        width += self._wide_gaps
        height = sum(self._row_heights(rooms)) + self._high_gaps
        legend = legend_lines(self._legend, self._measures.legend_size, width)
        return fit_size(width, height + len(legend) * self._measures.legend_height).scale

    def _place_all(self, rooms: tuple[float, ...]) -> DiagramLayout:
        columns = [self._columns[x, room] for x, room in enumerate(rooms)]
        self._sizes = {name: size for column in columns for name, size in column.sizes.items()}
        self._lines = {name: lines for column in columns for name, lines in column.lines.items()}
        self._heights = self._row_heights(rooms)
        self._x_of, self._width = self._positions(self._down, [c.width for c in columns])
        self._y_of, self._height = self._positions(self._across, self._heights)
        layout = self._as_layout()
        return replace(layout, junctions=tuple(find_junctions(self.routes, layout.arrows)))

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
            words = _words_of(route.edge, self._words_room, self._measures)
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

    def _column(self, x: int, room: float) -> _Column:
        """What a column's boxes take with labels in so much room."""
        column = _Column(max(self._measures.empty_column, 2 * self._reach((False, 2 * x + 1))))
        for node in self._diagram.nodes:
            if node.x != x:
                continue
            lines = tuple(label_lines(node.label, room))
            column.lines[node.id] = lines
            column.sizes[node.id] = self._box_size(node, lines, room)
            width, height = column.sizes[node.id]
            column.width = max(column.width, width)
            if self._spans[node.id] == 1:
                column.rows.append((node.y, height))
            else:
                column.long.append((range(node.y, node.y + self._spans[node.id]), height))
        return column

    def _reach(self, line: LatticeLine) -> float:
        return max(self._tracks.extent(line))

    def _box_size(self, node: FlowNode, lines: tuple[str, ...], room: float) -> tuple[float, float]:
        """A box's width, and the height that its label needs."""
        measures = self._measures
        text = max((label_length(line) for line in lines), default=0.0)
        width = max(room, text) * measures.box_size + 2 * measures.box_padding_x
        height = len(lines) * measures.box_pitch + 2 * measures.box_padding_y
        lid = 2 * measures.cap if node.kind == "file" else 0.0
        down = self._down_ports[node.id] + measures.port_edge
        return max(width, 2 * down), max(height, measures.least_box) + lid

    def _find_ports(self) -> None:
        """How far from the middle of each of its rows, and from its own, arrows leave or enter a
        box: at its sides, at top and bottom.
        """
        self._side_ports: dict[tuple[str, int], float] = defaultdict(float)
        self._down_ports: dict[str, float] = defaultdict(float)
        for place, route in enumerate(self.routes):
            points = route.points
            for name, stretch, end in (
                (route.edge.start, 0, 0),
                (route.edge.end, len(points) - 2, -1),
            ):
                offset = abs(self._tracks.of[place, stretch].offset)
                if points[stretch][1] == points[stretch + 1][1]:
                    port = (name, points[end][1] // 2)
                    self._side_ports[port] = max(self._side_ports[port], offset)
                else:
                    self._down_ports[name] = max(self._down_ports[name], offset)

    def _least_rows(self) -> list[float]:
        """How high each row is without boxes: for its tracks and the arrows that enter boxes."""
        measures = self._measures
        heights = [
            max(measures.empty_row, 2 * self._reach((True, 2 * y + 1))) for y in range(self._high)
        ]
        by_id = self._diagram.by_id
        for (name, y), offset in self._side_ports.items():
            edge = measures.port_edge + (measures.cap if by_id[name].kind == "file" else 0.0)
            heights[y] = max(heights[y], 2 * (offset + edge))
        return heights

    def _row_heights(self, rooms: tuple[float, ...]) -> list[float]:
        """As high as the highest box that takes a row alone; a box of several rows has room in all
        of them together.
        """
        heights = list(self._rows)
        columns = [self._columns[x, room] for x, room in enumerate(rooms)]
        for column in columns:
            for y, height in column.rows:
                if height > heights[y]:
                    heights[y] = height
        for column in columns:
            for rows, height in column.long:
                between = sum(self._gaps[y] for y in rows[1:])
                lack = height - between - sum(heights[y] for y in rows)
                heights[rows[-1]] += max(lack, 0.0)
        return heights

    # -- frames -----------------------------------------------------------------------------------

    def _find_frames(self) -> list[_Frame]:
        cells: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for node in self._diagram.nodes:
            for area in node.areas:
                last = node.y + self._spans[node.id] - 1
                cells[area] += [(node.x, node.y), (node.x, last)]
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
            margin = self._measures.track_margin
            has_tracks = bool(self._tracks.lines.get(line))
            channel.low, channel.high = (low + margin, high + margin) if has_tracks else (0.0, 0.0)
            outer = place in (0, number - 1)
            gap = self._measures.row_gap if across else self._measures.column_gap
            channel.least = _OUTER_GAP if outer else gap
            if across and not outer and self._has_short_pair(place):
                channel.least = self._measures.pair_gap
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
                channel.before = max(channel.before, words.height + self._measures.arrow_length + 4)
            elif words.side < 0:
                channel.before = max(
                    channel.before,
                    words.width + self._measures.arrow_length + 2 * self._measures.words_gap,
                )
            else:
                channel.behind = max(
                    channel.behind,
                    words.width + self._measures.arrow_length + 2 * self._measures.words_gap,
                )

    def _fill_slots(self, channel: _Channel, place: int, *, across: bool) -> None:
        """Room for the frames that end or begin here, the inner ones nearer to their boxes."""
        ends = [f for f in self._frames if (f.bottom if across else f.right) + 1 == place]
        begins = [f for f in self._frames if (f.top if across else f.left) == place]
        for frame in sorted(ends, key=lambda frame: -frame.depth):
            depth = sum(1 for other in ends if other.depth > frame.depth)
            frame.slots["bottom" if across else "right"] = (depth + 1) * self._measures.frame_slot
        channel.ends = max((f.slots["bottom" if across else "right"] for f in ends), default=0.0)
        step = self._measures.frame_title if across else self._measures.frame_slot
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

    def _as_layout(self) -> DiagramLayout:
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
            self._measures,
        )

    def _box(self, node: FlowNode) -> PlacedBox:
        width, height = self._sizes[node.id]
        x, last = self._x_of[2 * node.x + 1], node.y + self._spans[node.id] - 1
        top, bottom = self._y_of[2 * node.y + 1], self._y_of[2 * last + 1]
        if last == node.y:
            half = max(height, 2 * self._port_reach(node)) / 2
            top, bottom = top - half, bottom + half
        else:
            top, bottom = top - self._heights[node.y] / 2, bottom + self._heights[last] / 2
        rect = Rect(x - width / 2, top, x + width / 2, bottom)
        return PlacedBox(node, rect, self._lines[node.id])

    def _port_reach(self, node: FlowNode) -> float:
        """How far from its middle a box of one row has to reach for the arrows at its sides."""
        if (node.id, node.y) not in self._side_ports:
            return 0.0
        edge = self._measures.port_edge + (self._measures.cap if node.kind == "file" else 0.0)
        return self._side_ports[node.id, node.y] + edge

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


def _words_of(edge: FlowEdge, room: float, measures: DiagramMeasures) -> _Words:
    room = max(room, min(longest_word(edge.label), _LONGEST_WORD), edge.both and _USE_ROOM)
    lines = tuple(label_lines(edge.label, room))
    text = max((label_length(line) for line in lines), default=0.0) * measures.words_size
    badge = 0.0
    if edge.number is not None:
        badge = measures.badge_width(edge.number) + (measures.badge_gap if lines else 0.0)
    height = max(len(lines) * measures.words_pitch, measures.badge if badge else 0.0)
    return _Words(lines, text + badge + 2 * measures.words_padding, height + 1.0)
