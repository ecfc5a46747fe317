"""Putting texts, table rows and pictures into one worksheet, which grows where they need room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pia_desktop.assessment.pictures import picture_size
from pia_desktop.excel.importer.workbook_model import CellRange
from pia_desktop.excel.template_filling.cell_targets import CellWrite
from pia_desktop.excel.template_filling.picture_anchors import PlacedPicture
from pia_desktop.excel.template_filling.reference_shift import ReferenceShift
from pia_desktop.excel.template_filling.row_heights import (
    add_area,
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
    """Pictures for an area, one below the other: name, bytes and caption of each."""

    area: CellRange
    pictures: tuple[tuple[str, bytes, str], ...]


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
        for number, piece in enumerate(pieces):
            needed = text_height(piece, width, size)
            if number == 0:
                area = make_room(patch, area, needed)
            elif chain:
                area = make_room(patch, self._moved(chain.pop(0), before), needed)
            else:
                area = add_area(patch, area, needed, min(heights))
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
        """Pictures in areas of their own, one below the other, each above its caption."""
        patch, area = self._patch, self._area(write.area)
        for row in rows_in_box(area):
            patch.unfold(row)
        width, size = patch.width(area.left, area.right), self._size(area)
        for number, (name, data, caption) in enumerate(write.pictures):
            wide, high = picture_size(data)
            room = max(width - _PICTURE_MARGIN, 1.0) * PIXELS_A_POINT
            scale = min(room / wide, MOST_PICTURE / high)
            needed = high * scale / PIXELS_A_POINT + _PICTURE_MARGIN
            if number == 0:
                area = make_room(patch, area, needed)
            else:
                area = add_area(patch, area, needed, 0.0)
            at = PlacedPicture(area.top - 1, area.left - 1, wide * scale, high * scale, name, data)
            self._placed.append((len(patch.inserted), at))
            area = add_area(patch, area, text_height(caption, width, size), 0.0)
            if caption:
                patch.set_text(area.top, area.left, caption)

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
