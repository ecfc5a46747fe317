"""Pictures put into a worksheet that somebody else made: into its drawing, or one made for them."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass

from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.utils.units import pixels_to_EMU

from pia_desktop.excel.importer.workbook_model import BookPicture
from pia_desktop.excel.stable_package import escape_attribute
from pia_desktop.excel.template_filling.package_parts import (
    Element,
    elements_named,
    parse_part,
    part_bytes,
    relation_target,
    used_parts,
)

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
_NAMESPACES = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{_OFFICE}"'
)

# What stands behind a worksheet's drawing in the order that Excel demands.
_BEHIND = (
    "legacyDrawing|legacyDrawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst"
)

_EMPTY_DRAWING = re.compile(rb"<((?:\w+:)?wsDr)\b([^>]*)/>")

# What an anchor may hold.
_OBJECTS = ("pic", "sp", "cxnSp", "graphicFrame", "contentPart")


@dataclass(frozen=True)
class PlacedPicture:
    """A picture at the upper left of a cell (counted from 0), its size in pixels."""

    row: int
    column: int
    width: float
    height: float
    name: str
    data: bytes


class DrawingParts:
    """The parts of a workbook that change when pictures come in."""

    def __init__(self, archive: zipfile.ZipFile, changed: dict[str, bytes]) -> None:
        """`changed` are the parts that are different already; further ones are put there."""
        self._archive = archive
        self._changed = changed
        self._released: set[str] = set()

    def place(self, worksheet: str, pictures: list[PlacedPicture]) -> None:
        """Put pictures into a worksheet."""
        drawing = self._drawing_of(worksheet)
        anchors = b""
        for picture in pictures:
            media = self._add_media(picture)
            relation = self._relate(drawing, "image", media)
            anchors += _anchor(picture, relation).encode()
        data = _EMPTY_DRAWING.sub(rb"<\1\2></\1>", self._read(drawing))
        end = data.rindex(b"</")
        self._changed[drawing] = data[:end] + anchors + data[end:]

    def take_out(self, worksheet: str, pictures: list[BookPicture]) -> None:
        """Take pictures out of a worksheet; those that stand among shapes in one group stay."""
        drawing = self._drawing_of(worksheet)
        gone = {(each.row, each.column, each.relation) for each in pictures}
        document = parse_part(self._read(drawing))
        for anchor in [e for e in document.documentElement.childNodes if _is_element(e)]:
            own = [e for e in _below(anchor) if e.localName in _OBJECTS]
            shown = {(*_corner(anchor), _embedded(each)) for each in own}
            if shown and shown <= gone:
                anchor.parentNode.removeChild(anchor)
        self._changed[drawing] = data = part_bytes(document)
        rels = get_rels_path(drawing)
        relations = parse_part(self._read(rels))
        for relation in elements_named(relations, "Relationship"):
            name = relation.getAttribute("Id")
            is_used = re.search(rb"""["']%s["']""" % re.escape(name.encode()), data)
            if relation.getAttribute("Type").endswith("/image") and not is_used:
                self._released.add(relation_target(drawing, relation))
                relation.parentNode.removeChild(relation)
        self._changed[rels] = part_bytes(relations)

    def unused_media(self) -> set[str]:
        """The parts of pictures that were taken out, and that nothing else shows."""
        if not self._released:
            return set()
        names = {*self._archive.namelist(), *self._changed}
        lists = {name: self._read(name) for name in names if name.endswith(".rels")}
        return self._released - used_parts(lists)

    def _read(self, name: str) -> bytes:
        return self._changed.get(name) or self._archive.read(name)

    def _exists(self, name: str) -> bool:
        return name in self._changed or name in self._archive.namelist()

    def _free_name(self, pattern: str) -> str:
        number = 1
        while self._exists(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def _drawing_of(self, worksheet: str) -> str:
        """The worksheet's drawing; an empty one is made where it has none."""
        rels = get_rels_path(worksheet)
        if rels in self._archive.namelist():
            for relation in get_dependents(self._archive, rels):
                if relation.Type == f"{_OFFICE}/drawing":
                    return str(relation.target)
        name = self._free_name("xl/drawings/drawing{}.xml")
        self._changed[name] = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f"<xdr:wsDr {_NAMESPACES}></xdr:wsDr>"
        ).encode()
        self._declare(f'<Override PartName="/{name}" ContentType="{_DRAWING_TYPE}"/>')
        relation_id = self._relate(worksheet, "drawing", name)
        element = f'<drawing xmlns:r="{_OFFICE}" r:id="{relation_id}"/>'.encode()
        data = self._read(worksheet)
        behind = re.search(rf"<(?:\w+:)?(?:{_BEHIND})\b".encode(), data)
        at = behind.start() if behind else data.rindex(b"</")
        self._changed[worksheet] = data[:at] + element + data[at:]
        return name

    def _add_media(self, picture: PlacedPicture) -> str:
        ending = "png" if picture.data.startswith(b"\x89PNG") else "jpeg"
        name = self._free_name(f"xl/media/picture{{}}.{ending}")
        self._changed[name] = picture.data
        self._declare(f'<Default Extension="{ending}" ContentType="image/{ending}"/>')
        return name

    def _declare(self, element: str) -> None:
        """A content type that the package doesn't know yet."""
        name = "[Content_Types].xml"
        data = self._read(name)
        known = element.split('"')[1].encode()
        if re.search(rb'(Extension|PartName)="' + re.escape(known) + rb'"', data, re.IGNORECASE):
            return
        begin = re.search(rb"<Types\b[^>]*>", data)
        at = begin.end() if begin else 0
        self._changed[name] = data[:at] + element.encode() + data[at:]

    def _relate(self, part: str, kind: str, target: str) -> str:
        """A new relation of a part to another; its id is given back."""
        rels = get_rels_path(part)
        empty = f'<Relationships xmlns="{_PACKAGE}"></Relationships>'.encode()
        data = self._read(rels) if self._exists(rels) else empty
        taken = {int(number) for number in re.findall(rb'Id="rId(\d+)"', data)}
        relation = f"rId{max(taken, default=0) + 1}"
        path = posixpath.relpath(target, posixpath.dirname(part))
        element = f'<Relationship Id="{relation}" Type="{_OFFICE}/{kind}" Target="{path}"/>'
        data = re.sub(rb"<Relationships([^>]*)/>", rb"<Relationships\1></Relationships>", data)
        end = data.rindex(b"</")
        self._changed[rels] = data[:end] + element.encode() + data[end:]
        return relation


def _is_element(node: Element) -> bool:
    return bool(node.nodeType == node.ELEMENT_NODE)


def _below(anchor: Element) -> list[Element]:
    return [e for e in anchor.getElementsByTagName("*") if _is_element(e)]


def _corner(anchor: Element) -> tuple[int, int]:
    """Row and column, from 1, of the anchor's upper left cell, as the import reads them."""
    start = next((e for e in anchor.childNodes if e.localName == "from"), None)
    texts = {
        e.localName: e.firstChild.data
        for e in (start.childNodes if start is not None else ())
        if _is_element(e) and e.firstChild is not None
    }
    row, column = (int(texts.get(name, "0")) for name in ("row", "col"))
    return row + 1, column + 1


def _embedded(drawn: Element) -> str:
    """The relation by which a picture names its bytes; nothing for a shape."""
    if drawn.localName != "pic":
        return ""
    blips = [e for e in _below(drawn) if e.localName == "blip"]
    values = [v for e in blips for k, v in e.attributes.items() if k.rpartition(":")[2] == "embed"]
    return str(next(iter(values), ""))


def _anchor(picture: PlacedPicture, relation: str) -> str:
    """One picture's place in a drawing."""
    number = relation.removeprefix("rId")
    wide, high = pixels_to_EMU(picture.width), pixels_to_EMU(picture.height)
    name = escape_attribute(picture.name)
    return (
        f"<xdr:oneCellAnchor {_NAMESPACES}>"
        f"<xdr:from><xdr:col>{picture.column}</xdr:col><xdr:colOff>38100</xdr:colOff>"
        f"<xdr:row>{picture.row}</xdr:row><xdr:rowOff>38100</xdr:rowOff></xdr:from>"
        f'<xdr:ext cx="{wide}" cy="{high}"/><xdr:pic><xdr:nvPicPr>'
        f'<xdr:cNvPr id="{9000 + int(number)}" name="図 {number}" descr="{name}"/>'
        f'<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</xdr:blipFill><xdr:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>"
    )
