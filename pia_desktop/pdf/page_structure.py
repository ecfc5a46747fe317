"""What a sheet says, and in which order, to somebody who hears it: headings, tables, lists.

Made of the sheet that is drawn. Each leaf collects the marked content that is drawn for it, over as
many pages as it takes. Tags are those of PDF 1.7 (ISO 32000-1, 14.8.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from pia_desktop.sheets.model import Block, Cell, Role, Sheet

_HEADINGS = {Role.SECTION: "H1", Role.HEADING: "H2", Role.RISK: "H3"}
_SCOPES = {Role.LABEL: "Row", Role.ROW: "Row", Role.COLUMN: "Column"}


@dataclass(eq=False)
class TaggedElement:
    """An element of the structure. `spoken` is said in place of what is drawn, `description` in
    place of a picture; `scope` is what a table's head is for. `contents`: the number of the page,
    from 0, and the number of the marked content there.
    """

    tag: str
    kids: list[TaggedElement] = field(default_factory=list)
    spoken: str = ""
    description: str = ""
    scope: str = ""
    columns: int = 1
    contents: list[tuple[int, int]] = field(default_factory=list)
    # The page and the number there of the annotation that leads to `leads_to`.
    link: tuple[int, int] | None = None
    leads_to: str = ""

    @property
    def says_nothing(self) -> bool:
        """Whether nothing was drawn for it or for its parts; a table has empty cells all the
        same.
        """
        if self.contents or self.tag in ("TD", "TH"):
            return False
        return all(kid.says_nothing for kid in self.kids)


@dataclass(eq=False)
class _Row:
    """A row of a table to be: its cells with the grid positions between which they stand."""

    cells: list[tuple[int, int, TaggedElement]]

    @property
    def lefts(self) -> set[int]:
        """Where its cells begin."""
        return {left for left, _, _ in self.cells}


class SheetStructure:
    """The elements of a sheet in reading order, and which of them a drawn cell belongs to."""

    def __init__(self, sheet: Sheet) -> None:
        """Of all blocks that are drawn."""
        self.elements: list[TaggedElement] = []
        self._leaves: dict[tuple[int, int, int], TaggedElement] = {}
        self._rows: list[_Row] = []
        # Whether a heading came since the section's title.
        self._below_heading = False
        for block in sheet.blocks:
            if not block.hidden:
                self._add_block(block)
        self._end_rows()

    def leaf(self, block: Block, row: int, cell: Cell) -> TaggedElement | None:
        """What a cell in this row of the block says; None for what is drawn for the eye alone."""
        return self._leaves.get((id(block), row, cell.left))

    def _add_block(self, block: Block) -> None:
        number = 0
        while number < len(block.rows):
            covered = max((cell.rows for cell in block.rows[number].cells), default=1)
            covered = max(1, min(covered, len(block.rows) - number))
            here = range(number, number + covered)
            cells = [
                (row, cell) for row in here for cell in block.rows[row].cells if _is_there(cell)
            ]
            self._add_cells(block, cells)
            number += covered

    def _add_cells(self, block: Block, cells: list[tuple[int, Cell]]) -> None:
        """Cells that stand side by side: a heading, or a row of a table to be."""
        for row, cell in cells:
            if tag := self._heading_tag(cell, alone=len(cells) == 1):
                self._end_rows()
                self.elements.append(self._leaf(block, row, cell, tag))
                rest = [pair for pair in cells if pair[1] is not cell]
                self.elements += self._parts(block, rest)
                return
        labels = [pair for pair in cells if pair[1].role is Role.LABEL]
        if any(cell.text.strip() for _, cell in labels) and len(labels) < len(cells):
            self._rows.append(self._labelled(block, labels, cells))
            return
        for number, beside in groupby(cells, lambda pair: pair[0]):
            row_cells = [
                (cell.left, cell.right, self._table_cell(block, number, cell)) for _, cell in beside
            ]
            self._rows.append(_Row(row_cells))

    def _heading_tag(self, cell: Cell, *, alone: bool) -> str:
        """A bar across the page, too, is a heading: no level is left out."""
        if not cell.text.strip():
            return ""
        if cell.role is Role.SECTION:
            self._below_heading = False
        if cell.role is Role.HEADING:
            self._below_heading = True
        if cell.role is Role.COLUMN and alone:
            return "H3" if self._below_heading else "H2"
        return _HEADINGS.get(cell.role, "")

    def _labelled(
        self, block: Block, labels: list[tuple[int, Cell]], cells: list[tuple[int, Cell]]
    ) -> _Row:
        """A label and its strip as one head, everything beside it as one cell."""
        head = TaggedElement("TH", scope="Row")
        for row, cell in labels:
            if cell.text.strip():
                self._leaves[id(block), row, cell.left] = head
        edge = max(cell.right for _, cell in labels)
        beside = [pair for pair in cells if pair[1].left >= edge]
        answer = self._holding(self._parts(block, beside))
        left = min(cell.left for _, cell in cells)
        right = max(cell.right for _, cell in cells)
        return _Row([(left, edge, head), (edge, right, answer)])

    def _table_cell(self, block: Block, row: int, cell: Cell) -> TaggedElement:
        if cell.role in _SCOPES and cell.text.strip():
            head = self._leaf(block, row, cell, "TH")
            head.scope = _SCOPES[cell.role]
            return head
        return self._holding(self._parts(block, [(row, cell)]))

    @staticmethod
    def _holding(parts: list[TaggedElement]) -> TaggedElement:
        """A table's cell of these parts; a single text is the cell itself."""
        if len(parts) == 1 and parts[0].tag == "P":
            parts[0].tag = "TD"
            return parts[0]
        return TaggedElement("TD", parts)

    def _parts(self, block: Block, cells: Iterable[tuple[int, Cell]]) -> list[TaggedElement]:
        """Texts, pictures, and lists of the options that follow one another."""
        leaves: list[tuple[bool, TaggedElement]] = []
        said: set[tuple[int, int]] = set()
        last: TaggedElement | None = None
        for row, cell in cells:
            if (row, cell.left) in said and last is not None:
                self._leaves[id(block), row, cell.left] = last
                continue
            if cell.spoken is not None:
                beside = block.rows[row].cells
                first = beside.index(cell) + 1
                said |= {(row, c.left) for c in beside[first : first + cell.spoken_cells - 1]}
            last = self._part(block, row, cell)
            if last is not None:
                leaves.append((cell.role is Role.OPTION, last))
        parts: list[TaggedElement] = []
        for listed, run in groupby(leaves, lambda pair: pair[0]):
            own = [leaf for _, leaf in run]
            parts += (
                [TaggedElement("L", [TaggedElement("LI", [leaf]) for leaf in own])]
                if listed
                else own
            )
        return parts

    def _part(self, block: Block, row: int, cell: Cell) -> TaggedElement | None:
        if cell.picture or cell.drawing:
            description = cell.spoken or cell.picture_name
            return self._leaf(block, row, cell, "Figure", description)
        if not cell.text.strip() or cell.spoken == "":
            return None
        tag = "LBody" if cell.role is Role.OPTION else "Link" if cell.leads_to else "P"
        return self._leaf(block, row, cell, tag)

    def _leaf(
        self, block: Block, row: int, cell: Cell, tag: str, description: str = ""
    ) -> TaggedElement:
        spoken = "" if description else cell.spoken or ""
        element = TaggedElement(tag, [], spoken, description, leads_to=cell.leads_to)
        self._leaves[id(block), row, cell.left] = element
        return element

    # -- tables ------------------------------------------------------------------------------

    def _end_rows(self) -> None:
        """Make tables of the rows so far: a table goes on as long as its columns are the same."""
        run: list[_Row] = []
        lefts: set[int] = set()
        for row in self._rows:
            if len(row.cells) > 1:
                if lefts and not (row.lefts <= lefts or lefts <= row.lefts):
                    self._add_table(run, lefts)
                    run, lefts = [], set()
                lefts |= row.lefts
            run.append(row)
        self._add_table(run, lefts)
        self._rows = []

    def _add_table(self, rows: list[_Row], lefts: set[int]) -> None:
        has_head = any(cell.tag == "TH" for row in rows for _, _, cell in row.cells)
        if not lefts or not has_head:
            self.elements += [_alone(cell) for row in rows for _, _, cell in row.cells]
            return
        edges = sorted(lefts | {row.cells[0][0] for row in rows})
        end = max(right for row in rows for _, right, _ in row.cells)
        table = TaggedElement("Table")
        for row in rows:
            table.kids.append(TaggedElement("TR", list(_filled(row, edges, end))))
        self.elements.append(table)


def _is_there(cell: Cell) -> bool:
    """Whether a cell is more than room between others."""
    return bool(cell.text or cell.borders or cell.picture or cell.drawing)


def _filled(row: _Row, edges: list[int], end: int) -> Iterator[TaggedElement]:
    """The row's cells, each as wide as it stands, and empty ones where there is none."""
    position = edges[0]
    for left, right, cell in [*row.cells, (end, end, None)]:
        missing = sum(position <= edge < left for edge in edges)
        if missing:
            yield TaggedElement("TD", columns=missing)
        if cell is not None:
            cell.columns = max(1, sum(left <= edge < right for edge in edges))
            yield cell
        position = right


def _alone(cell: TaggedElement) -> TaggedElement:
    """A table's cell where there is no table."""
    cell.scope = ""
    cell.tag = "Div" if cell.kids else "P"
    return cell
