"""What offices and other programs do to a workbook of the official shape, one kind at a time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from tests.excel.workbook_edits import texts

TOWN, MARK, END = "みなと野市", "様式第３号（第４条関係）", "以上"
STRUCK = "（前年度の記載）"

# The form's words and what earlier forms and other offices have printed in their stead.
OLD_WORDS = {
    "②所属長の役職名": "②所属長",
    "④個人情報ファイル簿への不記載等": "④個人情報ファイル簿への不記載",
    "ルールの内容及びルール遵守の確認方法": "ルール内容及び遵守の確認方法",
    "リスクへの対策は十分か": "対策は十分か",
    "③消去方法": "③消去の方法について",
    "特記事項": "特記事項（ある場合のみ）",
}

CONTENTS = (
    "Ⅰ　基本情報",
    "（別添１）　事務の内容",
    "Ⅱ　特定個人情報ファイルの概要",
    "（別添２）　特定個人情報ファイル記録項目",
    "Ⅲ　特定個人情報ファイルの取扱いプロセスにおけるリスク対策　※（７．リスク１⑨を除く。）",
    "Ⅳ　その他のリスク対策　※",
    "Ⅴ　開示請求、問合せ",
    "Ⅵ　評価実施手続",
    "（別添３）　変更箇所",
)


def sheet_with(book: Workbook, words: str) -> Worksheet:
    """The worksheet whose name holds these words."""
    return next(sheet for sheet in book if words in sheet.title)


def contents_list(book: Workbook) -> None:
    """The list of sections of 様式4, with its notes, on a worksheet of its own behind the cover."""
    cover = book.worksheets[0]
    head = next(cell for cell in texts(cover) if cell.value == "項目一覧")
    for cell in [cell for cell in texts(cover) if cell.row >= head.row]:
        cell.value = None
    sheet = book.create_sheet("項目一覧", 1)
    sheet["C2"] = "項目一覧"
    for number, title in enumerate(CONTENTS):
        sheet.cell(4 + 2 * number, 2).value = title


def old_wording(book: Workbook) -> None:
    """Labels in other words."""
    for cell in [cell for sheet in book for cell in texts(sheet)]:
        plain = "".join(str(cell.value).split())
        if plain in OLD_WORDS:
            cell.value = OLD_WORDS[plain]


def merged_dates(book: Workbook) -> None:
    """One date for all rows that follow with the same one."""
    sheet = sheet_with(book, "変更箇所")
    column = next(cell.column for cell in texts(sheet) if cell.value == "変更日")
    dates = [cell for cell in texts(sheet) if cell.column == column]
    for first in dates:
        same = [first]
        for cell in dates[dates.index(first) + 1 :]:
            if cell.value is None or cell.value != first.value:
                break
            same.append(cell)
        if first.value and len(same) > 1:
            _merge_down(sheet, first, same)


def _merge_down(sheet: Worksheet, first: Cell, same: list[Cell]) -> None:
    areas = {area.coord: area for area in sheet.merged_cells.ranges}
    own = [area for area in areas.values() if any(cell.coordinate in area for cell in same)]
    right = max((area.max_col for area in own), default=first.column)
    bottom = max([cell.row for cell in same] + [area.max_row for area in own])
    for area in own:
        sheet.merged_cells.remove(area)
    for cell in same[1:]:
        cell.value = None
    area = CellRange(min_row=first.row, max_row=bottom, min_col=first.column, max_col=right)
    sheet.merged_cells.add(area.coord)


def head_and_foot(book: Workbook) -> None:
    """The town and the regulation's form number below each title, 「以上」 at each end."""
    for sheet in book.worksheets[1:]:
        title = next(iter(texts(sheet)))
        below = max(
            (area.max_row for area in sheet.merged_cells.ranges if title.coordinate in area),
            default=title.row,
        )
        last = max(cell.row for cell in texts(sheet))
        bottom = max([last, *(area.max_row for area in sheet.merged_cells.ranges)])
        sheet.cell(bottom + 1, title.column).value = END
        sheet.insert_rows(below + 1)
        _shift_merges(sheet, below + 1)
        sheet.cell(below + 1, title.column).value = TOWN
        sheet.cell(below + 1, title.column + 30).value = MARK


def _shift_merges(sheet: Worksheet, row: int) -> None:
    """Move the merged areas as well, which openpyxl leaves where they were."""
    for area in list(sheet.merged_cells.ranges):
        if area.min_row >= row:
            area.shift(row_shift=1)


def struck_through(book: Workbook) -> None:
    """Old words in front of each long text, which says of itself that it isn't struck through."""
    for cell in [cell for sheet in book for cell in texts(sheet)]:
        if len(str(cell.value)) > 60 and not str(cell.value).startswith("特定個人情報"):
            old = TextBlock(InlineFont(strike=True), STRUCK)
            cell.value = CellRichText(old, TextBlock(InlineFont(strike=False), str(cell.value)))


def struck_cell(book: Workbook) -> None:
    """A cell of which nothing is left, in a style that strikes it."""
    sheet = sheet_with(book, "基本情報")
    cell = next(cell for cell in texts(sheet) if "②所属長の役職名" in str(cell.value))
    area = next(a for a in sheet.merged_cells.ranges if cell.coordinate in a)
    answer = sheet.cell(cell.row, area.max_col + 1)
    answer.font = Font(strike=True)


def no_cover(book: Workbook) -> None:
    """The sections alone."""
    book.remove(book.worksheets[0])


# What is done to the workbook before it is saved.
EDITS: dict[str, Callable[[Workbook], None]] = {
    "contents-list": contents_list,
    "label-old-wording": old_wording,
    "change-date-merged": merged_dates,
    "head-and-foot-lines": head_and_foot,
    "struck-through": struck_through,
    "struck-cell": struck_cell,
    "no-cover": no_cover,
}


def as_strict(data: bytes) -> bytes:
    """The workbook as Excel's 「厳密な Open XML ブック」 names its parts."""
    return _rewritten(data, lambda part: _STRICT.sub(rb"http://purl.oclc.org/ooxml/\1/", part))


_STRICT = re.compile(rb"http://schemas\.openxmlformats\.org/(spreadsheetml|officeDocument)/2006/")


def with_furigana(data: bytes) -> bytes:
    """Every text inline in its cell, with furigana."""
    reading = (
        b'<rPh sb="0" eb="1"><t>' + "フリガナ".encode() + b"</t></rPh>"
        b'<phoneticPr fontId="1" type="fullwidthKatakana"/></is>'
    )
    return _rewritten(data, lambda part: part.replace(b"</is>", reading))


def _rewritten(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with each of its XML parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part) if name.endswith((".xml", ".rels")) else part)
    return out.getvalue()
