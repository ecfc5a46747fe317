"""A disk without room, a real one: the old file stays, and the next save has room again."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from pia_desktop.assessment import new_assessment, pia_file
from pia_desktop.assessment.autosave import SideFile, WorkOrigin
from pia_desktop.assessment.model import Assessment
from pia_desktop.errors import FileError
from tests.effort import LONGEST_CALL_S


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root may mount a small file system")
    place = tmp_path / "小さなディスク"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine does not let a small file system be mounted")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def assessment() -> Assessment:
    made = new_assessment("youshiki3-2025-05")
    made.answers.set("cover.remarks", "あ" * 50_000)
    return made


def _fill(place: Path) -> Path:
    filler = place / "filler"
    with filler.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(bytes(4096))
        except OSError:
            return filler


def test_a_full_disk_keeps_the_old_file(small_disk: Path, assessment: Assessment) -> None:
    path = small_disk / "評価書.pia"
    pia_file.save(assessment, path)
    before = path.read_bytes()
    filler = _fill(small_disk)
    assessment.answers.set("cover.number", "8")
    with pytest.raises(FileError) as caught:
        pia_file.save(assessment, path)
    assert "空き容量がありません" in caught.value.message
    assert path.read_bytes() == before
    assert {each.name for each in small_disk.iterdir()} == {path.name, filler.name}
    filler.unlink()
    pia_file.save(assessment, path)
    assert pia_file.load(path).answers.get("cover.number") == "8"


def test_a_full_disk_on_the_pc_refuses_before_the_file_is_touched(
    small_disk: Path, assessment: Assessment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a backup nor a side file can be written there; both say so."""
    monkeypatch.setenv("PIA_DESKTOP_DATA", str(small_disk))
    path = tmp_path / "評価書.pia"
    pia_file.save(assessment, path)
    before = path.read_bytes()
    _fill(small_disk)
    assessment.answers.set("cover.number", "8")
    with pytest.raises(FileError) as caught:
        pia_file.save(assessment, path)
    assert "控え" in caught.value.message
    assert path.read_bytes() == before
    with pytest.raises(FileError):
        SideFile().write(assessment, WorkOrigin(path))
    left = [each for each in small_disk.rglob("*") if each.is_file() and each.stat().st_size]
    assert [each.name for each in left] == ["filler"]


LIMITED = textwrap.dedent(
    """
    import resource, signal, sys
    from pathlib import Path
    from pia_desktop.assessment import new_assessment, pia_file
    from pia_desktop.errors import FileError

    path = Path(sys.argv[1])
    assessment = new_assessment("youshiki3-2025-05")
    pia_file.save(assessment, path)
    before = path.read_bytes()
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, 65_536))
    assessment.answers.set("cover.remarks", "あ" * 50_000)
    try:
        pia_file.save(assessment, path)
    except FileError as error:
        assert "大きすぎます" in error.message, error.message
        assert path.read_bytes() == before
        assert [each.name for each in path.parent.iterdir()] == [path.name]
        print("refused")
    """
)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of this kind")
def test_a_limit_of_size_keeps_the_old_file(tmp_path: Path) -> None:
    folder = tmp_path / "共有"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(folder / "評価書.pia")],
        capture_output=True,
        text=True,
        timeout=LONGEST_CALL_S,
        check=False,
    )
    assert done.stdout.strip() == "refused", done.stderr
