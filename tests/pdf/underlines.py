"""Which characters of a PDF are underlined, found in what is drawn: its letters and its strokes."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator

import pypdfium2
from pypdf import PageObject, PdfReader

_STROKES = re.compile(r"(\S+) (\S+) (\S+) RG((?:\s+\S+ \S+ m \S+ \S+ l)+) S")
_STROKE = re.compile(r"(\S+) (\S+) m (\S+) (\S+) l")

# How far a stroke may lie from the foot of the letters that it underlines, in points.
_NEAR = 2.5

Line = tuple[float, float, float]


def underlined(pdf: bytes) -> dict[str, str]:
    """By the colour of the stroke (RRGGBB), the letters above coloured level strokes, in order."""
    reader = PdfReader(io.BytesIO(pdf))
    found: dict[str, str] = defaultdict(str)
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(reader.pages):
            lines = strokes(page)
            text = document[number].get_textpage()
            for index in range(text.count_chars()):
                char = text.get_text_range(index, 1)
                left, bottom, right, _ = text.get_charbox(index, loose=True)
                for colour in _colours(lines, (left + right) / 2, bottom):
                    found[colour] += char
    return {colour: "".join(text.split()) for colour, text in found.items()}


def strokes(page: PageObject) -> dict[str, list[Line]]:
    """The level strokes of each colour but black: left, right, height."""
    content = page.get_contents().get_data().decode("latin-1")
    lines: dict[str, list[Line]] = defaultdict(list)
    for red, green, blue, path in _STROKES.findall(content):
        colour = "".join(f"{round(float(part) * 255):02X}" for part in (red, green, blue))
        if colour == "000000":
            continue
        for x1, y1, x2, y2 in _STROKE.findall(path):
            assert y1 == y2, "a coloured stroke that underlines nothing"
            lines[colour].append((float(x1), float(x2), float(y1)))
    return lines


def _colours(lines: dict[str, list[Line]], x: float, foot: float) -> Iterator[str]:
    for colour, drawn in lines.items():
        if any(left <= x <= right and abs(y - foot) < _NEAR for left, right, y in drawn):
            yield colour
