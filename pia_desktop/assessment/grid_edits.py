"""What a person does with the free table of a 別紙: each step gives the table anew.

A table is `{"columns": [name…], "rows": [[text…]…]}`; rows and columns count from 0, and the names
of the columns are row -1.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pia_desktop.files import limits
from pia_desktop.forms.sanitize import sanitize_pasted

Grid = dict[str, Any]
Cells = Sequence[Sequence[str]]

HEAD = -1


@dataclass(frozen=True)
class GridPattern:
    """A table to start with: what it is called, and its columns."""

    name: str
    columns: tuple[str, ...]

    def table(self) -> Grid:
        """The table with one row to write in."""
        return new_grid(self.columns)


# The columns in which municipalities list to whom they hand 特定個人情報 on.
GRID_PATTERNS = (
    GridPattern("提供先一覧", ("提供先No.", "提供先", "法令上の根拠", "提供先における用途")),
    GridPattern(
        "移転先一覧",
        ("移転先No.", "移転先部局", "移転先課", "法令上の根拠", "移転先における用途"),
    ),
)


def new_grid(columns: Sequence[str]) -> Grid:
    """A table of these columns with one empty row."""
    return {"columns": list(columns), "rows": [[""] * len(columns)]}


def size_fault(columns: int, rows: int) -> str:
    """Why a table can't be as large as this; nothing if it can."""
    fits = rows <= limits.ROWS and columns * rows <= limits.GRID_CELLS
    if columns <= limits.GRID_COLUMNS and fits:
        return ""
    return (
        f"表が大きくなりすぎます。{limits.GRID_COLUMNS}列、{limits.ROWS:,}行、"
        f"合わせて{limits.GRID_CELLS:,}マスまでです。"
    )


def set_cell(table: Grid, row: int, column: int, text: str) -> Grid:
    """Another text in one cell, or in a column's name."""
    lines = _lines(table)
    lines[row + 1][column] = text
    return _table(lines)


def insert_rows(table: Grid, at: int, count: int = 1) -> Grid:
    """Empty rows before row `at`."""
    lines = _lines(table)
    lines[at + 1 : at + 1] = [[""] * len(lines[0]) for _ in range(count)]
    return _table(lines)


def remove_rows(table: Grid, first: int, last: int) -> Grid:
    """Without the rows from `first` to `last`."""
    lines = _lines(table)
    del lines[first + 1 : last + 2]
    return _table(lines)


def move_rows(table: Grid, first: int, last: int, by: int) -> Grid:
    """The rows from `first` to `last` moved down by so many, or up."""
    lines = _lines(table)
    moved = lines[first + 1 : last + 2]
    del lines[first + 1 : last + 2]
    lines[first + 1 + by : first + 1 + by] = moved
    return _table(lines)


def insert_column(table: Grid, at: int, name: str) -> Grid:
    """An empty column of this name before column `at`."""
    lines = _lines(table)
    for number, cells in enumerate(lines):
        cells.insert(at, "" if number else name)
    return _table(lines)


def remove_columns(table: Grid, first: int, last: int) -> Grid:
    """Without the columns from `first` to `last`; without any column there is no table."""
    lines = _lines(table)
    for cells in lines:
        del cells[first : last + 1]
    return _table(lines) if lines[0] else {}


def move_columns(table: Grid, first: int, last: int, by: int) -> Grid:
    """The columns from `first` to `last` moved right by so many, or left."""
    lines = _lines(table)
    for cells in lines:
        moved = cells[first : last + 1]
        del cells[first : last + 1]
        cells[first + by : first + by] = moved
    return _table(lines)


def clear_cells(table: Grid, rows: range, columns: range) -> Grid:
    """Nothing in these cells."""
    lines = _lines(table)
    for row in rows:
        for column in columns:
            lines[row + 1][column] = ""
    return _table(lines)


def free_column_name(table: Grid) -> str:
    """A name for a new column that none has: 「列5」."""
    names, number = set(table.get("columns", ())), len(table.get("columns", ())) + 1
    while f"列{number}" in names:
        number += 1
    return f"列{number}"


def paste_cells(table: Grid, cells: Cells, row: int, column: int) -> tuple[Grid, str]:
    """The table with a clipboard's cells from this cell on, as a spreadsheet does it, and what a
    person should know of it. Rows and columns that lack are added; a first line that repeats the
    names of the columns is left out. Into no table the first line brings the names.
    """
    whole = sanitize_pasted("\n".join(cell for line in cells for cell in line))
    pasted = [[sanitize_pasted(cell).text for cell in line] for line in cells]
    width = max((len(line) for line in pasted), default=0)
    if not width:
        return table, "貼り付ける表がありません。Excelで範囲をコピーしてから押してください。"
    pasted = [[*line, *[""] * (width - len(line))] for line in pasted]
    before = table
    if not table:
        row, column = 0, 0
        table, pasted = {"columns": pasted[0], "rows": []}, pasted[1:]
        message = f"{len(pasted)}行×{width}列の表を貼り付けました。1行目は列の名前にしました。"
    else:
        if _names(table, column, width) == [_plain(cell) for cell in pasted[0]]:
            pasted = pasted[1:]
        message = f"{len(pasted)}行×{width}列を貼り付けました。"
    columns = max(len(table["columns"]), column + width)
    if fault := size_fault(columns, max(len(table["rows"]), row + len(pasted))):
        return before, f"{fault}貼り付けていません。"
    while len(table["columns"]) < columns:
        table = insert_column(table, len(table["columns"]), free_column_name(table))
    lines = _lines(table)
    while len(lines) < row + 1 + len(pasted):
        lines.append([""] * columns)
    for number, line in enumerate(pasted, row + 1):
        lines[number][column : column + width] = line
    return _table(lines), message + whole.said


def _names(table: Grid, column: int, width: int) -> list[str]:
    return [_plain(name) for name in table["columns"][column : column + width]]


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _lines(table: Grid) -> list[list[str]]:
    """The names of the columns and the rows, to be changed."""
    return [list(cells) for cells in (table["columns"], *table["rows"])]


def _table(lines: list[list[str]]) -> Grid:
    return {"columns": lines[0], "rows": lines[1:]}


def first_changed_cell(before: Grid | None, after: Grid | None) -> str:
    """The key (`SearchHit.key`) of the first cell that says something else than before."""
    for row, cells in enumerate(_lines(after) if after else (), HEAD):
        old = _cells_at(before, row)
        for column, text in enumerate(cells):
            if column >= len(old) or old[column] != text:
                return f"{row},{column}"
    return "0,0"


def _cells_at(table: Grid | None, row: int) -> list[str]:
    lines = _lines(table) if table else []
    return lines[row + 1] if row + 1 < len(lines) else []
