"""Workbooks that somebody made to do harm."""

from __future__ import annotations

import io
import re
import struct
import time
import tracemalloc
import warnings
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from pia_desktop.excel import write_workbook
from pia_desktop.excel.importer import read_workbook
from pia_desktop.files import limits
from tests.fuzz.cases import Case
from tests.fuzz.corpus import members_of, packed
from tests.fuzz.runner import BROKEN, READ, REFUSED, run
from tests.hostile.calls import BOOK, book_with, refused_book, taken, zipped
from tests.locations import CASES

PARTS = members_of(BOOK)
SHEET = PARTS["xl/worksheets/sheet1.xml"]
STRINGS = PARTS["xl/sharedStrings.xml"]
STYLES = PARTS["xl/styles.xml"]
LIST = PARTS["xl/workbook.xml"]

LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)


def headed(part: bytes, doctype: bytes) -> bytes:
    """The part with a document type before its first element."""
    at = re.search(rb"<\w", part)
    assert at is not None
    return part[: at.start()] + doctype + part[at.start() :]


def repeated(part: bytes, behind: bytes, element: bytes, count: int) -> bytes:
    assert behind in part
    return part.replace(behind, behind + element * count, 1)


@pytest.mark.parametrize("part", ["sheet1", "styles", "sharedStrings", "workbook"])
@pytest.mark.parametrize(
    "doctype",
    [
        LAUGHS,
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///nowhere/secret">]>',
        b'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://example.invalid/x.dtd"> %p;]>',
    ],
    ids=["laughs", "file", "network"],
)
def test_entities_are_neither_unfolded_nor_followed(part: str, doctype: bytes) -> None:
    member = "xl/worksheets/sheet1.xml" if part == "sheet1" else f"xl/{part}.xml"
    assert "仕掛け" in refused_book(book_with(**{part: headed(PARTS[member], doctype)}))


def test_a_million_merged_cells() -> None:
    merges = b"<mergeCells>" + b'<mergeCell ref="A1:B2"/>' * 1_000_000 + b"</mergeCells>"
    data = book_with(sheet1=SHEET.replace(b"</sheetData>", b"</sheetData>" + merges, 1))
    assert "結合" in refused_book(data)


def test_one_merged_cell_that_covers_everything() -> None:
    merged = re.sub(rb'<mergeCell ref="[^"]*"', b'<mergeCell ref="A1:XFD1048576"', SHEET, count=1)
    taken(("import", "去年.xlsx", "出力.pia"), {"去年.xlsx": book_with(sheet1=merged)}, "出力.pia")


def test_merged_cells_that_cover_more_than_any_sheet() -> None:
    tall = b"".join(b'<mergeCell ref="%c1:%c1048576"/>' % (c, c) for c in range(65, 91))
    merged = re.sub(rb"(<mergeCells[^>]*>)", rb"\1" + tall, SHEET, count=1)
    assert "結合" in refused_book(book_with(sheet1=merged))


@pytest.mark.parametrize(
    "columns", ['min="-2000000000" max="3"', 'min="&#45;9" max="3"', 'min="1" max="2000000000"']
)
def test_columns_that_no_sheet_has(columns: str) -> None:
    column = f'<cols><col {columns} width="9"/></cols><sheetData>'.encode()
    bare = re.sub(rb"<cols>.*?</cols>", b"", SHEET, flags=re.DOTALL)
    refused_book(book_with(sheet1=bare.replace(b"<sheetData>", column, 1)))


def renamed(data: bytes, name: str) -> bytes:
    """The small workbook with its first sheet's part under another name."""
    old, path = b"worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"
    parts = {key: value for key, value in PARTS.items() if key != path}
    for key in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        parts[key] = parts[key].replace(old, f"worksheets/{name}".encode())
    return packed({**parts, f"xl/worksheets/{name}": data})


@pytest.mark.parametrize(
    "name,encoding",
    [
        ("sheet1.xml", "utf-8-sig"),
        ("sheet1.xml", "utf-16"),
        ("sheet1.dat", "utf-8"),
        ("sheet1.dat", "utf-16-be"),
        ("sheet1", "utf-16-le"),
    ],
)
def test_limits_hold_whatever_a_part_is_called_and_however_it_is_encoded(
    name: str, encoding: str
) -> None:
    declared = "utf-16" if encoding.startswith("utf-16") else "utf-8"
    head = f'<?xml version="1.0" encoding="{declared}"?>\n'

    def encoded(body: bytes) -> bytes:
        return (head + body.decode().partition("?>\n")[2]).encode(encoding)

    sheet = SHEET if SHEET.startswith(b"<?xml") else b'<?xml version="1.0"?>\n' + SHEET
    taken(
        ("import", "去年.xlsx", "出力.pia"),
        {"去年.xlsx": renamed(encoded(sheet), name)},
        "出力.pia",
    )
    row = b"<row>" + b'<x:c xmlns:x="a" r="A1"/>' * (limits.BOOK_CELLS + 1) + b"</row>"
    large = sheet.replace(b"<row", row + b"<row", 1)
    assert "セル" in refused_book(renamed(encoded(large), name))
    harmless = sheet.replace(b"<worksheet", b"<!DOCTYPE worksheet><worksheet", 1)
    assert "仕掛け" in refused_book(renamed(encoded(harmless), name))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-16"])
def test_limits_hold_however_much_stands_before_the_first_element(encoding: str) -> None:
    """A parser passes over any number of line feeds."""
    bare = SHEET.partition(b"?>")[2] if SHEET.startswith(b"<?xml") else SHEET
    for large, word in (
        (b"<!DOCTYPE worksheet>" + bare, "仕掛け"),
        (bare.replace(b"<row", b"<row>" + b'<c r="A1"/>' * 400_001 + b"</row><row", 1), "セル"),
    ):
        sheet = ("\n \t" * 200 + large.decode()).encode(encoding)
        assert word in refused_book(book_with(sheet1=sheet))


@pytest.mark.parametrize("name", sorted(path.name for path in (CASES / "hostile").glob("*.xlsx")))
def test_the_given_workbooks_are_refused_in_a_sentence(name: str) -> None:
    refused_book((CASES / "hostile" / name).read_bytes())


STYLE_COUNT = 50_000
# Of the processor's time, for a workbook whose styles are all that is large about it.
LONGEST_S = 5.0
XF = b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0">%s</xf>'
ALIGNED = XF % b'<alignment wrapText="1" vertical="top"/>'
FONT = b'<font><sz val="11"/><name val="MS Gothic"/><b/></font>'


def styled(tag: bytes, elements: bytes) -> bytes:
    """The style sheet with these elements first in this list."""
    made = re.sub(rb"<%s( count=\"\d+\")?>" % tag, b"<%s>" % tag + elements, STYLES, count=1)
    assert made != STYLES
    return made


def heavy_styles() -> dict[str, bytes]:
    names = b"".join(b'<cellStyle name="s%d" xfId="%d"/>' % (n, n) for n in range(STYLE_COUNT))
    of_names = XF % b"" * STYLE_COUNT
    named = styled(b"cellStyles", names).replace(
        b'<cellStyleXfs count="1">', b"<cellStyleXfs>" + of_names, 1
    )
    return {
        "formats": styled(b"cellXfs", ALIGNED * STYLE_COUNT),
        "fonts": styled(b"fonts", FONT * (STYLE_COUNT // 2)),
        "names": named,
        "openings": STYLES + b"<cellStyles>" * STYLE_COUNT,
    }


@pytest.mark.parametrize("kind", ["formats", "fonts", "names", "openings"])
def test_fifty_thousand_styles_are_read_or_refused_soon(kind: str) -> None:
    files = {"去年.xlsx": book_with(styles=heavy_styles()[kind])}
    began = time.process_time()
    verdict = run(Case(("import", "去年.xlsx", "出力.pia"), files, ("出力.pia",)))
    assert time.process_time() - began < LONGEST_S
    assert verdict.kind == (REFUSED if kind == "openings" else READ), verdict.why


@pytest.mark.parametrize("reference", ["B2:A1", "A:A", "A0:B1", "#REF!", "", "ZZZZZZ1"])
def test_a_merged_cell_that_is_none(reference: str) -> None:
    new = f'<mergeCell ref="{reference}"'.encode()
    refused_book(book_with(sheet1=re.sub(rb'<mergeCell ref="[^"]*"', new, SHEET, count=1)))


def test_one_text_that_every_cell_shares() -> None:
    """100 kB unpacked, 20 GB if each cell's text is looked at."""
    text = b"<si><t>" + b"a" * 190_000 + b"</t></si>"
    strings = STRINGS.replace(b"<si>", text + b"<si>", 1)
    cells = b'<row r="900">' + b'<c t="s"><v>0</v></c>' * 10_000 + b"</row>"
    sheet = SHEET.replace(b"</sheetData>", cells + b"</sheetData>", 1)
    assert "文字" in refused_book(book_with(sheet1=sheet, sharedStrings=strings))


def test_one_text_beyond_all_measure() -> None:
    cell = b'<row r="900"><c t="inlineStr"><is><t>' + b"a" * 300_000 + b"</t></is></c></row>"
    sheet = SHEET.replace(b"</sheetData>", cell + b"</sheetData>", 1)
    assert "文字" in refused_book(book_with(sheet1=sheet))


def test_cells_without_end() -> None:
    row = b"<row>" + b'<c r="A1"/>' * (limits.BOOK_CELLS + 1) + b"</row>"
    assert "セル" in refused_book(book_with(sheet1=SHEET.replace(b"<row", row + b"<row", 1)))


def test_elements_without_end_and_without_bottom() -> None:
    flat = b"<a/>" * (limits.BOOK_ELEMENTS + 1)
    assert "中身" in refused_book(book_with(sheet1=SHEET.replace(b"<sheetData>", flat, 1)))
    refused_book(book_with(sheet1=SHEET.replace(b"<sheetData>", b"<a>" * 100_000, 1)))


@pytest.mark.parametrize(
    "kind", ["one element's", "of many elements", "long", "comment"], ids=lambda kind: kind
)
def test_attributes_without_end(kind: str) -> None:
    number = limits.BOOK_ATTRIBUTES // 50 + 1
    more = {
        "one element's": b"<a " + b" ".join(b'a%d="1"' % n for n in range(600_000)) + b"/>",
        "of many elements": (b"<a" + b"".join(b' a%d=""' % n for n in range(50)) + b"/>") * number,
        "long": b'<a a="' + b"x" * limits.BOOK_RUN_BYTES + b'"/>',
        "comment": b"<!--" + b"x" * limits.BOOK_RUN_BYTES + b"-->",
    }[kind]
    sheet = SHEET.replace(b"<sheetData>", more + b"<sheetData>", 1)
    assert "中身" in refused_book(book_with(sheet1=sheet))


def test_styles_and_names_without_end() -> None:
    count = limits.BOOK_STYLE_ELEMENTS + 1
    styles = re.sub(rb"(<cellXfs[^>]*>)", rb"\1" + b"<xf/>" * count, STYLES)
    assert "書式" in refused_book(book_with(styles=styles))
    names = b"<definedNames>" + b'<definedName name="a">A1</definedName>' * 100_001
    data = LIST.replace(b"</sheets>", b"</sheets>" + names + b"</definedNames>", 1)
    assert "名前" in refused_book(book_with(workbook=data))


@pytest.mark.parametrize(
    "name,element,word",
    [
        ("[Content_Types].xml", b'<Override PartName="/a" ContentType="b"/>', "部品"),
        ("xl/_rels/workbook.xml.rels", b'<Relationship Id="q" Type="x" Target="y"/>', "つながり"),
    ],
)
def test_lists_of_parts_without_end(name: str, element: bytes, word: str) -> None:
    part = PARTS[name]
    end = part.rindex(b"</")
    many = part[:end] + element * (limits.BOOK_LIST_ELEMENTS + 1) + part[end:]
    assert word in refused_book(packed({**PARTS, name: many}))


def test_columns_described_over_and_over() -> None:
    columns = b"<cols>" + b'<col min="1" max="16384" width="5"/>' * 20 + b"</cols>"
    bare = re.sub(rb"<cols>.*?</cols>", b"", SHEET, flags=re.DOTALL)
    said = refused_book(book_with(sheet1=bare.replace(b"<sheetData>", columns + b"<sheetData>", 1)))
    assert "列" in said


@pytest.mark.parametrize("number", ["-1", "99999"])
def test_a_shared_text_that_there_is_none_of(number: str) -> None:
    cell = f'<row r="900"><c r="A900" t="s"><v>{number}</v></c></row></sheetData>'.encode()
    refused_book(book_with(sheet1=SHEET.replace(b"</sheetData>", cell, 1)))


def test_sheets_without_end_and_one_sheet_twice() -> None:
    sheet = re.search(rb"<sheet [^>]*/>", LIST)
    assert sheet is not None
    assert "シート" in refused_book(book_with(workbook=repeated(LIST, sheet[0], sheet[0], 300)))
    refused_book(book_with(workbook=repeated(LIST, sheet[0], sheet[0], 1)))


def test_one_picture_shown_without_end() -> None:
    member = "xl/drawings/drawing1.xml"
    anchor = re.search(
        rb"<(?:\w+:)?oneCellAnchor>.*?</(?:\w+:)?oneCellAnchor>", PARTS[member], re.S
    )
    assert anchor is not None
    many = repeated(PARTS[member], anchor[0], anchor[0], limits.BOOK_PICTURES)
    assert "図" in refused_book(packed({**PARTS, member: many}))


def test_a_part_that_lies_about_its_size_is_not_unpacked() -> None:
    """100 MB in 100 kB whose head says ten bytes; the parser would unpack it whole."""
    bomb = bytearray(packed({**PARTS, "xl/media/x.bin": bytes(100_000_000)}))
    at = bomb.rindex(b"PK\x01\x02")
    bomb[at + 24 : at + 28] = struct.pack("<I", 10)
    tracemalloc.start()
    try:
        refused_book(bytes(bomb))
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()


def test_a_bomb_that_says_its_size() -> None:
    bomb = bytearray(packed({**PARTS, "xl/media/x.bin": bytes(100_000)}))
    at = bomb.rindex(b"PK\x01\x02")
    bomb[at + 24 : at + 28] = struct.pack("<I", limits.BOOK_UNPACKED_BYTES + 1)
    assert "大きすぎます" in refused_book(bytes(bomb))


@pytest.mark.parametrize("name", ["../外.xml", "/xl/外.xml", "C:/外.xml"])
def test_a_part_whose_name_leads_elsewhere(name: str) -> None:
    assert "フォルダーの外" in refused_book(packed({**PARTS, name: b"<x/>"}))


def test_a_part_twice_linked_or_encrypted() -> None:
    infos = [(zipfile.ZipInfo(name), data) for name, data in PARTS.items()]
    with warnings.catch_warnings(action="ignore"):
        assert "同じ名前" in refused_book(zipped(*infos, infos[0]))
    infos[0][0].create_system = 3
    infos[0][0].external_attr = 0o120777 << 16
    assert "リンク" in refused_book(zipped(*infos))
    locked = bytearray(BOOK)
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    assert "暗号化" in refused_book(bytes(locked))


def test_relations_to_elsewhere_are_not_followed() -> None:
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    outside = re.sub(
        rb'Target="[^"]*"', b'Target="http://example.invalid/x" TargetMode="External"', PARTS[rels]
    )
    data = packed({**PARTS, rels: outside})
    files = {"去年.xlsx": data}
    verdict = run(Case(("import", "去年.xlsx", "出力.pia"), files, ("出力.pia",)))
    assert verdict.kind != BROKEN, verdict.why


def test_numbers_and_dates_beyond_all_measure_are_texts() -> None:
    for value in (b"1e999", b"-1e308", b"9" * 400, b"NaN"):
        cell = b'<row r="900"><c r="A900"><v>' + value + b"</v></c></row>"
        sheet = SHEET.replace(b"</sheetData>", cell + b"</sheetData>", 1)
        files = {"去年.xlsx": book_with(sheet1=sheet)}
        verdict = run(Case(("import", "去年.xlsx", "出力.pia"), files, ("出力.pia",)))
        assert verdict.kind != BROKEN, verdict.why


FORMULAS = (
    "=cmd|'/c calc'!A1", "=1+1", "@SUM(A1)", "+1", "-1", '=HYPERLINK("http://example.invalid")',
)  # fmt: skip


def test_formulas_and_dde_strings_go_in_and_out_as_texts(tmp_path: Path) -> None:
    formula = b"<c r=\"A900\"><f>cmd|'/c calc'!A1</f></c>"
    row = b'<row r="900">' + formula + b"</row>"
    path = tmp_path / "去年.xlsx"
    path.write_bytes(book_with(sheet1=SHEET.replace(b"</sheetData>", row + b"</sheetData>", 1)))
    assessment = read_workbook(path).assessment
    assert any(left.text == FORMULAS[0] for left in assessment.leftovers)
    assessment.answers.fill(
        {
            "business": {"content": FORMULAS[0]},
            "systems": [{"name": text} for text in FORMULAS],
            "changes": [{"before": FORMULAS[1], "after": FORMULAS[5]}],
        }
    )
    with zipfile.ZipFile(io.BytesIO(write_workbook(assessment))) as archive:
        names = archive.namelist()
        sheets = b"".join(archive.read(name) for name in names if "worksheets/" in name)
        texts = archive.read("xl/sharedStrings.xml")
    assert not any("externalLink" in name for name in names)
    assert b"<f>" not in sheets
    assert b"<f " not in sheets
    for text in FORMULAS:
        assert f">{escape(text)}</t>".encode() in texts
