"""Putting texts, table rows and pictures into one worksheet, which grows where they need room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pia_desktop.assessment.pictures import picture_size
from pia_desktop.diagrams.page_fit import LYING
from pia_desktop.diagrams.png_picture import DOTS
from pia_desktop.excel.importer.workbook_model import CellRange
from pia_desktop.excel.template_filling.cell_targets import CellWrite
from pia_desktop.excel.template_filling.picture_anchors import PlacedPicture
from pia_desktop.excel.template_filling.picture_slots import Figure
from pia_desktop.excel.template_filling.reference_shift import ReferenceShift
from pia_desktop.excel.template_filling.row_heights import (
    add_area,
    add_areas,
    make_room,
    make_rows,
    split_for_boxes,
    text_height,
)
from pia_desktop.excel.template_filling.worksheet_patch import WorksheetPatch, rows_in_box
from pia_desktop.excel.workbook_writer import PIXELS_A_POINT, TALLEST_ROW

# A picture higher than this many pixels would be torn by a page's end.
MOST_PICTURE = 800

_PICTURE_MARGIN = 12.0

# So high in points is a row of a figure's area at most when the figure has gone.
_EMPTY_ROW = 14.0


@dataclass(frozen=True)
class TableWrite:
    """Rows for a table. `columns` are its head's areas by the column's key; `printed` the first
    and last row of each of its rows that the workbook has drawn, `head_bottom` its head's last.
    """

    columns: Mapping[str, CellRange]
    head_bottom: int
    printed: tuple[tuple[int, int], ...]
    rows: Sequence[Mapping[str, object]]


@dataclass(frozen=True)
class PictureWrite:
    """Figures for an area, one below the other, each above its caption. With `below` the first of
    them comes into an area that is put in below. With `size`, in points, it is fitted into a place
    that doesn't grow. `captions` are the areas that hold a caption already: the first figure's goes
    into the first of them, the others are emptied. `replaces`: another figure was there, so that a
    caption's area is made only for a caption; `drawn` is how large that one was, in points. With
    `is_page` the area has a page for itself and grows no further than that.
    """

    area: CellRange
    figures: tuple[Figure, ...]
    below: bool = False
    size: tuple[float, float] | None = None
    captions: tuple[CellRange, ...] = ()
    replaces: bool = False
    drawn: tuple[float, float] | None = None
    is_page: bool = False


SheetWrite = CellWrite | TableWrite | PictureWrite


class SheetFilling:
    """Filling one worksheet from its bottom upwards, so that no row has moved before its turn."""

    def __init__(self, patch: WorksheetPatch, sizes: list[float]) -> None:
        """`sizes` are the font sizes in points by cell style."""
        self._patch = patch
        self._sizes = sizes
        self._placed: list[tuple[int, PlacedPicture]] = []

    def put(self, writes: Sequence[SheetWrite]) -> None:
        """Put everything in."""
        for write in sorted(writes, key=_first_row, reverse=True):
            if isinstance(write, TableWrite):
                self._put_table(write)
            elif isinstance(write, PictureWrite):
                self._put_pictures(write)
            else:
                self._put_text(write)

    def pictures(self) -> list[PlacedPicture]:
        """The pictures with their places when every row is put in."""
        return [
            replace(picture, row=ReferenceShift("", later).to(picture.row + 1) - 1)
            for number, picture in self._placed
            for later in [tuple(self._patch.inserted[number:])]
        ]

    def _size(self, area: CellRange) -> float:
        style = self._patch.style(area.top, area.left)
        return self._sizes[style] if style < len(self._sizes) else 11.0

    def _area(self, planned: CellRange) -> CellRange:
        """An area as it is by now: a box beside it may have grown, and a frame is merged."""
        area = self._patch.merges.at(planned.top, planned.left)
        if area.right < planned.right:
            self._patch.merges.add(planned)
            return planned
        return area

    # -- texts -------------------------------------------------------------------------------

    def _put_text(self, write: CellWrite) -> None:
        """Put a text into its area; what its rows can't show goes on in areas below it."""
        patch, area = self._patch, self._area(write.area)
        for row in rows_in_box(area):
            patch.unfold(row)
        size, width = self._size(area), patch.width(area.left, area.right)
        heights = patch.heights(area)
        pieces = split_for_boxes(write.text, width, size, max(sum(heights), TALLEST_ROW))
        for text in write.further:
            pieces += split_for_boxes(text, width, size, TALLEST_ROW)
        chain, before = list(write.chain), len(patch.inserted)
        needed = [text_height(piece, width, size) for piece in pieces]
        area = make_room(patch, area, needed[0])
        patch.set_text(area.top, area.left, pieces[0])
        number = 1
        while chain and number < len(pieces):
            area = make_room(patch, self._moved(chain.pop(0), before), needed[number])
            patch.set_text(area.top, area.left, pieces[number])
            number += 1
        if number < len(pieces):
            areas = add_areas(patch, area, needed[number:], min(heights))
            for area, piece in zip(areas, pieces[number:], strict=True):
                patch.set_text(area.top, area.left, piece)
        for kept in chain:
            rest = self._moved(kept, before)
            patch.set_text(rest.top, rest.left, "")

    def _moved(self, area: CellRange, before: int) -> CellRange:
        """An area below all that was put in since the log had so many entries."""
        count = sum(count for _after, count in self._patch.inserted[before:])
        return replace(area, top=area.top + count, bottom=area.bottom + count)

    # -- pictures ----------------------------------------------------------------------------

    def _put_pictures(self, write: PictureWrite) -> None:
        """Each figure in an area of its own, and its caption in one below it."""
        patch, before = self._patch, len(self._patch.inserted)
        area = write.area if write.below or write.size else self._area(write.area)
        for row in rows_in_box(area):
            patch.unfold(row)
        for number, figure in enumerate(write.figures):
            if number == 0 and write.size:
                self._place(figure, area, *write.size)
            else:
                is_new = number > 0 or write.below
                area = self._place_in_area(figure, area, write, is_new=is_new)
            captions = [self._moved(each, before) for each in write.captions]
            if number > 0 or not captions:
                if figure.caption or number > 0 or not write.replaces:
                    area = self._put_caption(figure.caption, area)
            else:
                for other in reversed(captions[1:]):
                    patch.set_text(other.top, other.left, "")
                area = self._fill_caption(figure.caption, captions[0])
        if not write.figures:
            self._empty(write)

    def _place_in_area(
        self, figure: Figure, area: CellRange, write: PictureWrite, *, is_new: bool
    ) -> CellRange:
        """Put a figure into an area, which grows, or into a new one below it; that area. It may be
        as wide as the one before, however narrow the columns are taken to be.
        """
        patch = self._patch
        wide, high = picture_size(figure.data)
        room = max(patch.width(area.left, area.right) - _PICTURE_MARGIN, 1.0)
        most = MOST_PICTURE / PIXELS_A_POINT
        if write.drawn:
            room = max(room, write.drawn[0])
        if write.is_page and not is_new:
            most = max(sum(patch.heights(area)) - _PICTURE_MARGIN, LYING[1])
        scale = min(room / wide, most / high)
        if write.is_page and figure.is_diagram:  # a small one would look blown up
            scale = min(scale, 72 / DOTS)
        room = min(room, wide * scale)
        needed = high * scale + _PICTURE_MARGIN
        area = add_area(patch, area, needed, 0.0) if is_new else make_room(patch, area, needed)
        self._place(figure, area, room, needed - _PICTURE_MARGIN)
        return area

    def _place(self, figure: Figure, area: CellRange, width: float, height: float) -> None:
        """Put a figure at the corner of an area, as large as so many points let it be."""
        wide, high = picture_size(figure.data)
        scale = min(width / wide, height / high) * PIXELS_A_POINT
        at = PlacedPicture(
            area.top - 1, area.left - 1, wide * scale, high * scale, figure.name, figure.data
        )
        self._placed.append((len(self._patch.inserted), at))

    def _put_caption(self, caption: str, area: CellRange) -> CellRange:
        """Put a caption into an area that is made for it below another; that area."""
        size, width = self._size(area), self._patch.width(area.left, area.right)
        area = add_area(self._patch, area, text_height(caption, width, size), 0.0)
        if caption:
            self._patch.set_text(area.top, area.left, caption)
        return area

    def _fill_caption(self, caption: str, planned: CellRange) -> CellRange:
        """Put a caption into the area that holds one; that area as it is then."""
        area = self._area(planned)
        size, width = self._size(area), self._patch.width(area.left, area.right)
        if caption:
            area = make_room(self._patch, area, text_height(caption, width, size))
        self._patch.set_text(area.top, area.left, caption)
        return area

    def _empty(self, write: PictureWrite) -> None:
        """Take the captions of a figure away that is no longer there, and its room."""
        for caption in write.captions:
            self._patch.set_text(caption.top, caption.left, "")
        if write.size is None:
            for row in rows_in_box(self._area(write.area)):
                self._patch.set_height(row, min(self._patch.height(row), _EMPTY_ROW))

    # -- tables ------------------------------------------------------------------------------

    def _put_table(self, write: TableWrite) -> None:
        """The rows below the head row, as many as the workbook has; further ones are copies of the
        last, with all its worksheet rows.
        """
        printed = list(write.printed)
        top, bottom = printed[-1] if printed else (write.head_bottom, write.head_bottom)
        more = len(write.rows) - len(printed)
        if more > 0:
            self._patch.copy_rows(top, bottom, more, texts=False)
            height = bottom - top + 1
            printed += [(top + n * height, bottom + n * height) for n in range(1, more + 1)]
        for number in reversed(range(len(printed))):
            row = write.rows[number] if number < len(write.rows) else {}
            self._put_row(write.columns, row, *printed[number])

    def _put_row(
        self, columns: Mapping[str, CellRange], row: Mapping[str, object], top: int, bottom: int
    ) -> None:
        """One row of a table, made as high as its highest text."""
        patch = self._patch
        for number in range(top, bottom + 1) if row else ():
            patch.unfold(number)
        needed: dict[int, float] = defaultdict(float)  # by the last row of the box
        for key, head in columns.items():
            text = str(row.get(key, ""))
            patch.set_text(top, head.left, text)
            if text:
                area = self._box_in_row(head, top, bottom)
                high = text_height(text, patch.width(area.left, area.right), self._size(area))
                needed[area.bottom] = max(needed[area.bottom], high)
        more = 0
        for last in sorted(needed):
            more = make_rows(patch, top, last + more, needed[last]) - last
        for head in columns.values() if more else ():
            area = patch.merges.at(top, head.left)
            if area.bottom == area.top:
                self._merge_if_free(CellRange(top, head.left, bottom + more, head.right))

    def _box_in_row(self, head: CellRange, top: int, bottom: int) -> CellRange:
        """The merged area in a table's row below this head; one is made where nothing is merged."""
        area = self._patch.merges.at(top, head.left)
        if (area.bottom, area.right) == (top, head.left):
            self._merge_if_free(CellRange(top, head.left, bottom, head.right))
        return self._patch.merges.at(top, head.left)

    def _merge_if_free(self, area: CellRange) -> None:
        if self._patch.merges.is_free(area):
            self._patch.merges.add(area)


def _first_row(write: SheetWrite) -> int:
    return write.head_bottom if isinstance(write, TableWrite) else write.area.top
