"""Where on a worksheet labels stand and where answers do, as the known labels show it."""

from __future__ import annotations

from collections.abc import Iterable

from pia_desktop.excel.importer.cell_text import is_guide
from pia_desktop.excel.importer.form_labels import LONGEST_LABEL, FormLabel
from pia_desktop.excel.importer.label_matcher import LocatedLabel
from pia_desktop.excel.importer.workbook_model import BookCell, BookSheet

_ANSWERED_BELOW = ("wide", "titled", "bare", "pair")

Columns = tuple[int, int]
Sign = tuple[int, int, int]


class LabelPlaces:
    """The places of one worksheet: a cell's first and last column, and these with its style.

    `answers` are the cells (by `id`) that are surely no labels; `label_styles` and
    `answer_styles` the cell styles of both, which hold for the whole workbook.
    """

    def __init__(
        self, sheet: BookSheet, cells: list[BookCell], located: list[LocatedLabel]
    ) -> None:
        """Learn from the located labels among the cells."""
        self._sheet = sheet
        self._known = {id(hit.cell): hit for hit in located}
        self._covered: dict[int, int] = {}
        self.answers = self._find_answers(cells)
        known = [hit.cell for hit in located if _stands_alone(hit.label)]
        answers = [cell for cell in cells if id(cell) in self.answers]
        self._signs = self._signs_of(known) - self._signs_of(answers)
        self._places = self._places_of(known) - self._places_of(answers)
        self.label_styles = {cell.style for cell in known}
        self.answer_styles = {cell.style for cell in answers}

    def holds_label(self, cell: BookCell) -> bool:
        """Whether the cell stands where only labels stand."""
        place = self._place(cell)
        return (cell.style, *place) in self._signs or place in self._places

    def _find_answers(self, cells: list[BookCell]) -> set[int]:
        """The cells beside labels, the first ones below labels that are answered below or have no
        room beside them, and long texts.
        """
        answers: set[int] = set()
        none_beside = self._stand_below(cells)
        edge = max((self._sheet.area_of(cell).right for cell in cells), default=0)
        below: list[LocatedLabel] = []
        for cell in cells:
            hit = self._known.get(id(cell))
            if hit is not None:
                self._cover_rows(hit)
                below = [other for other in below if other.cell.row == cell.row]
                full = none_beside or self._sheet.area_of(cell).right >= edge
                if (full and hit.label.answered_beside) or (
                    hit.label.opens_box and hit.label.needed_item.layout in _ANSWERED_BELOW
                ):
                    below.append(hit)
                continue
            if is_guide(cell, self._sheet):
                continue
            beside = [other for other in below if self._is_right_of(cell, other.cell)]
            if beside:  # some offices answer there what the form answers below
                below.remove(beside[-1])
                answers.add(id(cell))
                continue
            above = [other for other in below if other.cell.row < cell.row]
            left = [other for other in above if other.cell.column <= cell.column]
            if left or (above and above[0].label.needed_item.layout != "pair"):
                below.remove(left[-1] if left else above[0])
            if above or len(cell.text) > LONGEST_LABEL or self._is_beside_label(cell):
                answers.add(id(cell))
        return answers

    def _is_right_of(self, cell: BookCell, label: BookCell) -> bool:
        return cell.row == label.row and cell.column > self._sheet.area_of(label).right

    def _stand_below(self, cells: list[BookCell]) -> bool:
        """Whether answers stand below the labels here that they usually stand beside."""
        labelled: dict[int, int] = {}
        beside: set[int] = set()
        below = 0
        label: BookCell | None = None
        for cell in cells:
            hit = self._known.get(id(cell))
            if hit is not None:
                label = cell if hit.label.answered_beside else None
                if label is not None:
                    labelled[cell.row] = self._sheet.area_of(cell).right
                continue
            if cell.column > labelled.get(cell.row, cell.column):
                beside.add(cell.row)
            elif label is not None and cell.row > label.row and cell.column == label.column:
                below += label.row not in beside
            label = None
        return below > len(beside)

    def _cover_rows(self, hit: LocatedLabel) -> None:
        area = self._sheet.area_of(hit.cell)
        for row in range(area.top, area.bottom + 1) if hit.label.answered_beside else ():
            self._covered[row] = max(self._covered.get(row, 0), area.right)

    def _is_beside_label(self, cell: BookCell) -> bool:
        return cell.row in self._covered and cell.column > self._covered[cell.row]

    def _signs_of(self, cells: Iterable[BookCell]) -> set[Sign]:
        return {(cell.style, *self._place(cell)) for cell in cells}

    def _places_of(self, cells: Iterable[BookCell]) -> set[Columns]:
        return {self._place(cell) for cell in cells}

    def _place(self, cell: BookCell) -> Columns:
        area = self._sheet.area_of(cell)
        return area.left, area.right


def _stands_alone(label: FormLabel) -> bool:
    """Whether it is printed in a place that is for labels only: not so a check's."""
    if label.role in ("title", "column"):
        return False
    return not (label.item is not None and label.item.features.single_tick)
