"""The places of a proposed diagram's boxes: in columns from left to right, in bands from top to
bottom, and in each of them near what they are connected with.

Columns: sources, the office, systems with their files, systems that serve the others, contractors
and receivers. Bands: what stands in the cloud, what else stands in the house, what stands outside;
so that a frame holds what belongs to it and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import product

from pia_desktop.diagrams.box_spans import wanted_spans
from pia_desktop.diagrams.flow_model import FlowDiagram, FlowNode
from pia_desktop.diagrams.page_fit import likely_scale
from pia_desktop.forms.diagram_value import AREA_PARTING

_LEFT, _OFFICE, _BUSINESS, _SERVING, _RIGHT = range(0, 50, 10)
_CLOUD_BAND, _HOUSE_BAND, _OUTSIDE_BAND = range(3)

# The rank of systems without a file, behind those of the files in their order.
_LAST = 1_000
# Sweeps of the barycentre pass; more change nothing.
_SWEEPS = 6
# Columns of more rows than this are also tried as two.
_TALL = 8


@dataclass
class _Unit:
    """Boxes that stand below each other: a system with its files, or one box. `rank` keeps groups
    of a column in order.
    """

    nodes: list[FlowNode]
    column: int
    band: int
    rank: int = 0
    row: int = 0
    spans: dict[str, int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """The rows that it takes."""
        return sum(self.spans.get(node.id, 1) for node in self.nodes)

    def rows(self) -> Iterator[tuple[FlowNode, int, int]]:
        """Each box with its first row and the number of its rows."""
        row = self.row
        for node in self.nodes:
            span = self.spans.get(node.id, 1)
            yield node, row, span
            row += span


@dataclass(frozen=True)
class ColumnPlan:
    """In how many columns systems, and contractors with receivers, stand; whether systems that
    serve the others have a column of their own, and receivers in the house stand in it instead of
    below the office; `spanning`: whether boxes take as many rows as arrows end at them.
    """

    business: int = 1
    right: int = 1
    serving: bool = True
    spanning: bool = False


_ROOMY = tuple(ColumnPlan(b, r) for b, r in product((1, 2), repeat=2))
# More boxes and words than this have no room with gaps around them.
_MOST_ROOMY = 60
_CLOSE = {
    (b, r): ColumnPlan(b, r, serving=False, spanning=True)
    for b, r in ((1, 1), (1, 2), (2, 2), (3, 3))
}
# More contractors and receivers than this don't stand in one column.
_MOST_AT_RIGHT = 16


def amount_said(diagram: FlowDiagram) -> int:
    """How many boxes and words of arrows it has."""
    return len(diagram.nodes) + sum(edge.spoken for edge in diagram.edges)


def placements(diagram: FlowDiagram) -> Iterator[FlowDiagram]:
    """The diagram with its boxes in places, the first those that let it be largest with room around
    everything, the others those of a crowded page.
    """
    if amount_said(diagram) <= _MOST_ROOMY:
        yield max((_Placement(diagram, plan).diagram() for plan in _ROOMY), key=likely_scale)
    at_right = sum(node.kind == "outside" and node.id[0] in "cpx" for node in diagram.nodes)
    for (_, right), plan in _CLOSE.items():
        if right > 1 or at_right <= _MOST_AT_RIGHT:
            yield _Placement(diagram, plan).diagram()


class _Placement:
    def __init__(self, diagram: FlowDiagram, plan: ColumnPlan) -> None:
        self._diagram = diagram
        self._plan = plan
        self._spans = wanted_spans(diagram) if plan.spanning else {}
        self._neighbours: dict[str, list[str]] = defaultdict(list)
        for edge in diagram.edges:
            self._neighbours[edge.start].append(edge.end)
            self._neighbours[edge.end].append(edge.start)
        self._units = self._make_units()
        self._split(_BUSINESS, plan.business)
        self._split(_RIGHT, plan.right)
        self._split_rooms: tuple[int, dict[int, tuple[int, int]]] | None = None
        self._unit_of = {node.id: unit for unit in self._units for node in unit.nodes}

    def diagram(self) -> FlowDiagram:
        bands = self._bands()
        self._first_rows(bands)
        columns = sorted({unit.column for unit in self._units})
        for sweep in range(_SWEEPS):
            for column in columns if sweep % 2 == 0 else reversed(columns):
                self._settle(column, bands)
        x_of = {column: x for x, column in enumerate(columns)}
        cells = {}
        rows: set[int] = set()
        for unit in self._units:
            for node, row, span in unit.rows():
                cells[node.id] = (x_of[unit.column], row)
                rows.update(range(row, row + span))
        used = {row: y for y, row in enumerate(sorted(rows))}
        nodes = tuple(
            replace(node, x=cells[node.id][0], y=used[cells[node.id][1]])
            for node in self._diagram.nodes
        )
        return FlowDiagram(nodes, self._diagram.edges)

    # -- columns and bands ------------------------------------------------------------------------

    def _make_units(self) -> list[_Unit]:
        files = self._files_by_system()
        glued = {node.id for group in files.values() for node in group}
        units = []
        for node in self._diagram.nodes:
            if node.id in glued:
                continue
            column, band, rank = self._place_of(node)
            if column == _SERVING and not self._plan.serving:
                column = _OFFICE if node.kind == "office" else _BUSINESS
            nodes = [node, *files.get(node.id, ())]
            units.append(_Unit(nodes, column, band, rank, spans=self._spans))
        return units

    def _files_by_system(self) -> dict[str, list[FlowNode]]:
        by_id = self._diagram.by_id
        files: dict[str, list[FlowNode]] = defaultdict(list)
        for edge in self._diagram.edges:
            if by_id[edge.end].kind == "file" and by_id[edge.start].kind == "system":
                files[edge.start].append(by_id[edge.end])
        return files

    def _place_of(self, node: FlowNode) -> tuple[int, int, int]:
        """Column, band, and rank in the column."""
        band = _band_of(node)
        if node.id.startswith("in-") and not node.area:  # a source
            return _LEFT, _OUTSIDE_BAND, 0
        if node.id == "office" or node.id.startswith("in-"):
            return _OFFICE, _HOUSE_BAND, 0
        if node.kind == "outside":
            rank = {"c": 0, "x": 1, "p": 2}[node.id[0]]
            return _RIGHT, _OUTSIDE_BAND, rank
        if node.kind == "office":
            return _SERVING, _HOUSE_BAND, 1
        if node.kind == "system" and (self._serves(node) or node.id.startswith("x")):
            return _SERVING, band, 0
        if band == _OUTSIDE_BAND:
            entered = any(name.startswith("in-") for name in self._neighbours[node.id])
            return (_OFFICE if entered else _SERVING), band, 0
        keeps = [name[1:] for name in self._neighbours[node.id] if name[0] == "f"]
        return _BUSINESS, band, min((int(n) for n in keeps if n.isdecimal()), default=_LAST)

    def _serves(self, node: FlowNode) -> bool:
        """Whether a system has no file, and more to do with systems than with people."""
        names = self._neighbours[node.id]
        by_id = self._diagram.by_id
        if any(by_id[name].kind == "file" for name in names):
            return False
        return any(word in node.label for word in ("宛名", "中間サーバ", "連携"))

    def _split(self, column: int, parts: int) -> None:
        """The column as several, where it is tall; each group of it in even parts, so that its
        frame holds nothing else.
        """
        own = [unit for unit in self._units if unit.column == column]
        if sum(unit.size for unit in own) <= _TALL:
            return
        groups: dict[tuple[int, int], list[_Unit]] = defaultdict(list)
        for unit in own:
            groups[unit.band, unit.rank if column == _RIGHT else 0].append(unit)
        for group in groups.values():
            total, passed = sum(unit.size for unit in group), 0
            for unit in sorted(group, key=lambda unit: unit.rank):
                part = int((passed + unit.size / 2) / total * parts)
                unit.column = column + min(part, parts - 1)
                passed += unit.size

    def _right_rooms(self, total: int) -> dict[int, tuple[int, int]]:
        """The rows of each group of the right columns: its first and the one after its last."""
        sizes: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for unit in self._units:
            if unit.column // 10 == _RIGHT // 10:
                sizes[unit.rank][unit.column] += unit.size
        needed = {rank: max(own.values()) for rank, own in sorted(sizes.items())}
        rooms, start = {}, 0
        spare = max(total - sum(needed.values()), 0)
        for number, (rank, size) in enumerate(needed.items()):
            share = spare if number == len(needed) - 1 else spare * size // (size + 1) // 2
            spare -= share
            rooms[rank] = (start, start + size + share)
            start += size + share
        return rooms

    def _bands(self) -> list[tuple[int, int]]:
        """The first row and the number of rows of each band."""
        sizes = [0, 0, 0]
        for column in {unit.column for unit in self._units} - {_LEFT, _OFFICE}:
            for band in range(3):
                if column // 10 == _RIGHT // 10:
                    continue  # they have rows of their own
                own = [u.size for u in self._units if u.column == column and u.band == band]
                sizes[band] = max(sizes[band], sum(own))
        office = [u for u in self._units if u.column == _OFFICE]
        inner = sum(unit.size for unit in office if unit.band != _OUTSIDE_BAND)
        outer = sum(unit.size for unit in office if unit.band == _OUTSIDE_BAND)
        sizes[_OUTSIDE_BAND] = max(sizes[_OUTSIDE_BAND], outer)
        lack = inner - sizes[0] - sizes[1]
        sizes[_HOUSE_BAND if sizes[_HOUSE_BAND] else _CLOUD_BAND] += max(lack, 0)
        left = sum(unit.size for unit in self._units if unit.column == _LEFT)
        right = max((end for _, end in self._right_rooms(0).values()), default=0)
        lack = max(left, right) - sum(sizes)
        if lack > 0:
            upper = lack // 2 if sizes[0] and sizes[1] else lack if sizes[0] else 0
            sizes[0] += upper
            sizes[1] += lack - upper
        starts = [0, sizes[0], sizes[0] + sizes[1]]
        return list(zip(starts, sizes, strict=True))

    def _is_split(self) -> bool:
        return any(unit.column > _RIGHT for unit in self._units)

    def _room_of(self, unit: _Unit, bands: list[tuple[int, int]]) -> tuple[int, int]:
        """The rows in which a unit may stand: its first and the one after its last."""
        end = bands[2][0] + bands[2][1]
        if unit.column == _LEFT:
            return 0, end
        if unit.column // 10 == _RIGHT // 10:
            if self._split_rooms is None or self._split_rooms[0] != end:
                self._split_rooms = (end, self._right_rooms(end) if self._is_split() else {})
            return self._split_rooms[1].get(unit.rank, (0, end))
        if unit.column == _OFFICE and unit.band != _OUTSIDE_BAND:
            return 0, bands[2][0]
        start, size = bands[unit.band]
        return start, start + size

    # -- rows -------------------------------------------------------------------------------------

    def _first_rows(self, bands: list[tuple[int, int]]) -> None:
        for column in {unit.column for unit in self._units}:
            own = [unit for unit in self._units if unit.column == column]
            wanted = {id(unit): float(place) for place, unit in enumerate(own)}
            self._assign(own, wanted, bands)

    def _settle(self, column: int, bands: list[tuple[int, int]]) -> None:
        """One step of the barycentre pass: every unit as near as can be to the mean row of what it
        is connected with.
        """
        own = [unit for unit in self._units if unit.column == column]
        wanted = {}
        for unit in own:
            rows = [
                self._row_of(name)
                for node in unit.nodes
                for name in self._neighbours[node.id]
                if self._unit_of[name] is not unit
            ]
            mean = sum(rows) / len(rows) if rows else float(unit.row)
            wanted[id(unit)] = mean - (unit.size - 1) / 2 * (len(rows) > 1)
        self._assign(own, wanted, bands)

    def _row_of(self, node_id: str) -> float:
        unit = self._unit_of[node_id]
        return next(row + (span - 1) / 2 for node, row, span in unit.rows() if node.id == node_id)

    def _assign(
        self, own: list[_Unit], wanted: dict[int, float], bands: list[tuple[int, int]]
    ) -> None:
        """Rows for a column's units, so that they move least from where they want to be."""
        rooms: dict[tuple[int, int], list[_Unit]] = defaultdict(list)
        for unit in own:
            rooms[self._room_of(unit, bands)].append(unit)
        for (start, end), units in rooms.items():
            units.sort(key=lambda unit: (unit.rank, wanted[id(unit)], unit.row))
            for unit, row in zip(
                units,
                _nearest_rows([(u.size, wanted[id(u)]) for u in units], start, end),
                strict=True,
            ):
                unit.row = row


def _nearest_rows(units: list[tuple[int, float]], start: int, end: int) -> list[int]:
    """Rows in this order from `start` on, without overlap, that differ least from those wanted:
    over all rows the least sum of squares.
    """
    needed = sum(size for size, _ in units)
    end = max(end, start + needed)
    states: dict[int, tuple[float, list[int]]] = {start: (0.0, [])}
    rest = needed
    for size, wanted in units:
        rest -= size
        following: dict[int, tuple[float, list[int]]] = {}
        best: tuple[float, list[int]] | None = None
        for free in range(start, end - rest - size + 1):
            if free in states and (best is None or states[free][0] < best[0]):
                best = states[free]
            if best is not None:
                cost = best[0] + (free - wanted) ** 2
                following[free + size] = (cost, [*best[1], free])
        states = following
    return min(states.values(), key=lambda state: state[0])[1] if states else []


def _band_of(node: FlowNode) -> int:
    if AREA_PARTING in node.area:
        return _CLOUD_BAND
    is_house = node.area and node.id != "office" and node.area != "LGWAN"
    return _HOUSE_BAND if is_house or node.kind == "office" else _OUTSIDE_BAND
