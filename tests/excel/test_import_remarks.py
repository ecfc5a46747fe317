"""What stands in a workbook beside the form's boxes is on record, never silently gone."""

from __future__ import annotations

import re
import zipfile
from copy import copy
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.worksheet.worksheet import Worksheet

from pia_desktop.assessment.pia_file import load, save
from pia_desktop.excel.importer import ImportedWorkbook, read_workbook
from tests.excel.leaves import leaves
from tests.excel.workbook_edits import make_room, shift
from tests.office_printing import SAMPLES, reopened, sample
from tests.shared_outputs import SharedOutputs

Opened = tuple[Workbook, Path]


@pytest.fixture
def opened(shared_outputs: SharedOutputs, tmp_path: Path) -> Opened:
    """A sample's workbook to be worked on, and where it is then saved."""
    return reopened(shared_outputs.short_workbook("youshiki3")), tmp_path / "去年の評価書.xlsx"


def read(workbook: Workbook, path: Path) -> ImportedWorkbook:
    workbook.save(path)
    return read_workbook(path)


def texts(imported: ImportedWorkbook) -> list[str]:
    return [leftover.text for leftover in imported.assessment.leftovers]


def test_a_note_below_the_form_is_no_answer(opened: Opened) -> None:
    workbook, path = opened
    sheet = workbook["Ⅰ基本情報"]
    sheet.cell(sheet.max_row + 2, 1).value = "※来年度は様式を改める予定"
    imported = read(workbook, path)
    assert leaves(imported.assessment.answers) == leaves(sample("youshiki3").answers)
    assert texts(imported) == ["※来年度は様式を改める予定"]
    left = imported.assessment.leftovers[0]
    assert (left.source, left.near) == ("去年の評価書.xlsx", "other_agencies")
    assert left.place.startswith("Ⅰ基本情報 A")


def test_memo_comment_and_other_sheet_are_on_record(opened: Opened) -> None:
    workbook, path = opened
    workbook["Ⅰ基本情報"]["Z9"] = "課長確認済み"
    workbook["Ⅰ基本情報"]["A5"].comment = Comment("ここは去年のまま", "")
    workbook.create_sheet("参考資料")["B2"] = "資料の説明文"
    imported = read(workbook, path)
    assert leaves(imported.assessment.answers) == leaves(sample("youshiki3").answers)
    assert sorted(texts(imported)) == sorted(["課長確認済み", "ここは去年のまま", "資料の説明文"])


def test_the_record_stays_in_the_file(opened: Opened, tmp_path: Path) -> None:
    workbook, path = opened
    workbook.create_sheet("参考資料")["B2"] = "資料の説明文"
    imported = read(workbook, path)
    save(imported.assessment, tmp_path / "a.pia")
    assert load(tmp_path / "a.pia").leftovers == imported.assessment.leftovers


def test_a_picture_without_a_place_is_kept(opened: Opened, tmp_path: Path) -> None:
    workbook, path = opened
    picture = SAMPLES / "process.png"
    workbook.create_sheet("参考資料").add_image(Image(picture), "C4")
    imported = read(workbook, path)
    (left,) = imported.assessment.leftovers
    assert left.place == "参考資料 4行目の図"
    kept = imported.assessment.figures[left.figures[0]["file"]]
    save(imported.assessment, tmp_path / "a.pia")
    assert kept in load(tmp_path / "a.pia").figures.values()


# A speech bubble of two lines, the first in letters of two kinds, as Excel writes it.
BUBBLE = """\
<xdr:sp macro="" textlink="">
<xdr:nvSpPr><xdr:cNvPr id="2" name="吹き出し"/><xdr:cNvSpPr/></xdr:nvSpPr>
<xdr:spPr><a:prstGeom xmlns:a="{a}" prst="wedgeRectCallout"><a:avLst/></a:prstGeom></xdr:spPr>
<xdr:txBody><a:bodyPr xmlns:a="{a}"/>
<a:p xmlns:a="{a}"><a:r><a:rPr b="1"/><a:t>ここは</a:t></a:r><a:r><a:t>去年のまま</a:t></a:r></a:p>
<a:p xmlns:a="{a}"><a:r><a:t>要確認</a:t></a:r></a:p></xdr:txBody></xdr:sp>"""


@pytest.mark.parametrize("in_a_cell", [True, False])
def test_words_in_a_shape_are_on_record_line_by_line(opened: Opened, in_a_cell: bool) -> None:
    """A shape that stands in no cell, but at a place of the worksheet, counts as in the first."""
    workbook, path = opened
    workbook["Ⅰ基本情報"].add_image(Image(SAMPLES / "process.png"), "D7")
    workbook.save(path)
    with zipfile.ZipFile(path) as book:
        members = {name: book.read(name) for name in book.namelist()}
    (drawing,) = [name for name in members if name.startswith("xl/drawings/drawing")]
    main = "http://schemas.openxmlformats.org/drawingml/2006/main"
    picture = re.compile(r"<(\w+:)?pic>.*</(\w+:)?pic>", re.DOTALL)
    text = members[drawing].decode()
    bubble = BUBBLE.format(a=main)
    sheet_drawing = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    bubble = bubble.replace("<xdr:sp ", f'<xdr:sp xmlns:xdr="{sheet_drawing}" ')
    text = picture.sub(bubble, text)
    if not in_a_cell:
        corner = re.compile(r"<(\w+:)?from>.*</(\w+:)?from>", re.DOTALL)
        text = corner.sub(rf'<pos xmlns="{sheet_drawing}" x="0" y="0"/>', text)
        text = text.replace("oneCellAnchor", "absoluteAnchor")
    members[drawing] = text.encode()
    with zipfile.ZipFile(path, "w") as book:
        for name, content in members.items():
            book.writestr(name, content)
    imported = read_workbook(path)
    assert leaves(imported.assessment.answers) == leaves(sample("youshiki3").answers)
    (left,) = imported.assessment.leftovers
    place = "D7" if in_a_cell else "A1"
    assert (left.place, left.text) == (f"Ⅰ基本情報 {place}の図形", "ここは去年のまま\n要確認")


def test_the_caption_follows_its_picture(shared_outputs: SharedOutputs, tmp_path: Path) -> None:
    path = tmp_path / "去年の評価書.xlsx"
    imported = read(reopened(shared_outputs.workbook("youshiki4")), path)
    figures = imported.assessment.answers.get("process.figures")
    own = sample("youshiki4").answers.get("process.figures")
    assert [figure["caption"] for figure in figures] == [figure["caption"] for figure in own]
    assert len(imported.assessment.figures) == len(own)


def test_a_formula_that_was_never_worked_out_is_on_record(opened: Opened) -> None:
    workbook, path = opened
    sheet = workbook["Ⅰ基本情報"]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == "①部署")
    answer = sheet.cell(cell.row, 4)
    answer.value, answer.data_type = "=Z1&Z2", "f"
    imported = read(workbook, path)
    assert imported.assessment.answers.get("department.name") in (None, "")
    assert texts(imported) == ["=Z1&Z2"]


def test_what_a_formula_has_worked_out_is_an_answer(opened: Opened) -> None:
    """Excel keeps a line end within it as an escape."""
    workbook, path = opened
    sheet = workbook["Ⅰ基本情報"]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == "①部署")
    answer = sheet.cell(cell.row, 4)
    answer.value, answer.data_type = "=Z1&Z2", "f"
    workbook.save(path)
    with zipfile.ZipFile(path) as book:
        members = {name: book.read(name) for name in book.namelist()}
    formula = re.compile(
        rb'(<c r="%b"[^>]*?)( t="\w+")?>(<f>Z1&amp;Z2</f>)<v ?/>' % (answer.coordinate.encode())
    )
    worked_out = rb'\1 t="str">\3<v>' + "総務部_x000D_\n税務課".encode() + b"</v>"
    changed = {name: formula.subn(worked_out, data) for name, data in members.items()}
    assert sum(count for _data, count in changed.values()) == 1
    with zipfile.ZipFile(path, "w") as book:
        for name, (data, _count) in changed.items():
            book.writestr(name, data)
    imported = read_workbook(path)
    assert imported.assessment.answers.get("department.name") == "総務部\n税務課"
    assert texts(imported) == []


def test_a_remark_on_the_cover_takes_no_answer_s_place(opened: Opened) -> None:
    workbook, path = opened
    cover = workbook.worksheets[0]
    shift(cover, rows=make_room([1, 1]))
    cover.cell(1, 1).value, cover.cell(2, 1).value = "表紙", "庁内で協議する案"
    imported = read(workbook, path)
    assert leaves(imported.assessment.answers) == leaves(sample("youshiki3").answers)
    assert "庁内で協議する案" in texts(imported)


def test_the_edition_follows_what_the_sheet_shows(opened: Opened) -> None:
    workbook, path = opened
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("5情報"):
                    cell.value = "4情報(氏名、性別、生年月日、住所)"
    imported = read(workbook, path)
    assert imported.assessment.form.id == "youshiki3-2018-05"
    assert read_workbook(path, "youshiki3-2025-05").assessment.form.id == "youshiki3-2025-05"


def with_mark(opened: Opened, mark: str, options: str = "") -> ImportedWorkbook:
    """The workbook read with another mark on its cover, and with the options of another edition."""
    workbook, path = opened
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                text = cell.value if isinstance(cell.value, str) else ""
                if text == "[令和7年5月 様式3]":
                    cell.value = mark
                elif options and text.startswith("5情報"):
                    cell.value = options
    return read(workbook, path)


@pytest.mark.parametrize(
    "mark,shown",
    [("［令和7年7月　様式３］", "令和7年7月 様式3"), ("[令和8年10月 様式3]", "令和8年10月 様式3")],
)
def test_an_edition_without_a_definition_is_named(opened: Opened, mark: str, shown: str) -> None:
    imported = with_mark(opened, mark)
    assert imported.edition_mark == shown
    assert imported.assessment.form.id == "youshiki3-2025-05"
    assert imported.edition_note == (
        f"表紙の版は［{shown}］です。この版の定義はないため、"
        "様式3 重点項目評価書（令和7年5月）として取り込みました。"
    )
    assert leaves(imported.assessment.answers) == leaves(sample("youshiki3").answers)


@pytest.mark.parametrize("mark", ["[平成26年4月 様式3]", "[平成28年1月 様式3]"])
def test_an_edition_before_all_definitions_is_read_as_the_oldest(opened: Opened, mark: str) -> None:
    imported = with_mark(opened, mark, "4情報(氏名、性別、生年月日、住所)")
    assert imported.assessment.form.id == "youshiki3-2018-05"
    assert imported.edition_note.startswith(f"表紙の版は［{mark.strip('[]')}］です。")


def test_a_known_edition_needs_no_word(opened: Opened) -> None:
    imported = read(*opened)
    assert (imported.edition_mark, imported.edition_note) == ("令和7年5月 様式3", "")
    other = read_workbook(opened[1], "youshiki3-2018-05")
    assert other.edition_note.startswith("表紙の版は［令和7年5月 様式3］ですが、様式3")


def table_of(workbook: Workbook) -> tuple[Worksheet, int, int]:
    """The change table's worksheet, its first column and its last row."""
    sheet = next(sheet for sheet in workbook if "変更箇所" in sheet.title)
    last = max(cell.row for row in sheet.iter_rows() for cell in row if cell.value)
    return sheet, 1, last


def test_a_memo_below_the_change_table_is_no_change(opened: Opened) -> None:
    workbook, path = opened
    sheet, column, last = table_of(workbook)
    sheet.cell(last + 3, column).value = "次回は四月に見直す"
    imported = read(workbook, path)
    assert imported.assessment.answers.get("changes") == sample("youshiki3").answers.get("changes")
    assert texts(imported) == ["次回は四月に見直す"]


@pytest.mark.parametrize("mark_in_place_of_the_date", [False, True])
def test_a_change_that_goes_on_in_the_next_row(
    opened: Opened, mark_in_place_of_the_date: bool
) -> None:
    workbook, path = opened
    sheet, column, last = table_of(workbook)
    for number in range(1, 7):
        sheet.cell(last + 1, number)._style = copy(sheet.cell(last, number)._style)
    if mark_in_place_of_the_date:
        sheet.cell(last + 1, column).value = "（上欄の続き）"
        sheet.cell(last + 1, 4).value = "さらに続く記載"
    else:
        sheet.cell(last + 1, 4).value = "（上段に続く）さらに続く記載"
    rows = read(workbook, path).assessment.answers.get("changes")
    own = sample("youshiki3").answers.get("changes")
    assert len(rows) == len(own)
    assert rows[-1]["after"] == own[-1]["after"] + "\nさらに続く記載"
    assert rows[-1]["date"] == own[-1]["date"]


def test_labels_that_lost_their_numbers(opened: Opened) -> None:
    workbook, path = opened
    for sheet in workbook:
        for row in sheet.iter_rows(max_col=4):
            for cell in row:
                if isinstance(cell.value, str) and cell.value[:1] in "①②③④⑤⑥⑦⑧⑨":
                    cell.value = cell.value[1:]
    imported = read(workbook, path)
    assert leaves(imported.assessment.answers) == leaves(sample("youshiki3").answers)
    assert texts(imported) == []
