"""新旧対照表 as a workbook, opened again with openpyxl: whole texts, what differs underlined."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl.cell.rich_text import CellRichText
from openpyxl.worksheet.worksheet import Worksheet

from pia_desktop.assessment import from_json, new_assessment
from pia_desktop.changes.comparison import Comparison
from pia_desktop.excel import write_comparison_workbook
from pia_desktop.sheets.comparison_table import NO_ENTRY, comparison_sheet
from pia_desktop.sheets.marks import split_marked
from pia_desktop.sheets.model import Look
from tests.office_printing import reopened, sample
from tests.workbook_comparison import NEW, OLD, changed_copy, compared, copy_of

# The columns of 旧 and 新: the grid's edges are the sheet's columns.
SIDES = {Look.OLD: 2, Look.NEW: 3}


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    old = sample("youshiki4")
    return compared(old, changed_copy(old))


@pytest.fixture(scope="module")
def written(comparison: Comparison) -> bytes:
    return write_comparison_workbook(comparison)


def opened(data: bytes) -> Worksheet:
    (sheet,) = reopened(data, rich_text=True).worksheets
    return sheet


def parts(cell: Any) -> list[tuple[str, bool]]:
    """A cell's text in pieces, each with whether it is underlined."""
    value = cell.value
    if not isinstance(value, CellRichText):
        return [(value, cell.font.u == "single")] if value else []
    return [(part.text, part.font.u == "single") for part in value]


def column(sheet: Worksheet, number: int) -> list[tuple[str, bool]]:
    """The texts of a column from the table's head on."""
    return [part for row in sheet.iter_rows(min_row=3) for part in parts(row[number - 1])]


def characters(given: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    return [(char, marked) for text, marked in given for char in text]


def assert_sides_are_whole_and_marked(comparison: Comparison, sheet: Worksheet) -> None:
    for number in SIDES.values():
        wanted = [
            part
            for block in comparison_sheet(comparison).blocks
            for row in block.rows
            for cell in row.cells
            if len(row.cells) == 3 and cell is row.cells[number - 1]
            for part in split_marked(cell.text, cell.marks)
        ]
        assert characters(column(sheet, number)) == characters(wanted)


def test_both_texts_stand_whole_with_just_the_changed_characters_underlined(
    comparison: Comparison, written: bytes
) -> None:
    sheet = opened(written)
    assert_sides_are_whole_and_marked(comparison, sheet)
    for entry in comparison.changed:
        joined = ("".join(text for text, _ in column(sheet, number)) for number in SIDES.values())
        assert all(text in side for text, side in zip((entry.was, entry.now), joined, strict=True))


def test_real_assessments_stand_whole_on_both_sides(real_file: Path) -> None:
    old = from_json(real_file)
    comparison = compared(old, changed_copy(old))
    assert_sides_are_whole_and_marked(comparison, opened(write_comparison_workbook(comparison)))


def test_a_long_text_goes_on_in_further_rows_with_its_marks() -> None:
    old = new_assessment("youshiki4-2025-05")
    text = "".join(f"事務の第{n}文をこのように書く。" for n in range(1300))[:20_000]
    old.answers.set("business.content", text)
    new = copy_of(old)
    new.answers.set("business.content", text.replace("このように", "そのように"))
    comparison = compared(old, new)
    sheet = opened(write_comparison_workbook(comparison))
    assert_sides_are_whole_and_marked(comparison, sheet)
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    assert len(heights) > 15
    assert max(heights) <= 409


@pytest.mark.parametrize(
    "before,after",
    [
        ("=SUM(A1)", "=SUM(A2)"),
        ("  前の空白", "  後の空白  "),
        ("改行\n\n末尾\n", "改行\n末尾\n\n"),
        ("_x000D_と書く", "_x000A_と書く"),
        ("+1", "-1"),
        ("<b>&amp;", "<i>&amp;"),
        ("葛\U000e0100城市", "葛\U000e0101城市"),
    ],
)
def test_texts_are_kept_to_the_letter_and_are_no_formulas(before: str, after: str) -> None:
    old, new = (new_assessment("youshiki3-2025-05") for _ in range(2))
    old.answers.set("business.content", before)
    new.answers.set("business.content", after)
    data = write_comparison_workbook(compared(old, new))
    sheet = opened(data)
    row = sheet[sheet.max_row]
    assert [str(cell.value) for cell in row[1:3]] == [before, after]
    assert [cell.data_type for cell in row[1:3]] == ["s", "s"]
    assert any(marked for cell in row[1:3] for _, marked in parts(cell))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_marks_are_in_the_colour_of_their_side(written: bytes) -> None:
    sheet = opened(written)
    for look, number in SIDES.items():
        colours = {
            part.font.color.rgb[-6:]
            for row in sheet.iter_rows()
            if isinstance(row[number - 1].value, CellRichText)
            for part in row[number - 1].value
            if part.font.u
        }
        assert colours == {look.style.marked}


def test_prints_a4_across_one_page_wide_with_its_head_on_every_page(written: bytes) -> None:
    sheet = opened(written)
    assert sheet.title == "新旧対照表"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "A4"
    assert [cell.value for cell in sheet[3]] == ["項目", f"旧　{OLD}", f"新　{NEW}"]
    assert sheet.oddFooter.center.text == "&P / &N"


def test_properties_say_what_it_is_and_no_persons_name(
    comparison: Comparison, written: bytes
) -> None:
    properties = reopened(written).properties
    assert properties.title == f"新旧対照表　{comparison.new.assessment.title}"
    assert properties.subject == comparison.new.assessment.form.title
    assert properties.creator == comparison.new.assessment.answers.get("cover.agency")
    assert not properties.lastModifiedBy


def test_the_same_states_give_the_same_bytes(comparison: Comparison, written: bytes) -> None:
    again = compared(comparison.old.assessment, comparison.new.assessment)
    assert write_comparison_workbook(again) == written


def test_nothing_different_is_said() -> None:
    old = sample("youshiki3")
    sheet = opened(write_comparison_workbook(compared(old, copy_of(old))))
    assert sheet.cell(sheet.max_row, 1).value == NO_ENTRY


def test_changed_pictures_stand_in_the_workbook() -> None:
    old = sample("youshiki4")
    new = copy_of(old)
    new.answers.set("process.figures", None)
    assert old.answers.get("process.figures")
    sheet = opened(write_comparison_workbook(compared(old, new)))
    assert len(sheet._images) == len(old.answers.get("process.figures"))
