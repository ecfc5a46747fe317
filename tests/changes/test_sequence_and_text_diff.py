"""Where two texts differ: marked by the word, cut by the sentence, quick however long."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia_desktop.changes.abbreviation import LEFT_OUT, abridge
from pia_desktop.changes.sequence_diff import matching_blocks
from pia_desktop.changes.text_diff import (
    changed_sentences,
    diff_marks,
    diff_passages,
    split_sentences,
)
from tests.strategies import texts

any_texts = texts() | st.text(st.sampled_from("あいう。\n1一ア"), max_size=60)
pairs = st.tuples(any_texts, any_texts)


def pieces(text: str, spans: list[tuple[int, int]]) -> list[str]:
    return [text[start:end] for start, end in spans]


@given(pairs)
def test_passages_put_together_are_the_texts(pair: tuple[str, str]) -> None:
    before, after = pair
    for cut in (diff_passages, changed_sentences):
        found = cut(before, after)
        assert "".join(before[slice(*one.old)] for one in found) == before
        assert "".join(after[slice(*one.new)] for one in found) == after
        assert all(before[slice(*p.old)] == after[slice(*p.new)] for p in found if p.same)
        assert all(one.same != other.same for one, other in pairwise(found))


@given(st.text("あい。\n", max_size=20), st.data())
def test_without_what_is_marked_both_texts_are_one(text: str, data: st.DataObject) -> None:
    """Also where a mark was moved to the beginning of a sentence or line."""
    at = data.draw(st.integers(0, len(text)))
    longer = text[:at] + data.draw(st.text("あい。\n", min_size=1, max_size=6)) + text[at:]
    for before, after in ((text, longer), (longer, text)):
        old, new = diff_marks(before, after)
        assert "".join(unmarked(before, old)) == "".join(unmarked(after, new))


def unmarked(text: str, spans: list[tuple[int, int]]) -> Iterator[str]:
    end = 0
    for start, following in spans:
        yield text[end:start]
        end = following
    yield text[end:]


@given(any_texts)
def test_equal_texts_have_no_marks(text: str) -> None:
    assert diff_marks(text, text) == ([], [])
    assert "".join(split_sentences(text)) == text


@given(
    st.lists(st.sampled_from("abcdefg"), max_size=30),
    st.lists(st.sampled_from("abcdefg"), max_size=30),
)
def test_blocks_are_common_and_rise(a: list[str], b: list[str]) -> None:
    at = to = 0
    for begin, start, size in matching_blocks(a, b):
        assert begin >= at
        assert start >= to
        assert a[begin : begin + size] == b[start : start + size]
        at, to = begin + size, start + size
    if a == b and a:
        assert at == len(a)


@pytest.mark.parametrize(
    "before,after,was,now",
    [
        ("総務課が行う。", "デジタル課が行う。", ["総務"], ["デジタル"]),
        ("3月31日法律第27号", "3月31日法律代28号", ["第27"], ["代28"]),
        ("第19条第7号による。", "第19条第8号による。", ["7"], ["8"]),
        ("甲が行う。", "甲が行う。乙が見る。", [], ["乙が見る。"]),
        ("一行目\n二行目\n三行目", "一行目\n三行目", ["二行目\n"], []),
        ("", "新しい文", [], ["新しい文"]),
        ("記入している。", "記入している。\n見直している。", [], ["\n見直している。"]),
        ("(認められている。)", "(認められている。)\n次の文。", [], ["\n次の文。"]),
        ("甲である。乙である。", "甲である。丙である。乙である。", [], ["丙である。"]),
        ("甲である。丙である。乙である。", "甲である。乙である。", ["丙である。"], []),
        ("甲お。", "甲い。うお。", [], ["い。う"]),
    ],
)
def test_marks_stand_where_a_person_would_put_them(
    before: str, after: str, was: list[str], now: list[str]
) -> None:
    old, new = diff_marks(before, after)
    assert (pieces(before, old), pieces(after, new)) == (was, now)


def test_the_unchanged_is_left_out_at_sentence_ends() -> None:
    before = "一つ目の長い文である。二つ目の長い文である。\n三つ目の長い文である。"
    after = "一つ目の長い文である。二つ目の文を改めた。\n三つ目の長い文である。"
    assert abridge(before, after) == (
        "(略)\n二つ目の長い文である。\n(略)",
        "(略)\n二つ目の文を改めた。\n(略)",
    )


def test_what_is_shorter_than_the_mark_is_not_left_out() -> None:
    assert abridge("甲。\n乙の文。", "甲。\n丙の文。") == ("甲。\n乙の文。", "甲。\n丙の文。")


@given(pairs)
def test_no_changed_sentence_is_left_out(pair: tuple[str, str]) -> None:
    before, after = pair
    was, now = abridge(before, after)
    for passage in changed_sentences(before, after):
        if not passage.same:
            assert before[slice(*passage.old)] in was
            assert after[slice(*passage.new)] in now
    if before == after and len(before.strip()) > len(LEFT_OUT):
        assert was == now == LEFT_OUT


SENTENCE = "第{n}の事務では、届出を受け付けて台帳に記録し、{n}日以内に確かめる。"


@pytest.mark.parametrize("end", ["\n", "", "、"], ids=["lines", "sentences", "one-sentence"])
def test_five_changed_words_in_20000_letters_are_all_that_is_marked(end: str) -> None:
    """On no more than 3 % of the text, and every one of them."""
    sentences = [SENTENCE.format(n=number) + end for number in range(600)]
    if end == "、":
        sentences = [sentence.replace("。", "") for sentence in sentences]
    before = "".join(sentences)
    places = (3, 150, 299, 420, 598)
    for place in places:
        sentences[place] = sentences[place].replace("台帳", "電子申請の記録簿")
    after = "".join(sentences)
    assert len(before) >= 20_000
    old, new = diff_marks(before, after)
    assert sum(end - start for start, end in old) <= len(before) * 0.03
    assert sum(end - start for start, end in new) <= len(after) * 0.03
    assert len(new) >= len(places)
    marked = pieces(after, new)
    assert sum("電子申請" in piece for piece in marked) == len(places)


@pytest.mark.parametrize(
    "before,after",
    [
        ("あ" * 20_000, "い" * 20_000),
        (
            "\n".join("ab"[i * i % 7 % 2] for i in range(10_000)),
            "\n".join("ab"[i % 3 % 2] for i in range(10_000)),
        ),
        ("事務を行う、" * 3_300, "業務を行う、" * 3_300),
    ],
    ids=["nothing-common", "two-lines-only", "one-sentence"],
)
def test_long_texts_without_structure_are_compared_too(before: str, after: str) -> None:
    old, new = diff_marks(before, after)
    assert old
    assert new
