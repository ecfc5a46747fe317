"""The filled workbook as a file: its changed parts, and what names their rows moved along."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping

from openpyxl.packaging.relationship import get_dependents, get_rels_path

from pia_desktop.excel.importer.workbook_model import BookPicture
from pia_desktop.excel.stable_package import pack_members
from pia_desktop.excel.template_filling.picture_anchors import DrawingParts, PlacedPicture
from pia_desktop.excel.template_filling.reference_shift import ReferenceShift

_WORKSHEET = re.compile(r"/worksheets/[^/]+[.]xml$")


def pack_workbook(
    workbook: io.BytesIO,
    members: Mapping[str, bytes],
    moved: Mapping[str, ReferenceShift],
    placed: Mapping[str, list[PlacedPicture]],
    removed: Mapping[str, list[BookPicture]],
) -> bytes:
    """The workbook with these parts changed, what names their rows elsewhere moved along, with the
    pictures that were placed and without those that were removed.
    """
    changed = dict(members)
    buffer = io.BytesIO()
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(buffer, "w") as target:
        parts = DrawingParts(source, changed)
        for member, gone in removed.items():
            parts.take_out(member, gone)
        for member, own in moved.items():
            for part in _parts_around(source, member):
                changed[part] = own.in_part(changed.get(part) or source.read(part))
            names = "xl/workbook.xml"
            changed[names] = own.in_names(changed.get(names) or source.read(names))
            for part in source.namelist():
                if part != member and _WORKSHEET.search(part):
                    data = changed.get(part) or source.read(part)
                    if own.name.encode() in data:
                        changed[part] = own.in_formulas(data)
        for member, pictures in placed.items():
            parts.place(member, pictures)
        unused = parts.unused_media()
        for entry in source.infolist():
            if entry.filename in unused:
                continue
            own_part = changed.pop(entry.filename, None)
            _put(target, entry.filename, own_part or source.read(entry))
        for name, data in changed.items():
            _put(target, name, data)
    return pack_members(buffer)


def _put(target: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Under a name alone zipfile dates a member by the PC's clock, and fails before 1980."""
    target.writestr(zipfile.ZipInfo(name), data)


def _parts_around(archive: zipfile.ZipFile, member: str) -> Iterator[str]:
    """The parts that name rows of a worksheet: its drawings and comments."""
    rels = get_rels_path(member)
    if rels in archive.namelist():
        for relation in get_dependents(archive, rels):
            if re.search(r"(drawing|comments)[^/]*$", relation.Type, re.IGNORECASE):
                yield relation.target
