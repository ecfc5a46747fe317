"""Writing a zip of stored members, byte for byte as zipfile does, from parts that are kept.

A save is felt, and most of a .pia file's members are the same as at the save before: a member
that is kept knows its sums, so that only what changed is worked through again.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from functools import cached_property

# Zip knows no time before 1980-01-01 0:00; a fixed one keeps equal content equal bytes. In the
# zip's own figures: the time of day, then years since 1980, month and day.
_TIME, _DATE = 0, (0 << 9) | (1 << 5) | 1

# What zipfile gives a member that has no attributes (its owner may read and write it), made by a
# system that has none: the same on Windows and Linux.
_ATTRIBUTES = 0o600 << 16
_UTF8 = 0x800  # the name is UTF-8
_NEEDS = 20  # version 2.0 of the format: folders, and nothing that came later
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5HL")
_OFFSET = struct.Struct("<L")  # where in the zip a member's own head stands
_END = struct.Struct("<4s4H2LH")


class StoredMember:
    """The bytes of one member; its sums are worked out once."""

    def __init__(self, data: bytes) -> None:
        """A member that holds these bytes."""
        self.data = data

    @cached_property
    def crc(self) -> int:
        """The check sum that the zip keeps."""
        return zlib.crc32(self.data)

    @cached_property
    def sha256(self) -> str:
        """The digest that a manifest keeps."""
        return hashlib.sha256(self.data).hexdigest()

    def lines(self, name: str) -> tuple[bytes, bytes, bytes]:
        """What stands in front of it in the zip under this name, and in the zip's directory around
        the offset. Kept, for a member seldom changes its name.
        """
        kept: tuple[str, tuple[bytes, bytes, bytes]] | None = self.__dict__.get("_lines")
        if kept is None or kept[0] != name:
            kept = self.__dict__["_lines"] = (name, self._lines_as(name.encode()))
        return kept[1]

    def _lines_as(self, name: bytes) -> tuple[bytes, bytes, bytes]:
        flags, size = 0 if name.isascii() else _UTF8, len(self.data)
        common = (flags, 0, _TIME, _DATE, self.crc, size, size, len(name), 0)
        head = _LOCAL.pack(b"PK\x03\x04", _NEEDS, *common) + name
        entry = _CENTRAL.pack(b"PK\x01\x02", _NEEDS, _NEEDS, *common, 0, 0, 0, _ATTRIBUTES)
        return head, entry, name


def write_zip(members: dict[str, StoredMember]) -> bytes:
    """A zip of these members in their order, for fewer than 65,535 of them and 4 GB: the limits
    of a .pia file lie far below.
    """
    parts: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, member in members.items():
        head, entry, encoded = member.lines(name)
        directory += (entry, _OFFSET.pack(offset), encoded)
        parts += (head, member.data)
        offset += len(head) + len(member.data)
    listed = b"".join(directory)
    count = len(members)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(listed), offset, 0)
    return b"".join([*parts, listed, end])
