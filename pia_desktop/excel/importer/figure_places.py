"""Where the figures of a form stand in a workbook: on which worksheets, with which captions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pia_desktop.excel.importer.box_locator import Box, BoxLocator
from pia_desktop.excel.importer.workbook_model import BookCell, BookPicture, BookSheet
from pia_desktop.forms import Form


@dataclass(frozen=True)
class CaptionedPicture:
    """A picture with the cells below it, which hold its caption."""

    picture: BookPicture
    captions: tuple[BookCell, ...]


def figure_boxes(boxes: BoxLocator, form: Form) -> list[Box]:
    """The box for figures of each worksheet that has one, in the worksheets' order; what stands in
    several on one worksheet is taken together.
    """
    homes: dict[int, Box] = {}
    for box in boxes.boxes:
        if box.item.features.pictorial:
            home = homes.get(id(box.sheet))
            cells = box.cells if home is None else [*home.cells, *box.cells]
            homes[id(box.sheet)] = replace(home or box, cells=cells)
    for sheet in boxes.sheets:
        untitled = _untitled_box(sheet, boxes, form) if id(sheet) not in homes else None
        if untitled is not None:
            homes[id(sheet)] = untitled
    return list(homes.values())


def _untitled_box(sheet: BookSheet, boxes: BoxLocator, form: Form) -> Box | None:
    """The box of a worksheet that lacks the figures' label and the section's title, but holds
    nothing except other boxes of their section.
    """
    own = [box for box in boxes.boxes if box.sheet is sheet]
    sections = {box.label.section for box in own}
    if len(sections) != 1 or not sheet.pictures:
        return None
    headings = form.sections[sections.pop()].headings
    items = [item for heading in headings for item in heading.items]
    pictorial = next((item for item in items if item.features.pictorial), None)
    if pictorial is None:
        return None
    return Box(replace(own[0].label, item=pictorial), (), sheet, BookCell(1, 1, ""))


def captioned_pictures(box: Box) -> tuple[list[CaptionedPicture], list[BookCell]]:
    """The pictures below the label of their box in reading order, and the cells above the first."""
    pictures = sorted(
        (picture for picture in box.sheet.pictures if picture.row >= box.cell.row),
        key=lambda picture: (picture.row, picture.column),
    )
    above: list[BookCell] = []
    captions: dict[int, list[BookCell]] = defaultdict(list)
    for cell in box.cells:
        number = _last_above(pictures, cell)
        (captions[number] if number >= 0 else above).append(cell)
    captioned = [
        CaptionedPicture(picture, tuple(captions[number]))
        for number, picture in enumerate(pictures)
    ]
    return captioned, above


def _last_above(pictures: Sequence[BookPicture], cell: BookCell) -> int:
    """The number of the last picture that begins above a cell or beside it; -1 for none."""
    return max((n for n, picture in enumerate(pictures) if picture.row <= cell.row), default=-1)
