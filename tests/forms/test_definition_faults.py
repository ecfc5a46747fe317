"""What a person gets wrong in a definition is refused with file and line, and all of it at once."""

import re
from pathlib import Path

import pytest

from pia_desktop.errors import DefinitionError, UnknownFormError
from pia_desktop.forms import load_form, load_form_by_id
from pia_desktop.forms.help import check_help, load_help
from tests.forms.faults import changed, copy_forms, faults_of, with_line

ITEM = '          - {id: "b.new", kind: line, label: 新しい項目}\n'


def test_the_small_form_has_no_fault(small: Path) -> None:
    with_line(small, ITEM)
    form = load_form(small)
    assert [item.id for item in form.items][-1] == "b.new"
    section = form.sections[0]
    assert (section.id, section.title, section.sheet) == ("first", "Ⅰ 最初", "Ⅰ最初")


@pytest.mark.parametrize("text", ["- 様式3\n", "様式3\n", "3\n"])
def test_a_file_that_is_no_mapping_says_so(small: Path, text: str) -> None:
    small.write_text(text, encoding="utf-8")
    assert any("「キー: 値」の組で書かれていません" in fault for fault in faults_of(small))


@pytest.mark.parametrize(
    "extra,said",
    [
        pytest.param("colour: 赤", "colour", id="unknown-key"),
        pytest.param("needed: {item: a.line.no}", "a.line.no", id="dangling-condition"),
        pytest.param("needed: {item: a.choice, is: [maybe]}", "maybe", id="no-such-option"),
        pytest.param(
            "needed: {item: a.choice, has: [agreed]}", "種別", id="condition-of-other-kind"
        ),
        pytest.param("needed: {item: a.choice, was: [agreed]}", "was", id="unknown-condition"),
        pytest.param("needed: {item: 'list[].name', is: [x]}", "別の繰り返し", id="other-repeat"),
        pytest.param("under: a.nothing", "a.nothing", id="unknown-parent"),
        pytest.param("options: yes_no", "選択肢は置けません", id="options-on-a-line"),
        pytest.param("important: maybe", "important", id="not-a-truth"),
        pytest.param("layout: round", "layout", id="unknown-layout"),
    ],
)
def test_fault_in_an_item_names_file_line_and_word(small: Path, extra: str, said: str) -> None:
    line = with_line(small, ITEM.replace("}", f", {extra}}}"))
    assert [f for f in faults_of(small) if f.startswith(f"{small.name}:{line}: ") and said in f]


@pytest.mark.parametrize(
    "item,said",
    [
        pytest.param('{id: "a.line", kind: line, label: 行}', "a.line", id="duplicate-id"),
        pytest.param('{id: "b.x", kind: choice, label: 選択}', "選択肢", id="choice-no-options"),
        pytest.param(
            '{id: "b.x", kind: choice, label: 選択, options: none}', "none", id="no-such-list"
        ),
        pytest.param('{id: "b.x", kind: slider, label: 棒}', "slider", id="unknown-kind"),
        pytest.param('{id: "b.x", label: 棒}', "種別", id="no-kind"),
        pytest.param('{id: "b.x", kind: line}', "label", id="missing-label"),
        pytest.param('{id: "none[].x", kind: line, label: 行}', "none[]", id="no-repeat-around"),
    ],
)
def test_fault_of_an_item_names_file_line_and_word(small: Path, item: str, said: str) -> None:
    line = with_line(small, f"          - {item}\n")
    faults = faults_of(small)
    assert len(faults) == 1
    assert faults[0].startswith(f"{small.name}:{line}: ")
    assert said in faults[0]


def test_yaml_key_twice(small: Path) -> None:
    line = with_line(small, ITEM.replace("}", ", label: もう一度}"))
    faults = faults_of(small)
    assert faults[0].startswith(f"{small.name}:{line}: ")
    assert "「label」が二度" in faults[0]


def test_option_twice_under_two_ids(small: Path) -> None:
    changed(small, "    refused: いいえ", "    refused: いいえ\n    never: いいえ")
    faults = faults_of(small)
    assert len(faults) == 1
    assert faults[0].startswith(f"{small.name}:9: ")
    assert "yes_no" in faults[0]
    assert f"{small.name}:8" in faults[0]


def test_options_that_would_be_one_key_in_an_answers_file(small: Path) -> None:
    changed(small, "    other: その他( )", "    other: その他( )\n    rest: その他")
    assert "同じ選択肢が二度" in faults_of(small)[0]


def test_empty_list_of_options(small: Path) -> None:
    line = changed(small, "    red: 赤\n    other: その他( )", "    {}")
    faults = faults_of(small)
    assert len(faults) == 1
    assert faults[0].startswith(f"{small.name}:{line - 1}: ")
    assert "a.checks" in faults[0]


def test_broken_yaml(small: Path) -> None:
    line = with_line(small, "          - {id: [\n")
    faults = faults_of(small)
    assert "YAMLとして読めません" in faults[0]
    assert int(faults[0].split(":")[1]) in (line, line + 1)


def test_not_utf8(small: Path) -> None:
    small.write_bytes(small.read_bytes() + "表".encode("cp932"))
    assert "UTF-8" in faults_of(small)[0]


@pytest.mark.parametrize("content", ["", "# 空です\n", "- 一覧\n", "ただの文\n"])
def test_no_definition_at_all(small: Path, content: str) -> None:
    small.write_text(content, encoding="utf-8")
    assert faults_of(small)[0].startswith(f"{small.name}:1: ")


@pytest.mark.parametrize("key", ["form", "name", "edition", "title", "sections"])
def test_missing_head(small: Path, key: str) -> None:
    text = small.read_text(encoding="utf-8")
    pattern = r"sections:\n(.|\n)*" if key == "sections" else rf"(?m)^{key}: .*\n"
    small.write_text(re.sub(pattern, "", text, count=1), encoding="utf-8")
    assert f"「{key}」がありません" in faults_of(small)[0]


def test_heading_without_items(small: Path) -> None:
    line = with_line(small, "      - title: 2. 空の見出し\n        items: []\n")
    faults = faults_of(small)
    assert faults[0].startswith(f"{small.name}:{line}: ")


def test_section_without_headings(small: Path) -> None:
    text = small.read_text(encoding="utf-8")
    small.write_text(text[: text.index("    headings:")], encoding="utf-8")
    (fault,) = faults_of(small)
    assert "headings" in fault


def test_extends_loop(small: Path) -> None:
    other = small.with_name("youshiki3-other.yaml")
    other.write_text(f"extends: {small.stem}\nedition: 別の版\n", encoding="utf-8")
    changed(small, "form: 様式3\n", "form: 様式3\nextends: youshiki3-other\n")
    faults = faults_of(other)
    assert faults[0].startswith(f"{other.name}:1: ")
    assert "輪" in faults[0]


def test_extends_what_is_not_there(small: Path) -> None:
    line = changed(small, "form: 様式3\n", "form: 様式3\nextends: youshiki3-none\n") + 1
    faults = faults_of(small)
    assert len(faults) == 1
    assert faults[0].startswith(f"{small.name}:{line}: ")
    assert "youshiki3-none.yaml" in faults[0]


def test_an_edition_says_something_of_an_item_that_the_form_has_not(small: Path) -> None:
    other = small.with_name("youshiki3-other.yaml")
    other.write_text(
        f'extends: {small.stem}\nedition: 別の版\nitems:\n  "a.gone": {{label: 行}}\n',
        encoding="utf-8",
    )
    faults = faults_of(other)
    assert faults == [f"{other.name}:4: 項目「a.gone」はこの様式にありません"]


def test_several_faults_are_all_listed(small: Path) -> None:
    """Of all sorts: what one reading finds is not hidden by what another found before."""
    option = changed(small, "    refused: いいえ", "    refused: いいえ\n    never: いいえ")
    lines = {
        "unknown-key": with_line(small, ITEM.replace("}", ", colour: 赤}")),
        "duplicate-id": with_line(small, '          - {id: "a.line", kind: line, label: 行}\n'),
        "dangling": with_line(
            small, '          - {id: "b.y", kind: line, label: 行, needed: {item: a.no, is: [x]}}\n'
        ),
        "no-options": with_line(small, '          - {id: "b.z", kind: choice, label: 選択}\n'),
        "unknown-kind": with_line(small, '          - {id: "b.k", kind: slider, label: 棒}\n'),
        "no-label": with_line(small, '          - {id: "b.l", kind: line}\n'),
        "key-twice": with_line(
            small, '          - {id: "b.t", kind: line, label: 行, label: 行}\n'
        ),
    }
    faults = faults_of(small)
    found = {int(fault.split(":")[1]) for fault in faults}
    assert set(lines.values()) <= found
    assert any(line in found for line in range(option - 2, option + 2))
    assert len(faults) == len(lines) + 1


def test_all_faults_stand_in_the_refusal(small: Path) -> None:
    for number in range(3):
        with_line(small, f'          - {{id: "b.k{number}", kind: slider, label: 棒}}\n')
    with pytest.raises(DefinitionError) as caught:
        load_form(small)
    for number in range(3):
        assert f"b.k{number}" in str(caught.value)


def test_a_condition_on_a_broken_item_is_no_second_fault(small: Path) -> None:
    with_line(small, '          - {id: "b.k", kind: slider, label: 棒}\n')
    with_line(
        small, '          - {id: "b.y", kind: line, label: 行, needed: {item: b.k, is: [x]}}\n'
    )
    assert len(faults_of(small)) == 1


@pytest.mark.parametrize(
    "file,old,new,said",
    [
        ("shared.yaml", "  accident:\n", "  accident:\n    again: 発生なし\n", "accident"),
        (
            "youshiki4-2018-05.yaml",
            '"files[].risk.outsourcing.none", ticked: false}}\n'
            '          - {id: "files[].risk.outsourcing.restriction"',
            '"files[].risk.outsourcing.nobody", ticked: false}}\n'
            '          - {id: "files[].risk.outsourcing.restriction"',
            "nobody",
        ),
    ],
)
def test_fault_in_a_shipped_definition_is_found_through_the_edition_that_extends_it(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    folder = copy_forms(tmp_path)
    changed(folder / file, old, new)
    faults = faults_of(folder / "youshiki4-2025-05.yaml")
    assert len(faults) == 1
    assert faults[0].startswith(f"{file}:")
    assert said in faults[0]


def test_unknown_form_names_those_that_there_are() -> None:
    with pytest.raises(UnknownFormError, match="youshiki3-2025-05"):
        load_form_by_id("youshiki5-2025-05")


@pytest.mark.parametrize("form_id", ["../forms/youshiki3-2025-05", "youshiki3-2025-05.yaml", ""])
def test_a_form_id_is_no_path(form_id: str) -> None:
    with pytest.raises(UnknownFormError):
        load_form_by_id(form_id)


def test_fault_in_the_help_names_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(
        '"a.line":\n  write: 書く\n  care: 気を付ける\n  example: 例\n'
        '"a.text":\n  write: 書く\n  care: 気を付ける\n  example: 例\n  extra: 余分\n',
        encoding="utf-8",
    )
    (tmp_path / "two.yaml").write_text('"a.line":\n  write: 書く\n', encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_help(tmp_path)
    faults = "\n".join(caught.value.faults)
    assert "one.yaml:9: 知らないキー「extra」" in faults
    assert "two.yaml:1: 「care」がありません" in faults
    assert "two.yaml:1: 項目「a.line」の説明が二度あります" in faults


def test_help_for_an_item_that_no_edition_has_is_a_fault_of_its_line(tmp_path: Path) -> None:
    folder = copy_forms(tmp_path)
    check_help(folder)
    path = folder / "help" / "cover.yaml"
    line = changed(path, '"cover.number":', '"cover.numbr":')
    with pytest.raises(DefinitionError) as caught:
        check_help(folder)
    (fault,) = caught.value.faults
    assert fault.startswith(f"cover.yaml:{line}: ")
    assert "「cover.number」の書き誤り" in fault
