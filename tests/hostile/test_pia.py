""".pia files that somebody made to do harm."""

from __future__ import annotations

import io
import json
import struct
import tracemalloc
import warnings
import zipfile
from pathlib import Path

import pytest

from pia_desktop.assessment import new_assessment, pia_file
from pia_desktop.assessment.document import Document
from pia_desktop.errors import FileError
from pia_desktop.files import limits
from tests.fuzz.corpus import members_of, packed, signed
from tests.hostile.calls import PIA, pia_with, refused_pia, zipped
from tests.strategies import PNG

GOOD = members_of(PIA)


def infos(**changed: bytes) -> list[tuple[zipfile.ZipInfo, bytes]]:
    return [(zipfile.ZipInfo(name), data) for name, data in {**GOOD, **changed}.items()]


def patched(data: bytes, offset: int, value: bytes) -> bytes:
    """The zip with something else in the last member's entry of the directory."""
    out = bytearray(data)
    at = out.rindex(b"PK\x01\x02") + offset
    out[at : at + len(value)] = value
    return bytes(out)


def test_a_bomb_that_says_its_size() -> None:
    announced = struct.pack("<I", limits.PIA_UNPACKED_BYTES + 1)
    assert "大きすぎます" in refused_pia(patched(PIA, 24, announced))


def test_a_bomb_that_lies_about_its_size_is_not_unpacked() -> None:
    bomb = patched(packed({**GOOD, "figures/x.png": bytes(200_000_000)}), 24, struct.pack("<I", 10))
    tracemalloc.start()
    try:
        refused_pia(bomb)
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()


def test_a_directory_of_a_million_members_is_not_read() -> None:
    """Zipfile makes an object of each entry before anybody can count them."""
    entry = (
        struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 0, 20, 0, 0, 0, 0, 33, *[0] * 10) + b"a"
    )
    directory = entry * 300_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(directory), 0, 0)
    tracemalloc.start()
    try:
        assert "数が多すぎます" in refused_pia(directory + end)
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "name",
    ["../外.json", "figures/../../外.png", "/外.png", "C:/外.png", "figures/a\\..\\外.png"],
)
def test_a_name_that_leads_elsewhere(name: str) -> None:
    refused_pia(pia_with(**{name: b"x"}))


@pytest.mark.parametrize("name", ["CON.png", "nul.jpg", "COM¹", "図.png.", "図.png ", "a\x1b.png"])
def test_a_picture_s_name_that_windows_cannot_have(name: str) -> None:
    refused_pia(pia_with(**{f"figures/{name}": GOOD["figures/図.png"]}))


@pytest.mark.parametrize("name", ["ANSWERS.json", "figures/図.PNG", "Versions/0001.pia"])
def test_names_that_differ_in_case_alone(name: str) -> None:
    assert "同じ名前" in refused_pia(pia_with(**{name: b"{}"}))


def test_names_that_differ_in_normalisation_alone() -> None:
    picture = GOOD["figures/図.png"]
    both = {"figures/が.png": picture, "figures/か\u3099.png": picture}
    assert "同じ名前" in refused_pia(pia_with(**both))


def test_a_member_twice() -> None:
    with warnings.catch_warnings(action="ignore"):
        data = zipped(*infos(), (zipfile.ZipInfo("answers.json"), b"{}"))
    assert "同じ名前" in refused_pia(data)


def test_a_link_to_another_file() -> None:
    members = infos()
    members[1][0].create_system = 3
    members[1][0].external_attr = 0o120777 << 16
    assert "リンク" in refused_pia(zipped(*members))


def test_an_encrypted_member() -> None:
    assert "暗号化" in refused_pia(patched(PIA, 8, b"\x01\x00"))


def test_a_member_packed_in_an_unknown_way() -> None:
    assert "圧縮" in refused_pia(patched(PIA, 10, b"\x63\x00"))


def test_a_wrong_checksum_and_a_wrong_hash() -> None:
    assert "切れている" in refused_pia(patched(PIA, 16, b"\1\2\3\4"))
    changed = {
        **GOOD,
        "answers.json": GOOD["answers.json"].replace("試験".encode(), "別の".encode()),
    }
    assert "変わっています" in refused_pia(packed(changed))


def test_a_zip_inside_out() -> None:
    """Cut, doubled, with another file before it and behind it."""
    for data in (PIA[: len(PIA) // 2], PIA[10:], b"", b"PK\x05\x06" + bytes(18), b"\0" * 100_000):
        refused_pia(data)


def test_a_version_that_is_a_bomb_or_no_file_does_no_harm() -> None:
    bomb = patched(PIA, 24, struct.pack("<I", limits.PIA_UNPACKED_BYTES + 1))
    for version in (bomb, b"", b"PK", PIA[:500]):
        data = pia_with(**{"versions/0001.pia": version})
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.read("versions/0001.pia") == version


@pytest.mark.parametrize(
    "left",
    [
        {"value": 1e308},
        {"value": {"a": [1]}},
        {"value": [{"file": "../x.png", "caption": ""}]},
        {"near": "files[99999999999].name"},
        {"address": "files[-1].name"},
        {"text": "a\x1b[2J"},
    ],
    ids=["float", "nested", "way-out", "far", "negative", "control"],
)
def test_leftovers_that_no_form_has_made(left: dict[str, object]) -> None:
    entry = {"source": "a", "place": "b", "text": "c", **left}
    refused_pia(pia_with(**{"leftovers.json": json.dumps([entry]).encode()}))


def test_a_picture_that_is_none_or_has_no_bounds() -> None:
    huge = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 50_000, 50_000) + bytes(9)
    for data, said in ((b"<svg/>", "形式"), (huge, "大きすぎます"), (b"MZ" + bytes(99), "形式")):
        line = refused_pia(pia_with(**{"figures/図.png": data}))
        assert "図.png" in line
        assert said in line


def test_more_members_than_any_assessment_has() -> None:
    more = {f"figures/{number}.png": GOOD["figures/図.png"] for number in range(limits.MEMBERS)}
    assert "数が多すぎます" in refused_pia(packed(signed({**GOOD, **more})))


def test_a_file_of_300_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "評価書.pia"
    with path.open("wb") as stream:
        stream.truncate(300_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(FileError, match="250MBまで"):
            pia_file.load(path)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_an_assessment_that_grew_to_300_megabytes_is_not_saved_and_the_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIA_DESKTOP_DATA", str(tmp_path / "data"))
    document = Document(new_assessment("youshiki4-2025-05"))
    path = tmp_path / "評価書.pia"
    document.save_as(path)
    before = path.read_bytes()
    names = [f"{number}.png" for number in range(11)]
    picture = PNG + bytes(28_000_000)
    document.assessment.figures.update(dict.fromkeys(names, picture))
    document.set("process.figures", [{"file": name, "caption": ""} for name in names])
    with pytest.raises(FileError, match="評価書が大きすぎます"):
        document.save()
    assert path.read_bytes() == before
    document.set("process.figures", [])
    document.save()
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == [path.name]
