"""What a row and a cell of a free table are called: 「提供先No.54」「提供先No.54 提供先」."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from pia_desktop.assessment.grid_edits import HEAD, Grid

# Letters of a row's first cell that name it, where that is no number.
_NAMED = 40
_NUMBER = re.compile(r"[A-Za-z]*\d+(?:[の.-]\d+)*\.?")


def is_row_number(text: str) -> bool:
    """Whether a cell holds nothing but a row's number."""
    return _NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip()) is not None


def row_name(columns: Sequence[str], row: Sequence[str], index: int) -> str:
    """The number with its column's name, else the first cell's words, else the row's place."""
    first = " ".join(row[0].split()) if row else ""
    if not first:
        return f"{index + 1}行目"
    if is_row_number(first):
        plain = unicodedata.normalize("NFKC", first)
        return f"{' '.join(columns[0].split())}{plain}"
    return first[:_NAMED]


def cell_name(table: Grid, row: int, column: int) -> str:
    """A cell by its row and its column."""
    columns = table["columns"]
    name = " ".join(columns[column].split())
    if row == HEAD:
        return f"列「{name}」の名前"
    return f"{row_name(columns, table['rows'][row], row)} {name}".strip()
