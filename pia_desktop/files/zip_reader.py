"""Unpacking a zip that a stranger may have made: whole, within bounds, and never onto the disk."""

from __future__ import annotations

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import PurePosixPath

from pia_desktop.files import limits

_BLOCK = 1 << 20
_DAMAGE = (
    OSError, zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError,
    RuntimeError, ValueError, OverflowError, LookupError,
)  # fmt: skip
_DRIVE = re.compile(r"[A-Za-z]:")


class ArchiveFault(Exception):
    """Why a zip isn't unpacked: `args[0]` says it in Japanese. `damaged` tells a broken one from
    one that somebody made so.
    """

    def __init__(self, message: str, *, damaged: bool = False) -> None:
        """Keep whether it may simply be broken."""
        super().__init__(message)
        self.damaged = damaged


class _Source(io.BytesIO):
    """Bytes that aren't handed out in large pieces: zipfile reads the whole directory at once."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > limits.DIRECTORY_BYTES:
            raise ArchiveFault("中身の数が多すぎます。")
        return super().read(size)


def unpack_zip(data: bytes, unpacked: int) -> dict[str, bytes]:
    """The members by name, in their order, or ArchiveFault. At most `unpacked` bytes come out,
    whatever the members' heads announce.
    """
    try:
        with zipfile.ZipFile(_Source(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _reject_hostile(entries)
            if sum(entry.file_size for entry in entries) > unpacked:
                raise ArchiveFault("中身が大きすぎます。")
            return {entry.filename: _member(archive, entry) for entry in entries}
    except _DAMAGE as error:
        raise ArchiveFault("ファイルが壊れています。", damaged=True) from error


def stored_zip(members: dict[str, bytes]) -> io.BytesIO:
    """The members as a zip that can be trusted: what it says of itself is true."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    buffer.seek(0)
    return buffer


def canonical_name(name: str) -> str:
    """What a name comes down to: names that agree in it are one file on Windows or macOS."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _reject_hostile(entries: Sequence[zipfile.ZipInfo]) -> None:
    """Reject archives with hostile features (encryption, links, traversal)."""
    if len(entries) > limits.MEMBERS:
        raise ArchiveFault("中身の数が多すぎます。")
    if len({canonical_name(entry.filename) for entry in entries}) < len(entries):
        raise ArchiveFault("同じ名前の中身が二つ入っています。")
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise ArchiveFault("暗号化（パスワード保護）されています。")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ArchiveFault("読めない方法で圧縮されています。")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise ArchiveFault("別の場所を指すリンクが入っています。")
        name = entry.filename
        if name.startswith("/") or _DRIVE.match(name) or ".." in PurePosixPath(name).parts:
            raise ArchiveFault("フォルダーの外を指す名前が入っています。")


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A member's bytes in blocks: one read for all of them would unpack a bomb behind a small head
    before cutting it off.
    """
    blocks = []
    with archive.open(entry) as stream:
        while block := stream.read(_BLOCK):
            blocks.append(block)
    return b"".join(blocks)
