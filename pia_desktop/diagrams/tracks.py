"""Where in its channel each stretch of a way runs: beside the others, in the order in which they
cross least.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from pia_desktop.diagrams.edge_routes import Route

# How much an offset of one point shifts an end that lies on the same line of the lattice as others.
_SHIFT = 0.0005
_MOST_ROUNDS = 60

# Across (a line of the lattice with one y) or down (with one x).
LatticeLine = tuple[bool, int]
# A way by its place, and a stretch of it.
StretchKey = tuple[int, int]


@dataclass
class _End:
    """An end of a stretch: where on the line, the side to which its way goes on (0: a box), and
    the track on which it does.
    """

    position: int
    side: int
    following: StretchKey | None
    track: Track | None = None

    @property
    def exact(self) -> float:
        """Where it is, with the offset of the track that it meets."""
        return self.position + (self.track.offset * _SHIFT if self.track else 0.0)


@dataclass
class Track:
    """Stretches of one net on one line that touch: they run as one. `half` is the room beside it
    that its words take.
    """

    net: int
    begin: int
    end: int
    half: float = 0.0
    ends: list[_End] = field(default_factory=list)
    offset: float = 0.0

    def overlaps(self, other: Track) -> bool:
        """Whether both run along one stretch, or meet end to end."""
        return self.begin <= other.end and other.begin <= self.end

    def leaning(self) -> float:
        """To which side its ways go on, from -1 to 1."""
        return sum(end.side for end in self.ends) / len(self.ends)

    def exact_extent(self) -> tuple[float, float]:
        """Its ends with the offsets of the tracks that they meet."""
        places = [end.exact for end in self.ends]
        return min(places), max(places)


@dataclass(frozen=True)
class Tracks:
    """The tracks of all ways, by way and stretch, and by line."""

    of: dict[StretchKey, Track]
    lines: dict[LatticeLine, list[Track]]

    def extent(self, line: LatticeLine) -> tuple[float, float]:
        """How far a line's tracks reach to either side of its middle, with their words."""
        tracks = self.lines.get(line, ())
        if not tracks:
            return 0.0, 0.0
        low = min(track.offset - track.half for track in tracks)
        high = max(track.offset + track.half for track in tracks)
        return max(-low, 0.0), max(high, 0.0)


def lay_tracks(
    routes: Sequence[Route],
    halves: dict[StretchKey, float],
    pitch: float = 7.0,
    label_gap: float = 3.5,
) -> Tracks:
    """A track for each stretch. `halves`: half the room that words take across a stretch; `pitch`
    and `label_gap` the least distance between two ways, and between a way and words.
    """
    of: dict[StretchKey, Track] = {}
    lines: dict[LatticeLine, list[Track]] = defaultdict(list)
    pieces: dict[tuple[LatticeLine, int], list[tuple[Track, StretchKey]]] = defaultdict(list)
    for place, route in enumerate(routes):
        for stretch in range(len(route.points) - 1):
            key = (place, stretch)
            line, track = _track_of(route, place, stretch)
            track.half = halves.get(key, 0.0)
            pieces[line, route.net].append((track, key))
    for (line, _), group in sorted(pieces.items()):
        for track, keys in _merged(group):
            lines[line].append(track)
            of.update(dict.fromkeys(keys, track))
    for track in of.values():
        for end in track.ends:
            end.track = of[end.following] if end.following else None
    channels = [line for line in sorted(lines) if line[1] % 2 == 0]
    middles = [line for line in sorted(lines) if line[1] % 2]
    for line in (*channels, *middles, *channels, *middles):
        _order_line(lines[line], pitch, label_gap)
    return Tracks(of, dict(lines))


def _track_of(route: Route, place: int, stretch: int) -> tuple[LatticeLine, Track]:
    points = route.points
    here, there = points[stretch], points[stretch + 1]
    axis = 0 if here[1] == there[1] else 1
    ends = []
    for point, beyond, following in (
        (here, stretch - 1, stretch - 1),
        (there, stretch + 2, stretch + 1),
    ):
        if 0 <= beyond < len(points):
            ahead = points[beyond][1 - axis] > point[1 - axis]
            ends.append(_End(point[axis], 1 if ahead else -1, (place, following)))
        else:
            ends.append(_End(point[axis], 0, None))
    extent = sorted((here[axis], there[axis]))
    return (axis == 0, here[1 - axis]), Track(route.net, extent[0], extent[1], ends=ends)


def _merged(group: list[tuple[Track, StretchKey]]) -> list[tuple[Track, list[StretchKey]]]:
    """The stretches of one net on one line, those that touch as one."""
    out: list[tuple[Track, list[StretchKey]]] = []
    for track, key in sorted(group, key=lambda pair: (pair[0].begin, pair[0].end, pair[1])):
        if out and track.begin <= out[-1][0].end:
            whole, keys = out[-1]
            whole.end = max(whole.end, track.end)
            whole.half = max(whole.half, track.half)
            whole.ends += track.ends
            keys.append(key)
        else:
            out.append((track, [key]))
    return out


def _order_line(tracks: list[Track], pitch: float, label_gap: float) -> None:
    """Give a line's tracks their offsets: ordered so that they cross least, as close together as
    they may be, and around the line's middle.
    """
    order = sorted(tracks, key=lambda track: (track.leaning(), track.begin, track.net))
    extents = {id(track): track.exact_extent() for track in tracks}
    cost = {(id(a), id(b)): _crossings(a, b, extents) for a in tracks for b in tracks if a is not b}
    better, rounds = True, 0
    while better and rounds < _MOST_ROUNDS:
        better, rounds = False, rounds + 1
        for place in range(len(order) - 1):
            first, second = order[place], order[place + 1]
            if cost[id(second), id(first)] < cost[id(first), id(second)]:
                order[place], order[place + 1] = second, first
                better = True
    _spread(order, pitch, label_gap)


def _crossings(low: Track, high: Track, extents: dict[int, tuple[float, float]]) -> int:
    """How often the two cross if they run in this order."""
    if not low.overlaps(high):
        return 0
    begin, end = extents[id(high)]
    out = sum(1 for turn in low.ends if turn.side > 0 and begin < turn.exact < end)
    begin, end = extents[id(low)]
    return out + sum(1 for turn in high.ends if turn.side < 0 and begin < turn.exact < end)


def _spread(order: list[Track], pitch: float, label_gap: float) -> None:
    """Offsets in this order; tracks that don't overlap may have the same."""
    groups: list[list[Track]] = []
    for place, track in enumerate(order):
        track.offset = 0.0
        for before in order[:place]:
            if before.overlaps(track):
                words = before.half + track.half
                gap = max(pitch, words + label_gap) if words else pitch
                track.offset = max(track.offset, before.offset + gap)
        touching = [group for group in groups if any(other.overlaps(track) for other in group)]
        joined = [other for group in touching for other in group] + [track]
        groups = [group for group in groups if group not in touching] + [joined]
    for group in groups:
        low = min(track.offset - track.half for track in group)
        high = max(track.offset + track.half for track in group)
        for track in group:
            track.offset -= (low + high) / 2
