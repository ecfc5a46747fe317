"""Find and replace through every text that a clerk can type."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia_desktop.assessment import Answers, Assessment
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.search import SearchQuery, find_hits, replace_hits
from pia_desktop.forms import load_form_by_id
from tests.strategies import PNG, texts

EVERYWHERE = {
    "cover": {"name": "市長室の評価書", "remarks": "市長室\n市長室と市長室"},
    "procedure": {"basic_date": "市長室が決めた日"},
    "systems": [{"name": "市長室台帳", "connections": {"その他": "市長室の系"}}],
    "process": {"figures": [{"file": "市長室.png", "caption": "市長室の図"}]},
    "files": [
        {"outsourcing": [{"content": "市長室の清掃"}], "sharing_exists": {"行っていない": True}}
    ],
    "changes": [
        {"item": "市長室", "before": "市長室", "after": "市長室", "timing": "事後"},
        {"reason": "市長室の都合"},
    ],
}


@pytest.fixture
def document() -> Document:
    answers = Answers.read(load_form_by_id("youshiki4-2025-05"), EVERYWHERE)
    return Document(Assessment(answers, {"市長室.png": PNG}))


def hits(document: Document, text: str, *, loose: bool = True) -> list[str]:
    return [hit.address for hit in find_hits(document.answers, SearchQuery(text, loose))]


def test_found_everywhere_in_printed_order(document: Document) -> None:
    assert hits(document, "市長室") == [
        "cover.name",
        *["cover.remarks"] * 3,
        "systems[0].name",
        "systems[0].connections",
        "process.figures",
        "files[0].outsourcing[0].content",
        "procedure.basic_date",
        "changes[0].item",
        "changes[0].before",
        "changes[0].after",
        "changes[1].reason",
    ]


def test_replaced_everywhere_in_one_step(document: Document) -> None:
    before = copy.deepcopy(document.answers.to_json())
    query = SearchQuery("市長室")
    number = replace_hits(document, query, "区長室（仮）", list(find_hits(document.answers, query)))
    assert number == 13
    got = document.answers
    assert hits(document, "市長室") == []
    assert got.get("cover.remarks") == "区長室（仮）\n区長室（仮）と区長室（仮）"
    assert got.get("systems[0].connections") == {"その他": "区長室（仮）の系"}
    assert got.get("changes[0].before") == "区長室（仮）"
    assert got.get("changes[0].timing") == "事後"
    # The picture keeps its name; what is printed below it changes.
    assert got.get("process.figures") == [{"file": "市長室.png", "caption": "区長室（仮）の図"}]
    document.undo()
    assert document.answers.to_json() == before
    assert document.undo_name == ""


def test_replaced_by_nothing_leaves_rows_and_ticks_in_place(document: Document) -> None:
    query = SearchQuery("市長室")
    replace_hits(document, query, "", list(find_hits(document.answers, query)))
    assert document.answers.get("changes[0].item") == ""
    document.set("systems[0].connections", {"その他": "市長室"})
    replace_hits(document, query, "", list(find_hits(document.answers, query)))
    assert document.answers.get("systems[0].connections") == {"その他": ""}
    assert len(document.answers.get("changes")) == 2


def test_only_the_chosen_hits_are_replaced(document: Document) -> None:
    query = SearchQuery("市長室")
    chosen = [hit for hit in find_hits(document.answers, query) if hit.address == "cover.remarks"][
        1:2
    ]
    assert replace_hits(document, query, "区長室", chosen) == 1
    assert document.answers.get("cover.remarks") == "市長室\n区長室と市長室"


def test_what_is_chosen_from_a_list_is_not_searched(document: Document) -> None:
    assert hits(document, "事後") == []
    assert hits(document, "行っていない") == []
    assert hits(document, "png") == []


@pytest.mark.parametrize(
    "text,wanted",
    [
        ("ＡＢＣ１２３", "abc123"),
        ("abc123", "ＡＢＣ１２３"),
        ("ﾃﾞｰﾀﾍﾞｰｽ", "データベース"),
        ("データベース", "ﾃﾞｰﾀﾍﾞｰｽ"),
        ("ﾊﾟｿｺﾝ", "パソコン"),
        ("か\u3099き", "がき"),
        ("がき", "か\u3099き"),
        ("㈱試験", "(株)試験"),
        ("（税）", "(税)"),
        ("①実施", "1実施"),
        ("平成㉚年", "平成30年"),
        ("9〜17", "9～17"),
        ("9～17", "9〜17"),
        ("9~17", "9〜17"),
        ("1－2", "1−2"),
        ("1‐2", "1-2"),
        ("1-2", "1－2"),
        ("‖", "∥"),
        ("辻\U000e0101区", "辻区"),
        ("辻区", "辻\U000e0100区"),
        ("外字㊙\ufe0e", "外字秘"),
    ],
)
def test_loose_takes_widths_and_cases_as_one(document: Document, text: str, wanted: str) -> None:
    document.set("cover.remarks", f"前{text}後")
    found = [
        h for h in find_hits(document.answers, SearchQuery(wanted)) if h.address == "cover.remarks"
    ]
    assert [(hit.start, hit.end) for hit in found] == [(1, 1 + len(text))]
    assert hits(document, wanted, loose=False) == []
    replace_hits(document, SearchQuery(wanted), "○", found)
    assert document.answers.get("cover.remarks") == "前○後"


@pytest.mark.parametrize(
    "text,wanted",
    [
        ("㈱", "株"),
        ("ガ", "カ"),
        ("ﾊﾞ", "ハ"),
        ("か\u3099", "か"),
        ("ガス", "カス"),
        ("パス", "バス"),
    ],
)
def test_loose_keeps_濁点_apart(document: Document, text: str, wanted: str) -> None:
    document.set("cover.remarks", text)
    assert hits(document, wanted) == []


def test_signs_of_a_pattern_are_looked_for_as_they_stand(document: Document) -> None:
    document.set("cover.remarks", "a.c (x) [y]* \\ abc")
    for sign in ("a.c", "(x)", "[y]*", "\\"):
        for loose in (True, False):
            assert hits(document, sign, loose=loose) == ["cover.remarks"]
    query = SearchQuery("(x)")
    replace_hits(document, query, r"\1\g<0>", list(find_hits(document.answers, query)))
    assert document.answers.get("cover.remarks") == r"a.c \1\g<0> [y]* \ abc"


def test_nothing_is_looked_for_and_nothing_found(document: Document) -> None:
    assert hits(document, "") == []
    assert hits(document, "ない言葉") == []
    assert replace_hits(document, SearchQuery("ない言葉"), "x", []) == 0
    assert document.undo_name == ""


def test_replacement_that_no_page_can_hold_changes_nothing(document: Document) -> None:
    from pia_desktop.errors import AnswersError

    before = copy.deepcopy(document.answers.to_json())
    query = SearchQuery("市長室")
    with pytest.raises(AnswersError):
        replace_hits(document, query, "\x0b", list(find_hits(document.answers, query)))
    assert document.answers.to_json() == before


def test_an_exact_hit_leaves_no_variation_selector_behind(document: Document) -> None:
    document.set("cover.remarks", "前辻\U000e0101後")
    query = SearchQuery("辻", loose=False)
    replace_hits(document, query, "○", list(find_hits(document.answers, query)))
    assert document.answers.get("cover.remarks") == "前○後"


@given(text=texts(), wanted=st.text(min_size=1, max_size=3), loose=st.booleans())
def test_spans_lie_in_the_text_one_after_another(text: str, wanted: str, loose: bool) -> None:
    end = 0
    for start, stop in SearchQuery(wanted, loose).spans(text):
        assert 0 <= start < stop <= len(text)
        assert start >= end or loose  # 「㍿」 holds two hits of 「株」… in one character
        end = stop


@given(text=texts(), position=st.integers(0, 10), length=st.integers(1, 4))
def test_a_part_of_the_text_is_found_in_it(text: str, position: int, length: int) -> None:
    wanted = text[position : position + length]
    if wanted:
        assert list(SearchQuery(wanted, loose=False).spans(text))
