"""The parts of a workbook that are XML, in UTF-8, counted before any parser sees them.

What a part is called and how it is encoded is up to whoever made the workbook; what holds here are
its bytes. A part that a parser takes for XML begins with 「<」, in UTF-8 or UTF-16.
"""

from __future__ import annotations

import re

from pia_desktop.files import limits

# What may stand before the 「<」 in each, however much of it.
_BEGINS = {
    re.compile(rb"\xff\xfe"): "utf-16",
    re.compile(rb"\xfe\xff"): "utf-16",
    re.compile(rb"(?:[ \t\r\n]\0)*<\0"): "utf-16-le",
    re.compile(rb"(?:\0[ \t\r\n])*\0<"): "utf-16-be",
}
_BEGINS_XML = re.compile(rb"[\xef\xbb\xbf \t\r\n]*<")
_ENCODING = re.compile(rb"""(<\?xml[^>]*?encoding\s*=\s*)(?:"[^"]*"|'[^']*')""")

# Excel's 「厳密な Open XML ブック」 (ISO/IEC 29500 Strict) differs in the names of its namespaces.
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAME = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(extendedProperties)?")
_STRICT_MARK = re.compile(rb"""\sconformance=(?:"strict"|'strict')""")

_DOCTYPE = b"<!DOCTYPE"
# The first element, by its name without a prefix.
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(\w+)[\s/>]")
_LISTS = {b"workbook": "名前の定義", b"Types": "部品", b"Relationships": "部品のつながり"}
# A mark with what follows it up to the next.
_LONG_RUN = re.compile(rb"<[^<]{%d}" % limits.BOOK_RUN_BYTES)
_CELL = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")
_MERGE = re.compile(rb"mergeCell[\s/>]")


class TooLargeError(Exception):
    """More of something than any assessment has; `args[0]` names it in Japanese."""


class DocumentTypeError(Exception):
    """A part brings a DOCTYPE, with which other files could be read in."""


def usual_parts(members: dict[str, bytes]) -> dict[str, bytes]:
    """The members, with each XML part in UTF-8 and by the names that all but strict workbooks use.

    TooLargeError where they hold more than any assessment; DocumentTypeError; ValueError where a
    part is not in the encoding that it begins with.
    """
    parts = {name: _usual_part(data) for name, data in members.items()}
    _count([data for data in parts.values() if _is_xml(data)])
    return parts


def _usual_part(data: bytes) -> bytes:
    encoding = next((name for begin, name in _BEGINS.items() if begin.match(data)), None)
    if encoding is not None:
        data = _ENCODING.sub(rb'\1"UTF-8"', data.decode(encoding).encode(), count=1)
    if not _is_xml(data):
        return data
    if _DOCTYPE in data:
        raise DocumentTypeError
    return _as_transitional(data) if _STRICT in data else data


def _is_xml(data: bytes) -> bool:
    return _BEGINS_XML.match(data) is not None


def _as_transitional(part: bytes) -> bytes:
    """A part of a strict Open XML workbook with the names that all other workbooks use."""

    def usual_name(strict: re.Match[bytes]) -> bytes:
        last = b"extended-properties" if strict[2] else b""
        return b"http://schemas.openxmlformats.org/" + strict[1] + b"/2006/" + last

    return _STRICT_MARK.sub(b"", _STRICT_NAME.sub(usual_name, part))


def _count(parts: list[bytes]) -> None:
    elements = attributes = cells = merges = 0
    for part in parts:
        own = part.count(b"<") - part.count(b"</")
        root = _ROOT.search(part, 0, 10_000)
        kind = root[1] if root is not None else b""
        if kind == b"styleSheet" and own > limits.BOOK_STYLE_ELEMENTS:
            raise TooLargeError("書式")
        if kind in _LISTS and own > limits.BOOK_LIST_ELEMENTS:
            raise TooLargeError(_LISTS[kind])
        if _LONG_RUN.search(part):
            raise TooLargeError("中身")
        elements += own
        attributes += part.count(b'="') + part.count(b"='")
        # No more than these are cells: counting them one by one is for parts that have many.
        at_most = part.count(b"<c") + part.count(b":c")
        if cells + at_most <= limits.BOOK_CELLS:
            cells += at_most
        elif cells <= limits.BOOK_CELLS:
            cells += sum(1 for _ in _CELL.finditer(part))
        merges += sum(1 for _ in _MERGE.finditer(part)) if b"mergeCell" in part else 0
    if merges > limits.BOOK_MERGES:
        raise TooLargeError("結合されたセル")
    if cells > limits.BOOK_CELLS:
        raise TooLargeError("セル")
    if elements > limits.BOOK_ELEMENTS or attributes > limits.BOOK_ATTRIBUTES:
        raise TooLargeError("中身")
