"""templates/terms.yaml: what it holds, a municipality's own, and faults with their line."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from pia_desktop.assessment import Answers, Assessment
from pia_desktop.checks import check
from pia_desktop.errors import TermsError
from pia_desktop.files.paths import program_root
from pia_desktop.forms import load_form_by_id
from pia_desktop.forms import terms as terms_module
from pia_desktop.forms.terms import OWN, SHIPPED, TermList, literal_hints, load_terms

TODAY = date(2026, 4, 1)

TERM = """\
terms:
  old_hall:
    code: stale-term
    pattern: 旧庁舎(別館)?
    since: "2025-01-01"
    message: 旧庁舎は取り壊しました。
    remedy: 「新庁舎」と書いてください。
    replace: 新庁舎
    source: 庁舎の移転
"""


def folder_with(tmp_path: Path, own: str, shipped: str = "terms: {}\n") -> Path:
    tmp_path.mkdir(exist_ok=True)
    (tmp_path / SHIPPED).write_text(shipped, "utf-8")
    (tmp_path / OWN).write_text(own, "utf-8")
    return tmp_path


def faults(folder: Path) -> list[str]:
    with pytest.raises(TermsError) as caught:
        load_terms(folder)
    return str(caught.value).splitlines()


def said(text: str, terms: TermList, today: date = TODAY) -> list[str]:
    answers = Answers.read(load_form_by_id("youshiki3-2025-05"), {"inquiry": {"method": text}})
    findings = check(Assessment(answers), today, terms)
    return [f.message for f in findings if f.code in ("stale-term", "citation")]


def test_the_shipped_terms_each_have_words_and_a_source() -> None:
    terms = load_terms(program_root() / "templates").terms
    assert len(terms) >= 20
    for term in terms:
        assert term.message.endswith("。")
        assert term.remedy.endswith("。")
        assert term.since < TODAY
        assert term.source
        assert term.hints, term.id


def test_a_municipality_adds_its_own(tmp_path: Path) -> None:
    terms = load_terms(folder_with(tmp_path, TERM))
    (message,) = said("旧庁舎別館で受ける。", terms)
    assert message == "「旧庁舎別館で受ける。」とあります。旧庁舎は取り壊しました。"
    assert said("新庁舎で受ける。", terms) == []
    assert said("旧庁舎で受ける。", terms, date(2024, 12, 31)) == []


def test_its_own_replace_shipped_ones_of_the_same_id(tmp_path: Path) -> None:
    own = TERM.replace("旧庁舎(別館)?", "旧支所").replace("旧庁舎は", "旧支所は")
    terms = load_terms(folder_with(tmp_path, own, TERM))
    assert said("旧庁舎で受ける。", terms) == []
    assert len(said("旧支所で受ける。", terms)) == 1


@pytest.mark.parametrize(
    "before,after,line,words",
    [
        ("code: stale-term", "code: stale", 3, "code は citation か stale-term です"),
        ("旧庁舎(別館)?", "旧庁舎(別館", 4, "正規表現として読めません"),
        ("旧庁舎(別館)?", "(旧庁舎)?", 4, "pattern が空の文字列にも当たります"),
        ('"2025-01-01"', '"令和7年"', 5, "2024-05-27"),
        ("replace: 新庁舎", r"replace: \\2", 8, "pattern にない( )"),
        ("    source: 庁舎の移転\n", "", 2, "「source」がありません"),
        ("    message:", "    mesage:", 6, "知らないキー「mesage」です（「message」の書き誤り"),
    ],
)
def test_a_fault_is_said_with_file_and_line(
    tmp_path: Path, before: str, after: str, line: int, words: str
) -> None:
    said_faults = faults(folder_with(tmp_path, TERM.replace(before, after)))
    assert any(fault.startswith(f"{OWN}:{line}: ") and words in fault for fault in said_faults)


def test_one_name_alone_is_a_fault(tmp_path: Path) -> None:
    (*_, last) = faults(folder_with(tmp_path, "names:\n  act: [番号法]\n"))
    assert last == f"{OWN}:2: 名前は二つ以上書いてください"


def test_an_empty_file_of_its_own_is_a_fault_too(tmp_path: Path) -> None:
    assert faults(folder_with(tmp_path, ""))[-1] == f"{OWN}:1: 中身がありません"


@pytest.mark.parametrize(
    "pattern,hints",
    [
        ("通知カード", ("通知カード",)),
        ("甲乙|丙", ("甲乙", "丙")),
        ("(?<!旧)薬事法", ("薬事法",)),
        ("マイ・?ポータル(?!サイト)", ("ポータル",)),
        ("(?:番号(?:利用)?法|法律)[^。]{0,9}別表第[一1]", ("別表第",)),
        (r"第\d+条", ("第",)),
        ("[一二]|丙", ()),
    ],
)
def test_a_hint_stands_in_whatever_the_pattern_finds(pattern: str, hints: tuple[str, ...]) -> None:
    assert literal_hints(pattern) == hints


def test_every_shipped_term_finds_nothing_that_lacks_its_hint() -> None:
    text = (
        "番号法第9条第1項別表第一の24の項、第19条第7号、別表第二の主務省令、通知カード、住基カード"
    )
    for term in load_terms(program_root() / "templates").terms:
        if term.pattern.search(text):
            assert term.may_be_in(text), term.id
    assert re.search("通知カード", text)


def test_a_faulty_file_of_its_own_is_said_and_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_with(tmp_path / "templates", "terms: [1]\n", TERM)
    monkeypatch.setattr(terms_module, "program_root", lambda: folder.parent)
    monkeypatch.setattr(terms_module, "_left_out", set())
    fault = terms_module.own_terms_fault()
    assert fault is not None
    assert str(fault).splitlines()[1].startswith(f"{OWN}:1: ")
    assert [term.id for term in load_terms().terms] == ["old_hall"]
    assert terms_module.own_terms_fault() is None
