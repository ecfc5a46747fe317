"""The .pia file: the same content is the same bytes; a damaged file is refused in a sentence."""

import hashlib
import io
import json
import struct
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia_desktop.assessment import Answers, Assessment, new_assessment, pia_file
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.format_upgrade import FORMAT_VERSION
from pia_desktop.assessment.leftovers import Leftover
from pia_desktop.assessment.published_state import WholeState
from pia_desktop.assessment.versions import Version
from pia_desktop.errors import FileError, PiaError
from pia_desktop.files import limits
from pia_desktop.forms import load_form_by_id
from tests.effort import effort
from tests.locations import CASES
from tests.strategies import PNG

PATH = Path("評価書 その1.pia")
WHOLE = Assessment(
    Answers.read(
        load_form_by_id("youshiki4-2025-05"),
        {
            "cover": {"name": "試験の評価書"},
            "process": {"figures": [{"file": "図.png", "caption": "流れ"}]},
        },
    ),
    {"図.png": PNG},
    [Version(1, "令和7年4月1日", "初めての公表", "総務課", True, WholeState(b"whole file"))],
)
DATA = pia_file.to_bytes(WHOLE)


def members() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(DATA)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(
    content: dict[str, bytes] | list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    entries = content.items() if isinstance(content, dict) else content
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return buffer.getvalue()


def with_manifest(content: dict[str, bytes], **said: Any) -> dict[str, bytes]:
    """The members with a manifest that has the right hashes, or says what it is told to."""
    manifest = json.loads(content.get("manifest.json") or members()["manifest.json"])
    rest = {name: data for name, data in content.items() if name != "manifest.json"}
    manifest["sha256"] = {name: hashlib.sha256(data).hexdigest() for name, data in rest.items()}
    manifest.update(said)
    return {"manifest.json": json.dumps(manifest).encode(), **rest}


def refused(data: bytes) -> str:
    with pytest.raises(PiaError) as caught:
        pia_file.from_bytes(data, PATH)
    line = str(caught.value)
    assert str(PATH) in line
    assert "\n" not in line
    assert caught.value.remedy
    return line


def test_any_unzip_tool_reads_it() -> None:
    content = members()
    assert next(iter(content)) == "manifest.json"
    manifest = json.loads(content["manifest.json"])
    assert manifest["form"] == "youshiki4-2025-05"
    assert manifest["format"] == 5
    assert manifest["program"]
    assert set(manifest["sha256"]) == set(content) - {"manifest.json"}
    answers = json.loads(content["answers.json"])
    assert answers["cover"]["name"] == "試験の評価書"
    assert content["figures/図.png"] == PNG
    with zipfile.ZipFile(io.BytesIO(DATA)) as archive:
        methods = {info.compress_type for info in archive.infolist()}
        times = {info.date_time for info in archive.infolist()}
    assert methods <= {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    assert len(times) == 1


def test_published_versions_are_carried_along_whole() -> None:
    again = pia_file.from_bytes(DATA, PATH)
    assert again.versions == WHOLE.versions
    assert pia_file.to_bytes(again) == DATA


def test_a_figure_that_no_answer_uses_is_not_kept() -> None:
    assessment = Assessment(WHOLE.answers.copy(), {"図.png": PNG, "別の図.png": PNG})
    assert pia_file.to_bytes(assessment) == pia_file.to_bytes(
        Assessment(WHOLE.answers, {"図.png": PNG})
    )


def test_a_figure_without_its_picture_is_not_saved_as_a_file_that_cannot_be_opened(
    tmp_path: Path,
) -> None:
    with pytest.raises(PiaError, match=r"図\.png"):
        pia_file.save(Assessment(WHOLE.answers.copy()), tmp_path / "a.pia")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"PK\x05\x06" + b"\0" * 18, b"%PDF-1.7\n", PNG, b"\0" * 100_000, DATA[4:]],
    ids=["empty", "pk", "empty-zip", "pdf", "png", "zeros", "headless"],
)
def test_no_pia_file(data: bytes) -> None:
    refused(data)


@settings(max_examples=effort(150, 5_000))
@given(cut=st.integers(0, len(DATA) - 1))
def test_cut_off_anywhere(cut: int) -> None:
    refused(DATA[:cut])


@settings(max_examples=effort(300, 20_000))
@given(position=st.integers(0, len(DATA) - 1), change=st.integers(1, 255))
def test_a_flipped_byte_is_refused_or_harmless(position: int, change: int) -> None:
    """A byte of zip's own that nobody needs (a time, a flag) may change; an answer never does."""
    damaged = bytearray(DATA)
    damaged[position] ^= change
    try:
        again = pia_file.from_bytes(bytes(damaged), PATH)
    except FileError:
        refused(bytes(damaged))
    else:
        assert again.answers == WHOLE.answers
        assert again.figures == WHOLE.figures
        assert again.versions == WHOLE.versions
        assert not again.read_only


@pytest.mark.parametrize("name", ["answers.json", "figures/図.png", "versions/0001.pia"])
def test_wrong_hash(name: str) -> None:
    content = members()
    content[name] = content[name].replace(b" ", b"  ", 1) + b"\n"
    assert "変わっています" in refused(packed(content))


@pytest.mark.parametrize("name", list(members()))
def test_missing_member(name: str) -> None:
    content = members()
    del content[name]
    refused(packed(content))


def test_member_that_the_manifest_does_not_know() -> None:
    refused(packed({**members(), "figures/more.png": PNG}))


@pytest.mark.parametrize(
    "name",
    [
        "../outside.txt",
        "figures/../../outside.txt",
        "/etc/outside.txt",
        "C:/outside.txt",
        "figures\\outside.png",
        "figures/C:outside.png",
        "figures/",
        "figures/.hidden",
        "figures/a/b/c.png",
        "other/a.png",
        "answers.json/",
        "figures/a\nb.png",
    ],
)
def test_a_member_whose_name_leads_elsewhere(name: str) -> None:
    refused(packed(with_manifest({**members(), name: b"x"})))


@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
def test_duplicate_member(first: bool) -> None:
    """Two programs could read two different answers out of it."""
    entries = list(members().items())
    entries.insert(0 if first else len(entries), ("answers.json", b"{}"))
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = packed(entries)
    refused(data)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_compression_is_refused(method: int) -> None:
    refused(packed(members(), method))


def test_stored_is_read() -> None:
    again = pia_file.from_bytes(packed(members(), zipfile.ZIP_STORED), PATH)
    assert again.answers == WHOLE.answers


def test_an_encrypted_member_is_refused() -> None:
    damaged = bytearray(DATA)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        damaged[damaged.index(mark) + offset] |= 1
    refused(bytes(damaged))


def test_zip_bomb_that_says_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PIA_UNPACKED_BYTES", 1_000_000)
    bomb = packed({**members(), "figures/x.png": b"\0" * 2_000_000})
    assert "大きすぎます" in refused(bomb)


def test_zip_bomb_that_lies_about_its_size() -> None:
    """100 MB in 100 kB whose head says ten bytes: refused without being unpacked."""
    bomb = bytearray(packed({**members(), "figures/x.png": b"\0" * 100_000_000}))
    position = bomb.rindex(b"PK\x01\x02")
    bomb[position + 24 : position + 28] = struct.pack("<I", 10)
    data = bytes(bomb)
    tracemalloc.start()
    try:
        refused(data)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_too_many_members() -> None:
    refused(packed({**members(), **{f"figures/{n}.png": b"" for n in range(5_001)}}))


@pytest.mark.parametrize(
    "said",
    [
        {"format": 0},
        {"format": "1"},
        {"format": True},
        {"format": 1.5},
        {"format": None},
        {"form": "youshiki9-2099-01"},
        {"form": "../../etc/passwd"},
        {"form": None},
        {"form": ["youshiki4-2025-05"]},
        {"sha256": {}},
        {"sha256": None},
    ],
    ids=str,
)
def test_manifest_that_says_nonsense(said: dict[str, Any]) -> None:
    refused(packed(with_manifest(members(), **said)))


@pytest.mark.parametrize("manifest", [b"", b"[]", b"null", b"{", b'{"format": 1}', b"\xff\xfe"])
def test_manifest_that_is_none(manifest: bytes) -> None:
    refused(packed({**members(), "manifest.json": manifest}))


@pytest.mark.parametrize(
    "answers",
    [b"", b"[]", b"{", b'{"cover": {"name": 3}}', b'{"unknown": 1}', b'{"a": 1, "a": 2}'],
)
def test_answers_that_the_form_does_not_take(answers: bytes) -> None:
    refused(packed(with_manifest({**members(), "answers.json": answers})))


def test_answers_of_another_edition_than_the_manifest_says() -> None:
    """A file never changes its form by being opened."""
    refused(packed(with_manifest(members(), form="youshiki4-2018-05")))


# -- a file of a newer program -------------------------------------------------------------


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    path = tmp_path / "新しい.pia"
    path.write_bytes(packed(with_manifest(members(), format=FORMAT_VERSION + 1, program="9.0")))
    return path


def test_a_newer_file_opens_read_only_and_is_not_saved_over(
    newer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = newer.read_bytes()
    document = Document.open(newer)
    assert document.assessment.read_only
    assert document.answers == WHOLE.answers
    document.set("cover.name", "変えた")
    monkeypatch.chdir(newer.parent)
    for save in (
        document.save,
        lambda: document.save_as(newer),
        lambda: document.save_as(Path(newer.name)),
        lambda: document.save_as(newer.parent / "." / newer.name),
        lambda: pia_file.save(document.assessment, newer),
    ):
        with pytest.raises(FileError, match="新しい版のプログラム"):
            save()
    assert newer.read_bytes() == before


@pytest.mark.parametrize(
    "answers", [b'{"form": "\xe6\xa7\x98\xe5\xbc\x8f4", "new_section": {}}', b'{"cover": []}']
)
def test_a_newer_file_that_this_program_cannot_read_says_so(answers: bytes) -> None:
    content = with_manifest({**members(), "answers.json": answers}, format=FORMAT_VERSION + 1)
    assert "新しい版のプログラム" in refused(packed(content))
    content = with_manifest(members(), format=FORMAT_VERSION + 1, form="youshiki4-2031-04")
    assert "新しい版のプログラム" in refused(packed(content))


def test_nothing_in_a_newer_file_sends_anybody_to_a_backup() -> None:
    newer = with_manifest(members(), format=FORMAT_VERSION + 1)
    for content in (
        {name: data for name, data in newer.items() if name != "answers.json"},
        {**newer, "answers.json": b"[]"},
        {**newer, "versions.json": b"{}"},
        with_manifest({**members(), "figures/a b?.png": b""}, format=FORMAT_VERSION + 1),
    ):
        message = refused(packed(content))
        assert "新しい版のプログラム" in message
        assert "控え" not in message


@pytest.mark.parametrize("name", ["newer-edition.pia", "newer-format-unknown-member.pia"])
def test_given_files_of_a_newer_program(name: str) -> None:
    path = CASES / "hostile" / name
    if not path.is_file():
        pytest.skip(f"no files in {CASES}")
    with pytest.raises(FileError, match="新しい版のプログラム") as caught:
        pia_file.load(path)
    assert "控え" not in str(caught.value)


@pytest.mark.parametrize("format_version", [1, FORMAT_VERSION, FORMAT_VERSION + 1])
def test_a_member_that_this_program_does_not_know_was_written_by_a_newer_one(
    format_version: int,
) -> None:
    content = {**members(), "new.json": b"{}"}
    message = refused(packed(with_manifest(content, format=format_version)))
    assert "新しい版のプログラム" in message
    assert "控え" not in message
    assert "変わっています" in refused(packed({**members(), "new.json": b"{}"}))


def test_a_newer_file_may_be_saved_under_another_name(newer: Path) -> None:
    before = newer.read_bytes()
    document = Document.open(newer)
    document.set("cover.name", "変えた")
    other = newer.with_name("写し.pia")
    document.save_as(other)
    assert newer.read_bytes() == before
    again = pia_file.load(other)
    assert again.title == "変えた"
    assert not again.read_only
    document.set("cover.name", "また変えた")
    document.save()
    assert pia_file.load(other).title == "また変えた"


# -- through the disk ----------------------------------------------------------------------


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.pia", tmp_path / ("長" * 200 + ".pia")):
        with pytest.raises(FileError) as caught:
            pia_file.load(path)
        assert str(path) in str(caught.value)


def test_a_file_beyond_all_measure_is_refused_without_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pia"
    path.write_bytes(DATA)
    monkeypatch.setattr(limits, "PIA_BYTES", len(DATA) - 1)
    with pytest.raises(FileError, match="大きすぎます"):
        pia_file.load(path)


@pytest.mark.parametrize("form_id", ["youshiki3-2018-05", "youshiki4-2025-05"])
def test_an_edition_stays_what_it_is(form_id: str, tmp_path: Path) -> None:
    pia_file.save(new_assessment(form_id), tmp_path / "a.pia")
    assert pia_file.load(tmp_path / "a.pia").form.id == form_id


def test_leftovers_stay_until_cleared(tmp_path: Path) -> None:
    path = tmp_path / "a.pia"
    assessment = new_assessment("youshiki3-2025-05")
    assessment.leftovers = [
        Leftover("去年.xlsx", "別紙 B2", "別に定める。\n二行目", "cover.remarks")
    ]
    pia_file.save(assessment, path)
    assert pia_file.load(path).leftovers == assessment.leftovers
    assessment.leftovers = []
    pia_file.save(assessment, path)
    assert pia_file.load(path).leftovers == []
    with zipfile.ZipFile(path) as archive:
        assert "leftovers.json" not in archive.namelist()


@pytest.mark.parametrize(
    "content",
    ["{}", "[1]", '[{"code": "a"}]', '[{"code": 1, "address": "", "compared": "", "note": ""}]'],
)
def test_confirmations_of_another_shape_are_refused(content: str) -> None:
    held = with_manifest({**members(), "confirmations.json": content.encode()})
    assert "確認済みの書き方が違います。" in refused(packed(held))
