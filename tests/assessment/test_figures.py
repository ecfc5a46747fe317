"""Figures: looked up beside the answers file, kept inside the .pia file, written out again."""

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from pia_desktop.assessment import Answers, fill, from_json, new_assessment, pia_file
from pia_desktop.errors import FileError, PiaError
from pia_desktop.files import limits
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
