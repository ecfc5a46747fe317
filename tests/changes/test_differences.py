"""What differs between two states: each changed item once, in printed order, by its name."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia_desktop.assessment import Answers, Assessment
from pia_desktop.assessment.publication import COVER_DATE
from pia_desktop.assessment.upgrade import upgrade
from pia_desktop.changes.change_rows import change_rows
from pia_desktop.changes.differences import (
    Fate,
    changed_items,
    compare_items,
    count_changed_items,
)
from pia_desktop.changes.submission_timing import OTHER_CHANGE, UNDECIDED
from pia_desktop.forms import load_form_by_id
from pia_desktop.forms.values import is_empty
from tests.effort import effort
from tests.strategies import FORM_IDS, PNG, answers

FORM = load_form_by_id("youshiki4-2025-05")
BASE: dict[str, Any] = {
    "cover": {"name": "試験の評価書", "publication_date": "令和7年4月1日"},
    "number_use": {"legal_basis": "番号法第9条第1項"},
    "systems": [{"name": "宛名システム"}, {"name": "税システム", "functions": "計算する。"}],
    "files": [
        {
            "name": "台帳ファイル",
            "kind": "システム用ファイル",
            "outsourcing_exists": "委託する",
            "outsourcing_count": 2,
            "outsourcing": [
                {"name": "運用の委託", "contractor": "甲社"},
                {"name": "保守の委託", "contractor": "乙社"},
            ],
            "risk": {"use": {"off_duty": {"measure": "研修する。"}}},
        }
    ],
    "changes": [
        {
            "date": "令和6年4月1日",
            "item": "全般",
            "before": "",
            "after": "",
            "timing": "",
            "reason": "",
        }
    ],
}


def made(data: dict[str, Any], form_id: str = FORM.id) -> Assessment:
    assessment = Assessment(Answers.read(load_form_by_id(form_id), data))
    assessment.figures = dict.fromkeys(assessment.figure_names(), PNG)
    return assessment


def changed(**changes: Any) -> tuple[Assessment, Assessment]:
    """The base, and the base with `files` and others changed in place."""
    data = copy.deepcopy(BASE)
    for change in changes.values():
        change(data)
    return made(BASE), made(data)


def names(old: Assessment, new: Assessment) -> list[tuple[str, str, str]]:
    return [(found.name, found.was, found.now) for found in changed_items(old, new)]


OUTSOURCING = "Ⅱ 特定個人情報ファイルの概要 4. 特定個人情報ファイルの取扱いの委託"


def test_an_item_is_named_as_municipalities_name_it() -> None:
    def change(data: dict[str, Any]) -> None:
        file = data["files"][0]
        data["number_use"]["legal_basis"] = "番号法第9条第2項"
        file["kind"] = "その他の電子ファイル(表計算ファイル等)"
        file["outsourcing_count"] = 3
        file["outsourcing"][1]["contractor"] = "丙社"
        file["risk"]["use"]["off_duty"]["measure"] = "研修し、記録する。"

    assert names(*changed(change=change)) == [
        ("Ⅰ 基本情報 5. 個人番号の利用 法令上の根拠", "番号法第9条第1項", "番号法第9条第2項"),
        (
            "Ⅱ 特定個人情報ファイルの概要 2. 基本情報 ①ファイルの種類",
            "システム用ファイル",
            "その他の電子ファイル(表計算ファイル等)",
        ),
        (f"{OUTSOURCING} 委託の有無 件数", "2件", "3件"),
        (f"{OUTSOURCING} 委託事項2 ⑥委託先名", "乙社", "丙社"),
        (
            "Ⅲ 特定個人情報ファイルの取扱いプロセスにおけるリスク対策 3. 特定個人情報の使用 "
            "リスク3： 従業者が事務外で使用するリスク リスクに対する措置の内容",
            "研修する。",
            "研修し、記録する。",
        ),
    ]


def test_of_several_files_the_name_says_which() -> None:
    data = copy.deepcopy(BASE)
    data["files"].append({"name": "(2) 送付先ファイル", "remarks": "備考"})
    before = made(data)
    data["files"][0]["remarks"] = data["files"][1]["remarks"] = "改めた備考"
    assert [name for name, _, _ in names(before, made(data))] == [
        "Ⅱ 特定個人情報ファイルの概要 (1)台帳ファイル 7. 備考",
        "Ⅱ 特定個人情報ファイルの概要 (2) 送付先ファイル 7. 備考",
    ]


def test_moving_an_occurrence_is_no_change() -> None:
    old, new = changed(
        a=lambda d: d["systems"].reverse(), b=lambda d: d["files"][0]["outsourcing"].reverse()
    )
    assert changed_items(old, new) == []


def test_a_moved_occurrence_goes_by_its_new_number() -> None:
    def change(data: dict[str, Any]) -> None:
        data["files"][0]["outsourcing"].reverse()
        data["files"][0]["outsourcing"][0]["contractor"] = "丙社"

    assert names(*changed(change=change)) == [
        (f"{OUTSOURCING} 委託事項1 ⑥委託先名", "乙社", "丙社")
    ]


def test_a_new_and_a_removed_occurrence() -> None:
    def change(data: dict[str, Any]) -> None:
        data["files"][0]["outsourcing"][0:1] = []
        data["files"][0]["outsourcing"].append({"name": "印刷の委託", "contractor": "丁社"})

    old, new = changed(change=change)
    assert names(old, new) == [
        (f"{OUTSOURCING} 委託事項1（削除）", "運用の委託", ""),
        (f"{OUTSOURCING} 委託事項1（削除） ⑥委託先名", "甲社", ""),
        (f"{OUTSOURCING} 委託事項2", "", "印刷の委託"),
        (f"{OUTSOURCING} 委託事項2 ⑥委託先名", "", "丁社"),
    ]
    rows = change_rows(changed_items(old, new))
    assert [(row.name, row.before, row.after) for row in rows] == [
        (
            f"{OUTSOURCING} 委託事項1（削除）",
            "委託事項1：運用の委託\n⑥委託先名：甲社",
            "削除",
        ),
        (f"{OUTSOURCING} 委託事項2", "", "新規\n委託事項2：印刷の委託\n⑥委託先名：丁社"),
    ]
    assert rows[0].place.address == "files[0].outsourcing[0]"
    assert rows[1].place.address == "files[0].outsourcing[1]"


def test_a_removed_file_is_one_row_with_the_headings_of_what_it_held() -> None:
    data = copy.deepcopy(BASE)
    other = {
        "name": "別ファイル",
        "outsourcing": [{"name": "入力の委託"}],
        "risk": {"obtain": {"purpose": {"others_measure": "窓口で確かめる。\n控えを残す。"}}},
    }
    data["files"].append(other)
    rows = change_rows(changed_items(made(data), made(BASE)))
    assert [(row.name, row.after) for row in rows] == [
        ("Ⅱ 特定個人情報ファイルの概要 (2)別ファイル（削除）", "削除")
    ]
    lines = rows[0].before.splitlines()
    assert lines[:2] == [
        "【Ⅱ 特定個人情報ファイルの概要 1. 特定個人情報ファイル名】",
        "特定個人情報ファイル名：別ファイル",
    ]
    assert lines[2].startswith("【Ⅱ 特定個人情報ファイルの概要 4.")
    assert lines[3] == "委託事項1：入力の委託"
    assert lines[4].startswith("【Ⅲ ")
    assert lines[5].endswith("：")
    assert lines[6:] == ["窓口で確かめる。", "控えを残す。"]


def test_ticks_read_as_a_list() -> None:
    def tick(data: dict[str, Any]) -> None:
        data["systems"][0]["connections"] = {"庁内連携システム": True, "その他": "中間サーバー"}

    assert names(*changed(change=tick))[0][1:] == (
        "",
        "○ 庁内連携システム\n○ その他（中間サーバー）",
    )


def test_another_picture_of_the_same_name_is_a_change() -> None:
    data = {"process": {"figures": [{"file": "図.png", "caption": "流れ"}]}}
    old, new = made(data), made(data)
    assert changed_items(old, new) == []
    new.figures = {"図.png": PNG + b"\0"}
    assert [found.place.address for found in changed_items(old, new)] == ["process.figures"]


def test_the_table_itself_and_the_publication_date_give_no_rows() -> None:
    def change(data: dict[str, Any]) -> None:
        data["cover"]["publication_date"] = "令和8年4月1日"
        data["changes"] = []

    old, new = changed(change=change)
    assert [found.place.address for found in changed_items(old, new)] == ["cover.publication_date"]
    assert change_rows(changed_items(old, new)) == []


def test_a_label_that_an_edition_words_anew_is_no_change() -> None:
    old = made(
        {"files": [{"record_main": {"4情報(氏名、性別、生年月日、住所)": True}}]},
        "youshiki4-2018-05",
    )
    new = upgrade(old, "youshiki4-2025-05").assessment
    assert changed_items(old, new) == []


def test_a_change_of_form_lists_what_only_one_form_has() -> None:
    old = made({"process": {"notes": "様式4だけの備考"}, "systems": [{"name": "宛名"}]})
    new = upgrade(old, "youshiki3-2025-05").assessment
    assert names(old, new) == [("(別添1) 事務の内容 (備考)", "様式4だけの備考", "")]


def test_an_item_that_the_new_form_lacks_is_named_as_in_the_old_one() -> None:
    """The occurrence is there in both; the box that the item is indented in is not."""
    contract = {
        "name": "保守",
        "extent": "特定個人情報ファイルの全体",
        "subject_count": "1万人未満",
    }
    old, new = (
        Assessment(Answers.read(load_form_by_id(form_id), {"files": [{"outsourcing": [entry]}]}))
        for form_id, entry in (
            ("youshiki4-2025-05", contract),
            ("youshiki3-2025-05", {"name": "保守"}),
        )
    )
    gone = next(entry for entry in changed_items(old, new) if entry.was == "1万人未満")
    assert gone.place.address == gone.old
    assert gone.now == ""
    labels = [
        old.form.by_id[f"files[].outsourcing[].{it}"].label for it in ("extent", "subject_count")
    ]
    assert [part.rstrip() for part in gone.parts[-2:]] == [label.rstrip(" ※") for label in labels]


@pytest.mark.parametrize(
    "address,important", [("number_use.legal_basis", True), ("systems[1].functions", False)]
)
def test_what_the_form_marks_is_important(address: str, important: bool) -> None:
    old, new = made(BASE), made(BASE)
    new.answers.set(address, "改めた")
    (row,) = change_rows(changed_items(old, new))
    assert row.important == important
    assert row.timing == (UNDECIDED if important else OTHER_CHANGE)


def leaves(state: Assessment) -> dict[str, Any]:
    """Every answer by its address; an empty occurrence says nothing, nor does 変更箇所 here."""
    found = {}
    for place in state.answers.places():
        value = state.answers.get(place.address)
        if place.item.answerable and place.item.kind != "table" and not is_empty(value):
            found[place.address] = value
    return found


@settings(max_examples=effort(30, 500))
@given(st.data())
def test_the_rows_lead_from_the_old_state_to_the_new(data: st.DataObject) -> None:
    form_id = data.draw(st.sampled_from(FORM_IDS))
    old = made(data.draw(answers(form_id)), form_id)
    new = made(data.draw(answers(form_id) | st.just(old.answers.to_json())), form_id)
    rebuilt: dict[str, Any] = {}
    for found in compare_items(old, new):
        if found.fate is not Fate.REMOVED and not is_empty(
            value := found.after if found.changed else found.before
        ):
            rebuilt[found.new or ""] = value
    assert rebuilt == leaves(new)
    gone = {
        found.old for found in compare_items(old, new) if found.old and not is_empty(found.before)
    }
    assert gone == set(leaves(old))


@settings(max_examples=effort(20, 300))
@given(st.data())
def test_an_unchanged_assessment_gives_no_row(data: st.DataObject) -> None:
    form_id = data.draw(st.sampled_from(FORM_IDS))
    written = data.draw(answers(form_id))
    assert change_rows(changed_items(made(written, form_id), made(written, form_id))) == []


@settings(max_examples=effort(15, 300))
@given(st.data())
def test_as_many_are_counted_as_are_listed(data: st.DataObject) -> None:
    form_id = data.draw(st.sampled_from(FORM_IDS))
    old = made(data.draw(answers(form_id)), form_id)
    new = made(old.answers.to_json(), form_id)
    for address, text in (("cover.name", "別の名前"), ("cover.publication_date", "令和8年5月1日")):
        if data.draw(st.booleans()):
            new.answers.set(address, text)
    if data.draw(st.booleans()):
        new.answers.insert("systems", 0, {"name": "新しいシステム"})
    if data.draw(st.booleans()):
        new.answers.insert("files", 0, {"name": "新しいファイル"})
    listed = [found for found in changed_items(old, new) if found.place.item.id != COVER_DATE]
    assert count_changed_items(old, new, without=COVER_DATE) == len(listed)


def test_another_picture_and_an_annex_are_counted() -> None:
    old = made({**BASE, "process": {"figures": [{"file": "図.png", "caption": "流れ"}]}})
    new = copy.deepcopy(old)
    new.figures = {"図.png": PNG + b"other"}
    assert count_changed_items(old, new) == len(changed_items(old, new)) == 1
    new.answers.insert("annexes", 0, {"title": "別紙1", "text": "補足"})
    assert count_changed_items(old, new) == len(changed_items(old, new)) > 1
