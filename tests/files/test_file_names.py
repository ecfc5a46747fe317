"""File names and places as Windows has them."""

import os
from pathlib import Path

import pytest

from pia_desktop.errors import FileError
from pia_desktop.files.file_names import MAX_PATH, check_path_length, extended_path, same_place


def test_a_path_that_is_too_long_for_windows_programs() -> None:
    path = Path("評価書.pia")
    check_path_length(path, "C:\\" + "長" * (MAX_PATH - 3))
    with pytest.raises(FileError, match="259文字") as caught:
        check_path_length(path, "C:\\" + "長" * (MAX_PATH - 2))
    assert caught.value.remedy


def test_a_rare_kanji_counts_twice_as_windows_counts() -> None:
    path = Path("評価書.pia")
    check_path_length(path, "C:\\" + "𠮷" * ((MAX_PATH - 3) // 2))
    with pytest.raises(FileError, match="259文字"):
        check_path_length(path, "C:\\長" + "𠮷" * ((MAX_PATH - 3) // 2))


@pytest.mark.parametrize(
    "path,expected",
    [
        ("C:\\共有\\a.pia", "\\\\?\\C:\\共有\\a.pia"),
        ("\\\\server\\共有\\a.pia", "\\\\?\\UNC\\server\\共有\\a.pia"),
        ("\\\\?\\C:\\a.pia", "\\\\?\\C:\\a.pia"),
    ],
)
def test_a_temporary_file_may_have_a_longer_path(path: str, expected: str) -> None:
    assert extended_path(path) == expected


def test_places_that_are_one(tmp_path: Path) -> None:
    one = tmp_path / "a.pia"
    one.write_bytes(b"")
    os.link(one, tmp_path / "link.pia")
    assert same_place(one, tmp_path / "sub" / ".." / "a.pia")
    assert same_place(one, tmp_path / "link.pia")
    assert same_place(one, tmp_path / "A.PIA")
    assert same_place(tmp_path / "ない.xlsx", tmp_path / "ない.XLSX")
    assert not same_place(one, tmp_path / "b.pia")
    assert not same_place(tmp_path / "a" / "x.pia", tmp_path / "b" / "x.pia")


def test_a_server_that_numbers_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There all files look like one; only their names tell them apart."""
    for name in ("a.pia", "b.pia"):
        (tmp_path / name).write_bytes(b"")
    without = os.stat_result((0o100644, 0, *range(1, 9)))
    with monkeypatch.context() as patch:
        patch.setattr(os, "stat", lambda *_, **__: without)
        assert not same_place(tmp_path / "a.pia", tmp_path / "b.pia")
        assert same_place(tmp_path / "a.pia", tmp_path / "A.pia")
