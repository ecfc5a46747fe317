"""Labels in other words than the form's: known by their number, their place and their likeness.

What stands where labels stand is a label, also one that nobody knows: it never joins an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pia_desktop.excel.importer.cell_text import is_guide, is_prose
from pia_desktop.excel.importer.form_labels import (
    LONGEST_LABEL,
    FormLabel,
    FormLabels,
    fold_label,
    is_number,
    label_key,
    label_number,
    likeness,
    strip_number,
    strip_tick,
)
from pia_desktop.excel.importer.label_matcher import LocatedLabel
from pia_desktop.excel.importer.label_places import LabelPlaces
from pia_desktop.excel.importer.workbook_model import BookCell, BookSheet

# How alike the words must be: at a label's place with the label's number; there with another
# number or none; and at a place where answers stand as well.
_WITH_NUMBER = 0.5
_WITHOUT_NUMBER = 0.7
_AT_ANY_PLACE = 0.8

# The only label that is missing at this place, with its number.
_ALONE = 0.3

# By so much the likest must be more alike than the next.
_AHEAD = 0.05

# An unknown label is no longer than this.
_LONGEST_UNKNOWN = 100

# A remark behind a label's words.
_REMARK = re.compile(r"[(（※].*$", re.DOTALL)


@dataclass
class SheetLabels:
    """The labels of one worksheet in reading order; `near` are those among them whose words
    differ from the form's, and `unknown` the cells that are labels of nobody knows what.
    """

    located: list[LocatedLabel]
    near: list[LocatedLabel] = field(default_factory=list)
    unknown: list[BookCell] = field(default_factory=list)


def add_near_labels(
    sheets: list[tuple[BookSheet, list[BookCell], list[LocatedLabel]]], labels: FormLabels
) -> list[SheetLabels]:
    """For each worksheet the located labels and, of the other cells, those at labels' places."""
    places = [LabelPlaces(sheet, cells, located) for sheet, cells, located in sheets]
    styles = set[int]().union(*(place.label_styles for place in places))
    styles -= set[int]().union(*(place.answer_styles for place in places))
    return [
        _NearLabels(sheet, cells, located, labels, place, styles).search()
        if located
        else SheetLabels(located)
        for (sheet, cells, located), place in zip(sheets, places, strict=True)
    ]


class _NearLabels:
    """Searching one worksheet for labels in other words. `styles` are those of labels alone."""

    def __init__(
        self,
        sheet: BookSheet,
        cells: list[BookCell],
        located: list[LocatedLabel],
        labels: FormLabels,
        places: LabelPlaces,
        styles: set[int],
    ) -> None:
        self._sheet = sheet
        self._cells = cells
        self._labels = labels
        self._places = places
        self._styles = styles
        self._known = {id(hit.cell): hit for hit in located}
        self._out = SheetLabels(list(located))

    def search(self) -> SheetLabels:
        """Go through the cells between each label and the next."""
        before: LocatedLabel | None = None
        waiting: list[BookCell] = []
        new: list[LocatedLabel] = []
        for cell in self._cells:
            hit = self._known.get(id(cell))
            if hit is None:
                waiting.append(cell)
            elif hit.label.role != "title" or not waiting:
                new += self._between(before, waiting, hit)
                waiting, before = [], hit
        new += self._between(before, waiting, None)
        self._out.near = new
        places = {id(cell): number for number, cell in enumerate(self._cells)}
        self._out.located = sorted([*self._out.located, *new], key=lambda hit: places[id(hit.cell)])
        return self._out

    # -- what may be a label -----------------------------------------------------------------

    def _between(
        self, before: LocatedLabel | None, cells: list[BookCell], after: LocatedLabel | None
    ) -> Iterator[LocatedLabel]:
        """The near labels among the cells between two known ones."""
        if before is not None and before.label.role == "column":
            in_head = [cell for cell in cells if cell.row == before.cell.row]
            if len(self._known_columns(before.cell.row)) < 2:
                return
            cells = in_head
        missing: list[FormLabel] | None = None
        lists_files = before is not None and before.label.role == "section" and before.label.item
        for number, cell in enumerate(cells):
            earlier = cells[number - 1] if number else None
            text = self._with_number(earlier, cell)
            if not self._may_be_label(cell):
                continue
            at_place = self._is_at_labels_place(cell)
            looks_so = at_place or cell.style in self._styles
            if not looks_so and label_number(text) is None:
                continue
            if missing is None:
                missing = list(self._missing(before, after))
            label = _nearest(text, missing, looks_so)
            if label is not None:
                missing = [other for other in missing if other.order > label.order]
                yield LocatedLabel(label, cell, None)
            elif at_place and not lists_files and _may_be_unknown(earlier, cell):
                self._out.unknown.append(cell)

    def _known_columns(self, row: int) -> list[LocatedLabel]:
        return [
            hit
            for hit in self._known.values()
            if hit.cell.row == row and hit.label.role == "column"
        ]

    def _with_number(self, earlier: BookCell | None, cell: BookCell) -> str:
        apart = earlier is not None and earlier.row == cell.row and is_number(earlier.text)
        return earlier.text + cell.text if earlier is not None and apart else cell.text

    def _may_be_label(self, cell: BookCell) -> bool:
        is_answer = id(cell) in self._places.answers
        if is_answer or len(cell.text) > LONGEST_LABEL or is_number(cell.text):
            return False
        if is_guide(cell, self._sheet) or strip_tick(cell.text) is not None:
            return False
        key = label_key(cell.text)
        if len(key) < 2 or self._labels.is_group_bar(cell.text):
            return False
        option = strip_number(cell.text) or key
        return not {key, option, "選択肢"} & self._labels.option_keys and key != "選択肢"

    def _is_at_labels_place(self, cell: BookCell) -> bool:
        return len(self._known_columns(cell.row)) > 1 or self._places.holds_label(cell)

    def _missing(
        self, before: LocatedLabel | None, after: LocatedLabel | None
    ) -> Iterator[FormLabel]:
        """The labels that the form prints between the two."""
        first = before.label if before is not None else None
        last = after.label if after is not None else None
        for label in self._labels.all:
            if label.role == "title" or "{n}" in label.text:
                continue
            if first is not None and last is not None and first.order < last.order:
                between = first.order < label.order < last.order
            else:  # up to the end of an occurrence, a file or the worksheet, and on from there
                goes_on = first is not None and _follows(first, label, last)
                leads_to = last is not None and _leads_to(label, last, first)
                between = goes_on or leads_to
            if between:
                yield label


def _may_be_unknown(earlier: BookCell | None, cell: BookCell) -> bool:
    """Whether a cell at a label's place is rather a label of nobody knows what than an answer: no
    sentence, and not behind another text of its row.
    """
    alone = earlier is None or earlier.row != cell.row or is_number(earlier.text)
    return alone and len(cell.text) <= _LONGEST_UNKNOWN and not is_prose(cell.text)


def _follows(first: FormLabel, label: FormLabel, last: FormLabel | None) -> bool:
    if label.section != first.section or label.order <= first.order:
        return False
    inner = last is not None and last.section == first.section and last.repeats == first.repeats
    return label.repeats == first.repeats or not inner


def _leads_to(label: FormLabel, last: FormLabel, first: FormLabel | None) -> bool:
    if label.section != last.section or label.order >= last.order:
        return False
    inner = first is not None and first.section == last.section and first.repeats == last.repeats
    within = bool(last.repeats) and inner and first is not None and first.top == last.top
    return label.repeats == last.repeats if within else True


def _nearest(text: str, missing: list[FormLabel], at_place: bool) -> FormLabel | None:
    """The missing label that the text is, if there is one alike enough and no other as much."""
    number, words = label_number(text), strip_number(text) or label_key(text)
    bare = (
        label_key(_REMARK.sub("", fold_label(text)))
        if number is None
        else strip_number(_REMARK.sub("", fold_label(text)))
    )
    rated: list[tuple[float, FormLabel]] = []
    for label in missing:
        own = label_number(label.text)
        same = number is not None and own == number
        printed = strip_number(label.text) or label.key
        alike = max(likeness(words, printed), likeness(bare, printed) if bare else 0)
        if not at_place:
            enough = same and alike >= _AT_ANY_PLACE
        else:
            alone = same and len([m for m in missing if label_number(m.text) == number]) == 1
            least = (_ALONE if alone else _WITH_NUMBER) if same else _WITHOUT_NUMBER
            enough = alike >= least and (same or number is None or own is None)
        if enough:
            rated.append((alike + (1 if same else 0), label))
    rated.sort(key=lambda entry: (-entry[0], entry[1].order))
    if not rated or (len(rated) > 1 and rated[0][0] - rated[1][0] < _AHEAD):
        return None
    return rated[0][1]
