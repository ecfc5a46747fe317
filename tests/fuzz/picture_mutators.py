"""Ways to break a picture: its chunks and segments, with checksums that are right."""

from __future__ import annotations

import struct
import zlib
from random import Random

from tests.fuzz.mutators import mutate_bytes

_PNG = b"\x89PNG\r\n\x1a\n"
_SIDES = (0, 1, 7, 40, 30_000, 30_001, 50_000, 65_535, 2**31 - 1, 2**32 - 1)
_BOMB = zlib.compress(bytes(20_000_000), 9)


def mutate_picture(data: bytes, chance: Random) -> bytes:
    """Changed in its parts, or in its bytes."""
    if chance.random() < 0.3:
        return mutate_bytes(data, chance)
    if data.startswith(_PNG):
        return _png(data, chance)
    return _jpeg(data, chance)


def chunk(name: bytes, body: bytes) -> bytes:
    """A chunk of a PNG picture."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _png(data: bytes, chance: Random) -> bytes:
    chunks = _chunks(data)
    for _ in range(chance.choice((1, 1, 2, 3))):
        at = chance.randrange(len(chunks))
        name, body = chunks[at]
        way = chance.randrange(7)
        if way == 0 and name == b"IHDR":
            sides = struct.pack(">II", chance.choice(_SIDES), chance.choice(_SIDES))
            chunks[at] = (name, sides + body[8:])
        elif way == 1:
            chunks[at] = (name, mutate_bytes(body, chance))
        elif way == 2 and len(chunks) > 1:
            del chunks[at]
        elif way == 3:
            chunks[at:at] = [chunks[at]] * chance.choice((1, 2, 500))
        elif way == 4:
            chunks[at:at] = [_odd_chunk(chance)]
        elif way == 5:
            other = chance.randrange(len(chunks))
            chunks[at], chunks[other] = chunks[other], chunks[at]
        else:
            chunks[at] = (name, bytes(chance.randrange(256) for _ in body[:40]))
    return _PNG + b"".join(chunk(name, body) for name, body in chunks)


def _odd_chunk(chance: Random) -> tuple[bytes, bytes]:
    return chance.choice(
        (
            (b"iCCP", b"x\0\0" + _BOMB),
            (b"zTXt", b"x\0\0" + _BOMB),
            (b"iTXt", b"x\0\1\0\0\0" + _BOMB),
            (b"eXIf", b"MM\0*\xff\xff\xff\xff"),
            (b"PLTE", b""),
            (b"tRNS", b"\0"),
            (b"acTL", b"\xff" * 8),
            (b"fcTL", b"\xff" * 26),
            (b"gAMA", b""),
            (b"pHYs", b"\0" * 9),
            (b"IDAT", _BOMB),
            (b"\0\0\0\0", b"x"),
        )
    )


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    out = []
    at = len(_PNG)
    while at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        out.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    return out


def _jpeg(data: bytes, chance: Random) -> bytes:
    marks = [n for n in range(len(data) - 1) if data[n] == 0xFF and data[n + 1] not in (0, 0xFF)]
    at = chance.choice(marks)
    way = chance.randrange(4)
    if way == 0:
        lie = struct.pack(">H", chance.choice((0, 1, 2, 3, 65_535)))
        return data[: at + 2] + lie + data[at + 4 :]
    if way == 1:
        junk = chance.choice((b"Exif\0\0MM\0*", b"ICC_PROFILE\0\1\xff", b"MPF\0II*\0", b"Adobe\0"))
        body = junk + bytes(chance.randrange(256) for _ in range(40))
        mark = bytes((0xFF, chance.choice((0xE1, 0xE2, 0xEE, 0xFE, 0xDB, 0xC4))))
        return data[:2] + mark + struct.pack(">H", len(body) + 2) + body + data[2:]
    if way == 2:
        frame = next((m for m in marks if data[m + 1] in (0xC0, 0xC2)), at)
        sides = struct.pack(">HH", *(chance.choice(_SIDES) & 0xFFFF for _ in range(2)))
        return data[: frame + 5] + sides + data[frame + 9 :]
    return data[: at + 1] + bytes((chance.randrange(256),)) + data[at + 2 :]
