"""Tables of templates whose day is merged over several changes, filled in with other rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pia_desktop.assessment import Assessment
from pia_desktop.excel.importer import read_workbook
from pia_desktop.excel.template_filling import fill_template
from tests.excel.foreign_kinds import merged_dates, sheet_with
from tests.excel.office_book import office_book, plain_style, sample_slice
from tests.locations import SAMPLES
from tests.office_printing import reopened

DAYS = ("令和7年4月1日", "令和7年4月1日", "令和7年4月1日", "令和7年6月1日")
ROWS: list[dict[str, Any]] = [
    {
        "date": day,
        "item": f"Ⅰ {number}",
        "before": "前",
        "after": "後",
        "timing": "事後",
        "reason": "",
    }
    for number, day in enumerate(DAYS)
]
OTHER_DAYS = [{**ROWS[0], "date": "令和8年1月1日"}, {**ROWS[1], "date": "令和8年2月1日"}, ROWS[3]]
MORE = [{**ROWS[0], "item": f"Ⅱ {number}"} for number in range(7)]


def merged_template(folder: Path) -> tuple[Path, Assessment]:
    """A workbook with one day over three changes, and the assessment in it."""
    form, answers = sample_slice(SAMPLES / "youshiki3.json", 3, small=True)
    book = office_book(form, answers | {"changes": ROWS}, plain_style(3)).workbook
    merged_dates(book)
    book.save(folder / "昨年.xlsx")
    return folder / "昨年.xlsx", read_workbook(folder / "昨年.xlsx").assessment


@pytest.mark.parametrize("rows", [OTHER_DAYS, MORE], ids=["other days", "more rows"])
def test_a_day_over_several_changes_gives_each_its_own(
    rows: list[dict[str, Any]], tmp_path: Path
) -> None:
    path, assessment = merged_template(tmp_path)
    assessment.answers.set("changes", rows)
    filled = fill_template(assessment, path)
    again = tmp_path / "今年.xlsx"
    again.write_bytes(filled.data)
    assert filled.missing == ()
    assert read_workbook(again).assessment.answers.get("changes") == rows
    sheet = sheet_with(reopened(filled.data), "変更箇所")
    days = [sheet.cell(3 + number, 1) for number in range(len(rows))]
    assert [day.value for day in days] == [row["date"] for row in rows]
    assert all(day.border.top.style for day in days)
    assert fill_template(assessment, again).data == filled.data


def test_the_same_rows_leave_the_day_merged(tmp_path: Path) -> None:
    path, assessment = merged_template(tmp_path)
    filled = fill_template(assessment, path)
    areas = sheet_with(reopened(filled.data), "変更箇所").merged_cells.ranges
    assert {str(area) for area in areas} >= {"A3:C5"}
