"""The ways of arrows between the boxes of a grid: right-angled, round every box, with few bends and
crossings.

Ways run on a lattice. An odd coordinate is the middle of a column or row, an even one the channel
before it. A box stands where both are odd; all other points are free. How wide channels are, and
where in them each way runs, is decided later (`tracks`); a way on the lattice goes through no box
wherever that is.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from pia_desktop.diagrams.flow_model import FlowDiagram, FlowEdge, GridCell

Point = tuple[int, int]
# A point, and the direction in which it was reached.
_State = tuple[Point, int]

# Costs: a step along a row or a column, a bend, a crossing, running beside another way, and leaving
# a box at its top or bottom.
_ACROSS, _DOWN, _BEND, _CROSSING, _BESIDE, _VERTICAL_EXIT = 3.0, 1.6, 2.5, 4.0, 0.5, 1.0
# What is left of a step's cost where the net runs already.
_SHARED = 0.25
# What is reckoned with of the rest of a way, part of which may be shared.
_HALF_SHARED = 0.6
# Leaving a box at the side that is turned away from the other one.
_AWAY = 6.0
# Running left of all boxes or right of them.
_OUTERMOST = 30.0
# A bend in the middle of an empty cell looks lost.
_LOST_BEND = 3.0
# Entering a box that takes several rows in the same row as another way.
_SAME_PORT = 6.0
# All arrows of a diagram together look at so many points; ways beyond are no longer searched for.
MOST_SEARCHED = 60_000
_STEPS = ((1, 0), (0, 1), (-1, 0), (0, -1))


@dataclass(frozen=True)
class Route:
    """An arrow's way: the lattice points where it begins, bends and ends. Ways of one `net` may run
    on each other, from the box that they share: at the "start" or the "end" of this one.
    """

    edge: FlowEdge
    points: tuple[Point, ...]
    net: int
    shared_at: str = ""


def point_of(cell: GridCell) -> Point:
    """The lattice point of a cell's middle."""
    return 2 * cell[0] + 1, 2 * cell[1] + 1


class _Step(NamedTuple):
    """A step to a point beside another: its direction, the two points in order, what it costs on
    free ground, and whether a box stands there.
    """

    direction: int
    there: Point
    key: tuple[Point, Point]
    length: float
    boxed: bool


class _Lattice:
    """Free points, and which ways run where."""

    def __init__(self, diagram: FlowDiagram, spans: dict[str, int]) -> None:
        self.boxes = {
            (2 * node.x + 1, y)
            for node in diagram.nodes
            for y in range(2 * node.y + 1, 2 * (node.y + spans.get(node.id, 1)))
        }
        self.wide = 2 * max(node.x for node in diagram.nodes) + 2
        self.high = 2 * max(node.y + spans.get(node.id, 1) for node in diagram.nodes)
        # The nets that run through a point across, and down; and those on a step.
        self.across: dict[Point, set[int]] = defaultdict(set)
        self.down: dict[Point, set[int]] = defaultdict(set)
        self.steps: dict[tuple[Point, Point], set[int]] = defaultdict(set)
        self.nets: set[int] = set()
        # How many points all searches have looked at.
        self.searched = 0
        self._around: dict[Point, list[_Step]] = {}

    def take(self, way: list[Point], net: int) -> None:
        """Note a way, step by step."""
        self.nets.add(net)
        for here, there in pairwise(way):
            self.steps[min(here, there), max(here, there)].add(net)
            table = self.across if here[1] == there[1] else self.down
            table[here].add(net)
            table[there].add(net)

    def around(self, here: Point) -> list[_Step]:
        """The steps from a point to the free points and boxes beside it."""
        known = self._around.get(here)
        if known is None:
            known = self._around[here] = [
                self._step(here, direction)
                for direction, (dx, dy) in enumerate(_STEPS)
                if 0 <= here[0] + dx <= self.wide and 0 <= here[1] + dy <= self.high
            ]
        return known

    def _step(self, here: Point, direction: int) -> _Step:
        dx, dy = _STEPS[direction]
        there = (here[0] + dx, here[1] + dy)
        length = _DOWN if dy else _ACROSS
        if there[0] in (0, self.wide):
            length += _OUTERMOST
        key = (here, there) if dx + dy > 0 else (there, here)
        return _Step(direction, there, key, length, there in self.boxes)

    def cost(self, step: _Step, net: int) -> float:
        """What a step costs without a bend."""
        direction, there, key, cost, _ = step
        nets = self.steps.get(key)
        if nets:
            if net in nets:
                return cost * _SHARED
            cost += _BESIDE * len(nets)
        crossed = (self.across if direction % 2 else self.down).get(there)
        if crossed:
            cost += _CROSSING * (len(crossed) - (net in crossed))
        return cost

    def crowding(self, step: _Step, net: int) -> float:
        """What it costs to enter a box where other ways do, though it has room elsewhere."""
        nets = self.steps.get(step.key, ())
        return _SAME_PORT * (len(nets) - (net in nets))


class _UsedGrid:
    """The columns and rows in which boxes stand: ways are looked for in these alone, for each empty
    one would make the search longer.
    """

    def __init__(self, diagram: FlowDiagram, spans: dict[str, int]) -> None:
        self._columns = sorted({node.x for node in diagram.nodes})
        self._rows = sorted(
            {row for n in diagram.nodes for row in range(n.y, n.y + spans.get(n.id, 1))}
        )

    def packed(self, diagram: FlowDiagram) -> FlowDiagram:
        """The diagram without its empty columns and rows."""
        x_of = {x: place for place, x in enumerate(self._columns)}
        y_of = {y: place for place, y in enumerate(self._rows)}
        nodes = tuple(replace(node, x=x_of[node.x], y=y_of[node.y]) for node in diagram.nodes)
        return FlowDiagram(nodes, diagram.edges)

    def unpacked(self, point: Point) -> Point:
        """Where a point of the packed diagram lies in the whole one."""
        return _unpacked(point[0], self._columns), _unpacked(point[1], self._rows)


def _unpacked(place: int, used: list[int]) -> int:
    if place == 2 * len(used):
        return 2 * used[-1] + 2
    return 2 * used[place // 2] + place % 2


def route_edges(
    diagram: FlowDiagram, *, upright_lines: bool = True, spans: dict[str, int] | None = None
) -> list[Route]:
    """The way of every arrow, in the diagram's order. `upright_lines`: whether lines without words
    may enter boxes at their top and bottom; `spans`: how many rows a box takes, where not one.
    """
    if not diagram.nodes:
        return []
    spans = spans or {}
    nets = _nets(diagram)
    grid = _UsedGrid(diagram, spans)
    diagram = grid.packed(diagram)
    lattice = _Lattice(diagram, spans)
    cells = {node.id: (node.x, node.y) for node in diagram.nodes}
    points = {
        node.id: [point_of((node.x, node.y + row)) for row in range(spans.get(node.id, 1))]
        for node in diagram.nodes
    }

    def urgency(place: int) -> tuple[int, int, int]:
        edge = diagram.edges[place]
        (a, b), (c, d) = cells[edge.start], cells[edge.end]
        straight = (a == c) or (b == d)
        return (not straight, abs(a - c) + abs(b - d), place)

    routes: dict[int, Route] = {}
    for place in sorted(range(len(diagram.edges)), key=urgency):
        edge = diagram.edges[place]
        net, shared_at = nets[place]
        ends = points[edge.start], points[edge.end]
        way = _find_way(lattice, *ends, net, sideways=edge.spoken or not upright_lines)
        lattice.take(way, net)
        corners = tuple(grid.unpacked(point) for point in _corners(way))
        routes[place] = Route(edge, corners, net, shared_at)
    return [routes[place] for place in range(len(diagram.edges))]


def _nets(diagram: FlowDiagram) -> list[tuple[int, str]]:
    """The net of each arrow, and the end at which it is shared: "start", "end" or none.

    Arrows out of one box, or into one, share their way where it is the same, as a tree does: the
    words of each stand at its other end, which is the one nearer to the page's side. Lines without
    words that lead to the same box share one too; an arrow with words that leads both ways goes
    alone.
    """
    crowd: dict[str, int] = defaultdict(int)
    for edge in diagram.edges:
        crowd[edge.start] += 1
        crowd[edge.end] += 1
    last = max(node.x for node in diagram.nodes)
    depth = {node.id: min(node.x, last - node.x) for node in diagram.nodes}
    shared: dict[tuple[str, str, int], int] = {}
    twins: dict[tuple[str, str, str], int] = defaultdict(int)
    nets = []
    for place, edge in enumerate(diagram.edges):
        kind = _kind(edge)
        if kind == "both":
            nets.append((place, ""))
            continue
        inner = (depth[edge.start], crowd[edge.start]) > (depth[edge.end], crowd[edge.end])
        if kind != "flow":
            inner = crowd[edge.start] > crowd[edge.end]
        end = "start" if inner else "end"
        hub = edge.start if inner else edge.end
        twins[kind, edge.start, edge.end] += 1  # a second arrow between two boxes goes alone
        key = (hub, kind if kind == "line" else f"{kind}{end}", twins[kind, edge.start, edge.end])
        nets.append((shared.setdefault(key, place), end))
    return nets


def _kind(edge: FlowEdge) -> str:
    if not edge.spoken:
        return "line" if edge.both else "silent"
    return "both" if edge.both else "flow"


class _Search:
    """The cheapest way between two boxes, point by point. A way with words leaves and enters its
    boxes at a side, where the words have room.
    """

    def __init__(
        self,
        lattice: _Lattice,
        starts: list[Point],
        ends: list[Point],
        net: int,
        *,
        sideways: bool,
    ) -> None:
        self._lattice = lattice
        self._starts, self._ends = starts, ends
        self._goal, self._top = ends[0]
        self._bottom = ends[-1][1]
        self._spanning = len(starts) > 1 or len(ends) > 1
        self._net = net
        self._sideways = sideways
        self._share = _HALF_SHARED if net in lattice.nets else 1.0
        self._queue: list[tuple[float, float, Point, int]] = []
        self._costs: dict[_State, float] = {}
        self._before: dict[_State, _State | None] = {}
        self._guesses: dict[Point, float] = {}

    def way(self) -> list[Point]:
        """Every point of the way."""
        for direction in range(len(_STEPS)):
            if not (self._sideways and _STEPS[direction][1]):
                for start in self._starts:
                    self._reach((start, direction), None, self._at_box(direction))
        while self._queue:
            self._lattice.searched += 1
            if self._lattice.searched > MOST_SEARCHED:
                return _plain_way(self._lattice, self._starts[0], self._ends[0])
            _, cost, here, direction = heappop(self._queue)
            if cost > self._costs[here, direction]:
                continue
            if here in self._ends:
                return self._traced((here, direction))
            self._go_on(here, direction, cost)
        raise AssertionError("every box has free channels around it")

    def _at_box(self, direction: int) -> float:
        """What leaving or entering a box in this direction costs."""
        dx, dy = _STEPS[direction]
        if dy:
            return _VERTICAL_EXIT
        return _AWAY * (dx * (self._ends[0][0] - self._starts[0][0]) < 0)

    def _go_on(self, here: Point, direction: int, before: float) -> None:
        """Every step from a point that was reached in this direction at this cost."""
        lattice, net, starting = self._lattice, self._net, here in self._starts
        bend = _BEND + (_LOST_BEND if here[0] % 2 and here[1] % 2 else 0.0)
        for step in lattice.around(here):
            turned, there, _, _, boxed = step
            bends = turned != direction
            if bends and (starting or (turned - direction) % 4 == 2):
                continue
            ending = boxed and there in self._ends
            if boxed and (not ending or (self._sideways and turned % 2)):
                continue
            cost = before + lattice.cost(step, net)
            if self._spanning and self._enters_wide(here, ending=ending):
                cost += lattice.crowding(step, net)
            if bends:
                cost += bend
            if ending:
                cost += self._at_box(turned)
            self._reach((there, turned), (here, direction), cost)

    def _enters_wide(self, here: Point, *, ending: bool) -> bool:
        """Whether a step leaves or enters a box of several rows."""
        return (ending and len(self._ends) > 1) or (len(self._starts) > 1 and here in self._starts)

    def _reach(self, state: _State, before: _State | None, cost: float) -> None:
        if cost < self._costs.get(state, 1e9) - 1e-9:
            self._costs[state] = cost
            self._before[state] = before
            point, direction = state
            guess = self._guesses.get(point)
            if guess is None:
                guess = self._guesses[point] = self._guess(point)
            heappush(self._queue, (cost + guess, cost, point, direction))

    def _guess(self, point: Point) -> float:
        """About the least that the rest of the way costs; less where the net runs already."""
        x, y = point
        down = self._top - y if y < self._top else y - self._bottom if y > self._bottom else 0
        return self._share * (abs(x - self._goal) * _ACROSS + down * _DOWN)

    def _traced(self, state: _State) -> list[Point]:
        way = []
        current: _State | None = state
        while current is not None:
            way.append(current[0])
            current = self._before[current]
        return way[::-1]


def _find_way(
    lattice: _Lattice, starts: list[Point], ends: list[Point], net: int, *, sideways: bool
) -> list[Point]:
    """The cheapest way between two boxes, each of which takes some points of a column; with words
    straight down where nothing else goes there.
    """
    straight = []
    if sideways and starts[0][0] == ends[0][0]:
        below = ends[0][1] > starts[0][1]
        nearest = (starts[-1], ends[0]) if below else (starts[0], ends[-1])
        straight = _straight_down(lattice, *nearest)
    return straight or _Search(lattice, starts, ends, net, sideways=sideways).way()


def _straight_down(lattice: _Lattice, start: Point, end: Point) -> list[Point]:
    """The way straight up or down, where no box and no other such way is on it."""
    step = 1 if end[1] > start[1] else -1
    way = [(start[0], y) for y in range(start[1], end[1] + step, step)]
    if any(point in lattice.boxes or lattice.across.get(point) for point in way[1:-1]):
        return []
    taken = any(
        lattice.steps.get((min(here, there), max(here, there))) for here, there in pairwise(way)
    )
    return [] if taken else way


def _plain_way(lattice: _Lattice, start: Point, end: Point) -> list[Point]:
    """A way along the channels beside both boxes and the nearest one across that is free between
    them: the outermost are.
    """
    (x, y), (goal_x, goal_y) = start, end
    side = 1 if goal_x >= x else -1
    leaving = x + side
    entering = goal_x - side if goal_x != x else leaving
    between = range(min(leaving, entering) + 1, max(leaving, entering), 2)
    across = min(
        (
            line
            for line in range(0, lattice.high + 1, 2)
            if not any((column, line) in lattice.boxes for column in between)
        ),
        key=lambda line: abs(line - goal_y),
    )
    corners = [start, (leaving, y)]
    if leaving != entering:
        corners += [(leaving, across), (entering, across)]
    corners += [(entering, goal_y), end]
    way = [start]
    for there_x, there_y in corners[1:]:
        while way[-1] != (there_x, there_y):
            here_x, here_y = way[-1]
            way.append((here_x + _sign(there_x - here_x), here_y + _sign(there_y - here_y)))
    return way


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)


def _corners(way: list[Point]) -> tuple[Point, ...]:
    """The ends and the bends of a way."""
    kept = [way[0]]
    for before, here, after in zip(way, way[1:], way[2:], strict=False):
        if (before[0] == here[0]) != (here[0] == after[0]):
            kept.append(here)
    return (*kept, way[-1])
