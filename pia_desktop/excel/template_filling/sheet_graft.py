"""Worksheets that this program has drawn, put into a workbook of somebody else's."""

from __future__ import annotations

import posixpath
import re
from typing import Any

from pia_desktop.excel.template_filling.package_parts import (
    RELATIONS,
    TYPES_PART,
    WORKBOOK_PART,
    Element,
    add_relation,
    elements_named,
    free_part_name,
    parse_part,
    part_bytes,
    related_parts,
    relation_id,
    relation_target,
    rels_of,
    set_relation_id,
    used_parts,
    worksheet_members,
)
from pia_desktop.excel.template_filling.style_graft import graft_styles

_STYLES, _STRINGS, _CHAIN = "xl/styles.xml", "xl/sharedStrings.xml", "xl/calcChain.xml"
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.drawing+xml"
_PICTURES = {"png": "image/png", "jpeg": "image/jpeg", "jpg": "image/jpeg"}

# As XlsxWriter writes cells and texts.
_STYLED = re.compile(rb'(<c r="[A-Z]+\d+") s="(\d+)"')
_SHARED = re.compile(rb' t="s"><v>(\d+)</v>')
_TEXT = re.compile(rb"<si>(.*?)</si>", re.DOTALL)
_SELECTED = re.compile(rb' tabSelected="1"')

# What stands before the names in the workbook's list of lists.
_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")


class SheetGraft:
    """A workbook's parts, into which worksheets are put, and from which some are taken out."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        """Take the parts as they are in the beginning."""
        self.parts = dict(parts)

    @property
    def sheet_names(self) -> list[str]:
        """The names of the worksheets in their order."""
        document = parse_part(self.parts[WORKBOOK_PART])
        return [sheet.getAttribute("name") for sheet in elements_named(document, "sheet")]

    def position(self, member: str) -> int:
        """The place of the worksheet with this part."""
        members = worksheet_members(self.parts)
        document = parse_part(self.parts[WORKBOOK_PART])
        sheets = elements_named(document, "sheet")
        return next(n for n, s in enumerate(sheets) if members.get(relation_id(s)) == member)

    # -- taking out --------------------------------------------------------------------------

    def remove(self, member: str) -> int:
        """Take a worksheet out; its place is given back. Excel works its chain of formulas out
        anew.
        """
        at = self.position(member)
        document = parse_part(self.parts[WORKBOOK_PART])
        sheet = elements_named(document, "sheet")[at]
        relation = relation_id(sheet)
        sheet.parentNode.removeChild(sheet)
        for defined in elements_named(document, "definedName"):
            local = defined.getAttribute("localSheetId")
            if local.isdigit() and int(local) == at:
                defined.parentNode.removeChild(defined)
        self._count_on(document, at + 1, -1)
        self.parts[WORKBOOK_PART] = part_bytes(document)
        self._unrelate(lambda entry: entry.getAttribute("Id") == relation)
        self._drop(member)
        self._drop(_CHAIN)
        self._unrelate(lambda entry: entry.getAttribute("Type").endswith("/calcChain"))
        return at

    def _drop(self, part: str) -> None:
        """Take a part out, and those that it alone is related to: its drawing, its pictures."""
        if self.parts.pop(part, None) is None:
            return
        related = related_parts(part, self.parts.pop(rels_of(part), b""))
        document = parse_part(self.parts[TYPES_PART])
        for entry in elements_named(document, "Override"):
            if entry.getAttribute("PartName") == f"/{part}":
                entry.parentNode.removeChild(entry)
        self.parts[TYPES_PART] = part_bytes(document)
        for other in related - used_parts(self.parts):
            self._drop(other)

    def _unrelate(self, gone: Any) -> None:
        rels = rels_of(WORKBOOK_PART)
        document = parse_part(self.parts[rels])
        for entry in elements_named(document, "Relationship"):
            if gone(entry):
                entry.parentNode.removeChild(entry)
        self.parts[rels] = part_bytes(document)

    @staticmethod
    def _count_on(document: Any, first: int, by: int) -> None:
        """Have the names and views of the worksheets from `first` on follow them."""
        for defined in elements_named(document, "definedName"):
            local = defined.getAttribute("localSheetId")
            if local.isdigit() and int(local) >= first:
                defined.setAttribute("localSheetId", str(int(local) + by))
        for view in elements_named(document, "workbookView"):
            for attribute in ("activeTab", "firstSheet"):
                number = view.getAttribute(attribute)
                if number.isdigit() and int(number) >= max(first, 1):
                    view.setAttribute(attribute, str(int(number) + by))

    # -- putting in --------------------------------------------------------------------------

    def insert(self, source: dict[str, bytes], at: int | None = None) -> None:
        """Put the worksheets of a workbook that XlsxWriter has written before the one at this
        place, or behind all.
        """
        styles, numbers = graft_styles(self.parts[_STYLES], source[_STYLES])
        self.parts[_STYLES] = styles
        texts = _TEXT.findall(source.get(_STRINGS, b""))
        listed = parse_part(source[WORKBOOK_PART])
        members = worksheet_members(source)
        for number, sheet in enumerate(elements_named(listed, "sheet")):
            member = members[relation_id(sheet)]
            new = free_part_name(self.parts, "xl/worksheets/sheet1.xml")
            self.parts[new] = _on_its_own(source[member], numbers, texts)
            self._declare(new, _MAIN)
            self._copy_drawings(source, member, new)
            place = None if at is None else at + number
            names = [
                (defined.getAttribute("name"), defined.firstChild.data)
                for defined in elements_named(listed, "definedName")
                if defined.getAttribute("localSheetId") == str(number)
            ]
            self._list(sheet.getAttribute("name"), new, names, place)

    def _copy_drawings(self, source: dict[str, bytes], member: str, new: str) -> None:
        """The drawing of a worksheet and its pictures."""
        if rels_of(member) not in source:
            return
        self.parts[rels_of(new)] = source[rels_of(member)]
        for drawing in self._adopt(source, member, new, "xl/drawings/drawing1.xml"):
            self._declare(drawing[1], _DRAWING)
            self.parts[rels_of(drawing[1])] = source[rels_of(drawing[0])]
            for picture in self._adopt(source, drawing[0], drawing[1], ""):
                self._declare_picture(picture[1])

    def _adopt(
        self, source: dict[str, bytes], member: str, new: str, like: str
    ) -> list[tuple[str, str]]:
        """Copy the parts that a part is related to, under names that are free."""
        document = parse_part(self.parts[rels_of(new)])
        adopted = []
        for entry in elements_named(document, "Relationship"):
            old = relation_target(member, entry)
            name = free_part_name(self.parts, like or old)
            self.parts[name] = source[old]
            entry.setAttribute("Target", posixpath.relpath(name, posixpath.dirname(new)))
            adopted.append((old, name))
        self.parts[rels_of(new)] = part_bytes(document)
        return adopted

    def _declare(self, part: str, kind: str) -> None:
        self._declare_as("Override", {"PartName": f"/{part}", "ContentType": kind})

    def _declare_picture(self, part: str) -> None:
        ending = part.rpartition(".")[2]
        document = parse_part(self.parts[TYPES_PART])
        known = [e.getAttribute("Extension").lower() for e in elements_named(document, "Default")]
        if ending.lower() not in known:
            kind = _PICTURES[ending.lower()]
            self._declare_as("Default", {"Extension": ending, "ContentType": kind})

    def _declare_as(self, name: str, attributes: dict[str, str]) -> None:
        document = parse_part(self.parts[TYPES_PART])
        root = document.documentElement
        entry = document.createElement(f"{root.prefix}:{name}" if root.prefix else name)
        for key, value in attributes.items():
            entry.setAttribute(key, value)
        # The endings come before the parts.
        root.insertBefore(entry, root.firstChild if name == "Default" else None)
        self.parts[TYPES_PART] = part_bytes(document)

    def _list(self, name: str, member: str, names: list[tuple[str, str]], at: int | None) -> None:
        """Name the worksheet in the workbook's list, with the names that belong to it."""
        relation = add_relation(self.parts, WORKBOOK_PART, f"{RELATIONS}/worksheet", member)
        document = parse_part(self.parts[WORKBOOK_PART])
        sheets = elements_named(document, "sheet")
        place = len(sheets) if at is None else at
        entry = sheets[-1].cloneNode(deep=True)
        for attribute in ("state",):
            if entry.hasAttribute(attribute):
                entry.removeAttribute(attribute)
        entry.setAttribute("name", name)
        numbers = [int(sheet.getAttribute("sheetId")) for sheet in sheets]
        entry.setAttribute("sheetId", str(max(numbers) + 1))
        set_relation_id(entry, relation)
        following = sheets[place] if place < len(sheets) else None
        sheets[-1].parentNode.insertBefore(entry, following)
        self._count_on(document, place, 1)
        for defined, text in names:
            self._define(document, defined, text, place)
        self.parts[WORKBOOK_PART] = part_bytes(document)

    @staticmethod
    def _define(document: Any, name: str, text: str, place: int) -> None:
        root = document.documentElement
        prefix = f"{root.prefix}:" if root.prefix else ""
        lists: list[Element] = elements_named(document, "definedNames")
        if lists:
            names = lists[0]
        else:
            names = document.createElement(f"{prefix}definedNames")
            before = [n for n in root.childNodes if n.localName in _BEFORE_NAMES][-1]
            root.insertBefore(names, before.nextSibling)
        entry = document.createElement(f"{prefix}definedName")
        entry.setAttribute("name", name)
        entry.setAttribute("localSheetId", str(place))
        entry.appendChild(document.createTextNode(text))
        names.appendChild(entry)


def _on_its_own(sheet: bytes, numbers: list[int], texts: list[bytes]) -> bytes:
    """A worksheet with its texts in it, in place of those that its workbook shares, and with the
    formats by their new numbers.
    """
    sheet = _SELECTED.sub(b"", sheet)
    sheet = _STYLED.sub(lambda m: b'%s s="%d"' % (m[1], numbers[int(m[2])]), sheet)
    return _SHARED.sub(lambda m: b' t="inlineStr"><is>' + texts[int(m[1])] + b"</is>", sheet)
