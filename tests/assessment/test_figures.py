"""Figures: looked up beside the answers file, kept inside the .pia file, written out again."""

import io
import json
from pathlib import Path

import pytest
from PIL import Image
from PIL.ImageFile import ImageFile

from pia_desktop.assessment import Answers, fill, from_json, new_assessment, pia_file
from pia_desktop.assessment.pictures import (
    check_figure,
    picture_size,
    print_size,
    read_figure,
    shrunk,
)
from pia_desktop.errors import FileError, PiaError
from pia_desktop.files import limits
from tests.locations import CASES
from tests.strategies import PNG


def _jpeg() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (4, 3), "white").save(buffer, "JPEG")
    return buffer.getvalue()


JPEG = _jpeg()


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "回答.json"
    figures = [{"file": "図 その1.png", "caption": "一\n二"}, {"file": "b.jpg", "caption": ""}]
    path.write_text(
        json.dumps(
            {"form": "様式4", "edition": "令和7年5月", "process": {"figures": figures}},
            ensure_ascii=False,
        ),
        encoding="utf-8",
    )
    (tmp_path / "図 その1.png").write_bytes(PNG)
    (tmp_path / "b.jpg").write_bytes(JPEG)
    return path


def test_looked_up_beside_the_answers(written: Path, tmp_path: Path) -> None:
    assessment = from_json(written)
    assert assessment.figures == {"図 その1.png": PNG, "b.jpg": JPEG}
    pia_file.save(assessment, tmp_path / "a.pia")
    assert pia_file.load(tmp_path / "a.pia").figures == assessment.figures


def test_missing_picture_is_refused_by_name(written: Path) -> None:
    (written.parent / "b.jpg").unlink()
    with pytest.raises(FileError, match=r"b\.jpg"):
        from_json(written)


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"BM", b"<svg/>", b"%PDF-1.7"])
def test_what_is_no_picture_is_refused(written: Path, data: bytes) -> None:
    (written.parent / "b.jpg").write_bytes(data)
    with pytest.raises(FileError, match=r"b\.jpg"):
        from_json(written)


def test_too_large_a_picture_is_refused_unread(
    written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "FIGURE_BYTES", 10)
    with pytest.raises(FileError, match="大きすぎます"):
        from_json(written)


def test_a_folder_is_no_picture(written: Path) -> None:
    (written.parent / "b.jpg").unlink()
    (written.parent / "b.jpg").mkdir()
    with pytest.raises(PiaError, match=r"b\.jpg"):
        from_json(written)


def test_fill_keeps_a_picture_that_is_in_the_file_and_takes_a_newer_one_beside(
    written: Path, tmp_path: Path
) -> None:
    assessment = from_json(written)
    elsewhere = tmp_path / "別"
    elsewhere.mkdir()
    (elsewhere / "b.jpg").write_bytes(JPEG + b"new")
    data = json.loads(written.read_text(encoding="utf-8"))
    fill(assessment, data, elsewhere / "回答.json")
    assert assessment.figures == {"図 その1.png": PNG, "b.jpg": JPEG + b"new"}


def test_fill_that_misses_a_picture_changes_nothing(tmp_path: Path) -> None:
    assessment = new_assessment("youshiki4-2025-05")
    before = assessment.answers.copy()
    data = {
        "cover": {"name": "名前"},
        "process": {"figures": [{"file": "none.png", "caption": ""}]},
    }
    with pytest.raises(FileError, match=r"none\.png"):
        fill(assessment, data, tmp_path / "a.json")
    assert assessment.answers == before
    assert assessment.figures == {}


def test_figure_without_a_caption(written: Path) -> None:
    data = {"process": {"figures": [{"file": "b.jpg"}]}}
    answers = Answers.read(new_assessment("youshiki4-2025-05").form, data)
    assert answers.get("process.figures") == [{"file": "b.jpg", "caption": ""}]


@pytest.mark.parametrize("data", [PNG[: len(PNG) // 2], PNG[:24], JPEG[:40]])
def test_a_picture_that_is_cut_off_is_refused(written: Path, data: bytes) -> None:
    (written.parent / "b.jpg").write_bytes(data)
    with pytest.raises(FileError, match=r"b\.jpg"):
        from_json(written)


# Where the stored picture's upper left and upper right corners are seen, by its note (Exif 3.0).
SEEN = {
    1: ("upper left", "upper right"),
    2: ("upper right", "upper left"),
    3: ("lower right", "lower left"),
    4: ("lower left", "lower right"),
    5: ("upper left", "lower left"),
    6: ("upper right", "lower right"),
    7: ("lower right", "upper right"),
    8: ("lower left", "upper left"),
}


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("orientation", SEEN)
def test_a_photograph_is_turned_as_the_camera_was_held(
    orientation: int, kind: str, tmp_path: Path
) -> None:
    photograph = Image.new("RGB", (64, 32), "white")
    photograph.paste("red", (0, 0, 16, 16))
    photograph.paste("blue", (48, 0, 64, 16))
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / "写真"
    photograph.save(path, kind, exif=exif, quality=95)

    data = read_figure(path)

    with Image.open(io.BytesIO(data)) as taken:
        assert taken.format == kind
        assert taken.size == ((64, 32) if orientation < 5 else (32, 64))
        assert taken.getexif().get(0x0112, 1) == 1
        colours = {}
        for name in ("upper left", "upper right", "lower left", "lower right"):
            x = 8 if "left" in name else taken.width - 8
            y = 8 if "upper" in name else taken.height - 8
            red, green, blue = taken.convert("RGB").getpixel((x, y))  # type: ignore[misc]
            colours[name] = (red > 128, green > 128, blue > 128)
    red_at, blue_at = SEEN[orientation]
    assert colours.pop(red_at) == (True, False, False)
    assert colours.pop(blue_at) == (False, False, True)
    assert set(colours.values()) == {(True, True, True)}
    if orientation == 1:
        assert data == path.read_bytes()
    path.write_bytes(data)
    assert read_figure(path) == data


def test_the_given_photograph_stands_upright() -> None:
    path = CASES / "inputs" / "exif-orientation-6.jpg"
    if not path.is_file():
        pytest.skip(f"no files in {CASES}")
    with Image.open(io.BytesIO(read_figure(path))) as taken:
        assert taken.size == (300, 600)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize(
    "size,wanted",
    [
        ((1000, 800), (1000, 800)),
        ((2200, 400), (2200, 400)),  # hardly more than paper needs
        ((4016, 100), (2008, 50)),
        ((100, 5000), (50, 2500)),
    ],
)
def test_a_picture_is_made_as_small_as_paper_needs_it(
    kind: str, size: tuple[int, int], wanted: tuple[int, int]
) -> None:
    buffer = io.BytesIO()
    Image.effect_noise(size, 60).save(buffer, kind)
    data = buffer.getvalue()
    assert (print_size(data) or size) == wanted
    with Image.open(io.BytesIO(shrunk(data))) as picture:
        assert picture.size == wanted
        assert picture.format == kind


def test_the_size_is_found_behind_what_stands_between_two_parts() -> None:
    first = 4 + int.from_bytes(JPEG[4:6], "big")
    for junk in (b"", b"\x04\x06\x00\x00", b"\xff\xff", b"\x00\xff\x00\x01"):
        assert picture_size(JPEG[:first] + junk + JPEG[first:]) == (4, 3)
    assert picture_size(JPEG[:first]) == (1, 1)


def test_a_whole_picture_is_decoded_once_and_a_broken_one_always_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    decoded: list[str] = []
    load = ImageFile.load

    def counted(self: ImageFile) -> object:
        decoded.append(self.format or "")
        return load(self)

    monkeypatch.setattr(ImageFile, "load", counted)
    buffer = io.BytesIO()
    Image.new("RGB", (31, 29), "green").save(buffer, "PNG")
    whole = buffer.getvalue()
    for _ in range(3):
        check_figure(whole, "図.png")
    assert decoded == ["PNG"]
    for _ in range(2):
        with pytest.raises(FileError, match="壊れています"):
            check_figure(whole[:-40], "図.png")
    assert decoded == ["PNG"] * 3
