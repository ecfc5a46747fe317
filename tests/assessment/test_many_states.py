"""A hundred published states: what a file of them weighs, and that each is still what it was."""

from __future__ import annotations

import io
import json
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pia_desktop.assessment import from_json, pia_file, published_state
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.publication import draft_from_version, load_version, publish
from pia_desktop.assessment.published_state import SharedState, StateReader, WholeState
from pia_desktop.assessment.versions import Version
from pia_desktop.changes import history
from pia_desktop.changes.differences import Comparer, Difference, changed_items
from pia_desktop.changes.history import publish_counted, version_history
from pia_desktop.errors import PiaError
from pia_desktop.files.paths import resources_dir
from pia_desktop.forms.places import Place
from tests.assessment.test_formats import FORMATS
from tests.strategies import PNG

PATH = Path("評価書.pia")
PADDING = bytes(40_000)


def sample() -> Assessment:
    return from_json(resources_dir() / "sample" / "youshiki4.json")


def names_in(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def hundred() -> bytes:
    """A file with 100 states, each with two answers of its own."""
    document = Document(sample())
    content = document.answers.get("business.content") or ""
    for number in range(1, 101):
        document.set("cover.remarks", f"{number}回目の評価です。" * 20)
        document.set("business.content", f"{content}\n{number}")
        document.publish("令和7年4月1日", changes=2 if number > 1 else None)
    return pia_file.to_bytes(document.assessment)


def test_a_hundred_states_stay_small(hundred: bytes) -> None:
    """The present, the first state, and of the others a text of 600 bytes, the digits that differ
    in a longer one, and 1 kB of manifest and zip.
    """
    alone = len(pia_file.to_bytes(sample()))
    assert alone > 100_000
    assert len(hundred) < 2 * alone + 100 * (600 + 1_000)


def test_each_is_what_it_was(hundred: bytes) -> None:
    assessment = pia_file.from_bytes(hundred, PATH)
    assert len(assessment.versions) == 100
    for number in (1, 50, 100):
        state = load_version(assessment.versions[number - 1])
        assert state.answers.get("cover.remarks") == f"{number}回目の評価です。" * 20
        assert state.figures == assessment.figures
        alone = pia_file.from_bytes(assessment.versions[number - 1].data, PATH)
        assert alone.answers == state.answers
    assert pia_file.to_bytes(assessment) == hundred


def test_the_list_reads_no_state_whose_changes_were_counted(
    hundred: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(version: Version, reader: StateReader) -> Assessment:
        raise AssertionError(f"{version.title} was read")

    assessment = pia_file.from_bytes(hundred, PATH)
    monkeypatch.setattr(history, "load_version", read)
    entries = version_history(assessment)
    assert [entry.changes for entry in entries] == [None, *[2] * 99]
    assert {entry.form for entry in entries} == {assessment.form.display_name}


def test_what_is_counted_at_publishing_is_what_a_look_at_the_states_counts() -> None:
    document = Document(sample())
    publish_counted(document, "令和7年4月1日")
    document.set("cover.remarks", "二回目")
    document.set("business.content", "新しい内容")
    publish_counted(document, "令和8年4月1日", "定期", "総務課", repeated=True)
    kept = [version.changes for version in document.assessment.versions]
    assert kept == [None, 2]
    again = pia_file.from_bytes(pia_file.to_bytes(document.assessment), PATH)
    assert [entry.changes for entry in version_history(again)] == kept


def uncounted(count: int, *, whole: bool) -> Assessment:
    """So many states of which two in three differ from the one before, as older programs kept them:
    nobody counted how much.
    """
    document = Document(sample())
    content = document.answers.get("business.content") or ""
    kept = []
    for number in range(1, count + 1):
        if number % 3:
            document.set("cover.remarks", f"{number}回目の評価です。")
            document.set("business.content", f"{content}\n{number}")
        document.publish("令和7年4月1日")
        now = Assessment(document.answers, document.assessment.figures)
        kept.append(Version(number, "令和7年4月1日", state=WholeState(pia_file.to_bytes(now))))
    assessment = document.assessment
    assessment.versions = kept if whole else assessment.versions
    return pia_file.from_bytes(pia_file.to_bytes(assessment), PATH)


@pytest.mark.parametrize("whole", [True, False])
def test_states_that_nobody_counted_are_counted_by_what_differs(whole: bool) -> None:
    assessment = uncounted(12, whole=whole)
    states = list(map(load_version, assessment.versions))
    wanted = [None, *(len(changed_items(*pair)) for pair in pairwise(states))]
    assert [entry.changes for entry in version_history(assessment)] == wanted
    assert set(wanted[1:]) == {0, 2}


def test_the_list_reads_what_differs_of_each_state_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No state is put together again out of all those before it, nor compared where it is alike."""
    parsed, compared = [], []
    parse, compare = published_state._parsed, Comparer.at

    def counting_parse(data: bytes) -> Any:
        parsed.append(data)
        return parse(data)

    def counting_at(self: Comparer, place: Place, **options: bool) -> Difference | None:
        compared.append(place)
        return compare(self, place, **options)

    assessment = uncounted(12, whole=False)
    places = sum(1 for _ in Comparer(assessment, assessment).places())
    monkeypatch.setattr(published_state, "_parsed", counting_parse)
    monkeypatch.setattr(Comparer, "at", counting_at)
    version_history(assessment)
    assert len(parsed) <= len(assessment.versions)
    assert len(compared) < places * len(assessment.versions) / 2


def with_picture(picture: bytes) -> Document:
    document = Document(sample())
    document.set("process.figures", [{"file": "図.png", "caption": ""}])
    document.assessment.figures["図.png"] = picture
    return document


def test_a_picture_is_in_the_file_once_however_often_it_was_published() -> None:
    document = with_picture(PNG + PADDING)
    alone = len(pia_file.to_bytes(document.assessment))
    for _ in range(5):
        document.publish("令和7年4月1日")
    data = pia_file.to_bytes(document.assessment)
    assert data.count(PADDING) == 1
    assert len(data) < 2 * alone
    assert not [name for name in names_in(data) if name.startswith("versions/pictures/")]


def test_a_picture_that_is_replaced_is_kept_for_its_states() -> None:
    document = with_picture(PNG + b"old")
    document.publish("令和7年4月1日")
    document.assessment.figures["図.png"] = PNG + b"new"
    document.publish("令和8年4月1日")
    document.set("process.figures", [])
    data = pia_file.to_bytes(document.assessment)
    assert len([name for name in names_in(data) if name.startswith("versions/pictures/")]) == 2
    again = pia_file.from_bytes(data, PATH)
    first, second = map(load_version, again.versions)
    assert first.figures["図.png"] == PNG + b"old"
    assert second.figures["図.png"] == PNG + b"new"
    assert "図.png" not in again.figures
    assert pia_file.to_bytes(again) == data


def test_states_that_were_kept_whole_share_from_the_next_publication_on() -> None:
    assessment = pia_file.load(FORMATS / "format-1.pia")
    (old,) = assessment.versions
    whole = old.data
    assert isinstance(old.state, WholeState)
    assert "versions/0001.pia" in names_in(pia_file.to_bytes(assessment))
    publish(assessment, "令和8年4月1日")
    assert isinstance(assessment.versions[1].state, SharedState)
    again = pia_file.from_bytes(pia_file.to_bytes(assessment), PATH)
    assert isinstance(again.versions[0].state, SharedState)
    assert again.versions[0].data == whole
    assert load_version(again.versions[0]).title == "試験の評価書"


def test_a_state_that_no_program_wrote_so_stays_as_it_is() -> None:
    assessment = sample()
    assessment.versions = [Version(1, "令和7年4月1日", state=WholeState(b"PK no zip"))]
    publish(assessment, "令和8年4月1日")
    again = pia_file.from_bytes(pia_file.to_bytes(assessment), PATH)
    assert again.versions[0].data == b"PK no zip"
    assert load_version(again.versions[1]).answers == assessment.answers
    with pytest.raises(PiaError, match="第1版"):
        load_version(again.versions[0])


def test_states_of_another_form_lie_in_one_file() -> None:
    older = from_json(resources_dir() / "sample" / "youshiki3.json")
    publish(older, "令和6年4月1日")
    newer = sample()
    newer.versions = older.versions
    publish(newer, "令和7年4月1日")
    again = pia_file.from_bytes(pia_file.to_bytes(newer), PATH)
    assert [load_version(version).form.id for version in again.versions] == [
        older.form.id,
        newer.form.id,
    ]


def test_a_draft_from_a_state_goes_on_with_all_of_them(hundred: bytes) -> None:
    assessment = pia_file.from_bytes(hundred, PATH)
    draft = draft_from_version(assessment, assessment.versions[0])
    publish(draft, "令和8年4月1日")
    again = pia_file.from_bytes(pia_file.to_bytes(draft), PATH)
    assert len(again.versions) == 101
    assert load_version(again.versions[100]).answers == draft.answers
    assert load_version(again.versions[98]).answers.get("cover.remarks").startswith("99回目")


def test_edits_that_say_something_else_than_was_published_are_refused(hundred: bytes) -> None:
    """Somebody who changes the file and its hashes still doesn't change a state unseen."""
    assessment = pia_file.from_bytes(hundred, PATH)
    state = assessment.versions[1].state
    assert isinstance(state, SharedState)
    edits = json.loads(state.written.data)
    edits[0]["value"] = "書き換え"
    forged = SharedState(
        state.manifest,
        type(state.written)(json.dumps(edits).encode()),
        state.pictures,
        state.before,
    )
    with pytest.raises(PiaError, match="中身が保存したときと変わっています"):
        load_version(Version(2, "令和8年4月1日", state=forged))
    misfit = SharedState(
        state.manifest, type(state.written)(b'[{"at": ["x", "y"]}]'), state.pictures, state.before
    )
    with pytest.raises(PiaError, match="前の公表版との違い"):
        load_version(Version(2, "令和8年4月1日", state=misfit))
