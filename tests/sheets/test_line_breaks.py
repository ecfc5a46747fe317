"""Line breaking: nothing is added or lost, nothing is too wide, and marks stand where they may."""

from itertools import pairwise

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


def test_words_and_numbers_stay_whole() -> None:
    assert lines_of("ああああああISO/IEC27017を", 10) == ["ああああああ", "ISO/IEC27017を"]


def test_an_opening_bracket_ends_no_line() -> None:
    assert lines_of("あああああ「いいい」", 6) == ["あああああ", "「いいい」"]


def test_an_empty_text_is_one_empty_line() -> None:
    assert lines_of("", 10) == [""]
