"""The cell formats of one workbook added to those of another."""

from __future__ import annotations

from typing import Any

from pia_desktop.excel.template_filling.package_parts import Element, parse_part, part_bytes

# Number formats below this are Excel's own.
_FIRST_OWN = 164
_LISTS = (("fonts", "fontId"), ("fills", "fillId"), ("borders", "borderId"))


def graft_styles(target: bytes, source: bytes) -> tuple[bytes, list[int]]:
    """The styles part of a workbook with the cell formats of another one behind its own; for each
    of those, by its number, the number that it has now.
    """
    graft = _StyleGraft(parse_part(target), parse_part(source))
    numbers = graft.add_formats()
    return part_bytes(graft.document), numbers


class _StyleGraft:
    def __init__(self, document: Any, source: Any) -> None:
        self.document = document
        self._root = document.documentElement
        self._source = source.documentElement

    def add_formats(self) -> list[int]:
        moved = {key: self._append(name) for name, key in _LISTS}
        number_formats = self._add_number_formats()
        formats = self._list("cellXfs", self._root)
        first = len(_entries(formats))
        numbers = []
        for number, entry in enumerate(_entries(self._list("cellXfs", self._source))):
            new = self._adopted(entry)
            for key, offset in moved.items():
                new.setAttribute(key, str(int(entry.getAttribute(key) or 0) + offset))
            own = entry.getAttribute("numFmtId") or "0"
            new.setAttribute("numFmtId", number_formats.get(own, own))
            new.setAttribute("xfId", "0")
            formats.appendChild(new)
            numbers.append(first + number)
        _count(formats)
        return numbers

    def _append(self, name: str) -> int:
        """Add the entries of one list; how many stand before them."""
        own = self._list(name, self._root)
        before = len(_entries(own))
        for entry in _entries(self._list(name, self._source)):
            new = self._adopted(entry)
            for child in _entries(new):
                if child.localName == "scheme":  # the other workbook's theme has other fonts
                    new.removeChild(child)
            own.appendChild(new)
        _count(own)
        return before

    def _add_number_formats(self) -> dict[str, str]:
        """Add the number formats that are none of Excel's own, by numbers that are free."""
        wanted = [e for e in _entries(self._source) if e.localName == "numFmts"]
        if not wanted:
            return {}
        own = next((e for e in _entries(self._root) if e.localName == "numFmts"), None)
        if own is None:
            own = self._new("numFmts")
            self._root.insertBefore(own, self._root.firstChild)
        taken = [int(entry.getAttribute("numFmtId")) for entry in _entries(own)]
        free = max([_FIRST_OWN - 1, *taken]) + 1
        numbers = {}
        for number, entry in enumerate(_entries(wanted[0]), free):
            new = self._adopted(entry)
            numbers[entry.getAttribute("numFmtId")] = str(number)
            new.setAttribute("numFmtId", str(number))
            own.appendChild(new)
        _count(own)
        return numbers

    def _list(self, name: str, root: Element) -> Element:
        return next(entry for entry in _entries(root) if entry.localName == name)

    def _new(self, name: str) -> Element:
        prefix = self._root.prefix
        return self.document.createElement(f"{prefix}:{name}" if prefix else name)

    def _adopted(self, entry: Element) -> Element:
        """An element of the other part as this one writes its elements."""
        new = self._new(entry.localName)
        for name, value in entry.attributes.items():
            new.setAttribute(name, value)
        for child in _entries(entry):
            new.appendChild(self._adopted(child))
        return new


def _entries(element: Element) -> list[Element]:
    return [node for node in element.childNodes if node.nodeType == node.ELEMENT_NODE]


def _count(element: Element) -> None:
    element.setAttribute("count", str(len(_entries(element))))
