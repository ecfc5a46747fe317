"""The fonts that come with the program, and which characters each of them has."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from pia_desktop.files.paths import resources_dir

REGULAR, BOLD = "BIZUDPGothic-Regular", "BIZUDPGothic-Bold"
# Where the first font lacks a character, the first of these that has it prints it.
FALLBACKS = ("DroidSansFallbackFull", "DejaVuSans", "PiaNameKanji")

# Characters without ink, or with a twin that looks the same: drawn as the other, or not at all.
DRAWN_AS: dict[int, str | None] = {
    0x09: "\u3000",  # tab
    0xA0: " ",
    0x2011: "\u2010",  # a hyphen that doesn't break
    0x2028: " ",
    0x2029: " ",
    0x85: " ",
    **dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF)),
    **dict.fromkeys((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))),  # variation selectors
}

# Radicals and compatibility ideographs: text copied out of a PDF is full of them. Where no font has
# one, the ideograph that it stands for looks the same.
LOOK_ALIKE = frozenset((*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)))


def font_path(name: str) -> Path:
    """The file of one of the fonts."""
    return resources_dir() / "fonts" / f"{name}.ttf"


@lru_cache(maxsize=8)
def font_characters(name: str) -> frozenset[int]:
    """The codes of the characters that a font has (its cmap, formats 4 and 12)."""
    data = font_path(name).read_bytes()
    (tables,) = struct.unpack_from(">H", data, 4)
    heads = (struct.unpack_from(">4sIII", data, 12 + 16 * number) for number in range(tables))
    start = next(offset for tag, _, offset, _ in heads if tag == b"cmap")
    (count,) = struct.unpack_from(">H", data, start + 2)
    codes: set[int] = set()
    for number in range(count):
        platform, _, offset = struct.unpack_from(">HHI", data, start + 4 + 8 * number)
        if platform in (0, 3):
            codes.update(_codes(data, start + offset))
    return frozenset(codes - {0xFFFF})


def _codes(data: bytes, at: int) -> Iterator[int]:
    """The codes that a part of the table leads to a glyph; glyph 0 is none."""
    (kind,) = struct.unpack_from(">H", data, at)
    if kind == 4:
        (doubled,) = struct.unpack_from(">H", data, at + 6)
        columns = (at + 14, *(at + 16 + number * doubled for number in (1, 2, 3)))
        count = doubled // 2
        lists = [struct.unpack_from(f">{count}H", data, column) for column in columns]
        for place, (last, first, shift, offset) in enumerate(zip(*lists, strict=True)):
            begin = columns[3] + 2 * place + offset
            for code in range(first, last + 1):
                glyph = code
                if offset and begin + 2 * (code - first) + 2 <= len(data):
                    (glyph,) = struct.unpack_from(">H", data, begin + 2 * (code - first))
                if not offset or glyph:
                    glyph = (glyph + shift) % 0x10000
                if glyph:
                    yield code
    elif kind == 12:
        (groups,) = struct.unpack_from(">I", data, at + 12)
        for number in range(groups):
            first, last, _ = struct.unpack_from(">III", data, at + 16 + 12 * number)
            yield from range(first, last + 1)


@lru_cache(maxsize=8)
def _known(name: str) -> frozenset[str]:
    return frozenset(map(chr, font_characters(name)))


@lru_cache(maxsize=4096)
def font_of(char: str, first: str = REGULAR) -> str:
    """The first font that has a character, or nothing."""
    return next((name for name in (first, *FALLBACKS) if char in _known(name)), "")


def shape_text(text: str) -> str:
    """The text as it is drawn."""
    return text if text.isascii() and "\t" not in text else text.translate(_drawn_as())


@lru_cache(maxsize=1)
def _drawn_as() -> dict[int, str | None]:
    table: dict[int, str | None] = dict(DRAWN_AS)
    for code in LOOK_ALIKE:
        twin = unicodedata.normalize("NFKC", chr(code))
        if twin != chr(code) and not font_of(chr(code)):
            table[code] = twin
    return table


def font_runs(text: str, first: str) -> list[tuple[str, str]]:
    """The text as it is drawn, in pieces of one font each: (font, piece). What no font has is left
    to the first.
    """
    shown = shape_text(text)
    if _known(first).issuperset(shown):
        return [(first, shown)]
    runs: list[tuple[str, str]] = []
    for char in shown:
        name = font_of(char, first) or first
        if runs and runs[-1][0] == name:
            runs[-1] = (name, runs[-1][1] + char)
        else:
            runs.append((name, char))
    return runs


def printable_characters() -> frozenset[str]:
    """Every character that is drawn, or that is left out because it has no ink.
    resources/fonts/characters.txt lists them for 点検, which reads no font.
    """
    known = frozenset[str]().union(*map(_known, (REGULAR, *FALLBACKS)))
    shaped = {chr(code) for code, drawn in _drawn_as().items() if not drawn or drawn in known}
    return known | shaped


def missing_characters(text: str) -> str:
    """The first character of the text that no font has, or nothing."""
    shown = shape_text(text.replace("\n", ""))
    if _known(REGULAR).issuperset(shown):
        return ""
    return next((char for char in shown if not font_of(char)), "")
