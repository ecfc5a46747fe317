"""What differs between two states, by printed names and in words."""

from __future__ import annotations

from dataclasses import replace

from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.autosave import snapshot
from pia_desktop.assessment.leftovers import Leftover
from pia_desktop.assessment.model import Assessment, new_assessment
from pia_desktop.assessment.notes import Note
from pia_desktop.changes.state_comparison import compare_states
from tests.strategies import PNG


def test_the_same_content_does_not_differ(assessment: Assessment) -> None:
    other = snapshot(assessment)
    other.figures["unused.png"] = PNG  # kept for undo; no file holds it
    assert compare_states(assessment, other) == []


def test_a_box_says_its_place_and_both_sides(assessment: Assessment) -> None:
    other = snapshot(assessment)
    other.answers.set("systems[0].name", "新しい台帳")
    other.answers.set("cover.remarks", "追記")
    found = compare_states(assessment, other)
    assert [(each.name, each.here, each.there) for each in found] == [
        ("特記事項", "", "追記"),
        ("①システムの名称", "台帳", "新しい台帳"),
    ]
    assert "システム1" in found[1].place


def test_of_a_table_the_rows_that_differ(assessment: Assessment) -> None:
    other = snapshot(assessment)
    other.answers.insert("changes", 0, {"date": "令和8年1月10日", "item": "Ⅱ"})
    (found,) = compare_states(assessment, other)
    assert found.name == "変更箇所"
    assert found.here == ""
    assert found.there == "令和8年1月10日　Ⅱ"


def test_an_occurrence_that_is_gone_is_told_where_it_stood(assessment: Assessment) -> None:
    other = snapshot(assessment)
    other.answers.remove("systems", 0)
    found = compare_states(assessment, other)
    assert all("台帳" in each.place for each in found)
    assert [each.there for each in found] == [""] * len(found)
    assert len(found) == 2


def test_what_stands_beside_the_answers(assessment: Assessment) -> None:
    entry = Leftover("places", "由来", "場所", "記入")
    (found,) = compare_states(assessment, replace(assessment, leftovers=[entry]))
    assert (found.name, found.here, found.there) == ("取込記録", "0件", "1件")
    note = Note("要確認", "cover.name")
    (found,) = compare_states(assessment, replace(assessment, notes=[note, note]))
    assert (found.name, found.here, found.there) == ("メモ", "0件", "2件")
    other = snapshot(assessment)
    other.figures["図.png"] = PNG + b"\0"
    (found,) = compare_states(assessment, other)
    assert "図" in found.name
    assert (found.here, "内容が違います" in found.there) == ("図「図.png」　流れの図", True)
    empty = replace(assessment, answers=Answers(assessment.form))
    empty.answers.insert("systems", 0)
    one = replace(assessment, answers=Answers(assessment.form))
    (found,) = compare_states(empty, one)
    assert found.name == "項目の並び"


def test_another_form_is_one_difference(assessment: Assessment) -> None:
    (found,) = compare_states(assessment, new_assessment("youshiki3-2025-05"))
    assert found.name == "様式"
    assert found.here != found.there


def test_an_occurrence_put_in_before_others_is_the_only_difference(assessment: Assessment) -> None:
    other = snapshot(assessment)
    other.answers.insert("systems", 0, {"name": "新しい台帳"})
    (found,) = compare_states(assessment, other)
    assert (found.name, found.here, found.there) == ("①システムの名称", "", "新しい台帳")
    assert "システム1" in found.place


def test_occurrences_that_only_moved_are_one_difference(assessment: Assessment) -> None:
    assessment.answers.insert("systems", 0, {"name": "別の台帳", "functions": "記録"})
    other = snapshot(assessment)
    other.answers.move("systems", 0, 1)
    (found,) = compare_states(assessment, other)
    assert found.name == "項目の並び"


def test_a_picture_of_another_name_is_said_to_be_the_same_picture(assessment: Assessment) -> None:
    other = snapshot(assessment)
    other.figures["別名.png"] = other.figures["図.png"]
    other.answers.set("process.figures", [{"file": "別名.png", "caption": "流れの図"}])
    (found,) = compare_states(assessment, other)
    assert found.name == "図のファイル名"
