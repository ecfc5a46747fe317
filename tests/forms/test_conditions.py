"""Whether a box is needed, and the reason that the window shows where it is not."""

from pathlib import Path
from typing import Any

import pytest

from pia_desktop.assessment import Answers
from pia_desktop.forms import Form, load_form, load_form_by_id
from pia_desktop.forms.addresses import address_of
from pia_desktop.forms.conditions import open_question, why_not_needed

LEAVES = {
    "is": "{item: a.choice, is: [agreed]}",
    "is_not": "{item: a.choice, is_not: [refused]}",
    "has": "{item: a.checks, has: [other]}",
    "ticked": "{item: a.check, ticked: true}",
    "unticked": "{item: a.check, ticked: false}",
}
REASONS = {
    "is": "「選択」で「はい」を選んだときに記入します。",
    "is_not": "「選択」が「いいえ」なので、記入は要りません。",
    "has": "「複数」で「その他」を選んだときに記入します。",
    "ticked": "「該当しない」を選んだときに記入します。",
    "unticked": "「該当しない」を選んでいるので、記入は要りません。",
}


def form_with(small: Path, condition: str) -> Form:
    text = small.read_text(encoding="utf-8")
    line = f'          - {{id: "b.x", kind: line, label: 欄, needed: {condition}}}\n'
    small.write_text(text + line, encoding="utf-8")
    return load_form(small)


def why(form: Form, item_id: str, data: dict[str, Any], *numbers: int) -> str:
    answers = Answers.read(form, data)
    return why_not_needed(form, form.by_id[item_id], numbers, answers.get)


@pytest.mark.parametrize(
    "kind,data,needed",
    [
        ("is", {}, False),
        ("is", {"choice": "はい"}, True),
        ("is", {"choice": "いいえ"}, False),
        ("is_not", {}, True),
        ("is_not", {"choice": "はい"}, True),
        ("is_not", {"choice": "いいえ"}, False),
        ("has", {}, False),
        ("has", {"checks": {"赤": True}}, False),
        ("has", {"checks": {"その他": ""}}, True),
        ("has", {"checks": {"赤": True, "その他": "青"}}, True),
        ("ticked", {}, False),
        ("ticked", {"check": True}, True),
        ("unticked", {}, True),
        ("unticked", {"check": True}, False),
    ],
)
def test_leaf(small: Path, kind: str, data: dict[str, Any], needed: bool) -> None:
    reason = why(form_with(small, LEAVES[kind]), "b.x", {"a": data})
    assert reason == ("" if needed else REASONS[kind])


@pytest.mark.parametrize(
    "data,any_of,all_of",
    [
        ({}, False, False),
        ({"choice": "はい"}, True, False),
        ({"check": True}, True, False),
        ({"choice": "はい", "check": True}, True, True),
    ],
)
def test_any_and_all(small: Path, data: dict[str, Any], any_of: bool, all_of: bool) -> None:
    both = f"[{LEAVES['is']}, {LEAVES['ticked']}]"
    for joined, needed in ((f"{{any: {both}}}", any_of), (f"{{all: {both}}}", all_of)):
        copy = small.with_name(f"youshiki3-{joined[1:4]}.yaml")
        copy.write_text(small.read_text(encoding="utf-8"), encoding="utf-8")
        reason = why(form_with(copy, joined), "b.x", {"a": data})
        assert (reason == "") == needed
        if not needed:  # the first that keeps it from being needed is named
            first = "is" if joined.startswith("{any") or "choice" not in data else "ticked"
            assert reason == REASONS[first]


def test_all_with_an_any_inside(small: Path) -> None:
    inner = f"{{any: [{LEAVES['has']}, {LEAVES['ticked']}]}}"
    form = form_with(small, f"{{all: [{LEAVES['is']}, {inner}]}}")
    assert why(form, "b.x", {"a": {"choice": "はい"}}) == REASONS["has"]
    assert why(form, "b.x", {"a": {"choice": "はい", "check": True}}) == ""


def test_is_with_several_options_names_them_all(small: Path) -> None:
    form = form_with(small, "{item: a.choice, is: [agreed, refused]}")
    assert why(form, "b.x", {}) == "「選択」で「はい」か「いいえ」を選んだときに記入します。"


def test_an_item_in_a_repeat_that_is_not_needed_is_not_needed_either(small: Path) -> None:
    text = small.read_text(encoding="utf-8")
    small.write_text(
        text.replace('label: "一覧{n}"}\n', f'label: "一覧{{n}}", needed: {LEAVES["is"]}}}\n', 1),
        encoding="utf-8",
    )
    form = load_form(small)
    data = {"list": [{"name": "一つ"}]}
    assert why(form, "list[].name", data, 0) == REASONS["is"]
    assert why(form, "list[]", data, 0) == REASONS["is"]
    assert why(form, "list[].name", {**data, "a": {"choice": "はい"}}, 0) == ""


@pytest.fixture(scope="module")
def full() -> Form:
    return load_form_by_id("youshiki4-2025-05")


@pytest.mark.parametrize(
    "item,data,reason",
    [
        (
            "files[].outsourcing_count",
            {"outsourcing_exists": "委託しない"},
            "「委託の有無」で「委託する」を選んだときに記入します。",
        ),
        ("files[].outsourcing_count", {"outsourcing_exists": "委託する"}, ""),
        (
            "files[].risk.storage.accident_content",
            {"risk": {"storage": {"accident": "発生なし"}}},
            "「過去3年以内に、評価実施機関において、個人情報に関する重大事故が発生したか」で"
            "「発生あり」を選んだときに記入します。",
        ),
        (
            "files[].risk.outsourcing.subcontractor_method",
            {"risk": {"outsourcing": {"subcontractor": "再委託していない"}}},
            "「再委託先による特定個人情報ファイルの適切な取扱いの確保」が「再委託していない」なので、"
            "記入は要りません。",
        ),
        (
            "files[].risk.network.other",
            {"risk": {"network": {"no_obtain": True, "no_provide": True}}},
            "「接続しない(入手)」を選んでいるので、記入は要りません。",
        ),
        ("files[].risk.network.other", {"risk": {"network": {"no_obtain": True}}}, ""),
    ],
)
def test_shipped_condition(full: Form, item: str, data: dict[str, Any], reason: str) -> None:
    assert why(full, item, {"files": [data]}, 0) == reason


def test_再委託_looks_at_its_own_委託事項_of_its_own_file(full: Form) -> None:
    item = "files[].outsourcing[].sub_approval"
    data = {
        "files": [
            {"outsourcing_exists": "委託しない", "outsourcing": [{"sub_exists": "再委託する"}]},
            {
                "outsourcing_exists": "委託する",
                "outsourcing": [{"sub_exists": "再委託しない"}, {"sub_exists": "再委託する"}],
            },
        ]
    }
    assert "「委託の有無」" in why(full, item, data, 0, 0)
    assert (
        why(full, item, data, 1, 0) == "「再委託の有無」で「再委託する」を選んだときに記入します。"
    )
    assert why(full, item, data, 1, 1) == ""


@pytest.mark.parametrize("form_id", ["youshiki3-2018-05", "youshiki4-2025-05"])
def test_no_reason_shows_how_the_definition_is_written(form_id: str) -> None:
    """In an assessment with one empty occurrence of everything, each reason is a sentence."""
    form = load_form_by_id(form_id)
    answers = Answers.read(
        form,
        {"systems": [{}], "files": [{"outsourcing": [{}], "provisions": [{}], "transfers": [{}]}]},
    )
    for item in form.items:
        numbers = (0,) * item.id.count("[]")
        reason = why_not_needed(form, item, numbers, answers.get)
        assert reason == "" or reason.endswith("。"), address_of(item.id, numbers)
        assert not set("{}[]※") & set(reason)


@pytest.mark.parametrize(
    "kind,data,question",
    [
        ("is", {}, "選択"),
        ("is", {"choice": "はい"}, ""),
        ("is", {"choice": "いいえ"}, ""),
        ("is_not", {}, ""),
        ("is_not", {"choice": "いいえ"}, ""),
        ("has", {}, "複数"),
        ("has", {"checks": {"赤": True}}, ""),
        ("ticked", {}, ""),
        ("unticked", {"check": True}, ""),
    ],
)
def test_a_choice_that_nobody_has_made_is_an_open_question(
    small: Path, kind: str, data: dict[str, Any], question: str
) -> None:
    form = form_with(small, LEAVES[kind])
    answers = Answers.read(form, {"a": data} if data else {})
    assert open_question(form, form.by_id["b.x"], (), answers.get) == question


def test_of_several_conditions_the_first_open_one_is_the_question(small: Path) -> None:
    form = form_with(small, f"{{all: [{LEAVES['is']}, {LEAVES['has']}]}}")
    item = form.by_id["b.x"]
    answers = Answers.read(form, {"a": {"choice": "はい"}})
    assert open_question(form, item, (), answers.get) == "複数"
