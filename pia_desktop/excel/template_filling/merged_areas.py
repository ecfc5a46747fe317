"""A worksheet's merged areas: where rows are put in they move along, and never do two overlap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pia_desktop.excel.importer.workbook_model import CellRange


class MergedAreas:
    """The merged areas in the order in which the worksheet lists them."""

    def __init__(self, areas: list[CellRange]) -> None:
        """Take the areas as they are in the beginning."""
        self._areas = areas
        self._begins: dict[tuple[int, int], CellRange] | None = None
        self.changed = False

    def __iter__(self) -> Iterator[CellRange]:
        """The areas."""
        return iter(self._areas)

    def at(self, row: int, column: int) -> CellRange:
        """The area that begins at a cell, or the cell."""
        if self._begins is None:
            self._begins = {(area.top, area.left): area for area in self._areas}
        return self._begins.get((row, column)) or CellRange(row, column, row, column)

    def add(self, area: CellRange) -> None:
        """Merge the cells of an area; a single cell stays as it is."""
        if (area.top, area.left) != (area.bottom, area.right):
            self._set([*self._areas, area])

    def remove(self, area: CellRange) -> None:
        """Part the cells of an area."""
        self._set([other for other in self._areas if other != area])

    def is_free(self, area: CellRange) -> bool:
        """Whether no merged area reaches into this one."""
        return not any(
            other.top <= area.bottom
            and area.top <= other.bottom
            and other.left <= area.right
            and area.left <= other.right
            for other in self._areas
        )

    def open_rows(self, after: int, count: int, kept: CellRange | None) -> None:
        """Make room for rows below a row. Areas that reach over it grow, and those that end there
        too, but for those in the columns of `kept`.
        """
        areas = []
        for area in self._areas:
            inside = kept is not None and kept.left <= area.left and area.right <= kept.right
            if area.top > after:
                area = replace(area, top=area.top + count, bottom=area.bottom + count)
            elif area.bottom > after or (area.bottom == after and not inside):
                area = replace(area, bottom=area.bottom + count)
            areas.append(area)
        self._set(areas)

    def open_copies(self, top: int, bottom: int, count: int) -> None:
        """Make room for copies of rows below them, and copy the areas that lie within the rows."""
        rows = bottom - top + 1
        areas, copies = [], []
        for area in self._areas:
            if area.top > bottom:
                shift = rows * count
                area = replace(area, top=area.top + shift, bottom=area.bottom + shift)
            elif area.top >= top and area.bottom <= bottom:
                copies.append(area)
            elif area.bottom >= bottom:
                area = replace(area, bottom=area.bottom + rows * count)
            areas.append(area)
        for number in range(1, count + 1):
            shift = rows * number
            areas += [replace(a, top=a.top + shift, bottom=a.bottom + shift) for a in copies]
        self._set(areas)

    def _set(self, areas: list[CellRange]) -> None:
        self._areas = areas
        self._begins = None
        self.changed = True
