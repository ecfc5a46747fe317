"""Parsing a workbook's part in one go, where it holds nothing that could be hostile.

defusedxml refuses entities by handlers in Python, which makes it ten times as slow as expat alone.
A part that declares nothing at all needs no handlers.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import XML, Element

# A larger part is read piece by piece, for the memory's sake.
_MOST_ELEMENTS = 150_000

_HEAD = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<(?:\?xml\s[^>]{0,200}\?>|[A-Za-z])")
_ENCODING = re.compile(rb"""\sencoding\s*=\s*["'](?!(?i:utf-8|us-ascii)["'])""")


def parse_harmless(part: bytes) -> Element | None:
    """The part's root, or None where it has to be read with care: it declares a document type or
    an entity, holds comments, is written in another encoding than UTF-8, or is large.
    """
    head = _HEAD.match(part)
    if head is None or _ENCODING.search(head[0]) or b"<!" in part or b"\0" in part:
        return None
    if part.count(b"<") - part.count(b"</") > _MOST_ELEMENTS:
        return None
    return XML(part)  # without a declaration there is no entity to expand


_WITHOUT_PLACE = re.compile(rb'<c(?=[\s/>])(?! r=")')
_EMPTY = re.compile(rb'<c r="[A-Z]{1,3}\d{1,7}" s="(\d{1,6})"/>')


def without_empty_cells(part: bytes) -> tuple[bytes, set[bytes]]:
    """A worksheet without the cells that have nothing but a style, and these styles: nine of ten
    cells of the form are such. As it is where a cell doesn't say its own place.
    """
    if b"<!" in part or _WITHOUT_PLACE.search(part):
        return part, set()
    return _EMPTY.sub(b"", part), set(_EMPTY.findall(part))


_MERGE = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/>')


def without_merges(part: bytes) -> tuple[bytes, list[tuple[bytes, bytes, bytes, bytes]]]:
    """A worksheet without its merged areas, and these by columns and rows. As it is where any of
    them is written in another way.
    """
    merges = [] if b"<!" in part else _MERGE.findall(part)
    if not merges or len(merges) != part.count(b"mergeCell "):
        return part, []
    return _MERGE.sub(b"", part), merges
