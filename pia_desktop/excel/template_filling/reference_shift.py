"""What a workbook says elsewhere of a worksheet's rows, after rows were put in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape

from pia_desktop.excel.template_filling.cell_references import shift_references

_DRAWING_ROW = re.compile(rb"(<(?:\w+:)?row>)(\d{1,9})(</(?:\w+:)?row>)")
_NOTE_ROW = re.compile(rb"(<x:Row>)(\d{1,9})(</x:Row>)")
_COMMENT = re.compile(rb'(<(?:\w+:)?comment [^>]*?ref="[A-Z]+)(\d{1,9})(")')
_DEFINED = re.compile(r"(\$?[A-Z]{0,3}\$?)(\d{1,9})(?::(\$?[A-Z]{0,3}\$?)(\d{1,9}))?")
_FORMULA = re.compile(r"(<(?:\w+:)?(?:f|formula|formula1|formula2)\b[^>]*>)([^<]+)(?=</)")


@dataclass(frozen=True)
class ReferenceShift:
    """A worksheet's name, and how many rows were put in after which of its rows, one after the
    other: each row is named as it was at that time.
    """

    name: str
    inserted: tuple[tuple[int, int], ...]

    def to(self, row: int) -> int:
        """Where a row is now."""
        for after, count in self.inserted:
            row += count if row > after else 0
        return row

    def to_end(self, row: int) -> int:
        """Where a range now ends that ended with this row: it takes in what was put in there."""
        for after, count in self.inserted:
            row += count if row >= after else 0
        return row

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
        reference = re.compile(rf"((?:'{quoted}'|(?<![\w.]){quoted})!)({_DEFINED.pattern})")

        def moved(match: re.Match[str]) -> str:
            first = f"{match[1]}{match[3]}{self.to(int(match[4]))}"
            return f"{first}:{match[5]}{self.to_end(int(match[6]))}" if match[6] else first

        def in_name(match: re.Match[str]) -> str:
            return reference.sub(moved, match[0])

        text = data.decode("utf-8")
        return re.sub(r"<definedName\b.*?</definedName>", in_name, text, flags=re.DOTALL).encode()

    def in_formulas(self, data: bytes) -> bytes:
        """Another worksheet's part with the formulas and lists moved that point to this one."""

        def moved(match: re.Match[str]) -> str:
            formula = unescape(match[2])
            return match[1] + escape(
                shift_references(formula, self.to, self.name, own=False), quote=False
            )

        return _FORMULA.sub(moved, data.decode("utf-8")).encode()
