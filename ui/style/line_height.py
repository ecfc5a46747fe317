"""A line height of 1.7 for every text of the window.

BIZ UDPGothic's own lines touch each other, and Qt has no line height for plain text boxes, labels
and lists. But a line is as high as the tallest font in it, and the font that a text asks for first
always counts. So the window asks first for a font that has no letters and high lines; each letter
then comes from the next font. The font is made here: a few tables, about a kilobyte.

It has two faces: on Windows the next font is asked for the weight of the face that was found, so
that bold text needs a bold one here.
"""

from __future__ import annotations

import struct

LINE_HEIGHT_FAMILY = "pia-desktop line"
_UNITS = 1000
# BIZ UDPGothic stands 0.88 above and 0.12 below its base line; half of the other 0.7 goes on each.
ASCENT, DESCENT = 1230, 470
_PRIVATE = 0xE000  # the one character that the font maps, in Unicode's private area
_HEAD_MAGIC = 0x5F0F3CF5
_WHOLE_FILE = 0xB1B0AFBA


def line_height_font(*, bold: bool = False) -> bytes:
    """One face of the font as a TrueType file."""
    tables = {
        b"OS/2": _os2(bold),
        b"cmap": _cmap(),
        b"glyf": b"\0\0\0\0",
        b"head": _head(bold),
        b"hhea": struct.pack(
            ">I3hH11hH", 0x10000, ASCENT, -DESCENT, 0, _UNITS, 0, 0, _UNITS, 1, *(0,) * 7, 2
        ),
        b"hmtx": struct.pack(">HhHh", 500, 0, 500, 0),
        b"loca": struct.pack(">3H", 0, 0, 0),
        b"maxp": struct.pack(">I14H", 0x10000, 2, 0, 0, 0, 0, 1, *(0,) * 8),
        b"name": _name("Bold" if bold else "Regular"),
        b"post": struct.pack(">2I2h5I", 0x30000, 0, -100, 50, *(0,) * 5),
    }
    return _file(tables)


def _os2(bold: bool) -> bytes:
    heights = struct.pack(">3h2H", ASCENT, -DESCENT, 0, ASCENT, DESCENT)
    weight, selection = (700, 0x20) if bold else (400, 0x40)
    shape = struct.pack(">HhHHH", 4, 500, weight, 5, 0)
    scripts = struct.pack(">11h", 650, 600, 0, 75, 650, 600, 0, 350, 50, 300, 0)
    ranges = struct.pack(">10s4I4s3H", b"", 0, 0, 0, 0, b"NONE", selection, _PRIVATE, _PRIVATE)
    return shape + scripts + ranges + heights + struct.pack(">2I2h3H", 1, 0, 500, 700, 0, 32, 0)


def _cmap() -> bytes:
    """One segment for the private character, and the one that ends every table of format 4."""
    ends = struct.pack(">3H", _PRIVATE, 0xFFFF, 0)
    starts = struct.pack(">2H", _PRIVATE, 0xFFFF)
    deltas = struct.pack(">4H", (1 - _PRIVATE) & 0xFFFF, 1, 0, 0)
    body = ends + starts + deltas
    return struct.pack(">2H2HI", 0, 1, 3, 1, 12) + struct.pack(">7H", 4, 32, 0, 4, 4, 1, 0) + body


def _head(bold: bool) -> bytes:
    box = struct.pack(">4h", 0, -DESCENT, _UNITS, ASCENT)
    start = struct.pack(">4I2H2q", 0x10000, 0x10000, 0, _HEAD_MAGIC, 0x0B, _UNITS, 0, 0)
    return start + box + struct.pack(">2H3h", bold, 8, 2, 0, 0)


def _name(style: str) -> bytes:
    entries = {
        1: LINE_HEIGHT_FAMILY,
        2: style,
        3: f"{LINE_HEIGHT_FAMILY} {style} 1",
        4: f"{LINE_HEIGHT_FAMILY} {style}",
        5: "Version 1.0",
    }
    entries[6] = f"{LINE_HEIGHT_FAMILY} {style}".replace(" ", "-")
    records = texts = b""
    for number, text in entries.items():
        written = text.encode("utf-16-be")
        records += struct.pack(">6H", 3, 1, 0x409, number, len(written), len(texts))
        texts += written
    return struct.pack(">3H", 0, len(entries), 6 + len(records)) + records + texts


def _file(tables: dict[bytes, bytes]) -> bytes:
    """The tables with the directory before them, and the sums that a strict reader checks."""
    count = len(tables)
    start = 12 + 16 * count
    directory = body = b""
    for tag, table in sorted(tables.items()):
        directory += struct.pack(">4s3I", tag, _sum(table), start + len(body), len(table))
        body += _padded(table)
    whole = struct.pack(">I4H", 0x10000, count, 128, 3, count * 16 - 128) + directory + body
    at = whole.index(struct.pack(">I", _HEAD_MAGIC)) - 4
    adjusted = (_WHOLE_FILE - _sum(whole)) & 0xFFFFFFFF
    return whole[:at] + struct.pack(">I", adjusted) + whole[at + 4 :]


def _padded(table: bytes) -> bytes:
    return table + b"\0" * (-len(table) % 4)


def _sum(table: bytes) -> int:
    padded = _padded(table)
    words = (int.from_bytes(padded[at : at + 4], "big") for at in range(0, len(padded), 4))
    return sum(words) & 0xFFFFFFFF
