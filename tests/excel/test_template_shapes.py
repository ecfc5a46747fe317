"""Templates that are drawn otherwise than ours: what is filled in is seen, at its place."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.drawing.image import Image
from openpyxl.styles import Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pia_desktop.assessment import Assessment, from_json
from pia_desktop.errors import ExportError
from pia_desktop.excel.area_overlaps import overlapping
from pia_desktop.excel.importer import read_workbook
from pia_desktop.excel.importer.workbook_model import CellRange as Area
from pia_desktop.excel.template_filling import FilledTemplate, fill_template
from pia_desktop.forms.model import Item
from tests.excel.grid_paper import grid_paper
from tests.excel.grid_sheet import Habits
from tests.excel.leaves import leaves
from tests.excel.workbook_edits import make_room, put_below, shift
from tests.locations import CASES, REAL
from tests.office_printing import pdf_text, reopened, sample, squeeze, to_pdf

CHANGES = "変更箇所"
RECORDS = "記録項目"
# LibreOffice takes these from another font; their places in the PDF's text are before their line's.
ELSEWHERE = dict.fromkeys(map(ord, "※查"))
LONG_TEXT = "窓口で申請を受け付け、内容を確かめる。\n" * 120
CASE_NAMES = ["template-two-row-table", "template-gap-above-box"]


def case(name: str) -> Path:
    path = CASES / "excel-in" / f"{name}.xlsx"
    if not path.is_file():
        pytest.skip(f"no workbook {path}")
    return path


@cache
def filled_case(name: str) -> FilledTemplate:
    return fill_template(city(), case(name))


def city() -> Assessment:
    path = REAL / "kumagaya-boshihoken.json"
    if not path.is_file():
        pytest.skip(f"no assessment {path}")
    return from_json(path)


def blank_paper(name: str, seed: int = 5) -> Workbook:
    """A blank 方眼紙 workbook of the sample's form."""
    answers = sample(name).answers
    files = range(max(answers.count("files"), 1))
    inner = ("outsourcing", "provisions", "transfers")
    return grid_paper(
        answers.form,
        None,
        random.Random(seed),  # noqa: S311 - the same workbook each time
        files=len(files),
        systems=answers.count("systems"),
        **{key: max(1, *(answers.count(f"files[{n}].{key}") for n in files), 1) for key in inner},
    )


def saved(book: Workbook, path: Path) -> Path:
    book.save(path)
    return path


def sheet_of(book: Workbook, part: str) -> Worksheet:
    """The worksheet that is headed so; the cover, which lists them all, is none."""
    return next(
        sheet
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows(max_row=6)
        for cell in row
        if part in str(cell.value)
    )


def assert_holds_all(data: bytes, original: Assessment, folder: Path) -> None:
    """Every answer comes back, no merged areas overlap, and none is covered."""
    path = folder / "記入済み.xlsx"
    path.write_bytes(data)
    assert leaves(read_workbook(path).assessment.answers) == leaves(original.answers)
    for sheet in reopened(data):
        areas = [
            Area(a.min_row, a.min_col, a.max_row, a.max_col) for a in sheet.merged_cells.ranges
        ]
        assert overlapping(areas) is None


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def two_rows_a_change(sheet: Worksheet) -> None:
    """Each printed row of the table is made of two worksheet rows, with a list in each."""
    head = next(row for row in range(1, 20) if sheet.cell(row, 2).value == "変更日")
    rows = [row for row in range(head + 1, sheet.max_row + 1) if sheet.cell(row, 2).has_style]
    shift(sheet, rows=make_room(row + 1 for row in rows))
    for number in range(len(rows)):
        top = head + 1 + number * 2
        for area in [a for a in sheet.merged_cells.ranges if a.min_row == top]:
            sheet.merged_cells.ranges.discard(area)
            bounds = {"min_col": area.min_col, "max_col": area.max_col}
            sheet.merged_cells.ranges.add(CellRange(min_row=top, max_row=top + 1, **bounds))
        for column in range(2, sheet.max_column + 1):
            sheet.cell(top + 1, column)._style = copy(sheet.cell(top, column)._style)
        sheet.row_dimensions[top].height = 21.0
        sheet.row_dimensions[top + 1].height = 33.0
    sheet.print_area = f"B2:{get_column_letter(sheet.max_column)}{head + len(rows) * 2}"


def two_rows_ruled_alone(sheet: Worksheet) -> None:
    """The same, held together by rules and not by merging."""
    two_rows_a_change(sheet)
    head = next(row for row in range(1, 20) if sheet.cell(row, 2).value == "変更日")
    for area in [a for a in sheet.merged_cells.ranges if a.min_row > head]:
        sheet.merged_cells.ranges.discard(area)
        rule_around(sheet, area)


def gap_above_the_box(sheet: Worksheet) -> None:
    """An empty row between the section's title and its box."""
    first = min(a.min_row for a in sheet.merged_cells.ranges if a.min_row > 3)
    shift(sheet, rows=make_room([first]))


def frame_without_merge(sheet: Worksheet) -> None:
    """The box below the title is held together by rules alone."""
    gap_above_the_box(sheet)
    box = min((a for a in sheet.merged_cells.ranges if a.min_row > 4), key=lambda a: a.min_row)
    sheet.merged_cells.ranges.discard(box)
    rule_around(sheet, box)


def rule_around(sheet: Worksheet, box: CellRange) -> None:
    rule = Side(style="thin")
    for row in range(box.min_row, box.max_row + 1):
        for column in range(box.min_col, box.max_col + 1):
            sheet.cell(row, column).border = Border(
                top=rule if row == box.min_row else None,
                bottom=rule if row == box.max_row else None,
                left=rule if column == box.min_col else None,
                right=rule if column == box.max_col else None,
            )


@pytest.mark.parametrize("name", CASE_NAMES)
def test_each_given_case_holds_every_answer(name: str, tmp_path: Path) -> None:
    filled = filled_case(name)
    assert filled.missing == ()
    assert_holds_all(filled.data, city(), tmp_path)


def test_further_rows_of_a_given_table_are_like_its_last() -> None:
    filled = reopened(filled_case("template-two-row-table").data)
    sheet = sheet_of(filled, CHANGES)
    rows = {(a.min_row, a.max_row) for a in sheet.merged_cells.ranges if a.min_row > 4}
    assert {last - first for first, last in rows} == {1}
    assert len(rows) == city().answers.count("changes")


@pytest.mark.parametrize(
    "part, redraw",
    [
        (CHANGES, two_rows_a_change),
        (CHANGES, two_rows_ruled_alone),
        (RECORDS, gap_above_the_box),
        (RECORDS, frame_without_merge),
    ],
)
def test_a_shape_of_others_takes_every_answer(
    part: str, redraw: Callable[[Worksheet], None], tmp_path: Path
) -> None:
    book = blank_paper("youshiki3")
    redraw(sheet_of(book, part))
    original = sample("youshiki3")
    rows = original.answers.get("changes")
    original.answers.set("changes", [*rows, *rows, *rows, *rows])
    filled = fill_template(original, saved(book, tmp_path / "ひな形.xlsx"))
    assert filled.missing == ()
    assert_holds_all(filled.data, original, tmp_path)


def test_a_further_row_copies_the_whole_printed_row(tmp_path: Path) -> None:
    book = blank_paper("youshiki3")
    two_rows_a_change(sheet_of(book, CHANGES))
    original = sample("youshiki3")
    row = {"date": "令和7年4月1日", "item": "Ⅰ", "timing": "事後"}
    original.answers.set("changes", [row] * 9)
    filled = reopened(fill_template(original, saved(book, tmp_path / "ひな形.xlsx")).data)
    sheet = sheet_of(filled, CHANGES)
    begins = [r for r in range(1, sheet.max_row + 1) if sheet.cell(r, 2).value == row["date"]]
    assert len(begins) == 9
    assert begins == list(range(begins[0], begins[0] + 18, 2))
    heights = {(sheet.row_dimensions[r].height, sheet.row_dimensions[r + 1].height) for r in begins}
    assert heights == {(21.0, 33.0)}
    assert sheet.print_area.endswith(f"${begins[-1] + 1}")
    for column in range(2, sheet.max_column + 1):
        styles = {sheet.cell(r + 1, column).border.bottom.style for r in begins}
        assert len(styles) == 1


@pytest.mark.slow
def test_filling_a_filled_workbook_changes_nothing(tmp_path: Path) -> None:
    original = sample("youshiki3")
    original.answers.set("business.content", LONG_TEXT)
    first = fill_template(original, saved(blank_paper("youshiki3"), tmp_path / "ひな形.xlsx"))
    again = tmp_path / "記入済み.xlsx"
    again.write_bytes(first.data)
    second = fill_template(original, again)
    assert second.missing == first.missing
    assert parts(second.data) == parts(first.data)
    for text in ("短い説明。", "別の長い説明をここに書く。\n" * 160):
        original.answers.set("business.content", text)
        filled = fill_template(original, again)
        assert filled.missing == ()
        assert_holds_all(filled.data, original, tmp_path)


def note_below(book: Workbook, sheet: Worksheet, number: int) -> None:
    """A note, a list, a name and a picture below the ruled form."""
    row = sheet.max_row + 3
    sheet.cell(row, 2).value = f"庁内の控え{number}"
    name = f"控え{number}"
    book.defined_names[name] = DefinedName(name, attr_text=f"'{sheet.title}'!$B${row}")
    rule = DataValidation(type="list", formula1=f'"控え{number},なし"')
    rule.add(f"C{row}")
    sheet.add_data_validation(rule)
    picture = Image(io.BytesIO(next(iter(sample("youshiki4").figures.values()))))
    picture.width = picture.height = 40
    sheet.add_image(picture, f"D{row}")


def test_what_stands_below_inserted_rows_moves_with_them(tmp_path: Path) -> None:
    original = sample("youshiki3")
    rows = original.answers.get("changes")
    original.answers.set("changes", rows * 5)
    original.answers.set("files[0].records", "記録する項目の名。\n" * 300)
    book = blank_paper("youshiki3")
    for number, part in enumerate((CHANGES, RECORDS)):
        note_below(book, sheet_of(book, part), number)
    before = {sheet.title: sheet.max_row for sheet in book}
    filled = fill_template(original, saved(book, tmp_path / "ひな形.xlsx"))
    assert filled.missing == ()
    book = reopened(filled.data)
    for number, part in enumerate((CHANGES, RECORDS)):
        sheet = sheet_of(book, part)
        title, place = book.defined_names[f"控え{number}"].attr_text.replace("$", "").split("!")
        assert title.strip("'") == sheet.title
        assert sheet[place].value == f"庁内の控え{number}"
        row = sheet[place].row
        assert row > before[sheet.title]
        lists = {rule.formula1: str(rule.sqref) for rule in sheet.data_validations.dataValidation}
        assert lists[f'"控え{number},なし"'] == f"C{row}"
        assert [picture.anchor._from.row for picture in sheet._images] == [row - 1]


def another(item: Item, value: Any, turn: int) -> Any:
    """What somebody may have answered instead; nothing at every third turn."""
    if turn % 3 == 0:
        return None
    if item.kind in ("line", "text"):
        return f"別の記載その{turn}"
    if item.kind == "choice":
        return next(o.label for o in item.options if o.label != value)
    if item.kind == "checks":
        option = item.options[turn % len(item.options)]
        inside = {"none": True, "count": turn, "text": f"別の{turn}"}[option.bracket]
        return {option.key: inside}
    return {"check": True, "count": turn, "date": "令和6年1月5日"}.get(item.kind)


def changed_answers(original: Assessment) -> Assessment:
    """Every answer another or none; the tables have their first row alone."""
    out = Assessment(original.answers.copy(), figures=original.figures)
    turn = 0
    for place in list(original.answers.places()):
        value = original.answers.get(place.address)
        if not (place.section.printed and place.item.answerable) or place.item.beside:
            continue
        if place.item.features.tabular:
            out.answers.set(place.address, (value or [])[:1])
        elif not (place.item.features.pictorial or place.item.features.drawn):
            turn += 1
            out.answers.set(place.address, another(place.item, value, turn))
    return out


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_last_years_workbook_shows_this_years_answers_alone(seed: int, tmp_path: Path) -> None:
    original = sample("youshiki3")
    blank = saved(blank_paper("youshiki3", seed), tmp_path / "ひな形.xlsx")
    path = tmp_path / "昨年.xlsx"
    path.write_bytes(fill_template(original, blank).data)
    changed = changed_answers(original)
    filled = fill_template(changed, path)
    assert filled.missing == ()
    assert_holds_all(filled.data, changed, tmp_path)


def test_a_box_that_nobody_sees_is_an_error(tmp_path: Path) -> None:
    book = blank_paper("youshiki3")
    sheet = sheet_of(book, "基本情報")
    hidden = next(
        cell.column for row in sheet.iter_rows() for cell in row if "事務の名称" in str(cell.value)
    )
    for area in sheet.merged_cells.ranges:
        if area.min_col > hidden:
            sheet.column_dimensions[get_column_letter(area.min_col)].hidden = True
    with pytest.raises(ExportError, match="違って見えます") as refused:
        fill_template(sample("youshiki3"), saved(book, tmp_path / "ひな形.xlsx"))
    assert refused.value.item
    assert refused.value.remedy


def test_a_workbook_whose_merges_overlap_is_refused(tmp_path: Path) -> None:
    book = blank_paper("youshiki3")
    sheet = sheet_of(book, "基本情報")
    area = max(sheet.merged_cells.ranges, key=lambda a: a.size["columns"])
    sheet.merged_cells.ranges.add(
        CellRange(
            min_row=area.min_row,
            max_row=area.max_row + 1,
            min_col=area.min_col + 1,
            max_col=area.max_col,
        )
    )
    with pytest.raises(ExportError, match="重なって"):
        fill_template(sample("youshiki3"), saved(book, tmp_path / "ひな形.xlsx"))


def test_overlaps_are_told_from_neighbours() -> None:
    stacked = [Area(1, 1, 2, 5), Area(3, 1, 9, 2), Area(3, 3, 4, 5), Area(5, 3, 9, 5)]
    assert overlapping(stacked) is None
    over = Area(4, 2, 4, 3)
    assert overlapping([*stacked, over]) == over


@pytest.mark.print
@pytest.mark.slow
@pytest.mark.parametrize("name", [*CASE_NAMES, "youshiki3"])
def test_libreoffice_prints_every_answer_of_a_filled_template(
    name: str, tmp_path: Path, soffice: str, pdftotext: str
) -> None:
    if name in CASE_NAMES:
        original, filled = city(), filled_case(name)
    else:
        original = sample(name)
        original.answers.set("business.content", "\n".join(f"{n}番の手順。" for n in range(200)))
        filled = fill_template(original, saved(blank_paper(name, 2), tmp_path / "ひな形.xlsx"))
    path = tmp_path / "記入済み.xlsx"
    path.write_bytes(filled.data)
    pages = pdf_text(pdftotext, to_pdf(soffice, path))
    printed = squeeze("".join(pages)).translate(ELSEWHERE)
    texts = [
        value
        for place in original.answers.places()
        if place.section.printed and isinstance(value := original.answers.get(place.address), str)
    ]
    lost = {
        line
        for text in texts
        for line in map(squeeze, text.translate(ELSEWHERE).splitlines())
        if line and not all(printed.count(c) for c in {line[:8], line[-8:]})
    }
    assert lost == set()


def three_files(name: str) -> Assessment:
    """The sample with three files, and with more occurrences in them than a workbook has drawn."""
    original = sample(name)
    (file, *_others) = original.answers.get("files")
    block = {**(file.get("outsourcing") or [{}])[0], "name": "印刷の委託"}
    files = [
        {
            **file,
            "name": f"第{n}のファイル",
            "records": f"記録{n}",
            "outsourcing": [block] * (n + 2),
        }
        for n in range(3)
    ]
    original.answers.set("files", files)
    systems = original.answers.get("systems")
    original.answers.set("systems", [*systems, {"name": "予備の一"}, {"name": "予備の二"}])
    return original


@pytest.mark.slow
def test_what_a_workbook_of_one_sheet_lacks_is_copied(tmp_path: Path) -> None:
    original = three_files("youshiki3")
    rng = random.Random(2)  # noqa: S311 - the same workbook each time
    habits = replace(Habits.of(rng), together=True)
    blocks = {"systems": 1, "outsourcing": 1, "provisions": 1, "transfers": 1}
    book = grid_paper(original.answers.form, None, rng, habits=habits, files=1, **blocks)
    first, *others = book.worksheets
    for sheet in others:
        put_below(first, sheet, 2)
    filled = fill_template(original, saved(book, tmp_path / "ひな形.xlsx"))
    assert filled.missing == ()
    assert_holds_all(filled.data, original, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name, drawn, file_by_file, together",
    [
        ("youshiki3", 1, False, False),
        ("youshiki3", 2, False, True),
        ("youshiki4", 2, True, False),
    ],
)
def test_what_a_workbook_lacks_is_copied(
    name: str, drawn: int, file_by_file: bool, together: bool, tmp_path: Path
) -> None:
    original = three_files(name)
    rng = random.Random(drawn)  # noqa: S311 - the same workbook each time
    habits = replace(Habits.of(rng), together=together, file_by_file=file_by_file)
    book = grid_paper(
        original.answers.form, None, rng, habits=habits,
        files=drawn, systems=1, outsourcing=1, provisions=1, transfers=1,
    )  # fmt: skip
    filled = fill_template(original, saved(book, tmp_path / "ひな形.xlsx"))
    assert filled.missing == ()
    assert_holds_all(filled.data, original, tmp_path)
