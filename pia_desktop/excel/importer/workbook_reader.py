"""A workbook as what an import needs of it: the texts of its cells, its pictures, its remarks.

Nothing is run, nothing is followed: macros, formulas, links to other files and charts stay shut.
"""

from __future__ import annotations

import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from defusedxml.common import DefusedXmlException

from pia_desktop.errors import FileError
from pia_desktop.excel.importer.sheet_parser import TORN_STYLES, WorkbookPartsParser
from pia_desktop.excel.importer.workbook_model import Book
from pia_desktop.excel.importer.xml_parts import (
    DocumentTypeError,
    TooLargeError,
    usual_parts,
)
from pia_desktop.files import limits
from pia_desktop.files.json_reader import read_file
from pia_desktop.files.zip_reader import ArchiveFault, stored_zip, unpack_zip
from pia_desktop.task_progress import ProgressCallback, no_progress

_TRAP = "外部の内容を読み込ませる仕掛けが入っています。"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# What the parsers raise for parts that are damaged in one way or another.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, OSError, ParseError,
    ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError, ExpatError,
)  # fmt: skip

# The style sheet, and what of it says neither how large nor how ruled a cell is: the names of
# styles, and where in the cell the text stands.
_STYLES = "styles"
_NAMED_STYLES = tuple(
    re.compile(rb"<((?:\w{1,20}:)?" + name + rb")(?:\s[^<>]*[^<>/])?>")
    for name in (b"cellStyles", b"cellStyleXfs")
)
# The names by which the program's version 0.1.0 marked the pieces of a torn text do count.
_NAMED = re.compile(rb"<(?:\w{1,20}:)?cellStyle\s[^<>]*>")
_NAME, _NUMBER = re.compile(rb'\sname="([^"]*)"'), re.compile(rb'\sxfId="(\d{1,9})"')
_UNREAD_STYLES = re.compile(rb"<(?:\w{1,20}:)?(?:alignment|protection)\b[^<>]*/>")


def open_book(path: Path, progress: ProgressCallback = no_progress) -> Book:
    """The workbook at `path`, or FileError saying in one sentence why it can't be taken in."""
    return parse_book(read_book(path), path, progress)


def parse_book(data: bytes, path: Path, progress: ProgressCallback = no_progress) -> Book:
    """The workbook in these bytes; `path` is for the wording of a refusal."""
    # Not from the bytes themselves: openpyxl would unpack what lies about its size.
    members = read_members(data, path)
    source = stored_zip(_with_lean_styles(members))
    # What openpyxl would drop, we don't write.
    with damage_as_refusal(path), warnings.catch_warnings(action="ignore"):
        reader = WorkbookPartsParser(source, progress, _own_style_numbers(members))
        reader.read()
        return Book(reader.sheets, reader.font_sizes(), reader.has_macros, reader.cleaned)


def _with_lean_styles(members: dict[str, bytes]) -> dict[str, bytes]:
    """The members with what nobody looks at taken out of the style sheet: office workbooks drag
    tens of thousands of styles along, and openpyxl makes several objects of each.
    """
    return {name: _lean(data) if _STYLES in name else data for name, data in members.items()}


def _lean(styles: bytes) -> bytes:
    styles = _UNREAD_STYLES.sub(b"", styles)
    for opening in _NAMED_STYLES:
        match = opening.search(styles)
        end = styles.find(b"</" + match[1] + b">", match.end()) if match else -1
        if match and end >= 0:  # each stands there once
            styles = styles[: match.end()] + styles[end:]
    return styles


def _own_style_numbers(members: dict[str, bytes]) -> dict[str, int]:
    """The numbers of the styles that mark pieces of a torn text, by the sides where it is torn."""
    sides = {name.encode(): side for side, name in TORN_STYLES.items()}
    numbers = {}
    for part in (data for name, data in members.items() if _STYLES in name):
        for element in _NAMED.findall(part):
            name, number = _NAME.search(element), _NUMBER.search(element)
            if name and number and name[1] in sides:
                numbers[sides[name[1]]] = int(number[1])
    return numbers


@contextmanager
def damage_as_refusal(path: Path) -> Iterator[None]:
    """Word what parsers raise for a workbook that is damaged or hostile."""
    try:
        yield
    except TooLargeError as error:
        raise _too_large(path, str(error)) from error
    except DocumentTypeError as error:
        raise _refused(path, _TRAP) from error
    except _DAMAGE as error:
        trap = any(isinstance(cause, DefusedXmlException) for cause in (error, error.__cause__))
        damage = "ファイルが壊れているか、Excelブックではありません。"
        raise _refused(path, _TRAP if trap else damage) from error


def read_book(path: Path) -> bytes:
    """The bytes of a file that begins like a workbook."""
    data = read_file(path, limits.BOOK_BYTES)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise FileError(
                "パスワードで保護されたブックなので、読めません。",
                "Excelで開き、パスワードを外して保存し直してください。",
                file=path,
            )
        raise FileError(
            "古い形式（.xls）のブックなので、読めません。",
            "Excelで開き、「名前を付けて保存」で「Excelブック（.xlsx）」にしてください。",
            file=path,
        )
    if not data.startswith(b"PK"):
        raise _refused(path, "Excelブック（.xlsx、.xlsm）ではありません。")
    return data


def read_members(data: bytes, path: Path) -> dict[str, bytes]:
    """The workbook's parts, found to be of bearable size before any of them is parsed."""
    try:
        members = unpack_zip(data, limits.BOOK_UNPACKED_BYTES)
    except ArchiveFault as fault:
        damage = "ファイルが壊れているか、Excelブックではありません。"
        raise _refused(path, damage if fault.damaged else fault.args[0]) from fault
    if not any(name.endswith("workbook.xml") for name in members):
        raise _refused(path, "Excelブック（.xlsx、.xlsm）ではありません。")
    with damage_as_refusal(path):
        return usual_parts(members)


def _too_large(path: Path, what: str) -> FileError:
    return _refused(path, f"ブックが大きすぎます（{what}が多すぎます）。")


def _refused(path: Path, message: str) -> FileError:
    return FileError(
        message, "特定個人情報保護評価書の様式のExcelブックかどうか確かめてください。", file=path
    )
