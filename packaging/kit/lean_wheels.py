"""Wheels without what the program never loads: Qt's Quick, Qml, Designer and software OpenGL, and
Pillow's codecs for formats that aren't taken in.

A wheel is checked against the lock as it was fetched, and then packed anew with a RECORD of what is
left. Its own digest goes into the kit's lock, the fetched one's into the list of components.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kit.wheels import Wheel, read_wheel

# The earliest date that a zip can hold: the same wheel is the same bytes.
_DATE = (1980, 1, 1, 0, 0, 0)

# What the window imports of PySide6, and the libraries behind it.
_MODULES = "QtCore|QtGui|QtWidgets|QtPrintSupport"
_LIBRARIES = "Qt6Core|Qt6Gui|Qt6Widgets|Qt6PrintSupport|Qt6Svg"
# Microsoft's runtime: what the kept libraries are linked to.
_RUNTIME = "msvcp140|msvcp140_1|msvcp140_2|vcruntime140|vcruntime140_1"
_PLUGINS = (
    "platforms/qwindows|platforms/qoffscreen|imageformats/qjpeg|imageformats/qsvg|"
    "iconengines/qsvgicon|styles/qmodernwindowsstyle"
)

# By wheel, what stays; a wheel that isn't named stays as it is.
KEPT = {
    "pyside6-essentials": (
        rf"PySide6/(({_MODULES})\.pyd|({_LIBRARIES}|{_RUNTIME}|pyside6\.abi3)\.dll|\w+\.py)"
        rf"|PySide6/plugins/({_PLUGINS})\.dll"
        r"|PySide6/support/\w+\.py"
        r"|PySide6/translations/qtbase_ja\.qm"
        r"|[^/]+\.dist-info/(?!entry_points|RECORD).*"
    ),
    "shiboken6": (
        rf"shiboken6/(\w+\.py|Shiboken\.pyd|({_RUNTIME}|shiboken6\.abi3)\.dll)"
        r"|[^/]+\.dist-info/(?!entry_points|RECORD).*"
    ),
    "pillow": (
        r"(?!PIL/(_avif|_imagingcms|_imagingtk|_webp)\.|.*\.pyi$|[^/]+\.dist-info/RECORD).*"
    ),
}


@dataclass(frozen=True)
class LeanWheel:
    """What became of a wheel: as it is in the kit, the digest it was fetched with, and the names
    that were left out.
    """

    wheel: Wheel
    fetched_sha256: str
    left_out: tuple[str, ...] = ()


def make_lean(wheels: Iterable[Wheel]) -> list[LeanWheel]:
    """Pack those anew that hold what isn't used, in their place."""
    return [_make_lean(wheel) for wheel in wheels]


def _make_lean(wheel: Wheel) -> LeanWheel:
    kept = KEPT.get(wheel.name)
    if kept is None:
        return LeanWheel(wheel, wheel.sha256)
    with zipfile.ZipFile(wheel.path) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        record = next(name for name in names if name.endswith(".dist-info/RECORD"))
        files = {name: archive.read(name) for name in names if re.fullmatch(kept, name)}
    _write(wheel.path, files, record)
    left_out = tuple(sorted({*names} - {*files, record}))
    return LeanWheel(read_wheel(wheel.path), wheel.sha256, left_out)


def _write(path: Path, files: dict[str, bytes], record: str) -> None:
    lines = io.StringIO()
    rows = csv.writer(lines, lineterminator="\n")
    for name, data in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=")
        rows.writerow((name, f"sha256={digest.decode('ascii')}", len(data)))
    rows.writerow((record, "", ""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in {**files, record: lines.getvalue().encode("utf-8")}.items():
            member = zipfile.ZipInfo(name, _DATE)
            member.external_attr = 0o644 << 16
            archive.writestr(member, data, zipfile.ZIP_DEFLATED, 9)


def write_lock(wheels: Iterable[LeanWheel], lock: Path) -> None:
    """The lock of what lies in the kit, for the pip that installs it."""
    lines = [
        "# The wheels of this kit. sbom.cdx.json has the digests with which they were fetched.\n"
    ]
    for lean in wheels:
        wheel = lean.wheel
        lines.append(f"{wheel.name}=={wheel.version} \\\n    --hash=sha256:{wheel.sha256}\n")
    lock.write_text("".join(lines), "utf-8", newline="\n")
