"""The edits between two JSON values make the one of the other, to the byte."""

from __future__ import annotations

import copy
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia_desktop.assessment.json_difference import apply_differences, json_difference
from pia_desktop.files.json_writer import compact_json

# Texts of which more is kept than is worth an edit, and of which less is.
LONG = st.tuples(*[st.sampled_from(["", "あ", "い" * 60, "あ" * 60, "𠮷" * 60])] * 3).map("".join)
PLAIN = st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from(["", "あ", "い"]) | LONG
VALUES: st.SearchStrategy[Any] = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from("abcd"), inner, max_size=4)
    ),
    max_leaves=25,
)


@given(VALUES, VALUES)
def test_the_edits_lead_from_one_to_the_other(old: Any, new: Any) -> None:
    before = copy.deepcopy(old)
    edits = json_difference(old, new)
    made = apply_differences(old, [edits])
    assert compact_json(made) == compact_json(new)
    assert compact_json(old) == compact_json(before)
    assert (edits == []) == (compact_json(old) == compact_json(new))


def test_one_changed_text_is_one_edit() -> None:
    old = {"files": [{"name": "台帳", "count": 1}, {"name": "名簿"}], "cover": {"name": "評価書"}}
    new = copy.deepcopy(old)
    new["files"][1]["name"] = "新しい名簿"  # type: ignore[index]
    assert json_difference(old, new) == [{"at": ["files", 1, "name"], "value": "新しい名簿"}]


def test_a_word_in_a_long_text_is_an_edit_of_the_word() -> None:
    before, behind = "𠮷野町の事務です。" * 20, "保有します。" * 20
    old = {"content": f"{before}氏名を{behind}"}
    new = {"content": f"{before}氏名と住所を{behind}"}
    assert json_difference(old, new) == [
        {"at": ["content"], "from": 182, "to": 182, "text": "と住所"}
    ]
    whole = {"at": ["content"], "value": new["content"]}  # as it was written before there were such
    assert apply_differences(old, [[whole]]) == new


@given(st.lists(VALUES, min_size=2, max_size=5))
def test_one_difference_after_the_other_leads_to_the_last(states: list[Any]) -> None:
    kept = compact_json(states[0])
    differences = [json_difference(*pair) for pair in pairwise(states)]
    assert compact_json(apply_differences(states[0], differences)) == compact_json(states[-1])
    assert compact_json(states[0]) == kept


def test_edits_that_copy_a_long_list_over_and_over_are_refused() -> None:
    nothing = {"at": ["rows"], "from": 0, "to": 0, "entries": []}
    old = {"rows": [0] * 100_000}
    assert apply_differences(old, [[nothing] * 10]) == old
    with pytest.raises(ValueError, match="copies"):
        apply_differences(old, [[nothing] * 1_000, [nothing] * 1_001])


def test_a_row_between_others_is_one_edit() -> None:
    rows = [{"item": str(number)} for number in range(50)]
    more = [*rows[:20], {"item": "新しい行"}, *rows[20:]]
    assert json_difference(rows, more) == [
        {"at": [], "from": 20, "to": 20, "entries": [{"item": "新しい行"}]}
    ]


@pytest.mark.parametrize(
    "edits",
    [
        None,
        [None],
        [{}],
        [{"at": "cover", "value": 1}],
        [{"at": ["cover"]}],
        [{"at": ["nowhere", "name"], "value": 1}],
        [{"at": ["rows", 9], "value": 1}],
        [{"at": ["rows", -1], "value": 1}],
        [{"at": ["rows", True], "value": 1}],
        [{"at": ["rows", "0"], "value": 1}],
        [{"at": ["rows"], "keys": []}],
        [{"at": ["cover"], "keys": ["other"]}],
        [{"at": ["cover"], "keys": [["name"]]}],
        [{"at": ["cover"], "from": 0, "to": 0, "entries": []}],
        [{"at": ["rows"], "from": 1, "to": 0, "entries": []}],
        [{"at": ["rows"], "from": 0, "to": 9, "entries": []}],
        [{"at": ["rows"], "from": 0.0, "to": 1, "entries": []}],
        [{"at": ["rows"], "from": 0, "to": 1, "entries": {}}],
        [{"at": ["rows"], "from": 0, "to": 1, "text": "あ"}],
        [{"at": ["cover", "name"], "from": 0, "to": 4, "text": "あ"}],
        [{"at": ["cover", "name"], "from": -1, "to": 1, "text": "あ"}],
        [{"at": ["cover", "name"], "from": 0, "to": 1, "text": ["あ"]}],
        [{"at": ["cover", "name"], "from": 0, "to": 1, "entries": ["あ"]}],
        [{"at": ["cover", "name", 0], "value": "あ"}],
    ],
)
def test_edits_that_do_not_fit_are_refused(edits: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whichever part of them it is
        apply_differences({"cover": {"name": "評価書"}, "rows": [1, 2]}, [edits])
