"""The workbook, written and opened again with openpyxl."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from pia_desktop.assessment import Assessment, new_assessment
from pia_desktop.excel import write_workbook
from pia_desktop.excel.workbook_writer import draw_workbook
from pia_desktop.forms import form_ids
from pia_desktop.forms.wareki import parse_date
from pia_desktop.sheets.line_breaks import office_advance
from pia_desktop.sheets.model import Block, Cell, PrintedPages, Sheet, SheetRow
from pia_desktop.sheets.text_metrics import Measure
from tests.office_printing import answer_texts, columns_of, reopened
from tests.shared_outputs import LARGE, SharedOutputs, named_assessment


@dataclass(frozen=True)
class Written:
    """An assessment, its workbook, and that workbook opened again."""

    assessment: Assessment
    data: bytes
    book: Workbook

    @classmethod
    def of(cls, assessment: Assessment) -> Written:
        data = write_workbook(assessment)
        return cls(assessment, data, reopened(data))

    @classmethod
    def named(cls, name: str, shared_outputs: SharedOutputs) -> Written:
        data = shared_outputs.workbook(name)
        return cls(named_assessment(name), data, reopened(data))

    def sheet(self, start: str) -> Worksheet:
        return next(sheet for sheet in self.book if sheet.title.startswith(start))


@pytest.fixture(scope="module", params=["youshiki3", "youshiki4"])
def sample(request: pytest.FixtureRequest, shared_outputs: SharedOutputs) -> Written:
    return Written.named(request.param, shared_outputs)


@pytest.fixture(scope="module")
def large(shared_outputs: SharedOutputs) -> Written:
    return Written.named(LARGE, shared_outputs)


def assert_holds_every_answer(written: Written) -> None:
    """Each text stands whole, piece after piece, in one column; each table cell in its column."""
    assessment, book = written.assessment, written.book
    joined = [text for sheet in book for text in columns_of(sheet).values()]
    for address, text in answer_texts(assessment):
        assert any(text in column for column in joined), address
    table = columns_of(book.worksheets[-1])
    for number, row in enumerate(assessment.answers.get("changes") or ()):
        for key, column in zip(("date", "item", "before", "after"), (1, 2, 3, 4), strict=True):
            assert row[key] in table[column], f"changes[{number}].{key}"


def test_samples_hold_every_answer(sample: Written) -> None:
    assert_holds_every_answer(sample)


def test_large_assessment_holds_every_answer(large: Written) -> None:
    assert_holds_every_answer(large)


def test_real_assessments_hold_every_answer_in_printed_order(
    real_file: Path, shared_outputs: SharedOutputs
) -> None:
    written = Written.named(real_file.stem, shared_outputs)
    assert_holds_every_answer(written)
    assert_answers_stand_in_printed_order(written)


def assert_answers_stand_in_printed_order(written: Written) -> None:
    assessment = written.assessment
    cells = [
        ((number, cell.row), cell.value)
        for number, sheet in enumerate(written.book)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    ]
    found: list[tuple[int, int]] = []
    for address, text in answer_texts(assessment):
        if len(text) < 40:
            continue
        at = [place for place, value in cells if value.startswith(text[:24])]
        assert at, address
        later = [place for place in at if not found or place >= found[-1]]
        assert later, f"{address} stands before what is printed before it"
        found.append(min(later))


@pytest.mark.parametrize("form_id", form_ids())
def test_an_empty_assessment_of_each_edition_is_the_blank_form(
    form_id: str, shared_outputs: SharedOutputs
) -> None:
    blank = Written.named(form_id, shared_outputs)
    assessment, book = blank.assessment, blank.book
    text = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
    for item in assessment.form.items:
        if item.kind in ("line", "text", "choice", "checks", "fixed") and item.layout == "row":
            label = item.label.replace("{n}", "1")
            assert item.beside or label in text, item.id
    assert f"[{assessment.form.edition} {assessment.form.form}]" in text


def test_sheets_stand_in_the_forms_order(sample: Written) -> None:
    assessment = sample.assessment
    titles = sample.book.sheetnames
    files = assessment.answers.count("files")
    expected: list[str] = []
    for section in assessment.form.sections:
        many = (
            section.repeat and section.headings[0].title + section.headings[-1].title and files > 1
        )
        names = [f"{section.sheet}({n + 1})" for n in range(files)] if many else [section.sheet]
        expected += names
    assert titles == expected


def test_prints_a4_one_page_wide_with_page_numbers(sample: Written) -> None:
    *portrait, changes = sample.book
    for sheet in (*portrait, changes):
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        # One page wide is what is meant where nothing is said.
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.oddFooter.center.text == "&P / &N"
        assert sheet.print_area
    assert {sheet.page_setup.orientation for sheet in portrait} == {"portrait"}
    assert changes.page_setup.orientation == "landscape"
    assert changes.print_title_rows == "$2:$2"
    assert changes.freeze_panes == "A3"


def test_choices_and_circles_have_lists(sample: Written) -> None:
    sheet = sample.sheet("Ⅱ")
    rules = sheet.data_validations.dataValidation
    lists = {rule.formula1: rule.sqref for rule in rules}
    assert all(len(list(rule.sqref.ranges)) <= 200 for rule in rules)
    assert '"委託する,委託しない"' in lists
    circles = [str(area) for area in lists['"○"'].ranges]
    assert len(circles) > 20
    # an option with a comma in it can't stand in the rule itself
    pointed = [formula for formula in lists if formula.startswith("$")]
    listed = {cell.value for formula in pointed for (cell,) in sheet[formula.replace("$", "")]}
    assert "100万人以上1,000万人未満" in listed
    assert not any(str(cell).startswith("入力規則の選択肢") for cell in listed)
    first = min((sheet[formula.partition(":")[0]] for formula in pointed), key=lambda c: c.column)
    assert first.row == 2
    assert str(sheet.cell(1, first.column).value).startswith("入力規則の選択肢")
    assert range_boundaries(sheet.print_area.rpartition("!")[2])[2] < first.column
    assert all(len(formula) <= 257 for formula in lists)


def test_empty_repeats_are_folded_groups_and_filled_ones_are_open(
    sample: Written,
) -> None:
    sheet = sample.sheet("Ⅰ")
    count = sample.assessment.answers.count("systems")
    for number in range(1, 21):
        row = next(cell.row for cell in sheet["A"] if cell.value == f"システム{number}")
        dimension = sheet.row_dimensions[row]
        assert bool(dimension.hidden) == (number > count), number
        assert (dimension.outlineLevel or 0) == (1 if number > 1 else 0)
    assert sheet.sheet_properties.outlinePr.summaryBelow is False


def test_more_than_twenty_occurrences_get_further_bars(large: Written) -> None:
    sheet = large.sheet("Ⅰ")
    texts = [cell.value for cell in sheet["A"]]
    assert "システム21～25" in texts
    assert texts.index("システム23") > texts.index("システム21～25")


def test_no_row_or_cell_goes_beyond_what_excel_shows(large: Written) -> None:
    for sheet in large.book:
        assert len(sheet.title) <= 31
        for dimension in sheet.row_dimensions.values():
            assert dimension.height is not None
            assert dimension.height <= 409
        for row in sheet.iter_rows():
            for cell in row:
                assert len(str(cell.value or "")) <= 32_767


def test_every_answer_is_a_text_cell() -> None:
    texts = ["=1+1", "+1", "-1", "@A1", "#N/A", "TRUE", "0012", "2024/1/1"]
    assessment = new_assessment("youshiki3-2025-05")
    assessment.answers.set("systems", [{"name": text} for text in texts])
    book = Written.of(assessment).book
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    for text in texts:
        (cell,) = [cell for cell in cells if cell.value == text]
        assert cell.data_type == "s", text
        assert cell.quotePrefix or text[0] not in "=+-@", text
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_merged_cells_never_overlap(large: Written) -> None:
    """Excel repairs a workbook in which they do."""
    for sheet in large.book:
        taken: set[tuple[int, int]] = set()
        for area in sheet.merged_cells.ranges:
            cells = {(r, c) for r, c in area.cells}
            assert not taken & cells, f"{sheet.title} {area}"
            taken |= cells
        assert taken, sheet.title


def test_no_workbook_is_written_whose_merged_cells_overlap() -> None:
    rows = (SheetRow((Cell(0, 4, "甲", rows=2),)), SheetRow((Cell(2, 4, "乙"),)))
    sheet = Sheet("表", (0, 2, 4, 6), (Block(rows),))
    pages = PrintedPages("題", "題", "版", sheets=[sheet])
    with pytest.raises(ValueError, match="overlap"):
        draw_workbook(pages, Measure(office_advance, office_advance, 1.36))


def test_nothing_foreign_is_in_the_package(sample: Written) -> None:
    """No formula, macro, link, hidden sheet, name of a person or time of the moment."""
    assessment = sample.assessment
    with zipfile.ZipFile(io.BytesIO(sample.data)) as package:
        names = package.namelist()
        core = package.read("docProps/core.xml").decode()
        calc = b"".join(package.read(f"{name}.xml") for name in ("docProps/app", "xl/workbook"))
        for name in names:
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in package.read(name)
    assert not [name for name in names if re.search(r"vba|externalLink|connections", name)]
    assert {sheet.sheet_state for sheet in sample.book} == {"visible"}
    assert f"<dc:title>{assessment.title}</dc:title>" in core
    assert assessment.form.title in core
    assert f"<dc:creator>{assessment.answers.get('cover.agency')}</dc:creator>" in core
    day = parse_date(assessment.answers.get("cover.publication_date"))
    assert day is not None
    assert set(re.findall(r"\d{4}-\d\d-\d\d", core)) == {day.isoformat()}
    assert not re.search(rb"openpyxl|XlsxWriter|fullCalcOnLoad", sample.data + calc)


def test_a_sheet_has_no_more_page_breaks_than_excel_keeps() -> None:
    page = Block((SheetRow((Cell(0, 10, "頁"),), height=20.0),), new_page=True)
    pages = PrintedPages("題", "題", "版", sheets=[Sheet("長い表", (0, 10), (page,) * 1_100)])
    book = reopened(draw_workbook(pages, Measure(office_advance, office_advance, 1.36)))
    assert len(book["長い表"].row_breaks.brk) == 1_023
    assert book["長い表"].max_row == 1_100


def test_a_workbook_that_was_not_published_yet_names_its_agency_and_no_day() -> None:
    assessment = new_assessment(form_ids()[0])
    assessment.answers.set("cover.agency", "青空市長")
    with zipfile.ZipFile(io.BytesIO(write_workbook(assessment))) as package:
        core = package.read("docProps/core.xml").decode()
    assert "<dc:creator>青空市長</dc:creator>" in core
    assert "dcterms:created" not in core
    assert "dcterms:modified" not in core


def test_the_same_assessment_gives_the_same_bytes(sample: Written) -> None:
    assert write_workbook(sample.assessment) == sample.data


def test_pictures_stand_in_the_workbook(shared_outputs: SharedOutputs) -> None:
    assessment = named_assessment("youshiki4")
    with zipfile.ZipFile(io.BytesIO(shared_outputs.workbook("youshiki4"))) as package:
        media = [package.read(n) for n in package.namelist() if n.startswith("xl/media/")]
    assert media == list(assessment.figures.values())
