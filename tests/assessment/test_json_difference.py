"""The edits between two JSON values make the one of the other, to the byte."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia_desktop.assessment.json_difference import apply_difference, json_difference
from pia_desktop.files.json_writer import compact_json

PLAIN = st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from(["", "あ", "い"])
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
    made = apply_difference(old, edits)
    assert compact_json(made) == compact_json(new)
    assert compact_json(old) == compact_json(before)
    assert (edits == []) == (compact_json(old) == compact_json(new))


def test_one_changed_text_is_one_edit() -> None:
    old = {"files": [{"name": "台帳", "count": 1}, {"name": "名簿"}], "cover": {"name": "評価書"}}
    new = copy.deepcopy(old)
    new["files"][1]["name"] = "新しい名簿"  # type: ignore[index]
    assert json_difference(old, new) == [{"at": ["files", 1, "name"], "value": "新しい名簿"}]


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
    ],
)
def test_edits_that_do_not_fit_are_refused(edits: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whichever part of them it is
        apply_difference({"cover": {"name": "評価書"}, "rows": [1, 2]}, edits)
