"""Whether a process of this PC still runs: a number alone is not enough, for it is given again."""

from __future__ import annotations

import hashlib
import os
import sys
from functools import lru_cache
from pathlib import Path

# Of a process that runs, but whose start this system or its owner keeps to itself.
UNKNOWN = "running"

_PROC = Path("/proc")

# How much /proc's stat says before and after the start time: field 22, counted after the name.
_START_FIELD = 19


def pc_name() -> str:
    """This PC's name on the network."""
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    return os.uname().nodename


@lru_cache(maxsize=1)
def pc_mark() -> str:
    """A short mark of this PC that can stand in a file's name without telling what it is called."""
    return hashlib.sha256(pc_name().encode("utf-8", "surrogatepass")).hexdigest()[:8]


def process_start(number: int) -> str:
    """When the process of this number was started, as a mark that no other process of that number
    has; nothing where none runs, UNKNOWN where it can't be told.
    """
    if not 0 < number < 2**31:
        return ""
    if sys.platform == "win32":
        return _started_on_windows(number)
    if _PROC.joinpath("self", "stat").exists():
        return _started_on_linux(number)
    return _started_elsewhere(number)


def own_process_start() -> str:
    """When this process was started."""
    return process_start(os.getpid())


def _started_on_linux(number: int) -> str:
    try:
        stat = (_PROC / str(number) / "stat").read_bytes()
        boot = (_PROC / "sys/kernel/random/boot_id").read_text("utf-8").strip()
    except (OSError, ValueError):
        return ""
    fields = stat.rpartition(b")")[2].split()  # the name before may hold blanks and brackets
    if fields[0] in (b"Z", b"X"):  # killed, and nobody has asked after it yet
        return ""
    return f"{boot}:{fields[_START_FIELD].decode()}"


def _started_elsewhere(number: int) -> str:
    """Only that it runs: there is no simple way to its start."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return ""
    except PermissionError:  # somebody else's
        return UNKNOWN
    return UNKNOWN


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _MAY_ASK = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION
    _STILL_ACTIVE = 259
    _ACCESS_DENIED = 5

    def _started_on_windows(number: int) -> str:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        kernel.OpenProcess.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
        handle = kernel.OpenProcess(_MAY_ASK, False, number)
        if not handle:
            return UNKNOWN if ctypes.get_last_error() == _ACCESS_DENIED else ""
        handle = wintypes.HANDLE(handle)
        try:
            status = wintypes.DWORD()
            times = [wintypes.FILETIME() for _ in range(4)]
            if not kernel.GetExitCodeProcess(handle, ctypes.byref(status)):
                return ""
            if status.value != _STILL_ACTIVE:
                return ""
            if not kernel.GetProcessTimes(handle, *map(ctypes.byref, times)):
                return UNKNOWN
            return f"{times[0].dwHighDateTime:x}:{times[0].dwLowDateTime:x}"
        finally:
            kernel.CloseHandle(handle)
