"""What a municipality wrote, by address: a tree of plain values that the form has checked.

Not answered and answered empty are one state: an empty value is not kept. An occurrence may be
empty and keeps its place; a table's row always has all its columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from pia_desktop.assessment.size_limits import check_entry_count, check_total_count
from pia_desktop.errors import AnswersError
from pia_desktop.forms.addresses import indices, item_id, parts_of
from pia_desktop.forms.model import Form, Item
from pia_desktop.forms.places import Place, walk_places
from pia_desktop.forms.values import ValueFault, is_empty, read_value

# A value as docs/answers.md describes it for its kind.
Value = Any
Tree = dict[str, Any]

# Characters of a key that the form doesn't know in a refusal.
_NAMED = 100

_HEAD_KEYS = ("form", "edition")


@lru_cache(maxsize=16)
def _schema(form: Form) -> dict[str, Any]:
    """The form's ids as a tree: a key leads to an Item, to a list with one schema, or to a tree."""
    root: dict[str, Any] = {}
    for item in form.all_items:
        if not (item.answerable or item.features.many):
            continue
        node = root
        *way, last = item.id.split(".")
        for key in way:
            child = node.setdefault(key.removesuffix("[]"), {})
            node = child[0] if isinstance(child, list) else child
        if item.features.many:
            node[last.removesuffix("[]")] = [{}, item]
        else:
            node[last] = item
    return root


class Answers:
    """The answers of one assessment. Every value in it is one that the form takes."""

    def __init__(self, form: Form) -> None:
        """No answer yet."""
        self.form = form
        self._tree: Tree = {}
        self._in_order = True  # whether the tree's keys stand in the form's order
        self._encoded: dict[str, bytes] = {}  # sections as JSON, as they are in the tree

    @classmethod
    def read(cls, form: Form, data: Any) -> Answers:
        """Answers out of parsed JSON, or AnswersError for the first entry that the form does not
        take.
        """
        answers = cls(form)
        answers.fill(data)
        return answers

    def fill(self, data: Any) -> None:
        """Set what the JSON holds over what there is; lists replace whole lists. All or nothing."""
        if not isinstance(data, dict):
            raise AnswersError(
                "回答の形ではありません。", "節の名前をキーとする形で書いてください。"
            )
        body = {key: value for key, value in data.items() if key not in _HEAD_KEYS}
        schema = _schema(self.form)
        tree = _merged(self._tree, _read_tree(body, schema, "", clearing=True), schema)
        check_total_count(tree)
        self._tree = tree
        self._in_order = False
        self._encoded.clear()

    def to_json(self) -> Tree:
        """The answers in the form's order, with form and edition before them."""
        return {**self._head(), **_ordered(self._tree, _schema(self.form))}

    def encoded(self, encode: Callable[[Any], bytes]) -> bytes:
        """What `to_json` gives, as one JSON object. `encode` makes JSON of a value.

        A section in which nothing was set since the last time is not encoded again, nor are the
        answers put in order again.
        """
        if not self._in_order:
            self._tree = _ordered(self._tree, _schema(self.form))
            self._in_order = True
            self._encoded.clear()
        for key, section in self._tree.items():
            if key not in self._encoded:
                self._encoded[key] = encode(section)
        written = {key: encode(value) for key, value in self._head().items()}
        written |= {key: self._encoded[key] for key in self._tree}
        return b"{" + b",".join(b'"%s":%s' % (k.encode(), v) for k, v in written.items()) + b"}"

    def _head(self) -> Tree:
        return {"form": self.form.form, "edition": self.form.edition}

    def copy(self) -> Answers:
        """Answers of their own with the same content."""
        twin = Answers(self.form)
        twin._tree = _copied(self._tree)
        twin._in_order = self._in_order
        return twin

    def __eq__(self, other: object) -> bool:
        """Equal when form and every answer are."""
        if not isinstance(other, Answers):
            return NotImplemented
        return self.form.id == other.form.id and self._tree == other._tree

    __hash__ = None  # type: ignore[assignment]

    def get(self, address: str) -> Value:
        """The value at an address, or None. Lists and occurrences come as they are kept: don't
        change them.
        """
        node: Any = self._tree
        try:
            for part in parts_of(address):
                node = node[part]
        except (KeyError, IndexError, TypeError):
            return None
        return node

    def item_at(self, address: str) -> Item:
        """The item that an address belongs to."""
        known, template = self.form.by_id, item_id(address)
        item = known.get(template) or known.get(f"{template}[]")
        if item is None and template.endswith("[]"):  # one figure of several
            item = known.get(template.removesuffix("[]"))
        if item is None:
            raise AnswersError(
                "その項目は様式にありません。", "項目のidを直してください。", item=address
            )
        return item

    def set(self, address: str, value: Value) -> None:
        """Put a value, an occurrence or a whole list at an address; an empty value takes it
        away.
        """
        item = self.item_at(address)
        if item.features.many:
            schema = _schema_at(self.form, address)
            occurrence = address.endswith("]")
            value = (
                _read_entry(value, schema, address)
                if occurrence
                else _read_list([] if value is None else value, schema, address)
            )
        elif not is_empty(value):
            value = _read_value(item, value, address)
        elif item.id in self.form.columns:
            value = ""  # a row keeps all its columns
        if item.features.many or self.get(address) is None:
            self._in_order = False
        keep_empty = address.endswith("]") or item.id in self.form.columns
        way = parts_of(address)
        self._encoded.pop(str(way[0]), None)
        _put(self._tree, way, value, keep_empty=keep_empty)

    def count(self, address: str) -> int:
        """How many occurrences or rows stand at `systems` or `files[0].outsourcing`."""
        return len(self.get(address) or ())

    def insert(self, address: str, index: int, occurrence: Tree | None = None) -> None:
        """Put a new occurrence or row before `index`; the following ones move on."""
        entries = list(self.get(address) or ())
        entries.insert(index, occurrence or {})
        self.set(address, entries)

    def remove(self, address: str, index: int) -> Tree:
        """Take an occurrence or row away and give it back."""
        entries = list(self.get(address) or ())
        taken: Tree = entries.pop(index)
        self.set(address, entries)
        return taken

    def move(self, address: str, index: int, to: int) -> None:
        """Move an occurrence or row so that it then stands at `to`."""
        entries = list(self.get(address) or ())
        entries.insert(to, entries.pop(index))
        self.set(address, entries)

    def places(self) -> Iterator[Place]:
        """Every place of the form in printed order, repeats as often as they occur."""
        return walk_places(self.form, self.count)

    def differing(self, other: Answers) -> Iterator[Place]:
        """Every box that says something else in `other`, of the same form; those that stand in
        `other` alone come last.
        """
        seen = set()
        for answers in (self, other):
            for place in answers.places():
                if not place.item.answerable or place.address in seen:
                    continue
                seen.add(place.address)
                if self.get(place.address) != other.get(place.address):
                    yield place


def _schema_at(form: Form, address: str) -> Any:
    node: Any = _schema(form)
    for part in parts_of(address):
        if isinstance(part, str):
            node = (node[0] if isinstance(node, list) else node)[part]
    return node


def _join(address: str, key: str) -> str:
    return f"{address}.{key}" if address else key


def _read_tree(
    data: Any, schema: dict[str, Any], address: str, *, name: str = "", clearing: bool = False
) -> Tree:
    """The tree as the form takes it. `clearing` keeps empty values, for they take answers away.

    `name` is what the form prints for an occurrence; a group of items has no printed name.
    """
    if not isinstance(data, dict):
        raise AnswersError(
            "値の形が違います。",
            "項目名をキーとする形で書いてください。",
            item=address,
            item_name=name or address,
        )
    out: Tree = {}
    for key, value in data.items():
        if isinstance(key, str) and key.startswith("_"):
            continue
        here = _join(address, str(key))
        if key not in schema:
            raise AnswersError(
                "この様式にない項目です。",
                "項目のidの綴りと、様式・版が合っているかを確かめてください。",
                item=here[:_NAMED],
                item_name=str(key)[:_NAMED],
            )
        inner = schema[key]
        if isinstance(inner, list):
            read: Any = _read_list(value, inner, here)
        elif isinstance(inner, dict):
            read = _read_tree(value, inner, here, clearing=clearing)
        else:
            read = _read_value(inner, value, here)
        if clearing or not is_empty(read):
            out[key] = read
    return out


def _read_list(data: Any, schema: list[Any], address: str) -> list[Tree]:
    item = schema[1]
    if not isinstance(data, list):
        raise AnswersError(
            "一覧ではない値が入っています。",
            "一覧の形で書いてください。",
            item=address,
            item_name=item.name.replace("{n}", ""),
        )
    check_entry_count(data, item, address)
    return [_read_entry(entry, schema, f"{address}[{i}]") for i, entry in enumerate(data)]


def _read_entry(data: Any, schema: list[Any], address: str) -> Tree:
    """One occurrence, or one row with all its columns."""
    inner, item = schema
    entry = _read_tree(data, inner, address, name=item.name_at(indices(address)))
    if item.features.tabular:
        return {key: entry.get(key) or "" for key in inner}
    return entry


def _read_value(item: Item, value: Any, address: str) -> Value:
    try:
        return read_value(item, value)
    except ValueFault as fault:
        name = item.name_at(indices(address))
        raise AnswersError(str(fault), fault.remedy, item=address, item_name=name) from None


def _merged(old: Tree, new: Tree, schema: dict[str, Any]) -> Tree:
    """`new` over `old`, tree by tree; a value, a list, and the ticks of checks are each one
    whole.
    """
    out = dict(old)
    for key, value in new.items():
        if isinstance(schema[key], dict):
            value = _merged(out.get(key, {}), value, schema[key])
        if is_empty(value):
            out.pop(key, None)
        else:
            out[key] = value
    return out


def _put(tree: Any, way: tuple[str | int, ...], value: Value, *, keep_empty: bool) -> None:
    *before, last = way
    trail = []
    for part in before:
        trail.append((tree, part))
        tree = tree.setdefault(part, {}) if isinstance(part, str) else tree[part]
    if is_empty(value) and not keep_empty:
        tree.pop(last, None)
        while trail and isinstance(trail[-1][1], str) and is_empty(trail[-1][0][trail[-1][1]]):
            parent, part = trail.pop()
            del parent[part]
    else:
        tree[last] = value


def _copied(node: Any) -> Any:
    """The tree with its lists and trees copied; its values are never changed."""
    if isinstance(node, dict):
        return {key: _copied(value) for key, value in node.items()}
    return [_copied(entry) for entry in node] if isinstance(node, list) else node


def _ordered(tree: Tree, schema: dict[str, Any]) -> Tree:
    """The tree with its keys in the form's order; a table's rows are in order as they are."""
    out: Tree = {}
    for key, inner in schema.items():
        if key not in tree:
            continue
        value = tree[key]
        if isinstance(inner, dict):
            value = _ordered(value, inner)
        elif isinstance(inner, list):
            rows = inner[1].features.tabular
            value = [dict(entry) if rows else _ordered(entry, inner[0]) for entry in value]
        out[key] = value
    return out
