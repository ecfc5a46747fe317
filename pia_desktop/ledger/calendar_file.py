"""Days as a calendar file (.ics, RFC 5545) that Outlook and others take."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

# Bytes of a line at most, without its end; what is longer goes on behind a space.
_LINE = 75


@dataclass(frozen=True)
class CalendarEntry:
    """One whole day with a title and a remark."""

    day: date
    title: str
    remark: str = ""


def write_calendar(entries: Iterable[CalendarEntry], made_on: date) -> bytes:
    """The calendar file. The same entries give the same file, and an entry keeps its identity, so
    that a calendar takes it in once.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//pia-desktop//JA", "CALSCALE:GREGORIAN"]
    for entry in entries:
        identity = f"{entry.day.isoformat()}\n{entry.title}"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{hashlib.sha256(identity.encode()).hexdigest()[:32]}@pia-desktop",
            f"DTSTAMP:{made_on:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(entry.title)}",
            *([f"DESCRIPTION:{_escaped(entry.remark)}"] if entry.remark else []),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """The line in pieces of whole letters."""
    pieces, piece, room = [], b"", _LINE
    for char in line:
        encoded = char.encode()
        if len(piece) + len(encoded) > room:
            pieces.append(piece)
            piece, room = b"", _LINE - 1
        piece += encoded
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
