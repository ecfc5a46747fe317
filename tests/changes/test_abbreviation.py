"""Abridged texts: the changed passages, below the headings that they stand under."""

import pytest

from pia_desktop.changes.abbreviation import abridge

TEXT = """この事務の概要を述べる、長めの文である。
<窓口における措置>
①本人を確認する。控えを残し、上司が毎日確かめる。毎月点検する。
②届出の控えを鍵のかかる棚に入れる。
<庁内連携における措置>
1. 受付
受け付けた件数を、毎日の終わりに数える。
2. 審査
審査の結果を、二人で確かめる。
終わりの文を、ここに書いておく。
"""


def abridged(change: str, to: str, text: str = TEXT) -> str:
    """The abridged text after a change; its old one must read alike."""
    was, now = abridge(text, text.replace(change, to))
    assert was.replace(change, to) == now
    return now


def test_a_passage_stands_below_the_headings_that_it_belongs_to() -> None:
    assert abridged("二人", "三人") == (
        "(略)\n<庁内連携における措置>\n(略)\n2. 審査\n審査の結果を、三人で確かめる。\n(略)"
    )


def test_of_a_long_line_its_sign_says_where_the_passage_stands() -> None:
    assert abridged("毎月", "毎週") == ("(略)\n<窓口における措置>\n①(略)\n毎週点検する。\n(略)")


def test_the_heading_of_another_entry_is_none_of_its_own() -> None:
    assert abridged("②届出の控え", "②届出の写し") == (
        "(略)\n<窓口における措置>\n(略)\n②届出の写しを鍵のかかる棚に入れる。\n(略)"
    )


def test_a_heading_is_said_once_for_all_passages_below_it() -> None:
    text = TEXT.replace("毎日の終わり", "毎週の終わり").replace("二人", "三人")
    _, now = abridge(TEXT, text)
    assert now.count("<庁内連携における措置>") == 1
    assert "1. 受付\n受け付けた件数を、毎週の終わりに数える。\n2. 審査\n" in now


@pytest.mark.parametrize(
    "heading",
    [
        "＜窓口における措置＞",
        "【窓口】",
        "１．受付",
        "(2) 受付",
        "（2）受付",
        "第2　受付",
        "ア　受付",
    ],
)
def test_every_way_of_writing_a_heading_is_kept(heading: str) -> None:
    text = f"初めの文を、ここに長く書く。\n{heading}\n前に来る文を、ここに書く。\n毎月点検する。\n"
    assert abridged("毎月", "毎週", text) == f"(略)\n{heading}\n(略)\n毎週点検する。\n"


@pytest.mark.parametrize("line", ["1.5倍に増やす予定である", "2025.4.1から使う予定である", "イ"])
def test_a_line_that_begins_with_a_number_is_no_heading(line: str) -> None:
    text = f"{line}\n前に来る文を、ここに書く。\n毎月点検する。\n"
    assert abridged("毎月", "毎週", text) == "(略)\n毎週点検する。\n"


def test_without_headings_the_passages_stand_alone() -> None:
    _, now = abridge(TEXT, TEXT.replace("二人", "三人"), headings=False)
    assert now == "(略)\n審査の結果を、三人で確かめる。\n(略)"


def test_a_side_where_nothing_stands_has_no_heading() -> None:
    was, now = abridge(TEXT, TEXT.replace("終わりの文を", "加えた文を書く。\n終わりの文を"))
    assert was == "(略)"
    assert "2. 審査\n(略)\n加えた文を書く。\n" in now
