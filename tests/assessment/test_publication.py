"""Published states: frozen whole in the file, never edited, never lost."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia_desktop.assessment import Answers, Assessment, from_json, pia_file
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.publication import (
    draft_from_version,
    find_version,
    load_version,
    publish,
    record_review,
)
from pia_desktop.assessment.published_state import WholeState
from pia_desktop.assessment.versions import Version, read_reviews, read_versions
from pia_desktop.changes.history import version_history
from pia_desktop.errors import FileError, VersionError
from pia_desktop.files.paths import resources_dir
from pia_desktop.files.zip_writer import StoredMember
from pia_desktop.forms import load_form_by_id
from pia_desktop.forms.values import ValueFault
from tests.effort import effort
from tests.strategies import FORM_IDS, PNG, answers

FORM = load_form_by_id("youshiki4-2025-05")


def made(name: str = "第1稿") -> Assessment:
    data = {
        "cover": {"name": name},
        "process": {"figures": [{"file": "図.png", "caption": "流れ"}]},
    }
    return Assessment(Answers.read(FORM, data), {"図.png": PNG})


def test_a_state_stays_as_it_was_whatever_comes_after() -> None:
    assessment = made()
    version = publish(assessment, "令和7年4月1日", "初めて", "総務課")
    assessment.answers.set("cover.name", "第2稿")
    assessment.answers.set("process.figures", [])
    assessment.figures.clear()
    state = load_version(version)
    assert state.title == "第1稿"
    assert state.figures == {"図.png": PNG}
    state.answers.set("cover.name", "書き換え")
    assert load_version(assessment.versions[0]).title == "第1稿"


def test_a_state_is_gone_on_with_and_no_other_is_lost() -> None:
    assessment = made()
    first = publish(assessment, "令和7年4月1日")
    assessment.answers.set("cover.name", "第2稿")
    publish(assessment, "令和8年4月1日")
    record_review(assessment, "令和8年9月1日")
    draft = draft_from_version(assessment, first)
    draft.answers.set("cover.name", "書き直し")
    publish(draft, "令和9年4月1日")
    titles = [load_version(version).title for version in draft.versions]
    assert titles == ["第1稿", "第2稿", "書き直し"]
    assert draft.figures == {"図.png": PNG}
    assert draft.reviews == assessment.reviews
    assert len(assessment.versions) == 2


def test_states_are_in_the_file_and_each_comes_out_as_a_file_of_its_own(tmp_path: Path) -> None:
    assessment = made()
    publish(assessment, "令和7年4月1日", "初めて", "総務課")
    assessment.answers.set("cover.name", "第2稿")
    publish(assessment, "令和8年4月1日")
    record_review(assessment, "令和8年10月1日", "変更なし", "総務課")
    path = tmp_path / "a.pia"
    pia_file.save(assessment, path)
    again = pia_file.load(path)
    assert again.versions == assessment.versions
    assert again.reviews == assessment.reviews
    assert [(entry.version.number, entry.changes) for entry in version_history(again)] == [
        (1, None),
        (2, 1),
    ]
    (tmp_path / "one.pia").write_bytes(again.versions[0].data)
    assert pia_file.load(tmp_path / "one.pia").title == "第1稿"


def test_only_the_first_state_or_a_repeat_begins_the_five_years_anew() -> None:
    assessment = made()
    for repeated in (False, False, True):
        publish(assessment, "令和8年4月1日", repeated=repeated)
    assert [version.repeated for version in assessment.versions] == [True, False, True]


def test_publishing_is_no_step_of_undo_and_has_to_be_saved(tmp_path: Path) -> None:
    document = Document(made())
    document.save_as(tmp_path / "a.pia")
    document.set("cover.name", "第2稿")
    document.publish("令和7年4月1日")
    assert document.undo_name == "「評価書名」の入力"
    document.undo()
    assert [version.number for version in document.assessment.versions] == [1]
    assert load_version(document.assessment.versions[0]).title == "第2稿"
    assert document.unsaved_names() == ["公表版"]
    document.save()
    assert not document.modified


@pytest.mark.parametrize("name", ["2", "第2版", "令和8年4月1日", " 2 "])
def test_a_state_is_found_by_number_or_date(name: str) -> None:
    assessment = made()
    publish(assessment, "令和7年4月1日")
    publish(assessment, "令和8年4月1日")
    assert find_version(assessment, name).number == 2


@pytest.mark.parametrize("date", ["", "  ", "令和7年2月30日", "平成40年1月1日", "令和8年\x07"])
def test_a_date_that_cannot_be_is_refused(date: str) -> None:
    assessment = made()
    with pytest.raises(VersionError):
        publish(assessment, date)
    with pytest.raises(VersionError):
        record_review(assessment, date)
    assert (assessment.versions, assessment.reviews) == ([], [])


def test_an_unknown_state_is_refused_with_those_that_there_are() -> None:
    assessment = made()
    with pytest.raises(VersionError, match="publish"):
        find_version(assessment, "1")
    publish(assessment, "令和7年4月1日")
    with pytest.raises(VersionError, match="第1版（令和7年4月1日公表）"):
        find_version(assessment, "2")


@settings(max_examples=effort(20, 300))
@given(st.data())
def test_any_state_comes_back_whole(data: st.DataObject) -> None:
    form_id = data.draw(st.sampled_from(FORM_IDS))
    assessment = Assessment(Answers.read(load_form_by_id(form_id), data.draw(answers(form_id))))
    assessment.figures = dict.fromkeys(assessment.figure_names(), PNG)
    note = data.draw(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))))
    publish(assessment, "令和7年4月1日", note)
    again = pia_file.from_bytes(pia_file.to_bytes(assessment), Path("a.pia"))
    assert load_version(again.versions[0]).answers == assessment.answers
    assert again.versions == assessment.versions


@pytest.mark.parametrize("name", ["youshiki3", "youshiki4"])
def test_the_sample_can_be_published(name: str) -> None:
    assessment = from_json(resources_dir() / "sample" / f"{name}.json")
    state = load_version(publish(assessment, "令和8年4月1日"))
    assert state.answers == assessment.answers
    assert state.figures == assessment.figures


ENTRY = {"number": 1, "date": "令和7年4月1日", "note": "", "by": "", "repeated": True}


@pytest.mark.parametrize(
    "listed,members",
    [
        ([ENTRY], {}),
        ([], {"versions/0001.pia": b""}),
        ([{**ENTRY, "number": 2}], {"versions/0002.pia": b""}),
        ([{**ENTRY, "number": True}], {"versions/0001.pia": b""}),
        ([{**ENTRY, "number": "1"}], {"versions/0001.pia": b""}),
        ([{**ENTRY, "date": 1}], {"versions/0001.pia": b""}),
        ([{**ENTRY, "more": ""}], {"versions/0001.pia": b""}),
        ([ENTRY, ENTRY], {"versions/0001.pia": b""}),
        ([{**ENTRY, "changes": "3"}], {"versions/0001.pia": b""}),
        ([{**ENTRY, "manifest": {}}], {"versions/0001.answers.json": b"{}"}),
        ([{**ENTRY, "manifest": {"sha256": {}}}], {"versions/0001.pia": b""}),
        ([{**ENTRY, "manifest": {"sha256": {}}}], {"versions/0001.edits.json": b"[]"}),
        (
            [{**ENTRY, "manifest": {"sha256": {"figures/a.png": "0" * 64}}}],
            {"versions/0001.answers.json": b"{}"},
        ),
        (
            [{**ENTRY, "manifest": {"sha256": {}}}],
            {"versions/0001.answers.json": b"{}", f"versions/pictures/{'0' * 64}": b""},
        ),
        ({}, {}),
        ([[]], {}),
    ],
)
def test_a_list_that_does_not_fit_its_states_is_refused(
    listed: object, members: dict[str, bytes]
) -> None:
    with pytest.raises(ValueFault):
        read_versions(listed, {name: StoredMember(data) for name, data in members.items()})


@pytest.mark.parametrize("listed", [{}, [{}], [{"date": "", "note": ""}], [None], 1])
def test_a_broken_list_of_reviews_is_refused(listed: object) -> None:
    with pytest.raises(ValueFault):
        read_reviews(listed)


def test_a_damaged_state_says_which() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w"):
        pass
    with pytest.raises(FileError, match="第3版"):
        load_version(Version(3, "令和7年4月1日", state=WholeState(buffer.getvalue())))
