"""The shape of a definition file as it is written, and reading one with the line of every entry."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from pia_desktop.forms.model import Layout

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # a PyYAML built without libyaml reads the same, more slowly
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

Location = tuple[str | int, ...]
Shape = TypeVar("Shape", bound="SchemaModel")


class SchemaModel(BaseModel):
    """What stands in a definition file: unknown keys are faults."""

    model_config = ConfigDict(extra="forbid")


class ConditionSchema(SchemaModel):
    """A condition as written: see `model.Condition`."""

    item: str = ""
    is_: list[str] = Field(default=[], alias="is")
    is_not: list[str] = []
    has: list[str] = []
    ticked: bool | None = None
    all: list[ConditionSchema] = []
    any: list[ConditionSchema] = []


class ItemSchema(SchemaModel):
    """What a definition says of an item; what it leaves out comes from the shared file."""

    id: str = ""
    kind: str | None = None
    label: str | None = None
    strip: str | None = None
    options: str | None = None
    important: bool | None = None
    required: bool | None = None
    needed: ConditionSchema | None = None
    under: str | None = None
    beside: str | None = None
    layout: Layout | None = None
    text: str | None = None
    width: float | None = None


class HeadingSchema(SchemaModel):
    """A heading; `important` holds for its items unless they say otherwise."""

    title: str
    important: bool | None = None
    items: list[ItemSchema]

    @field_validator("items", mode="before")
    @classmethod
    def _short_items(cls, value: Any) -> Any:
        """An item that says nothing of its own is written as its id alone."""
        if not isinstance(value, list):
            return value
        return [{"id": entry} if isinstance(entry, str) else entry for entry in value]


class SectionSchema(SchemaModel):
    """A section; `important` holds for its headings unless they say otherwise."""

    id: str
    title: str
    sheet: str
    important: bool = False
    headings: list[HeadingSchema]


class SharedSchema(SchemaModel):
    """What several forms share: lists of options (id → printed label) and items by id."""

    options: dict[str, dict[str, str]] = {}
    items: dict[str, ItemSchema] = {}


class FormSchema(SchemaModel):
    """A form's file: a whole one, or one that extends another and says only what differs."""

    extends: str = ""
    form: str = ""
    name: str = ""
    edition: str = ""
    title: str = ""
    shared: str = ""
    options: dict[str, dict[str, str]] = {}
    items: dict[str, ItemSchema] = {}
    sections: list[SectionSchema] = []


class HelpSchema(SchemaModel):
    """An item's help: what to write, what to look out for, an example."""

    write: str
    care: str
    example: str


@dataclass
class Source:
    """A definition file that was read: its plain content, and the line of each entry in it."""

    path: Path
    content: Any = None
    lines: dict[Location, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def line(self, location: Location) -> int:
        """The line of an entry, or of the nearest entry around it; 1 where nothing is known."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)

    def fault(self, location: Location, message: str) -> None:
        """Note a fault with its file and line."""
        self.faults.append(f"{self.path.name}:{self.line(location)}: {message}")


def read_source(path: Path, data: bytes) -> Source:
    """Read YAML without building anything but plain values; note keys that stand twice."""
    source = Source(path)
    try:
        node = yaml.compose(data.decode("utf-8"), Loader=_Loader)
    except UnicodeDecodeError:
        source.fault((), "UTF-8で書かれていません")
        return source
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        source.faults.append(f"{path.name}:{line}: YAMLとして読めません")
        return source
    if node is None:
        source.fault((), "中身がありません")
        return source
    source.content = _plain(node, (), source)
    return source


_SCALARS = yaml.constructor.SafeConstructor()


def _plain(node: yaml.Node, location: Location, source: Source) -> Any:
    source.lines[location] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        out: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            here = (*location, key)
            if key in out:
                source.lines[here] = key_node.start_mark.line + 1
                source.fault(here, f"「{key}」が二度書かれています")
            out[key] = _plain(value_node, here, source)
            source.lines[here] = key_node.start_mark.line + 1
        return out
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*location, i), source) for i, child in enumerate(node.value)]
    if node.tag == "tag:yaml.org,2002:str":
        return node.value
    return _SCALARS.construct_object(node)


_WORDS = {
    "extra_forbidden": "知らないキー「{key}」です",
    "missing": "「{key}」がありません",
}


def check_shape(source: Source, shape: type[Shape], at: Location = ()) -> Shape | None:
    """The file's content, or the entry of it that is at `at`, as `shape`.

    Every fault is noted in the source. What is left when the faulty keys are taken away is given
    back, so that the faults behind them show as well; None where nothing is left.
    """
    content = source.content
    for key in at:
        content = content[key]
    if content is None:
        return None
    try:
        return shape.model_validate(content)
    except ValidationError as error:
        found = error.errors()
    rest = copy.deepcopy(content)
    for fault in found:
        where = fault["loc"]
        key = where[-1] if where else ""
        words = _WORDS.get(fault["type"], "「{key}」の値の形が違います")
        location = where[:-1] if fault["type"] == "missing" else where
        source.fault((*at, *location), words.format(key=key))
        _take_away(rest, where)
    try:
        return shape.model_validate(rest)
    except ValidationError:
        return None


def _take_away(content: Any, location: Location) -> None:
    """Remove a key; an entry of a list stays, for the lines of those after it count on it."""
    for key in location[:-1]:
        try:
            content = content[key]
        except (KeyError, IndexError, TypeError):
            return
    if isinstance(content, dict) and location:
        content.pop(location[-1], None)
