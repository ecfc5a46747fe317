"""別紙 out of workbooks: the program's own come back as they were, other offices' as they show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from pia_desktop.assessment import Assessment, new_assessment
from pia_desktop.excel import write_workbook
from pia_desktop.excel.importer import read_workbook
from pia_desktop.forms import form_ids
from tests.made_up_annexes import ANNEXES, with_annexes
from tests.office_printing import reopened, without_folded
from tests.strategies import PNG

RULED = Border(*(Side(style="thin") for _ in range(4)))


def own_book(tmp_path: Path, annexes: list[dict[str, Any]]) -> Path:
    assessment = new_assessment("youshiki3-2025-05")
    assessment.answers.fill({"annexes": annexes})
    assessment.figures.update({name: PNG for name in assessment.figure_names()})
    path = tmp_path / "評価書.xlsx"
    path.write_bytes(without_folded(assessment))
    return path


def annexes_in(path: Path) -> Any:
    imported = read_workbook(path).assessment
    assert imported.leftovers == []
    return imported.answers.get("annexes")


@pytest.mark.parametrize("form_id", form_ids())
def test_three_annexes_go_out_and_come_back_equal(form_id: str, tmp_path: Path) -> None:
    before = with_annexes(form_id)
    path = tmp_path / "評価書.xlsx"
    path.write_bytes(write_workbook(before))
    imported = read_workbook(path)
    assert imported.assessment.answers.get("annexes") == before.answers.get("annexes")
    assert imported.assessment.figures == before.figures
    assert imported.assessment.leftovers == []
    assert imported.assessment.form.id == form_id


def test_each_has_a_worksheet_of_its_own_after_the_changes(tmp_path: Path) -> None:
    path = tmp_path / "評価書.xlsx"
    path.write_bytes(write_workbook(with_annexes()))
    book = reopened(path)
    assert book.sheetnames[-5:] == ["(別添2)変更箇所", "別紙1", "別紙2の2", "別紙3", "別紙3の図"]
    first, second = book["別紙1"], book["別紙2の2"]
    assert (first.page_setup.orientation, second.page_setup.orientation) == (
        "portrait",
        "landscape",
    )
    assert (first.print_title_rows, second.print_title_rows) == ("$2:$2", "$4:$4")


def test_nothing_is_printed_where_there_is_none(tmp_path: Path) -> None:
    assert reopened(own_book(tmp_path, [])).sheetnames[-1] == "(別添2)変更箇所"


def test_a_workbook_that_was_saved_elsewhere_comes_back_equal(tmp_path: Path) -> None:
    path = own_book(tmp_path, [{k: v for k, v in a.items() if k != "figures"} for a in ANNEXES])
    book = reopened(path)
    book["別紙1"].insert_rows(1, 2)  # names move along in Excel; here they are moved by hand
    for name, area in list(book["別紙1"].defined_names.items()):
        row = 3 if name == "別紙_題名" else 4
        area.attr_text = f"'別紙1'!$A${row}:$D${row if row == 3 else 84}"
    book.save(path)
    assert annexes_in(path)[0] == ANNEXES[0]


# What stands in an annex in one way or another; all of them go out in one workbook.
CASES: list[dict[str, Any]] = [
    {},
    {"title": "別紙 題だけ"},
    {"title": "題\n二行目"},
    {"text": "本文だけ\n\n三行目"},
    {"text": "長い文。" * 3_000},
    {"title": "別紙1", "table": {"columns": ["", "", ""], "rows": [["", "", ""], ["", "", ""]]}},
    {"table": {"columns": ["一つ"], "rows": [["1"], [""], ["3"], [""]]}},
    {"table": {"columns": ["a", "b"], "rows": []}},
    {"table": {"columns": ["a", "b"], "rows": [["長い文。" * 900, "短い"], ["", "次\n行"]]}},
    {"table": {"columns": [f"列{n}" for n in range(40)], "rows": [["字"] * 40]}},
    {"table": {"columns": ["=1+1", "1"], "rows": [["-5", "+3"], ["@x", "1,000"]]}},
    {"figures": [{"file": "a.png", "caption": ""}, {"file": "b.png", "caption": "図2"}]},
    {"text": "文", "figures": [{"file": "a.png", "caption": "一\n二"}]},
]


def test_whatever_stands_in_an_annex_comes_back(tmp_path: Path) -> None:
    assessment = new_assessment("youshiki3-2025-05")
    assessment.answers.fill({"annexes": CASES})
    got = annexes_in(own_book(tmp_path, CASES))
    for written, read in zip(assessment.answers.get("annexes"), got, strict=True):
        assert read == written


def test_rows_written_below_a_table_belong_to_it_and_the_rest_is_on_record(
    tmp_path: Path,
) -> None:
    path = own_book(tmp_path, [{"title": "別紙1", "table": {"columns": ["a", "b"], "rows": []}}])
    book = reopened(path)
    sheet = book["別紙1"]
    sheet["A3"], sheet["B3"] = "1", "下に足した行"
    sheet["A9"] = "欄外の覚え"
    book.save(path)
    imported = read_workbook(path).assessment
    assert imported.answers.get("annexes[0].table")["rows"] == [["1", "下に足した行"]]
    assert [(entry.place, entry.text) for entry in imported.leftovers] == [
        ("別紙1 A9", "欄外の覚え")
    ]


# -- another office's --------------------------------------------------------------------------


def office_book(tmp_path: Path, draw: Any, name: str = "別紙1") -> Assessment:
    """The workbook of a blank form with a sheet that somebody has drawn."""
    path = own_book(tmp_path, [])
    book: Workbook = reopened(path)
    draw(book.create_sheet(name))
    book.save(path)
    return read_workbook(path).assessment


def write(sheet: Worksheet, top: int, rows: list[list[Any]]) -> None:
    for row, cells in enumerate(rows, top):
        for column, text in enumerate(cells, 1):
            sheet.cell(row, column, text).border = RULED


def test_a_free_sheet_comes_in_with_title_text_and_table(tmp_path: Path) -> None:
    def draw(sheet: Worksheet) -> None:
        sheet["D1"] = "別紙1"
        sheet["A2"] = "特定個人情報の提供先一覧"
        sheet["A3"] = "番号法第19条第8号に基づくもの"
        write(sheet, 5, [["No.", "提供先", "根拠", "用途"], [1, "町長", "別表の1", "税"]])
        write(sheet, 7, [[2, "県知事", None, "国保"]])
        sheet["A9"] = "※令和8年4月1日現在"

    imported = office_book(tmp_path, draw)
    assert imported.answers.get("annexes") == [
        {
            "title": "別紙1 特定個人情報の提供先一覧",
            "text": "番号法第19条第8号に基づくもの\n※令和8年4月1日現在",
            "table": {
                "columns": ["No.", "提供先", "根拠", "用途"],
                "rows": [["1", "町長", "別表の1", "税"], ["2", "県知事", "", "国保"]],
            },
        }
    ]
    assert imported.leftovers == []


def test_merged_cells_are_read_as_they_show(tmp_path: Path) -> None:
    def draw(sheet: Worksheet) -> None:
        sheet["A1"] = "移転先一覧"
        write(sheet, 2, [["No.", "移転先", None, "用途"], [None, "部局", "課", None]])
        for area in ("A2:A3", "B2:C2", "D2:D3"):
            sheet.merge_cells(area)
        write(sheet, 4, [[1, "福祉部", "介護課", "介護"], [2, None, "障害課", "障害"]])
        sheet.merge_cells("B4:B5")

    imported = office_book(tmp_path, draw, "別紙２の２")
    (annex,) = imported.answers.get("annexes")
    assert annex["title"] == "別紙２の２ 移転先一覧"
    assert annex["table"] == {
        "columns": ["No.", "移転先 部局", "移転先 課", "用途"],
        "rows": [["1", "福祉部", "介護課", "介護"], ["2", "福祉部", "障害課", "障害"]],
    }


def test_columns_of_grid_paper_are_one_each(tmp_path: Path) -> None:
    def draw(sheet: Worksheet) -> None:
        for row, cells in enumerate([["番号", "内容"], ["1", "あ"], ["2", "い"]], 3):
            for left, right, text in (("A", "C", cells[0]), ("D", "K", cells[1])):
                sheet.merge_cells(f"{left}{row}:{right}{row}")
                sheet[f"{left}{row}"] = text
                sheet[f"{left}{row}"].border = RULED

    (annex,) = office_book(tmp_path, draw).answers.get("annexes")
    assert annex == {
        "title": "別紙1",
        "table": {"columns": ["番号", "内容"], "rows": [["1", "あ"], ["2", "い"]]},
    }


def test_a_head_that_is_repeated_on_each_page_is_no_row(tmp_path: Path) -> None:
    def draw(sheet: Worksheet) -> None:
        write(sheet, 1, [["No.", "先"], [1, "甲"], ["No.", "先"], [2, "乙"]])

    (annex,) = office_book(tmp_path, draw).answers.get("annexes")
    assert annex["table"]["rows"] == [["1", "甲"], ["2", "乙"]]


def test_a_small_box_above_the_table_is_no_head(tmp_path: Path) -> None:
    def draw(sheet: Worksheet) -> None:
        write(sheet, 1, [["担当", "市民課"]])
        sheet["A2"] = "提供先の一覧"
        write(sheet, 4, [["No.", "先", "根拠", "用途", "時期"], [1, "甲", "法", "税", "随時"]])

    (annex,) = office_book(tmp_path, draw).answers.get("annexes")
    assert annex["title"] == "別紙1 提供先の一覧"
    assert annex["text"] == "担当\n市民課"
    assert annex["table"]["rows"] == [["1", "甲", "法", "税", "随時"]]


def test_a_hidden_column_is_on_record(tmp_path: Path) -> None:
    def draw(sheet: Worksheet) -> None:
        write(sheet, 1, [["No.", "先", "内部の覚え"], [1, "甲", "後で直す"]])
        sheet.column_dimensions["C"].hidden = True

    imported = office_book(tmp_path, draw)
    assert imported.answers.get("annexes[0].table")["columns"] == ["No.", "先"]
    assert [entry.text for entry in imported.leftovers] == ["内部の覚え", "後で直す"]


def test_a_part_of_the_form_on_a_sheet_called_annex_stays_one(tmp_path: Path) -> None:
    path = own_book(tmp_path, [])
    book = reopened(path)
    sheet = book["(別添2)変更箇所"]
    sheet.title = "別紙3(変更箇所)"
    sheet.cell(3, 1, "令和8年4月1日")
    book.save(path)
    imported = read_workbook(path).assessment
    assert imported.answers.get("annexes") is None
    assert imported.answers.get("changes")[0]["date"] == "令和8年4月1日"


def test_what_a_free_sheet_can_not_hold_stays_on_record(tmp_path: Path) -> None:
    def draw(sheet: Worksheet) -> None:
        write(sheet, 1, [["No.", "計"], [1, "=SUM(A2:A3)"]])

    imported = office_book(tmp_path, draw)
    assert imported.answers.get("annexes") is None
    assert any("SUM" in leftover.text for leftover in imported.leftovers)
