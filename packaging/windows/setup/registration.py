"""What Windows is told about the program, for this user alone, and taking it back."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from preparation import PACKAGES, WORKBOOKS
from refusal import Refusal

TITLE = "特定個人情報保護評価書"
TYPE = "pia-desktop.assessment"
_CLASSES = r"Software\Classes"
_REMOVAL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\pia-desktop"


@dataclass(frozen=True)
class Value:
    """A value below HKEY_CURRENT_USER; a key's own value has no name."""

    key: str
    name: str
    data: str | int


class Windows(Protocol):
    """What is done to Windows itself; `windows.py` does it."""

    def put(self, value: Value) -> None:
        """Write a value, and its key where that is missing."""

    def take(self, key: str) -> None:
        """Remove a key with all below it; nothing where there is none."""

    def take_value(self, value: Value) -> None:
        """Remove one value if it still holds this data."""

    def link(self, place: Path, target: Path, arguments: str, icon: Path) -> None:
        """Make a shortcut."""

    def tell(self) -> None:
        """Have the desktop show new icons and file types."""


def values(home: Path, version: str) -> list[Value]:
    """Everything that is written: the file type, and the entry in the list of programs."""
    open_it = f'"{_window(home)}" -m pia_desktop "%1"'
    icon = str(_icon(home))
    remove = f'cmd.exe /c ""{home / "uninstall.cmd"}""'
    return [
        Value(rf"{_CLASSES}\.pia", "", TYPE),
        Value(rf"{_CLASSES}\{TYPE}", "", TITLE),
        Value(rf"{_CLASSES}\{TYPE}\DefaultIcon", "", icon),
        Value(rf"{_CLASSES}\{TYPE}\shell\open\command", "", open_it),
        Value(_REMOVAL, "DisplayName", f"{TITLE} (pia-desktop)"),
        Value(_REMOVAL, "DisplayVersion", version),
        Value(_REMOVAL, "Publisher", "pia-desktop"),
        Value(_REMOVAL, "DisplayIcon", icon),
        Value(_REMOVAL, "InstallLocation", str(home)),
        Value(_REMOVAL, "UninstallString", remove),
        Value(_REMOVAL, "QuietUninstallString", f'{remove[:-1]} /quiet"'),
        Value(_REMOVAL, "NoModify", 1),
        Value(_REMOVAL, "NoRepair", 1),
    ]


def shortcut(menu: Path) -> Path:
    """Where the Start menu has the program."""
    return menu / f"{TITLE}.lnk"


def register(windows: Windows, home: Path, menu: Path, version: str) -> None:
    """Tie .pia to the program, and put it into the Start menu and the list of programs."""
    for value in values(home, version):
        windows.put(value)
    windows.link(shortcut(menu), _window(home), "-m pia_desktop", _icon(home))
    windows.tell()


def remove(windows: Windows, home: Path, menu: Path) -> bool:
    """Take everything back and remove the program; whether workbooks of the user are left.

    Python and the setup that are running stay for the script that called them.
    """
    _refuse_if_open(home)
    own = values(home, "")[0]
    windows.take_value(own)  # another program may have taken .pia over meanwhile
    windows.take(rf"{_CLASSES}\{TYPE}")
    windows.take(_REMOVAL)
    shortcut(menu).unlink(missing_ok=True)
    windows.tell()
    books = [path for path in (home / WORKBOOKS).glob("*") if path.suffix.lower() != ".md"]
    for path in home.iterdir():
        if path.name in ("python", "setup") or (books and path.name == WORKBOOKS.parts[0]):
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    return bool(books)


def _refuse_if_open(home: Path) -> None:
    """A folder can't be renamed while a program has loaded something out of it."""
    packages, aside = home / PACKAGES, home / f"{PACKAGES}.removed"
    if not packages.exists():
        return
    try:
        packages.rename(aside)
    except OSError as error:
        raise Refusal(
            "プログラムの画面が開いています。",
            "保存して画面を全部閉じてから、もう一度実行してください。",
        ) from error


def _window(home: Path) -> Path:
    """Python without a console."""
    return home / "python" / "pythonw.exe"


def _icon(home: Path) -> Path:
    return home / "resources" / "icons" / "pia-desktop.ico"
