"""What stands at the head and foot of a worksheet and is no answer: the town, 「様式第３号」, page
numbers, 整理番号, 「以上」.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from pia_desktop.excel.importer.form_labels import fold_label
from pia_desktop.excel.importer.label_matcher import LocatedLabel
from pia_desktop.excel.importer.workbook_model import BookCell, BookSheet

# Longer lines are texts.
_LONGEST = 60

# Wherever they stand in a line of their own, they are nothing else.
_FORM_MARK = re.compile(
    r"[(\[]?(?:別記)?様式(?:第?[\d一二三四五六七八九十]+号?)(?:の\d+)?(?:[(（].*[)）])?[)\]]?(?:関係)?"
)
_PAGE = re.compile(
    r"[-‐－―—ー~～]+\d{1,3}[-‐－―—ー~～]+|[(\[]?\d{1,3}/\d{1,3}[)\]]?(?:ページ|頁)?"
    r"|[Pp](?:age)?\.?\d{1,3}(?:/\d{1,3})?|第?\d{1,3}(?:ページ|頁)(?:/\d{1,3}(?:ページ|頁)?)?"
)
_NUMBER = re.compile(
    r"(?:整理|文書|管理|受付|収受|起案|決裁)番号[:.]?.{0,24}|(?:作成|印刷|出力|更新)(?:年月)?日[:.]?.{0,20}"
)
_END = re.compile(r"[(「]?以上[)」]?。?")
_BARE_NUMBER = re.compile(r"\d{1,3}")
_TOWN = re.compile(r"[^\d、。，,:：]{1,12}(?:都|道|府|県|市|区|町|村|組合|広域連合)長?")

# A worksheet, its cells on the page, and its labels.
Reading = tuple[BookSheet, list[BookCell], list[LocatedLabel]]


def find_page_lines(readings: Iterable[Reading]) -> set[int]:
    """The cells (by `id`) that belong to the page and not to the form.

    A cell with a rule is in a box, and in a box stands an answer. What the same words at the same
    column say at the head or foot of several worksheets belongs to the page.
    """
    sheets = [_PageEdges(*reading) for reading in readings]
    shared = Counter(key for edges in sheets for key in edges.places())
    out: set[int] = set()
    for edges in sheets:
        repeated = {key for key in edges.places() if shared[key] > 1}
        out |= set(edges.page_cells(repeated))
    return out


class _PageEdges:
    """The lines above the first label and at the end of one worksheet."""

    def __init__(
        self, sheet: BookSheet, cells: list[BookCell], located: list[LocatedLabel]
    ) -> None:
        self._rules = sheet.rules
        self._cells = cells
        self._labels = {id(hit.cell) for hit in located}
        self._first = _first_row(cells, located)
        self._lines: dict[int, list[BookCell]] = {}
        for cell in cells:
            self._lines.setdefault(cell.row, []).append(cell)
        self._foot = set(self._foot_rows())

    def _is_candidate(self, cell: BookCell) -> bool:
        short = len(cell.text) <= _LONGEST and "\n" not in cell.text.strip()
        return short and not cell.framed and id(cell) not in self._labels

    def _foot_rows(self) -> Iterator[int]:
        """The last rows as far as nothing in them has a rule or is a label."""
        for row in sorted(self._lines, reverse=True)[:4]:
            if not all(map(self._is_candidate, self._lines[row])):
                return
            yield row

    def places(self) -> set[tuple[int, str]]:
        """Column and words of what stands at the head or the foot."""
        return {
            (cell.column, fold_label(cell.text))
            for cell in self._cells
            if (cell.row < self._first or cell.row in self._foot) and self._is_candidate(cell)
        }

    def page_cells(self, repeated: set[tuple[int, str]]) -> Iterator[int]:
        """The cells of the page; `repeated` are those that other worksheets have as well."""
        last = self._last_row()
        for row, line in self._lines.items():
            cells = [cell for cell in line if self._is_candidate(cell)]
            marked = [cell for cell in cells if self._is_mark(cell, row >= last)]
            for cell in cells:
                text = fold_label(cell.text)
                again = self._rules and (cell.column, text) in repeated
                town = bool(marked) and _TOWN.fullmatch(text) is not None
                if cell in marked or again or town:
                    yield id(cell)

    def _last_row(self) -> int:
        """The last row but for those that hold nothing but page numbers and the like."""
        for row in sorted(self._lines, reverse=True):
            texts = [fold_label(cell.text) for cell in self._lines[row]]
            if not all(_PAGE.fullmatch(text) or _NUMBER.fullmatch(text) for text in texts):
                return row
        return 0

    def _is_mark(self, cell: BookCell, at_end: bool) -> bool:
        text = fold_label(cell.text)
        if _FORM_MARK.fullmatch(text) or _PAGE.fullmatch(text):
            return self._rules or at_end or cell.row < self._first
        if _NUMBER.fullmatch(text):
            return cell.row < self._first or cell.row in self._foot
        return at_end and (
            _END.fullmatch(text) is not None
            or (_BARE_NUMBER.fullmatch(text) is not None and self._rules)
        )


def _first_row(cells: list[BookCell], located: list[LocatedLabel]) -> int:
    """The row in which the form begins below the section's title."""
    inner = [hit.cell.row for hit in located if hit.label.role not in ("section", "title")]
    if inner or not located:
        return min(inner, default=0)
    title = max(hit.cell.row for hit in located)
    return next((c.row for c in cells if c.row > title and c.framed), title + 1)
