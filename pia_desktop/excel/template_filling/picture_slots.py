"""The figures that a template shows already, and which of the assessment's go in their places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pia_desktop.assessment.model import Assessment
from pia_desktop.excel.importer.box_locator import Box
from pia_desktop.excel.importer.cell_text import join_lines
from pia_desktop.excel.importer.figure_places import (
    CaptionedPicture,
    captioned_pictures,
    figure_boxes,
)
from pia_desktop.excel.importer.workbook_model import BookPicture, CellRange
from pia_desktop.excel.template_filling.open_template import OpenTemplate
from pia_desktop.excel.template_filling.sheet_graft import SheetGraft
from pia_desktop.excel.template_filling.worksheet_patch import WorksheetPatch
from pia_desktop.sheets.drawn_sheets import DIAGRAM_PICTURE

_EMU_A_POINT = 12_700
# A picture may reach so many points over its box, as programs round.
_ROUNDED = 3.0
_MOST_ROWS, _MOST_COLUMNS = 2_000, 500
_DIAGRAM = DIAGRAM_PICTURE.rpartition(".")[0]


@dataclass(frozen=True)
class Figure:
    """A figure as it is to be shown: its name, bytes and caption."""

    name: str
    data: bytes
    caption: str

    @property
    def is_diagram(self) -> bool:
        """Whether the program has drawn it of a diagram."""
        return self.name.startswith(_DIAGRAM)


@dataclass(frozen=True)
class PictureSlot:
    """A picture in a template. `area` are the cells that it lies on; `size` its width and height in
    points where it lies over several cells or shares one, else None: then its area is its own, and
    may grow. `captions` are the areas with its caption; `is_apart` tells a diagram's own page.
    """

    box: Box
    picture: BookPicture
    figure: Figure
    area: CellRange
    size: tuple[float, float] | None
    captions: tuple[CellRange, ...]
    is_apart: bool

    @property
    def drawn(self) -> tuple[float, float] | None:
        """How large it was drawn, in points."""
        if self.picture.drawn is None:
            return None
        width, height = self.picture.drawn
        return width / _EMU_A_POINT, height / _EMU_A_POINT


def picture_slots(template: OpenTemplate, address: str) -> list[PictureSlot]:
    """The pictures in the boxes of this item, in reading order."""
    boxes = [box for box in figure_boxes(template.boxes, template.form) if box.address == address]
    slots = []
    for box in boxes:
        captioned, _above = captioned_pictures(box)
        slots += _of_box(template, box, captioned, is_last=box is boxes[-1])
    return slots


def _of_box(
    template: OpenTemplate, box: Box, captioned: Sequence[CaptionedPicture], *, is_last: bool
) -> list[PictureSlot]:
    geometry, patch = template.geometry(box.sheet), template.patch(box.sheet)
    begins = [geometry.area(each.picture.row, each.picture.column) for each in captioned]
    slots = []
    for each, area in zip(captioned, begins, strict=True):
        reached, size = _reach(patch, each.picture)
        whole = CellRange(
            area.top,
            area.left,
            max(area.bottom, reached.bottom),
            max(area.right, reached.right),
        )
        is_own = begins.count(area) == 1 and (whole == area or _covers_texts(box, whole, area))
        captions = tuple(geometry.area(cell.row, cell.column) for cell in each.captions)
        below = geometry.area(area.bottom + 1, area.left)
        if not captions and below.right == area.right and geometry.is_empty_box(below):
            captions = () if below in begins else (below,)
        caption = join_lines(list(each.captions))
        figure = Figure(each.picture.name, each.picture.data, caption)
        slots.append(
            PictureSlot(
                box,
                each.picture,
                figure,
                area if is_own else replace(whole, top=each.picture.row, left=each.picture.column),
                None if is_own else size,
                captions,
                is_apart=figure.is_diagram and not is_last,
            )
        )
    return slots


def _covers_texts(box: Box, whole: CellRange, area: CellRange) -> bool:
    """Whether texts of other boxes lie under a picture: it is larger than its own box."""
    own = {(cell.row, cell.column) for cell in box.cells}
    return any(
        whole.top <= cell.row <= whole.bottom
        and whole.left <= cell.column <= whole.right
        and not (area.top <= cell.row <= area.bottom)
        and (cell.row, cell.column) not in own
        for cell in box.sheet.cells
    )


def _reach(
    patch: WorksheetPatch, picture: BookPicture
) -> tuple[CellRange, tuple[float, float] | None]:
    """The cells that a picture lies on, and its width and height in points where the drawing tells
    them.
    """
    extent = picture.extent
    if extent is None:
        return CellRange(picture.row, picture.column, picture.row, picture.column), None
    width, height = extent.width / _EMU_A_POINT, extent.height / _EMU_A_POINT
    bottom, right = extent.bottom_row, extent.right_column
    left, top = extent.left / _EMU_A_POINT, extent.top / _EMU_A_POINT
    if bottom:
        above = patch.heights(CellRange(picture.row, 1, bottom - 1, 1))
        bottom -= height <= _ROUNDED and bottom > picture.row
        height += sum(above) - top
        right = min(right, picture.column + _MOST_COLUMNS)
        before = patch.width(picture.column, right - 1)
        right -= width <= _ROUNDED and right > picture.column
        width += before - left
    else:
        bottom = _last(patch.height, picture.row, top + height)
        right = _last(lambda n: patch.width(n, n), picture.column, left + width)
    size = (max(width, 1.0), max(height, 1.0))
    return CellRange(picture.row, picture.column, bottom, right), size


def _last(side: Callable[[int], float], first: int, reach: float) -> int:
    """The row or column in which something ends that reaches so far from the first one on."""
    for number in range(first, first + _MOST_ROWS):
        reach -= side(number)
        if reach <= _ROUNDED:
            return number
    return first + _MOST_ROWS


def without_idle_pages(assessment: Assessment, template: OpenTemplate) -> dict[str, bytes] | None:
    """The workbook's parts without the pages that show nothing but a diagram, where the assessment
    has none any more; None where there are none of them.
    """
    graft, changed = SheetGraft(template.parts), False
    items = [item for item in template.form.items if item.features.pictorial and not item.repeats]
    for item in items:
        entries = assessment.answers.get(item.id) or ()
        if any(entry["file"].startswith(_DIAGRAM) for entry in entries):
            continue
        for slot in picture_slots(template, item.id):
            sheet = slot.box.sheet
            texts = {(cell.row, cell.column) for cell in sheet.cells}
            own = {(area.top, area.left) for area in slot.captions}
            own.add((slot.box.cell.row, slot.box.cell.column))
            if slot.is_apart and len(sheet.pictures) == 1 and texts <= own:
                graft.remove(sheet.member)
                changed = True
    return graft.parts if changed else None


def share_out(figures: Sequence[Figure], slots: Sequence[PictureSlot]) -> list[int | None]:
    """For each figure the number of the slot that takes it, in the order of both; None for those
    that come behind the last slot. What is there already stays where it is, and a diagram's own
    page takes a diagram alone, as far as the order lets them.
    """
    scores = [[0.0] * (len(slots) + 1)]
    for count, figure in enumerate(figures, 1):
        row = [float("-inf")]
        for number, slot in enumerate(slots):
            row.append(max(row[number], scores[count - 1][number] + _fit(figure, slot)))
        scores.append(row)
    placed = max(range(len(scores)), key=lambda count: (scores[count][-1], count))
    taken: list[int | None] = [None] * len(figures)
    number = len(slots)
    for count in range(placed, 0, -1):
        while scores[count][number] == scores[count][number - 1]:
            number -= 1
        number -= 1
        taken[count - 1] = number
    return taken


def _fit(figure: Figure, slot: PictureSlot) -> int:
    if (figure.name, figure.data) == (slot.figure.name, slot.figure.data):
        return 3
    return -1 if slot.is_apart and not figure.is_diagram else 1
