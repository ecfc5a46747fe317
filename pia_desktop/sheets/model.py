"""The printed page as data: sheets of blocks of rows of cells on a grid. No meaning of the form in
it.

Positions and spans are in grid units (5 mm), sizes in points. A renderer draws what stands here and
asks nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from pia_desktop.diagrams.shapes import Picture

UNIT_MM = 5.0
UNIT_PT = UNIT_MM * 72 / 25.4
MARGIN_MM = 15.0

# Space between a cell's rule and its text, left and right, and above and below, in points.
PADDING_X = 2.5
PADDING_Y = 2.0


# A stretch of a text, `text[start:end]`.
Span = tuple[int, int]


@dataclass(frozen=True)
class Style:
    """How a cell's text is set: its size in points, its weight, its ground (RRGGBB) and place.
    `marked` is the colour of marked characters, which are underlined too.
    """

    size: float = 10.0
    bold: bool = False
    ground: str = ""
    align: str = "left"
    valign: str = "top"
    colour: str = "000000"
    marked: str = "000000"


class Look(Enum):
    """The styles of the printed form, each in one place."""

    PLAIN = Style()
    TITLE = Style(size=16, bold=True, align="center", valign="center")
    SECTION = Style(size=13, bold=True, valign="center")
    SECTION_SMALL = Style(size=11, bold=True, valign="center")
    HEADING = Style(size=10.5, bold=True, ground="D9E1EC", valign="center")
    BAR = Style(size=10, bold=True, ground="EDF1F6", valign="center")
    RISK = Style(size=10, bold=True, ground="F4F4F4", valign="center")
    LABEL = Style(valign="center")
    LABEL_SMALL = Style(size=9, valign="center")
    LABEL_TIGHT = Style(size=8.5, valign="center")
    STRIP = Style(valign="top")
    ANSWER = Style()
    CENTRED = Style(align="center", valign="center")
    LARGE = Style(size=13, bold=True, align="center", valign="center")
    CONTENTS = Style(size=11, bold=True, align="center", valign="center")
    CHOSEN = Style(align="center", valign="center")
    CHOSEN_SMALL = Style(size=9, align="center", valign="center")
    CHOSEN_SMALLER = Style(size=8.5, align="center", valign="center")
    CHOSEN_TIGHT = Style(size=7.9, align="center", valign="center")
    BRACKET = Style(align="center", valign="center")
    OPTION = Style(size=9, valign="center")
    OPTION_SMALL = Style(size=8, valign="center")
    CHECK_LABEL = Style(size=9, valign="center")
    CHECK_LABEL_SMALL = Style(size=8, valign="center")
    GROUP = Style(size=9.5, valign="center")
    EDITION = Style(align="right", valign="center")
    TABLE_HEAD = Style(size=9, bold=True, ground="D9E1EC", align="center", valign="center")
    TABLE_HEAD_SMALL = Style(size=8, bold=True, ground="D9E1EC", align="center", valign="center")
    TABLE = Style(size=9)
    TABLE_SMALL = Style(size=8)
    LIST = Style(size=9, colour="808080")
    ABOUT = Style(size=10, valign="center")
    LEGEND = Style(size=9, align="right", valign="center")
    OLD = Style(size=9, marked="A3201A")
    NEW = Style(size=9, marked="0A4190")
    ABSENT = Style(size=9, colour="6B6B6B")
    GRADE_LABEL = Style(size=8, valign="center")
    GRADE_BAR = Style(size=8, bold=True, ground="EDF1F6", valign="center")
    GRADE_LEGEND = Style(size=7.5, align="right", valign="center")
    GRADE_BEST = Style(size=8, bold=True, ground="CFE3F7", align="center", valign="center")
    GRADE_ENOUGH = Style(size=8, ground="EAF5EA", align="center", valign="center")
    GRADE_LACKING = Style(size=8, bold=True, ground="FBD9C6", align="center", valign="center")
    GRADE_EMPTY = Style(size=8, colour="8A1F11", align="center", valign="center")
    GRADE_NONE = Style(size=8, colour="6B6B6B", align="center", valign="center")

    # A look is looked up for every cell: Enum's own hash and value are worked out by Python code.
    __hash__ = object.__hash__

    def __init__(self, style: Style) -> None:
        """`style` is the look's own."""
        self.style = style


class Role(Enum):
    """What a cell is to somebody who hears the page."""

    TEXT = "text"
    SECTION = "section"
    HEADING = "heading"
    RISK = "risk"
    LABEL = "label"  # of all that stands beside it, which is one answer
    ROW = "row"  # the head of a table's row
    COLUMN = "column"  # of what stands below it; a bar across the page
    OPTION = "option"


class Part(Enum):
    """Which part of a row that runs on over several a cell stands in."""

    FIRST = "first"
    LAST = "last"
    TEXT = "text"


@dataclass(frozen=True)
class Cell:
    """One cell: `left` and `width` in grid units, `rows` how many rows of its block it covers.

    `borders` are the sides with a rule, of "tblr". `address` names the item whose answer the text
    is.
    `choices` are the values that a reader of the workbook may choose. A TEXT cell's text runs on
    when its row does; other cells stand in the first or the last part. `torn`: it is a piece of a
    text that is torn in the midst of a line, at its top, its bottom or both, of "tb". `marks`: the
    stretches of the text that stand out, in order and apart from each other. `drawing`: a picture
    of shapes, that a workbook shows as one of pixels. `reads_as`: its role where the look doesn't
    tell it. `spoken`: what is said in place of this cell and those that follow it in the row,
    `spoken_cells` in all; of a picture what it shows; "" for what the eye alone needs. `leads_to`:
    the entry of the outline that a click on it leads to.
    """

    left: int
    width: int
    text: str = ""
    look: Look = Look.PLAIN
    borders: str = ""
    rows: int = 1
    address: str = ""
    choices: tuple[str, ...] = ()
    part: Part = Part.FIRST
    torn: str = ""
    picture: bytes = b""
    picture_name: str = ""
    drawing: Picture | None = None
    marks: tuple[Span, ...] = ()
    reads_as: Role | None = None
    spoken: str | None = None
    spoken_cells: int = 1
    leads_to: str = ""

    @property
    def role(self) -> Role:
        """What it is to somebody who hears the page."""
        return self.reads_as or _ROLES.get(self.look, Role.TEXT)

    @property
    def drawn_words(self) -> str:
        """The texts of its drawing."""
        return "\n".join(self.drawing.texts()) if self.drawing else ""

    @property
    def right(self) -> int:
        """The grid unit after the cell."""
        return self.left + self.width

    def with_borders(self, borders: str) -> Cell:
        """The cell with further rules."""
        twin = object.__new__(Cell)
        # As dataclasses.replace does, in a tenth of the time: each printed cell comes through here.
        twin.__dict__.update(self.__dict__, borders="".join(sorted({*self.borders, *borders})))
        return twin


_ROLES = {
    Look.TITLE: Role.SECTION,
    Look.SECTION: Role.SECTION,
    Look.SECTION_SMALL: Role.SECTION,
    Look.HEADING: Role.HEADING,
    Look.RISK: Role.RISK,
    Look.BAR: Role.COLUMN,
    Look.TABLE_HEAD: Role.COLUMN,
    Look.TABLE_HEAD_SMALL: Role.COLUMN,
}


@dataclass(frozen=True)
class SheetRow:
    """Cells side by side. `height` in points is the least; text makes a row as high as it needs."""

    cells: tuple[Cell, ...]
    height: float = 0.0


@dataclass(frozen=True)
class Block:
    """Rows that stay together on a page, as far as they fit; a row longer than a page runs on.

    `keep_next`: it is a head, and stays with what follows. `level`: its outline level in the
    workbook; `hidden`: an empty occurrence, in the workbook only and there folded away. `mark`: the
    entry of the PDF's outline that leads here, with its level. `area`: the name under which a
    reader of the workbook finds the cells of this block and its neighbours of the same area.
    """

    rows: tuple[SheetRow, ...]
    keep_next: bool = False
    level: int = 0
    hidden: bool = False
    mark: tuple[int, str] | None = None
    new_page: bool = False
    area: str = ""


class Paper(Enum):
    """What a sheet is printed on: the short and the long side in mm."""

    A4 = (210.0, 297.0)
    A3 = (297.0, 420.0)


@dataclass(frozen=True)
class Sheet:
    """One worksheet, starting on a new page. `columns`: the grid positions where columns begin,
    with the right edge last. `head`: a block repeated on every page. `part`: the entry of the PDF's
    outline that this sheet and its neighbours of the same part stand below. `overview`: it repeats
    answers that have their place on other sheets.
    """

    name: str
    columns: tuple[int, ...]
    blocks: tuple[Block, ...]
    landscape: bool = False
    paper: Paper = Paper.A4
    head: Block | None = None
    part: str = ""
    overview: bool = False

    @property
    def width(self) -> int:
        """The width in grid units."""
        return self.columns[-1]


@dataclass
class PrintedPages:
    """Everything that is printed of one assessment. `author` and `day` go into a file's own
    properties: who made it, and of which day it is (None: not known).
    """

    title: str
    subject: str
    edition: str
    author: str = ""
    day: date | None = None
    sheets: list[Sheet] = field(default_factory=list)

    def blocks(self) -> Iterator[Block]:
        """Every block in printed order."""
        for sheet in self.sheets:
            yield from sheet.blocks
