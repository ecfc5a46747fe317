"""File names as Windows takes them. They are refused on every system: what is made on one PC has to
open on the next.
"""

from __future__ import annotations

import ntpath
import os
from pathlib import Path

from pia_desktop.errors import FileError

# Windows opens a device under these names, whatever ending stands behind them.
_DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"
}
_FORBIDDEN = frozenset('\\/:*?"<>|') | {chr(code) for code in (*range(32), 127)}

# Windows programs take no longer path: 260 with the end mark. Excel takes shorter ones alone.
MAX_PATH = 259

_REMEDY = "別の名前にしてください。"


def check_name(path: Path) -> None:
    """FileError if Windows can't have a file or folder of this name, or reads another one out of
    it.
    """
    fault = name_fault(path.name)
    if fault:
        raise FileError(fault, _REMEDY, file=path)
    if os.name == "nt":
        check_path_length(path, os.path.abspath(path))


def check_path_length(path: Path, absolute: str) -> None:
    """FileError if `absolute`, the whole path, is longer than Windows programs take. Windows counts
    a rare kanji like 𠮷 twice.
    """
    if len(absolute.encode("utf-16-le", "surrogatepass")) // 2 > MAX_PATH:
        raise FileError(
            f"フォルダーと名前を合わせた長さが{MAX_PATH}文字を超えています。",
            "名前を短くするか、浅いフォルダーに保存してください。",
            file=path,
        )


def is_device(name: str) -> bool:
    """Whether Windows takes the name for a device."""
    return name.partition(".")[0].rstrip(" ").upper() in _DEVICES


def name_fault(name: str) -> str:
    """Why Windows can't have this name, in Japanese, or nothing."""
    forbidden = sorted(_FORBIDDEN.intersection(name))
    if forbidden:
        shown = forbidden[0] if forbidden[0].isprintable() else f"U+{ord(forbidden[0]):04X}"
        return f"Windowsでファイル名に使えない文字「{shown}」があります。"
    if is_device(name):
        return "Windowsが機器の名前に使う名前なので、ファイル名にできません。"
    if name != name.rstrip(". "):
        return "Windowsでは、ファイル名の終わりに「.」や空白を使えません。"
    return ""


def same_place(path: Path, other: Path) -> bool:
    """Whether both names lead to one file, or would on Windows, where capitals make no difference.

    Files that are there are compared themselves: a drive's letter and a server's name may lead to
    the same one.
    """
    try:
        here, there = os.stat(path), os.stat(other)
    except OSError:  # at least one isn't there yet
        return _plain(path) == _plain(other)
    if not here.st_ino:  # some file servers number their files not at all
        return _plain(path) == _plain(other)
    return os.path.samestat(here, there)


def _plain(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path)).casefold()


def link_target(path: Path) -> Path:
    """The file that a symbolic link leads to, also where there is none yet; another path as it is.

    Folders on the way stay as they are named: a drive's letter is not turned into a server's name.
    """
    return Path(os.path.realpath(path)) if os.path.islink(path) else path


def system_path(path: Path) -> Path:
    """A path under which Windows takes a name that is longer than `MAX_PATH`: that of a temporary
    file beside a file whose own name just fits. Elsewhere the path as it is.
    """
    return Path(extended_path(os.path.abspath(path))) if os.name == "nt" else path


def extended_path(absolute: str) -> str:
    r"""An absolute Windows path in the form that has no limit, \\?\."""
    if absolute.startswith("\\\\?\\"):
        return absolute
    drive, rest = ntpath.splitdrive(absolute)
    if drive.startswith("\\\\"):  # a server's name
        return "\\\\?\\UNC\\" + drive[2:] + rest
    return "\\\\?\\" + absolute
