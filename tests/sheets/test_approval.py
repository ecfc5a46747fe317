"""The titles in the boxes of the 起案用紙, as a person writes them in a line."""

from __future__ import annotations

import pytest

from pia_desktop.assessment import new_assessment
from pia_desktop.errors import ExportError
from pia_desktop.sheets.approval import MAX_TITLES, approval_sheet, titles_of


@pytest.mark.parametrize("text", ["課長,係長,担当", "課長、係長、担当", " 課長 , 係長,担当 "])
def test_titles_are_set_apart_by_commas(text: str) -> None:
    assert titles_of(text) == ("課長", "係長", "担当")


def test_a_title_may_hold_a_space() -> None:
    assert titles_of("総務課 課長") == ("総務課 課長",)


@pytest.mark.parametrize("text", ["", "課長,,担当", ",".join(["係"] * (MAX_TITLES + 1))])
def test_none_an_empty_one_or_too_many_are_refused(text: str) -> None:
    with pytest.raises(ExportError, match=f"1から{MAX_TITLES}まで"):
        titles_of(text)
    assert len(titles_of(",".join(["係"] * MAX_TITLES))) == MAX_TITLES


def test_the_page_names_the_assessment_by_its_number_and_name() -> None:
    assessment = new_assessment("youshiki4-2025-05")
    assessment.answers.fill({"cover": {"number": "48", "name": "住民基本台帳に関する事務"}})
    sheet = approval_sheet(assessment, ("課長",))
    texts = [cell.text for block in sheet.blocks for row in block.rows for cell in row.cells]
    assert "48　住民基本台帳に関する事務" in texts
