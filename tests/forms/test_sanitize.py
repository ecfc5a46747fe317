"""What a paste loses, and what a person is told of it."""

import unicodedata

import pytest

from pia_desktop.files import limits
from pia_desktop.forms.sanitize import sanitize_pasted, too_long
from pia_desktop.forms.values import ValueFault, clean_text


def test_nothing_is_said_of_an_ordinary_text() -> None:
    text = "一行目\n\t二行目　𠮷野家👨‍👩‍👧\u200b"
    assert sanitize_pasted(text).text == text
    assert sanitize_pasted(text).said == ""


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_line_ends_of_other_programs_are_no_loss(end: str) -> None:
    assert sanitize_pasted(f"前{end}後").text == "前\n後"
    assert sanitize_pasted(f"前{end}後").said == ""


def test_what_is_taken_out_is_counted_and_named_and_the_rest_kept() -> None:
    cleaned = sanitize_pasted("a\x07b\x07c\ud800d\ufffee\x9b")
    assert cleaned.text == "abcde"
    assert "5個" in cleaned.said
    assert "U+0007が2個" in cleaned.said
    assert "U+D800が1個" in cleaned.said
    assert "など" in cleaned.said


@pytest.mark.parametrize("char", ["\x80", "\x9b", "\u061c", "\u200f", "\u202e", "\u2066", "\u2069"])
def test_what_turns_letters_round_and_what_a_terminal_obeys_is_taken_out(char: str) -> None:
    cleaned = sanitize_pasted(f"前{char}後")
    assert cleaned.text == "前後"
    assert f"U+{ord(char):04X}が1個" in cleaned.said
    assert clean_text(f"前{char}後") == "前後"
    assert clean_text("前\x85後") == "前\n後"


def test_halves_that_were_left_out_before_are_counted_and_named_first() -> None:
    cleaned = sanitize_pasted("a\x07b", halves=2)
    assert cleaned.text == "ab"
    assert "3個" in cleaned.said
    assert "（片割れになった文字が2個、U+0007が1個）" in cleaned.said
    assert "など" not in cleaned.said


def test_no_more_than_three_are_named() -> None:
    assert "など" not in sanitize_pasted("\x01\x02\x03").said
    assert "など" in sanitize_pasted("\x01\x02\x03\x04").said


def test_what_is_left_is_a_text_that_the_form_takes() -> None:
    whole = "".join(map(chr, (*range(0x300), *range(0xD7FF, 0xE001), 0xFFFE, 0xFFFF, 0x10FFFF)))
    left = sanitize_pasted(whole).text
    assert clean_text(left) == left


def test_too_long_says_how_long() -> None:
    assert too_long("あ" * limits.TEXT_CHARACTERS) == ""
    assert "200,001文字" in too_long("あ" * (limits.TEXT_CHARACTERS + 1))


def test_every_character_in_a_text_is_kept_taken_out_or_refused_as_it_would_be_alone() -> None:
    """The oracle is Unicode's own word for what a character is, and the list of those that turn
    letters round; most texts are looked through by a quicker way than the rest.
    """
    turning = {0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
    for number in (*range(0x10000), 0x1F600, 0x20BB7, 0x10FFFF):  # in short texts and long ones
        char = chr(number)
        kind = unicodedata.category(char)
        text = f"第1条　本町（あ）{char}の事務" * (1 if number % 2 else 100)
        if char in "\r\x85":
            expected = text.replace(char, "\n")
        elif kind == "Cs" or number in (0xFFFE, 0xFFFF) or (kind == "Cc" and number < 0x80):
            expected = text if char in "\t\n" else ""
        else:
            gone = number in turning or kind == "Cc"
            expected = text.replace(char, "") if gone else text
        try:
            assert clean_text(text) == expected, hex(number)
        except ValueFault:
            assert not expected, hex(number)
