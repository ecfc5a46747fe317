"""Ways of filling in a workbook that an office has by itself: each is read, or on record."""

from __future__ import annotations

from copy import copy
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Border
from openpyxl.worksheet.worksheet import Worksheet

from pia_desktop.assessment import from_json
from pia_desktop.excel import write_workbook
from pia_desktop.excel.importer import ImportedWorkbook, read_workbook
from tests.excel.leaves import leaves
from tests.excel.office_book import office_book, plain_style, sample_slice
from tests.excel.workbook_edits import make_room, shift, take_out, texts
from tests.locations import SAMPLES
from tests.office_printing import reopened

LONG = "町の事務の流れと、使うシステム、書類の受渡しの方法を順に述べる。"
CHANGES = (
    {
        "date": "令和7年4月1日",
        "item": "Ⅱ 2. ④記録される項目",
        "before": "\n".join([LONG] * 4),
        "after": "\n".join([LONG] * 6),
        "timing": "事後",
        "reason": "軽微な変更",
    },
    {"date": "令和7年4月1日", "item": "Ⅲ 7. リスク1", "before": "前", "after": "後"},
    {"date": "令和7年4月1日", "before": "\n".join([LONG] * 4), "after": "\n".join([LONG] * 4)},
)
GUIDE = "※委託先がある場合は、その名称を漏れなく記入すること。"


def answered(name: str, **changed: Any) -> tuple[Any, dict[str, Any]]:
    form, answers = sample_slice(SAMPLES / f"{name}.json", 3, small=True)
    return form, answers | changed


def book_of(form: Any, answers: dict[str, Any], **habits: Any) -> Workbook:
    return office_book(form, answers, plain_style(3, **habits)).workbook


def cell_beside(book: Workbook, label: str) -> Cell:
    """The first cell of the box beside a label."""
    cell = next(c for sheet in book for c in texts(sheet) if str(c.value).startswith(label))
    area = next(a for a in cell.parent.merged_cells.ranges if cell.coordinate in a)
    beside: Cell = cell.parent.cell(cell.row, area.max_col + 1)
    return beside


def read(book: Workbook, folder: Path) -> ImportedWorkbook:
    book.save(folder / "評価書.xlsx")
    return read_workbook(folder / "評価書.xlsx")


def report(imported: ImportedWorkbook) -> list[str]:
    return [entry.text for entry in imported.assessment.leftovers]


@pytest.mark.parametrize("rule_between", [True, False])
def test_a_change_over_two_sheet_rows_is_one_row(rule_between: bool, tmp_path: Path) -> None:
    """Day, item and timing are merged down beside the pieces of the long texts; the item is empty
    in one of them.
    """
    form, answers = answered("youshiki3", changes=list(CHANGES))
    book = book_of(form, answers, parts=2, rule_between=rule_between)
    imported = read(book, tmp_path)
    rows = imported.assessment.answers.get("changes")
    assert [{k: v for k, v in row.items() if v} for row in rows] == list(CHANGES)
    assert report(imported) == []


def test_a_change_has_its_second_text_beside_the_merged_rest_alone(tmp_path: Path) -> None:
    """Day and item are merged over two rows; the first tells how it was, the second how it is."""
    change = {"date": "令和7年4月1日", "item": "Ⅲ 7. リスク1", "before": "前", "after": "後"}
    book = book_of(*answered("youshiki3", changes=[change]))
    sheet = next(sheet for sheet in book if "変更箇所" in sheet.title)
    cells = {cell.value: cell for cell in texts(sheet)}
    after = cells["後"]
    row = after.row
    shift(sheet, rows=make_room([row + 1]))
    for cell in sheet[row]:
        sheet.cell(row + 1, cell.column)._style = copy(cell._style)
    for name in ("令和7年4月1日", "Ⅲ 7. リスク1"):
        (area,) = (a for a in sheet.merged_cells.ranges if cells[name].coordinate in a)
        area.expand(down=1)
    after.value = None
    sheet.cell(row + 1, after.column).value = "後"
    imported = read(book, tmp_path)
    (read_change,) = imported.assessment.answers.get("changes")
    assert {key: text for key, text in read_change.items() if text} == change
    assert report(imported) == []


def test_an_unruled_table_has_a_row_for_each_item(tmp_path: Path) -> None:
    """Nobody has drawn rules, and the day is written once for two items; what only goes on with
    the texts of an item belongs to its row.
    """
    form, answers = answered("youshiki3", changes=list(CHANGES[:2]))
    book = book_of(form, answers, merged=False)
    sheet = next(sheet for sheet in book if "変更箇所" in sheet.title)
    for row in sheet.iter_rows():
        for cell in row:
            cell.border = Border()
    heads = {c.value: c for c in texts(sheet) if c.value in ("変更日", "変更後の記載")}
    dates = [c for c in texts(sheet) if c.column == heads["変更日"].column and c.row > 2]
    dates[-1].value = None
    below = dates[-1].row + 1
    sheet.cell(below, heads["変更後の記載"].column).value = "続けて述べる。"
    imported = read(book, tmp_path)
    first, second = imported.assessment.answers.get("changes")
    assert first["item"] == CHANGES[0]["item"]
    assert (second["date"], second["item"]) == ("", CHANGES[1]["item"])
    assert second["after"] == "後\n続けて述べる。"


def test_a_table_is_as_wide_as_its_head(tmp_path: Path) -> None:
    """Its cells are neither merged nor ruled: nothing else says how wide the page is."""
    form, answers = answered("youshiki3", changes=list(CHANGES[:2]))
    book = book_of(form, answers)
    sheet = next(sheet for sheet in book if "変更箇所" in sheet.title)
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    for row in sheet.iter_rows():
        for cell in row:
            cell.border = Border()
    sheet.print_area = None
    sheet.merge_cells("A1:C1")
    imported = read(book, tmp_path)
    rows = imported.assessment.answers.get("changes")
    assert [{k: v for k, v in row.items() if v} for row in rows] == list(CHANGES[:2])
    assert report(imported) == []


def halves(book: Workbook) -> tuple[Worksheet, Worksheet]:
    """Ⅱ on two worksheets, the second of which begins with its third part."""
    first = next(sheet for sheet in book if sheet.title.startswith("Ⅱ"))
    row = next(cell.row for cell in texts(first) if str(cell.value).startswith("3."))
    second = book.copy_worksheet(first)
    second.title = "続き"
    shift(first, rows=take_out(range(row, first.max_row + 1)))
    shift(second, rows=take_out(range(1, row)))
    return first, second


def test_the_second_half_of_a_section_follows_the_first_wherever_it_stands(tmp_path: Path) -> None:
    """Ⅱ of the first of two files: its second half stands behind all other worksheets."""
    form, answers = answered("youshiki3")
    file = answers["files"][0]
    answers["files"] = [file | {"name": f"ファイル{n}", "use_purpose": f"目的{n}"} for n in (1, 2)]
    whole = leaves(read(book_of(form, answers), tmp_path).assessment.answers)
    book = book_of(form, answers)
    halves(book)
    imported = read(book, tmp_path)
    assert leaves(imported.assessment.answers) == whole
    assert report(imported) == []


def test_the_second_half_of_a_section_is_read_without_the_first(tmp_path: Path) -> None:
    form, answers = answered("youshiki3")
    answers["files"] = answers["files"][:1]
    book = book_of(form, answers)
    first, _second = halves(book)
    book.remove(first)
    imported = read(book, tmp_path)
    purpose = answers["files"][0]["use_purpose"]
    assert imported.assessment.answers.get("files[0].use_purpose") == purpose
    assert not imported.assessment.answers.get("files[0].record_main")
    assert report(imported) == []


@pytest.mark.parametrize("text, guide", [(GUIDE, True), ("※別紙を参照すること。", False)])
def test_a_guide_alone_in_its_box_is_no_answer(text: str, guide: bool, tmp_path: Path) -> None:
    """What speaks of filling in the form is on record; what may be meant is an answer."""
    form, answers = answered("youshiki3")
    book = book_of(form, answers)
    label = next(i.label for i in form.items if i.id == "files[].use_purpose")
    cell_beside(book, label).value = text
    imported = read(book, tmp_path)
    assert imported.assessment.answers.get("files[0].use_purpose") == (None if guide else text)
    assert report(imported) == ([text] if guide else [])


def test_options_of_an_office_s_own_leave_the_others_readable(tmp_path: Path) -> None:
    form, answers = answered("youshiki3")
    answers["files"][0]["obtain_method"] = {"紙": True}
    book = book_of(form, answers, ticks=("row_in_cell",))
    label = next(i.label for i in form.items if i.id == "files[].obtain_method")
    cell = cell_beside(book, label)
    cell.value = "当町では [○]紙　[○]ファクシミリ　[○]専用線　[○]その他（ 持参 ）　[○]郵送"
    imported = read(book, tmp_path)
    taken = imported.assessment.answers.get("files[0].obtain_method")
    assert taken == {"紙": True, "専用線": True, "その他": "持参"}
    assert sorted(report(imported)) == ["[○]ファクシミリ", "[○]郵送", "当町では"]


def test_a_list_of_the_options_below_the_ticks_says_nothing(tmp_path: Path) -> None:
    form, answers = answered("youshiki3")
    answers["files"][0]["obtain_method"] = {"紙": True, "専用線": True}
    book = book_of(form, answers, ticks=("row_in_cell",))
    item = form.by_id["files[].obtain_method"]
    cell = cell_beside(book, item.label)
    sheet, row, column = cell.parent, cell.row, cell.column
    shift(sheet, rows=make_room([row + 1]))
    sheet.cell(row + 1, column).value = "、".join(option.key for option in item.options)
    imported = read(book, tmp_path)
    taken = imported.assessment.answers.get("files[0].obtain_method")
    assert taken == {"紙": True, "専用線": True}
    assert report(imported) == []


def test_a_section_on_quite_another_file_is_named(tmp_path: Path) -> None:
    """Ⅱ knows one file, Ⅲ speaks of another: a person has to look."""
    form, answers = answered("youshiki4")
    answers["files"] = answers["files"][:1]
    answers["files"][0]["name"] = "児童手当ファイル"
    answers["files"][0].setdefault("risk", {})["file_name"] = "国民健康保険資格情報"
    imported = read(book_of(form, answers), tmp_path)
    assert leaves(imported.assessment.answers)[".files[0].risk.file_name"] == "国民健康保険資格情報"
    (note,) = [note for note in imported.notes if "並び順だけにより" in note]
    assert note.endswith("ファイル1「児童手当ファイル」のものとしました。確かめてください。")
    (decision,) = imported.decisions
    assert not decision.certain
    assert decision.name_of(1) == "ファイル2「国民健康保険資格情報」"
    again = read_workbook(tmp_path / "評価書.xlsx", chosen_files={decision.key: 1})
    assert leaves(again.assessment.answers)[".files[1].risk.file_name"] == "国民健康保険資格情報"


def test_a_name_is_not_likened_where_another_file_has_none(tmp_path: Path) -> None:
    """Two files whose names share words: the second has its name in Ⅲ alone."""
    form, answers = answered("youshiki4")
    first = answers["files"][0]
    first["name"] = "個人住民税課税ファイル"
    first["risk"] = {"obtain": {"other": "一番"}}
    second = {"risk": {"file_name": "個人住民税収納・滞納ファイル", "obtain": {"other": "二番"}}}
    answers["files"] = [first, second]
    answers["business"].pop("file_names", None)
    imported = read(book_of(form, answers, sheets="one"), tmp_path)
    assert imported.assessment.answers.get("files[0].risk.obtain.other") == "一番"
    assert imported.assessment.answers.get("files[1].risk.obtain.other") == "二番"


def test_ticks_are_read_although_their_column_is_folded_away(tmp_path: Path) -> None:
    """Somebody has hidden a column in the midst of the form: what stands there between brackets is
    the form's, not somebody's codes.
    """
    assessment = from_json(SAMPLES / "youshiki3.json")
    path = tmp_path / "評価書.xlsx"
    path.write_bytes(write_workbook(assessment))
    book = reopened(path)
    sheet = next(sheet for sheet in book if sheet.title.startswith("Ⅱ"))
    marks = [cell for cell in texts(sheet) if cell.value == "○"]
    ticked = next(c for c in marks if sheet.cell(c.row, c.column - 1).value == "[")
    sheet.column_dimensions[ticked.column_letter].hidden = True
    imported = read(book, tmp_path)
    for item in ("source", "obtain_method", "record_main"):
        ticks = imported.assessment.answers.get(f"files[0].{item}")
        assert ticks == assessment.answers.get(f"files[0].{item}")
    assert "○" not in report(imported)
