"""Which file and which published state a name means."""

from pathlib import Path

import pytest

from pia_desktop.assessment import Assessment
from pia_desktop.assessment.pia_file import save
from pia_desktop.assessment.publication import publish
from pia_desktop.changes.state_reference import load_state, resolve_state, split_state
from pia_desktop.errors import FileError, VersionError


@pytest.fixture
def published(assessment: Assessment, tmp_path: Path, backups: Path) -> Path:
    """Published as number 7, and number 8 since."""
    publish(assessment, "令和7年4月1日")
    assessment.answers.set("cover.number", "8")
    path = tmp_path / "評価書.pia"
    save(assessment, path)
    return path


@pytest.mark.parametrize(
    "name,file,version",
    [
        ("a.pia", "a.pia", ""),
        ("a.pia@1", "a.pia", "1"),
        ("b@x.pia@令和7年4月1日", "b@x.pia", "令和7年4月1日"),
        ("@1", "@1", ""),
    ],
)
def test_the_state_stands_behind_the_last_at_sign(name: str, file: str, version: str) -> None:
    assert split_state(name) == (Path(file), version)


def test_a_file_with_an_at_sign_in_its_name_is_that_file(tmp_path: Path) -> None:
    path = tmp_path / "a.pia@1"
    path.write_bytes(b"")
    assert split_state(str(path)) == (path, "")


def test_a_file_is_its_state_of_now_and_named_after_it(published: Path) -> None:
    state = resolve_state(str(published))
    assert (state.title, state.assessment.answers.get("cover.number")) == ("評価書", "8")


def test_a_published_state_is_what_it_was(published: Path) -> None:
    state = resolve_state(f"{published}@1")
    assert state.title == "第1版（令和7年4月1日公表）"
    assert state.assessment.answers.get("cover.number") == "7"
    assert load_state(Path(f"{published}@1")).answers == state.assessment.answers


def test_what_is_not_there_is_named(published: Path) -> None:
    with pytest.raises(VersionError, match=r"評価書\.pia.*第1版"):
        resolve_state(f"{published}@9")
    with pytest.raises(FileError, match=r"ない\.pia"):
        resolve_state(str(published.with_name("ない.pia@1")))
