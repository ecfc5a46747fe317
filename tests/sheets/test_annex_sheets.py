"""別紙 on paper: upright or across as the table needs, the head on every page, nothing cut."""

from __future__ import annotations

import itertools
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings

from pia_desktop.assessment import Assessment, new_assessment
from pia_desktop.pdf import write_pdf
from pia_desktop.sheets import grid, lay_out
from pia_desktop.sheets.annex_sheets import annex_sheets
from pia_desktop.sheets.grid_columns import fit_columns
from pia_desktop.sheets.model import Sheet
from tests.effort import effort
from tests.made_up_annexes import provisions, transfers, with_annexes
from tests.pdf.page_texts import page_texts
from tests.strategies import grids

FORM = "youshiki3-2025-05"


def with_(annexes: list[dict[str, Any]]) -> Assessment:
    assessment = new_assessment(FORM)
    assessment.answers.fill({"annexes": annexes})
    return assessment


def sheets_of(assessment: Assessment) -> list[Sheet]:
    (section,) = assessment.form.free_sections
    return [sheet for _number, sheets in annex_sheets(assessment, section) for sheet in sheets]


def pages_of(assessment: Assessment) -> list[str]:
    """The texts of the PDF's pages that hold annexes, without blanks and in plain letters."""
    pages = page_texts(write_pdf(assessment))
    texts = [unicodedata.normalize("NFKC", "".join(page.split())) for page in pages]
    first = next(n for n, text in enumerate(texts) if text.startswith("別紙"))
    return texts[first:]


def test_without_any_nothing_is_printed() -> None:
    with_one, without = with_([{}]), with_([])
    assert len(lay_out(with_one).sheets) == len(lay_out(without).sheets) + 1
    assert sheets_of(without) == []


@pytest.mark.parametrize("table, across", [(provisions(), False), (transfers(), True)])
def test_the_page_is_turned_where_the_columns_need_it(table: Any, across: bool) -> None:
    columns = fit_columns(table)
    assert columns.landscape == across
    assert columns.width == (grid.LANDSCAPE_WIDTH if across else grid.PORTRAIT_WIDTH)


def test_a_number_s_column_is_narrow_and_a_sentence_s_is_wide() -> None:
    edges = fit_columns(provisions()).edges
    widths = [right - left for left, right in itertools.pairwise(edges)]
    assert widths[0] < widths[1] <= widths[3]
    assert widths[3] == max(widths)


@settings(max_examples=effort(20, 2_000))
@given(grids())
def test_every_column_has_room_and_the_page_is_filled(table: Any) -> None:
    columns = fit_columns(table)
    assert all(a < b for a, b in zip(columns.edges, columns.edges[1:], strict=False))
    assert columns.width in (grid.PORTRAIT_WIDTH, grid.LANDSCAPE_WIDTH)
    assert len(columns.edges) == len(table["columns"]) + 1


def test_each_page_has_the_head_and_all_rows_are_there() -> None:
    pages = pages_of(with_([{"title": "別紙1 提供先一覧", "table": provisions()}]))
    assert len(pages) > 3
    assert all("提供先No.提供先法令上の根拠提供先における用途" in page for page in pages)
    text = "".join(pages)
    for row in provisions()["rows"]:
        assert unicodedata.normalize("NFKC", "".join(row[3].split()))[:20] in text


def test_the_head_is_repeated_only_behind_the_table_s_beginning() -> None:
    annex = {
        "title": "別紙1",
        "text": "長い文。\n" * 120,
        "table": {"columns": ["見出し"], "rows": []},
    }
    pages = pages_of(with_([annex]))
    assert ["見出し" in page for page in pages] == [False, False, True]


def test_a_title_without_a_number_stands_below_its_number() -> None:
    (page,) = pages_of(with_([{"title": "連絡体制", "text": "本文"}]))
    assert page.startswith("別紙1連絡体制本文")


def test_two_of_one_number_have_two_worksheets() -> None:
    names = [sheet.name for sheet in sheets_of(with_([{"title": "別紙1 a"}, {"title": "別紙1 b"}]))]
    assert names == ["別紙1", "別紙1(2)"]


def test_pictures_behind_a_table_have_a_page_of_their_own_upright() -> None:
    names = [(s.name, s.landscape, s.head is not None) for s in sheets_of(with_annexes())]
    assert names == [
        ("別紙1", False, True),
        ("別紙2の2", True, True),
        ("別紙3", False, True),
        ("別紙3の図", False, False),
    ]
