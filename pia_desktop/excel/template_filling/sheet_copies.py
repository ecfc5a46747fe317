"""Copies of whole worksheets in a workbook's package, with drawings and remarks of their own."""

from __future__ import annotations

import itertools
import posixpath
import re
from typing import Any

from pia_desktop.excel.template_filling.cell_references import quote_sheet
from pia_desktop.excel.template_filling.package_parts import (
    RELATIONS,
    TYPES_PART,
    WORKBOOK_PART,
    add_relation,
    elements_named,
    free_part_name,
    parse_part,
    part_bytes,
    relation_id,
    relation_target,
    rels_of,
    set_relation_id,
    worksheet_members,
)

_WORKBOOK, _TYPES, _WORKSHEET_TYPE = WORKBOOK_PART, TYPES_PART, f"{RELATIONS}/worksheet"

# Parts that belong to one worksheet alone, and are copied with it.
_OWN = ("/drawing", "/comments", "/vmlDrawing")

# What names something that may stand in a workbook once, and is left out of a copy.
_ONCE = ("/table", "/queryTable", "/pivotTable", "/ctrlProp", "/oleObject", "/threadedComment")
_ONCE_ELEMENTS = re.compile(
    rb"<(?:\w+:)?(tableParts|controls|oleObjects)\b(?:[^>]*/>|.*?</(?:\w+:)?\1>)", re.DOTALL
)
_SELECTED = re.compile(rb'(?<!\s)\s+tabSelected="[^"]*"')
_CODE_NAME = re.compile(rb'(<(?:\w+:)?sheetPr\b[^>]*?)\s+codeName="[^"]*"')

# Excel's limit.
_LONGEST_NAME = 31

_LAST_NUMBER = re.compile(r"^(.*?)([(（]?)(?<![0-9０-９])([0-9０-９]+)([)）]?)$", re.DOTALL)
_WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


class SheetCopies:
    """A workbook's parts, to which copies of worksheets are added; `count` says how many."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        """Take the parts as they are in the beginning."""
        self.parts = dict(parts)
        self.count = 0

    def copy(self, member: str, behind: str) -> str:
        """Put a copy of the worksheet with this part behind another one; gives back its part."""
        new = self._copy_part(member)
        self.count += 1
        data = _SELECTED.sub(b"", self.parts[new])
        self.parts[new] = _ONCE_ELEMENTS.sub(b"", _CODE_NAME.sub(rb"\1", data))
        relation = add_relation(self.parts, _WORKBOOK, _WORKSHEET_TYPE, new)
        self._list(member, behind, relation)
        return new

    # -- parts -------------------------------------------------------------------------------

    def _copy_part(self, part: str) -> str:
        """A copy of a part with those of its relations that it may have."""
        new = free_part_name(self.parts, part)
        self.parts[new] = self.parts[part]
        self._declare_like(part, new)
        rels = rels_of(part)
        if rels in self.parts:
            document = parse_part(self.parts[rels])
            for relation in elements_named(document, "Relationship"):
                kind = relation.getAttribute("Type")
                if kind.endswith(_ONCE):
                    relation.parentNode.removeChild(relation)
                elif kind.endswith(_OWN):
                    copied = self._copy_part(relation_target(part, relation))
                    path = posixpath.relpath(copied, posixpath.dirname(new))
                    relation.setAttribute("Target", path)
            self.parts[rels_of(new)] = part_bytes(document)
        return new

    def _declare_like(self, part: str, new: str) -> None:
        """The content type of a part for its copy, where it has one of its own."""
        data = self.parts[_TYPES]
        pattern = rb'<Override\b[^>]*PartName="/' + re.escape(part.encode()) + rb'"[^>]*/>'
        own = re.search(pattern, data)
        if own:
            declared = own[0].replace(f'"/{part}"'.encode(), f'"/{new}"'.encode())
            self.parts[_TYPES] = data[: own.end()] + declared + data[own.end() :]

    # -- the workbook's own lists ------------------------------------------------------------

    def _list(self, member: str, behind: str, relation: str) -> None:
        """Name the copy in the workbook's list, with the names that belong to the worksheet."""
        document = parse_part(self.parts[_WORKBOOK])
        sheets = list(elements_named(document, "sheet"))
        members = worksheet_members(self.parts)
        source = next(s for s in sheets if members.get(relation_id(s)) == member)
        before = next(s for s in sheets if members.get(relation_id(s)) == behind)
        at, old = sheets.index(before) + 1, sheets.index(source)
        entry = source.cloneNode(deep=True)
        names = {sheet.getAttribute("name") for sheet in sheets}
        name = free_sheet_name(source.getAttribute("name"), names)
        entry.setAttribute("name", name)
        numbers = [int(sheet.getAttribute("sheetId")) for sheet in sheets]
        entry.setAttribute("sheetId", str(max(numbers) + 1))
        set_relation_id(entry, relation)
        before.parentNode.insertBefore(entry, before.nextSibling)
        _copy_names(document, old, at, source.getAttribute("name"), name)
        for view in elements_named(document, "workbookView"):
            for attribute in ("activeTab", "firstSheet"):
                number = view.getAttribute(attribute)
                if number.isdigit() and int(number) >= at:
                    view.setAttribute(attribute, str(int(number) + 1))
        self.parts[_WORKBOOK] = part_bytes(document)


def free_sheet_name(name: str, taken: set[str]) -> str:
    """A name like this one with the next free number: after 「Ⅱ」 or 「Ⅱ(1)」 comes 「Ⅱ(2)」."""
    used = {other.casefold() for other in taken}
    last = _LAST_NUMBER.match(name)
    stem, opening, number, closing = last.groups() if last else (name, "(", "1", ")")
    for count in itertools.count(int(number) + 1):
        digits = str(count) if number.isascii() else str(count).translate(_WIDE_DIGITS)
        tail = f"{opening}{digits}{closing}"
        free = stem[: _LONGEST_NAME - len(tail)] + tail
        if free.casefold() not in used:
            break
    return free


def _copy_names(document: Any, old: int, at: int, name: str, new_name: str) -> None:
    """The defined names of a worksheet (its print area, its repeated rows) for its copy too; those
    of the worksheets behind it count on.
    """
    for defined in list(elements_named(document, "definedName")):
        local = defined.getAttribute("localSheetId")
        if not local.isdigit():
            continue
        if int(local) == old:
            twin = defined.cloneNode(deep=True)
            twin.setAttribute("localSheetId", str(at))
            for node in twin.childNodes:
                node.data = re.sub(
                    rf"(?:{re.escape(quote_sheet(name))}|(?<![\w'.]){re.escape(name)})!",
                    lambda _match: f"{quote_sheet(new_name)}!",
                    node.data,
                )
            defined.parentNode.insertBefore(twin, defined.nextSibling)
        if int(local) >= at:
            defined.setAttribute("localSheetId", str(int(local) + 1))
