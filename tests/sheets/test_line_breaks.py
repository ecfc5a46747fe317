"""Line breaking: nothing is added or lost, nothing is too wide, and marks stand where they may."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia_desktop.sheets.line_breaks import office_advance, wrap

TEXTS = st.text(
    st.one_of(
        st.sampled_from("あ漢字、。「」（）・ー\nabcDEF 0123.,()%"), st.characters(codec="utf-8")
    ).filter(lambda c: c != "\r"),
    max_size=200,
)


def lines_of(text: str, ems: float) -> list[str]:
    return [text[line.start : line.end] for line in wrap(text, ems * 10, 10, office_advance)]


@given(TEXTS, st.floats(1, 40))
def test_the_lines_joined_are_the_text(text: str, ems: float) -> None:
    lines = wrap(text, ems * 10, 10, office_advance)
    joined = ""
    for line in lines:
        joined += text[line.start : line.end] + ("\n" if line.hard else "")
    assert joined == text
    for line, following in pairwise(lines):
        assert line.next == following.start


@given(TEXTS, st.floats(1, 40))
def test_no_line_is_wider_than_its_room(text: str, ems: float) -> None:
    for line in lines_of(text, ems):
        assert len(line) == 1 or sum(map(office_advance, line)) <= ems + 1e-6


@given(st.text("あ漢、。」", min_size=1, max_size=80), st.integers(6, 20))
def test_a_closing_mark_begins_no_line_where_a_letter_can_go_down_with_it(
    text: str, ems: int
) -> None:
    lines = lines_of(text, ems)
    for above, below in pairwise(lines):
        movable = any(char in "あ漢" for char in above[-4:] if char is not above[0])
        assert below[0] not in "、。」" or not movable or above[-4:].strip("、。」") == ""


# Letters, digits and what joins them; what goes to the next line with the word behind it, and
# stays with the word before it.
WORD = re.compile(r"[A-Za-z0-9/-]+")
OPENING, CLOSING = "（(「", "、。」）),.・ー"
SENTENCES = st.text(st.sampled_from("あ漢字、。「」（）・ー\nabcDEF 0123.,()/-"), max_size=200)


@given(SENTENCES, st.floats(1, 40))
def test_no_word_is_torn_that_fits_on_a_line_with_its_marks(text: str, ems: float) -> None:
    words = [(match.start(), match.end()) for match in WORD.finditer(text)]
    for line in wrap(text, ems * 10, 10, office_advance):
        for start, end in words:
            if start < line.end < end:
                marked = with_marks(text, start, end)
                assert sum(map(office_advance, marked)) > ems - 1e-6, marked


def with_marks(text: str, start: int, end: int) -> str:
    """A word with the marks that may not be parted from it."""
    while start and text[start - 1] in OPENING:
        start -= 1
    while end < len(text) and text[end] in CLOSING:
        end += 1
    return text[start:end]


@pytest.mark.parametrize(
    "text,lines",
    [
        ("漢漢abc、、", ["漢漢", "abc、、"]),
        ("00000（00、", ["00000", "（00、"]),
        ("漢字の第（100）号", ["漢字の第", "（100）号"]),
    ],
)
def test_a_word_goes_down_whole_with_the_mark_behind_it(text: str, lines: list[str]) -> None:
    assert lines_of(text, 5.2) == lines


def test_words_and_numbers_stay_whole() -> None:
    assert lines_of("ああああああISO/IEC27017を", 10) == ["ああああああ", "ISO/IEC27017を"]


def test_an_opening_bracket_ends_no_line() -> None:
    assert lines_of("あああああ「いいい」", 6) == ["あああああ", "「いいい」"]


def test_an_empty_text_is_one_empty_line() -> None:
    assert lines_of("", 10) == [""]


# A number with what stands in it, and the unit behind it.
NUMBER = re.compile(r"[0-9０-９]+(?:[,.，．][0-9０-９]+)*[条項号人年月日円%]?")
ARTICLES = st.text(
    st.sampled_from("法第のあ漢、。（）0123456789１２３,.条項号人年月日円%\n"), max_size=200
)


@given(ARTICLES, st.floats(1, 40))
def test_no_number_is_torn_nor_parted_from_its_unit(text: str, ems: float) -> None:
    numbers = [(match.start(), match.end()) for match in NUMBER.finditer(text)]
    for line in wrap(text, ems * 10, 10, office_advance):
        for start, end in numbers:
            if start < line.end < end:
                marked = with_marks(text, start, end)
                assert sum(map(office_advance, marked)) > ems - 1e-6, marked


@given(
    st.text(st.sampled_from("あ漢字、。「」abc 012条"), min_size=1, max_size=80), st.integers(6, 20)
)
def test_no_character_stands_alone_where_another_can_come_down(text: str, ems: int) -> None:
    lines = lines_of(text, ems)
    if len(lines) > 1 and len(lines[-1]) == 1:
        # The two before it may not be parted there: a word, a number, or marks.
        before = lines[-2][-2:]
        assert len(lines[-2]) <= 2 or set(before) & set("、。「」abc012条 ")


@pytest.mark.parametrize(
    "text, ems, lines",
    [
        ("漢字だけ", 3, ["漢字", "だけ"]),
        ("漢字だ", 2, ["漢字", "だ"]),  # it would be the other that stands alone
    ],
)
def test_in_a_narrow_cell_too(text: str, ems: int, lines: list[str]) -> None:
    assert lines_of(text, ems) == lines


def test_a_list_of_articles_keeps_its_numbers() -> None:
    """A line full before 「、」 steps back over the whole number, not into it."""
    for ems in range(6, 30):
        lines = lines_of("別表第1の83、84、85、86、87、100、1,000の各項" * 3, ems)
        for above, below in pairwise(lines):
            assert not (above[-1] in "0123456789," and below[0].isdecimal()), (above, below)
            assert below[0] != "、"
