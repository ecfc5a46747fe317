"""The printed order with its repeats written out, and the wizard's pages that follow it."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pia_desktop.assessment import Answers, from_json, new_assessment
from pia_desktop.files.paths import resources_dir
from pia_desktop.forms.addresses import indices, item_id
from pia_desktop.forms.outline import build_outline, page_of, wizard_pages
from tests.strategies import FORM_IDS

SAMPLES = ("youshiki3", "youshiki4")


def leaves(value: Any, address: str = "") -> list[str]:
    """The address of every value in an answers file, as the file nests them."""
    if isinstance(value, dict):
        found = []
        for key, inner in value.items():
            if not key.startswith("_"):
                found += leaves(inner, f"{address}.{key}" if address else key)
        return found
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [a for i, inner in enumerate(value) for a in leaves(inner, f"{address}[{i}]")]
    return [address]


def box(answers: Answers, address: str) -> str:
    """The place that an address of the file belongs to: checks, figures and tables are one."""
    places = {place.address for place in answers.places()}
    while address and address not in places:
        address = address[: max(address.rfind("."), address.rfind("["), 0)]
    return address


@pytest.fixture(params=SAMPLES)
def sample(request: pytest.FixtureRequest) -> Answers:
    return from_json(resources_dir() / "sample" / f"{request.param}.json").answers


@pytest.fixture
def real(real_file: Path) -> Answers:
    return from_json(real_file).answers


def assert_order(answers: Answers) -> None:
    """Each place once; sections as printed; an occurrence whole before the next one begins."""
    walked = list(answers.places())
    counts = Counter(place.address for place in walked)
    assert [address for address, number in counts.items() if number > 1] == []
    order = {item.id: number for number, item in enumerate(answers.form.all_items)}
    table_like = {"table"}
    last: dict[tuple[str, tuple[int, ...]], int] = {}
    for place in walked:
        wanted = (
            place.item.id.removesuffix("[]") if place.item.kind in table_like else place.item.id
        )
        assert item_id(place.address) == wanted
        assert indices(place.address) == place.numbers
        # Within one occurrence the items come as the catalogue lists them.
        around = (place.section.id, place.numbers)
        assert order[place.item.id] > last.get(around, -1), place.address
        last[around] = order[place.item.id]
    sections = [place.section.id for place in walked]
    firsts = list(dict.fromkeys(sections))
    assert firsts == [s.id for s in answers.form.all_sections if s.id in firsts]
    assert sections == sorted(sections, key=firsts.index)
    for section in set(sections):
        inside = [p.numbers[:1] for p in walked if p.section.id == section and p.numbers]
        runs = [n for i, n in enumerate(inside) if i == 0 or inside[i - 1] != n]
        if answers.form.by_id.get("files[]") and section in ("file", "records", "risk"):
            assert runs == sorted(set(runs))


def test_places_of_a_sample_stand_in_printed_order(sample: Answers) -> None:
    assert_order(sample)


def test_places_of_a_real_assessment_stand_in_printed_order(real: Answers) -> None:
    assert_order(real)


def test_every_answer_of_a_real_assessment_has_its_place(real: Answers) -> None:
    tree = {k: v for k, v in real.to_json().items() if k not in ("form", "edition")}
    addresses = leaves(tree)
    assert len(addresses) > 100
    assert [address for address in addresses if not box(real, address)] == []


def assert_pages(answers: Answers) -> None:
    """Keys are unique, and each box stands on exactly one page, in printed order."""
    all_pages = wizard_pages(answers)
    keys = Counter(page.key for page in all_pages)
    assert [key for key, number in keys.items() if number > 1] == []
    walked = [place.address for place in answers.places() if place.item.answerable]
    shown = [p.address for page in all_pages for p in page.places if p.item.answerable]
    assert Counter(shown) == Counter(walked)
    for section in answers.form.all_sections:
        own = [p.address for p in answers.places() if p.section is section and p.item.answerable]
        on_pages = [
            place.address
            for page in all_pages
            if page.section is section
            for place in page.places
            if place.item.answerable
        ]
        assert on_pages == own
    for page in all_pages:
        assert page.title.strip()
        assert page.trail[0] == page.section.title


def test_pages_of_a_sample(sample: Answers) -> None:
    assert_pages(sample)


def test_pages_of_a_real_assessment(real: Answers) -> None:
    assert_pages(real)


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_pages_of_an_empty_assessment(form_id: str) -> None:
    answers = new_assessment(form_id).answers
    assert_pages(answers)
    sections = list(dict.fromkeys(page.section.id for page in wizard_pages(answers)))
    # Without a file, 記録項目 and Ⅲ have no page; Ⅱ is where a file is added.
    assert "file" in sections
    assert {"records", "risk"} & set(sections) == set()


def test_pages_of_files_of_which_some_are_empty() -> None:
    answers = Answers.read(
        new_assessment("youshiki4-2025-05").form,
        {"systems": [{}, {"name": "台帳"}], "files": [{}, {"outsourcing": [{}, {}]}, {}]},
    )
    assert_pages(answers)
    titles = [page.title for page in wizard_pages(answers)]
    assert "システム1" in titles
    assert "システム2　台帳" in titles
    assert titles.count("委託事項2") == 1


def test_a_page_keeps_its_key_when_answers_change() -> None:
    answers = new_assessment("youshiki3-2025-05").answers
    before = [page.key for page in wizard_pages(answers)]
    answers.set("cover.name", "名前")
    answers.insert("systems", 0, {"name": "台帳"})
    after = [page.key for page in wizard_pages(answers)]
    assert [key for key in after if key in before] == before
    assert len(after) == len(before) + 1


def test_navigator_leads_to_every_page_and_each_entry_to_one(sample: Answers) -> None:
    nodes = build_outline(sample)
    assert [node.title for node in nodes] == [section.title for section in sample.form.all_sections]
    for node in nodes:
        assert node.first_page is next(node.pages())


@pytest.mark.parametrize(
    "address,title",
    [
        ("business.name", "1. 特定個人情報ファイルを取り扱う事務"),
        ("systems[0].name", "システム1"),
        ("files[0].outsourcing[0].content", "委託事項1"),
        ("files[0].risk.storage.enough", "7. 特定個人情報の保管・消去"),
        ("changes[0].before", "(別添3) 変更箇所"),
        ("systems", "2. 特定個人情報ファイルを取り扱う事務において使用するシステム"),
        ("files", "Ⅱ 特定個人情報ファイルの概要"),
    ],
)
def test_page_of_an_address(address: str, title: str) -> None:
    answers = Answers.read(
        new_assessment("youshiki4-2025-05").form,
        {"systems": [{}], "files": [{"outsourcing": [{}]}], "changes": [{"date": "令和7年5月1日"}]},
    )
    page = page_of(wizard_pages(answers), address)
    assert page is not None
    assert page.title == title


def test_no_page_for_an_address_that_is_not_there() -> None:
    all_pages = wizard_pages(new_assessment("youshiki3-2025-05").answers)
    assert page_of(all_pages, "nothing") is None
    # What stood in an occurrence that is gone leads to the page where one is added.
    gone = page_of(all_pages, "systems[3].name")
    assert gone is page_of(all_pages, "systems")
