"""Why the system refused a file, and what a person can do about it: errno and Windows' own numbers
in Japanese.
"""

from __future__ import annotations

import errno
import ntpath
import os
import stat
import sys
from pathlib import Path
from typing import NamedTuple

from pia_desktop.errors import FileError


class _Cause(NamedTuple):
    """What stands between the program and a file, and the remedy."""

    reason: str
    remedy: str


_HELD = _Cause(
    "ほかのプログラムで開いています", "そのファイルを開いているプログラムを閉じてください。"
)
_MARKED = _Cause(
    "読み取り専用になっています", "ファイルのプロパティで「読み取り専用」を外してください。"
)
_PROTECTED = _Cause("書き込めない場所です", "書き込み禁止になっていないかを確かめてください。")
_NO_FILE = _Cause("ファイルがありません", "名前と場所を確かめてください。")
_NO_FOLDER = _Cause("フォルダーがありません", "フォルダーの場所を確かめてください。")
_NO_DRIVE = _Cause(
    "ドライブがつながっていません", "USBメモリーやドライブがつながっているかを確かめてください。"
)
_NO_SERVER = _Cause(
    "ファイルサーバーにつながりません", "ネットワークとサーバーの名前を確かめてください。"
)
_NO_LOGON = _Cause(
    "ファイルサーバーに入れません", "サーバーを使う権限を、情報システムの担当者に確かめてください。"
)
_NO_READING = _Cause("開く権限がありません", "ファイルとフォルダーの権限を確かめてください。")
_NO_WRITING = _Cause("書き込む権限がありません", "ファイルとフォルダーの権限を確かめてください。")
_UNCLEAR = _Cause(
    "書き込む権限がないか、ほかのプログラムで開いています",
    "書き込みの権限があるか、ほかのプログラムで開いていないかを確かめてください。",
)
_FULL = _Cause("空き容量がありません", "要らないファイルを消してください。")
_LARGE = _Cause(
    "ファイルが大きすぎます", "置ける大きさを、情報システムの担当者に確かめてください。"
)
_LONG = _Cause("名前が長すぎます", "名前を短くするか、浅いフォルダーを選んでください。")
_NAME = _Cause("名前に使えない文字があります", "別の名前にしてください。")
_FOLDER = _Cause("同じ名前のフォルダーがあります", "別の名前にしてください。")
_SCANNER = _Cause(
    "ウイルス対策ソフトが止めました", "このファイルの許可を、情報システムの担当者に頼んでください。"
)
_POLICY = _Cause(
    "管理者の設定で止められています", "このファイルの許可を、情報システムの担当者に頼んでください。"
)
_DISK = _Cause("ディスクを読み書きできません", "ディスクが壊れていないかを確かめてください。")
_MANY = _Cause("開いているファイルが多すぎます", "ほかのプログラムを閉じてください。")

_CAUSES = {
    errno.ENOENT: _NO_FOLDER,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EISDIR: _FOLDER,
    errno.EACCES: _UNCLEAR,
    errno.EPERM: _NO_WRITING,
    errno.EROFS: _PROTECTED,
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _LARGE,
    errno.ENAMETOOLONG: _LONG,
    errno.EINVAL: _NAME,
    errno.EBUSY: _HELD,
    errno.EIO: _DISK,
    errno.ENODEV: _NO_DRIVE,
    errno.ENXIO: _NO_DRIVE,
    errno.ESTALE: _NO_SERVER,
    errno.ETIMEDOUT: _NO_SERVER,
    errno.EHOSTUNREACH: _NO_SERVER,
    errno.ENETUNREACH: _NO_SERVER,
    errno.ENOTCONN: _NO_SERVER,
    errno.EMFILE: _MANY,
    errno.ENFILE: _MANY,
}

# Windows tells these apart where its errno does not.
_WINDOWS_CAUSES = {
    **dict.fromkeys((15, 20, 21, 1167), _NO_DRIVE),
    **dict.fromkeys((51, 53, 54, 55, 58, 59, 64, 67, 121, 1222, 1231, 1236), _NO_SERVER),
    **dict.fromkeys((65, 86, 1326, 1327, 1331), _NO_LOGON),
    **dict.fromkeys((32, 33), _HELD),
    **dict.fromkeys((39, 112), _FULL),
    **dict.fromkeys((225, 226), _SCANNER),
    19: _PROTECTED,
    206: _LONG,
    1117: _DISK,
    1260: _POLICY,
}
# A file or a folder on the way to it isn't there: the drive may be what is missing.
_NOT_THERE = (2, 3)
# Windows' one answer to a mark, a right that is missing, and a file whose removal is under way.
_DENIED = 5
# What a refusal to write means for who only reads.
_READING = {_NO_FOLDER: _NO_FILE, _UNCLEAR: _NO_READING, _NO_WRITING: _NO_READING}


def failure_reason(error: OSError) -> str:
    """Why the system refused, in Japanese where we know it."""
    return _cause(error, Path(error.filename or "")).reason


def write_failure(path: Path, error: OSError) -> FileError:
    """The refusal to write a file."""
    cause = _cause(error, path)
    return FileError(
        f"書き込めませんでした（{cause.reason}）。",
        f"{cause.remedy}できないときは、別の場所に保存してください。",
        file=path,
    )


def read_failure(path: Path, error: OSError) -> FileError:
    """The refusal to open a file."""
    cause = _cause(error, path)
    cause = _READING.get(cause, cause)
    return FileError(f"ファイルを開けません（{cause.reason}）。", cause.remedy, file=path)


def _cause(error: OSError, path: Path) -> _Cause:
    number = getattr(error, "winerror", None) or _windows_number(error, path)
    if number in _NOT_THERE:
        return _missing_root(path) or _NO_FOLDER
    if number == _DENIED and _is_marked(path):
        return _MARKED
    unknown = _Cause(f"システムの誤り {error.errno or ''}".rstrip(), _UNCLEAR.remedy)
    return _WINDOWS_CAUSES.get(number) or _CAUSES.get(error.errno or 0) or unknown


def _windows_number(error: OSError, path: Path) -> int:
    """Windows' own number for a file that Python opens by C's means, which tell errno alone."""
    if sys.platform == "win32":
        if error.errno == errno.ENOENT:
            return _NOT_THERE[0]
        if error.errno == errno.EACCES and os.path.isfile(path):
            return _refusal_to_open(path)
    return 0


if sys.platform == "win32":
    import _winapi

    # What open() lets others do meanwhile, and that the file has to be there.
    _READ_AND_WRITE, _EXISTING = 3, 3

    def _refusal_to_open(path: Path) -> int:
        reading = _winapi.GENERIC_READ
        try:
            handle = _winapi.CreateFile(str(path), reading, _READ_AND_WRITE, 0, _EXISTING, 0, 0)
        except OSError as refusal:
            return refusal.winerror
        _winapi.CloseHandle(handle)
        return 0


def _missing_root(path: Path) -> _Cause | None:
    """What of a Windows path is gone where even its drive or share isn't there."""
    root = ntpath.splitdrive(os.path.abspath(path))[0]
    if not root or os.path.exists(root + "\\"):
        return None
    return _NO_SERVER if root.startswith("\\\\") else _NO_DRIVE


def _is_marked(path: Path) -> bool:
    """Whether the file has Windows' mark 「読み取り専用」."""
    try:
        marks = getattr(os.stat(path), "st_file_attributes", 0)
    except OSError:
        return False
    return bool(marks & stat.FILE_ATTRIBUTE_READONLY)
