"""Which cells of a worksheet are the form's labels: the likeliest reading in printed order.

A label's words may stand anywhere in an answer too, and many labels stand in the form many times.
So each worksheet is read whole: of all ways to take its cells for labels, the one that follows the
printed order with the fewest jumps wins.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import add

from pia_desktop.excel.importer.form_labels import (
    FormLabel,
    FormLabels,
    fold_label,
    is_number,
    label_key,
    strip_number,
)
from pia_desktop.excel.importer.workbook_model import BookCell

# So many readings are followed side by side.
_BEAM = 16

# What it costs to take a cell that could be a label for something else. A word at the place of an
# answer, right of a label that has its answer there, is rather an answer.
_NOT_A_LABEL = {"section": 4.0, "heading": 3.5, "risk": 3.0, "title": 0.5}
_NOT_AN_ITEM = 2.5
_ANSWER_AFTER_ALL = 0.2
_LABEL_AT_AN_ANSWER = 2.5

# So many characters are a label's words and nobody's answer.
_WORDS_OF_ITS_OWN = 4

# A label whose ① is missing, where the words are another label's own.
_NUMBER_LOST = 0.6

# Other brackets than the form's: it prints both 「(備考)」 and 「備考」.
_OTHER_BRACKETS = 0.3

# What jumps cost.
_STEP_OVER = 0.05  # each label that is left out, up to the next
_MOST_OVER = 1.2
_PAST_HEADING = 1.0  # into another heading without its title
_NEXT_OCCURRENCE = 0.2
_INTO_OCCURRENCE = 0.8  # into the next occurrence past its first label
_NEXT_FILE = 0.5
_BACK = 4.0
_NEW_SECTION = 0.3
_INTO_SECTION = 1.5  # to a heading of another section without that section's title
_INTO_THE_MIDST = 3.0

# A table's cells name the form's items all the time. What ends it is another section's title.
_CELL_OF_A_TABLE = 0.3
_AFTER_A_TABLE = 1.5
_OUT_OF_A_TABLE = 8.0


@dataclass(frozen=True, slots=True)
class LocatedLabel:
    """A cell that is a label. `number` is the occurrence that the cell itself names, from 1."""

    label: FormLabel
    cell: BookCell
    number: int | None = None


@dataclass(frozen=True, slots=True)
class _Trail:
    located: LocatedLabel
    before: _Trail | None


def locate_labels(cells: list[BookCell], labels: FormLabels) -> list[LocatedLabel]:
    """The labels among the cells of one worksheet, in reading order."""
    readings: dict[int, tuple[float, _Trail | None]] = {-1: (0.0, None)}
    beside: BookCell | None = None
    expected: list[FormLabel] = []
    steps: dict[int, dict[int, float]] = {}
    for before, cell in zip([None, *cells], cells, strict=False):
        candidates, number = _candidates(before, cell, labels)
        if not candidates:
            if beside is not None and cell.row == beside.row:
                beside = None
            continue
        answer = beside is not None and cell.row == beside.row
        if answer and _follows_at_once(cell, expected, candidates):
            answer = False
        readings = _read_on(readings, cell, candidates, number, answer, labels, steps)
        beside = cell if any(label.answered_beside for label in candidates) else None
        expected = candidates
    trail = min(readings.values(), key=lambda reading: reading[0])[1]
    located = []
    while trail is not None:
        located.append(trail.located)
        trail = trail.before
    return located[::-1]


def _follows_at_once(cell: BookCell, before: list[FormLabel], candidates: list[FormLabel]) -> bool:
    """Whether the cell says in full what the form prints right after the label before: that one
    is not answered, and nobody would answer it so.
    """
    key = label_key(cell.text)
    following = {label.order + 1 for label in before}
    return len(key) >= _WORDS_OF_ITS_OWN and any(
        label.order in following and key in (label.key, strip_number(label.text))
        for label in candidates
    )


def _candidates(
    before: BookCell | None, cell: BookCell, labels: FormLabels
) -> tuple[list[FormLabel], int | None]:
    """The labels that the cell may be, also with the ① or 1. that stands in the cell before it."""
    if before is not None and before.row == cell.row and is_number(before.text):
        numbered = labels.candidates(before.text + cell.text)
        if numbered[0]:
            return numbered
    return labels.candidates(cell.text)


def _read_on(
    readings: dict[int, tuple[float, _Trail | None]],
    cell: BookCell,
    candidates: list[FormLabel],
    number: int | None,
    answer: bool,
    labels: FormLabels,
    steps: dict[int, dict[int, float]],
) -> dict[int, tuple[float, _Trail | None]]:
    """The readings up to and with this cell, the likeliest first."""
    passing = _ANSWER_AFTER_ALL if answer else _NOT_A_LABEL.get(candidates[0].role, _NOT_AN_ITEM)
    taking = _LABEL_AT_AN_ANSWER if answer else 0.0
    extra = _extra_costs(cell, candidates)
    column_orders = labels.column_orders if candidates[0].role != "column" else frozenset()
    out = {
        at: (cost + (_CELL_OF_A_TABLE if at in column_orders else passing), trail)
        for at, (cost, trail) in readings.items()
    }
    costs = [cost for cost, _trail in readings.values()]
    trails = [trail for _cost, trail in readings.values()]
    for label, more in zip(candidates, extra, strict=True):
        known = steps.setdefault(label.order, {})
        for at in readings:
            if at not in known:
                known[at] = _step(labels.all[at] if at >= 0 else None, label)
        totals = list(map(add, costs, map(known.__getitem__, readings)))
        least = min(totals)
        total = least + taking + more
        if label.order not in out or total < out[label.order][0]:
            nearest = trails[totals.index(least)]
            out[label.order] = (total, _Trail(LocatedLabel(label, cell, number), nearest))
    if len(out) > _BEAM:
        out = dict(sorted(out.items(), key=lambda reading: reading[1][0])[:_BEAM])
    return out


def _extra_costs(cell: BookCell, candidates: list[FormLabel]) -> list[float]:
    """What it costs that the cell's words are not quite those of each label."""
    if len(candidates) == 1:
        return [0.0]
    own = fold_label(cell.text)[:1] == "("
    bracketed = [label.text[:1] == "(" for label in candidates]
    both = len(set(bracketed)) > 1
    return [
        (_NUMBER_LOST if label.key != candidates[0].key else 0.0)
        + (_OTHER_BRACKETS if both and brackets != own else 0.0)
        for label, brackets in zip(candidates, bracketed, strict=True)
    ]


def _step(before: FormLabel | None, label: FormLabel) -> float:
    """What it costs that this label follows that one."""
    if before is None:
        if label.role in ("section", "title"):
            return 0.0
        return (0.3 if label.role == "heading" else 1.0) + _over(label.depth)
    if before.role == "column" and label.role != "column":
        return _AFTER_A_TABLE if label.role == "section" else _OUT_OF_A_TABLE
    if label.role == "title" or before.role == "title":
        return _NEW_SECTION if label.role in ("title", "section") else 0.6
    if before.section != label.section:
        if label.role == "section":
            return _NEW_SECTION
        return _INTO_SECTION if label.role == "heading" else _INTO_THE_MIDST + _over(label.depth)
    if label.order > before.order:
        over = _over(label.order - before.order - 1)
        into = label.heading != before.heading and label.role != "heading"
        return over + (_PAST_HEADING if into else 0.0)
    return _step_back(before, label)


def _over(labels: int) -> float:
    """What it costs to leave out so many labels."""
    return min(labels * _STEP_OVER, _MOST_OVER)


def _step_back(before: FormLabel, label: FormLabel) -> float:
    """To the next occurrence of a repeat, the next file, or, hardly ever, really back."""
    if label.repeats and label.repeats == before.repeats and label.top == before.top:
        first = label.role == "bar" or "{n}" in label.text
        return _NEXT_OCCURRENCE if first else _INTO_OCCURRENCE
    if label.role == "section":
        return _NEXT_FILE
    if label.role == "heading" and label.heading == 1:
        return _NEXT_FILE
    return _BACK
