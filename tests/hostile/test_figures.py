"""Pictures that somebody made to do harm."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from PySide6.QtGui import QImage

from pia_desktop.assessment import from_json
from pia_desktop.assessment.pictures import picture_size
from pia_desktop.excel import write_workbook
from pia_desktop.pdf import write_pdf
from tests.fuzz.cases import Case
from tests.fuzz.corpus import SMALL, pictures
from tests.fuzz.picture_mutators import chunk
from tests.fuzz.runner import BROKEN, READ, run
from tests.hostile.calls import refusal, taken
from tests.locations import CASES

_PNG = b"\x89PNG\r\n\x1a\n"
_BOMB = zlib.compress(bytes(60_000_000), 9)


def png(
    wide: int, high: int, *more: tuple[bytes, bytes], pixels: bytes = b"", kind: int = 0
) -> bytes:
    """A picture, grey or of another `kind` (2: colours, 6: with transparency); `more` are chunks
    before its pixels.
    """
    head = struct.pack(">IIBBBBB", wide, high, 8, kind, 0, 0, 0)
    letters = {0: 1, 2: 3, 6: 4}[kind]
    body = pixels or zlib.compress((b"\0" + b"\x80" * wide * letters) * high, 1)
    chunks = [(b"IHDR", head), *more, (b"IDAT", body), (b"IEND", b"")]
    return _PNG + b"".join(chunk(name, data) for name, data in chunks)


def files(data: bytes, name: str) -> dict[str, bytes]:
    answers = {**SMALL, "process": {"figures": [{"file": name, "caption": "流れ"}]}}
    return {"回答.json": json.dumps(answers).encode(), name: data}


def refused(data: bytes, name: str = "図.png") -> str:
    given = {key.replace(".", "__"): value for key, value in files(data, name).items()}
    said = refusal("from-json", "回答.json", "出力.pia", **given)
    assert name in said
    return said


def jpeg_of(wide: int, high: int) -> bytes:
    data = bytearray(pictures()[8])
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", high, wide)
    return bytes(data)


@pytest.mark.parametrize(
    "wide,high", [(50_000, 50_000), (2**31 - 1, 1), (1, 30_001), (8_000, 8_000)]
)
def test_too_many_pixels_are_refused_undecoded(wide: int, high: int) -> None:
    assert "大きすぎます" in refused(png(wide, high, pixels=_BOMB))


@pytest.mark.parametrize("wide,high", [(65_535, 65_535), (50_000, 50_000)])
def test_a_jpeg_with_too_many_pixels(wide: int, high: int) -> None:
    assert "大きすぎます" in refused(jpeg_of(wide, high), "図.jpg")


def test_a_picture_without_a_side() -> None:
    refused(png(0, 10, pixels=zlib.compress(b"")))


@pytest.mark.parametrize("share", [0.2, 0.6, 0.9])
def test_a_picture_that_is_cut_off(share: float) -> None:
    noise = io.BytesIO()
    Image.effect_noise((200, 200), 60).save(noise, "PNG")
    refused(noise.getvalue()[: int(len(noise.getvalue()) * share)])
    photo = io.BytesIO()
    Image.effect_noise((200, 200), 60).save(photo, "JPEG")
    refused(photo.getvalue()[: int(len(photo.getvalue()) * share)], "図.jpg")


@pytest.mark.parametrize(
    "name,body",
    [(b"zTXt", b"x\0\0" + _BOMB), (b"iTXt", b"x\0\1\0\0\0" + _BOMB), (b"iCCP", b"x\0\0" + _BOMB)],
)
def test_a_bomb_in_a_note_or_a_profile_is_refused_or_left_packed(name: bytes, body: bytes) -> None:
    given = files(png(8, 8, (name, body)), "図.png")
    verdict = run(Case(("from-json", "回答.json", "出力.pia"), given, ("出力.pia",)))
    assert verdict.kind != BROKEN, verdict.why


def test_junk_in_exif_and_profile_harms_no_picture() -> None:
    junk = png(8, 8, (b"eXIf", b"MM\0*\xff\xff\xff\xff"), (b"pHYs", bytes(9)))
    taken(("from-json", "回答.json", "出力.pia"), files(junk, "図.png"), "出力.pia")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"BM" + bytes(60),
        b"<svg onload='x'/>",
        b"%!PS-Adobe",
        b"II*\0",
        b"RIFF\0\0\0\0WEBP",
    ],
    ids=["empty", "gif", "bmp", "svg", "eps", "tiff", "webp"],
)
def test_other_kinds_are_refused_whatever_their_name(data: bytes) -> None:
    assert "PNGかJPEG" in refused(data)


def test_a_picture_of_one_row_is_exported() -> None:
    given = files(png(30_000, 1), "図.png")
    export = ("export", "出力.pia", "--pdf", "出力.pdf")
    writes = ("出力.pia", "出力.pdf")
    verdict = run(Case(("from-json", "回答.json", "出力.pia"), given, writes, (export,)))
    assert verdict.kind == READ, verdict.why


def progressive(scans: int, thumbnail: bytes = b"") -> bytes:
    """A progressive JPEG whose last pass comes so often; with a thumbnail in its Exif part."""
    out = io.BytesIO()
    Image.new("L", (64, 64), 128).save(out, "JPEG", progressive=True)
    data = out.getvalue()
    last = data.rindex(b"\xff\xda")
    again = data[last:-2] * (scans - data.count(b"\xff\xda"))
    exif = b"\xff\xe1" + (len(thumbnail) + 2).to_bytes(2, "big") + thumbnail if thumbnail else b""
    return data[:2] + exif + data[2:-2] + again + data[-2:]


def test_a_jpeg_of_endless_passes_is_refused_undecoded() -> None:
    assert "時間のかかる" in refused(progressive(400), "図.jpg")


@pytest.mark.parametrize(
    "junk", [b"\0", b"\xff\xff", b"\xff\xd0", b"\xff\x01", b"\xff\xd0\xff\xd8"], ids=bytes.hex
)
def test_endless_passes_behind_junk_that_decoders_pass_over(junk: bytes) -> None:
    picture = progressive(400)
    first = picture.index(b"\xff\xda")
    assert "時間のかかる" in refused(picture[:first] + junk + picture[first:], "図.jpg")


def test_a_large_jpeg_has_fewer_passes() -> None:
    """A hundred of them over 50 million pixels take as long as twelve over the eightfold."""
    picture = bytearray(progressive(90))
    at = picture.index(b"\xff\xc2")
    picture[at + 5 : at + 9] = struct.pack(">HH", 7_000, 7_000)
    assert "時間のかかる" in refused(bytes(picture), "図.jpg")


def test_a_picture_of_endless_parts() -> None:
    picture = progressive(10)
    assert "時間のかかる" in refused(picture[:2] + b"\xff\xe1\0\2" * 60_000 + picture[2:], "図.jpg")
    assert "時間のかかる" in refused(png(8, 8, *[(b"tEXt", b"k\0v")] * 60_000))


@pytest.mark.parametrize("junk", [b"\0", b"\xff", b"\xff\0", b"\xff\xd8"], ids=bytes.hex)
def test_endless_junk_before_the_picture(junk: bytes) -> None:
    picture = progressive(10)
    assert "時間のかかる" in refused(picture[:20] + junk * 200_000 + picture[20:], "図.jpg")


def test_passes_of_a_thumbnail_are_no_passes_of_the_picture() -> None:
    picture = progressive(20, b"Exif\0\0" + b"\xff\xda\x00\x02" * 500)
    taken(("from-json", "回答.json", "出力.pia"), files(picture, "図.jpg"), "出力.pia")


def test_the_given_jpeg_of_400_passes() -> None:
    path = CASES / "hostile" / "progressive-400-scans.jpg"
    if not path.is_file():
        pytest.skip(f"no files in {CASES}")
    assert "時間のかかる" in refused(path.read_bytes(), "図.jpg")


def animated(frames: int, wide: int, high: int) -> bytes:
    """A PNG of 8 × 8 with frames of that size behind it, whose pixels are a bomb."""
    control = struct.pack(">II", frames, 0)
    behind = b""
    for number in range(frames):
        place = struct.pack(">IIIIIHHBB", 2 * number, wide, high, 0, 0, 1, 100, 0, 0)
        data = struct.pack(">I", 2 * number + 1) + (_BOMB if number == 0 else b"")
        behind += chunk(b"fcTL", place) + chunk(b"fdAT", data)
    still = png(8, 8, (b"acTL", control))
    end = chunk(b"IEND", b"")
    return still.removesuffix(end) + behind + end


def many_in_one(frames: int) -> bytes:
    """A JPEG of a stereo camera (MPO) with so many pictures."""
    out = io.BytesIO()
    first, *more = (Image.new("RGB", (64, 64), (n % 256, 0, 0)) for n in range(frames))
    first.save(out, "MPO", save_all=True, append_images=more)
    return out.getvalue()


@pytest.mark.parametrize(
    "data,name",
    [
        (animated(1, 8, 8), "図.png"),
        (animated(5_000, 8, 8), "図.png"),
        (animated(3, 2**31 - 1, 2**31 - 1), "図.png"),
        (many_in_one(2), "図.jpg"),
        (many_in_one(200), "図.jpg"),
    ],
    ids=["apng", "apng-frames", "apng-size", "mpo", "mpo-frames"],
)
def test_of_pictures_with_frames_the_first_is_shown(data: bytes, name: str) -> None:
    """In window, Excel and PDF alike; the others are never decoded."""
    given = files(data, name)
    export = ("export", "出力.pia", "--pdf", "出力.pdf", "--xlsx", "出力.xlsx")
    writes = ("出力.pia", "出力.pdf", "出力.xlsx")
    verdict = run(Case(("from-json", "回答.json", "出力.pia"), given, writes, (export,)))
    assert verdict.kind == READ, verdict.why
    image = QImage.fromData(data)
    assert (image.width(), image.height()) in ((8, 8), (64, 64))


def test_a_jpeg_with_junk_between_its_parts_is_drawn_as_it_is(tmp_path: Path) -> None:
    """Pillow and Qt pass over the junk; what writes Excel and PDF finds no size behind it."""
    out = io.BytesIO()
    Image.new("RGB", (200, 100), (200, 30, 30)).save(out, "JPEG")
    data = out.getvalue()
    first = 4 + int.from_bytes(data[4:6], "big")
    junk = data[:first] + b"\x04\x06\x00\x00" + data[first:]
    assert picture_size(junk) == (200, 100)
    assert picture_size(data[:first] + b"\xff\xff" + data[first:]) == (200, 100)
    given = files(junk, "図.jpg")
    for name, content in given.items():
        (tmp_path / name).write_bytes(content)
    assessment = from_json(tmp_path / "回答.json")
    with pikepdf.open(io.BytesIO(write_pdf(assessment))) as pdf:
        sizes = [
            (int(image["/Width"]), int(image["/Height"]))
            for page in pdf.pages
            for image in page.images.values()
        ]
    assert sizes == [(200, 100)]
    with zipfile.ZipFile(io.BytesIO(write_workbook(assessment))) as archive:
        (name,) = [name for name in archive.namelist() if name.startswith("xl/media/")]
        with Image.open(io.BytesIO(archive.read(name))) as shown:
            assert shown.size == (200, 100)
