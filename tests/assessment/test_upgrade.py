"""Carrying an assessment to another edition or form: nothing is lost, and it finds its way back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia_desktop.assessment import Answers, Assessment, from_json, new_assessment, pia_file
from pia_desktop.assessment.leftover_placement import LeftoverTargets
from pia_desktop.assessment.leftovers import Leftover
from pia_desktop.assessment.published_state import WholeState
from pia_desktop.assessment.upgrade import answer_boxes, upgrade
from pia_desktop.assessment.value_text import value_as_text
from pia_desktop.assessment.versions import Version
from pia_desktop.errors import UnknownFormError, UpgradeError
from pia_desktop.files.paths import resources_dir
from pia_desktop.forms import load_form_by_id
from tests.effort import effort
from tests.strategies import FORM_IDS, PNG, answers

BASIC = "files[0].record_main"
FOUR = "4情報(氏名、性別、生年月日、住所)"
FIVE = "5情報(氏名、氏名の振り仮名、性別、生年月日、住所)"
SAMPLES = ("youshiki3", "youshiki4")


def made(form_id: str, data: dict[str, Any]) -> Assessment:
    assessment = Assessment(Answers.read(load_form_by_id(form_id), data))
    assessment.figures = dict.fromkeys(assessment.figure_names(), PNG)
    return assessment


def texts(own: Answers) -> Iterator[tuple[str, str]]:
    """Every text that a person wrote, with the address of its box."""
    for place in answer_boxes(own):
        value = own.get(place.address)
        if place.item.kind in ("line", "text", "date") and value:
            yield place.address, value
        elif place.item.kind == "checks":
            yield from ((place.address, tick) for tick in (value or {}).values() if tick)
        elif place.item.kind == "figures":
            yield from ((place.address, figure["caption"]) for figure in value or ())


def nothing_is_lost(before: Assessment, after: Assessment) -> None:
    """Each text stands at its old address or in a leftover, and so does each option and number."""
    left = "\n".join(leftover.text for leftover in after.leftovers)
    for address, text in texts(before.answers):
        if isinstance(text, str):
            here = after.answers.get(address)
            assert text in str_of(here) or text in left
    for place in answer_boxes(before.answers):
        value = before.answers.get(place.address)
        if place.item.kind == "table" or not place.item.answerable or value in (None, ""):
            continue
        stands = after.answers.get(place.address) not in (None, "")
        assert stands or any(entry.address == place.address for entry in after.leftovers)
    assert set(before.picture_names()) <= set(after.figures)


def str_of(value: Any) -> str:
    """All texts in a value."""
    if isinstance(value, dict):
        return "\n".join(map(str_of, value.values()))
    if isinstance(value, list):
        return "\n".join(map(str_of, value))
    return str(value)


there = st.sampled_from([(a, b) for a in FORM_IDS for b in FORM_IDS if a != b])


@settings(max_examples=effort(40, 500))
@given(st.data(), there)
def test_nothing_is_lost_and_all_comes_back(data: st.DataObject, way: tuple[str, str]) -> None:
    old, new = way
    before = made(old, data.draw(answers(old)))
    unchanged = pia_file.to_bytes(before)
    after = upgrade(before, new)
    assert pia_file.to_bytes(before) == unchanged
    nothing_is_lost(before, after.assessment)
    kept = pia_file.from_bytes(pia_file.to_bytes(after.assessment), Path("a.pia"))
    back = upgrade(kept, old).assessment
    assert back.answers == before.answers
    assert back.leftovers == []
    assert back.figures == before.figures


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_real_assessments(real_file: Path, form_id: str) -> None:
    before = from_json(real_file)
    if before.form.id == form_id:
        return
    after = upgrade(before, form_id)
    nothing_is_lost(before, after.assessment)
    assert upgrade(after.assessment, before.form.id).assessment.answers == before.answers


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("form_id", FORM_IDS)
def test_samples(name: str, form_id: str) -> None:
    before = from_json(resources_dir() / "sample" / f"{name}.json")
    if before.form.id == form_id:
        return
    after = upgrade(before, form_id)
    nothing_is_lost(before, after.assessment)
    places = {place.address for place in after.assessment.answers.places()}
    assert all(entry.near in places for entry in after.assessment.leftovers)
    back = upgrade(after.assessment, before.form.id)
    assert back.assessment.answers == before.answers
    assert back.carried == sum(1 for _ in filled(before.answers))


def filled(own: Answers) -> Iterator[str]:
    for place in answer_boxes(own):
        own_value = place.item.answerable and place.item.kind != "table"
        if own_value and own.get(place.address) not in (None, ""):
            yield place.address


# -- editions -------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["youshiki3", "youshiki4"])
def test_record_main_keeps_its_tick_under_the_new_label(form: str) -> None:
    before = made(
        f"{form}-2018-05", {"files": [{"record_main": {FOUR: True, "健康・医療関係情報": True}}]}
    )
    after = upgrade(before, f"{form}-2025-05")
    assert after.assessment.answers.get(BASIC) == {FIVE: True, "健康・医療関係情報": True}
    assert after.assessment.leftovers == []
    assert after.new == []
    assert [
        (entry.place.address, FOUR in entry.reason, FIVE in entry.reason) for entry in after.review
    ] == [(BASIC, True, True)]


# -- the other form -------------------------------------------------------------------------


def test_subject_count_of_a_large_city_has_no_place_in_youshiki3() -> None:
    before = made("youshiki4-2025-05", {"business": {"subject_count": "30万人以上"}})
    after = upgrade(before, "youshiki3-2025-05").assessment
    assert after.answers.get("business.subject_count") is None
    left = after.leftovers[0]
    assert (left.text, left.near) == ("30万人以上", "business.subject_count")
    assert left.place == "1. 特定個人情報ファイルを取り扱う事務 › ③対象人数"
    assert left.source == "様式4 全項目評価書（令和7年5月）"
    assert (
        LeftoverTargets(after.answers).nearest(left) is None
    )  # no text box: an option must be chosen
    after.answers.set("business.subject_count", "10万人以上30万人未満")
    back = upgrade(after, "youshiki4-2025-05").assessment
    assert back.answers.get("business.subject_count") == "10万人以上30万人未満"
    assert [entry.text for entry in back.leftovers] == ["30万人以上"]


def test_ticks_counts_and_brackets_are_printed() -> None:
    delivery = {"専用線": True, "その他": "宅配便"}
    before = made(
        "youshiki4-2025-05",
        {
            "files": [
                {"name": "台帳", "outsourcing": [{"name": "入力", "delivery": delivery}]},
            ]
        },
    )
    left = upgrade(before, "youshiki3-2025-05").assessment.leftovers[0]
    assert left.text == "○ 専用線\n○ その他（宅配便）"
    assert left.place.startswith("特定個人情報ファイル1 台帳 › 委託事項1 入力 › 4. ")
    assert left.near.startswith("files[0].outsourcing[0].")


def test_in_words_of_count_and_check() -> None:
    form = load_form_by_id("youshiki4-2025-05")
    assert value_as_text(form.by_id["files[].outsourcing_count"], 3) == "3件"
    check = next(item for item in form.items if item.kind == "check")
    assert value_as_text(check, True) == f"○ {check.label}"


def test_a_risk_is_named_with_its_measure() -> None:
    before = made(
        "youshiki4-2025-05",
        {"files": [{"risk": {"obtain": {"method": {"measure": "窓口で確かめる。"}}}}]},
    )
    left = upgrade(before, "youshiki3-2025-05").assessment.leftovers[0]
    assert "リスク2： 不適切な方法で入手が行われるリスク › リスクに対する措置の内容" in left.place


def test_figures_are_kept_with_their_pictures(assessment: Assessment, tmp_path: Path) -> None:
    after = upgrade(assessment, "youshiki3-2025-05").assessment
    left = next(entry for entry in after.leftovers if entry.figures)
    assert left.text == "図「図.png」　流れの図"
    pia_file.save(after, tmp_path / "a.pia")
    again = pia_file.load(tmp_path / "a.pia")
    assert again.figures == {"図.png": PNG}
    back = upgrade(again, assessment.form.id).assessment
    assert back.answers == assessment.answers
    assert back.figures == assessment.figures


def test_what_was_left_does_not_go_into_another_occurrence() -> None:
    data = {"files": [{"name": "甲", "notice": "甲の明示"}, {"name": "乙", "notice": "乙の明示"}]}
    after = upgrade(made("youshiki4-2025-05", data), "youshiki3-2025-05").assessment
    after.answers.remove("files", 0)
    back = upgrade(after, "youshiki4-2025-05").assessment
    assert back.answers.get("files[0].notice") is None
    assert [entry.text for entry in back.leftovers] == ["甲の明示", "乙の明示"]


def test_what_was_written_meanwhile_is_not_overwritten() -> None:
    after = upgrade(
        made("youshiki3-2025-05", {"files": [{"risk": {"misc": "前"}}]}), "youshiki4-2025-05"
    ).assessment
    elsewhere = after.leftovers
    before = made("youshiki3-2018-05", {"files": [{"risk": {"misc": "後"}}]})
    before.leftovers = elsewhere
    back = upgrade(before, "youshiki3-2025-05").assessment
    assert back.answers.get("files[0].risk.misc") == "後"
    assert [entry.text for entry in back.leftovers] == ["前"]


def test_what_youshiki4_asks_for_in_addition_is_new() -> None:
    before = made("youshiki3-2025-05", {"files": [{"name": "台帳"}]})
    done = upgrade(before, "youshiki4-2025-05")
    addresses = [place.address for place in done.new]
    assert "reason.necessity" in addresses
    assert "files[0].risk.use.off_duty.measure" in addresses
    assert "business.content" not in addresses  # empty before, too
    old = before.form.by_id
    assert all(place.item.id not in old for place in done.new)


def test_a_name_that_names_the_old_form_is_kept_and_pointed_out() -> None:
    name = "児童手当に関する事務 重点項目評価書"
    done = upgrade(made("youshiki3-2025-05", {"cover": {"name": name}}), "youshiki4-2025-05")
    assert done.assessment.title == name
    assert [entry.place.address for entry in done.review] == ["cover.name"]
    assert "重点項目評価書" in done.review[0].reason


def test_versions_and_earlier_leftovers_come_along(assessment: Assessment) -> None:
    assessment.versions = [Version(1, "令和7年4月1日", state=WholeState(b"whole file"))]
    assessment.leftovers = [
        Leftover("去年.xlsx", "Ⅰ B2", "欄外の記入", "process.notes"),
        Leftover("去年.xlsx", "Ⅰ B3", "どこでもない記入"),
    ]
    after = upgrade(assessment, "youshiki3-2025-05").assessment
    assert after.versions == assessment.versions
    assert [entry.text for entry in after.leftovers[:2]] == ["欄外の記入", "どこでもない記入"]
    places = {place.address for place in after.answers.places()}
    assert after.leftovers[0].near in places
    assert after.leftovers[1].near == ""
    assert not after.read_only


def test_refusals(assessment: Assessment) -> None:
    with pytest.raises(UpgradeError, match="すでに様式4"):
        upgrade(assessment, assessment.form.id)
    with pytest.raises(UnknownFormError):
        upgrade(new_assessment("youshiki3-2018-05"), "youshiki9-2025-05")
