"""What undo holds in memory: how many steps, and what they share."""

from __future__ import annotations

import copy
import gc
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia_desktop.assessment import new_assessment
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.undo_history import MOST_STEPS, UndoEdit, UndoStep, sharing

ROWS = st.lists(
    st.dictionaries(st.sampled_from("abc"), st.sampled_from(["", "あ", "い"])), max_size=6
)


@pytest.fixture(autouse=True)
def only_new_objects() -> Iterator[None]:
    """What a run's other tests left is neither looked through nor counted."""
    gc.freeze()
    yield
    gc.unfreeze()


def document() -> Document:
    return Document(new_assessment("youshiki4-2025-05"))


def kept(kind: type) -> int:
    gc.collect()
    return sum(type(each) is kind for each in gc.get_objects())


def test_the_oldest_steps_go_and_the_others_are_taken_back() -> None:
    edited = document()
    before = kept(UndoStep), kept(UndoEdit)
    for number in range(MOST_STEPS + 20):
        edited.set("cover.remarks", f"{number}")
    assert (kept(UndoStep) - before[0], kept(UndoEdit) - before[1]) == (MOST_STEPS, MOST_STEPS)
    for _ in range(MOST_STEPS):
        edited.undo()
    assert edited.answers.get("cover.remarks") == "19"
    assert not edited.undo_name
    edited.undo()
    for _ in range(MOST_STEPS):
        edited.redo()
    assert edited.answers.get("cover.remarks") == f"{MOST_STEPS + 19}"
    assert not edited.redo_name


def test_a_row_more_keeps_no_second_copy_of_the_others() -> None:
    """Rows are added and written into by turns, as a person fills a table in."""
    edited = document()
    edited.set_rows("changes", [{"before": f"前{number}"} for number in range(300)])
    rows = copy.deepcopy(edited.answers.get("changes"))
    gc.collect()
    before = sys.getallocatedblocks()
    for number in range(300, 330):
        edited.add("changes")
        edited.set(f"changes[{number}].before", "新しい行")
    gc.collect()
    assert sys.getallocatedblocks() - before < 30 * 60  # 30 × 600, if each were copied twice
    for _ in range(60):
        edited.undo()
    assert edited.answers.get("changes") == rows


@given(ROWS, ROWS)
def test_what_shares_is_equal_and_changes_nothing(value: Any, known: Any) -> None:
    as_they_were = copy.deepcopy((value, known))
    made = sharing(value, known)
    assert made == value
    assert (value, known) == as_they_were
    for row in value:
        row["a"] = "changed"  # the answers go on changing; what undo keeps doesn't
    assert made == as_they_were[0]


@given(ROWS, st.integers(0, 6))
def test_rows_before_and_behind_an_added_one_are_the_known_ones(known: Any, at: int) -> None:
    value = copy.deepcopy(known)
    value.insert(at, {"b": "新しい行"})
    made = sharing(value, known)
    assert {id(row) for row in made} >= {id(row) for row in known}
