"""The parts of a workbook's package and how they name each other."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import Any

from defusedxml.minidom import parseString

from pia_desktop.excel.stable_package import escape_attribute

WORKBOOK_PART = "xl/workbook.xml"
TYPES_PART = "[Content_Types].xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# minidom's own types know neither which nodes are elements nor that a node's parent is there.
Element = Any


def rels_of(part: str) -> str:
    """The part that lists the relations of a part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def related_parts(part: str, rels: bytes) -> set[str]:
    """The parts to which a part's list of relations leads."""
    if not rels:
        return set()
    return {
        relation_target(part, relation)
        for relation in elements_named(parse_part(rels), "Relationship")
        if relation.getAttribute("TargetMode") != "External"
    }


def used_parts(parts: Mapping[str, bytes]) -> set[str]:
    """The parts to which any other is related."""
    used: set[str] = set()
    for rels, data in parts.items():
        folder, found, name = rels.rpartition("_rels/")
        if found and rels.endswith(".rels"):
            used |= related_parts(folder + name.removesuffix(".rels"), data)
    return used


def relation_target(part: str, relation: Element) -> str:
    """The part to which a relation of `part` leads."""
    target = relation.getAttribute("Target")
    if target.startswith("/"):
        return str(target[1:])
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def relation_id(sheet: Element) -> str:
    """The relation by which the workbook's list names a worksheet."""
    name = next(n for n in sheet.attributes.keys() if n.rpartition(":")[2] == "id")  # noqa: SIM118
    return str(sheet.getAttribute(name))


def set_relation_id(sheet: Element, relation: str) -> None:
    """Have the workbook's list name a worksheet by another relation."""
    name = next(n for n in sheet.attributes.keys() if n.rpartition(":")[2] == "id")  # noqa: SIM118
    sheet.setAttribute(name, relation)


def worksheet_members(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The parts that the workbook's relations lead to, by the relations' ids."""
    document = parse_part(parts[rels_of(WORKBOOK_PART)])
    return {
        relation.getAttribute("Id"): relation_target(WORKBOOK_PART, relation)
        for relation in elements_named(document, "Relationship")
    }


def free_part_name(parts: Mapping[str, bytes], part: str) -> str:
    """A name like a part's with a number that none has."""
    stem, ending = posixpath.splitext(part)
    number = 1
    while (name := f"{stem.rstrip('0123456789')}{number}{ending}") in parts:
        number += 1
    return name


def add_relation(parts: dict[str, bytes], part: str, kind: str, target: str) -> str:
    """Relate a part to another one; the relation's id."""
    rels = rels_of(part)
    data = parts[rels]
    taken = {int(number) for number in re.findall(rb'Id="rId(\d+)"', data)}
    relation = f"rId{max(taken, default=0) + 1}"
    path = posixpath.relpath(target, posixpath.dirname(part))
    element = f'<Relationship Id="{relation}" Type="{kind}" Target="{escape_attribute(path)}"/>'
    end = data.rindex(b"</")
    parts[rels] = data[:end] + element.encode() + data[end:]
    return relation


def elements_named(document: Any, name: str) -> list[Element]:
    """The elements of this name, whatever their prefix."""
    return [e for e in document.getElementsByTagName("*") if e.localName == name]


def parse_part(data: bytes) -> Any:
    """A part as a tree that keeps every prefix and attribute as it is."""
    return parseString(data)  # type: ignore[arg-type]  # the stub knows no bytes


def part_bytes(document: Any) -> bytes:
    """A tree as a part."""
    out: bytes = document.toxml(encoding="UTF-8")
    return out
