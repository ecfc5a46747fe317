"""What is seen in a change that a person has to decide, and what it speaks for."""

import pytest

from pia_desktop.assessment import Answers, Assessment
from pia_desktop.changes.change_rows import ChangeRow, change_rows
from pia_desktop.changes.differences import changed_items
from pia_desktop.changes.submission_timing import (
    CORRECTED,
    IMPORTANT_CHANGE,
    LAW_AMENDED,
    REDUCED,
    RENAMED,
    Timing,
)
from pia_desktop.changes.timing_arguments import timing_arguments
from pia_desktop.forms import load_form_by_id


def row_of(before: object, after: object, key: str = "number_use") -> ChangeRow:
    form = load_form_by_id("youshiki4-2025-05")
    old, new = (Assessment(Answers.read(form, {key: value})) for value in (before, after))
    (row,) = change_rows(changed_items(old, new))
    return row


def basis(before: str, after: str) -> ChangeRow:
    return row_of({"legal_basis": before}, {"legal_basis": after})


@pytest.mark.parametrize(
    "row,seen,choice",
    [
        (basis("番号法第9条第1項", "番号法第9条第2項"), "番号だけ", RENAMED),
        (basis("番号法第9条第1項", "番号法第9条第2項"), "番号だけ", LAW_AMENDED),
        (basis("番号法による", "地方税法による"), "法令", LAW_AMENDED),
        (basis("番号法 第9条", "番号法第９条"), "字の幅や空白", CORRECTED),
        (basis("窓口で確認る。", "窓口で確認する。"), "1字", CORRECTED),
        (basis("", "番号法第9条第1項"), "書き加えた", IMPORTANT_CHANGE),
        (row_of([], [{"name": "窓口"}], "systems"), "新しく加わった", IMPORTANT_CHANGE),
        (row_of([{"name": "窓口"}], [], "systems"), "なくなった", REDUCED),
    ],
)
def test_what_is_seen_speaks_for_a_choice(row: ChangeRow, seen: str, choice: Timing) -> None:
    (argument,) = timing_arguments(row)
    assert seen in argument.seen
    assert choice in argument.choices


def test_a_text_written_anew_tells_nothing() -> None:
    assert timing_arguments(basis("窓口で確かめる。", "庁内の連携により照会する。")) == []
