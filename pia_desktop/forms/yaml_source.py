"""A definition file's plain content with the line of every entry, and the faults noted in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from pia_desktop.forms.yaml_errors import explain_yaml_error

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # a PyYAML built without libyaml reads the same, more slowly
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

# The keys and positions on the way to an entry: ("sections", 0, "headings", 2).
Location = tuple[str | int, ...]

# How far in an item stands: ("sections", 0, "headings", 0, "items", 0).
_ITEM_DEPTH = 6

_TAG = "tag:yaml.org,2002:"
_BUILT = frozenset(f"{_TAG}{kind}" for kind in ("bool", "int", "float", "null"))
# Dates, 「=」 and 「<<」 have tags of their own in YAML 1.1; in a definition they are texts.
_TEXTS = frozenset(f"{_TAG}{kind}" for kind in ("str", "timestamp", "value", "merge"))


@dataclass(frozen=True, order=True)
class Fault:
    """One fault of a file: its line, counted from 1, and what is wrong in Japanese."""

    line: int
    message: str


@dataclass
class Source:
    """A definition file that was read: its plain content, and the line of each entry in it."""

    path: Path
    content: Any = None
    lines: dict[Location, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    _faulty: set[Location] = field(default_factory=set)

    def line(self, location: Location) -> int:
        """The line of an entry, or of the nearest entry around it; 1 where nothing is known."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)

    def place(self, location: Location) -> str:
        """「file:line」 of an entry, as a fault names it."""
        return f"{self.path.name}:{self.line(location)}"

    def fault(self, location: Location, message: str) -> None:
        """Note a fault of the entry at a location."""
        self._faulty.add(location)
        self.faults.append(Fault(self.line(location), message))

    def is_faulty(self, location: Location) -> bool:
        """Whether a fault was noted of exactly this entry."""
        return location in self._faulty

    def is_faulty_within(self, location: Location) -> bool:
        """Whether a fault was noted of this entry or of anything in it."""
        return any(place[: len(location)] == location for place in self._faulty)

    def lacks_items(self) -> bool:
        """Whether a section, a heading or an item is lost because of a fault in its shape."""
        return any(
            place[:1] == ("sections",) and len(place) <= _ITEM_DEPTH for place in self._faulty
        )

    def report(self) -> list[str]:
        """Each fault as 「file:line: message」, by line."""
        in_order = sorted(set(self.faults))
        return [f"{self.path.name}:{fault.line}: {fault.message}" for fault in in_order]


@dataclass(frozen=True)
class Origin:
    """Which entry of which file said something."""

    source: Source
    location: Location

    def within(self, *keys: str | int) -> Origin:
        """An entry inside of this one."""
        return Origin(self.source, (*self.location, *keys))

    def is_faulty(self) -> bool:
        """Whether a fault was noted of exactly this entry."""
        return self.source.is_faulty(self.location)

    def is_faulty_within(self) -> bool:
        """Whether a fault was noted of this entry or of anything in it."""
        return self.source.is_faulty_within(self.location)

    def fault(self, message: str) -> None:
        """Note a fault of this entry."""
        self.source.fault(self.location, message)

    def __str__(self) -> str:
        """「file:line」."""
        return self.source.place(self.location)


def read_source(path: Path, data: bytes) -> Source:
    """Read YAML without building anything but plain values; every fault is noted in the source.

    Keys that stand twice, aliases, tags and keys that are no text are faults too.
    """
    source = Source(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        source.faults.append(Fault(line, f"UTF-8で書かれていません{_encoding_hint(data)}"))
        return source
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        problem = explain_yaml_error(error, text)
        source.faults.append(Fault(problem.line, f"YAMLとして読めません：{problem.reason}"))
        return source
    if node is None:
        source.fault((), "中身がありません")
    else:
        source.content = _PlainValues(source).build(node, ())
    return source


def _encoding_hint(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "（UTF-16で保存されているようです）"
    try:
        data.decode("cp932")
    except UnicodeDecodeError:
        return ""
    return "（Shift_JIS（ANSI）で保存されているようです）"


class _PlainValues:
    """Turns composed nodes into dicts, lists and scalars, noting each entry's line."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._scalars = yaml.constructor.SafeConstructor()
        self._visited: set[int] = set()

    def build(self, node: yaml.Node, location: Location) -> Any:
        source = self._source
        if id(node) in self._visited:  # the same node again: an alias, perhaps of what is around it
            source.fault(location, "「&」と「*」で同じ値を使い回すことはできません")
            return None
        self._visited.add(id(node))
        source.lines.setdefault(location, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, location)
        if isinstance(node, yaml.SequenceNode):
            return self._sequence(node, location)
        return self._scalar(node, location)

    def _mapping(self, node: yaml.MappingNode, location: Location) -> dict[str, Any]:
        self._check_tag(node, "map", location)
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self._source.faults.append(Fault(line, "キーが文字列ではありません"))
                continue
            here = (*location, key_node.value)
            earlier = self._source.lines.get(here)
            self._source.lines[here] = line
            if key_node.value in values:
                self._source.fault(
                    here, f"「{key_node.value}」が二度書かれています（{earlier}行目にもあります）"
                )
            values[key_node.value] = self.build(value_node, here)
        return values

    def _sequence(self, node: yaml.SequenceNode, location: Location) -> list[Any]:
        self._check_tag(node, "seq", location)
        return [self.build(child, (*location, i)) for i, child in enumerate(node.value)]

    def _scalar(self, node: yaml.Node, location: Location) -> Any:
        if node.tag in _TEXTS:
            return node.value
        if node.tag in _BUILT:
            try:
                return self._scalars.construct_object(node)
            except (ValueError, KeyError):  # an explicit tag that its value doesn't fit
                self._source.fault(location, f"「{node.value}」はこの型の値ではありません")
                return node.value
        self._source.fault(location, f"タグ「{node.tag.removeprefix(_TAG)}」は使えません")
        return node.value

    def _check_tag(self, node: yaml.Node, kind: str, location: Location) -> None:
        if node.tag != f"{_TAG}{kind}":
            self._source.fault(location, f"タグ「{node.tag.removeprefix(_TAG)}」は使えません")
