"""A workbook as what an import needs of it: the texts of its cells, its pictures, its remarks.

Nothing is run, nothing is followed: macros, formulas, links to other files and charts stay shut.
"""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException

from pia_desktop.errors import FileError
from pia_desktop.excel.reading.contents import Book
from pia_desktop.excel.reading.parts import PartsReader
from pia_desktop.progress import Progress, no_progress

# The largest real assessment has 80,000 cells in 3 MB of XML; beyond these it is no assessment.
MAX_BOOK_BYTES = 200_000_000
MAX_UNPACKED_BYTES = 150_000_000
MAX_MEMBERS = 5_000
MAX_CELLS = 600_000
MAX_MERGES = 200_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_book(path: Path, progress: Progress = no_progress) -> Book:
    """The workbook at `path`, or FileError saying in one sentence why it can't be taken in."""
    return book_of(_bytes(path), path, progress)


def book_of(data: bytes, path: Path, progress: Progress = no_progress) -> Book:
    """The workbook in these bytes; `path` is for the wording of a refusal."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_size(archive, path)
        with warnings.catch_warnings(action="ignore"):  # what openpyxl would drop, we don't write
            reader = PartsReader(io.BytesIO(data), progress)
            reader.read()
    except FileError:
        raise
    except DefusedXmlException as error:
        raise _refused(path, "外部の内容を読み込ませる仕掛けが入っています。") from error
    except _TooLargeError as error:
        raise _too_large(path) from error
    except (
        zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError,
        ParseError, ValueError, TypeError, KeyError, IndexError, AttributeError,
    ) as error:  # fmt: skip
        raise _refused(path, "ファイルが壊れているか、Excelブックではありません。") from error
    return Book(reader.sheets, reader.font_sizes(), reader.has_macros, reader.cleaned)


class _TooLargeError(Exception):
    """More cells than any assessment has."""


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BOOK_BYTES:
            raise _too_large(path)
        data = path.read_bytes()
    except OSError as error:
        raise FileError(
            "ファイルを開けません。",
            "ファイルの場所と、開く権限があるかを確かめてください。",
            file=path,
        ) from error
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


def _check_size(archive: zipfile.ZipFile, path: Path) -> None:
    """Refuse before anything is unpacked whole: a zip bomb announces its size."""
    entries = archive.infolist()
    if len(entries) > MAX_MEMBERS or sum(e.file_size for e in entries) > MAX_UNPACKED_BYTES:
        raise _too_large(path)
    if "xl/workbook.xml" not in archive.namelist() and not any(
        entry.filename.endswith("workbook.xml") for entry in entries
    ):
        raise _refused(path, "Excelブック（.xlsx、.xlsm）ではありません。")
    cells = merges = 0
    for entry in entries:
        if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
            with archive.open(entry) as stream:
                while block := stream.read(1 << 20):
                    cells += block.count(b"<c ") + block.count(b":c ")
                    merges += block.count(b"mergeCell ")
                    if cells > MAX_CELLS or merges > MAX_MERGES:
                        raise _too_large(path)


def _too_large(path: Path) -> FileError:
    return _refused(path, "ブックが大きすぎます。")


def _refused(path: Path, message: str) -> FileError:
    return FileError(
        message, "特定個人情報保護評価書の様式のExcelブックかどうか確かめてください。", file=path
    )
