"""Looking again at what a change touches gives what looking at everything gives."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia_desktop.assessment import Assessment, from_json
from pia_desktop.assessment.document import Change, Document
from pia_desktop.checks import LiveCheck, check
from pia_desktop.forms.model import Item
from tests.checks.rule_cases import CASES
from tests.effort import effort
from tests.locations import SAMPLES
from tests.strategies import values

TODAY = date(2026, 4, 1)

# What rules look for, so that changes do something.
_WORDS = [
    text
    for case in CASES
    for text in {**case.fires, **case.silent}.values()
    if isinstance(text, str) and text
]


def sample(number: int) -> Assessment:
    return from_json(SAMPLES / f"youshiki{number}.json")


def boxes(assessment: Assessment) -> list[tuple[str, Item]]:
    places = [place for place in assessment.answers.places() if place.item.features.has_value]
    return [(place.address, place.item) for place in places]


def other_value(item: Item) -> st.SearchStrategy[Any]:
    words = st.sampled_from(_WORDS)
    if item.features.textual:
        return words | st.just("―") | st.none()
    if item.kind in ("figures", "yes_no"):
        return st.none()
    return values(item) | st.none()


@pytest.mark.parametrize("number", [3, 4])
@given(data=st.data())
def test_step_by_step_is_as_from_scratch_and_back_again_is_as_before(
    number: int, data: st.DataObject
) -> None:
    document = Document(sample(number))
    live = LiveCheck(document.assessment, TODAY)
    at_first = live.findings
    asked_at_first = live.asked

    def follow(change: Change) -> None:
        live.update(change.addresses, structure=change.structure)

    document.listen(follow)
    choices = boxes(document.assessment)
    for _ in range(effort(2, 5)):
        address, item = data.draw(st.sampled_from(choices))
        live.asked = 0
        document.set(address, data.draw(other_value(item)))
        assert live.asked < asked_at_first / 5
        assert live.findings == check(document.assessment, TODAY)
    while document.undo_name:
        document.undo()
    assert live.findings == at_first


def test_occurrences_that_come_and_go_are_followed() -> None:
    document = Document(sample(4))
    live = LiveCheck(document.assessment, TODAY)
    document.listen(lambda change: live.update(change.addresses, structure=change.structure))
    at_first = live.findings
    document.remove("files[0].outsourcing", 0)
    assert {f.code for f in live.findings} >= {"outsourcing-count"}
    assert live.findings == check(document.assessment, TODAY)
    document.set("files[0].outsourcing_count", 3)
    assert "outsourcing-count" not in {f.code for f in live.findings}
    document.undo()
    document.undo()
    assert live.findings == at_first


def test_a_change_is_looked_at_where_it_matters_alone() -> None:
    assessment = sample(4)
    live = LiveCheck(assessment, TODAY)
    everything = live.asked
    assessment.answers.set("inquiry.method", "電話で受ける。通知カードは求めない。")
    live.update(["inquiry.method"])
    assert {f.code for f in live.findings if f.address == "inquiry.method"} == {"stale-term"}
    assert live.asked * 50 < everything


def test_a_letter_has_nobody_count_anew() -> None:
    assessment = sample(4)
    live = LiveCheck(assessment, TODAY)
    content = assessment.answers.get("files[0].risk.storage.physical_content")
    assessment.answers.set("files[0].risk.storage.physical_content", f"{content}。")
    live.update(["files[0].risk.storage.physical_content"])
    assert live.asked <= 8  # before, everybody who counts files was asked too: 12
    assessment.answers.set("changes", [])
    live.update(["changes"])
    assert live.findings == check(assessment, TODAY)
