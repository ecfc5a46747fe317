"""What a workbook says elsewhere of a worksheet's rows, after rows were put in."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DRAWING_ROW = re.compile(rb"(<(?:\w+:)?row>)(\d{1,9})(</(?:\w+:)?row>)")
_NOTE_ROW = re.compile(rb"(<x:Row>)(\d{1,9})(</x:Row>)")
_COMMENT = re.compile(rb'(<(?:\w+:)?comment [^>]*?ref="[A-Z]+)(\d{1,9})(")')
_DEFINED = re.compile(r"(\$?[A-Z]{0,3}\$?)(\d{1,9})(?::(\$?[A-Z]{0,3}\$?)(\d{1,9}))?")


@dataclass(frozen=True)
class ReferenceShift:
    """A worksheet's name, and how many rows were put in after which of its rows."""

    name: str
    inserted: tuple[tuple[int, int], ...]

    def to(self, row: int) -> int:
        """Where a row is now."""
        return row + sum(count for after, count in self.inserted if row > after)

    def to_end(self, row: int) -> int:
        """Where a range now ends that ended with this row: it takes in what was put in there."""
        return row + sum(count for after, count in self.inserted if row >= after)

    def in_part(self, data: bytes) -> bytes:
        """A drawing's or comments' part with its rows moved."""

        def from_zero(match: re.Match[bytes]) -> bytes:
            return b"%s%d%s" % (match[1], self.to(int(match[2]) + 1) - 1, match[3])

        def from_one(match: re.Match[bytes]) -> bytes:
            return b"%s%d%s" % (match[1], self.to(int(match[2])), match[3])

        data = _DRAWING_ROW.sub(from_zero, data)
        data = _NOTE_ROW.sub(from_zero, data)
        return _COMMENT.sub(from_one, data)

    def in_names(self, data: bytes) -> bytes:
        """The workbook's part with its defined names, the print areas among them, moved."""
        quoted = re.escape(self.name.replace("'", "''").replace("&", "&amp;"))
        reference = re.compile(rf"((?:'{quoted}'|{quoted})!)({_DEFINED.pattern})")

        def moved(match: re.Match[str]) -> str:
            first = f"{match[1]}{match[3]}{self.to(int(match[4]))}"
            return f"{first}:{match[5]}{self.to_end(int(match[6]))}" if match[6] else first

        def in_name(match: re.Match[str]) -> str:
            return reference.sub(moved, match[0])

        text = data.decode("utf-8")
        return re.sub(r"<definedName\b.*?</definedName>", in_name, text, flags=re.DOTALL).encode()
