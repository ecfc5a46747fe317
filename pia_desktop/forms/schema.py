"""The shape of a definition file as it is written, and checking a file's content against it."""

from __future__ import annotations

import copy
from difflib import get_close_matches
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from pia_desktop.forms.model import Layout
from pia_desktop.forms.yaml_source import Location, Source

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
    """What a file says of an item; what it leaves out comes from the files that it builds on."""

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
    # A table column's share of the page in percent.
    width: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] | None = None
    # What a count counts.
    unit: str | None = None


class PlacedItemSchema(ItemSchema):
    """An item where it stands in a heading."""

    id: str


class AddedItemSchema(ItemSchema):
    """An item that an edition adds, and the item that it stands after or before."""

    after: str = ""
    before: str = ""


def _short_item(value: Any) -> Any:
    """An item that says nothing of its own is written as its id alone."""
    return {"id": value} if isinstance(value, str) else value


def _short_option(value: Any) -> Any:
    """An option that is added at the end of its list is written as its label alone."""
    return {"label": value} if isinstance(value, str) else value


class AddedOptionSchema(SchemaModel):
    """An option that an edition adds: at the end, or after or before another one of its list."""

    label: str
    after: str = ""
    before: str = ""


class AddSchema(SchemaModel):
    """What an edition has that the one it extends lacks. A list that isn't there is a new one."""

    options: dict[str, dict[str, Annotated[AddedOptionSchema, BeforeValidator(_short_option)]]] = {}
    items: dict[str, AddedItemSchema] = {}


class HeadingSchema(SchemaModel):
    """A heading; `important` holds for its items unless they say otherwise.

    An entry that is no item at all is None: those after it keep their lines.
    """

    title: str
    important: bool | None = None
    items: list[Annotated[PlacedItemSchema | None, BeforeValidator(_short_item)]]


class SectionSchema(SchemaModel):
    """A section; `important` holds for its headings unless they say otherwise. One that stands
    beside the form (`printed: false`) has no `sheet`; a `free` one holds what the municipality
    adds behind the form.
    """

    id: str
    title: str
    sheet: str = ""
    printed: bool = True
    free: bool = False
    important: bool = False
    headings: list[HeadingSchema | None]


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
    basis: str = ""
    shared: str = ""
    options: dict[str, dict[str, str]] = {}
    items: dict[str, ItemSchema] = {}
    add: AddSchema = AddSchema()
    sections: list[SectionSchema | None] = []


class HelpSchema(SchemaModel):
    """An item's help: what to write, what to look out for, an example."""

    write: str
    care: str
    example: str


class TermSchema(SchemaModel):
    """A wording that is out of date: see `terms.Term`."""

    code: str
    pattern: str
    since: str
    message: str
    remedy: str
    source: str
    unless: str = ""
    items: list[str] = []
    except_items: list[str] = []
    replace: str | None = None


class TermsSchema(SchemaModel):
    """A file of terms, and of short names that mean one law."""

    terms: dict[str, TermSchema] = {}
    names: dict[str, list[str]] = {}


_SHAPES = (ConditionSchema, AddedItemSchema, PlacedItemSchema, HeadingSchema, SectionSchema)
_KEYS = sorted(
    {
        field.alias or name
        for shape in (*_SHAPES, AddedOptionSchema, FormSchema, HelpSchema, TermSchema, TermsSchema)
        for name, field in shape.model_fields.items()
    }
)

# What pydantic calls each wrong type, and the value that belongs there.
_WANTED = {
    "string_type": "文字列（数や true のようなものは引用符で囲みます）",
    "bool_type": "true か false",
    "bool_parsing": "true か false",
    "float_type": "数",
    "float_parsing": "数",
    "greater_than_equal": "0から100までの数",
    "less_than_equal": "0から100までの数",
    "finite_number": "0から100までの数",
    "list_type": "「- 」か [ ] で書く一覧",
    "dict_type": "「キー: 値」の組",
    "model_type": "「キー: 値」の組",
    "literal_error": "{expected} のどれか",
}

# One round finds the faults; what is taken away or put in for them may show as another at most once
# a level.
_ROUNDS = 4


def check_shape(source: Source, shape: type[Shape], at: Location = ()) -> Shape | None:
    """The file's content, or the entry of it that is at `at`, as `shape`.

    Every fault is noted in the source. The content is given back with the faulty entries taken away
    and empty ones put in for missing ones, so that the faults behind them show as well; None where
    that leaves nothing.
    """
    content = source.content
    for key in at:
        content = content[key]
    if content is None:
        if not source.faults:
            source.fault(at, "中身がありません")
        return None
    _note_empty_entries(source, content, at)
    for attempt in range(_ROUNDS):
        try:
            return shape.model_validate(content)
        except ValidationError as error:
            details = error.errors()
        if attempt == 0:
            content = copy.deepcopy(content)
        for detail in details:
            if attempt == 0:
                _note(source, at, detail)
            _repair(content, detail)
    return None


def suggest(word: str, known: list[str]) -> str:
    """「（「…」の書き誤りではありませんか）」 where one of the known words is much alike."""
    close = get_close_matches(word, known, n=1, cutoff=0.7)
    return f"（「{close[0]}」の書き誤りではありませんか）" if close else ""


def _note(source: Source, at: Location, detail: ErrorDetails) -> None:
    where = (*at, *detail["loc"])
    key = where[-1] if where else ""
    if detail["type"] == "missing":
        source.fault(where[:-1], f"「{key}」がありません")
    elif detail["type"] == "extra_forbidden":
        source.fault(where, f"知らないキー「{key}」です{suggest(str(key), _KEYS)}")
    elif source.is_faulty_within(where):
        return  # the value can't be read, which is noted already
    elif not where:
        source.fault(where, "「キー: 値」の組で書かれていません")
    else:
        wanted = _WANTED.get(detail["type"], "別の形の値").format(**detail.get("ctx", {}))
        name = f"「{key}」の値" if isinstance(key, str) else f"{key + 1}番目の値"
        source.fault(where, f"{name}の形が違います。{wanted}にしてください")


def _repair(content: Any, detail: ErrorDetails) -> None:
    """Let the content be read on without what a fault is about."""
    location = detail["loc"]
    for key in location[:-1]:
        try:
            content = content[key]
        except (KeyError, IndexError, TypeError):
            return
    key = location[-1] if location else ""
    if isinstance(content, list) and isinstance(key, int):
        content[key] = _as_text(content[key]) if detail["type"] == "string_type" else None
    elif isinstance(content, dict) and detail["type"] == "missing":
        content[key] = [] if key in ("items", "headings") else ""
    elif isinstance(content, dict) and key in content:
        if detail["type"] == "string_type":
            content[key] = _as_text(content[key])
        else:
            del content[key]


def _as_text(value: Any) -> str:
    return str(value) if isinstance(value, bool | int | float) else ""


def _note_empty_entries(source: Source, content: Any, location: Location) -> None:
    """An entry of a list that says nothing, `-` alone, is a fault."""
    if isinstance(content, dict):
        for key, value in content.items():
            _note_empty_entries(source, value, (*location, key))
    elif isinstance(content, list):
        for position, value in enumerate(content):
            here = (*location, position)
            if value is None and not source.is_faulty(here):
                source.fault(here, f"一覧の{position + 1}番目が空です")
            _note_empty_entries(source, value, here)
