"""An edition that extends another: its faults are at its own lines, the base's at the base's."""

from __future__ import annotations

from pathlib import Path

import pytest

from pia_desktop.forms import load_form
from tests.forms.faults import changed, copy_forms, faults_of, places_of


@pytest.fixture
def edition(small: Path) -> Path:
    """The file of an edition that extends the small form: its head is three lines."""
    path = small.with_name("youshiki3-edition.yaml")
    path.write_text(f"# 別の版\nextends: {small.stem}\nedition: 別の版\n", encoding="utf-8")
    return path


def extended(edition: Path, text: str) -> Path:
    edition.write_text(edition.read_text(encoding="utf-8") + text, encoding="utf-8")
    return edition


def test_an_edition_changes_labels_and_items(edition: Path) -> None:
    extended(
        edition,
        "options:\n  yes_no:\n    agreed: はい、する\n"
        'items:\n  "a.line": {label: 別の行, required: false}\n',
    )
    form = load_form(edition)
    assert form.edition == "別の版"
    assert [option.label for option in form.by_id["a.choice"].options] == ["はい、する", "いいえ"]
    assert (form.by_id["a.line"].label, form.by_id["a.line"].required) == ("別の行", False)


@pytest.mark.parametrize(
    "text,line,word",
    [
        ("options:\n  yes_no:\n    agred: はい\n", 6, "「agreed」の書き誤り"),
        ("options:\n  yesno: {agreed: はい}\n", 5, "「yes_no」の書き誤り"),
        ("options:\n  yes_no: {agreed: いいえ}\n", 5, "同じ選択肢が二度"),
        ("options:\n  yes_no: [はい]\n", 5, "yes_no"),
        ('items:\n  "a.lin": {label: 行}\n', 5, "「a.line」の書き誤り"),
        ('items:\n  "a.line":\n    label: 行\n    kind: lien\n', 7, "「line」の書き誤り"),
        ('items:\n  "a.line":\n    labell: 行\n', 6, "「label」の書き誤り"),
        ('items:\n  "a.line":\n    label: ""\n', 6, "「label」が空"),
        ('items:\n  "a.line":\n    width: abc\n', 6, "width"),
        ('items:\n  "a.line":\n    width: 101\n', 6, "100まで"),
        ('items:\n  "a.line":\n    required: たぶん\n', 6, "true か false"),
        ('items:\n  "a.line":\n    label: [行]\n', 6, "文字列"),
        ('items:\n  "a.line":\n    id: a.other\n', 6, "知らないキー「id」"),
        ('items:\n  "a.choice":\n    options: yes_on\n', 6, "「yes_no」の書き誤り"),
        ('items:\n  "a.choice":\n    kind: line\n', 6, "選択肢は置けません"),
        ('items:\n  "a.line":\n    label: 行\n    kind: choice\n', 7, "選択肢がありません"),
        ('items:\n  "a.line":\n    kind: repeat\n', 6, "[]"),
        ('items:\n  "a.check":\n    under: a.lin\n', 6, "「a.line」の書き誤り"),
        ('items:\n  "a.line":\n    under: a.check\n', 6, "前"),
        ('items:\n  "a.line":\n    beside: a.line\n', 6, "前"),
        ('items:\n  "a.line": {needed: {}}\n', 5, "どれか一つ"),
        ('items:\n  "a.line":\n    needed:\n      item: a.chioce\n', 7, "「a.choice」の書き誤り"),
        ('items:\n  "a.line":\n    needed: {item: a.line, is: [x]}\n', 6, "自分"),
        (
            'items:\n  "a.line":\n    needed:\n      any:\n'
            "        - {item: a.check, ticked: true}\n"
            "        - item: a.choice\n          is:\n            - agreed\n            - agred\n",
            12,
            "「agreed」の書き誤り",
        ),
        (
            'items:\n  "a.line":\n    needed:\n      item: a.choice\n      has: [agreed]\n',
            8,
            "種別",
        ),
        (
            'items:\n  "a.line":\n    needed: {item: a.choice, is: [agreed], is_not: [refused]}\n',
            6,
            "どれか一つ",
        ),
        (
            'items:\n  "a.line":\n    needed: {item: a.check, any: [{item: a.check}]}\n',
            6,
            "どれか一つ",
        ),
        ('items:\n  "a.line":\n    needed:\n      all: []\n', 7, "空"),
        ('items:\n  "a.line":\n    needed:\n      item: a.choice\n      is: [true]\n', 8, "文字列"),
        ("itmes: {}\n", 4, "「items」の書き誤り"),
        ("items: []\n", 4, "items"),
        ("add:\n  sections: {}\n", 5, "知らないキー"),
    ],
)
def test_one_fault_at_the_line_of_the_edition_that_caused_it(
    edition: Path, text: str, line: int, word: str
) -> None:
    (fault,) = faults_of(extended(edition, text))
    assert fault.startswith(f"{edition.name}:{line}: ")
    assert word in fault


def test_a_fault_of_the_base_is_at_the_base(small: Path, edition: Path) -> None:
    line = changed(small, "kind: check, ", "kind: chek, ")
    extended(edition, 'items:\n  "a.check": {label: 別の文言}\n')
    assert places_of(edition) == [f"{small.name}:{line}"]


def test_the_last_file_that_says_a_value_is_the_one_to_mend(small: Path, edition: Path) -> None:
    extended(edition, 'items:\n  "a.line":\n    label: 中の版\n    layout: wide\n')
    last = edition.with_name("youshiki3-last.yaml")
    last.write_text(
        f'extends: {edition.stem}\nedition: 最後の版\nitems:\n  "a.line": {{text: 文}}\n', "utf-8"
    )
    item = load_form(last).by_id["a.line"]
    assert (item.label, item.layout, item.text) == ("中の版", "wide", "文")
    changed(edition, "layout: wide", "under: a.nothing")
    assert places_of(last) == [f"{edition.name}:7"]


@pytest.mark.parametrize("key", ["extends", "shared"])
def test_a_file_that_is_not_there_is_a_fault_of_the_line_that_names_it(
    edition: Path, key: str
) -> None:
    text = edition.read_text(encoding="utf-8")
    line = 2 if key == "extends" else 4
    name = "youshiki3-smal" if key == "extends" else "shred.yaml"
    text = text.replace("youshiki3-small", name) if key == "extends" else f"{text}shared: {name}\n"
    edition.write_text(text, encoding="utf-8")
    (fault,) = faults_of(edition)
    assert fault.startswith(f"{edition.name}:{line}: ")
    assert name in fault
    assert ("「youshiki3-small.yaml」の書き誤り" in fault) == (key == "extends")


@pytest.mark.parametrize("line", ['"extends": youshiki3-small', "extends :   'youshiki3-small'"])
def test_what_a_file_extends_is_found_however_it_is_written(edition: Path, line: str) -> None:
    text = edition.read_text(encoding="utf-8").replace("extends: youshiki3-small", line)
    edition.write_text(f"{text}# 終わり\n", encoding="utf-8")
    assert load_form(edition).edition == "別の版"
    edition.write_text("{extends: youshiki3-small, edition: 一行の版}\n", encoding="utf-8")
    assert load_form(edition).edition == "一行の版"


def test_a_remark_behind_extends_is_no_part_of_it(edition: Path) -> None:
    changed(edition, "youshiki3-small", "youshiki3-small  # 元の版")
    assert load_form(edition).edition == "別の版"


def test_a_circle_of_editions_is_a_fault_of_the_first_in_it(small: Path, edition: Path) -> None:
    changed(small, "form: 様式3\n", f"form: 様式3\nextends: {edition.stem}\n")
    outside = edition.with_name("youshiki3-outside.yaml")
    outside.write_text(f"extends: {small.stem}\nedition: 外の版\n", encoding="utf-8")
    (fault,) = faults_of(outside)
    assert fault.startswith(f"{small.name}:2: ")
    assert f"{small.stem} → {edition.stem} → {small.stem}" in fault
    edition.write_text(f"extends: {edition.stem}\nedition: 別の版\n", encoding="utf-8")
    assert places_of(edition) == [f"{edition.name}:1"]


def test_an_edition_without_a_name_of_its_own(edition: Path) -> None:
    changed(edition, "edition: 別の版\n", "name: 別の名\n")
    (fault,) = faults_of(edition)
    assert "「edition」がありません" in fault


def test_the_fault_of_one_place_hides_no_other(edition: Path) -> None:
    extended(
        edition,
        "options:\n  yes_no: {agred: x}\n  colors: {red: 赤}\n"
        'items:\n  "a.line": {labell: x}\n  "a.gone": {label: x}\n'
        '  "a.check": {needed: {item: a.gone, ticked: true}}\n'
        '  "list[]": {kind: slider}\n',
    )
    assert places_of(edition) == [f"{edition.name}:{line}" for line in (5, 6, 8, 9, 10, 11)]


def test_what_refers_to_an_item_without_a_place_has_no_fault_of_its_own(edition: Path) -> None:
    extended(
        edition,
        'add:\n  items:\n    "a.one": {kind: check, label: 一, after: a.nothing}\n'
        '    "a.two": {kind: line, label: 二, after: a.one}\n'
        'items:\n  "a.line": {needed: {item: a.one, ticked: true}}\n',
    )
    assert places_of(edition) == [f"{edition.name}:6"]


def test_faults_in_the_file_that_several_forms_share(tmp_path: Path) -> None:
    folder = copy_forms(tmp_path)
    line = changed(folder / "shared.yaml", "{kind: line, label: 評価書番号,", "{kid: line,")
    faults = faults_of(folder / "youshiki3-2025-05.yaml")
    form_line = (folder / "youshiki3-2018-05.yaml").read_text("utf-8").splitlines()
    at = form_line.index('          - "cover.number"') + 1
    assert faults[0].startswith(f"youshiki3-2018-05.yaml:{at}: ")
    assert any(fault.startswith(f"shared.yaml:{line}: ") for fault in faults)
    assert all("cover.number" in fault or "「kid」" in fault for fault in faults)


def test_items_without_the_file_that_says_what_they_are_are_one_fault(tmp_path: Path) -> None:
    folder = copy_forms(tmp_path)
    changed(folder / "youshiki4-2018-05.yaml", "shared: shared.yaml\n", "")
    (fault,) = faults_of(folder / "youshiki4-2025-05.yaml")
    assert fault.startswith("youshiki4-2018-05.yaml:")
    assert "「shared」がありません" in fault


def test_what_an_edition_adds_stands_at_its_place(small: Path, edition: Path) -> None:
    extended(
        edition,
        "add:\n  options:\n"
        "    colours:\n      blue: {label: 青, before: other}\n      white: 白\n"
        "      pink: {label: 桃, after: red}\n"
        "    sizes: {large: 大, small: 小}\n"
        "  items:\n"
        '    "a.size": {kind: choice, label: 大きさ, options: sizes, after: a.choice}\n'
        '    "a.why": {kind: text, label: 理由, after: a.size,'
        " needed: {item: a.size, is: [large]}}\n"
        '    "a.first": {kind: line, label: 初め, before: a.line}\n'
        '    "list[].note": {kind: line, label: 注, after: "list[].name"}\n',
    )
    form = load_form(edition)
    assert [item.id for item in form.items] == [
        *("a.first", "a.line", "a.choice", "a.size", "a.why", "a.checks", "a.check"),
        *("list[]", "list[].name", "list[].note"),
    ]
    assert [o.id for o in form.by_id["a.checks"].options] == [
        *("red", "pink", "blue", "other", "white")
    ]
    assert [o.label for o in form.by_id["a.size"].options] == ["大", "小"]
    last = edition.with_name("youshiki3-last.yaml")
    last.write_text(
        f"extends: {edition.stem}\nedition: 最後の版\noptions:\n  sizes: {{large: 特大}}\n"
        'items:\n  "a.size": {label: 寸法}\n',
        encoding="utf-8",
    )
    size = load_form(last).by_id["a.size"]
    assert (size.label, size.options[0].label) == ("寸法", "特大")


@pytest.mark.parametrize(
    "text,line,word",
    [
        ("  options:\n    colours: {red: 赤}\n", 6, "もうあります"),
        ("  options:\n    colours: {blue: その他}\n", 6, "同じ選択肢が二度"),
        (
            "  options:\n    colours:\n      blue:\n        label: 青\n        after: redd\n",
            9,
            "「red」",
        ),
        (
            "  options:\n    colours:\n      blue: {label: 青, after: red, before: other}\n",
            7,
            "before",
        ),
        ("  options:\n    colours:\n      blue: {after: red}\n", 7, "label"),
        ("  options:\n    colour: {blue: 青}\n", 6, "「colours」の書き誤り"),
        ("  options:\n    sizes: {}\n", 6, "sizes"),
        ('  items:\n    "a.line": {kind: line, label: 行, after: a.check}\n', 6, "二度"),
        ('  items:\n    "a.new": {kind: line, label: 行}\n', 6, "after"),
        (
            '  items:\n    "a.new": {kind: line, label: 行, after: a.line, before: a.line}\n',
            6,
            "before",
        ),
        (
            '  items:\n    "a.new":\n      kind: line\n      label: 行\n      after: a.lin\n',
            9,
            "「a.line」",
        ),
        ('  items:\n    "a.new": {kind: line, after: a.line}\n', 6, "label"),
        ('  items:\n    "a.new": {label: 行, after: a.line}\n', 6, "種別"),
        ('  items:\n    "a new": {kind: line, label: 行, after: a.line}\n', 6, "使えません"),
        ('  items:\n    "a.line.x": {kind: line, label: 行, after: a.line}\n', 6, "続き"),
        ('  items:\n    "b.new": {kind: line, label: 行, after: "list[]"}\n', 6, "間"),
        ('  items:\n    "list[].x": {kind: line, label: 行, after: a.line}\n', 6, "離れて"),
        ('  items:\n    "rows[].x": {kind: line, label: 行, after: a.line}\n', 6, "繰り返し"),
    ],
)
def test_one_fault_at_the_line_of_what_is_added_wrongly(
    edition: Path, text: str, line: int, word: str
) -> None:
    (fault,) = faults_of(extended(edition, f"add:\n{text}"))
    assert fault.startswith(f"{edition.name}:{line}: ")
    assert word in fault


@pytest.mark.parametrize(
    "item,word",
    [
        ('"z": {kind: line, label: 行, after: "files[].name"}', "files[]"),
        ('"files[].z": {kind: line, label: 行, after: cover.name}', "離れて"),
        ('"files[].risk.z": {kind: line, label: 行, after: inquiry.contact}', "離れて"),
    ],
)
def test_what_is_repeated_for_each_file_stands_in_the_sections_of_files(
    tmp_path: Path, item: str, word: str
) -> None:
    path = copy_forms(tmp_path) / "youshiki3-2027-04.yaml"
    path.write_text(
        f"extends: youshiki3-2025-05\nedition: 令和9年4月\nadd:\n  items:\n    {item}\n", "utf-8"
    )
    (fault,) = faults_of(path)
    assert fault.startswith(f"{path.name}:5: ")
    assert word in fault


def test_sections_and_sheets_have_names_of_their_own(small: Path) -> None:
    text = small.read_text(encoding="utf-8")
    section = text[text.index("  - id: first") :].replace('"a.', '"b.').replace("list[]", "rows[]")
    small.write_text(text + section, encoding="utf-8")
    first = text.count("\n") + 1
    assert places_of(small) == [f"{small.name}:{first}", f"{small.name}:{first + 2}"]


@pytest.mark.parametrize(
    "before,after,fault",
    [
        ("    sheet: Ⅰ最初\n", "", "「sheet」がありません"),
        ("    sheet: Ⅰ最初\n", "    sheet: Ⅰ最初\n    printed: false\n", "「sheet」は置けません"),
    ],
)
def test_a_printed_section_has_a_sheet_and_one_beside_the_form_has_none(
    small: Path, before: str, after: str, fault: str
) -> None:
    text = small.read_text("utf-8")
    assert before in text
    small.write_text(text.replace(before, after, 1), "utf-8")
    (found,) = faults_of(small)
    assert fault in found
