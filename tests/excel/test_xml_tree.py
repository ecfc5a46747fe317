"""Parts that declare nothing are parsed in one go; all others are left to the careful parser."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from pia_desktop.errors import FileError
from pia_desktop.excel.importer.workbook_reader import open_book
from pia_desktop.excel.importer.xml_tree import parse_harmless, without_empty_cells

ROW = b'<row r="1"><c r="A1" s="3"/><c r="B1" s="4"><v>1</v></c><c r="C1" s="3"/></row>'


@pytest.mark.parametrize(
    "part",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b"<?xml version='1.0'?><a><!-- b --></a>",
        "<?xml version='1.0' encoding='utf-16'?><a>b</a>".encode("utf-16"),
        "<?xml version='1.0' encoding='Shift_JIS'?><a>b</a>".encode("shift_jis"),
        b"<?xml version='1.0' encoding='cp037'?><a>b</a>",
        b"<a>" + b"<b/>" * 150_001 + b"</a>",
    ],
)
def test_what_could_be_hostile_is_left_alone(part: bytes) -> None:
    assert parse_harmless(part) is None


@pytest.mark.parametrize(
    "head", [b"", b"\xef\xbb\xbf", b"<?xml version='1.0' encoding='UTF-8'?>\n"]
)
def test_what_declares_nothing_is_parsed(head: bytes) -> None:
    root = parse_harmless(head + "<a><b>漢字</b></a>".encode())
    assert root is not None
    assert root.findtext("b") == "漢字"


def test_cells_with_nothing_but_a_style_are_left_out() -> None:
    part, styles = without_empty_cells(ROW)
    assert part == b'<row r="1"><c r="B1" s="4"><v>1</v></c></row>'
    assert styles == {b"3"}


def test_a_cell_that_does_not_say_its_place_stands_behind_the_one_before() -> None:
    mixed = ROW.replace(b"</row>", b"<c><v>2</v></c></row>")
    assert without_empty_cells(mixed) == (mixed, set())


def _book_with(sheet: bytes) -> bytes:
    plain, out = io.BytesIO(), io.BytesIO()
    Workbook().save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, sheet if name.endswith("sheet1.xml") else old.read(name))
    return out.getvalue()


NAMES = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize("comment", ["", "<!-- written by hand -->"])
def test_both_ways_read_the_same_cells(tmp_path: Path, comment: str) -> None:
    rows = (
        '<row><c r="B1" s="0"/><c><v>7</v></c><c r="E1" t="inlineStr"><is><t>戊</t></is></c></row>'
        '<row r="4"><c t="str"><f>A1</f><v>甲</v></c><c r="C4" s="0"/></row>'
    )
    sheet = (
        f'<worksheet xmlns="{NAMES}">{comment}<sheetData>{rows}</sheetData>'
        '<mergeCells><mergeCell ref="B1:D2"/></mergeCells></worksheet>'
    )
    path = tmp_path / "評価書.xlsx"
    path.write_bytes(_book_with(sheet.encode()))
    (read,) = open_book(path).sheets
    assert [(cell.coordinate, cell.text) for cell in read.cells] == [
        ("C1", "7"),
        ("E1", "戊"),
        ("A4", "甲"),
    ]
    assert [(a.top, a.left, a.bottom, a.right) for a in read.merges] == [(1, 2, 2, 4)]


def test_an_entity_in_a_worksheet_is_refused(tmp_path: Path) -> None:
    sheet = (
        f'<!DOCTYPE worksheet [<!ENTITY a "甲">]><worksheet xmlns="{NAMES}"><sheetData><row r="1">'
        '<c r="A1" t="str"><v>&a;</v></c></row></sheetData></worksheet>'
    )
    path = tmp_path / "評価書.xlsx"
    path.write_bytes(_book_with(sheet.encode()))
    with pytest.raises(FileError):
        open_book(path)
