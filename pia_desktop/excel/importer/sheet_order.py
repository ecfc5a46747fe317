"""In which order the worksheets of a book follow the form."""

from __future__ import annotations

from collections import defaultdict

from pia_desktop.excel.importer.form_labels import FormLabel
from pia_desktop.excel.importer.label_matcher import LocatedLabel
from pia_desktop.excel.importer.workbook_model import BookSheet


def sort_sheets(
    sheets: list[tuple[BookSheet, list[LocatedLabel]]],
) -> list[tuple[BookSheet, list[LocatedLabel]]]:
    """The worksheets in the workbook's order, but one that begins in the midst of a section after
    the one that breaks off before it: somebody has split that and moved its parts about.
    """
    heads = [number for number, (_s, located) in enumerate(sheets) if not continues_sheet(located)]
    followers: dict[int, list[int]] = defaultdict(list)
    for number, (_sheet, located) in enumerate(sheets):
        if not continues_sheet(located):
            continue
        first = _first(located)
        fitting = [
            head
            for head in heads
            if (last := _last(sheets[head][1])) is not None
            and first is not None
            and last.section == first.section
            and last.order < first.order
        ]
        nearest = min(fitting, key=lambda head: (head > number, abs(head - number)), default=None)
        if nearest is None:
            heads.append(number)
        else:
            followers[nearest].append(number)
    order = []
    for head in sorted(heads):
        order.append(head)
        order += sorted(followers[head], key=lambda number: _begins(sheets[number][1]))
    return [sheets[number] for number in order]


def _first(located: list[LocatedLabel]) -> FormLabel | None:
    return next((hit.label for hit in located if hit.label.role != "title"), None)


def _last(located: list[LocatedLabel]) -> FormLabel | None:
    return located[-1].label if located else None


def _begins(located: list[LocatedLabel]) -> int:
    first = _first(located)
    return first.order if first else 0


def continues_sheet(located: list[LocatedLabel]) -> bool:
    """Whether a worksheet begins in the midst of a section."""
    first = _first(located)
    return first is not None and first.role != "section" and first.heading > 1
