"""Mutations of where things stand: rows, columns, merged areas, sheets."""

from __future__ import annotations

import random
from copy import copy

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from pia_desktop.sheets.model import Look
from tests.excel.mutation_registry import RECORDS, head_rows, item_rows, mutation
from tests.excel.workbook_edits import (
    Areas,
    Looks,
    last_printed_column,
    make_room,
    move_rows,
    put_below,
    shift,
    take_out,
    texts,
)


@mutation
def folded_groups_deleted(book: Workbook, rng: random.Random) -> None:
    """The rows of empty occurrences that were folded away."""
    for sheet in book:
        hidden = [row for row, size in sheet.row_dimensions.items() if size.hidden]
        if hidden:
            shift(sheet, rows=take_out(hidden))


@mutation
def range_bars_deleted(book: Workbook, rng: random.Random) -> None:
    """「システム6～10」 and the like: those with nothing below, or all."""
    everyone = rng.random() < 0.5
    looks = Looks(book)
    for sheet in book:
        bars = {
            cell.row
            for cell in texts(sheet)
            if looks.of(cell) is Look.BAR and ("～" in cell.value or "~" in cell.value)
        }
        heads = {*bars, *head_rows(sheet, looks), sheet.max_row + 1}
        gone = bars if everyone else {row for row in bars if row + 1 in heads}
        if gone:
            shift(sheet, rows=take_out(gone))


@mutation
def page_heads_repeated(book: Workbook, rng: random.Random) -> None:
    """A heading again with 「(続き)」 where a page was turned, the table's head row again."""
    looks = Looks(book)
    for sheet in book:
        if sheet.print_title_rows:
            _repeat_table_head(sheet, rng)
            continue
        heads = head_rows(sheet, looks)
        places = [
            row
            for row in item_rows(sheet)
            if heads and row > heads[0] and not {row, row - 1} & set(heads)
        ]
        for row in sorted(rng.sample(places, min(2, len(places))), reverse=True):
            head = sheet.cell(max(found for found in heads if found < row), 1)
            if looks.of(head) is Look.RISK:
                continue
            mark = rng.choice(["(続き)", "（続き）", " (続き)", "　（つづき）"])
            shift(sheet, rows=make_room([row]))
            _copy_row(sheet, head.row, row)
            sheet.cell(row, 1).value = f"{head.value}{mark}"


def _repeat_table_head(sheet: Worksheet, rng: random.Random) -> None:
    head = int(sheet.print_title_rows.strip("$").partition(":")[0].strip("$"))
    starts = [row for row in item_rows(sheet) if row > head + 1 and sheet.cell(row, 1).value]
    for row in sorted(rng.sample(starts, min(2, len(starts))), reverse=True):
        shift(sheet, rows=make_room([row]))
        _copy_row(sheet, head, row)


def _copy_row(sheet: Worksheet, source: int, target: int) -> None:
    """The printed cells of a row with their merged areas."""
    for column in range(1, last_printed_column(sheet) + 1):
        above = sheet.cell(source, column)
        below = sheet.cell(target, column)
        below.value, below._style = above.value, copy(above._style)
    for area in [area for area in sheet.merged_cells.ranges if area.min_row == source]:
        if area.max_row == source:
            copied = copy(area)
            copied.shift(row_shift=target - source)
            sheet.merged_cells.ranges.add(copied)


@mutation
def boxes_merged_downwards(book: Workbook, rng: random.Random) -> None:
    """A blank row below an item, and label and answer each merged with it."""
    for sheet in book:
        if sheet.print_title_rows:
            continue
        rows = item_rows(sheet)
        for row in sorted(rng.sample(rows, min(5, len(rows))), reverse=True):
            _merge_downwards(sheet, row)


def _merge_downwards(sheet: Worksheet, row: int) -> None:
    areas = Areas(sheet)
    own = [areas.of(cell) for cell in texts(sheet) if cell.row == row]
    edge = last_printed_column(sheet)
    if any(area.max_row > row for area in own) or row + 1 in areas.crossed_rows():
        return
    shift(sheet, rows=make_room([row + 1]))
    areas = Areas(sheet)
    for area in own:
        if area.max_col <= edge:
            areas.merge(
                CellRange(min_row=row, max_row=row + 1, min_col=area.min_col, max_col=area.max_col)
            )


@mutation
def rows_inserted_between(book: Workbook, rng: random.Random) -> None:
    """Blank rows between items."""
    for sheet in book:
        rows = item_rows(sheet)
        chosen = rng.sample(rows, min(8, len(rows)))
        shift(sheet, rows=make_room([row for row in chosen for _ in range(rng.randint(1, 2))]))


@mutation
def rows_inserted_within(book: Workbook, rng: random.Random) -> None:
    """Blank rows in the middle of items that have several rows: choices, checks."""
    for sheet in book:
        rows = sorted(Areas(sheet).crossed_rows())
        shift(sheet, rows=make_room(rng.sample(rows, min(8, len(rows)))))


@mutation
def rows_inserted_above(book: Workbook, rng: random.Random) -> None:
    """Blank rows above the first."""
    for sheet in book:
        shift(sheet, rows=make_room([1] * rng.randint(1, 3)))


@mutation
def columns_inserted(book: Workbook, rng: random.Random) -> None:
    """Blank columns anywhere, also left of everything."""
    for sheet in book:
        edge = last_printed_column(sheet)
        places = [rng.randint(1, edge) for _ in range(rng.randint(1, 3))]
        shift(sheet, columns=make_room(places))


@mutation
def column_left_inserted(book: Workbook, rng: random.Random) -> None:
    """A blank column as a margin."""
    for sheet in book:
        shift(sheet, columns=make_room([1]))


@mutation
def columns_of_any_width(book: Workbook, rng: random.Random) -> None:
    """Narrower and wider."""
    for sheet in book:
        for column in range(1, last_printed_column(sheet) + 1):
            sheet.column_dimensions[get_column_letter(column)].width = rng.uniform(0.8, 30)


@mutation
def rows_of_any_height(book: Workbook, rng: random.Random) -> None:
    """Lower and higher."""
    for sheet in book:
        for size in sheet.row_dimensions.values():
            size.height = rng.uniform(5, 400)


@mutation
def merged_areas_dissolved(book: Workbook, rng: random.Random) -> None:
    """No merged cells: each text stands in the first cell of what was one."""
    for sheet in book:
        sheet.merged_cells.ranges.clear()


@mutation
def merged_areas_divided(book: Workbook, rng: random.Random) -> None:
    """Some merged areas are two, side by side or one below the other; the text is in the first."""
    for sheet in book:
        for area in sorted(sheet.merged_cells.ranges, key=lambda area: area.bounds):
            if rng.random() < 0.3:
                _divide(sheet, area, rng)


def _divide(sheet: Worksheet, area: CellRange, rng: random.Random) -> None:
    columns, rows = area.size["columns"], area.size["rows"]
    first, second = copy(area), copy(area)
    if columns > 1:
        first.max_col = area.min_col + rng.randint(1, columns - 1) - 1
        second.min_col = first.max_col + 1
    else:
        first.max_row = area.min_row + rng.randint(1, rows - 1) - 1
        second.min_row = first.max_row + 1
    sheet.merged_cells.ranges.remove(area)
    for part in (first, second):
        if part.size != {"rows": 1, "columns": 1}:
            sheet.merged_cells.ranges.add(part)


@mutation
def merged_areas_one_row_each(book: Workbook, rng: random.Random) -> None:
    """What covers several rows is merged along its first row only."""
    for sheet in book:
        for area in list(sheet.merged_cells.ranges):
            if area.size["rows"] > 1:
                sheet.merged_cells.ranges.remove(area)
                first = CellRange(
                    min_row=area.min_row,
                    max_row=area.min_row,
                    min_col=area.min_col,
                    max_col=area.max_col,
                )
                if area.size["columns"] > 1:
                    sheet.merged_cells.ranges.add(first)


@mutation
def sheets_reordered(book: Workbook, rng: random.Random) -> None:
    """Any order; several files' sheets of the same section stay in theirs."""
    kinds: dict[str, list[Worksheet]] = {}
    for sheet in book:
        kinds.setdefault(sheet.title.partition("(1")[0].partition("(2")[0], []).append(sheet)
    places = [kind for kind, sheets in kinds.items() for _ in sheets]
    rng.shuffle(places)
    book._sheets = [kinds[kind].pop(0) for kind in places]


@mutation
def sheet_split_in_two(book: Workbook, rng: random.Random) -> None:
    """A sheet goes on in another from one of its headings on."""
    looks = Looks(book)
    found = []
    for sheet in book:
        crossed = Areas(sheet).crossed_rows()
        heads = [row for row in head_rows(sheet, looks)[1:] if row not in crossed]
        if heads and RECORDS not in _title_of(sheet):
            found.append((sheet, rng.choice(heads)))
    for sheet, row in rng.sample(found, min(2, len(found))):
        second = book.create_sheet(f"{sheet.title[:24]} 続", book.index(sheet) + 1)
        for letter, size in sheet.column_dimensions.items():
            second.column_dimensions[letter].width = size.width
        edge, last = last_printed_column(sheet), sheet.max_row
        move_rows(second, sheet, row, 1 - row)
        sheet.print_area = f"A1:{get_column_letter(edge)}{row - 1}"
        second.print_area = f"A1:{get_column_letter(edge)}{last - row + 1}"


def _title_of(sheet: Worksheet) -> str:
    """The first text of the sheet."""
    return next((cell.value for cell in texts(sheet)), "")


@mutation
def neighbours_on_one_sheet(book: Workbook, rng: random.Random) -> None:
    """Two sheets that follow one another put one below the other."""
    number = rng.randrange(len(book.worksheets) - 1)
    put_below(book.worksheets[number], book.worksheets[number + 1], rng.randint(1, 3))


@mutation
def files_on_one_sheet(book: Workbook, rng: random.Random) -> None:
    """All files' Ⅱ on one sheet, all files' Ⅲ on another."""
    for start in ("Ⅱ", "Ⅲ"):
        first, *others = [s for s in book if s.title.startswith(start)] or [None]
        for other in others:
            put_below(first, other, rng.randint(1, 3))


@mutation
def everything_on_one_sheet(book: Workbook, rng: random.Random) -> None:
    """One long sheet."""
    first, *others = book.worksheets
    for other in others:
        put_below(first, other, rng.randint(1, 3))


@mutation
def sheets_renamed(book: Workbook, rng: random.Random) -> None:
    """Names that say something else, or nothing."""
    pattern = rng.choice(["Sheet{}", "{}頁", "評価書 {}", "R7-{}(案)", "様式{}"])
    for number, sheet in enumerate(book, 1):
        sheet.title = f"~{number}"
    for number, sheet in enumerate(book, 1):
        sheet.title = pattern.format(number)


@mutation
def blank_sheet_added(book: Workbook, rng: random.Random) -> None:
    """An empty sheet anywhere."""
    book.create_sheet(index=rng.randint(0, len(book.worksheets)))


@mutation
def material_added(book: Workbook, rng: random.Random) -> list[str]:
    """A 参考資料 with text of its own."""
    sheet = book.create_sheet(f"参考資料{rng.randint(1, 9)}", len(book.worksheets))
    added = [f"追加資料の第{rng.randint(100, 999)}号", "欄に書き切れない経緯を、この資料で補う。"]
    added.append(f"参考とした会議の記録、通し番号{rng.randint(1000, 9999)}")
    for text in added:
        sheet.cell(sheet.max_row + rng.randint(1, 3), rng.randint(1, 4), text)
    return added


@mutation
def memo_beside_the_page(book: Workbook, rng: random.Random) -> list[str]:
    """A stray note right of what is printed."""
    added = []
    for sheet in rng.sample(book.worksheets, min(2, len(book.worksheets))):
        text = f"後で課長に聞くこと、覚え書き{rng.randint(1000, 9999)}"
        row = rng.randint(1, sheet.max_row)
        sheet.cell(row, sheet.max_column + rng.randint(1, 2), text)
        added.append(text)
    return added
