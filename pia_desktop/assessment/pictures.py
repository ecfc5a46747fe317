"""Which pictures are taken in: whole PNG and JPEG pictures that window, Excel and PDF can show."""

from __future__ import annotations

import hashlib
import io
import re
import struct
import warnings
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pia_desktop.assessment.answers import Answers
from pia_desktop.errors import ExportError, FileError
from pia_desktop.files import limits
from pia_desktop.files.json_reader import read_file
from pia_desktop.files.zip_reader import canonical_name

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

_BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")

# The head of one of a JPEG's passes over its pixels; what any part of one begins with, found over
# pixels and junk as libjpeg finds it; and which of these are the whole part, or end the picture.
_SCAN = b"\xff\xda"
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_ALONE, _END = (0x01, 0xD8), 0xD9

# What a camera's note begins with in a JPEG or is called in a PNG, and its entry for the way in
# which the camera was held (Exif 3.0, 4.6.5.1.6).
_EXIF = re.compile(rb"Exif\0\0|eXIf")
_ORIENTATION = 0x0112

# A picture's box on the page, 170 mm wide and 600 points high, at 300 pixels an inch; and from
# which share of its size on it is worth while to make a picture smaller.
_PRINTED_WIDE, _PRINTED_HIGH = 2008, 2500
_WORTH_WHILE = 0.8

# Digests of the pictures that were found whole: one is asked about whenever it is handed out, and a
# large one takes a second to decode.
_WHOLE: set[bytes] = set()

# What Pillow raises for pictures that are damaged in one way or another.
_DAMAGE = (
    OSError, ValueError, SyntaxError, TypeError, LookupError, AttributeError, ArithmeticError,
    EOFError, RuntimeError, struct.error, zlib.error,
)  # fmt: skip


def read_figure(path: Path) -> bytes:
    """A picture's bytes, checked to be a PNG or JPEG picture of bearable size, and upright."""
    data = read_file(path, limits.FIGURE_BYTES)
    check_figure(data, path)
    turned = upright(data)
    check_head(turned, path)
    return turned


def upright(data: bytes) -> bytes:
    """The picture turned as its camera says it was held, without that note; the same bytes where
    there is nothing to turn. Window, Excel and PDF follow the note each in its own way or not.
    """
    if not _EXIF.search(data):
        return data
    from PIL import Image

    with (
        warnings.catch_warnings(action="ignore"),
        Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "MPO")) as picture,
    ):
        try:
            orientation = picture.getexif().get(_ORIENTATION, 1)
        except _DAMAGE:  # the note, not the picture
            return data
        return _turned(picture) if orientation in range(2, 9) else data


def _turned(picture: ImageFile) -> bytes:
    from PIL import ImageOps

    return _written_anew(ImageOps.exif_transpose(picture), picture)


def _written_anew(pixels: Image, picture: Image | None = None) -> bytes:
    """The pixels as a file of the kind and with the profile of the picture that they are of."""
    picture = picture or pixels
    out = io.BytesIO()
    kind = "PNG" if picture.format == "PNG" else "JPEG"
    profile = picture.info.get("icc_profile")
    # Finer than any camera writes: nobody sees that it was written a second time.
    options = {} if kind == "PNG" else {"quality": 95, "subsampling": 0}
    pixels.save(out, kind, icc_profile=profile, **options)
    return out.getvalue()


def print_size(data: bytes) -> tuple[int, int] | None:
    """The pixels that paper needs, 300 to the inch in the box that the form has for a picture;
    None for a picture that has no more than that.
    """
    wide, high = picture_size(data)
    scale = min(_PRINTED_WIDE / wide, _PRINTED_HIGH / high)
    return (round(wide * scale), round(high * scale)) if scale < _WORTH_WHILE else None


def shrunk(data: bytes) -> bytes:
    """The picture with as many pixels as paper needs; the same bytes where that is no gain."""
    size = print_size(data)
    if size is None:
        return data
    from PIL import Image

    with (
        warnings.catch_warnings(action="ignore"),
        Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "MPO")) as picture,
    ):
        kind = "PNG" if picture.format == "PNG" else "JPEG"
        picture.draft(picture.mode, size)  # a JPEG is decoded at about the wanted size
        profile = picture.info.get("icc_profile")
        plain = picture.convert("RGBA") if picture.mode == "P" else picture
        out = io.BytesIO()
        options = {} if kind == "PNG" else {"quality": 92}
        small = plain.resize(size, Image.Resampling.LANCZOS)
        small.save(out, kind, icc_profile=profile, **options)
    return out.getvalue() if len(out.getvalue()) < len(data) else data


def check_head(data: bytes, path: Path | str) -> None:
    """Refuse what does not even begin like a picture of bearable size. Enough for what was checked
    when it was taken in: it costs no time where a file is opened.
    """
    if not data.startswith(_BEGINNINGS):
        raise FileError(
            "図として使えない形式です。", "PNGかJPEGの画像に変換してください。", file=path
        )
    if len(data) > limits.FIGURE_BYTES or not _fits(*picture_size(data)):
        raise _too_large(path)
    if _takes_long(data):
        raise FileError(
            "図の画像が、開くのにとても時間のかかる作りになっています。",
            "画像を開いて、PNGで保存し直してください。",
            file=path,
        )


def check_figure(data: bytes, path: Path | str) -> None:
    """Refuse what is no whole picture that Excel, PDF and window can all show."""
    check_head(data, path)
    digest = hashlib.sha256(data).digest()
    if digest in _WHOLE:
        return
    from PIL import Image  # takes time to load; only needed where there are pictures

    try:
        with (
            warnings.catch_warnings(action="ignore"),  # they'd be English lines on stderr
            Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "MPO")) as picture,
        ):
            fits = _fits(*picture.size)
            if fits:
                picture.load()
    except Image.DecompressionBombError as error:
        raise _too_large(path) from error
    except _DAMAGE as error:
        raise FileError(
            "図の画像が壊れています。", "画像を作り直してください。", file=path
        ) from error
    if not fits:
        raise _too_large(path)
    _WHOLE.add(digest)


def check_decodable(answers: Answers, figures: Mapping[str, bytes]) -> None:
    """ExportError for a picture of the answers that can't be drawn. A file that this program wrote
    holds none, but somebody else may have made one.
    """
    for place in answers.places():
        if not place.item.features.pictorial:
            continue
        for figure in answers.get(place.address) or ():
            try:
                check_figure(figures[figure["file"]], figure["file"])
            except FileError as error:
                raise ExportError(
                    f"図「{figure['file']}」：{error.message}",
                    error.remedy,
                    item=place.address,
                    item_name=place.name,
                ) from error


def free_name(name: str, data: bytes, figures: Mapping[str, bytes]) -> str:
    """The name for a picture among others: with a number where another one has it. A picture that
    is there already keeps the name that it has.
    """
    taken = {canonical_name(known): known for known in figures}
    stem, dot, suffix = name.rpartition(".") if "." in name else (name, "", "")
    number, free = 2, name
    while canonical_name(free) in taken:
        known = taken[canonical_name(free)]
        if figures[known] == data:
            return known
        free, number = f"{stem}-{number}{dot}{suffix}", number + 1
    return free


def picture_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG or JPEG picture; (1, 1) where they can't be found. Read
    from its first bytes, so that laying out a page decodes no pixel.
    """
    if data.startswith(b"\x89PNG") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
    else:
        width, height = _jpeg_size(data)
    return max(width, 1), max(height, 1)


def _jpeg_size(data: bytes, *, strictly: bool = False) -> tuple[int, int]:
    """Width and height; (1, 1) where they aren't found. `strictly`: as a program finds them that
    doesn't pass over what stands between two parts.
    """
    expected = 2
    for marker, body, length in _jpeg_parts(data):
        if strictly and body - 2 != expected:
            break
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC) and length >= 7:
            height, width = struct.unpack(">HH", data[body + 3 : body + 7])
            return width, height
        expected = body + length
    return 1, 1


def _jpeg_parts(data: bytes) -> Iterator[tuple[int, int, int]]:
    """The parts of a JPEG picture: what each is, where it begins behind its mark, and how long it
    says that it is, without the pixels behind it. None that isn't whole.
    """
    position = 2
    while match := _NEXT_MARKER.search(data, position):
        position = match.end()
        marker = data[position - 1]
        if marker == _END:
            return
        if marker in _ALONE:
            continue
        length = int.from_bytes(data[position : position + 2], "big")
        if length < 2 or position + length > len(data):
            return
        yield marker, position, length
        position += length


def plain_picture(data: bytes) -> bytes:
    """The picture as every program finds its way through it. Pillow and Qt pass over junk between
    the parts of a JPEG; reportlab then draws something else, and XlsxWriter fails. Such a one is
    written anew.
    """
    if data.startswith(_BEGINNINGS[0]) or _jpeg_size(data, strictly=True) != (1, 1):
        return data
    from PIL import Image as images

    with (
        warnings.catch_warnings(action="ignore"),
        images.open(io.BytesIO(data), formats=("JPEG", "MPO")) as picture,
    ):
        return _written_anew(picture)


def _takes_long(data: bytes) -> bool:
    """Whether a picture comes in more parts, or a JPEG in more passes over its pixels, than anybody
    needs: each pass takes as long as the picture itself.
    """
    if data.startswith(_BEGINNINGS[0]):
        return _has_too_many_chunks(data)
    wide, high = picture_size(data)
    most = min(limits.FIGURE_SCANS, limits.FIGURE_SCANNED_PIXELS // (wide * high))
    few_scans = data.count(_SCAN) <= most
    scans = junk = 0
    expected = 2
    for number, (marker, body, length) in enumerate(_jpeg_parts(data)):
        is_scan = marker == _SCAN[1]
        if not scans:  # from there on it is pixels that stand between
            junk += body - 2 - expected
            expected = body + length
        scans += is_scan
        if number > limits.FIGURE_PARTS or scans > most or junk > limits.FIGURE_JUNK:
            return True
        if is_scan and few_scans:  # nothing but pixels to come
            break
    return False


def _has_too_many_chunks(data: bytes) -> bool:
    position = len(_BEGINNINGS[0])
    for _ in range(limits.FIGURE_PARTS):
        if position >= len(data):
            return False
        position += 12 + int.from_bytes(data[position : position + 4], "big")
    return position < len(data)


def _fits(wide: int, high: int) -> bool:
    return wide * high <= limits.FIGURE_PIXELS and max(wide, high) <= limits.FIGURE_SIDE


def _too_large(path: Path | str) -> FileError:
    return FileError(
        f"図の画像が大きすぎます（{limits.FIGURE_BYTES // 1_000_000}MB、"
        f"{limits.FIGURE_PIXELS // 10_000:,}万画素、一辺{limits.FIGURE_SIDE:,}画素まで）。",
        "画像を縮小してください。",
        file=path,
    )
