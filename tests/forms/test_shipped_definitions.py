"""The four editions that are shipped say what the official forms print, and help with each box."""

import re
from pathlib import Path

import pytest

from pia_desktop.forms import form_ids, load_form_by_id, newest_edition
from pia_desktop.forms.catalogue import CATALOGUE_HEAD, catalogue_rows
from pia_desktop.forms.help import load_help
from tests.locations import REFERENCE, official_catalogue
from tests.strategies import FORM_IDS

FOUR = "4情報(氏名、性別、生年月日、住所)"
FIVE = "5情報(氏名、氏名の振り仮名、性別、生年月日、住所)"

every_form = pytest.mark.parametrize("form_id", FORM_IDS)


# The official forms that there are so far: a new edition is added, none is taken away.
OFFICIAL = {
    f"youshiki{number}-{month}": f"様式{number} {name}（{edition}）"
    for number, name in (("3", "重点項目評価書"), ("4", "全項目評価書"))
    for month, edition in (("2018-05", "平成30年5月"), ("2025-05", "令和7年5月"))
}


@pytest.mark.parametrize("form_id", OFFICIAL)
def test_each_official_edition_is_there_by_its_name(form_id: str) -> None:
    assert form_id in form_ids()
    assert load_form_by_id(form_id).display_name == OFFICIAL[form_id]


@every_form
def test_definition_loads_and_says_its_form_and_edition(form_id: str) -> None:
    form = load_form_by_id(form_id)
    number = form_id.removeprefix("youshiki").partition("-")[0]
    assert form.id == form_id
    assert form.form == f"様式{number}"
    assert form.edition
    assert form.form in form.display_name
    assert form.edition in form.display_name


def test_no_two_editions_go_by_the_same_name() -> None:
    names = [load_form_by_id(form_id).display_name for form_id in FORM_IDS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("number", [3, 4])
def test_items_of_2025_05_equal_the_catalogue(number: int) -> None:
    catalogue = REFERENCE / f"items-youshiki{number}.tsv"
    if not catalogue.is_file():
        pytest.skip(f"no catalogue in {REFERENCE}")
    wanted = [tuple(line[:7]) for line in official_catalogue(number)]
    assert list(catalogue_rows(load_form_by_id(f"youshiki{number}-2025-05"))) == wanted


@pytest.mark.parametrize("number", [3, 4])
def test_2018_05_differs_in_the_4情報_option_alone(number: int) -> None:
    old = list(catalogue_rows(load_form_by_id(f"youshiki{number}-2018-05")))
    new = list(catalogue_rows(load_form_by_id(f"youshiki{number}-2025-05")))
    differing = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    assert len(differing) == 1
    (before, after), options = differing[0], CATALOGUE_HEAD.index("選択肢")
    assert before[2] == "files[].record_main"
    assert before[options].count(FOUR) == 1
    assert before[options].replace(FOUR, FIVE) == after[options]
    assert (*before[:options], *before[options + 1 :]) == (*after[:options], *after[options + 1 :])


@every_form
def test_an_item_of_both_forms_is_the_same_thing(form_id: str) -> None:
    """A 様式3 can be carried on as a 様式4: what an item holds is the same in both."""
    other = load_form_by_id(form_id.replace("youshiki3", "youshiki4")).by_id
    for item in load_form_by_id(form_id).items:
        twin = other.get(item.id)
        # 実施の有無 of 監査 and the 教育 of 様式3 are a section of 様式4.
        if twin is not None:
            assert twin.kind == item.kind, item.id


@every_form
def test_iii_7_重大事故_is_exempt_from_重要な変更(form_id: str) -> None:
    form = load_form_by_id(form_id)
    accident = [i for i in form.items if i.id.startswith("files[].risk.storage.accident")]
    assert len(accident) == 3
    assert not any(item.important for item in accident)
    assert form.by_id["files[].risk.storage.enough"].important


@every_form
def test_every_item_that_a_重要な変更_is_about_is_printed_under_a_mark(form_id: str) -> None:
    """In its own label, its heading or its section, as a reader of the paper sees it."""
    for section in load_form_by_id(form_id).sections:
        for heading in section.headings:
            for item in heading.items:
                printed = (section.title, heading.title, item.label)
                assert not item.important or any("※" in text for text in printed), item.id


@every_form
def test_printed_words_have_half_width_digits_and_brackets(form_id: str) -> None:
    """One way throughout (docs/decisions/0040-half-width-form-words.md)."""
    form = load_form_by_id(form_id)
    words = [form.title, *(section.title for section in form.sections)]
    words += [heading.title for section in form.sections for heading in section.headings]
    words += [item.label for item in form.items]
    words += [option.label for item in form.items for option in item.options]
    assert [word for word in words if re.search("[０-９（）．［］]", word)] == []


@every_form
def test_every_box_and_every_repeat_has_help(form_id: str) -> None:
    helped = load_help()
    form = load_form_by_id(form_id)
    wanted = {i.id for i in form.all_items if i.answerable or i.kind == "repeat"}
    assert wanted - set(helped) == set()


def test_no_help_is_for_an_item_that_no_form_has() -> None:
    known = {item.id for form_id in FORM_IDS for item in load_form_by_id(form_id).all_items}
    assert set(load_help()) - known == set()


def test_help_says_what_belongs_there_what_to_look_out_for_and_an_example() -> None:
    for item_id, helped in load_help().items():
        for part in (helped.write, helped.care, helped.example):
            assert part.strip(), item_id
        assert helped.write != helped.example


@pytest.mark.parametrize(
    "item_id,words",
    [
        ("cover.name", ["【令和8年3月31日 終了】", "3年間"]),
        ("cover.remarks", ["切替え"]),
        ("cover.publication_date", ["規則第13条", "公表しないことができる", "努める"]),
        ("files[].outsourcing_count", ["別紙"]),
        ("files[].sharing_exists", ["別紙", "合わせた数"]),
        ("threshold.staff", ["委託"]),
        ("threshold.accident", ["3年", "1年", "最新の指針"]),
    ],
)
def test_help_says_what_the_rules_say_beside_the_form(item_id: str, words: list[str]) -> None:
    helped = load_help()[item_id]
    text = helped.write + helped.care + helped.example
    assert [word for word in words if word not in text] == []


def test_a_definition_that_changes_on_disk_is_read_anew(small: Path) -> None:
    from pia_desktop.forms import load_form

    assert load_form(small).title == "試験用の様式"
    text = small.read_text(encoding="utf-8")
    small.write_text(text.replace("試験用の様式", "直した様式"), encoding="utf-8")
    assert load_form(small).title == "直した様式"


def test_the_newest_edition_is_of_the_same_form(tmp_path: Path) -> None:
    for name in (
        "youshiki3-2018-05",
        "youshiki3-2027-04",
        "youshiki3-2025-05",
        "youshiki4-2030-01",
    ):
        (tmp_path / f"{name}.yaml").touch()
    for form_id in ("youshiki3-2018-05", "youshiki3-2027-04"):
        assert newest_edition(form_id, tmp_path) == "youshiki3-2027-04"
    assert newest_edition("youshiki4-2018-05", tmp_path) == "youshiki4-2030-01"
