"""Packing a workbook so that the same content is the same bytes: no time of the moment in it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

# The standard library's own function brings all of its network modules along.
_ATTRIBUTE = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "\n": "&#10;",
        "\r": "&#13;",
        "\t": "&#9;",
    }
)

_EPOCH = (1980, 1, 1, 0, 0, 0)
_STAMPS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
_FIXED = rb"\g<1>2000-01-01T00:00:00Z\g<3>"


_DRAWING = re.compile(r"xl/drawings/drawing\d+\.xml")
_DESCRIPTION = re.compile(rb'descr="Picture"')


class _InMemory(ExcelWriter):  # type: ignore[misc]
    """Writes a workbook without putting its sheets, and so the answers, into the temp folder."""

    def write_worksheet(self, ws: Worksheet) -> None:
        """A sheet, straight into the archive."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.images = ws._images
        buffer = io.BytesIO()
        writer = WorksheetWriter(ws, buffer)
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], buffer.getvalue())
        self.manifest.append(ws)


def serialize_workbook(workbook: Workbook) -> io.BytesIO:
    """The workbook's bytes as openpyxl writes them."""
    buffer = io.BytesIO()
    workbook.properties.modified = datetime(2000, 1, 1)
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        _InMemory(workbook, archive).save()
    return buffer


def quote_sheet_name(text: str) -> str:
    """A text as the value of an attribute, in its quotes."""
    return f'"{text.translate(_ATTRIBUTE)}"'


def pack_members(written: io.BytesIO, pictures: Sequence[str] = ()) -> bytes:
    """The members of the written workbook in their order, each with the same fixed time.

    `pictures` are the pictures' file names in the order in which they stand: they become the
    pictures' alternative texts, by which they are known when the workbook is read again.
    """
    names = iter(pictures)
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(written) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "docProps/core.xml":
                data = _STAMPS.sub(_FIXED, data)
            if _DRAWING.fullmatch(entry.filename):
                data = _described(data, names)
            info = zipfile.ZipInfo(entry.filename, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            target.writestr(info, data)
    return buffer.getvalue()


def _described(data: bytes, names: Iterator[str]) -> bytes:
    """A drawing with each picture's name in place of openpyxl's own word."""
    return _DESCRIPTION.sub(lambda _: b"descr=" + quote_sheet_name(next(names, "")).encode(), data)
