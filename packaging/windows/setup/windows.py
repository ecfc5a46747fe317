"""The registry, the shortcut and the desktop, through what every Windows has and no script host."""

from __future__ import annotations

import ctypes
import sys
import uuid
from pathlib import Path
from typing import Any

from registration import Value

if sys.platform != "win32":
    raise ImportError("this module speaks to Windows")

import winreg

_LINK = uuid.UUID("00021401-0000-0000-c000-000000000046")
_IS_LINK = uuid.UUID("000214f9-0000-0000-c000-000000000046")
_IS_FILE = uuid.UUID("0000010b-0000-0000-c000-000000000046")
_IN_PROCESS = 1
# Places in the tables of functions of IShellLinkW and IPersistFile, in the order of their headers.
_ASK, _RELEASE = 0, 2
_SET_WORKING_DIRECTORY, _SET_ARGUMENTS, _SET_ICON, _SET_PATH = 9, 11, 17, 20
_SAVE = 6
_ASSOCIATIONS_CHANGED = 0x08000000


class CurrentUser:
    """What belongs to the user who runs this."""

    def put(self, value: Value) -> None:
        """Write a value, and its key where that is missing."""
        kind = winreg.REG_DWORD if isinstance(value.data, int) else winreg.REG_SZ
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, value.key) as key:
            winreg.SetValueEx(key, value.name, 0, kind, value.data)

    def read(self, value: Value) -> str | int | None:
        """What Windows has in a value's place, None where there is nothing."""
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, value.key) as key:
                data = winreg.QueryValueEx(key, value.name)[0]
        except FileNotFoundError:
            return None
        return data if isinstance(data, str | int) else None

    def take(self, key: str) -> None:
        """Remove a key with all below it; nothing where there is none."""
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                below = [winreg.EnumKey(opened, at) for at in range(winreg.QueryInfoKey(opened)[0])]
        except FileNotFoundError:
            return
        for name in below:
            self.take(rf"{key}\{name}")
        winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)

    def take_value(self, value: Value) -> None:
        """Remove one value if it still holds this data."""
        access = winreg.KEY_READ | winreg.KEY_SET_VALUE
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, value.key, 0, access) as key:
                if winreg.QueryValueEx(key, value.name)[0] == value.data:
                    winreg.DeleteValue(key, value.name)
        except FileNotFoundError:
            return

    def link(self, place: Path, target: Path, arguments: str, icon: Path) -> None:
        """Make a shortcut."""
        place.parent.mkdir(parents=True, exist_ok=True)
        ole = ctypes.OleDLL("ole32")
        ole.CoInitialize(None)
        made = ctypes.c_void_p()
        ole.CoCreateInstance(_bytes(_LINK), None, _IN_PROCESS, _bytes(_IS_LINK), ctypes.byref(made))
        _call(made, _SET_PATH, ctypes.c_wchar_p(str(target)))
        _call(made, _SET_ARGUMENTS, ctypes.c_wchar_p(arguments))
        _call(made, _SET_WORKING_DIRECTORY, ctypes.c_wchar_p(str(Path.home())))
        _call(made, _SET_ICON, ctypes.c_wchar_p(str(icon)), ctypes.c_int(0))
        file = ctypes.c_void_p()
        _call(made, _ASK, _bytes(_IS_FILE), ctypes.byref(file))
        _call(file, _SAVE, ctypes.c_wchar_p(str(place)), ctypes.c_int(1))
        for pointer in (file, made):
            _count(pointer, _RELEASE)
        ole.CoUninitialize()

    def tell(self) -> None:
        """Have the desktop show new icons and file types."""
        ctypes.WinDLL("shell32").SHChangeNotify(_ASSOCIATIONS_CHANGED, 0, None, None)


def _bytes(identity: uuid.UUID) -> ctypes.Array[ctypes.c_char]:
    return ctypes.create_string_buffer(identity.bytes_le, 16)


def _call(pointer: ctypes.c_void_p, place: int, *given: object) -> None:
    """Call a function of a COM object; a failure is raised as OSError."""
    _function(pointer, place, ctypes.HRESULT, given)(pointer, *given)


def _count(pointer: ctypes.c_void_p, place: int) -> None:
    _function(pointer, place, ctypes.c_ulong, ())(pointer)


def _function(pointer: ctypes.c_void_p, place: int, gives: type, given: tuple[object, ...]) -> Any:
    table = ctypes.cast(pointer, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p)))[0]
    kinds: list[Any] = [ctypes.c_void_p if _is_place(one) else type(one) for one in given]
    return ctypes.WINFUNCTYPE(gives, ctypes.c_void_p, *kinds)(table[place])


def _is_place(given: object) -> bool:
    """An address: of a buffer or of a pointer that is filled in."""
    return not isinstance(given, ctypes.c_wchar_p | ctypes.c_int)
