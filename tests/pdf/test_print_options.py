"""What a PDF shows on request: closer pages, a foot, a draft's title, changes with their pages."""

from __future__ import annotations

import re

import pytest

from pia_desktop.assessment import Assessment
from pia_desktop.assessment.document import Document
from pia_desktop.changes.comparison import since_published
from pia_desktop.errors import VersionError
from pia_desktop.pdf import PrintOptions, page_of_address, write_bundle, write_pdf
from pia_desktop.pdf.fonts import new_measure
from pia_desktop.sheets.approval import DRAFTING_ENTRIES, approval_sheet
from pia_desktop.sheets.pagination import page_height, paginate
from tests.office_printing import sample, squeeze
from tests.pdf.page_texts import page_texts

TITLES = ("課長",)


def texts(data: bytes) -> list[str]:
    return [squeeze(text) for text in page_texts(data)]


def page_named_for(item: str, data: bytes) -> str:
    """The text of the page that the list of changes names for an item."""
    pages = page_texts(data)
    index = next(page for page in pages if "変更した項目の一覧" in page)
    row = re.search(rf"{item}※? (\d+)$", index, re.M)
    assert row, index
    return squeeze(pages[int(row[1]) - 1])


@pytest.fixture(scope="module")
def changed() -> Assessment:
    """The sample, published, and then changed at both ends."""
    document = Document(sample("youshiki3"))
    document.publish("令和7年12月1日")
    document.set("business.content", "変更後の事務の内容である。")
    document.set("inquiry.method", "変更後の対応方法である。")
    return document.assessment


def test_sections_follow_one_another_where_that_is_wanted(changed: Assessment) -> None:
    apart, close = (
        texts(write_pdf(changed, options=PrintOptions(compact=c))) for c in (False, True)
    )
    assert len(close) < len(apart)
    without_figures = [re.sub(r"[\d/]", "", "".join(pages)) for pages in (apart, close)]
    assert sorted(without_figures[0]) == sorted(without_figures[1])
    titles = [squeeze(section.plain_title) for section in changed.form.sections[1:]]
    for page in close:  # no title stands alone at the end of a page
        assert not any(re.search(rf"{re.escape(title)}\d+/\d+$", page) for title in titles)
    assert "項目一覧" in close[1]
    assert titles[0] not in close[0]


def test_the_foot_names_the_business_and_the_section(changed: Assessment) -> None:
    answers = changed.answers
    foot = squeeze(f"{answers.get('business.name')}{answers.get('department.name')}")
    for page in texts(write_pdf(changed, options=PrintOptions(named_foot=True))):
        assert foot in page


def test_a_foot_that_is_too_long_stays_on_its_side(changed: Assessment) -> None:
    long = Assessment(changed.answers.copy(), figures=dict(changed.figures))
    long.answers.set("business.name", "とても長い名前の事務" * 8)
    pages = texts(write_pdf(long, options=PrintOptions(named_foot=True)))
    assert all("とても長い名前の事務" in page and "…" in page for page in pages)


def test_the_cover_is_marked_as_a_draft(changed: Assessment) -> None:
    pages = texts(write_pdf(changed, options=PrintOptions(titled_draft=True)))
    assert squeeze(f"{changed.form.title}（案）") in pages[0]
    assert not any("（案）" in page for page in pages[1:])


@pytest.mark.parametrize("options", [PrintOptions(), PrintOptions(compact=True, risk_list=True)])
def test_what_changed_is_listed_with_the_pages_of_this_pdf(
    changed: Assessment, options: PrintOptions
) -> None:
    wanted = PrintOptions(**{**vars(options), "changes_index": True})
    data = write_pdf(changed, TITLES, options=wanted)
    assert "変更後の事務の内容である。" in page_named_for("事務の内容", data)
    assert "変更後の対応方法である。" in page_named_for("対応方法", data)


def test_the_bundle_lists_the_pages_of_the_assessment_in_it(changed: Assessment) -> None:
    comparison = since_published(changed)
    data = write_bundle(comparison, TITLES, options=PrintOptions(changes_index=True))
    page = page_named_for("対応方法", data)
    assert "変更後の対応方法である。" in page
    assert "新旧対照表" not in page


def test_the_page_of_an_item_is_that_of_the_pdf_as_it_is_wanted(changed: Assessment) -> None:
    for options in (
        PrintOptions(compact=True),
        PrintOptions(risk_list=True, changes_index=True),
    ):
        pages = texts(write_pdf(changed, TITLES, options=options))
        (wanted,) = [n for n, page in enumerate(pages, 1) if "変更後の対応方法である。" in page]
        assert page_of_address(changed, "inquiry.method", TITLES, options) == wanted


def test_a_table_and_an_occurrence_stand_on_the_page_of_their_first_box() -> None:
    assessment = sample("youshiki4")
    pages = texts(write_pdf(assessment))
    first = squeeze(assessment.answers.get("changes[0].item"))
    (table,) = [n for n, page in enumerate(pages, 1) if "変更箇所" in page and first in page][-1:]
    assert page_of_address(assessment, "changes") == table
    second = page_of_address(assessment, "files[0].outsourcing[0].name")
    assert page_of_address(assessment, "files[0].outsourcing[0]") == second


def test_an_item_stands_on_its_own_page_and_not_on_that_of_the_risk_list() -> None:
    assessment, graded = sample("youshiki4"), "files[0].risk.obtain.purpose.enough"
    plain, listed = (
        page_of_address(assessment, graded, options=PrintOptions(risk_list=listed))
        for listed in (False, True)
    )
    assert listed == plain + 1


def test_without_a_published_state_nothing_can_be_listed() -> None:
    with pytest.raises(VersionError):
        write_pdf(sample("youshiki3"), options=PrintOptions(changes_index=True))


def test_the_page_for_the_decision_has_boxes_for_all_who_are_asked(changed: Assessment) -> None:
    titles = tuple(f"役職{n}" for n in range(10))
    options = PrintOptions(
        consulted=("総務課長", "財政課長", "情報政策課長"), proposal="公表してよいか。"
    )
    pages = texts(write_bundle(since_published(changed), titles, options=options))
    assert "変更した項目" in pages[0]  # all of the summary is on the one page
    assert "新旧対照表" in pages[1]
    for word in (*titles, "総務課長", "情報政策課長", "公表してよいか。", "文書番号", "保存期間"):
        assert word in pages[0]
    alone = texts(write_pdf(changed, TITLES))[0]
    assert "を別添のとおり公表してよろしいか伺います。" in alone
    assert "合議" in alone


def test_what_is_typed_into_the_page_for_the_decision_stands_there(changed: Assessment) -> None:
    typed = {name: f"（{label}の記載）" for name, label in DRAFTING_ENTRIES.items()}
    for options in (PrintOptions(entries=typed), PrintOptions(entries={"post": "主事"})):
        for page in (
            texts(write_pdf(changed, TITLES, options=options))[0],
            texts(write_bundle(since_published(changed), TITLES, options=options))[0],
        ):
            assert all(squeeze(text) in page for text in options.entries.values())
            assert ("令和年月日" in page) == (len(options.entries) == 1)
            assert "変更箇所" in page


def test_long_entries_are_whole_and_the_page_grows(changed: Assessment) -> None:
    """As far as one page has room; what is beyond any measure goes on over the next."""
    for length, pages in ((60, 1), (2500, None)):
        typed = {name: f"{label}{'長' * length}末" for name, label in DRAFTING_ENTRIES.items()}
        options = PrintOptions(entries=typed, proposal="伺" * length)
        sheet = approval_sheet(changed, TITLES, entries=options.entries, proposal=options.proposal)
        placed = paginate(sheet, new_measure())
        assert pages is None or len(placed) == pages
        height = page_height(sheet)
        assert all(sum(row.height for row in rows) <= height + 0.01 for rows in placed)
        drawn = "".join(cell.text for rows in placed for r in rows for cell in r.row.cells)
        for text in (options.proposal, *typed.values()):
            assert drawn.count(text[-1]) >= 1
        assert sum(drawn.count(char) for char in "長伺") >= length * (len(typed) + 1)
