"""A picture as PNG, sharp enough for paper."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pia_desktop.diagrams.shapes import Oblong, Oval, Path, Picture, PictureShape, Words
from pia_desktop.files.font_files import BOLD, REGULAR, font_path, font_runs

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

# Dots an inch on paper, and how much finer shapes are drawn before they are made smooth.
DOTS = 220
_FINER = 2
_COLOURS = 96
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def write_png(picture: Picture, scale: float = 1.0, dots: int = DOTS) -> bytes:
    """The picture as a file; `scale` is its size on paper. The same picture gives the same
    bytes.
    """
    from PIL import Image as images
    from PIL import ImageDraw

    factor = scale * dots / 72 * _FINER
    size = (max(round(picture.width * factor), 1), max(round(picture.height * factor), 1))
    image = images.new("RGB", size, "#FFFFFF")
    pen = _Pen(ImageDraw.Draw(image), factor)
    for group in picture.groups:
        for shape in group.shapes:
            pen.draw(shape)
    smooth = image.reduce(_FINER).quantize(_COLOURS, dither=images.Dither.NONE)
    return _file(smooth, dots)


def _file(image: Image, dots: int) -> bytes:
    """A picture of up to 256 colours as PNG. Pillow packs with a library of its own, whose bytes
    differ from system to system; Python's own packs workbooks and gives the same on all of them.
    """
    wide, high = image.size
    pixels = image.tobytes()
    rows = b"".join(b"\0" + pixels[row * wide : (row + 1) * wide] for row in range(high))
    metre = round(dots / 0.0254)
    return _SIGNATURE + b"".join(
        (
            _chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", bytes(image.getpalette() or ())),
            _chunk(b"pHYs", struct.pack(">IIB", metre, metre, 1)),
            _chunk(b"IDAT", zlib.compress(rows, 6)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    check = zlib.crc32(name + data)
    return len(data).to_bytes(4, "big") + name + data + check.to_bytes(4, "big")


@lru_cache(maxsize=64)
def _font(name: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    path = font_path(name)
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


class _Pen:
    def __init__(self, target: ImageDraw, factor: float) -> None:
        self._target = target
        self._factor = factor

    def draw(self, shape: PictureShape) -> None:
        if isinstance(shape, Words):
            self._words(shape)
        elif isinstance(shape, Oblong):
            self._oblong(shape)
        elif isinstance(shape, Oval):
            self._oval(shape)
        else:
            self._path(shape)

    def _at(self, *values: float) -> list[int]:
        return [round(value * self._factor) for value in values]

    def _width(self, width: float) -> int:
        return max(round(width * self._factor), 1)

    def _words(self, words: Words) -> None:
        size, first = self._width(words.size), BOLD if words.bold else REGULAR
        runs = [(_font(name, size), piece) for name, piece in font_runs(words.text, first)]
        width = sum(font.getlength(piece) for font, piece in runs)
        above, below = _font(first, size).getmetrics()
        x = words.x * self._factor - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[words.anchor]
        base = words.y * self._factor + (above - below) / 2
        for font, piece in runs:
            colour = f"#{words.colour}"
            self._target.text((x, base), piece, fill=colour, font=font, anchor="ls")
            x += font.getlength(piece)

    def _oblong(self, shape: Oblong) -> None:
        left, top, right, bottom = self._at(
            shape.left, shape.top, shape.left + shape.width, shape.top + shape.height
        )
        fill = f"#{shape.fill}" if shape.fill else None
        radius = round(shape.radius * self._factor)
        if shape.dash or not shape.stroke:
            if fill:
                self._target.rounded_rectangle((left, top, right, bottom), radius, fill=fill)
            if shape.stroke:
                corners = ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
                for start, end in pairwise(corners):
                    self._dashed(start, end, shape.dash, shape.stroke, shape.line)
            return
        half = self._width(shape.line) // 2
        box = (left - half, top - half, right + half, bottom + half)
        self._target.rounded_rectangle(
            box, radius, fill=fill, outline=f"#{shape.stroke}", width=self._width(shape.line)
        )

    def _dashed(
        self,
        start: tuple[int, int],
        end: tuple[int, int],
        dash: tuple[float, ...],
        colour: str,
        width: float,
    ) -> None:
        pattern = [max(value * self._factor, 1.0) for value in dash]
        length = max(abs(end[0] - start[0]), abs(end[1] - start[1]))
        dx, dy = ((e > s) - (e < s) for s, e in zip(start, end, strict=True))
        place, number = 0.0, 0
        while place < length:
            stop = min(place + pattern[number % len(pattern)], length)
            if number % 2 == 0:
                ends = [
                    (round(start[0] + dx * at), round(start[1] + dy * at)) for at in (place, stop)
                ]
                self._target.line(ends, fill=f"#{colour}", width=self._width(width))
            place, number = stop, number + 1

    def _oval(self, shape: Oval) -> None:
        box = tuple(
            self._at(shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
        )
        if shape.fill:
            self._target.ellipse(box, fill=f"#{shape.fill}")
        if shape.stroke and shape.lower_half:
            self._target.arc(box, 0, 180, fill=f"#{shape.stroke}", width=self._width(shape.line))
        elif shape.stroke:
            self._target.ellipse(box, outline=f"#{shape.stroke}", width=self._width(shape.line))

    def _path(self, shape: Path) -> None:
        points = [tuple(self._at(x, y)) for x, y in shape.points]
        if shape.closed:
            self._target.polygon(points, fill=f"#{shape.fill}" if shape.fill else None)
        if shape.stroke:
            closed = [*points, points[0]] if shape.closed else points
            self._target.line(
                closed, fill=f"#{shape.stroke}", width=self._width(shape.width), joint="curve"
            )
