"""A definition that is no YAML: the reason in Japanese, at the line to mend."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.forms.faults import faults_of, places_of

HEAD = "extends: youshiki3-small\nedition: 別の版\nitems:\n"


@pytest.fixture
def edition(small: Path) -> Path:
    """Where an edition of the small form is to be written."""
    return small.with_name("youshiki3-edition.yaml")


@pytest.mark.parametrize(
    "text,line,reason",
    [
        pytest.param("\ta.line: {label: 行}\n", 4, "タブ", id="tab-at-the-start"),
        pytest.param("  a.line:\n  \tlabel: 行\n", 5, "タブ", id="tab-after-spaces"),
        pytest.param(
            '  a.line: {label: "行}\n  a.check: {}\n', 4, "閉じる|対する", id="open-quote"
        ),
        pytest.param("  a.line: {label: 行\n  a.check: {}\n", 4, "}", id="open-brace"),
        pytest.param("  a.line: {needed: {item: x, is: [a}}\n", 4, "]", id="open-bracket"),
        pytest.param("  a.line: {label: 行\n", 4, "}", id="open-brace-at-the-end"),
        pytest.param("  a.line: {label: 行,\n    text: 文 text: 文}\n", 5, "}", id="later-line"),
        pytest.param("  a.line\n  a.check: {}\n", 4, "「:」がありません", id="no-colon"),
        pytest.param(
            "  a.line:\n    label 行\n    text: 文\n", 5, "「:」がありません", id="no-colon-in"
        ),
        pytest.param("  a.line: {}\n   a.check: {}\n", 5, "字下げ", id="too-far-in"),
        pytest.param("  a.line: {}\n a.check: {}\n", 5, "字下げ", id="not-far-enough-in"),
        pytest.param("  a.line: {label: 行: 目}\n", 4, "}", id="colon-in-a-value"),
        pytest.param("  a.line:\n    label: 行: 目\n", 5, "「: 」", id="colon-in-a-block-value"),
        pytest.param("  a.line: {label: @行}\n", 4, "引用符", id="at-sign"),
        pytest.param("  a.line: {label: `行}\n", 4, "引用符", id="backtick"),
        pytest.param("  a.line:\n    label: *行\n", 5, "引用符", id="star"),
        pytest.param("  a.line:\n    label: *other\n", 5, "引用符", id="unknown-alias"),
        pytest.param("  a.line:\n    label: !行 x\n", 5, "引用符|タグ", id="exclamation-mark"),
        pytest.param("  a.line:\n    label: %行\n", 5, "引用符", id="percent"),
        pytest.param('  a.line: {label: "a\\q"}\n', 4, "\\", id="unknown-escape"),
        pytest.param('  a.line: {label: "a\x01"}\n', 4, "制御文字", id="control-character"),
        pytest.param("  a.line:\n    label: |行\n      目\n", 5, "余分", id="text-after-a-bar"),
        pytest.param("  - a.line\n  a.check: {}\n", 5, "「- 」", id="list-and-keys"),
        pytest.param("  a.line: {}\n---\nitems: {}\n", 5, "二つ目", id="two-documents"),
        pytest.param("  ? [a.line]\n  : {}\n", 4, "キー", id="a-list-as-key"),
        pytest.param("  a.line: &a {label: 行}\n  a.check: *a\n", 5, "使い回す", id="alias"),
        pytest.param("  a.line: &a [*a]\n", 4, "使い回す", id="alias-of-itself"),
        pytest.param("  a.line: {label: !!set {a, b}}\n", 4, "タグ", id="set"),
        pytest.param("  a.line: {label: !!python/name:os.x y}\n", 4, "タグ", id="python"),
        pytest.param("  a.line: {width: !!float x}\n", 4, "型", id="tag-and-value"),
        pytest.param("  a.line: {}\n  a.line: {}\n", 5, "4行目", id="key-twice"),
    ],
)
def test_the_reason_and_the_line_to_mend(edition: Path, text: str, line: int, reason: str) -> None:
    edition.write_text(HEAD + text, encoding="utf-8")
    (fault,) = faults_of(edition)
    assert fault.startswith(f"{edition.name}:{line}: ")
    assert any(word in fault for word in reason.split("|"))
    assert not re.search(r"[a-z]{4,} [a-z]+ [a-z]+", fault), "not in Japanese"


def test_a_date_is_taken_as_it_is_written(edition: Path, small: Path) -> None:
    from pia_desktop.forms import load_form

    for written in ("2025-05-01", "2025-13-45"):
        edition.write_text(f"extends: {small.stem}\nedition: {written}\n", encoding="utf-8")
        assert load_form(edition).edition == written


def test_a_number_for_a_text_is_a_fault_with_the_remedy(edition: Path, small: Path) -> None:
    edition.write_text(f"extends: {small.stem}\nedition: 2027\n", encoding="utf-8")
    (fault,) = faults_of(edition)
    assert fault.startswith(f"{edition.name}:2: ")
    assert "引用符" in fault


@pytest.mark.parametrize(
    "encoding,word", [("cp932", "Shift_JIS"), ("utf-16", "UTF-16"), ("euc_jp", "UTF-8")]
)
def test_another_encoding_is_named_at_the_first_line_that_is_not_utf8(
    edition: Path, encoding: str, word: str
) -> None:
    edition.write_bytes("extends: youshiki3-small\nedition: 別の版\n".encode(encoding))
    (fault,) = faults_of(edition)
    assert word in fault
    assert fault.startswith(f"{edition.name}:{1 if encoding == 'utf-16' else 2}: ")


def test_a_mark_that_windows_editors_write_is_no_fault(edition: Path) -> None:
    from pia_desktop.forms import load_form

    edition.write_text("extends: youshiki3-small\r\nedition: 別の版\r\n", encoding="utf-8-sig")
    assert load_form(edition).edition == "別の版"


def test_an_empty_file_that_another_one_builds_on(edition: Path, small: Path) -> None:
    edition.write_text(f"extends: {small.stem}\nedition: 別の版\n", encoding="utf-8")
    small.write_bytes(b"")
    assert places_of(edition) == [f"{small.name}:1"]
