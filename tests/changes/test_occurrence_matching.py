"""Which occurrence is which: one that only moved is no change."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia_desktop.changes.occurrence_matching import match_occurrences


def of(*names: str, **more: str) -> list[dict[str, Any]]:
    return [
        {"name": name, "text": f"{name}についての長い記載", **more} if name else {}
        for name in names
    ]


@pytest.mark.parametrize(
    "old,new,expected",
    [
        (of("甲", "乙"), of("甲", "乙"), [(0, 0), (1, 1)]),
        (of("甲", "乙", "丙"), of("丙", "甲", "乙"), [(2, 0), (0, 1), (1, 2)]),
        (of("甲", "乙", "丙"), of("乙", "丙", "丁"), [(0, None), (1, 0), (2, 1), (None, 2)]),
        (of("甲", "乙"), of("甲", "新", "乙"), [(0, 0), (None, 1), (1, 2)]),
        (of("甲", "乙"), of("甲"), [(0, 0), (1, None)]),
        ([], of("甲"), [(None, 0)]),
        (of("甲"), [], [(0, None)]),
        (of(""), of(""), [(0, 0)]),
    ],
)
def test_moved_added_and_removed(
    old: list[dict[str, Any]],
    new: list[dict[str, Any]],
    expected: list[tuple[int | None, int | None]],
) -> None:
    assert match_occurrences(old, new) == expected


def test_a_new_name_for_the_same_matter_is_a_change_of_the_name() -> None:
    old = of("甲", "乙")
    new = [{**old[1]}, {**old[0], "name": "改めた名前"}]
    assert match_occurrences(old, new) == [(1, 0), (0, 1)]


def test_a_matter_written_anew_in_its_place_is_the_same_box() -> None:
    old = [{"name": "甲", "text": "元の記載"}, {"name": "乙", "text": "そのまま"}]
    new = [{"name": "丙", "text": "別の話"}, {"name": "乙", "text": "そのまま"}]
    assert match_occurrences(old, new) == [(0, 0), (1, 1)]


def test_of_two_with_one_name_the_likest_are_paired() -> None:
    old = [{"name": "甲", "text": "一つ目の記載"}, {"name": "甲", "text": "二つ目の記載"}]
    new = [
        {"name": "甲", "text": "二つ目の記載", "more": "追記"},
        {"name": "甲", "text": "一つ目の記載", "more": "追記"},
    ]
    assert match_occurrences(old, new) == [(1, 0), (0, 1)]


def test_of_two_without_a_name_those_are_paired_that_say_it_in_the_same_box() -> None:
    old = [{"risk": {"means": "確かめる"}}, {"risk": {"reason": "確かめる"}}]
    assert match_occurrences(old, old[::-1]) == [(1, 0), (0, 1)]
    longer = [{"risk": {**each["risk"], "enough": "十分"}} for each in old[::-1]]
    assert match_occurrences(old, longer) == [(1, 0), (0, 1)]


occurrences = st.lists(
    st.fixed_dictionaries(
        {}, optional={"name": st.sampled_from("甲乙丙"), "text": st.text("あいう", max_size=8)}
    ),
    max_size=6,
)


@given(occurrences, occurrences)
def test_every_occurrence_is_in_one_pair(
    old: list[dict[str, Any]], new: list[dict[str, Any]]
) -> None:
    pairs = match_occurrences(old, new)
    assert sorted(was for was, _ in pairs if was is not None) == list(range(len(old)))
    assert [now for _, now in pairs if now is not None] == list(range(len(new)))
    assert (None, None) not in pairs


@given(occurrences.flatmap(lambda it: st.tuples(st.just(it), st.permutations(it))))
def test_a_new_order_is_no_change(
    both: tuple[list[dict[str, Any]], list[dict[str, Any]]],
) -> None:
    old, new = both
    assert all(
        was is not None and now is not None and old[was] == new[now]
        for was, now in match_occurrences(old, list(new))
    )
