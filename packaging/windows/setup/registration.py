"""What Windows is told about the program, for this user alone, and taking it back."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from preparation import OWN_TERMS, SHARED_MARK, WORKBOOKS
from refusal import Refusal

TITLE = "特定個人情報保護評価書"
TYPE = "pia-desktop.assessment"
# What is on its way out.
_ASIDE = "removed"
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

    def read(self, value: Value) -> str | int | None:
        """What Windows has in a value's place, None where there is nothing."""

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
    shared = (home / SHARED_MARK).is_file()
    remove = f'cmd.exe /c ""{home / "uninstall.cmd"}""'
    if shared:  # one of many users takes back what is his, not the program
        remove = f'cmd.exe /c ""{home / "register.cmd"}" /remove"'
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
    """Tie .pia to the program, and put it into the Start menu and the list of programs: all of it,
    or nothing.
    """
    written = values(home, version)
    before = [replace(value, data=_known(windows.read(value))) for value in written]
    try:
        for value in written:
            windows.put(value)
        windows.link(shortcut(menu), _window(home), "-m pia_desktop", _icon(home))
    except OSError as error:
        _restore(windows, written, before)
        raise Refusal(
            "プログラムは入りましたが、スタートメニューとファイルの種類に登録できませんでした"
            f"（{error}）。",
            f"「{home / 'register.cmd'}」をもう一度実行してください。"
            f"登録しなくても「{home / 'pia-desktop.cmd'}」から使えます。",
        ) from error
    windows.tell()


def _known(data: str | int | None) -> str | int:
    return "" if data is None else data


def _restore(windows: Windows, written: list[Value], before: list[Value]) -> None:
    """What Windows had before; what it had not goes."""
    own = {value.key for value in written[1:]} - {value.key for value in before if value.data != ""}
    for value, earlier in zip(written, before, strict=True):
        with contextlib.suppress(OSError):
            if earlier.data != "":
                windows.put(earlier)
            elif value.key in own:
                windows.take(value.key)
            else:
                windows.take_value(value)  # .pia may belong to another program too


def unregister(windows: Windows, home: Path, menu: Path) -> None:
    """Take back what this installation has told Windows of itself for this user; what another
    installation has told stays.
    """
    location = Value(_REMOVAL, "InstallLocation", str(home))
    if windows.read(location) != location.data:
        return
    own = values(home, "")[0]
    windows.take_value(own)  # another program may have taken .pia over meanwhile
    windows.take(rf"{_CLASSES}\{TYPE}")
    shortcut(menu).unlink(missing_ok=True)
    windows.take(_REMOVAL)
    windows.tell()


def remove(windows: Windows, home: Path, menu: Path) -> list[Path]:
    """Take everything back and remove the program; what is left: the user's own files, and what
    could not be removed.

    Nothing is removed before everything has been moved aside, which Windows refuses for a program
    that runs: then, or when Windows won't take back what it was told, all is as before. Python, the
    setup that is running and its script stay for the script.
    """
    own = [path for path in (home / WORKBOOKS).glob("*") if path.suffix.lower() != ".md"]
    own += [home / OWN_TERMS] if (home / OWN_TERMS).is_file() else []
    staying = {"python", "setup", "uninstall.cmd", _ASIDE}
    aside = home / _ASIDE
    shutil.rmtree(aside, ignore_errors=True)  # of an earlier removal
    aside.mkdir(exist_ok=True)
    moved = _move_aside([path for path in home.iterdir() if path.name not in staying], aside)
    try:
        unregister(windows, home, menu)
    except OSError as error:
        _move_back(moved)
        aside.rmdir()
        raise Refusal(
            f"スタートメニューとファイルの種類の登録を取り消せませんでした（{error}）。",
            "プログラムはそのまま使えます。パソコンを起動し直してから、もう一度実行してください。",
        ) from error
    for path in own:
        place = aside / path.relative_to(home)
        path.parent.mkdir(parents=True, exist_ok=True)
        place.rename(path)
    shutil.rmtree(aside, ignore_errors=True)  # a scanner may hold a file of it for a moment
    return [*own, *([aside] if aside.exists() else [])]


def _move_aside(paths: list[Path], aside: Path) -> list[tuple[Path, Path]]:
    """Move all of them, or none."""
    moved: list[tuple[Path, Path]] = []
    try:
        for path in paths:
            path.rename(aside / path.name)
            moved.append((path, aside / path.name))
    except OSError as error:
        _move_back(moved)
        aside.rmdir()
        raise Refusal(
            "プログラムの画面が開いています。",
            "保存して画面を全部閉じてから、もう一度実行してください。",
        ) from error
    return moved


def _move_back(moved: list[tuple[Path, Path]]) -> None:
    for path, place in moved:
        place.rename(path)


def _window(home: Path) -> Path:
    """Python without a console."""
    return home / "python" / "pythonw.exe"


def _icon(home: Path) -> Path:
    return home / "resources" / "icons" / "pia-desktop.ico"
