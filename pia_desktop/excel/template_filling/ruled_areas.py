"""Boxes that are drawn with rules alone: which empty cells a frame holds together."""

from __future__ import annotations

from defusedxml.ElementTree import fromstring

from pia_desktop.excel.importer.workbook_model import CellRange
from pia_desktop.excel.template_filling.worksheet_patch import WorksheetPatch

# The workbook's part of styles.
STYLES = "xl/styles.xml"

_SIDES = ("top", "bottom", "left", "right")

# No box of the form has more rows or columns.
_MOST_ROWS = 200
_MOST_COLUMNS = 200


def ruled_sides(styles: bytes) -> list[frozenset[str]]:
    """The sides at which a cell has a rule, by cell style; from the workbook's part of styles."""
    tree = fromstring(styles)
    borders = [
        frozenset(
            side.tag.rpartition("}")[2]
            for side in border
            if side.get("style", "none") != "none" and side.tag.rpartition("}")[2] in _SIDES
        )
        for border in tree.findall("{*}borders/{*}border")
    ]
    numbers = [int(style.get("borderId", 0)) for style in tree.findall("{*}cellXfs/{*}xf")]
    return [borders[n] if n < len(borders) else frozenset() for n in numbers]


class RuledAreas:
    """The frames of one worksheet."""

    def __init__(self, patch: WorksheetPatch, sides: list[frozenset[str]]) -> None:
        """`sides` are those of `ruled_sides`."""
        self._patch = patch
        self._sides = sides

    def at(self, row: int, column: int) -> CellRange | None:
        """The frame whose upper left corner is in this cell, or None."""
        if not (self._rule_above(row, column) and self._rule_left(row, column)):
            return None
        columns, rows = range(column, column + _MOST_COLUMNS), range(row, row + _MOST_ROWS)
        right = next((c for c in columns if self._rule_left(row, c + 1)), None)
        bottom = next((r for r in rows if self._rule_above(r + 1, column)), 0)
        if right is None or not bottom:
            return None
        across, down = range(column, right + 1), range(row, bottom + 1)
        whole = all(
            self._rule_above(row, c) and self._rule_above(bottom + 1, c) for c in across
        ) and all(self._rule_left(r, right + 1) for r in down)
        return CellRange(row, column, bottom, right) if whole else None

    def last_column(self) -> int:
        """The last column that may have a rule."""
        return self._patch.last_column()

    def _has(self, row: int, column: int, side: str) -> bool:
        style = self._patch.style(row, column)
        return style < len(self._sides) and side in self._sides[style]

    def _rule_above(self, row: int, column: int) -> bool:
        return self._has(row, column, "top") or self._has(row - 1, column, "bottom")

    def _rule_left(self, row: int, column: int) -> bool:
        return self._has(row, column, "left") or self._has(row, column - 1, "right")
