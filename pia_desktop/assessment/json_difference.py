"""What differs between two JSON values, as a list of edits that makes the one of the other.

An edit says where (`at`: the keys and numbers that lead there) and does one of four things:

- `value`: it is this now;
- `keys`: the object has these keys in this order; those that aren't named go, those that are new
  get their value by an edit of their own, before this one;
- `entries`: the list's entries `from` … `to` (that one left out) give way to these;
- `text`: the text's characters `from` … `to` (that one left out) give way to these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pia_desktop.files import limits

JsonEdit = dict[str, Any]
_Way = tuple[str | int, ...]

# A text that keeps so many of its characters is edited; a shorter one is written anew, which reads
# better and takes no more room.
_KEPT_CHARACTERS = 100


def json_difference(old: Any, new: Any) -> list[JsonEdit]:
    """The edits that make `new` of `old`, down to the order of its keys; none where they agree."""
    return list(_edits(old, new, ()))


def _edits(old: Any, new: Any, way: _Way) -> Iterator[JsonEdit]:
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _object_edits(old, new, way)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _list_edits(old, new, way)
    elif isinstance(old, str) and isinstance(new, str):
        yield from _text_edits(old, new, way)
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


def _text_edits(old: str, new: str, way: _Way) -> Iterator[JsonEdit]:
    if old == new:
        return
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    if start + end < _KEPT_CHARACTERS:
        yield {"at": list(way), "value": new}
    else:
        text = new[start : len(new) - end]
        yield {"at": list(way), "from": start, "to": len(old) - end, "text": text}


def _common(old: str, new: str) -> int:
    """How many characters both begin with."""
    pairs = zip(old, new, strict=False)
    shorter = min(len(old), len(new))
    return next((n for n, (own, other) in enumerate(pairs) if own != other), shorter)


def _same(old: Any, new: Any) -> bool:
    return next(_edits(old, new, ()), None) is None


def apply_differences(old: Any, differences: Iterable[Any]) -> Any:
    """What one list of edits after the other makes of `old`, which stays as it is: what isn't
    touched is shared with it. ValueError for edits that don't fit it, or that copy more than any
    that `json_difference` makes.
    """
    work = _Work(old)
    for edits in differences:
        for edit in _each(edits):
            work.apply(edit)
    return work.root[0]


class _Work:
    """A value that edits are made in."""

    def __init__(self, value: Any) -> None:
        self.root = [value]  # so that the value itself has a place
        # Our copies, which may be changed, by their ids; held, so that no id is used twice.
        self._own: dict[int, Any] = {id(self.root): self.root}
        self._copied = 0

    def apply(self, edit: JsonEdit) -> None:
        """Do what the edit says."""
        at = edit.get("at")
        if not isinstance(at, list):
            raise ValueError("at")
        node: Any = self.root
        for place in [0, *at[:-1]] if at else []:
            node = self._opened(node, place)
        place = at[-1] if at else 0
        if "value" in edit:
            if not isinstance(node, dict) or not isinstance(place, str):
                _at(node, place)  # only an object gets something new
            node[place] = edit["value"]
        else:
            self._change(node, place, edit)

    def _change(self, node: Any, place: Any, edit: JsonEdit) -> None:
        """Put what the edit makes of what stands there in its place."""
        inner = _at(node, place)
        self._count(inner)
        node[place] = changed = _changed(inner, edit)
        if not isinstance(changed, str):
            self._own.pop(id(inner), None)
            self._own[id(changed)] = changed

    def _opened(self, node: Any, place: Any) -> Any:
        """What stands there, as a copy that may be changed."""
        inner = _at(node, place)
        if isinstance(inner, dict | list) and id(inner) not in self._own:
            self._count(inner)
            node[place] = inner = inner.copy()
            self._own[id(inner)] = inner
        return inner

    def _count(self, copied: Any) -> None:
        """ValueError where more is copied than by any edits that a person's work came to: a file of
        a few MB could have a list of a million entries copied a hundred thousand times.
        """
        if isinstance(copied, dict | list):
            self._copied += len(copied)
        elif isinstance(copied, str):
            self._copied += len(copied) // 10  # as long as it takes
        if self._copied > limits.EDIT_COPIES:
            raise ValueError("copies")


def _each(edits: Any) -> list[JsonEdit]:
    if not isinstance(edits, list) or not all(isinstance(edit, dict) for edit in edits):
        raise ValueError("edits")
    return edits


def _changed(inner: Any, edit: JsonEdit) -> Any:
    """What an edit other than a new value makes of what stands at its place."""
    if "keys" in edit:
        keys = edit["keys"]
        if not isinstance(inner, dict) or not isinstance(keys, list):
            raise ValueError("keys")
        if not all(isinstance(key, str) and key in inner for key in keys):
            raise ValueError("keys")
        return {key: inner[key] for key in keys}
    start, end = edit.get("from"), edit.get("to")
    if not isinstance(inner, str | list):
        raise ValueError("at")
    if type(start) is not int or type(end) is not int or not 0 <= start <= end <= len(inner):
        raise ValueError("from, to")
    replacement = edit.get("text" if isinstance(inner, str) else "entries")
    if isinstance(inner, str) and isinstance(replacement, str):
        return inner[:start] + replacement + inner[end:]
    if isinstance(inner, list) and isinstance(replacement, list):
        return [*inner[:start], *replacement, *inner[end:]]
    raise ValueError("text, entries")


def _at(node: Any, place: Any) -> Any:
    """What stands there; ValueError where nothing can."""
    if isinstance(node, dict) and isinstance(place, str) and place in node:
        return node[place]
    if isinstance(node, list) and type(place) is int and 0 <= place < len(node):
        return node[place]
    raise ValueError("at")
