"""Cells as Excel puts them on the clipboard: tabs, lines and quotes."""

from __future__ import annotations

import re

# What ends a cell.
_END = re.compile("[\t\n]")

# A cell that begins with a quotation mark: without one, a text is soon taken apart.
_QUOTED = re.compile(r'(?:\A|[\t\n])"')


def parse_cells(text: str) -> list[list[str]]:
    """The rows of cells in a clipboard text.

    A cell with a tab, a line break or a quotation mark at its start stands in quotation marks, and
    the marks in it are doubled. A mark elsewhere is an ordinary letter, and so is a first one whose
    partner is missing. The line break after the last row makes no row of its own.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _QUOTED.search(text):
        return [line.split("\t") for line in text.removesuffix("\n").split("\n")] if text else []
    rows: list[list[str]] = []
    row: list[str] = []
    position = 0
    while position < len(text):
        cell, position = _cell(text, position)
        row.append(cell)
        if position == len(text) or text[position] == "\n":
            rows.append(row)
            row = []
        elif position + 1 == len(text):  # a tab at the very end: an empty cell follows
            rows.append([*row, ""])
        position += 1
    return rows


def _cell(text: str, start: int) -> tuple[str, int]:
    """One cell, and where the tab or line break after it stands."""
    if text.startswith('"', start):
        end = _closing(text, start + 1)
        if end and (end == len(text) or text[end] in "\t\n"):
            return text[start + 1 : end - 1].replace('""', '"'), end
    following = _END.search(text, start)  # either sign at once: one of them may be far away
    end = following.start() if following else len(text)
    return text[start:end], end


def _closing(text: str, start: int) -> int:
    """Where what follows the closing quotation mark begins; 0 where there is no closing mark."""
    while True:
        at = text.find('"', start)
        if at < 0:
            return 0
        if not text.startswith('""', at):
            return at + 1
        start = at + 2


def write_cells(rows: list[list[str]]) -> str:
    """Rows of cells as Excel takes them from the clipboard; `parse_cells` reads them."""
    return "".join("\t".join(map(_written, row)) + "\n" for row in rows)


def _written(cell: str) -> str:
    if any(sign in cell for sign in '\t\n"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def text_of_cells(text: str, *, from_sheet: bool = False) -> str:
    """What a text box takes of a clipboard text: cells of a sheet without their quotation marks and
    the last line end, a row a line, the cells of a row with a blank between them.

    `from_sheet`: the clipboard says that a spreadsheet program put it there. Where it doesn't, a
    text is taken for a cell if it is quoted as only such programs do it.
    """
    if not (from_sheet or _is_quoted_cell(text)):
        body = text.removesuffix("\n").removesuffix("\r")
        return text if "\n" in body or "\r" in body else body
    return "\n".join("　".join(cell for cell in row if cell.strip()) for row in parse_cells(text))


def _is_quoted_cell(text: str) -> bool:
    """Whether the whole text is one cell in quotation marks: a cell has them only where a line
    break or a tab stands in it, and then its own marks are doubled.
    """
    body = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if not body.startswith('"') or _closing(body, 1) != len(body):
        return False
    return any(sign in body for sign in ("\n", "\t", '""'))


def is_file_address(text: str) -> bool:
    """Whether a text is nothing but addresses of files, which tell the name of who is logged on."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return bool(lines) and all(line.lower().startswith("file:/") for line in lines)
