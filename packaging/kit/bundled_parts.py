"""What wheels bring along that isn't theirs: PySide6's Qt, its parts by others and the runtime of
Microsoft, and pypdfium2's PDFium, each with its version and, where the licence asks for it, its
source's place.
"""

from __future__ import annotations

import json
import re
import struct
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kit.wheels import Wheel

ESSENTIALS, SHIBOKEN = "pyside6-essentials", "shiboken6"
PDFIUM = "pypdfium2"
# Mark of the block that holds a Windows library's version.
_VERSION_BLOCK = b"\xbd\x04\xef\xfe"
_PCRE = re.compile(rb"(10\.\d+) 20\d\d-\d\d-\d\d")

_QT = "https://download.qt.io/official_releases/qt/{series}/{version}/"
_PYSIDE = "https://code.qt.io/cgit/pyside/pyside-setup.git/tag/?h=v{version}"
_SOURCES = {
    ESSENTIALS: _PYSIDE,
    SHIBOKEN: _PYSIDE,
}


@dataclass(frozen=True)
class BundledPart:
    """A part that comes in another's wheel; no version where the wheel doesn't tell it."""

    name: str
    version: str
    licence: str
    within: str
    source: str = ""


def bundled_parts(wheels: Iterable[Wheel]) -> list[BundledPart]:
    """What the kit's wheels of Qt and PDFium hold, read from the libraries themselves."""
    named = {wheel.name: wheel for wheel in wheels}
    parts: list[BundledPart] = []
    if ESSENTIALS in named:
        parts += _of_qt(named[ESSENTIALS])
    for name in (ESSENTIALS, SHIBOKEN):
        if name in named:
            parts += _runtime(named[name])
    if PDFIUM in named:
        parts += _of_pdfium(named[PDFIUM])
    return parts


def source_of(wheel: Wheel) -> str:
    """Where the source of a wheel under the LGPL is, nothing for another one."""
    return _SOURCES.get(wheel.name, "").format(version=wheel.version)


def _of_qt(wheel: Wheel) -> Iterator[BundledPart]:
    core = _read(wheel, "PySide6/Qt6Core.dll")
    if not core:
        return
    version = ".".join(file_version(core).split(".")[:3])
    source = _QT.format(series=version.rpartition(".")[0], version=version)
    yield BundledPart("qt", version, "LGPL-3.0-only", wheel.name, source)
    pcre = _PCRE.search(core)
    within = "qt"
    yield BundledPart("pcre2", pcre[1].decode() if pcre else "", "BSD-3-Clause", within)
    yield BundledPart("double-conversion", "", "BSD-3-Clause", within)
    yield BundledPart("zlib", "", "Zlib", within)
    yield BundledPart("freetype", "", "FTL", within)
    yield BundledPart("harfbuzz", "", "MIT", within)
    yield BundledPart("libpng", "", "libpng-2.0", within)
    yield BundledPart("libjpeg-turbo", "", "IJG AND BSD-3-Clause", within)
    yield BundledPart("md4c", "", "MIT", within)


def _of_pdfium(wheel: Wheel) -> Iterator[BundledPart]:
    """Its version is that of Chromium; the parts that it has inside have their licences beside."""
    built = _read(wheel, "pypdfium2_raw/version.json")
    if built:
        told = json.loads(built)
        version = ".".join(str(told[part]) for part in ("major", "minor", "build", "patch"))
        yield BundledPart("pdfium", version, "BSD-3-Clause", wheel.name)


def _runtime(wheel: Wheel) -> Iterator[BundledPart]:
    folder = "PySide6" if wheel.name == ESSENTIALS else "shiboken6"
    library = _read(wheel, f"{folder}/vcruntime140.dll")
    if library:
        name, licence = "microsoft-visual-cpp-runtime", "LicenseRef-Microsoft-Visual-Cpp-Runtime"
        yield BundledPart(name, file_version(library), licence, wheel.name)


def _read(wheel: Wheel, name: str) -> bytes:
    with zipfile.ZipFile(wheel.path) as archive:
        return archive.read(name) if name in archive.namelist() else b""


def file_version(library: bytes) -> str:
    """The version that Windows shows for a library."""
    at = library.find(_VERSION_BLOCK)
    if at < 0:
        raise ValueError("a library without a version")
    high, low = struct.unpack_from("<II", library, at + 8)
    return ".".join(str(part) for part in (high >> 16, high & 0xFFFF, low >> 16, low & 0xFFFF))
