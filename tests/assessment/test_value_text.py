"""Values by their options' ids: what another edition's item takes of them, and what is left."""

from __future__ import annotations

from typing import Any

import pytest

from pia_desktop.assessment.value_text import options_to_ids, options_to_labels, value_as_text
from pia_desktop.forms import Item, Option

OLD = Item(
    id="x",
    kind="checks",
    label="方法",
    options=(
        Option(id="line", label="専用線"),
        Option(id="paper", label="紙"),
        Option(id="number", label="提供( )件"),
        Option(id="other", label="その他( )"),
        Option(id="headed", label="個人番号", heading="・識別情報"),
    ),
)
# Renames one option, has no paper, counts where it had a text, and has a text where it counted.
NEW = Item(
    id="x",
    kind="checks",
    label="方法",
    options=(
        Option(id="line", label="専用回線"),
        Option(id="number", label="提供( )"),
        Option(id="other", label="その他( )件"),
        Option(id="headed", label="個人番号", heading="・識別情報"),
    ),
)
CHOICE = Item(id="y", kind="choice", label="有無", options=(Option(id="yes", label="有り"),))


@pytest.mark.parametrize(
    "value, taken, rest",
    [
        ({"専用線": True}, {"専用回線": True}, None),
        ({"紙": True}, None, {"paper": True}),
        ({"専用線": True, "紙": True}, {"専用回線": True}, {"paper": True}),
        ({"提供": 3, "その他": "宅配"}, None, {"number": 3, "other": "宅配"}),
        ({"提供": 0, "個人番号": True}, {"個人番号": True}, {"number": 0}),
    ],
)
def test_ticks_go_by_id_and_only_where_their_brackets_fit(
    value: Any, taken: Any, rest: Any
) -> None:
    assert options_to_labels(NEW, options_to_ids(OLD, value)) == (taken, rest)


def test_a_choice_goes_by_id() -> None:
    assert options_to_ids(CHOICE, "有り") == "yes"
    assert options_to_labels(CHOICE, "yes") == ("有り", None)
    assert options_to_labels(CHOICE, "no") == (None, "no")
    assert options_to_labels(CHOICE, ["nonsense"]) == (None, ["nonsense"])


def test_texts_stay_as_they_are() -> None:
    text = Item(id="z", kind="text", label="内容")
    assert options_to_ids(text, "a\nb") == "a\nb"
    assert options_to_labels(text, "a\nb") == ("a\nb", None)
    assert value_as_text(text, "a\nb") == "a\nb"


def test_ticks_in_words() -> None:
    value = {"専用線": True, "提供": 2, "その他": "宅配", "個人番号": True}
    assert value_as_text(OLD, value).split("\n") == [
        "○ 専用線",
        "○ 提供（2件）",
        "○ その他（宅配）",
        "○ ・識別情報：個人番号",
    ]
    assert value_as_text(OLD, {"その他": ""}) == "○ その他"
