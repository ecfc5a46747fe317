"""Ways to break a file: its bytes, its JSON, its XML."""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any

from tests.fuzz import hostile

_TAG = re.compile(rb"<[^<>]{1,400}>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_DOCTYPES = (
    b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
    b'<!DOCTYPE x SYSTEM "file:///nowhere/secret">',
    b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///nowhere/secret">]>',
    b'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://example.invalid/x.dtd"> %p;]>',
)


def mutate_bytes(data: bytes, chance: Random) -> bytes:
    """A few changes anywhere."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        at = chance.randrange(len(out) + 1)
        end = min(at + chance.choice((1, 2, 4, 16, 200)), len(out))
        way = chance.randrange(6)
        if way == 0:
            out[at:end] = bytes(chance.randrange(256) for _ in range(end - at))
        elif way == 1:
            del out[at:end]
        elif way == 2:
            out[at:at] = out[at:end] * chance.choice((1, 3, 50))
        elif way == 3:
            del out[at:]
        elif way == 4 and at < len(out):
            out[at] ^= 1 << chance.randrange(8)
        else:
            size = chance.choice((1, 2, 4, 8))
            out[at : at + size] = chance.choice((b"\0", b"\xff", b"\x7f", b"\x80")) * size
    return bytes(out)


def mutate_json(data: bytes, chance: Random) -> bytes:
    """Changes of the tree, or of how it is written."""
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        return mutate_bytes(data, chance)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        tree = _changed(tree, chance)
    written = json.dumps(tree, ensure_ascii=chance.random() < 0.5)
    out = written.encode("utf-8", "surrogatepass")
    way = chance.randrange(24)
    if way == 0:
        return chance.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\0", b" " * 9, b"//\n")) + out
    if way == 1:
        return written.encode(chance.choice(("utf-16", "cp932", "utf-7")), "replace")
    if way == 2:
        return re.sub(rb'("[a-z_]+": )', rb"\1null, \1", out, count=1)
    if way == 3:
        return re.sub(rb"\d+", b"9" * chance.choice((30, 400, 5_000)), out, count=1)
    return out


def _changed(tree: Any, chance: Random) -> Any:
    """The tree with one node changed."""
    way = _way(tree, chance)
    while way[:1] in (["form"], ["edition"]) and chance.random() < 0.9:
        way = _way(tree, chance)  # another form is refused before anything else is looked at
    if not way:
        return hostile.value(chance)
    holder = tree
    for key in way[:-1]:
        holder = holder[key]
    last = way[-1]
    kind = chance.randrange(8)
    if kind == 0:
        del holder[last]
    elif kind == 1 and isinstance(holder, dict):
        holder[hostile.text(chance)] = holder.pop(last)
    elif kind == 2 and isinstance(holder, list):
        many = chance.choice((1, 5, 80, 400))
        holder[last:last] = [holder[last]] * (many if len(str(holder[last])) < 2_000 else 1)
    elif kind == 3:
        other = _way(tree, chance)
        holder[last] = json.loads(json.dumps(_at(tree, other)))
    elif kind == 4:
        holder[last] = [holder[last]]
    elif isinstance(holder[last], str) and chance.random() < 0.7:
        holder[last] = hostile.text(chance)
    else:
        holder[last] = hostile.value(chance)
    return tree


def _way(tree: Any, chance: Random) -> list[Any]:
    """The keys down to a node, deep ones as likely as high ones."""
    way: list[Any] = []
    node = tree
    while isinstance(node, dict | list) and node and (not way or chance.random() < 0.85):
        key = chance.choice(list(node)) if isinstance(node, dict) else chance.randrange(len(node))
        way.append(key)
        node = node[key]
    return way


def _at(tree: Any, way: list[Any]) -> Any:
    for key in way:
        tree = tree[key]
    return tree


def mutate_xml(data: bytes, chance: Random) -> bytes:
    """Changes of tags, attributes and texts."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        tags = [found.span() for found in _TAG.finditer(data[:200_000])]
        if not tags:
            return mutate_bytes(data, chance)
        begin, end = chance.choice(tags)
        tag = data[begin:end]
        way = chance.randrange(9)
        if way == 0:
            tag = b""
        elif way == 1:
            tag *= chance.choice((2, 3, 300))
        elif way == 2:
            tag += _escaped(hostile.text(chance))
        elif way == 3:
            tag = chance.choice(_DOCTYPES) + tag
        elif way == 4:
            tag += b"<a>" * chance.choice((1, 200, 5_000))
        elif way == 5:
            other = chance.choice(tags)
            tag += data[other[0] : other[1] + 200]
        else:
            tag = _with_attribute(tag, chance)
        data = data[:begin] + tag + data[end:]
    return data


def _with_attribute(tag: bytes, chance: Random) -> bytes:
    found = list(_ATTRIBUTE.finditer(tag))
    if not found:
        return tag.replace(b">", b' x="1">', 1)
    one = chance.choice(found)
    new = chance.choice(
        (
            str(chance.choice(hostile.NUMBERS)),
            chance.choice(hostile.REFERENCES),
            hostile.text(chance),
            chance.choice(("inlineStr", "str", "s", "b", "d", "e", "n", "rId1", "External")),
        )
    )
    return tag[: one.start(2)] + _escaped(new) + tag[one.end(2) :]


def _escaped(text: str) -> bytes:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return text.encode("utf-8", "surrogatepass")
