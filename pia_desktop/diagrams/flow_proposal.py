"""The flow diagram that the answers of Ⅰ and Ⅱ suggest.

Where the information comes from stands at the left; the office, its systems and files with their
connections in the middle; contractors and receivers at the right. Each way of obtaining, using,
handing over, providing and moving is an arrow with its means and a number. A box's id says what it
stands for: `c1-4` is 委託事項4 of the first file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count

from pia_desktop.assessment.answers import Answers
from pia_desktop.diagrams.brevity import BREVITIES, IN_FULL, Brevity
from pia_desktop.diagrams.flow_layout import lay_out_diagram
from pia_desktop.diagrams.flow_means import (
    BY_HAND,
    INFORMATION_NETWORK,
    LINKAGE,
    NETWORK_ITSELF,
    means_of_sources,
    spoken_means,
)
from pia_desktop.diagrams.flow_model import FlowDiagram, FlowEdge, FlowNode
from pia_desktop.diagrams.flow_placement import amount_said, placements
from pia_desktop.diagrams.flow_systems import Outside, SystemMap
from pia_desktop.diagrams.layout_parts import LEAST_LETTER
from pia_desktop.diagrams.short_names import (
    LONGEST_NAME,
    annexes_named,
    bare_name,
    listed_names,
    municipality,
    shortened,
)
from pia_desktop.forms.diagram_value import AREA_PARTING, MOST_EDGES, MOST_NODES

OFFICE = "office"
CONTRACTORS, RECEIVERS = "委託先", "提供先"
CLOUD, GOVERNMENT_NETWORK = "ガバメントクラウド", "LGWAN"

_SOURCE_KINDS = {
    "person": "person",
    "other_department": "office",
}
_SOURCE_NAMES = {
    "person": "本人又は本人の代理人",
    "other_department": "庁内の他部署",
    "national_body": "行政機関・独立行政法人等",
    "local_body": "地方公共団体・地方独立行政法人",
    "private_company": "民間事業者",
    "other": "その他の入手元",
    NETWORK_ITSELF: "",
}
# So many boxes and arrows have no room on a page: with words in full, and with short ones.
_MOST_SAID = {False: 85, True: 115}
# Contractors, receivers outside, receivers in the house: in this order, by an id's first letter.
_SORTS = {"c": 2, "p": 3, "t": 4}
_OWN = ("自部署", "自課", "所管課", "当課", "同一部署")
_OF_A_SYSTEM = ("システム", "サーバ", "保守", "運用", "改修", "プログラム")


@dataclass
class _Arrow:
    start: str
    end: str
    means: list[str] = field(default_factory=list)
    both: bool = False


class _Arrows:
    """Numbered arrows in order; those between the same boxes are one."""

    def __init__(self, brevity: Brevity) -> None:
        self._brevity = brevity
        self._arrows: dict[tuple[str, str], _Arrow] = {}

    def add(self, start: str, end: str, means: list[str], *, both: bool = False) -> None:
        """An arrow, or further means of one that is there."""
        if start == end:
            return
        arrow = self._arrows.setdefault((start, end), _Arrow(start, end, both=both))
        arrow.means += [word for word in means if word not in arrow.means]

    def edges(self) -> list[FlowEdge]:
        """The arrows with their numbers and words."""
        return [
            FlowEdge(
                start=arrow.start,
                end=arrow.end,
                label=self._brevity.label(arrow.means),
                number=number,
                both=arrow.both,
            )
            for number, arrow in enumerate(self._arrows.values(), 1)
        ]

    def use(self, word: str) -> bool:
        """Whether an arrow has this means."""
        return any(word in arrow.means for arrow in self._arrows.values())


def propose_diagram(answers: Answers) -> FlowDiagram:
    """The diagram that the answers suggest, its boxes in their places; an empty one where Ⅰ and Ⅱ
    say nothing of systems or files. It says as much as can be read on one page: its words are
    short, and more boxes gathered, only where letters would be too small otherwise.
    """
    best, largest = FlowDiagram(), 0.0
    # With short words there are as many boxes and arrows as in full.
    short = unplaced_proposal(answers, BREVITIES[1])
    crowded = amount_said(short) > _MOST_SAID[False]
    for brevity in BREVITIES[1:] if crowded else BREVITIES:
        diagram = short if brevity == BREVITIES[1] else unplaced_proposal(answers, brevity)
        if not diagram.nodes:
            return diagram
        if _is_hopeless(diagram, brevity):
            continue
        for candidate in map(_numbered, placements(diagram)):
            letter = lay_out_diagram(candidate).smallest_letter
            if letter > largest:
                best, largest = candidate, letter
            if letter >= LEAST_LETTER:
                return candidate
    return best


def _is_hopeless(diagram: FlowDiagram, brevity: Brevity) -> bool:
    """Whether there is so much in a diagram that its letters would surely be too small."""
    most = _MOST_SAID[brevity.short_means]
    return amount_said(diagram) > most and brevity != BREVITIES[-1]


def unplaced_proposal(answers: Answers, brevity: Brevity = IN_FULL) -> FlowDiagram:
    """The diagram of this brevity with all boxes in the first cell: what there is to be said,
    without its places, which take most of the time.
    """
    return _Proposal(answers, brevity).diagram()


def _numbered(diagram: FlowDiagram) -> FlowDiagram:
    """The arrows' numbers in the order in which a reader goes: what comes in, what is done with it,
    who is handed it; each from top to bottom.
    """

    def order(edge: FlowEdge) -> tuple[int, int, int, int]:
        start, end = diagram.by_id[edge.start], diagram.by_id[edge.end]
        sort = _SORTS.get(edge.end[0], 1)
        if edge.start.startswith("in-") or (sort == 1 and not edge.both):
            return 0, start.x, start.y, end.y
        return sort, end.y, end.x, start.y

    spoken = sorted((edge for edge in diagram.edges if edge.number is not None), key=order)
    numbers = {(edge.start, edge.end): number for number, edge in enumerate(spoken, 1)}
    edges = tuple(
        edge if edge.number is None else replace(edge, number=numbers[edge.start, edge.end])
        for edge in diagram.edges
    )
    ordered = sorted(edges, key=lambda edge: edge.number or len(edges) + 1)
    return FlowDiagram(diagram.nodes, tuple(ordered))


class _Proposal:
    """Reading the answers, box by box and arrow by arrow."""

    def __init__(self, answers: Answers, brevity: Brevity) -> None:
        self._answers = answers
        self._brevity = brevity
        self._home = municipality(answers.get("cover.agency") or "")
        self._files = range(answers.count("files"))
        self._systems = SystemMap(answers, brevity.most)
        self._nodes: dict[str, FlowNode] = {}
        self._arrows = _Arrows(brevity)
        self._lines: list[FlowEdge] = []

    def diagram(self) -> FlowDiagram:
        """Boxes and arrows, all of them in the first cell so far."""
        if not self._files and not self._systems.listed:
            return FlowDiagram()
        self._add_systems()
        self._add_office()
        self._add_sources()
        self._add_uses()
        self._add_contractors()
        self._add_receivers("provisions", "p", "提供を行っている", "外")
        self._add_receivers("transfers", "t", "移転を行っている", "内")
        self._add_connections()
        edges = (*self._arrows.edges(), *self._lines)[:MOST_EDGES]
        return FlowDiagram(tuple(self._nodes.values()), edges)

    # -- the middle ---------------------------------------------------------------------------

    def _shortened(self, name: str) -> str:
        return shortened(name, self._brevity.longest_name)

    def _cut(self, name: str) -> str:
        """The name of what is the office's own, which is cut only where room is scarce."""
        return name if self._brevity.longest_name == LONGEST_NAME else self._shortened(name)

    def _most_of(self, number: int) -> int:
        """How many of so many stand in boxes of their own: all, or one less than there may be."""
        most = self._brevity.most
        return number if number <= most else most - 1

    def _put(self, node_id: str, kind: str, label: str, area: str = "") -> str:
        self._nodes.setdefault(node_id, FlowNode(id=node_id, kind=kind, label=label, area=area))
        return node_id

    def _add_systems(self) -> None:
        systems = self._systems
        for number in systems.shown:
            label = self._cut(systems.label(number))
            self._put(systems.id_of(number), "system", label, self._area_of(number))
        if systems.gathered:
            self._put("sx", "system", f"ほか{systems.gathered}システム", self._home)
        for index in self._files:
            name = bare_name(self._answers.get(f"files[{index}].name") or "")
            owner = systems.owner(index)
            area = self._home if owner is None else self._area_of(owner)
            label = self._cut(name) or f"特定個人情報ファイル{index + 1}"
            own = self._file_id(index)
            if own == "fx":
                label = f"ほか{len(self._files) - self._brevity.most + 1}ファイル"
            self._put(own, "file", label, area)
            if owner is not None:
                self._line(systems.id_of(owner), own)

    def _file_id(self, index: int) -> str:
        """The id of a file's box: those beyond the most that there may be have one together."""
        most = self._brevity.most
        gathered = len(self._files) > most and index >= most - 1
        return "fx" if gathered else f"f{index + 1}"

    def _area_of(self, number: int) -> str:
        place = self._systems.place(number)
        if place is Outside.CLOUD:
            return f"{self._home}{AREA_PARTING}{CLOUD}"
        if place is Outside.GOVERNMENT_NETWORK:
            return GOVERNMENT_NETWORK
        return self._home if place is Outside.NO else ""

    def _holder(self, index: int) -> str:
        """Where a file's information is handled: its system, or the file itself without one."""
        owner = self._systems.owner(index)
        return self._systems.id_of(owner) if owner is not None else self._file_id(index)

    def _gateway(self, index: int) -> str:
        """Where 情報提供ネットワークシステム is reached from."""
        server = self._systems.gateway
        return self._systems.id_of(server) if server is not None else self._holder(index)

    def _add_office(self) -> None:
        names: list[str] = []
        for address in ("department.name", *(f"files[{i}].department" for i in self._files)):
            text = (self._answers.get(address) or "").strip()
            names += [name for name in listed_names(text) if name not in names]
            if names and address == "department.name":
                break
        self._put(OFFICE, "office", _joined(names) or "事務担当部署", self._home)

    # -- obtaining ----------------------------------------------------------------------------

    def _add_sources(self) -> None:
        named: dict[str, list[str]] = {}
        for index in self._files:
            for option, text in self._sources(index):
                names = named.setdefault(option, [])
                names += [name for name in listed_names(text) if name not in names]
        for option, default in _SOURCE_NAMES.items():
            if option in named and not self._is_own(named[option]):
                area = self._home if option == "other_department" else ""
                kind = _SOURCE_KINDS.get(option, "outside")
                if option == NETWORK_ITSELF and LINKAGE in named[option]:
                    kind, area = "system", self._home
                self._put(f"in-{option}", kind, _joined(named[option]) or default, area)
        for option in _SOURCE_NAMES:
            for index in self._files:
                for own, text in self._sources(index):
                    if own == option:
                        self._obtain(index, option, text)

    def _sources(self, index: int) -> Iterator[tuple[str, str]]:
        address = f"files[{index}].source"
        ticks = self._answers.get(address) or {}
        for option in self._answers.form.by_id["files[].source"].options:
            if option.key in ticks:
                tick = ticks[option.key]
                yield option.id, tick if isinstance(tick, str) else ""
        means = means_of_sources(self._answers, index)
        for word in means.get(NETWORK_ITSELF, ()):
            yield NETWORK_ITSELF, word
        if "other" in means and all(option != "other" for option in self._ticked_sources(index)):
            yield "other", ""

    def _ticked_sources(self, index: int) -> list[str]:
        ticks = self._answers.get(f"files[{index}].source") or {}
        options = self._answers.form.by_id["files[].source"].options
        return [option.id for option in options if option.key in ticks]

    def _is_own(self, names: list[str]) -> bool:
        return bool(names) and all(any(own in name for own in _OWN) for name in names)

    def _obtain(self, index: int, option: str, text: str) -> None:
        means = means_of_sources(self._answers, index)[option]
        start = f"in-{option}"
        if option == NETWORK_ITSELF:
            self._arrows.add(start, self._entry(index, text), [])
            return
        if start not in self._nodes:  # from the office's own work
            other = self._systems.named_in(" ".join(means))
            own = self._systems.id_of(other) if other is not None else OFFICE
            self._arrows.add(own, self._holder(index), [text] if text else [])
            return
        by_hand = [word for word in means if word in BY_HAND]
        if by_hand or not means:
            self._arrows.add(start, OFFICE, spoken_means(by_hand))
        for word in means:
            if word in by_hand:
                continue
            end = self._entry(index, word)
            self._arrows.add(start, end, spoken_means([word]))

    def _entry(self, index: int, word: str) -> str:
        """The system that what comes by this means enters first."""
        if word == INFORMATION_NETWORK:
            return self._gateway(index)
        named = self._systems.named_in(word)
        if named is None:
            named = self._systems.naming(word)
        if named is None:
            named = self._systems.connected_to(word)
        if named is None or word == LINKAGE:
            return self._holder(index)
        if not self._systems.is_connected(named):
            self._line(self._systems.id_of(named), self._holder(index))
        return self._systems.id_of(named)

    # -- using, handing over, giving ------------------------------------------------------------

    def _add_uses(self) -> None:
        for index in self._files:
            self._arrows.add(OFFICE, self._holder(index), ["入力・照会"], both=True)

    def _add_contractors(self) -> None:
        shown: dict[str, str] = {}
        places = [
            (index, place)
            for index in self._files
            for place in range(self._answers.count(f"files[{index}].outsourcing"))
        ]
        entries = [(i, p, self._contract(i, p)) for i, p in places]
        written = [entry for entry in entries if entry[2][0]]
        most = self._most_of(len(written))
        for number, (index, place, (name, means, start)) in enumerate(written):
            if number >= most:
                label = f"ほか{len(written) - most}件"
                self._put("cx", "outside", label, CONTRACTORS)
                self._arrows.add(start, "cx", means)
                continue
            own = shown.setdefault(name, f"c{index + 1}-{place + 1}")
            self._put(own, "outside", self._shortened(name), CONTRACTORS)
            self._arrows.add(start, own, means)

    def _contract(self, index: int, place: int) -> tuple[str, list[str], str]:
        """An outsourced task: its name, the means, and the box that it is handed over from."""
        address = f"files[{index}].outsourcing[{place}]"
        name = (self._answers.get(f"{address}.name") or "").strip()
        ticks = self._answers.get(f"{address}.delivery") or {}
        means = _ticked(ticks)
        content = f"{name}{self._answers.get(f'{address}.content') or ''}"
        by_hand = bool(means) and all(word in BY_HAND for word in means)
        of_a_system = bool(means) or any(word in name for word in _OF_A_SYSTEM)
        if not means:
            of_a_system = of_a_system or "システム" in content[:60]
        start = OFFICE if by_hand or not of_a_system else self._holder(index)
        return name, spoken_means(means), start

    def _add_receivers(self, repeat: str, letter: str, ticked: str, side: str) -> None:
        area = RECEIVERS if side == "外" else self._home
        kind = "outside" if side == "外" else "office"
        written = [
            (index, place, name)
            for index in self._files
            for place in range(self._answers.count(f"files[{index}].{repeat}"))
            if (name := (self._answers.get(f"files[{index}].{repeat}[{place}].name") or "").strip())
        ]
        more = {index: self._unlisted(index, repeat, ticked) for index in self._files}
        most = self._most_of(len(written))
        shown: dict[str, str] = {}
        for number, (index, place, name) in enumerate(written):
            ticks = self._answers.get(f"files[{index}].{repeat}[{place}].method") or {}
            means = _ticked(ticks)
            start = self._gateway(index) if INFORMATION_NETWORK in means else self._holder(index)
            if number >= most:
                rest = len(written) - most + sum(more.values())
                self._put(f"{letter}x", kind, _others(rest, self._annex(repeat)), area)
                self._arrows.add(start, f"{letter}x", spoken_means(means))
                continue
            label = self._shortened(name)
            annex = annexes_named(name)
            if annex and more[index]:
                total = more[index] + self._answers.count(f"files[{index}].{repeat}")
                own_words = label.removesuffix("など")
                label = f"{own_words}など{total}件（{annex}）"
                more[index] = 0
            elif annex:
                label = f"{label}（{annex}）"
            own = shown.setdefault(label, f"{letter}{index + 1}-{place + 1}")
            self._put(own, kind, label, area)
            self._arrows.add(start, own, spoken_means(means))
        if len(written) <= most and any(more.values()):
            self._gather(letter, kind, area, more, repeat)

    def _gather(self, letter: str, kind: str, area: str, more: dict[int, int], repeat: str) -> None:
        """One box for what is counted and not written."""
        label = _others(sum(more.values()), self._annex(repeat))
        own = self._put(f"{letter}x", kind, label, area)
        for index, rest in more.items():
            if rest:
                self._arrows.add(self._holder(index), own, [])

    def _unlisted(self, index: int, repeat: str, ticked: str) -> int:
        """How many receivers are counted beyond those that are written."""
        ticks = self._answers.get(f"files[{index}].sharing_exists") or {}
        counted = ticks.get(ticked)
        listed = self._answers.count(f"files[{index}].{repeat}")
        return max(counted - listed, 0) if isinstance(counted, int) and listed else 0

    def _annex(self, repeat: str) -> str:
        """The annex that lists the receivers, by what their names say."""
        for index in self._files:
            for place in range(self._answers.count(f"files[{index}].{repeat}")):
                name = self._answers.get(f"files[{index}].{repeat}[{place}].name") or ""
                if annexes_named(name):
                    return annexes_named(name)
        return ""

    # -- connections --------------------------------------------------------------------------

    def _line(self, start: str, end: str) -> None:
        pair = {start, end}
        if start != end and all({line.start, line.end} != pair for line in self._lines):
            self._lines.append(FlowEdge(start=start, end=end, both=True))

    def _add_connections(self) -> None:
        systems = self._systems
        by_linkage = self._arrows.use(LINKAGE)
        for start, end in systems.connections():
            self._line(systems.id_of(start), systems.id_of(end))
        ids = count(1)
        for name, where, connected in systems.unlisted():
            if name == INFORMATION_NETWORK and self._arrows.use(INFORMATION_NETWORK):
                continue  # the arrows with this means say it
            if where is Outside.NO and by_linkage and "in-other_department" in self._nodes:
                continue  # reached by 庁内連携システム, as an arrow says
            if name in (LINKAGE,) and by_linkage:
                continue
            own = self._same_named(name) or f"x{next(ids)}"
            if own not in self._nodes and len(self._nodes) >= MOST_NODES:
                break
            area = self._home if where is Outside.NO else ""
            kind = "system" if where is Outside.NO else "outside"
            self._put(own, kind, name, area)
            for number in connected:
                self._line(systems.id_of(number), own)

    def _same_named(self, name: str) -> str:
        return next((node.id for node in self._nodes.values() if node.label == name), "")


def _ticked(ticks: dict[str, object]) -> list[str]:
    """The ticked means; what stands in その他's bracket for その他."""
    words = []
    for key, tick in ticks.items():
        words += [tick.strip()] if isinstance(tick, str) and tick.strip() else [key]
    return words


def _joined(names: list[str], most: int = 6) -> str:
    """The names in one box; beyond so many 「など」."""
    if len(names) <= most:
        return "、".join(names)
    return "、".join(names[: most - 1]) + "など"


def _others(number: int, annex: str) -> str:
    return f"ほか{number}件（{annex}）" if annex else f"ほか{number}件"
