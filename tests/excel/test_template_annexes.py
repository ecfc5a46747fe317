"""別紙 as worksheets behind a municipality's own workbook."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pia_desktop.assessment import Assessment, new_assessment
from pia_desktop.excel.importer import read_workbook
from pia_desktop.excel.template_filling import fill_template
from tests.made_up_annexes import ANNEXES, with_annexes
from tests.office_printing import reopened, without_folded
from tests.strategies import PNG

FORM = "youshiki3-2025-05"


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "ひな形.xlsx"
    path.write_bytes(without_folded(new_assessment(FORM)))
    return path


def filled(assessment: Assessment, template: Path, path: Path) -> Path:
    result = fill_template(assessment, template)
    assert result.missing == ()
    path.write_bytes(result.data)
    return path


def test_they_come_behind_the_workbook_s_own_sheets_and_are_read_back(
    blank: Path, tmp_path: Path
) -> None:
    before = with_annexes()
    path = filled(before, blank, tmp_path / "記入済み.xlsx")
    imported = read_workbook(path).assessment
    assert imported.answers == before.answers
    assert imported.figures == before.figures
    assert imported.leftovers == []
    book = reopened(path)
    own = reopened(blank).sheetnames
    assert book.sheetnames == [*own, "別紙1", "別紙2の2", "別紙3", "別紙3の図"]
    sheet = book["別紙2の2"]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$4:$4"
    head = sheet["A4"]
    assert (head.font.name, head.font.bold, head.fill.fgColor.rgb) == (
        "ＭＳ Ｐゴシック",
        True,
        "FFD9E1EC",
    )
    assert head.border.top.style == "thin"
    assert book["別紙3の図"]._images[0]._data() == PNG


@pytest.mark.slow
def test_a_second_filling_changes_nothing(blank: Path, tmp_path: Path) -> None:
    path = filled(with_annexes(), blank, tmp_path / "記入済み.xlsx")
    assert fill_template(with_annexes(), path).data == path.read_bytes()


@pytest.mark.slow
def test_one_that_says_something_else_is_put_in_its_place(blank: Path, tmp_path: Path) -> None:
    path = filled(with_annexes(), blank, tmp_path / "記入済み.xlsx")
    changed = with_annexes()
    table = changed.answers.get("annexes[0].table")
    changed.answers.set("annexes[0].table", {**table, "rows": table["rows"][:5]})
    changed.answers.set("annexes[2].figures", [])
    again = filled(changed, path, tmp_path / "もう一度.xlsx")
    imported = read_workbook(again).assessment
    assert imported.answers.get("annexes") == changed.answers.get("annexes")
    assert reopened(again).sheetnames[-3:] == ["別紙1", "別紙2の2", "別紙3"]
    with zipfile.ZipFile(again) as archive:  # nothing is left that no list names
        names = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
        assert not [n for n in archive.namelist() if n.startswith(("xl/media/", "xl/drawings/"))]
    assert len(names) == len(reopened(again).sheetnames)


@pytest.mark.slow
def test_a_sheet_of_the_municipality_s_own_stays(blank: Path, tmp_path: Path) -> None:
    book = reopened(blank)
    sheet: Worksheet = book.create_sheet("別紙9")
    for row in (("番号", "内容"), ("1", "手で書いたもの")):
        sheet.append(row)
    template = tmp_path / "別紙付き.xlsx"
    book.save(template)
    path = filled(with_annexes(), template, tmp_path / "記入済み.xlsx")
    after = reopened(path)
    assert after.sheetnames[-5:] == ["別紙9", "別紙1", "別紙2の2", "別紙3", "別紙3の図"]
    assert after["別紙9"]["B2"].value == "手で書いたもの"


@pytest.mark.slow
def test_an_annex_s_old_sheet_of_an_office_makes_room(blank: Path, tmp_path: Path) -> None:
    book = reopened(blank)
    sheet = book.create_sheet("別紙1", 1)
    for row in (("番号", "内容"), ("1", "去年のもの")):
        sheet.append(row)
    book.create_sheet("覚え書き")["A1"] = "=1+1"
    template = tmp_path / "去年.xlsx"
    book.save(template)
    path = filled(with_annexes(), template, tmp_path / "記入済み.xlsx")
    after = reopened(path)
    assert after.sheetnames[1] == "別紙1"
    assert after["別紙1"]["A1"].value == ANNEXES[0]["title"]
    assert after["覚え書き"].sheet_state == "visible"
    assert after["Ⅰ基本情報"].print_area == reopened(blank)["Ⅰ基本情報"].print_area
