"""What differs between two JSON values, as a list of edits that makes the one of the other.

An edit says where (`at`: the keys and numbers that lead there) and does one of three things:

- `value`: it is this now;
- `keys`: the object has these keys in this order; those that aren't named go, those that are new
  get their value by an edit of their own, before this one;
- `entries`: the list's entries `from` … `to` (that one left out) give way to these.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

JsonEdit = dict[str, Any]
_Way = tuple[str | int, ...]


def json_difference(old: Any, new: Any) -> list[JsonEdit]:
    """The edits that make `new` of `old`, down to the order of its keys; none where they agree."""
    return list(_edits(old, new, ()))


def _edits(old: Any, new: Any, way: _Way) -> Iterator[JsonEdit]:
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _object_edits(old, new, way)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _list_edits(old, new, way)
    elif type(old) is not type(new) or old != new:
        yield {"at": list(way), "value": new}


def _object_edits(old: dict[str, Any], new: dict[str, Any], way: _Way) -> Iterator[JsonEdit]:
    for key, value in new.items():
        if key in old:
            yield from _edits(old[key], value, (*way, key))
        else:
            yield {"at": [*way, key], "value": value}
    kept = [key for key in old if key in new]
    added = [key for key in new if key not in old]
    if [*kept, *added] != list(new) or len(kept) < len(old):
        yield {"at": list(way), "keys": list(new)}


def _list_edits(old: list[Any], new: list[Any], way: _Way) -> Iterator[JsonEdit]:
    shorter = min(len(old), len(new))
    start = next((n for n in range(shorter) if not _same(old[n], new[n])), shorter)
    left = shorter - start
    end = next((n for n in range(left) if not _same(old[-1 - n], new[-1 - n])), left)
    if len(old) == len(new):
        for number in range(start, len(new) - end):
            yield from _edits(old[number], new[number], (*way, number))
    else:
        entries = new[start : len(new) - end]
        yield {"at": list(way), "from": start, "to": len(old) - end, "entries": entries}


def _same(old: Any, new: Any) -> bool:
    return next(_edits(old, new, ()), None) is None


def apply_difference(old: Any, edits: Any) -> Any:
    """What the edits make of `old`, which stays as it is: what isn't touched is shared with it.
    ValueError for edits that don't fit it.
    """
    root: list[Any] = [old]  # so that the value itself has a place
    own: set[int] = {id(root)}  # what was copied for this call, and may be changed
    kept: list[Any] = []  # so that no id is used twice
    for edit in _each(edits):
        at = edit.get("at")
        if not isinstance(at, list):
            raise ValueError("at")
        node: Any = root
        for place, following in zip([0, *at], [*at, None], strict=True):
            if following is None:
                _apply(node, place, edit)
                break
            inner = _at(node, place)
            if id(inner) not in own:
                inner = inner.copy() if isinstance(inner, dict | list) else inner
                own.add(id(inner))
                kept.append(inner)
                node[place] = inner
            node = inner
    return root[0]


def _each(edits: Any) -> list[JsonEdit]:
    if not isinstance(edits, list) or not all(isinstance(edit, dict) for edit in edits):
        raise ValueError("edits")
    return edits


def _apply(node: Any, place: str | int, edit: JsonEdit) -> None:
    """Do what the edit says to what stands at this place."""
    if "value" in edit:
        if not isinstance(node, dict) or not isinstance(place, str):
            _at(node, place)  # only an object gets something new
        node[place] = edit["value"]
    elif "keys" in edit:
        inner, keys = _at(node, place), edit["keys"]
        if not isinstance(inner, dict) or not isinstance(keys, list):
            raise ValueError("keys")
        if not all(isinstance(key, str) and key in inner for key in keys):
            raise ValueError("keys")
        node[place] = {key: inner[key] for key in keys}
    else:
        inner, start, end = _at(node, place), edit.get("from"), edit.get("to")
        entries = edit.get("entries")
        if not isinstance(inner, list) or not isinstance(entries, list):
            raise ValueError("entries")
        if type(start) is not int or type(end) is not int or not 0 <= start <= end <= len(inner):
            raise ValueError("from, to")
        node[place] = [*inner[:start], *entries, *inner[end:]]


def _at(node: Any, place: Any) -> Any:
    """What stands there; ValueError where nothing can."""
    if isinstance(node, dict) and isinstance(place, str) and place in node:
        return node[place]
    if isinstance(node, list) and type(place) is int and 0 <= place < len(node):
        return node[place]
    raise ValueError("at")
