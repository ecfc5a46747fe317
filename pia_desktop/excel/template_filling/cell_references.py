"""References to cells in formulas and rules, after rows were put into a worksheet."""

from __future__ import annotations

import re
from collections.abc import Callable

_REFERENCE = re.compile(
    r"(?P<sheet>(?:'(?:[^']|''){1,99}'|[^\W\d][\w.]{0,99})!)?"
    r"(?<![A-Za-z0-9_.$])(?P<column>\$?[A-Z]{1,3}\$?)(?P<row>\d{1,7})(?![\w(.!])"
    r"(?::(?P<to_column>\$?[A-Z]{1,3}\$?)(?P<to_row>\d{1,7})(?![\w(.!]))?"
)


def sheet_in(reference: str) -> str:
    """The worksheet's name before a reference: 「'Ⅰ 基本'!」 is 「Ⅰ 基本」."""
    name = reference.removesuffix("!")
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def quote_sheet(name: str) -> str:
    """The worksheet's name as it stands before a reference."""
    return "'" + name.replace("'", "''") + "'"


def shift_references(
    text: str, move: Callable[[int], int], sheet: str = "", *, own: bool = True
) -> str:
    """The text with the rows in it moved: those of references that name `sheet`, and, in a formula
    of the worksheet's `own`, of those that name none.
    """

    def moved(match: re.Match[str]) -> str:
        named = sheet_in(match["sheet"]) if match["sheet"] else None
        if named != sheet if named is not None else not own:
            return match[0]
        out = f"{match['sheet'] or ''}{match['column']}{move(int(match['row']))}"
        if match["to_row"]:
            out += f":{match['to_column']}{move(int(match['to_row']))}"
        return out

    return _REFERENCE.sub(moved, text)
